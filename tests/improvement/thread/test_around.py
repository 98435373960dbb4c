"""Does a measure hear of what happened around it, and of what relies on it, and of nothing else?"""

from datetime import date

import pytest

from improvement.boards.models import Intervention
from improvement.councils.roles import SEE_JOURNEY, Role
from improvement.thread.around import around_measure
from inspections.dates import Precision
from scorecard.around import EventKind, LinkKind, around
from tests.improvement.plans.builders import make_action, make_plan, make_priority
from tests.inspections.builders import make_finding, make_inspection
from tests.scorecard.builders import make_measure
from tests.workforce.builders import make_post, make_tenure
from workforce.roles import Tier

pytestmark = pytest.mark.django_db
DAYS = (date(2026, 1, 1), date(2026, 12, 31))


@pytest.fixture
def measure(area):
    return make_measure(area)


def told(measure) -> list[tuple]:
    return [(one.kind, one.when, one.words) for one in around(measure, *DAYS, {Role.BOARD})[0]]


def intervene(council, **fields) -> Intervention:
    return Intervention.objects.create(
        council=council, **{"kind": "direction", "service": "Children's social care"} | fields
    )


def test_inspections_interventions_and_leaders_are_told_in_order(council, measure):
    make_inspection(council, started=date(2026, 3, 2))
    intervene(council, issued=date(2026, 2, 3), revoked_on=date(2026, 9, 4))
    post = make_post(council, "Director of Children's Services", tier=Tier.DIRECTOR)
    make_tenure(post, "interim", starts=date(2026, 5, 1), starts_precision=Precision.MONTH)
    assert [one[:2] for one in told(measure)] == [
        (EventKind.INTERVENTION, "3 February 2026"),
        (EventKind.INSPECTION, "2 March 2026"),
        (EventKind.LEADERSHIP, "May 2026"),
        (EventKind.INTERVENTION, "4 September 2026"),
    ]
    words = [one[2] for one in told(measure)]
    assert words[0] == "Statutory direction: Children's social care"
    assert words[2] == "Director of Children's Services: interim"
    assert words[3] == "Statutory direction ended: Children's social care"


def test_days_outside_the_chart_and_days_not_known_well_enough_are_left_out(council, measure):
    make_inspection(council, started=date(2025, 12, 31))
    make_inspection(council, started=date(2026, 1, 1), date_precision=Precision.YEAR)
    intervene(council, issued=date(2026, 1, 1), issued_precision=Precision.YEAR)
    make_tenure(make_post(council, tier=Tier.MANAGER), starts=date(2026, 5, 1))
    assert told(measure) == []


def test_another_council_is_not_heard_of(council, other_council, measure):
    make_inspection(other_council, started=date(2026, 3, 2))
    intervene(other_council, issued=date(2026, 2, 3))
    assert told(measure) == []


def test_actions_that_name_it_and_the_findings_they_answer_are_linked_once(council, measure):
    priority = make_priority(make_plan(council))
    finding = make_finding(make_inspection(council))
    for _ in range(2):
        action = make_action(priority)
        action.measures.add(measure)
        action.findings.add(finding)
    make_action(priority)
    linked = around(measure, *DAYS, {Role.BOARD})[1]
    assert [one.kind for one in linked] == [LinkKind.ACTION, LinkKind.ACTION, LinkKind.FINDING]
    assert linked[2].words.startswith(finding.reference)
    assert linked[2].href == finding.get_absolute_url()


def test_who_may_not_see_the_journey_hears_nothing(council, measure):
    make_inspection(council, started=date(2026, 3, 2))
    assert around(measure, *DAYS, {Role.VIEWER}) == ([], [])
    assert all(around(measure, *DAYS, {role})[0] for role in SEE_JOURNEY)


@pytest.mark.parametrize("number", [1, 9])
def test_one_query_however_much_there_is(council, measure, number, django_assert_num_queries):
    priority = make_priority(make_plan(council))
    for _ in range(number):
        make_inspection(council, started=date(2026, 3, 2))
        action = make_action(priority)
        action.measures.add(measure)
    with django_assert_num_queries(1):
        assert len(list(around_measure(measure, *DAYS))) == 2 * number
