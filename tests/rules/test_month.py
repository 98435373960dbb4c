"""Months: reading, arithmetic and the April-to-March year."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from improvement.rules.month import Month, months_between

months = st.builds(Month, st.integers(1990, 2099), st.integers(1, 12))


@pytest.mark.parametrize(
    ("month", "year", "elapsed"),
    [
        pytest.param(Month(2016, 3), "2015/16", 12, id="march-ends-the-year"),
        pytest.param(Month(2016, 4), "2016/17", 1, id="april-starts-it"),
        pytest.param(Month(2016, 12), "2016/17", 9, id="december"),
        pytest.param(Month(2017, 1), "2016/17", 10, id="january-is-in-the-year-before"),
        pytest.param(Month(1999, 4), "1999/00", 1, id="turn-of-the-century"),
    ],
)
def test_financial_year(month, year, elapsed):
    assert (month.financial_year, month.financial_month) == (year, elapsed)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2016-13",
        "2016-00",
        "2016-1",
        "16-11",
        "2016/11",
        "2016-11-01",
        " 2016-11",
        "٢٠١٦-١١",
        "0000-01",
        "1989-12",
        "2100-01",
        "9999-12",
        "2016-11\n",
    ],
)
def test_parse_refuses_with_a_sentence(text):
    with pytest.raises(ValueError, match=r"(?s)^(“.*” is not a month|The year must).*\.$"):
        Month.parse(text)


def test_labels():
    month = Month.parse("2016-11")
    assert (month.label, month.short, str(month)) == ("November 2016", "Nov 2016", "2016-11")


@pytest.mark.parametrize(
    ("month", "last"),
    [
        pytest.param(Month(2016, 2), date(2016, 2, 29), id="leap"),
        pytest.param(Month(2017, 2), date(2017, 2, 28), id="common"),
        pytest.param(Month(2016, 12), date(2016, 12, 31), id="december"),
        pytest.param(Month(9999, 12), date(9999, 12, 31), id="the-last-there-is"),
    ],
)
def test_last_day(month, last):
    assert month.last_day == last


@pytest.mark.parametrize("number", [0, 13, -1])
def test_month_number_out_of_range_is_refused(number):
    with pytest.raises(ValueError, match="not a month number"):
        Month(2016, number)


def test_months_step_past_the_last_year_is_refused():
    with pytest.raises(ValueError, match="not a year"):
        _ = Month(9999, 12).next


def test_every_month_a_date_can_have_is_a_month():
    assert Month.of(date.min).first_day == date.min
    assert Month.of(date.max).last_day == date.max


def test_neighbours_cross_the_year():
    assert Month(2016, 12).next == Month(2017, 1)
    assert Month(2017, 1).previous == Month(2016, 12)
    assert Month(2017, 2).same_month_last_year == Month(2016, 2)


def test_months_between_includes_both_ends():
    assert months_between(Month(2016, 11), Month(2017, 2)) == [
        Month(2016, 11),
        Month(2016, 12),
        Month(2017, 1),
        Month(2017, 2),
    ]
    assert months_between(Month(2016, 11), Month(2016, 11)) == [Month(2016, 11)]


def test_months_between_reversed_is_empty():
    assert months_between(Month(2017, 2), Month(2016, 11)) == []


@given(months)
def test_parse_reads_what_str_prints(month):
    assert Month.parse(str(month)) == month


@given(months, st.integers(-600, 600))
def test_plus_and_months_since_undo_each_other(month, n):
    assert month.plus(n).months_since(month) == n
    assert month.plus(n).plus(-n) == month


@given(months, months)
def test_order_agrees_with_the_calendar(a, b):
    assert (a < b) == (a.first_day < b.first_day) == (a.months_since(b) < 0)


@given(st.dates(date(1990, 1, 1), date(2099, 12, 31)))
def test_a_day_is_within_its_month(day):
    month = Month.of(day)
    assert month.first_day <= day <= month.last_day
    assert month.next.first_day - timedelta(days=1) == month.last_day


@given(months)
def test_financial_month_counts_from_the_april_before(month):
    april = month.plus(1 - month.financial_month)
    assert april.number == 4
    assert april.financial_year == month.financial_year
