"""Do neighbours, quarters and ranks come out as counted by hand, and by a slow second way?"""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from improvement.rules.comparison import (
    Band,
    band_of,
    mean_of,
    median_of,
    quartiles_of,
    rank_of,
)
from improvement.rules.direction import Polarity

LOWER, HIGHER = Polarity.LOWER, Polarity.HIGHER
printed = st.decimals(min_value=0, max_value=1000, places=1)
lists = st.lists(printed, min_size=1, max_size=40)


def numbers(*values: object) -> list[Decimal]:
    return [Decimal(str(value)) for value in values]


@pytest.mark.parametrize(
    ("values", "median", "mean"),
    [
        ((3,), "3", "3"),
        ((1, 2), "1.5", "1.5"),
        ((10, 1, 4), "4", "5"),
        ((22.6, 21.1, 30, 18.4), "21.85", "23.025"),
    ],
)
def test_median_and_mean(values, median, mean):
    values = numbers(*values)
    assert (median_of(values), mean_of(values)) == (Decimal(median), Decimal(mean))


def test_nothing_has_no_average():
    assert (median_of([]), mean_of([])) == (None, None)


def test_quartiles_as_excel_gives_them():
    assert quartiles_of(numbers(1, 2, 4, 7, 8, 9, 10, 12)) == tuple(numbers(3.5, 7.5, 9.25))


def test_too_few_are_not_quartered():
    assert quartiles_of(numbers(1, 2, 3)) is None
    assert band_of(Decimal(1), None, LOWER) is None


@pytest.mark.parametrize(
    ("value", "lower", "higher"),
    [
        (2, "A", "D"), (3.5, "A", "C"), (3.6, "B", "C"), (7.5, "B", "B"), (9.25, "C", "A"),
        (9.3, "D", "A"), (12, "D", "A"),
    ],
)  # fmt: skip
def test_a_value_on_a_cut_is_in_the_better_quarter(value, lower, higher):
    cuts = quartiles_of(numbers(1, 2, 4, 7, 8, 9, 10, 12))
    value = Decimal(str(value))
    assert (band_of(value, cuts, LOWER), band_of(value, cuts, HIGHER)) == (lower, higher)


@pytest.mark.parametrize("polarity", [Polarity.RANGE, Polarity.CONTEXT])
def test_what_has_no_better_end_has_no_quarter_and_no_rank(polarity):
    values = numbers(1, 2, 3, 4)
    assert band_of(values[0], quartiles_of(values), polarity) is None
    assert rank_of(values[0], values, polarity) is None


def test_those_level_share_the_best_rank():
    values = numbers(5, 5, 7, 7, 9)
    assert [rank_of(value, values, LOWER) for value in values] == [1, 1, 3, 3, 5]
    assert [rank_of(value, values, HIGHER) for value in values] == [4, 4, 2, 2, 1]


# A second way, slow and plain: fractions, and counting one by one.


def slow_quantile(values: list[Decimal], part: Fraction) -> Fraction:
    ordered = sorted(Fraction(value) for value in values)
    place = part * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


def slow_rank(value: Decimal, values: list[Decimal], polarity: Polarity) -> int:
    ordered = sorted(values, reverse=polarity is HIGHER)
    for place, other in enumerate(ordered, start=1):
        if other == value:
            return place
    raise AssertionError


def slow_band(value: Decimal, values: list[Decimal], polarity: Polarity) -> str:
    sign = 1 if polarity is LOWER else -1
    turned = [value * sign for value in values]
    cuts = [slow_quantile(turned, Fraction(n, 4)) for n in (1, 2, 3)]
    return "ABCD"[sum(1 for cut in cuts if Fraction(value * sign) > cut)]


@given(lists)
def test_median_and_quartiles_by_the_slow_way(values):
    assert Fraction(median_of(values)) == slow_quantile(values, Fraction(1, 2))
    if len(values) >= 4:
        cuts = [Fraction(cut) for cut in quartiles_of(values)]
        assert cuts == [slow_quantile(values, Fraction(n, 4)) for n in (1, 2, 3)]


@given(lists)
def test_mean_by_the_slow_way(values):
    exact = sum(Fraction(value) for value in values) / len(values)
    assert abs(Fraction(mean_of(values)) - exact) <= Fraction(1, 2_000_000)


@given(st.lists(printed, min_size=4, max_size=40), st.sampled_from([LOWER, HIGHER]))
def test_rank_and_quarter_by_the_slow_way(values, polarity):
    cuts = quartiles_of(values)
    for value in values:
        assert rank_of(value, values, polarity) == slow_rank(value, values, polarity)
        assert band_of(value, cuts, polarity) == slow_band(value, values, polarity)


@given(st.lists(printed, min_size=4, max_size=40), st.decimals(0, 500, places=1))
def test_moving_everyone_alike_changes_no_quarter_and_no_rank(values, shift):
    moved = [value + shift for value in values]
    for value in values:
        assert rank_of(value, values, LOWER) == rank_of(value + shift, moved, LOWER)
        assert band_of(value, quartiles_of(values), LOWER) == band_of(
            value + shift, quartiles_of(moved), LOWER
        )


def test_every_quarter_has_words():
    assert [band.label[0] for band in Band] == list("ABCD")
