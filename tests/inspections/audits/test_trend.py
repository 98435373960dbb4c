"""Does the trend compare like with like, and say no more than the cases allow?"""

from datetime import date

import pytest

from inspections.audits.trend import trend_page
from tests.inspections.audits.builders import RI, G, make_cycle, make_results

pytestmark = pytest.mark.django_db


def cycle_of(council, month: int, good: int, of: int, **fields):
    fields = {"name": f"Cycle {month}", "ended": date(2027, month, 1), **fields}
    cells = {("", G): good, ("", RI): of - good}
    return make_results(make_cycle(council, **fields), cells=cells)


def test_nothing_to_show(council):
    assert trend_page(council).areas == ()


def test_one_cycle_is_no_trend(council):
    cycle_of(council, 1, 6, 20)
    (area,) = trend_page(council).areas
    assert area.verdicts == ("One cycle so far: a trend needs two.",)


def test_a_change_beyond_chance_and_one_within(council):
    for month, good in ((1, 6), (2, 14), (3, 16)):
        cycle_of(council, month, good, 20)
    (area,) = trend_page(council).areas
    before, first = area.verdicts
    assert before.startswith("Since the cycle before. No clear change: from 14 of 20 (70%)")
    assert first.startswith("Since the first cycle. Higher: from 6 of 20 (30%)")
    assert [row[0] for row in area.rows] == ["Cycle 3", "Cycle 2", "Cycle 1"]


def test_too_few_cases_say_so(council):
    cycle_of(council, 1, 1, 4)
    cycle_of(council, 2, 20, 20)
    (area,) = trend_page(council).areas
    assert "Too few to tell" in area.verdicts[0]


def test_outsiders_stand_apart_and_are_no_part_of_the_verdict(council):
    cycle_of(council, 1, 6, 20)
    cycle_of(council, 2, 20, 20, audited_by="independent", programme="Reviews")
    cycle_of(council, 3, 7, 20)
    page = trend_page(council)
    (area,) = page.areas
    assert page.has_independent
    assert area.verdicts[0].startswith("Since the cycle before. No clear change: from 6 of 20")
    assert area.rows[1][2] == "◆\N{NO-BREAK SPACE}Independent"
    joined = area.picture.split('points="')[1].split('"')[0]
    assert len(joined.split()) == 2
    assert area.picture.count("M0-8 8 0") == 1


def test_another_programme_is_chosen_by_name_and_an_unknown_one_is_not(council):
    cycle_of(council, 1, 6, 20, programme="Dip samples")
    cycle_of(council, 2, 6, 20)
    assert trend_page(council).programme == "Practice audits"
    assert trend_page(council, "Dip samples").programme == "Dip samples"
    assert trend_page(council, "None such").programme == "Practice audits"
    assert [one.is_chosen for one in trend_page(council, "Dip samples").programmes] == [True, False]


def test_the_trend_costs_one_query(council, django_assert_num_queries):
    for month in range(1, 10):
        make_results(cycle_of(council, month, 6, 20), "permanence")
    with django_assert_num_queries(1):
        page = trend_page(council)
    assert [len(area.rows) for area in page.areas] == [8, 8]
