"""Working days: deadlines a council is held to."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from improvement.rules.month import Month
from improvement.rules.workingdays import (
    add_working_days,
    is_working_day,
    nth_working_day,
    return_due,
    statement_deadline,
    working_days_between,
)

CHRISTMAS_2026 = {date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1)}
AUGUST_2023 = {date(2023, 8, 28)}
SPRING_2025 = {date(2025, 4, 18), date(2025, 4, 21), date(2025, 5, 5)}

days = st.dates(date(2020, 1, 1), date(2030, 12, 31))
holidays = st.sets(st.dates(date(2020, 1, 1), date(2031, 12, 31)), max_size=30)


@pytest.mark.parametrize(
    ("start", "n", "expected"),
    [
        pytest.param(date(2026, 12, 1), 1, date(2026, 12, 1), id="start-counts-when-working"),
        pytest.param(date(2026, 12, 5), 1, date(2026, 12, 7), id="saturday-start"),
        pytest.param(date(2026, 12, 25), 1, date(2026, 12, 29), id="holiday-start"),
        pytest.param(date(2026, 12, 1), 20, date(2026, 12, 30), id="over-christmas"),
        pytest.param(date(2027, 1, 1), 10, date(2027, 1, 15), id="tenth-after-new-year"),
    ],
)
def test_nth_working_day(start, n, expected):
    assert nth_working_day(start, n, CHRISTMAS_2026) == expected


@pytest.mark.parametrize("n", [0, -1])
def test_nth_working_day_counts_from_one(n):
    with pytest.raises(ValueError, match="counted from 1"):
        nth_working_day(date(2026, 12, 1), n, set())


def test_add_working_days_refuses_going_back():
    with pytest.raises(ValueError, match="only be added"):
        add_working_days(date(2026, 12, 1), -1, set())


def test_add_no_working_days_stays_put():
    assert add_working_days(date(2026, 12, 5), 0, set()) == date(2026, 12, 5)


def test_december_return_is_due_in_january():
    assert return_due(Month(2026, 12), 10, CHRISTMAS_2026) == date(2027, 1, 15)


def test_statement_deadline_agrees_with_a_printed_one():
    assert statement_deadline(date(2023, 7, 14), 70, AUGUST_2023) == date(2023, 10, 23)


def test_a_letter_may_print_an_earlier_date_than_the_default():
    published, printed = date(2025, 1, 31), date(2025, 5, 9)
    assert working_days_between(published, printed, SPRING_2025) == 67
    assert statement_deadline(published, 70, SPRING_2025) == date(2025, 5, 14)


@given(days, st.integers(1, 90), holidays)
def test_a_deadline_is_a_working_day_that_many_on(start, n, free):
    end = add_working_days(start, n, free)
    assert is_working_day(end, free)
    assert working_days_between(start, end, free) == n


@given(days, st.integers(1, 90), holidays)
def test_a_holiday_never_brings_a_deadline_forward(start, n, free):
    assert add_working_days(start, n, free) >= add_working_days(start, n, set())


@given(days, days, holidays)
def test_between_is_antisymmetric(a, b, free):
    assert working_days_between(a, b, free) == -working_days_between(b, a, free)


@given(days, st.integers(1, 30), holidays)
def test_nth_working_day_is_the_same_from_the_day_before(start, n, free):
    assert nth_working_day(start, n, free) == add_working_days(start - timedelta(1), n, free)
    assert nth_working_day(start, n, free) >= start
