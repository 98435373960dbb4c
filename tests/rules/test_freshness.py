"""When is evidence too old to tell of today?"""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from improvement.rules.freshness import Freshness, aged, anniversary, whole_months

DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2100, 12, 31))


@pytest.mark.parametrize(
    ("day", "today", "expected"),
    [
        pytest.param(date(2025, 11, 21), date(2026, 11, 21), "current", id="to the day"),
        pytest.param(date(2025, 11, 20), date(2026, 11, 21), "old", id="a day more"),
        pytest.param(date(2024, 2, 29), date(2025, 2, 28), "current", id="leap day, last day"),
        pytest.param(date(2024, 2, 29), date(2025, 3, 1), "old", id="leap day, a day more"),
        pytest.param(date(2023, 2, 28), date(2024, 2, 28), "current", id="into a leap year"),
        pytest.param(date(2023, 2, 28), date(2024, 2, 29), "old", id="on the leap day"),
        pytest.param(date(2026, 11, 21), date(2026, 11, 21), "current", id="today"),
        pytest.param(date(2027, 1, 1), date(2026, 11, 21), "current", id="still to come"),
        pytest.param(None, date(2026, 11, 21), "undated", id="no date"),
    ],
)
def test_evidence_is_current_to_the_day_twelve_months_on(day, today, expected):
    assert aged(day, today).freshness == expected
    assert aged(day, today).is_marked == (expected != "current")


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 11, 21), "less than a month old"),
        (date(2026, 10, 22), "less than a month old"),
        (date(2026, 10, 21), "1 month old"),
        (date(2025, 11, 20), "12 months old"),
        (date(2024, 11, 22), "23 months old"),
        (date(2024, 11, 21), "2 years old"),
        (date(2016, 6, 1), "more than 10 years old"),
        (date(2026, 12, 1), "yet to come"),
    ],
)
def test_age_is_said_as_people_say_it(day, said):
    assert aged(day, date(2026, 11, 21)).reason == said


def test_every_freshness_has_its_words():
    assert {one.word for one in Freshness} == {
        "Within 12 months", "Older than 12 months", "Date not recorded",
    }  # fmt: skip


@given(DAYS, DAYS)
def test_what_is_old_stays_old(day, today):
    later = today + timedelta(days=1)
    if aged(day, today).freshness is Freshness.OLD:
        assert aged(day, later).freshness is Freshness.OLD


@given(DAYS)
def test_the_last_current_day_is_a_year_on(day):
    last = anniversary(day)
    assert 365 <= (last - day).days <= 366
    assert aged(day, last).freshness is Freshness.CURRENT
    assert aged(day, last + timedelta(days=1)).freshness is Freshness.OLD


@given(DAYS, DAYS)
def test_whole_months_never_run_ahead_of_the_days(day, today):
    months = whole_months(day, today)
    assert months >= 0
    if today >= day:
        assert months * 28 <= (today - day).days <= (months + 1) * 31


def test_the_end_of_time_is_no_fault():
    assert aged(date.max, date.max).freshness is Freshness.CURRENT
    assert anniversary(date.max) == date.max
