"""Does the measure's page object hold its whole approved history, each month judged in its day?"""

from datetime import date

import pytest
from django.http import Http404

from improvement.history.services import save
from improvement.rules.month import Month
from improvement.rules.rag import Rag
from scorecard.selectors.measure import measure_page
from scorecard.selectors.measure_screen import measure_screen
from scorecard.selectors.scorecard import scorecard_page
from tests.builders import make_area
from tests.scorecard.charted import adopt, give, give_all, set_target
from tests.scorecard.nineteen import FEBRUARY, make_nineteen

pytestmark = pytest.mark.django_db
MONTH = Month(2026, 9)


def test_every_month_from_the_first_to_the_last_stands_in_order(council, area):
    measure = adopt(area)
    give_all(measure, MONTH, [10, None, 30])
    points = measure_page(council, measure.code).points
    assert [str(one.month) for one in points] == ["2026-07", "2026-08", "2026-09"]
    assert [one.text for one in points] == ["10%", "—", "30%"]
    assert [one.is_returned for one in points] == [True, False, True]
    assert points[1].reason == "not returned"


def test_each_month_is_rated_by_the_target_of_its_day(council, area):
    measure = adopt(area, target="80%+")
    set_target(measure, "95%+", MONTH)
    give_all(measure, MONTH, [85, 85])
    page = measure_page(council, measure.code)
    assert [one.rag for one in page.points] == [Rag.GREEN, Rag.RED]
    assert [(one.text, str(one.since)) for one in page.targets] == [
        ("95%+", "2026-09"), ("80%+", "2010-04"),
    ]  # fmt: skip


@pytest.mark.parametrize("code", ["FD3", "CP3", "WF6-ALL", "WF7", "CL5-2M"])
def test_the_last_month_stands_as_on_the_scorecard(council, area, code):
    make_nineteen(area)
    point = measure_page(council, code).latest
    row = next(one for one in scorecard_page(council, FEBRUARY) if one.code == code)
    assert (point.text, point.rag, point.reason, point.target) == (
        row.current, row.rag, row.reason, row.target,
    )  # fmt: skip
    assert point.standing.on_baseline.direction == row.direction
    assert point.standing.on_month.improvement == row.month_improvement
    assert point.directions_differ == row.directions_differ


@pytest.mark.parametrize(
    ("fields", "values", "finding"),
    [
        (
            {"baseline": 52, "target": "65%+"}, [60, 72],
            "72% in September 2026, inside 65%+; up from 52% at baseline.",
        ),
        (
            {"baseline": 62, "target": "85%+"}, [62],
            "62% in September 2026, short of 85%+; steady on 62% at baseline.",
        ),
        (
            {"baseline": 42, "target": "<5%", "polarity": "lower"}, [19],
            "19% in September 2026, over <5%; down from 42% at baseline.",
        ),
        ({}, [19], "19% in September 2026."),
        ({}, [], "No figures have been approved for this measure yet."),
    ],
)  # fmt: skip
def test_the_finding_is_one_sentence(council, area, fields, values, finding):
    measure = adopt(area, **fields)
    give_all(measure, MONTH, values)
    assert measure_page(council, measure.code).finding == finding


def test_the_finding_of_a_missing_figure_says_why(council, area):
    measure = adopt(area)
    give(measure, MONTH, None, missing="no_cases")
    finding = measure_page(council, measure.code).finding
    assert finding == "No figure for September 2026: no cases."


def test_table_rows_carry_counts_and_provenance_latest_first(council, area):
    measure = adopt(area, denominator_label="Cases")
    give(measure, MONTH.previous, 40)
    give(
        measure, MONTH, "65.18", numerator=1460, denominator=2240, source="Extract",
        as_at=date(2026, 9, 22), revision=2, comment="Better",
    )  # fmt: skip
    screen = measure_screen(measure_page(council, measure.code))
    first = dict(zip(screen.headers, screen.rows[0], strict=True))
    assert first["Month"] == "September 2026"
    assert first["Counted"] == "1,460 of 2,240"
    assert first["Comment"] == "Better"
    assert first["Provenance"] == (
        "<small>As at 22 September 2026; approved by Asha Approver on 9 October 2026; "
        "Extract; revision 2</small>"
    )


def test_drafts_and_other_councils_stay_out(council, area, other_council):
    measure = adopt(area, "SAME")
    theirs = adopt(make_area(other_council, "Theirs"), "SAME")
    give(theirs, MONTH, 99)
    give(measure, MONTH, 77, is_approved=False)
    assert measure_page(council, "SAME").points == ()


def test_a_code_not_in_use_here_is_not_found(council, area, other_council):
    adopt(make_area(other_council, "Theirs"), "ZZ1")
    with pytest.raises(Http404):
        measure_page(council, "ZZ1")


def test_the_history_of_the_measure_is_told(council, area, cast):
    measure = adopt(area)
    measure.name = "Renamed"
    save(measure, by=cast.lead, verb="renamed", reason="Clearer")
    (entry,) = measure_page(council, measure.code).timeline
    assert (entry.verb, entry.by, entry.reason) == ("renamed", "Lead", "Clearer")


@pytest.mark.parametrize("months", [3, 36])
def test_five_queries_whatever_the_history(council, area, months, django_assert_num_queries):
    measure = adopt(area, target="50%+")
    give_all(measure, MONTH, [50] * months)
    with django_assert_num_queries(5):
        measure_screen(measure_page(council, measure.code))
