"""Is a month of the workforce stored whole, told once, and refused when it must be?"""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from improvement.history.models import Event
from improvement.history.services import EditConflict
from improvement.rules.month import Month
from scorecard.models import Section
from tests.workforce.builders import (
    OCTOBER,
    SEPTEMBER,
    make_entry,
    make_fed_measures,
    make_month,
    make_team,
    open_month,
)
from workforce.models import Establishment, TeamMonth
from workforce.roles import WorkerRole
from workforce.services import key_team_months

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(council):
    return make_team(council, "Duty")


def told(error) -> str:
    return " ".join(error.value.messages)


def test_key_stores_every_number_and_leaves_one_event(council, cast, team):
    held = make_month(council, make_entry(team), by=cast.officer, source="Payroll")
    row = TeamMonth.objects.get()
    assert (row.permanent, row.agency, row.cases) == (Decimal(8), Decimal(2), 135)
    assert (held.edited_by, held.source, held.version) == (cast.officer, "Payroll", 1)
    event = Event.objects.get(kind="workforce.establishment")
    assert (event.verb, event.by) == ("keyed the workforce", cast.officer)
    assert event.after["Duty, social worker, agency"] == "2"


def test_key_again_changes_updates_and_tells_only_what_changed(council, cast, team):
    make_month(council, make_entry(team))
    make_month(council, make_entry(team, agency="3.5", posts=None), by=cast.lead)
    event = Event.objects.filter(kind="workforce.establishment").first()
    assert event.before == {"Duty, social worker, posts": "11", "Duty, social worker, agency": "2"}
    assert event.after == {"Duty, social worker, posts": None,
                           "Duty, social worker, agency": "3.5"}  # fmt: skip
    assert TeamMonth.objects.get().posts is None
    assert Establishment.objects.get().version == 2


def test_key_the_same_again_changes_nothing_even_from_an_old_version(council, cast, team):
    make_month(council, make_entry(team), version=0)
    make_month(council, make_entry(team, agency="2.00"), version=0, by=cast.lead)
    held = Establishment.objects.get()
    assert (held.version, held.edited_by) == (1, None)
    assert Event.objects.filter(kind="workforce.establishment").count() == 1


def test_key_from_an_old_version_is_refused_and_changes_nothing(council, cast, team):
    make_month(council, make_entry(team), version=0)
    with pytest.raises(EditConflict):
        make_month(council, make_entry(team, agency="9"), version=0, by=cast.lead)
    assert TeamMonth.objects.get().agency == 2


def test_key_removes_rows_that_are_left_out(council, team):
    other = make_team(council)
    make_month(council, make_entry(team), make_entry(other))
    make_month(council, make_entry(other))
    assert [row.team for row in TeamMonth.objects.all()] == [other]


def test_key_leaves_other_months_alone(council, team):
    make_month(council, make_entry(team), month=SEPTEMBER)
    make_month(council, make_entry(team, agency="5"))
    assert TeamMonth.objects.get(month=SEPTEMBER.first_day).agency == 2


def test_key_refuses_a_month_that_is_not_over(council, team):
    with pytest.raises(ValidationError) as error:
        make_month(council, make_entry(team), month=Month(2026, 11), today=date(2026, 11, 30))
    assert "keyed from 1 December 2026" in told(error)


def test_key_refuses_an_empty_month(council):
    with pytest.raises(ValidationError, match="at least one"):
        key_team_months(council=council, month=SEPTEMBER, entries=[], by=None)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        pytest.param({"agency": "-1"}, "Duty, social worker, agency: -1 is below nought", id="neg"),
        pytest.param({"agency": "100000"}, "agency: 100,000 is too large", id="too large"),
        pytest.param({"agency": "1.005"}, "at most two decimal places", id="three places"),
        pytest.param({"cases": "12.5"}, "cases: 12.5 must be a whole number", id="half a case"),
        pytest.param({"case_holders": "10.5"}, "more workers hold cases than", id="holders"),
        pytest.param({"asye": "9.5"}, "more newly qualified workers", id="newly qualified"),
        pytest.param({"case_holders": "0", "asye": "0"}, "no worker holds them", id="orphan cases"),
    ],
)
def test_key_refuses_nonsense_by_name_and_stores_nothing(council, team, changed, message):
    with pytest.raises(ValidationError) as error:
        make_month(council, make_entry(team, **changed))
    assert message in told(error)
    assert not Establishment.objects.exists()
    assert not TeamMonth.objects.exists()


def test_key_names_every_fault_at_once(council, team):
    with pytest.raises(ValidationError) as error:
        make_month(council, make_entry(team, agency="-1", posts="-2"))
    assert len(error.value.messages) == 2


def test_key_refuses_a_team_of_another_council(council, other_council):
    with pytest.raises(ValidationError, match="not one of"):
        make_month(council, make_entry(make_team(other_council)))


def test_key_refuses_the_same_row_twice(council, team):
    with pytest.raises(ValidationError, match="there twice"):
        make_month(council, make_entry(team), make_entry(team))


def test_key_takes_several_roles_of_one_team(council, team):
    make_month(council, make_entry(team), make_entry(team, WorkerRole.TEAM_MANAGER))
    assert TeamMonth.objects.count() == 2


@pytest.mark.parametrize("status", ["submitted", "approved"])
def test_key_is_refused_once_the_section_is_closed(council, area, cast, team, status):
    make_fed_measures(area)
    open_month(council)
    make_month(council, make_entry(team))
    close(council, cast, status)
    with pytest.raises(ValidationError, match="cannot be changed"):
        make_month(council, make_entry(team, agency="4"))
    assert TeamMonth.objects.get().agency == 2
    make_month(council, make_entry(team), month=SEPTEMBER)


def close(council, cast, status: str) -> None:
    """Bring the only section to a status without its services."""
    now = timezone.now()
    who = {"submitted_by": cast.officer, "submitted_at": now}
    if status == "approved":
        who |= {"approved_by": cast.lead, "approved_at": now}
    Section.objects.filter(council=council).update(status=status, **who)


def test_key_costs_the_same_however_many_teams(council, django_assert_max_num_queries, cast):
    few = [make_entry(make_team(council))]
    many = [make_entry(make_team(council)) for _ in range(40)]
    make_month(council, *few)
    with django_assert_max_num_queries(12):
        make_month(council, *few, *many, by=cast.lead)
    assert TeamMonth.objects.filter(month=OCTOBER.first_day).count() == 41
