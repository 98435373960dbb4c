"""Do the pages keep what was typed, name what is wrong, and store what is right?"""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from improvement.rules.month import Month
from scorecard.models import AdoptedMeasure, Measure, Target
from scorecard.reference import load_catalogue
from scorecard.services.adoption import adopt_measure, edit_definition
from tests.builders import make_area
from tests.scorecard.builders import make_desk, make_measure, pair

pytestmark = pytest.mark.django_db
AUGUST = Month(2026, 8)
SETTINGS = {
    "version": "1", "name": "Test measure", "group": "Tests", "position": "3", "owner_role": "",
    "baseline": "", "baseline_label": "", "baseline_month": "", "expected_change": "",
    "decimals": "0", "rag_tolerance": "5", "direction_tolerance": "",
    "is_tolerance_relative": "True", "reason": "",
}  # fmt: skip
OWN = {
    "code": "zz1", "name": "Ours", "group": "Tests", "theme": "quality",
    "what": "What we count.", "why": "It matters.",
    "unit": "percent", "numerator_label": "Done", "denominator_label": "Due", "is_whole": "on",
    "basis": "month", "decimals": "0", "polarity": "higher", "text": "90%+",
    "effective_from": "August 2026", "reason": "The plan’s aim",
}  # fmt: skip


def to(measure: AdoptedMeasure, name: str, *more) -> str:
    return reverse(f"scorecard:{name}", args=[measure.council.slug, measure.code, *more])


def send(client, address: str, **typed: str) -> tuple[int, str]:
    response = client.post(address, typed)
    return response.status_code, response.content.decode()


# Settings


def test_settings_are_saved_as_people_write_them(as_, area):
    measure = make_measure(area, unit="count")
    typed = SETTINGS | {
        "area": str(area.pk), "baseline": "1,803.5", "baseline_month": "4/2024",
        "direction_tolerance": "2.5", "is_tolerance_relative": "False", "reason": "Agreed",
    }  # fmt: skip
    assert send(as_("lead"), to(measure, "measure-settings"), **typed)[0] == 302
    held = AdoptedMeasure.objects.get(pk=measure.pk)
    assert str(held.baseline.normalize()) == "1803.5"
    assert held.baseline_month == Month(2024, 4).first_day
    assert (held.is_tolerance_relative, held.version) == (False, 2)
    page = as_("lead").get(to(measure, "measure-settings")).content.decode()
    assert "Changed the settings" in page
    assert "Reason: Agreed" in page
    assert 'value="1803.5"' in page


def test_a_baseline_that_was_worked_out_stays_exact_until_it_is_retyped(as_, area):
    exact = Decimal("93.29896907")
    measure = make_measure(area, baseline=exact)
    address, given = to(measure, "measure-settings"), SETTINGS | {"area": str(area.pk)}
    assert 'value="93.299"' in as_("lead").get(address).content.decode()
    assert send(as_("lead"), address, **given | {"baseline": "93.299"})[0] == 302
    assert AdoptedMeasure.objects.get(pk=measure.pk).baseline == exact
    assert send(as_("lead"), address, **given | {"baseline": "93.3", "version": "2"})[0] == 302
    assert AdoptedMeasure.objects.get(pk=measure.pk).baseline == Decimal("93.3")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"baseline": "lots"}, "“lots” is not a number"),
        ({"baseline": "no cases"}, "Enter a number, or leave this empty"),
        ({"baseline": "£30"}, "leave the £ sign out"),
        ({"baseline": "-5"}, "A baseline is never below nought"),
        ({"baseline": "250"}, "A percentage is never more than 100"),
        ({"baseline_label": "2025/26"}, "Enter the baseline that this source or month is of"),
        ({"baseline_month": "2026-13"}, "Enter a real month for the baseline"),
        ({"baseline": "61", "baseline_month": "May 2098"}, "has not begun"),
        ({"position": "10000"}, "less than or equal to 9999"),
        ({"decimals": "7"}, "4"),
        ({"area": ""}, "Choose a service area"),
        ({"name": ""}, "Enter name"),
        ({"rag_tolerance": ""}, "Enter closeness that earns amber"),
    ],
    ids=lambda one: next(iter(one.values())) or next(iter(one)) if isinstance(one, dict) else "",
)
def test_what_is_wrong_is_named_and_nothing_typed_is_lost(as_, area, typed, told):
    measure = make_measure(area)
    given = SETTINGS | {"area": str(area.pk), "owner_role": "Head of Visits"} | typed
    code, page = send(as_("lead"), to(measure, "measure-settings"), **given)
    assert code == 200
    assert "There is a problem" in page
    assert told in page
    assert 'value="Head of Visits"' in page
    assert AdoptedMeasure.objects.get(pk=measure.pk).version == 1


def test_a_second_save_is_told_what_is_stored_now(as_, area):
    measure = make_measure(area)
    given = SETTINGS | {"area": str(area.pk)}
    send(as_("admin"), to(measure, "measure-settings"), **given | {"name": "Theirs"})
    code, page = send(as_("lead"), to(measure, "measure-settings"), **given | {"name": "Mine"})
    assert code == 409
    assert "Saved by someone else meanwhile: Theirs" in page
    assert 'value="Mine"' in page
    assert AdoptedMeasure.objects.get(pk=measure.pk).name == "Theirs"


def test_a_draft_is_told_before_and_after(as_, area, cast, council):
    desk, care = make_desk(area), make_area(council, "Care")
    desk.key(pair(8, 10), by=cast.officer)
    held, free = desk.measures
    client = as_("lead")
    assert "holds a figure of it in the section Front door" in (
        client.get(to(held, "measure-settings")).content.decode()
    )
    assert "holds a figure" not in client.get(to(free, "measure-settings")).content.decode()
    given = SETTINGS | {"area": str(care.pk)}
    assert "is not approved yet" in send(client, to(held, "measure-settings"), **given)[1]
    assert "cannot be retired yet" in client.get(to(held, "measure-retire")).content.decode()
    code, page = send(client, to(held, "measure-retire"), version="1", reason="Merged")
    assert (code, "is not approved yet" in page) == (200, True)
    assert 'value="Merged"' in page


def test_a_measure_is_retired_and_returned_on_one_page(as_, area):
    measure = make_measure(area)
    address = to(measure, "measure-retire")
    assert "Say why." in send(as_("lead"), address, version="1", reason="")[1]
    assert send(as_("lead"), address, version="1", reason="Merged")[0] == 302
    assert "Return to use" in as_("lead").get(address).content.decode()
    assert send(as_("lead"), address, version="2", reason="Needed")[0] == 302
    assert AdoptedMeasure.objects.get(pk=measure.pk).is_active


# Adopting and defining


@pytest.fixture
def adopt(council):
    load_catalogue()
    return reverse("scorecard:measure-adopt", args=[council.slug, "FD2"])


def test_the_form_offers_what_the_catalogue_says(as_, adopt, council):
    page = as_("lead").get(adopt).content.decode()
    assert 'value="95%+"' in page
    assert "Contacts decided within one working day" in page


def test_a_measure_is_adopted_with_target_baseline_and_owner(as_, adopt, area):
    given = {
        "name": "Decided in time", "group": "Front door", "area": str(area.pk),
        "owner_role": "Head of Front Door", "text": "90 or more", "effective_from": "August 2026",
        "reason": "Plan", "baseline": "61%", "baseline_label": "2025/26", "baseline_month": "",
    }  # fmt: skip
    assert send(as_("admin"), adopt, **given)[0] == 302
    held = AdoptedMeasure.objects.get(code="FD2")
    assert (held.owner_role, int(held.baseline)) == ("Head of Front Door", 61)
    target = held.targets.get()
    assert (target.text, target.reason) == ("90%+", "Plan"), "a percentage's target says so"
    code, page = send(as_("lead"), adopt, **given)
    assert (code, "FD2 is in use already" in page) == (200, True)
    assert as_("lead").get(adopt).url == to(held, "measure-settings")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"text": "TBC"}, "leave the measure without one"),
        ({"text": "95"}, "write 95+"),
        ({"area": "999999"}, "Select a valid choice"),
        ({"effective_from": "May 2097"}, "nothing is agreed further ahead"),
        ({"effective_from": "then"}, "Enter a real month for the target"),
        ({"text": "90%+"}, "Say why the council aims for this"),
        ({"text": "", "reason": "Plan"}, "Enter the target that this is the reason for"),
    ],
    ids=["undecided", "bare", "area", "ahead", "no-month", "no-reason", "reason-alone"],
)
def test_adopting_names_what_is_wrong_and_adopts_nothing(as_, adopt, area, typed, told):
    given = {"name": "Ours", "group": "Tests", "area": str(area.pk), "text": "95%+"} | typed
    code, page = send(as_("lead"), adopt, **given)
    assert (code, told in page) == (200, True)
    assert not AdoptedMeasure.objects.exists()


def test_the_usual_target_is_its_own_reason(as_, adopt, area):
    given = {"name": "Ours", "group": "Tests", "area": str(area.pk), "text": "95% or more"}
    assert send(as_("lead"), adopt, **given)[0] == 302
    assert Target.objects.get().reason == "The catalogue’s usual target."


def test_faults_are_listed_in_the_order_of_the_page(as_, adopt, council):
    """The summary leads from the top of the page down, whatever the forms are made of."""
    wrong = {"text": "z", "baseline": "x", "baseline_month": "y"}
    define = reverse("scorecard:measure-define", args=[council.slug])
    for address in (adopt, define):
        page = send(as_("lead"), address, **wrong)[1]
        summary, rest = page.split("govuk-error-summary__list")[1].split("</ul>", 1)
        told = [link.split('"')[0] for link in summary.split('href="#')[1:]]
        assert {"id_name", "id_text", "id_baseline"} <= set(told)
        assert told == sorted(told, key=lambda one: rest.index(f'id="{one}"')), address


def test_an_own_measure_is_defined_and_stays_at_home(as_, area, council):
    address = reverse("scorecard:measure-define", args=[council.slug])
    given = OWN | {"area": str(area.pk), "text": "90%+"}
    assert send(as_("lead"), address, **given)[0] == 302
    held = AdoptedMeasure.objects.get(code="ZZ1")
    assert held.measure.council == council
    assert held.measure.numerator_label == "Done"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"denominator_label": ""}, "say what it is out of"),
        ({"unit": "count", "text": "1,000+"}, "A number is counted by itself"),
        ({"unit": "count", "text": "90%+", "denominator_label": ""}, "takes no % sign"),
        ({"text": "≤90%"}, "Write 90%+."),
        ({"reason": "", "text": "90%+"}, "Say why the council aims for this"),
        ({"unit": "count", "baseline": "5%"}, "its baseline takes no % sign"),
        ({"code": "1"}, "Enter a code such as FD3"),
        ({"what": ""}, "Enter what it is"),
        ({"polarity": ""}, "Choose which way is good"),
    ],
    ids=[
        "no-whole",
        "count",
        "percent-target",
        "backward",
        "no-reason",
        "percent-baseline",
        "code",
        "what",
        "polarity",
    ],
)
def test_defining_names_what_is_wrong_and_keeps_the_rest(as_, area, council, typed, told):
    address = reverse("scorecard:measure-define", args=[council.slug])
    code, page = send(as_("lead"), address, **OWN | {"area": str(area.pk)} | typed)
    assert (code, told in page) == (200, True)
    assert "It matters." in page
    assert not Measure.objects.exists()


WORDS = {
    "version": "1", "theme": "safety", "what": "Better said.", "why": "Higher is better.",
    "numerator_label": "Done in time", "denominator_label": "Due", "timescale": "",
    "source": "", "reason": "Unclear",
}  # fmt: skip


def test_an_own_definition_is_said_better_and_the_change_is_told(as_, area):
    measure = make_measure(area)
    address = to(measure, "measure-definition")
    assert (
        "Enter what is counted"
        in (send(as_("lead"), address, **WORDS | {"numerator_label": ""})[1])
    )
    assert send(as_("lead"), address, **WORDS)[0] == 302
    page = as_("lead").get(to(measure, "measure-settings")).content.decode()
    assert "Better said." in page
    assert "Changed the definition" in page
    assert "Reason: Unclear" in page
    assert Measure.objects.get(pk=measure.measure_id).theme == "safety"


def test_a_second_definition_is_told_what_is_stored_now(as_, area):
    measure, other = make_measure(area), make_measure(area)
    address = to(measure, "measure-definition")
    bound = {"not_above": other.measure.code}
    assert send(as_("admin"), address, **WORDS | bound | {"what": "Theirs."})[0] == 302
    code, page = send(as_("lead"), address, **WORDS | {"what": "Mine."})
    assert code == 409
    assert "Saved by someone else meanwhile: Theirs." in page
    assert f"Saved by someone else meanwhile: {other.code} {other.name}" in page
    assert "Mine." in page
    held = Measure.objects.get(pk=measure.measure_id)
    assert (held.what, held.not_above, held.version) == ("Theirs.", other.measure.code, 2)
    assert send(as_("lead"), address, **WORDS | {"what": "Mine.", "version": "2"})[0] == 302
    held.refresh_from_db()
    assert (held.what, held.not_above) == ("Mine.", "")
    history = as_("lead").get(to(measure, "measure-settings")).content.decode()
    assert f"not above {other.measure.code}" in history


def test_the_catalogues_words_are_no_councils_to_change(as_, adopt, area, cast, council):
    shared = Measure.objects.get(code="FD2", council=None)
    held = adopt_measure(council=council, measure=shared, area=area, by=cast.lead)
    assert send(as_("lead"), to(held, "measure-definition"), **WORDS)[0] == 404
    with pytest.raises(ValidationError, match="shared catalogue"):
        edit_definition(measure=shared, by=cast.lead, version=1, what="Ours")
    own = make_measure(area, unit="count").measure
    with pytest.raises(ValidationError, match="cannot change"):
        edit_definition(measure=own, by=cast.lead, version=1, denominator_label="Due")
