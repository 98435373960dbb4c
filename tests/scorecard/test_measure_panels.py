"""Does the measure's page answer its four questions, and stay light whatever the history?"""

from datetime import date

import pytest

from improvement.rules.month import Month
from improvement.rules.value import Basis
from scorecard.catalogue.selectors import card_of
from scorecard.models import Measure
from scorecard.selectors.measure import measure_page
from scorecard.selectors.measure_screen import measure_screen
from scorecard.selectors.scorecard import scorecard_page
from tests.inspections.builders import make_inspection
from tests.scorecard.charted import adopt, give, give_all
from tests.scorecard.test_charts import compare

pytestmark = pytest.mark.django_db
MONTH = Month(2026, 9)
RISE = [50, 66, 51, 65, 52, 59, 62, 63, 61, 63, 62, 64, 61]


def screen_of(measure):
    return measure_screen(measure_page(measure.council, measure.code))


def test_whether_it_is_real_is_a_word_an_icon_and_a_sentence(council, area):
    measure = adopt(area, target="40%+")
    give_all(measure, MONTH, RISE)
    screen = screen_of(measure)
    assert "Real improvement" in screen.real
    assert 'aria-label="Special cause improvement, high"' in screen.real
    assert screen.reading.endswith("a real improvement since March 2026.")
    assert screen.summary.endswith(screen.reading)
    assert "Is it real" in screen.headers


def test_a_latest_month_without_a_figure_reads_as_on_the_scorecard(council, area):
    measure = adopt(area, target="40%+")
    give_all(measure, MONTH.previous, RISE)
    give(measure, MONTH, None, missing="no_cases")
    screen = screen_of(measure)
    row = next(iter(scorecard_page(council, MONTH)))
    assert (screen.real, screen.assurance) == (row.signal_html, row.assurance_html)
    assert screen.reading == "There is no figure for September 2026 to read."
    assert screen.as_at == ""
    assert screen.summary == "No figure for September 2026: no cases."


def test_the_table_says_each_months_signal(council, area):
    measure = adopt(area)
    give_all(measure, MONTH, RISE)
    screen = screen_of(measure)
    place = screen.headers.index("Is it real")
    assert "One of 7 or more above the mean" in screen.rows[0][place]


def test_the_chart_says_its_unit_and_the_table_has_no_column_without_a_word(council, area):
    rate, share = adopt(area, unit="rate_10k"), adopt(area)
    give_all(rate, MONTH, RISE)
    give_all(share, MONTH, RISE[1:])
    assert screen_of(rate).title == "Month by month: rate per 10,000"
    assert screen_of(share).title == "Month by month"
    assert "Comment" not in screen_of(share).headers
    give(share, MONTH.plus(-len(RISE) + 1), 50, comment="A new team")
    screen = screen_of(share)
    assert screen.rows[-1][screen.headers.index("Comment")] == "A new team"
    assert screen.rows[0][screen.headers.index("Comment")] == ""


def test_a_figure_that_adds_up_over_its_year_says_why_it_has_no_limits(council, area):
    measure = adopt(area, basis=Basis.YTD)
    give_all(measure, MONTH, RISE)
    screen = screen_of(measure)
    assert "Not charted" in screen.real
    assert "has no process limits" in screen.reading
    assert "Is it real" not in screen.headers


def test_the_key_says_every_mark_and_line_with_its_number(council, area):
    measure = adopt(area, target="40%+", baseline=45)
    give_all(measure, MONTH, [50, 52, 49])
    words = [words for _, words in screen_of(measure).legend]
    assert words == [
        "Common cause: no real change", "Upper limit (trial) 57%", "Mean 50%",
        "Lower limit (trial) 44%", "Baseline 45%", "Target 40%+",
    ]  # fmt: skip


def test_the_comparison_gives_each_number_with_its_period_source_and_difference(council, area):
    measure = adopt(area, "FD4")
    give_all(measure, MONTH, [60] * 12)
    compare(measure, rank=12, ranked=150, quartile="A")
    panel = screen_of(measure).compared
    assert panel.short == "Quarter A, best quarter"
    assert panel.place == "Rank 12 of 150, 1 is best"
    assert [row.text for row in panel.rows] == ["60.0%", "62.0%", "64.0%", "66.0%", "67.0%"]
    assert {name for name, _ in panel.facts} >= {"Period", "Source", "Rank"}


def test_a_count_is_held_against_the_neighbours_and_not_against_a_sum(council, area):
    measure = adopt(area, "CP3", unit="count")
    give_all(measure, MONTH, [300] * 12)
    compare(measure, source="plans-by-length", england=50310, neighbours_median=251)
    panel = screen_of(measure).compared
    assert panel.short == "Neighbours’ median 251"
    assert ("England in all", "50,310") in [(row.name, row.text) for row in panel.rows]


def test_without_a_benchmark_there_is_no_comparison(council, area):
    assert screen_of(adopt(area)).compared is None


def test_the_definition_tells_all_that_the_catalogues_card_does(council, area):
    rate, share = adopt(area, unit="rate_10k", decimals=1), adopt(area, denominator_label="Cases")
    Measure.objects.filter(pk=rate.measure_id).update(
        council=None, source="Local", timescale="Within 10 working days (local)"
    )
    told = dict(screen_of(rate).definition)
    assert told["Denominator"] == "The council’s children aged 0 to 17"
    assert told["Shown with"] == "1 decimal"
    assert told["Timescale"] == "Within 10 working days (local)"
    assert told["Benchmark"].startswith("None: it is counted locally")
    assert dict(screen_of(share).definition)["Denominator"] == "Cases"
    assert dict(card_of(Measure.objects.get(pk=rate.measure_id))).keys() <= told.keys()


def test_events_of_one_month_share_a_number(council, area, as_):
    measure = adopt(area)
    give_all(measure, MONTH, [50] * 6)
    for day in (date(2026, 5, 2), date(2026, 5, 20), date(2026, 7, 1)):
        make_inspection(council, started=day)
    body = as_("board").get(measure.get_absolute_url()).content.decode()
    assert body.count('app-sc-events__number">1<') == 2
    assert body.count('app-sc-events__number">2<') == 1


def test_a_viewer_sees_figures_and_no_events(council, area, as_):
    measure = adopt(area)
    give_all(measure, MONTH, [50] * 6)
    make_inspection(council, started=date(2026, 5, 2))
    body = as_("viewer").get(measure.get_absolute_url()).content.decode()
    assert "Events on the chart" not in body
    assert "inspections/" not in body


def test_the_latest_three_years_are_shown_and_all_months_on_request(council, area, as_):
    measure = adopt(area)
    give_all(measure, MONTH, [50] * 40)
    client, address = as_("board"), measure.get_absolute_url()
    short = client.get(address).content.decode()
    assert short.count('scope="row">') < 45
    assert "October 2023" in short
    assert "September 2023" not in short
    assert 'href="?all=1"' in short
    whole = client.get(f"{address}?all=1").content.decode()
    assert "June 2023" in whole
    assert "See the latest 36 months only" in whole


def test_the_first_month_shown_is_still_held_against_the_one_before(council, area):
    measure = adopt(area, unit="count")
    give_all(measure, MONTH, [100, 50] + [50] * 35)
    first = measure_page(council, measure.code).points[0]
    assert first.standing.on_month.direction == "Decreasing"


def test_exactly_three_years_have_nothing_earlier(council, area):
    measure = adopt(area)
    give_all(measure, MONTH, [50] * 36)
    assert not measure_page(council, measure.code).has_earlier
