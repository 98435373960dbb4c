"""Is what comes next, and what falls due, said with its reason and never before its cause?"""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from improvement.rules.inspecting import (
    SEND_WINDOWS,
    Cycle,
    Past,
    months_after,
    next_expected,
    statement_due,
)
from tests.fuzzing import examples

DAY = date(2024, 3, 4)
PUBLISHED = date(2023, 7, 14)
GOOD_FRIDAY = date(2023, 4, 7)


def due(kind="ilacs-standard", **told):
    told = {"printed": None, "published": PUBLISHED, "has_priority": False, "holidays": ()} | told
    return statement_due(kind, **told)


@pytest.mark.parametrize("kind", ["ilacs-standard", "ilacs-short", "sif", "jtai"])
def test_seventy_working_days_after_publication(kind):
    found = due(kind)
    assert found.on == date(2023, 10, 20)
    assert not found.is_printed
    assert "70 working days after 14 July 2023" in found.reason


def test_a_bank_holiday_moves_it_by_a_day():
    assert due(holidays={date(2023, 8, 28)}).on == date(2023, 10, 23)


@pytest.mark.parametrize("kind", ["jtai", "area-send", "monitoring-visit", "focused-visit"])
def test_a_printed_date_always_wins(kind):
    found = due(kind, printed=date(2023, 9, 1), has_priority=True)
    assert (found.on, found.is_printed) == (date(2023, 9, 1), True)


def test_a_focused_visit_asks_for_a_draft_only_with_priority_actions():
    assert due("focused-visit") is None
    found = due("focused-visit", has_priority=True)
    assert found.on == date(2023, 8, 11)
    assert "draft" in found.reason


@pytest.mark.parametrize("kind", ["area-send", "monitoring-visit", "youth-justice", "self-report"])
def test_other_kinds_are_due_only_where_a_letter_says_so(kind):
    assert due(kind) is None


def test_nothing_is_worked_out_from_a_day_nobody_knows():
    assert due(published=None) is None


def test_days_left_are_working_days():
    found = due(printed=date(2023, 4, 11))
    assert found.left(date(2023, 4, 6), {GOOD_FRIDAY, date(2023, 4, 10)}) == 1
    assert found.left(date(2023, 4, 11), ()) == 0
    assert found.left(date(2023, 4, 12), ()) == -1


# --- What is expected next ----------------------------------------------------------------------


def only(*past: Past):
    (found,) = next_expected(past)
    return found


@pytest.mark.parametrize(
    ("kind", "grade", "what", "first", "last"),
    [
        ("ilacs-short", "good", "ILACS short inspection", (2026, 9, 4), (2027, 9, 4)),
        ("sif", "outstanding", "ILACS short inspection", (2026, 9, 4), (2027, 9, 4)),
        ("ilacs-standard", "requires-improvement", "ILACS standard", (2026, 9, 4), (2027, 9, 4)),
        ("ilacs-standard", "inadequate", "monitoring visit", (2024, 5, 4), (2024, 8, 4)),
        ("area-send", "typically-positive", "SEND full", (2028, 9, 4), (2029, 9, 4)),
        ("area-send", "inconsistent", "SEND full", (2026, 9, 4), (2027, 9, 4)),
        ("area-send", "systemic-failings", "SEND monitoring", (2025, 3, 4), (2026, 3, 4)),
    ],
)
def test_the_last_grade_says_what_comes_next(kind, grade, what, first, last):
    found = only(Past(kind, DAY, grade))
    assert what in found.what
    assert (found.first, found.last) == (date(*first), date(*last))
    assert "usually" in found.reason
    assert "4 March 2024" in found.reason


def test_the_quarter_runs_from_the_last_visit():
    found = only(
        Past("ilacs-standard", DAY, "inadequate"),
        Past("monitoring-visit", date(2024, 9, 10), after=Cycle.SOCIAL_CARE),
        Past("monitoring-visit", date(2024, 6, 11), after=Cycle.SOCIAL_CARE),
    )
    assert (found.first, found.last) == (date(2024, 11, 10), date(2025, 2, 10))
    assert "the last on 10 September 2024" in found.reason


def test_visits_end_with_the_reinspection():
    found = only(
        Past("ilacs-standard", DAY, "inadequate"),
        Past("monitoring-visit", date(2024, 9, 10), after=Cycle.SOCIAL_CARE),
        Past("ilacs-standard", date(2025, 6, 2), "good"),
    )
    assert found.what == "ILACS short inspection"


def test_a_send_area_that_was_monitored_is_inspected_in_full():
    past = Past("area-send", DAY, "systemic-failings")
    visit = Past("monitoring-visit", date(2025, 9, 10), after=Cycle.SEND)
    assert only(past, visit).what == "Area SEND full inspection"
    assert only(past, visit).last == date(2027, 3, 4)


@pytest.mark.parametrize("grade", ["", "adequate"])
def test_send_without_a_known_outcome_leads_nowhere(grade):
    assert next_expected([Past("area-send", DAY, grade)]) == ()


def test_an_inspection_without_grades_leads_nowhere():
    assert next_expected([Past("ilacs-standard", DAY)]) == ()
    assert next_expected([Past("jtai", DAY), Past("focused-visit", DAY)]) == ()


def test_a_window_opens_and_passes():
    found = only(Past("ilacs-short", DAY, "good"))
    assert [found.is_open(day) for day in (date(2026, 9, 3), found.first, found.last)] == [
        False, True, True,
    ]  # fmt: skip
    assert not found.is_past(found.last)
    assert found.is_past(date(2027, 9, 5))


GRADES = st.sampled_from(["", "outstanding", "good", "requires-improvement", "inadequate"])
DAYS = st.dates(date(2013, 1, 1), date(2090, 12, 31))
PASTS = st.one_of(
    st.builds(Past, st.sampled_from(["sif", "ilacs-short", "ilacs-standard"]), DAYS, GRADES),
    st.builds(Past, st.just("area-send"), DAYS, st.sampled_from(["", *SEND_WINDOWS])),
    st.builds(Past, st.just("monitoring-visit"), DAYS, after=st.sampled_from([None, *Cycle])),
)


@examples()
@given(st.lists(PASTS, max_size=8))
def test_each_cycle_leads_to_one_window_after_what_it_rests_on(past):
    found = next_expected(past)
    assert len({one.cycle for one in found}) == len(found)
    for one in found:
        assert one.first < one.last
        assert any(held.on < one.first for held in past)
        assert one.reason.endswith(".")


@examples()
@given(DAYS, st.integers(1, 70))
def test_months_after_stays_within_the_month_it_names(day, months):
    found = months_after(day, months)
    assert (found.year * 12 + found.month) - (day.year * 12 + day.month) == months
    assert found.day <= day.day
