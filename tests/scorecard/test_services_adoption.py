"""Is the catalogue loaded whole, and can a council take its measures into use?"""

from decimal import Decimal

import pytest
import yaml
from django.core.exceptions import ValidationError

from improvement.history.models import Event
from improvement.rules.month import Month
from improvement.rules.value import Unit
from scorecard.models import AdoptedMeasure, Measure, Target
from scorecard.reference import FILES, FOLDER, catalogue_entries, load_catalogue
from scorecard.services import adopt_measure, define_own_measure, set_target
from scorecard.services.aims import aim_of
from tests.builders import make_area
from tests.scorecard.builders import make_measure

pytestmark = pytest.mark.django_db
APRIL = Month(2026, 4)


def test_catalogue_loads_every_entry_of_the_files():
    loaded = load_catalogue()
    assert len(loaded.created) == len(catalogue_entries()) == Measure.objects.count() > 60
    assert not loaded.updated
    assert not loaded.unchanged


def test_catalogue_loaded_twice_changes_nothing():
    load_catalogue()
    again = load_catalogue()
    assert (again.created, again.updated) == ((), ())


def test_catalogue_measure_says_what_its_entry_says():
    load_catalogue()
    measure = Measure.objects.get(code="FD2")
    assert measure.takes_two_numbers
    assert measure.unit == Unit.PERCENT
    assert measure.default_target == "95%+"
    assert not Measure.objects.get(code="WF1").is_whole
    assert not Measure.objects.get(code="FD3").takes_two_numbers


def test_catalogue_follows_a_change_of_the_file():
    load_catalogue()
    Measure.objects.filter(code="FD2").update(name="Something else", timescale="Invented")
    again = load_catalogue()
    assert again.updated == ("FD2",)
    assert Measure.objects.get(code="FD2").timescale != "Invented"


def test_catalogue_stands_a_variant_after_its_measure():
    load_catalogue()
    order = list(Measure.objects.values_list("code", flat=True))
    assert order.index("CL4B") == order.index("CL4") + 1


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"default_target": "good"}, "is not a target"),
        ({"unit": "parsecs"}, "parsecs"),
        ({"code": "lower"}, "Enter a code"),
        ({"surprise": 1}, "unknown words"),
    ],
    ids=["target", "unit", "code", "word"],
)
def test_catalogue_refuses_an_entry_that_is_wrong(tmp_path, change, message):
    good = yaml.safe_load((FOLDER / FILES[0]).read_text())[0]
    (tmp_path / FILES[0]).write_text(yaml.safe_dump([good | change]))
    (tmp_path / FILES[1]).write_text("[]")
    with pytest.raises(ValidationError, match=message):
        load_catalogue(tmp_path)
    assert not Measure.objects.exists()


def test_adopting_inherits_what_the_council_does_not_change(council, area, cast):
    load_catalogue()
    measure = Measure.objects.get(code="FD5")
    adopted = adopt_measure(
        council=council,
        measure=measure,
        area=area,
        by=cast.lead,
        name="Ours",
        baseline=Decimal(65),
        target=">90%",
        target_from=APRIL,
    )
    assert (adopted.code, adopted.name, adopted.group) == ("FD5", "Ours", measure.group)
    target = adopted.targets.get()
    assert target.effective_from == APRIL.first_day
    assert target.reason == "The catalogue’s usual target."
    verbs = Event.objects.filter(council=council).values_list("verb", flat=True)
    assert set(verbs) == {"adopted", "set a target"}


def test_adopting_twice_is_refused(council, area, cast):
    measure = make_measure(area).measure
    with pytest.raises(ValidationError):
        adopt_measure(council=council, measure=measure, area=area, by=cast.lead)


def test_adopting_across_councils_is_refused(council, area, other_council, cast):
    theirs = make_area(other_council, "Care")
    with pytest.raises(ValidationError, match="service areas"):
        adopt_measure(council=council, measure=Measure(code="AA1"), area=theirs, by=cast.lead)
    own = make_measure(theirs).measure
    with pytest.raises(ValidationError, match="another council"):
        adopt_measure(council=council, measure=own, area=area, by=cast.lead)
    assert not AdoptedMeasure.objects.filter(council=council).exists()


def test_own_measure_leaves_an_entry(council, cast):
    measure = define_own_measure(
        council=council,
        by=cast.lead,
        code="WF6-ALL",
        group="Workforce",
        name="Open cases",
        unit="count",
        basis="snapshot",
        polarity="range",
        numerator_label="Cases",
    )
    assert measure.council == council
    assert Event.objects.about(measure).get().verb == "defined"


@pytest.mark.parametrize(
    ("unit", "polarity", "typed", "stored"),
    [
        ("count", "range", " 1050 – 1150 ", "1050 to 1150"),
        ("count", "higher", "≥2000", "2000+"),
        ("count", "lower", "no more than 1,300", "≤1,300"),
        ("percent", "higher", "at least 85", "85%+"),
        ("percent", "range", "14-21", "14% to 21%"),
        ("percent", "higher", ">90%", ">90%"),
    ],
)
def test_target_is_stored_as_it_is_printed(area, cast, unit, polarity, typed, stored):
    measure = make_measure(area, unit=Unit(unit), polarity=polarity)
    target = set_target(measure=measure, effective_from=APRIL, text=typed, by=cast.lead)
    assert target.text == stored
    assert aim_of(stored, Unit(unit), polarity) == stored


@pytest.mark.parametrize(
    ("unit", "text", "message"),
    [
        ("count", "about 90", "is not a target"),
        ("count", "90%+", "takes no % sign"),
        ("percent", "130+", "never more than 100"),
        ("percent", ">100", "No figure could meet >100%"),
        ("count", "≤1,300", "would rate its best figures red. Write 1,300+"),
    ],
)
def test_target_that_makes_no_sense_names_its_field(area, cast, unit, text, message):
    measure = make_measure(area, unit=Unit(unit))
    with pytest.raises(ValidationError) as refused:
        set_target(measure=measure, effective_from=APRIL, text=text, by=cast.lead)
    assert message in refused.value.message_dict["text"][0]
    assert measure.code in refused.value.message_dict["text"][0]
    assert not Target.objects.exists()


def test_target_of_the_same_month_is_replaced_and_told(area, cast):
    measure = make_measure(area, target="80%+", target_from=APRIL)
    set_target(
        measure=measure, effective_from=APRIL, text="85%+", reason="Board asked", by=cast.lead
    )
    target = Target.objects.get(measure=measure)
    event = Event.objects.about(target).first()
    assert (event.before["text"], event.after["text"]) == ("80%+", "85%+")
    assert event.reason == "Board asked"


def test_target_of_a_later_month_leaves_the_earlier_one(area, cast):
    measure = make_measure(area, target="80%+", target_from=APRIL)
    set_target(measure=measure, effective_from=APRIL.next, text="85%+", by=cast.lead)
    assert [target.text for target in measure.targets.all()] == ["80%+", "85%+"]
