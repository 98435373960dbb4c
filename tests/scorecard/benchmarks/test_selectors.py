"""Does a page get what it needs in one query, with every number's period, source and reason?"""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from improvement.rules.comparison import Band
from improvement.rules.direction import Direction, Improvement
from improvement.rules.month import Month
from scorecard.benchmarks.illustration import illustrate
from scorecard.benchmarks.selectors import comparison_of, comparisons_for, history_of
from scorecard.models import Comparison
from scorecard.selectors.comparing import benchmark_of
from scorecard.services import adopt_measure, load_approved_figures
from tests.builders import make_area, make_council
from tests.scorecard.benchmarks.builders import (
    LENGTHS,
    WORKFORCE,
    make_country,
    measure,
    place_row,
    taken_in,
    whole,
    workforce,
)
from tests.scorecard.builders import pair

pytestmark = pytest.mark.django_db

SEPTEMBER = Month(2026, 9)


def one_for(council, code="FD4", month=SEPTEMBER):
    return comparisons_for(council, [measure(code).pk], month)[measure(code).pk]


def test_comparison_says_all_that_a_row_shows(country):
    taken_in(whole(country, range(10, 22), year=2024))
    taken_in(whole(country, [*range(10, 15), "15.5", *range(20, 26)], england="22.6"))
    one = one_for(country[5])
    assert (one.code, one.period) == ("FD4", "Year to 31 March 2025")
    assert (one.own.text, one.own.why_not) == ("15.5%", "")
    assert (one.england.text, one.region.text) == ("22.6%", "21.0%")
    assert (one.england_label, one.region_label) == ("England", "London")
    near = (one.neighbours_median.text, one.neighbours_mean.text, one.neighbours_label)
    assert near == ("20.5%", "18.1%", "Median of 10 statistical neighbours")
    assert (one.band, one.band_text) == (Band.B, "B, second quarter")
    assert (one.rank_text, one.is_shared, one.is_total) == ("6 of 12", False, False)
    assert (one.direction, one.improvement) == (Direction.INCREASING, Improvement.WORSENING)
    assert one.source == "Department for Education, Children in need"
    assert one.licence == "Open Government Licence v3.0"
    assert "12 months" in one.differs
    assert "31 March" in one.dated
    assert one.difference == f"{one.differs} {one.dated}"


def test_number_that_is_not_published_says_why(country):
    taken_in(whole(country, ["c", *["x"] * 11], england="u"))
    one = one_for(country[0])
    assert (one.own.value, one.own.symbol, one.own.text) == (None, "c", "—")
    assert one.own.why_not == "Suppressed, so that no child can be recognised"
    assert one.england.why_not == "Too unreliable to publish"
    assert one.neighbours_median.why_not == "None of the neighbours' numbers is published"
    assert (one.band, one.band_text, one.rank, one.rank_text) == (None, "", None, "")
    assert (one.direction, one.improvement) == (None, Improvement.UNKNOWN)


def test_number_of_children_is_no_comparison_with_england(country):
    told = {"category": "Child Protection Plans by length of time", "2_years_or_more_percent": "c"}
    rows = [place_row(one, 2025, CPP_At31=1500, **told) for one in country]
    taken_in([*rows, place_row("England", 2025, CPP_At31=49420, **told)], LENGTHS)
    one = one_for(country[0], "CP3")
    assert (one.is_sum, one.own.text, one.england.text) == (True, "1,500", "49,420")
    assert (one.england_label, one.region_label) == ("England in all", "North West in all")
    beside = benchmark_of(one)
    assert (beside.label, beside.text) == ("Neighbours", "1,500")
    assert "England in all 49,420" in beside.said


@pytest.mark.parametrize(
    ("month", "period"),
    [
        (Month(2024, 2), None),
        (Month(2024, 3), "Year to 31 March 2024"),
        (Month(2025, 2), "Year to 31 March 2024"),
        (Month(2025, 3), "Year to 31 March 2025"),
        (Month(2031, 1), "Year to 31 March 2025"),
    ],
)
def test_a_month_is_compared_with_the_last_period_that_had_ended(country, month, period):
    taken_in(whole(country, range(12), year=2024))
    taken_in(whole(country, range(12), year=2025))
    got = comparisons_for(country[0], [measure("FD4").pk], month)
    assert [one.period for one in got.values()] == ([period] if period else [])


def test_measures_without_a_benchmark_are_left_out(country):
    taken_in(whole(country, range(12)))
    asked = [measure(code).pk for code in ("FD1", "FD4", "WF1")]
    assert list(comparisons_for(country[0], asked, SEPTEMBER)) == [measure("FD4").pk]
    assert comparisons_for(country[0], [], SEPTEMBER) == {}


def test_one_query_however_much_is_held(country, django_assert_num_queries):
    asked = [measure(code).pk for code in ("FD3", "FD4", "WF1", "WF2", "WF3", "WF4")]
    for year in range(2014, 2026):
        taken_in(whole(country, range(12), year=year))
        taken_in([workforce(one, year, 5) for one in country], WORKFORCE)
        if year in (2014, 2025):
            with django_assert_num_queries(1):
                assert len(comparisons_for(country[0], asked, SEPTEMBER)) == 6
    with django_assert_num_queries(1):
        assert len(history_of(country[0], asked[1])) == 12


def test_history_is_every_period_in_order(country):
    for year in (2025, 2023, 2024):
        taken_in(whole(country, range(12), year=year))
    history = history_of(country[0], measure("FD4").pk)
    assert [one.period_end.year for one in history] == [2023, 2024, 2025]


def illustrative_council():
    council = make_council("Exampleshire", is_illustrative=True, region="Illustrative")
    area = make_area(council)
    for code in ("FD4", "WF1", "FD1"):
        adopt_measure(council=council, measure=measure(code), area=area, by=None)
    return council


def test_illustrative_council_is_compared_with_nobody_real(country, cast):
    council = illustrative_council()
    for month in (Month(2025, 3), Month(2025, 9), Month(2026, 3)):
        load_approved_figures(
            council=council,
            month=month,
            rows={"FD4": pair(20, 100), "WF1": pair(10, 100)},
            submitted_by=cast.officer,
            approved_by=cast.lead,
        )
    taken_in(whole(country, range(12)))
    assert illustrate(council=council, today=date(2026, 11, 20), by=None) == 3
    one = one_for(council)
    assert (one.period, one.own.text) == ("Year to 31 March 2026", "20.0%")
    assert (one.is_illustrative, one.source) == (
        True,
        "Illustrative benchmark, made up for the demonstration",
    )
    assert (one.england_label, one.region_label) == ("Made-up country", "Made-up region")
    assert one.neighbours_label == "Median of 10 made-up neighbours"
    assert (one.ranked, one.neighbours_counted, one.licence) == (153, 10, "")
    assert one.rank
    assert one.own.value != one.england.value
    taken_in(whole(country, range(1, 13)))
    assert Comparison.objects.filter(council=council).count() == 3


def test_real_council_is_never_given_made_up_benchmarks(country):
    with pytest.raises(ValidationError, match="is real"):
        illustrate(council=country[0], today=date(2026, 11, 20), by=None)
    assert not Comparison.objects.exists()


def test_command_reads_authorities_that_do_not_use_the_product(country):
    taken_in(whole(country, range(12)))
    assert not country[5].is_live
    assert comparison_of(country[5].slug, "FD4", 2025).own.value == Decimal(5)
    assert comparison_of(country[5].slug, "FD4", 2024) is None


def test_small_country_is_ranked_but_not_quartered(db):
    country = make_country(3)
    taken_in(whole(country, [3, 1, 2]))
    held = Comparison.objects.filter(measure__code="FD4").order_by("rank")
    assert list(held.values_list("council__name", "rank", "quartile")) == [
        ("Authority 01", 1, ""),
        ("Authority 02", 2, ""),
        ("Authority 00", 3, ""),
    ]
