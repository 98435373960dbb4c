"""Red, amber and green: the edges of each, and the sentence that goes with it."""

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from improvement.rules.direction import Tolerance
from improvement.rules.number import MissingReason
from improvement.rules.rag import ExpectedChange, Movement, Rag, Rating, movement_of, rate_figure
from improvement.rules.target import Target
from improvement.rules.value import Unit, round_half_up

GREEN, AMBER, RED = Rag.GREEN, Rag.AMBER, Rag.RED
PERCENT, COUNT = Unit.PERCENT, Unit.COUNT
UP, DOWN, STEADY, STEADY_UP, STEADY_DOWN = ExpectedChange

figures = st.decimals(min_value=0, max_value=1000, places=3)
bounds = st.integers(0, 1000).map(Decimal)


def rate(value, target, movement=Movement.NONE, unit=PERCENT, **options):
    return rate_figure(Decimal(value), Target.parse(target), movement, unit=unit, **options)


def moved(baseline, value, expected, target="210 to 260"):
    return movement_of(Decimal(baseline), Decimal(value), expected, Target.parse(target))


@pytest.mark.parametrize(
    ("value", "target", "movement", "rag", "reason"),
    [
        pytest.param(
            "85", "85%+", Movement.NONE, GREEN, "inside the target 85%+", id="on-the-bound"
        ),
        pytest.param(
            "84.5", "85%+", Movement.NONE, GREEN, "inside the target 85%+", id="shown-as-the-bound"
        ),
        pytest.param(
            "84.4", "85%+", Movement.NONE, AMBER, "1 point short of 85%+, within tolerance",
            id="close",
        ),
        pytest.param(
            "95", "100%+", Movement.NONE, AMBER, "5 points short of 100%+, within tolerance",
            id="exactly-five-percent",
        ),
        pytest.param(
            "94", "100%+", Movement.NONE, RED,
            "6 points short of 100%+, no improvement on baseline", id="past-five-percent",
        ),
        pytest.param(
            "86", "95%+", Movement.EXPECTED, AMBER,
            "9 points short of 95%+, improving on baseline", id="rescued-by-movement",
        ),
        pytest.param(
            "78", "80%+", Movement.EXPECTED, AMBER,
            "2 points short of 80%+, improving on baseline", id="movement-is-told-before-closeness",
        ),
        pytest.param(
            "67", "95%+", Movement.AGAINST, RED, "28 points short of 95%+, worse than baseline",
            id="worse",
        ),
        pytest.param(
            "62", "85%+", Movement.UNKNOWN, RED,
            "23 points short of 85%+, no baseline to compare", id="no-baseline",
        ),
        pytest.param(
            "90", ">90%", Movement.NONE, AMBER, "not above 90%, within tolerance",
            id="strict-lower-bound-hit",
        ),
        pytest.param(
            "10", "<10%", Movement.NONE, AMBER, "not below 10%, within tolerance",
            id="strict-upper-bound-hit",
        ),
        pytest.param(
            "90.4", ">90%", Movement.NONE, AMBER, "not above 90%, within tolerance",
            id="rated-as-shown-not-as-stored",
        ),
        pytest.param(
            "19", "<5%", Movement.AGAINST, RED, "14 points over <5%, worse than baseline",
            id="over",
        ),
        pytest.param(
            "0", ">0%", Movement.NONE, RED, "not above 0%, no improvement on baseline",
            id="a-bound-of-nought-has-no-tolerance",
        ),
    ],
)  # fmt: skip
def test_rate_figure(value, target, movement, rag, reason):
    assert rate(value, target, movement) == Rating(rag, reason)


@pytest.mark.parametrize(
    ("value", "target", "unit", "decimals", "gap"),
    [
        pytest.param("328", "210 to 260", COUNT, 0, "68 over 210 to 260", id="count"),
        pytest.param("4000", "≤1700", COUNT, 0, "2,300 over ≤1700", id="thousands"),
        pytest.param("1", "≤0", COUNT, 0, "1 over ≤0", id="one-has-no-noun"),
        pytest.param("30", "≤26", Unit.WEEKS, 0, "4 weeks over ≤26", id="weeks"),
        pytest.param("427", "≤300", Unit.DAYS, 0, "127 days over ≤300", id="days"),
        pytest.param("17.55", "≤16", Unit.CASES, 1, "1.6 cases over ≤16", id="as-shown"),
        pytest.param("16.9", "<14", Unit.SCORE, 1, "2.9 over <14", id="score"),
        pytest.param("60", "61%+", PERCENT, 0, "1 point short of 61%+", id="one-point"),
        pytest.param("60", "60.5%+", PERCENT, 0, "0.5 points short of 60.5%+", id="half-a-point"),
    ],
)
def test_the_gap_is_in_the_units_of_the_measure(value, target, unit, decimals, gap):
    rating = rate(value, target, unit=unit, decimals=decimals, tolerance_percent=Decimal(0))
    assert rating == Rating(RED, f"{gap}, no improvement on baseline")


@pytest.mark.parametrize(
    ("tolerance", "rag"), [("0", RED), ("9.9", RED), ("10", AMBER), ("12", AMBER)]
)
def test_a_measure_may_have_its_own_tolerance(tolerance, rag):
    assert rate("90", "100%+", tolerance_percent=Decimal(tolerance)).rag is rag


def test_no_tolerance_does_not_forgive_a_strict_bound():
    assert rate("90", ">90%", tolerance_percent=Decimal(0)).rag is RED


def test_closeness_is_measured_from_the_bound_that_is_nearest():
    assert rate("205", "210 to 1000", unit=COUNT).rag is AMBER
    assert rate("199", "210 to 1000", unit=COUNT).rag is RED
    assert rate("1050", "210 to 1000", unit=COUNT).rag is AMBER


@pytest.mark.parametrize("target", [None, Target.parse("85%+")])
@pytest.mark.parametrize(
    ("missing", "reason"),
    [(None, "not returned"), (MissingReason.NO_CASES, "no cases")],
)
def test_no_figure_is_no_data_whatever_the_target(target, missing, reason):
    assert rate_figure(None, target, missing=missing) == Rating(Rag.NO_DATA, reason)


def test_a_figure_of_nought_is_not_a_missing_one():
    assert rate("0", "<10%").rag is GREEN


def test_no_target_is_not_rated():
    assert rate_figure(Decimal(5), None) == Rating(Rag.NOT_RATED, "no target set")


@pytest.mark.parametrize(
    ("baseline", "value", "expected", "target", "movement"),
    [
        pytest.param(65, 80, UP, "85%+", Movement.EXPECTED, id="up"),
        pytest.param(65, 50, UP, "85%+", Movement.AGAINST, id="down-when-up-is-wanted"),
        pytest.param(65, 66, UP, "85%+", Movement.NONE, id="hardly-moved"),
        pytest.param(30, 20, DOWN, "<10%", Movement.EXPECTED, id="down"),
        pytest.param(20, 30, DOWN, "<10%", Movement.AGAINST, id="up-when-down-is-wanted"),
        pytest.param(65, 80, STEADY_UP, "85%+", Movement.EXPECTED, id="steady-or-increase-up"),
        pytest.param(80, 80, STEADY_UP, "85%+", Movement.NONE, id="steady-or-increase-still"),
        pytest.param(80, 60, STEADY_UP, "85%+", Movement.AGAINST, id="steady-or-increase-down"),
        pytest.param(330, 290, STEADY_DOWN, "210 to 260", Movement.EXPECTED, id="or-decrease-down"),
        pytest.param(290, 290, STEADY_DOWN, "210 to 260", Movement.NONE, id="or-decrease-still"),
        pytest.param(270, 328, STEADY_DOWN, "210 to 260", Movement.AGAINST, id="or-decrease-up"),
        pytest.param(60, 80, STEADY, "95%+", Movement.UNEXPECTED, id="steady-wanted-but-nearer"),
        pytest.param(95, 60, STEADY, "95%+", Movement.AGAINST, id="steady-wanted-but-worse"),
        pytest.param(100, 93, STEADY, "95%+", Movement.NONE, id="steady"),
        pytest.param(270, 180, DOWN, "210 to 260", Movement.OVERSHOT, id="overshoots-below"),
        pytest.param(200, 280, UP, "210 to 260", Movement.OVERSHOT, id="overshoots-above"),
        pytest.param(270, 210, DOWN, "210 to 260", Movement.EXPECTED, id="stops-on-the-far-bound"),
        pytest.param(200, 180, DOWN, "210 to 260", Movement.OVERSHOT, id="was-already-past"),
        pytest.param(330, 290, UP, "210 to 260", Movement.UNEXPECTED, id="nearer-by-surprise"),
    ],
)
def test_movement_of(baseline, value, expected, target, movement):
    assert moved(baseline, value, expected, target) is movement


@pytest.mark.parametrize(
    ("baseline", "value", "expected", "movement"),
    [
        (None, Decimal(5), UP, Movement.UNKNOWN),
        (Decimal(5), None, UP, Movement.UNKNOWN),
        (None, Decimal(5), None, Movement.UNKNOWN),
        (Decimal(5), Decimal(9), None, Movement.UNJUDGED),
    ],
)
def test_movement_says_what_is_missing(baseline, value, expected, movement):
    assert movement_of(baseline, value, expected) is movement


def test_movement_without_a_target_goes_by_direction_alone():
    assert movement_of(Decimal(5), Decimal(9), UP) is Movement.EXPECTED
    assert movement_of(Decimal(5), Decimal(9), DOWN) is Movement.AGAINST


def test_movement_honours_the_tolerance_of_the_measure():
    wide = Tolerance(Decimal(20), relative=False)
    assert movement_of(Decimal(65), Decimal(80), UP, tolerance=wide) is Movement.NONE


@pytest.mark.parametrize(
    "movement", [movement for movement in Movement if movement is not Movement.EXPECTED]
)
def test_only_an_expected_movement_rescues(movement):
    assert rate("50", "95%+", movement) == Rating(RED, f"45 points short of 95%+, {movement}")


@pytest.mark.parametrize("rag", Rag)
def test_every_colour_has_a_word(rag):
    assert rag.word == rag.name.replace("_", " ").capitalize()


@given(figures, st.integers(0, 2), st.sampled_from(Movement), st.booleans())
def test_a_figure_shown_on_an_inclusive_bound_is_green(value, decimals, movement, is_lower):
    shown = round_half_up(value, decimals)
    target = Target(lower=shown) if is_lower else Target(upper=shown)
    assert rate_figure(value, target, movement, decimals=decimals).rag is GREEN


@given(figures, bounds, st.booleans(), st.sampled_from(Movement))
def test_green_is_inside_and_anything_else_is_outside(value, bound, strict, movement):
    target = Target(lower=bound, lower_strict=strict)
    rating = rate_figure(value, target, movement, decimals=3)
    assert (rating.rag is GREEN) == target.contains(value)
    assert rating.reason


@given(figures, figures, bounds, bounds, st.sampled_from(ExpectedChange))
def test_a_movement_called_improving_does_bring_the_figure_nearer(a, b, low, high, expected):
    target = Target(lower=min(low, high), upper=max(low, high))
    assume(not target.contains(b))
    if movement_of(a, b, expected, target) is Movement.EXPECTED:
        assert target.distance(b) < target.distance(a)


@given(figures, figures, bounds)
def test_expecting_steady_never_rescues(a, b, bound):
    target = Target(lower=bound)
    moved_one = rate_figure(b, target, movement_of(a, b, STEADY, target), decimals=3)
    assert moved_one.rag is rate_figure(b, target, Movement.NONE, decimals=3).rag
