"""Is what is kept about a measure always what its figures, targets and settings say?"""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from improvement.rules.month import Month
from improvement.rules.number import MissingReason
from improvement.rules.value import Unit
from scorecard.models import CurrentStanding, Rebase, ScorecardVersion
from scorecard.services import (
    Entry,
    approve_section,
    load_approved_figures,
    set_target,
    submit_section,
)
from scorecard.services.standings import refresh_standings
from tests.builders import make_user
from tests.scorecard.builders import OCTOBER, make_desk, make_measure, pair

pytestmark = pytest.mark.django_db


def load(council, measure, values, last=OCTOBER, **fields):
    """Approved months up to `last`, oldest first."""
    people = {"submitted_by": make_user(), "approved_by": make_user()}
    for ago, value in enumerate(reversed(values)):
        month = last.plus(-ago)
        load_approved_figures(
            council=council, month=month, rows={measure.code: pair(value)}, **people, **fields
        )


def standing(measure) -> CurrentStanding:
    return CurrentStanding.objects.get(measure=measure)


def version(council) -> int:
    return ScorecardVersion.objects.get(council=council).number


def test_approval_keeps_the_standing(area, cast):
    desk = make_desk(area, count=1, target="90+")
    desk.key(pair(23, 25), by=cast.officer)
    assert not CurrentStanding.objects.exists()
    submit_section(section=desk.section, by=cast.officer)
    approve_section(section=desk.section, by=cast.lead)
    kept = standing(desk.measures[0])
    assert (kept.printed, kept.rag, kept.target) == ("92%", "green", "90%+")
    assert kept.month == OCTOBER.first_day
    assert kept.spark[-1] == "92"
    assert kept.definition_id == desk.measures[0].measure_id


def test_a_new_target_rates_anew_and_ages_the_pages(area, council):
    measure = make_measure(area, unit=Unit.COUNT, target="50+", target_from=Month(2026, 1))
    load(council, measure, [60])
    before = version(council)
    assert standing(measure).rag == "green"
    set_target(measure=measure, effective_from=Month(2026, 2), text="80+", by=None)
    assert standing(measure).rag == "red"
    assert version(council) > before


def test_a_special_cause_is_kept_and_a_rebase_changes_it(area, council):
    measure = make_measure(area, unit=Unit.COUNT, polarity="lower")
    load(council, measure, [40, 42] * 8 + [20, 22] * 4)
    assert standing(measure).variation == "improvement_low"
    Rebase.objects.create(
        council=council, measure=measure, month=OCTOBER.plus(-7).first_day, reason="New system"
    )
    refresh_standings(council=council, measures=[measure])
    assert standing(measure).variation == "common_cause"


def test_neither_one_figure_alone_nor_a_gap_shows_a_change(area, council):
    alone = make_measure(area, unit=Unit.COUNT, polarity="lower", target="<50")
    load(council, alone, [40], last=Month(2020, 1))
    assert signal(alone) == ("", "")
    long_ago = {"target": "<90", "target_from": Month(2020, 1)}
    measure = make_measure(area, unit=Unit.COUNT, polarity="lower", **long_ago)
    load(council, measure, [40, 42] * 8 + [20, 22] * 4, last=OCTOBER.previous)
    assert signal(measure) == ("improvement_low", "consistent_pass")
    gap = Entry(missing=MissingReason.NOT_AVAILABLE)
    people = {"submitted_by": make_user(), "approved_by": make_user()}
    load_approved_figures(council=council, month=OCTOBER, rows={measure.code: gap}, **people)
    assert signal(measure) == ("", "")


def signal(measure) -> tuple[str, str]:
    return standing(measure).variation, standing(measure).assurance


@pytest.mark.parametrize("basis", ["ytd", "term"])
def test_what_grows_by_itself_has_no_signal(area, council, basis):
    measure = make_measure(area, unit=Unit.COUNT, basis=basis)
    load(council, measure, [10, 12] * 8 + [90])
    assert standing(measure).variation == ""


def test_a_measure_without_figures_keeps_nothing(area, council):
    make_measure(area)
    assert refresh_standings(council=council) == 0
    assert not CurrentStanding.objects.exists()


def test_the_spark_has_gaps_where_months_are_missing(area, council):
    measure = make_measure(area, unit=Unit.COUNT)
    load(council, measure, [7])
    assert standing(measure).spark == [None] * 12 + ["7"]
    assert standing(measure).value == Decimal(7)


def test_cost_does_not_grow_with_history(area, council):
    measure = make_measure(area, unit=Unit.COUNT)
    load(council, measure, [1, 2])
    few = queries(council)
    load(council, measure, list(range(1, 41)), last=OCTOBER.plus(-2), refresh=False)
    assert queries(council) == few <= 8


def queries(council) -> int:
    with CaptureQueriesContext(connection) as seen:
        refresh_standings(council=council)
    return len(seen)
