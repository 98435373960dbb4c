"""Is a measure's forecast made of its own approved figures, and refused in a sentence otherwise?"""

from decimal import Decimal

import pytest
from plotly.graph_objects import Figure

from improvement.rules.month import Month
from improvement.rules.value import Basis
from scorecard.charts import figure_of
from scorecard.models import Rebase
from scorecard.selectors.forecasting import RETIRED, RUNNING, forecast_page
from scorecard.selectors.measure import measure_page
from scorecard.selectors.measure_screen import measure_screen
from tests.scorecard.charted import adopt, give, give_all

pytestmark = pytest.mark.django_db
MONTH = Month(2026, 9)


def page_of(measure):
    return forecast_page(measure.council, measure.code)


def test_the_next_twelve_months_are_told_with_range_and_error(council, area):
    measure = adopt(area, target="60%+")
    give_all(measure, MONTH, [40, 60] * 15)
    page = page_of(measure)
    assert [row[0] for row in page.rows][::11] == ["October 2026", "September 2027"]
    assert page.rows[0][1:] == ("50%", "40%", "60%")
    assert page.finding.startswith("If it goes on as it has, expect about 50% in September 2027")
    assert "out by 10.0 points on average, over 150 tests" in page.tested
    assert "hold four figures in five: 150 of these 150 ended within it." in page.tested
    assert "the mean of the latest 12 months" in page.how


def test_a_latest_figure_outside_the_range_is_told_beside_the_forecast(council, area):
    measure = adopt(area)
    give_all(measure, MONTH, [*[49, 50, 51] * 10, 20])
    assert "September 2026 itself, at 20%, lies outside the range" in page_of(measure).finding


def test_a_latest_figure_within_the_range_needs_no_caution(council, area):
    measure = adopt(area)
    give_all(measure, MONTH, [40, 60] * 15)
    assert "itself" not in page_of(measure).finding


def test_the_figure_is_one_that_plotly_accepts_and_starts_after_the_last_month(council, area):
    measure = adopt(area)
    give_all(measure, MONTH, [40, 60] * 15)
    page = page_of(measure)
    figure = figure_of(page.drawing, page.first, page.yardstick)
    assert Figure(figure).to_plotly_json()["data"] == figure["data"]
    assert figure["data"][2]["x"][0] == "2026-10-01"


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "There is no figure to go by so far: a forecast needs 24."),
        (1, "There is one figure to go by so far"),
        (23, "There are 23 monthly figures to go by so far"),
    ],
)
def test_too_few_figures_are_refused(council, area, count, words):
    measure = adopt(area)
    give_all(measure, MONTH, [50] * count)
    page = page_of(measure)
    assert page.drawing is None
    assert page.why_not.startswith(words)


def test_a_figure_that_adds_up_over_its_year_is_refused(council, area):
    measure = adopt(area, basis=Basis.YTD)
    give_all(measure, MONTH, [50] * 30)
    assert page_of(measure).why_not == RUNNING


def test_a_measure_no_longer_in_use_is_refused(council, area):
    measure = adopt(area, is_active=False)
    give_all(measure, MONTH, [50] * 30)
    assert page_of(measure).why_not == RETIRED


def test_figures_too_far_apart_are_counted_as_they_are_read(council, area):
    """One every third month for seven years: 28 of them, but 20 in the five years that count."""
    measure = adopt(area)
    give_all(measure, MONTH, [50 if n % 3 == 0 else None for n in range(82)])
    assert page_of(measure).why_not.startswith("There are 20 monthly figures")


@pytest.mark.parametrize(
    ("fields", "values", "words"),
    [
        ({"basis": Basis.YTD}, [50] * 30, RUNNING),
        ({}, [50] * 23, "There are 23 monthly figures"),
        ({"is_active": False}, [50] * 30, RETIRED),
        ({}, [50] * 24, ""),
        ({"basis": Basis.ROLLING_12}, [50] * 30, ""),
        ({}, [50] * 40, ""),
    ],
)
def test_a_measures_page_leads_to_no_forecast_that_is_refused(council, area, fields, values, words):
    measure = adopt(area, **fields)
    give_all(measure, MONTH, values)
    said = measure_screen(measure_page(council, measure.code)).no_forecast
    assert said.startswith(words)
    assert bool(said) is bool(words)
    assert said == page_of(measure).why_not


def test_what_came_before_a_rebase_is_not_learnt_from(council, area):
    measure = adopt(area)
    give_all(measure, MONTH, [10] * 10 + [50] * 26)
    Rebase.objects.create(
        council=council, measure=measure, month=MONTH.plus(-25).first_day, reason="New system"
    )
    page = page_of(measure)
    assert set(page.rows[-1][1:]) == {"50%"}
    assert not measure_screen(measure_page(council, measure.code)).no_forecast
    Rebase.objects.create(
        council=council, measure=measure, month=MONTH.plus(-20).first_day, reason="Newer"
    )
    assert page_of(measure).why_not.startswith("There are 21 monthly figures")
    screen = measure_screen(measure_page(council, measure.code))
    assert screen.no_forecast == page_of(measure).why_not


def test_drafts_are_not_learnt_from(council, area):
    measure = adopt(area)
    give_all(measure, MONTH, [50] * 23)
    give(measure, MONTH.next, 50, is_approved=False)
    assert page_of(measure).drawing is None


def test_shares_stay_within_0_and_100_and_counts_above_nought(council, area):
    share, count = adopt(area), adopt(area, unit="count")
    give_all(share, MONTH, [99, 70] * 15)
    give_all(count, MONTH, [0, 9] * 15)
    for measure, most in ((share, 100), (count, None)):
        for one in page_of(measure).drawing.ahead:
            assert one.low >= 0
            assert most is None or one.high <= Decimal(most)


def test_it_is_not_worked_out_with_the_measures_page(council, area, as_, monkeypatch):
    measure = adopt(area)
    give_all(measure, MONTH, [50] * 30)
    asked = []
    monkeypatch.setattr(
        "scorecard.selectors.forecasting.forecast", lambda *_, **__: asked.append(1)
    )
    client = as_("board")
    assert client.get(measure.get_absolute_url()).status_code == 200
    assert asked == []
    assert client.get(f"{measure.get_absolute_url()}forecast/").status_code == 200
    assert asked == [1]


@pytest.mark.parametrize("months", [24, 70])
def test_three_queries_whatever_the_history(council, area, months, django_assert_num_queries):
    measure = adopt(area, target="50%+")
    give_all(measure, MONTH, [50] * months)
    with django_assert_num_queries(3):
        page_of(measure)
