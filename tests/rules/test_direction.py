"""Direction and improvement: steady to the edge of tolerance, and never confused."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from improvement.rules.direction import (
    BASELINE_TOLERANCE,
    MONTH_TOLERANCE,
    Direction,
    Improvement,
    Polarity,
    Tolerance,
    direction_of,
    improvement_of,
)
from improvement.rules.target import Target

UP, DOWN, STEADY = Direction.INCREASING, Direction.DECREASING, Direction.STEADY
OPPOSITE = {UP: DOWN, DOWN: UP, STEADY: STEADY}
figures = st.decimals(min_value=-(10**6), max_value=10**6, places=3)
absolute = st.builds(Tolerance, st.decimals(0, 100, places=2), relative=st.sampled_from([False]))
tolerances = absolute | st.builds(Tolerance, st.decimals(0, 100, places=2))


@pytest.mark.parametrize(
    ("reference", "value", "tolerance", "expected"),
    [
        pytest.param("200", "215", BASELINE_TOLERANCE, STEADY, id="exactly-7.5%-up"),
        pytest.param("200", "185", BASELINE_TOLERANCE, STEADY, id="exactly-7.5%-down"),
        pytest.param("200", "215.01", BASELINE_TOLERANCE, UP, id="just-over"),
        pytest.param("200", "184.99", BASELINE_TOLERANCE, DOWN, id="just-under"),
        pytest.param("100", "93", Tolerance(Decimal(7)), STEADY, id="7%-as-floats-get-wrong"),
        pytest.param("200", "205", MONTH_TOLERANCE, STEADY, id="month-exactly-2.5%"),
        pytest.param("200", "206", MONTH_TOLERANCE, UP, id="month-over-2.5%"),
        pytest.param("0", "0", BASELINE_TOLERANCE, STEADY, id="nought-to-nought"),
        pytest.param("0", "0.1", BASELINE_TOLERANCE, UP, id="nothing-is-near-nought"),
        pytest.param("0", "3", Tolerance(Decimal(3), relative=False), STEADY, id="absolute-edge"),
        pytest.param("0", "4", Tolerance(Decimal(3), relative=False), UP, id="absolute-over"),
        pytest.param("-10", "-9", BASELINE_TOLERANCE, UP, id="negative-reference"),
    ],
)
def test_direction_of(reference, value, tolerance, expected):
    assert direction_of(Decimal(reference), Decimal(value), tolerance) is expected


@pytest.mark.parametrize(("reference", "value"), [(None, Decimal(1)), (Decimal(1), None)])
def test_direction_is_unknown_without_both_figures(reference, value):
    assert direction_of(reference, value) is None


HIGHER, LOWER, RANGE, CONTEXT = Polarity
BETTER, WORSE, SAME, UNKNOWN = Improvement
BAND = "10% to 20%"


@pytest.mark.parametrize(
    ("polarity", "reference", "value", "target", "expected"),
    [
        pytest.param(HIGHER, 50, 60, None, BETTER, id="higher-up"),
        pytest.param(HIGHER, 60, 50, None, WORSE, id="higher-down"),
        pytest.param(LOWER, 50, 60, None, WORSE, id="lower-up"),
        pytest.param(LOWER, 60, 50, None, BETTER, id="lower-down"),
        pytest.param(HIGHER, 60, 61, None, SAME, id="steady-is-no-change"),
        pytest.param(RANGE, 30, 25, BAND, BETTER, id="range-nearer-from-above"),
        pytest.param(RANGE, 5, 8, BAND, BETTER, id="range-nearer-from-below"),
        pytest.param(RANGE, 15, 25, BAND, WORSE, id="range-leaves-the-band"),
        pytest.param(RANGE, 8, 26, BAND, WORSE, id="range-overshoots"),
        pytest.param(RANGE, 12, 18, BAND, SAME, id="range-within-the-band"),
        pytest.param(RANGE, 5, 25, BAND, SAME, id="range-as-far-on-the-other-side"),
        pytest.param(RANGE, 5, 8, None, UNKNOWN, id="range-without-a-target"),
        pytest.param(CONTEXT, 5, 8, BAND, UNKNOWN, id="context"),
    ],
)
def test_improvement_of(polarity, reference, value, target, expected):
    reference, value = Decimal(reference), Decimal(value)
    direction = direction_of(reference, value)
    wanted = target and Target.parse(target)
    assert improvement_of(polarity, reference, value, direction, wanted) is expected


@pytest.mark.parametrize(
    ("reference", "value", "direction"),
    [(None, Decimal(1), UP), (Decimal(1), None, UP), (Decimal(1), Decimal(2), None)],
)
def test_improvement_is_unknown_when_anything_is_missing(reference, value, direction):
    assert improvement_of(HIGHER, reference, value, direction) is UNKNOWN


@given(figures, figures, absolute)
def test_direction_reverses_when_the_figures_swap(a, b, tolerance):
    assert direction_of(a, b, tolerance) is OPPOSITE[direction_of(b, a, tolerance)]


@given(figures, figures, tolerances)
def test_direction_reverses_when_the_signs_do(a, b, tolerance):
    assert direction_of(-a, -b, tolerance) is OPPOSITE[direction_of(a, b, tolerance)]


@given(figures, figures, tolerances)
def test_direction_never_points_the_wrong_way(a, b, tolerance):
    direction = direction_of(a, b, tolerance)
    assert direction is not (DOWN if b >= a else UP)


@given(figures, figures, tolerances)
def test_higher_and_lower_never_agree_on_a_change(a, b, tolerance):
    direction = direction_of(a, b, tolerance)
    words = {improvement_of(polarity, a, b, direction) for polarity in (HIGHER, LOWER)}
    assert words == ({SAME} if direction is STEADY else {BETTER, WORSE})
