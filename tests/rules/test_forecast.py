"""Is a forecast honest: the least wrong of three plain ways, within bounds, wider further ahead?"""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from improvement.rules.forecast import ENOUGH, HORIZON, Forecast, Method, forecast

NUMBERS = st.decimals(min_value=0, max_value=100, places=1)
SERIES = st.lists(NUMBERS, min_size=ENOUGH, max_size=72)
NEAR = Decimal("1e-15")


def whole(*numbers: int) -> list[Decimal]:
    return [Decimal(one) for one in numbers]


@pytest.mark.parametrize("known", [0, 1, ENOUGH - 1])
def test_too_few_figures_are_refused(known):
    assert forecast(whole(*range(known))) is None


def test_gaps_do_not_count_as_figures():
    series = [*whole(*range(ENOUGH - 1))]
    series.insert(5, None)
    assert forecast(series) is None
    assert forecast([*series, Decimal(9)]) is not None


def test_an_unknown_latest_month_is_refused():
    assert forecast([*whole(*range(ENOUGH)), None]) is None


def test_a_flat_series_stays_flat_with_no_width():
    told = forecast(whole(*[7] * ENOUGH))
    assert told is not None
    assert {(one.lower, one.expected, one.upper) for one in told.ahead} == {(7, 7, 7)}
    assert (told.error, told.method) == (0, Method.LAST)


@pytest.mark.parametrize(
    ("values", "method"),
    [
        (whole(*[40, 60] * 18), Method.MEAN),
        (whole(*[20] * 20, *[80] * 16), Method.LAST),
        (whole(*[n + (3 if n % 2 else -3) for n in range(60)]), Method.DAMPED),
    ],
    ids=["to and fro", "one step", "a steady rise with noise"],
)
def test_the_way_that_was_least_out_is_taken(values, method):
    told = forecast(values)
    assert told is not None
    assert told.method is method


def test_a_rise_goes_on_and_fades():
    told = forecast(whole(*[n + (3 if n % 2 else -3) for n in range(60)]))
    steps = [one.expected for one in told.ahead]
    moves = [after - before for before, after in pairwise(steps)]
    assert all(move > 0 for move in moves)
    assert moves == sorted(moves, reverse=True)


def test_the_error_is_that_of_a_slow_plain_reading():
    """For the mean, told again the long way: every month with a year behind it, every one after."""
    values = whole(*[40, 60] * 17, 41, 62)
    out = []
    for now in range(11, len(values) - 1):
        said = sum(values[now - 11 : now + 1]) / 12
        out += [abs(said - value) for value in values[now + 1 : now + 1 + HORIZON]]
    told = forecast(values)
    assert (told.method, told.tests) == (Method.MEAN, len(out))
    assert abs(told.error - sum(out) / len(out)) < NEAR


def test_the_range_is_that_of_a_slow_plain_reading():
    """For the mean: of 15 tests one month ahead and one to come, four in five are 13."""
    values = whole(*[50 + (n if n % 2 else -n) for n in range(27)])
    out: dict[int, list[Decimal]] = {}
    for now in range(11, len(values) - 1):
        said = sum(values[now - 11 : now + 1]) / 12
        for ahead, value in enumerate(values[now + 1 : now + 1 + HORIZON], start=1):
            out.setdefault(ahead, []).append(abs(said - value))
    told = forecast(values)
    widths = [one.upper - one.expected for one in told.ahead]
    assert (told.method, len(out[1])) == (Method.MEAN, 15)
    assert abs(widths[0] - sorted(out[1])[13 - 1]) < NEAR
    assert told.within == sum(
        one <= widths[ahead - 1] + NEAR for ahead, found in out.items() for one in found
    )


def test_only_the_latest_five_years_are_read():
    recent = whole(*[40, 60, 55] * 20)
    assert forecast(whole(*[999] * 30) + recent) == forecast(recent)


@given(SERIES)
def test_nothing_leaves_its_bounds_and_ranges_hold_what_is_expected(values):
    told = forecast(values, lowest=Decimal(0), highest=Decimal(100))
    assert len(told.ahead) == HORIZON
    for one in told.ahead:
        assert 0 <= one.lower <= one.expected <= one.upper <= 100


@given(SERIES)
def test_ranges_never_narrow_further_ahead(values):
    widths = [one.upper - one.lower for one in forecast(values).ahead]
    assert all(after >= before - NEAR for before, after in pairwise(widths))


@given(SERIES)
def test_the_chosen_way_was_never_worse_than_repeating_the_last_figure(values):
    tests = [
        abs(values[now] - later)
        for now in range(max(0, len(values) - 60) + 11, len(values) - 1)
        for later in values[now + 1 : now + 1 + HORIZON]
    ]
    assert forecast(values).error <= sum(tests) / len(tests) + NEAR


def close(one: Forecast, other: Forecast) -> bool:
    pairs = zip(one.ahead, other.ahead, strict=True)
    return all(
        abs(getattr(mine, name) - getattr(theirs, name)) < Decimal("1e-9")
        for mine, theirs in pairs
        for name in ("expected", "lower", "upper")
    )


def test_moving_or_stretching_every_figure_moves_and_stretches_the_forecast():
    values = whole(*[40, 60, 55, 52, 61] * 8)
    plain = forecast(values)
    moved = forecast([value + 1000 for value in values])
    back = Forecast(
        moved.method,
        tuple(type(one)(*(getattr(one, name) - 1000 for name in one.__slots__))
              for one in moved.ahead),
        moved.error, moved.tests, moved.within,
    )  # fmt: skip
    stretched = forecast([value * 8 for value in values])
    shrunk = Forecast(
        stretched.method,
        tuple(type(one)(*(getattr(one, name) / 8 for name in one.__slots__))
              for one in stretched.ahead),
        stretched.error / 8, stretched.tests, stretched.within,
    )  # fmt: skip
    assert close(plain, back)
    assert close(plain, shrunk)
