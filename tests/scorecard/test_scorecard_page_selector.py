"""Does the scorecard's page object hold the month as approved, whatever else is stored?"""

from datetime import date
from decimal import Decimal

import pytest

from improvement.rules.direction import Direction, Improvement
from improvement.rules.month import Month
from improvement.rules.number import MissingReason
from improvement.rules.rag import Rag
from improvement.rules.section import SectionStatus
from scorecard.selectors import Choice, narrow, scorecard_page
from tests.builders import make_area
from tests.scorecard.charted import adopt, give, give_all, section_of, set_target
from tests.scorecard.nineteen import FEBRUARY, make_nineteen

pytestmark = pytest.mark.django_db
MONTH = Month(2026, 9)


def row(council, month=MONTH, code=None):
    rows = [one for one in scorecard_page(council, month).rows if code in (None, one.code)]
    assert len(rows) == 1
    return rows[0]


def test_published_table_comes_out_with_eighteen_directions_as_printed(council, area):
    make_nineteen(area)
    rows = scorecard_page(council, FEBRUARY).rows
    assert len(rows) == 19
    assert [one.code for one in rows if one.directions_differ] == ["WF6-ALL"]
    assert all(one.direction == one.printed_direction for one in rows if one.code != "WF6-ALL")
    assert row(council, FEBRUARY, "WF6-ALL").direction_text == "Steady (published as Decreasing)"


def test_published_table_is_rated_nine_five_five(council, area):
    make_nineteen(area)
    page = scorecard_page(council, FEBRUARY)
    assert [(one.key, one.number) for one in page.counts] == [
        ("red", 5), ("amber", 5), ("green", 9),
    ]  # fmt: skip


def test_row_has_every_string_ready(council, area):
    measure = adopt(
        area, "WF7", unit="percent", baseline=52, baseline_label="Mid-January 2017",
        expected_change="increase", target="65%+", name="Cases supervised", owner_role="Head",
    )  # fmt: skip
    give(measure, Month(2017, 1), 60)
    give(measure, FEBRUARY, "71.5", as_at=date(2017, 2, 22), comment="Up again", source="Report")
    one = row(council, FEBRUARY)
    assert (one.current, one.baseline_text, one.target) == ("72%", "52%", "65%+")
    assert one.history == ("—", "—", "60%")
    assert (one.as_at_text, one.is_as_at_month_end) == ("22 February 2017", False)
    assert (one.rag, one.reason) == (Rag.GREEN, "inside the target 65%+")
    assert (one.direction, one.improvement) == (Direction.INCREASING, Improvement.IMPROVING)
    assert (one.month_direction, one.month_improvement) == (
        Direction.INCREASING, Improvement.IMPROVING,
    )  # fmt: skip
    assert (one.comment, one.source, one.owner, one.area) == (
        "Up again", "Report", "Head", "Front door",
    )  # fmt: skip
    assert (one.approved_by, one.approved_at.date()) == ("Asha Approver", date(2017, 3, 9))
    assert one.spark == (*[None] * 11, Decimal(60), Decimal("71.5"))
    assert one.spark_title == "13 months to Feb 2017: lowest 60%, highest 72%"
    assert one.href == "/councils/testham/measures/WF7/"


def test_a_figure_without_a_value_is_no_data_with_its_reason_never_nought(council, area):
    give(adopt(area, target="90%+"), MONTH, None, missing=MissingReason.NO_CASES)
    one = row(council)
    assert (one.current, one.rag, one.reason) == ("—", Rag.NO_DATA, "no cases")
    assert one.missing == "No cases"
    assert one.direction is None


def test_a_true_nought_is_a_figure(council, area):
    give(adopt(area, unit="count", polarity="lower", baseline=4, target="<5"), MONTH, 0)
    one = row(council)
    assert (one.current, one.rag, one.direction) == ("0", Rag.GREEN, Direction.DECREASING)


def test_without_a_target_a_figure_is_not_rated(council, area):
    give(adopt(area), MONTH, 50)
    assert (row(council).rag_word, row(council).reason) == ("Not rated", "no target set")


def test_the_target_of_the_month_is_used(council, area):
    measure = adopt(area, target="80%+")
    set_target(measure, "90%+", MONTH)
    give(measure, MONTH.previous, 85)
    give(measure, MONTH, 85)
    assert (row(council, MONTH.previous).target, row(council).target) == ("80%+", "90%+")


def test_as_at_is_the_end_of_the_month_unless_stated(council, area):
    give(adopt(area), MONTH, 50)
    assert (row(council).as_at, row(council).is_as_at_month_end) == (date(2026, 9, 30), True)


def test_drafts_are_not_read_and_their_section_is_waited_for(council, area):
    measure = adopt(area, "TMX", target="1%+")
    give(measure, MONTH.previous, 40)
    give(measure, MONTH, 77, is_approved=False)
    one = row(council)
    assert (one.value, one.current, one.spark[-1]) == (None, "—", None)
    assert (one.rag_word, one.reason, one.standing) == (
        "Not yet approved", "waiting for approval", "awaiting",
    )  # fmt: skip
    page = scorecard_page(council, MONTH)
    assert (page.is_approved, page.latest) == (False, MONTH.previous)
    assert page.waiting_areas == ("Front door",)


def test_draft_values_do_not_enter_later_comparisons(council, area):
    measure = adopt(area)
    give(measure, MONTH.previous, 90, is_approved=False)
    give(measure, MONTH, 50)
    one = row(council)
    assert (one.history[-1], one.month_direction) == ("—", None)


def test_one_area_may_be_approved_before_another(council, area):
    later = make_area(council, "Care")
    give(adopt(area, "TA1"), MONTH, 50)
    give(adopt(later, "TA2"), MONTH, 50, is_approved=False)
    page = scorecard_page(council, MONTH)
    assert [one.standing for one in page] == ["not_rated", "awaiting"]
    assert (page.is_approved, page.waiting_areas) == (True, ("Care",))


def test_another_councils_figures_stay_away(council, area, other_council):
    theirs = adopt(make_area(other_council, "Theirs"))
    give(theirs, MONTH, 50)
    assert scorecard_page(council, MONTH).rows == ()
    assert scorecard_page(council, MONTH).approved_months == ()


def test_a_measure_returned_only_in_other_years_is_left_out(council, area):
    give(adopt(area, "OLD"), Month(2017, 2), 50)
    give(adopt(area, "NEW"), MONTH, 50)
    assert [one.code for one in scorecard_page(council, MONTH)] == ["NEW"]
    assert [one.code for one in scorecard_page(council, Month(2017, 2))] == ["OLD"]


def test_a_measure_never_returned_is_asked_about_from_the_latest_month_on(council, area):
    measure = adopt(area, "KNOWN")
    give_all(measure, MONTH, [50, 50])
    adopt(area, "FRESH")
    assert [one.code for one in scorecard_page(council, MONTH)] == ["KNOWN", "FRESH"]
    assert [one.code for one in scorecard_page(council, MONTH.previous)] == ["KNOWN"]
    assert row(council, MONTH, "FRESH").reason == "not returned"


def test_a_retired_measure_stays_on_the_months_it_was_returned_in(council, area):
    measure = adopt(area, "GONE", is_active=False)
    give(measure, MONTH.previous, 50)
    section_of(area, MONTH)
    assert [one.code for one in scorecard_page(council, MONTH.previous)] == ["GONE"]
    assert scorecard_page(council, MONTH).rows == ()


def test_groups_keep_the_order_of_their_first_measure(council, area):
    for position, group in enumerate(("Second", "First", "Second"), start=1):
        give(adopt(area, group=group, position=position), MONTH, 50)
    groups = scorecard_page(council, MONTH).groups
    assert [(one.name, len(one.rows)) for one in groups] == [("Second", 2), ("First", 1)]


@pytest.mark.parametrize("months", [1, 36])
def test_five_queries_whatever_the_history(council, area, months, django_assert_num_queries):
    for _ in range(4):
        give_all(adopt(area, target="50%+", baseline=40), MONTH, [50] * months)
    with django_assert_num_queries(5):
        page = scorecard_page(council, MONTH)
        assert len(page.rows) == 4


@pytest.fixture
def mixed(council, area):
    """Green, amber, red and waiting, in two groups."""
    care = make_area(council, "Care")
    for code, value, group in (("AA1", 95, "One"), ("AA2", 88, "One"), ("AA3", 20, "Two")):
        give(adopt(area, code, target="90%+", group=group, name=f"{code} visits"), MONTH, value)
    give(adopt(care, "AA4", group="Two", name="plans"), MONTH, 1, is_approved=False)
    return scorecard_page(council, MONTH)


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ({}, ["AA1", "AA2", "AA3", "AA4"]),
        ({"rag": "red"}, ["AA3"]),
        ({"rag": "awaiting"}, ["AA4"]),
        ({"rag": "purple"}, ["AA1", "AA2", "AA3", "AA4"]),
        ({"group": "One"}, ["AA1", "AA2"]),
        ({"group": "None such"}, []),
        ({"q": "VISITS"}, ["AA1", "AA2", "AA3"]),
        ({"q": "aa2"}, ["AA2"]),
        ({"q": "\x00"}, ["AA1", "AA2", "AA3", "AA4"]),
        ({"sort": "rag"}, ["AA3", "AA2", "AA4", "AA1"]),
        ({"sort": "name"}, ["AA1", "AA2", "AA3", "AA4"]),
        ({"rag": "red", "group": "One"}, []),
    ],
)
def test_narrowing_keeps_the_counts_of_the_whole(mixed, query, codes):
    page = narrow(mixed, Choice.read(query))
    assert [one.code for one in page] == codes
    assert page.counts == mixed.counts


def test_a_section_status_other_than_approved_never_counts_as_approved(council, area):
    for status in set(SectionStatus) - {SectionStatus.APPROVED}:
        place = make_area(council, status.value)
        section_of(place, MONTH, status=status)
    assert scorecard_page(council, MONTH).approved_months == ()
