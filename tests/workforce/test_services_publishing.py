"""Do the month's rates reach the scorecard as ordinary drafts, and only then?"""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from improvement.rules.value import Unit
from scorecard.models import Figure, Measure
from scorecard.services import Entry, adopt_measure, key_section
from tests.builders import make_area
from tests.scorecard.builders import section_of
from tests.workforce.builders import (
    OCTOBER,
    make_entry,
    make_fed_measures,
    make_month,
    make_team,
    open_month,
)
from tests.workforce.test_services_keying import close
from workforce.scorecard_link import SOURCE
from workforce.services import publish_rates, readings_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(council):
    return make_team(council, "Duty")


@pytest.fixture
def keyed(council, area, team):
    """The fed measures in use, the return open and one full team keyed."""
    measures = make_fed_measures(area)
    open_month(council)
    make_month(council, make_entry(team))
    return {measure.code: measure for measure in measures}


def test_publish_writes_drafts_with_their_source(council, cast, keyed):
    done = publish_rates(council=council, month=OCTOBER, by=cast.lead)
    assert set(done.written) == {"WF1", "WF2", "WF4"}
    figures = {one.measure.code: one for one in Figure.objects.select_related("measure")}
    parts = {code: (one.numerator, one.denominator) for code, one in figures.items()}
    assert parts == {"WF1": (2, 10), "WF2": (3, 11), "WF4": (135, 9)}
    assert figures["WF1"].value == 20
    assert figures["WF4"].value == 15
    assert {one.source for one in figures.values()} == {SOURCE}
    assert not any(one.is_approved for one in figures.values())
    assert section_of(council, keyed["WF1"].area).status == "draft"


def test_publish_again_changes_nothing(council, cast, keyed):
    publish_rates(council=council, month=OCTOBER, by=cast.lead)
    done = publish_rates(council=council, month=OCTOBER, by=cast.lead)
    assert done.written == ()
    assert set(done.unchanged) == {"WF1", "WF2", "WF4"}
    assert "WF1" in done.told()


def test_publish_leaves_out_what_cannot_be_worked_out_and_takes_the_old_back(
    council, cast, keyed, team
):
    publish_rates(council=council, month=OCTOBER, by=cast.lead)
    make_month(council, make_entry(team, cases=None))
    done = publish_rates(council=council, month=OCTOBER, by=cast.lead)
    assert dict(done.left_out) == {"WF4": "not every team has returned"}
    assert "WF4 was left out" in done.told()
    assert Figure.objects.get(measure=keyed["WF4"]).value is None
    assert Figure.objects.get(measure=keyed["WF1"]).value == 20


def test_publish_never_takes_back_what_an_officer_keyed(council, cast, keyed, team):
    section = section_of(council, keyed["WF4"].area)
    own = {keyed["WF4"]: Entry(numerator=Decimal(30), denominator=Decimal(2))}
    key_section(section=section, entries=own, by=cast.officer, version=section.version)
    make_month(council, make_entry(team, cases=None))
    publish_rates(council=council, month=OCTOBER, by=cast.lead)
    assert Figure.objects.get(measure=keyed["WF4"]).value == 15


@pytest.mark.parametrize("status", ["submitted", "approved"])
def test_publish_is_refused_once_the_section_is_closed(council, cast, keyed, status):
    close(council, cast, status)
    with pytest.raises(ValidationError, match=f"Front door, October 2026 is {status}"):
        publish_rates(council=council, month=OCTOBER, by=cast.lead)
    assert not Figure.objects.exists()


def test_publish_is_refused_while_the_return_is_not_open(council, area, cast, team):
    make_fed_measures(area)
    make_month(council, make_entry(team))
    with pytest.raises(ValidationError, match="the return for October 2026 is not open"):
        publish_rates(council=council, month=OCTOBER, by=cast.lead)


def test_publish_is_all_or_nothing_across_sections(council, area, cast, team):
    make_fed_measures(area, "WF1")
    other = make_area(council, "Workforce")
    make_fed_measures(other, "WF4")
    open_month(council)
    make_month(council, make_entry(team))
    held = section_of(council, area)
    held.status, held.submitted_by = "submitted", cast.officer
    held.submitted_at = timezone.now()
    held.save()
    with pytest.raises(ValidationError, match="Nothing was published"):
        publish_rates(council=council, month=OCTOBER, by=cast.lead)
    assert not Figure.objects.exists()


def test_publish_without_a_measure_says_which_to_adopt(council, cast, team):
    make_month(council, make_entry(team))
    with pytest.raises(ValidationError, match="adopt WF1, WF2, WF4"):
        publish_rates(council=council, month=OCTOBER, by=cast.lead)


def test_a_measure_of_the_councils_own_is_not_fed(council, area, cast, team):
    own = Measure.objects.create(
        council=council, code="WF1", group="Own", name="Own agency share", unit=Unit.PERCENT,
        numerator_label="A", denominator_label="B", basis="snapshot", polarity="lower",
    )  # fmt: skip
    adopt_measure(council=council, measure=own, area=area, by=None)
    make_month(council, make_entry(team))
    assert readings_of(council, OCTOBER) == {}


def test_readings_of_a_month_nobody_keyed_are_empty(council, area):
    make_fed_measures(area, "WF1")
    assert readings_of(council, OCTOBER) == {"WF1": (None, None)}
