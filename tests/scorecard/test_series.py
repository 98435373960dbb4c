"""Do values that are read folded come out as they are stored, gaps, targets and all?"""

import doctest
from datetime import date
from decimal import Decimal

import pytest

from improvement.rules.month import Month
from scorecard.models import Figure
from scorecard.selectors import reading, series
from tests.scorecard.charted import adopt, give, set_target

LAST = Month(2026, 9)
STORED = ["0", "0.00000001", "-12.5", "91.66666667", "1234567.12345678", "99999999", None, "100"]


def test_examples_hold():
    assert doctest.testmod(series) == (0, 2)


@pytest.mark.django_db
def test_folded_values_are_those_of_the_rows(area):
    """Written from the last month to the first, so that their order is not that of the table."""
    measure = adopt(area)
    for ago, value in enumerate(STORED, start=1):
        give(measure, LAST.plus(-ago), value, missing="" if value else "not_recorded")
    give(measure, LAST.plus(-9), "5", is_approved=False)
    folded, _ = reading.read_values(area.council, LAST)
    rows = Figure.objects.filter(is_approved=True).order_by("month").values_list("month", "value")
    assert list(series.numbers_of(folded[measure.pk]).items()) == list(rows)
    assert len(rows) == len(STORED)


@pytest.mark.django_db
def test_a_month_has_the_target_that_began_last(area):
    measure = adopt(area)
    set_target(measure, "36 to 43", Month(2026, 9))
    set_target(measure, "<=40", Month(2026, 4))
    set_target(measure, "45", Month(2026, 10))
    set_target(adopt(area), "1", Month(2026, 1))
    by_month = [
        next(
            (one.target_before, one.target)
            for one in reading.read_measures(area.council, month)
            if one.pk == measure.pk
        )
        for month in (Month(2026, 3), Month(2026, 4), Month(2026, 9), Month(2026, 10))
    ]
    assert by_month == [(None, None), (None, "<=40"), ("<=40", "36 to 43"), ("36 to 43", "45")]


def test_a_text_is_told_by_its_days_and_numbers():
    text = "2026-09-01=36 to 43\n2026-08-01=a=b"
    assert series.unfolded(text) == {date(2026, 8, 1): "a=b", date(2026, 9, 1): "36 to 43"}
    assert series.numbers_of("2026-08-01=1e-8") == {date(2026, 8, 1): Decimal("0.00000001")}
    assert series.unfolded("") == {}
