"""The XmR chart: signals and limits at their edges, worked by hand, and equal to the reference."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from improvement.rules.direction import Polarity
from improvement.rules.spc import (
    BETTER_BY_POLARITY,
    Assurance,
    Better,
    Point,
    Rebase,
    Variation,
    outside_limits,
    xmr,
)
from improvement.rules.spc_signals import Label, Limits, signals_of
from tests.needs import missing

REFERENCE = Path(__file__).resolve().parents[3] / "shared" / "data" / "spc_examples.json"
INCREASE, DECREASE, NEUTRAL = Better
COMMON = Label.COMMON
RISING, FALLING = Label.RISING, Label.FALLING
HIGH_RUN, LOW_RUN = Label.ABOVE_MEAN, Label.BELOW_MEAN

# Twelve points, mean 10; every moving range is 4, so limits 10 ± 10.64.
SAW = [8, 12] * 6


def reference_series() -> list[dict[str, Any]]:
    return json.loads(REFERENCE.read_text(encoding="utf-8")) if REFERENCE.exists() else []


def test_reference_is_here():
    if not REFERENCE.exists():
        missing("the reference implementation's output is not beside this checkout")
    assert len(reference_series()) == 24


@pytest.mark.parametrize("series", reference_series(), ids=lambda one: f"series-{one['id']}")
def test_chart_equals_the_reference(series):
    chart = xmr(series["y"], improvement=series["improvement"], target=series["target"])
    assert list(chart.labels) == series["special_cause"]
    assert list(chart.points) == series["point"]
    assert chart.assurance == series["assurance"]
    for name in ("mean", "lower", "upper"):
        assert abs(getattr(chart, name) - Decimal(str(series[name]))) < Decimal("1e-6")


def labels_of(values, **options):
    return list(xmr(values, improvement="neutral", **options).labels)


def limits_of(chart):
    return chart.lower, chart.mean, chart.upper


def test_limits_worked_by_hand():
    chart = xmr(SAW, improvement="increase")
    assert limits_of(chart) == (Decimal("-0.64"), Decimal(10), Decimal("20.64"))
    # Two thirds of 10.64 is 7.0933…, for as many digits as are handed out.
    assert chart.near_upper == 10 + (Decimal("21.28") / 3).quantize(Decimal(10) ** -26)
    assert chart.near_lower + chart.near_upper == 20


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param([1, 1, 1, 1], (Decimal(1), Decimal(1), Decimal(1)), id="constant"),
        pytest.param([7], (None, Decimal(7), None), id="one"),
        pytest.param([None, 7, None], (None, Decimal(7), None), id="one-among-gaps"),
        pytest.param([], (None, None, None), id="none"),
        pytest.param([None, None], (None, None, None), id="only-gaps"),
        pytest.param([4, 6], (Decimal("-0.32"), Decimal(5), Decimal("10.32")), id="two"),
        pytest.param([0.1, 0.3], (Decimal("-0.332"), Decimal("0.2"), Decimal("0.732")), id="float"),
    ],
)
def test_limits_of_few_points(values, expected):
    assert limits_of(xmr(values, improvement="increase")) == expected


@pytest.mark.parametrize(
    ("screen", "expected"),
    [
        # Moving ranges 0, 0, 0 and 10: 10 is over 3.267 × 2.5, so that what is left never moves.
        pytest.param(True, ("2", "2", "2"), id="screened"),
        pytest.param(False, ("-4.65", "2", "8.65"), id="kept"),
    ],
)
def test_outlying_moving_range_is_screened_on_request(screen, expected):
    chart = xmr([0, 0, 0, 0, 10], improvement="increase", screen_outliers=screen)
    assert limits_of(chart) == tuple(Decimal(limit) for limit in expected)


def test_screening_is_done_once():
    # Ranges nine of 0, one of 1 and one of 100: 100 goes first (mean 9.18). Another screening
    # would drop the 1 as well (mean 0.1).
    chart = xmr([0] * 10 + [1, 101], improvement="increase")
    assert chart.mean == Decimal("8.5")
    assert chart.upper == Decimal("8.5") + Decimal("0.266")


@pytest.mark.parametrize(
    ("last", "moving"),
    [
        # Nine ranges of 0.6733 and one of 2.9403 have a mean of 0.9, which times 3.267 is 2.9403.
        pytest.param("2.9403", "0.6733", id="exactly-outlying"),
        pytest.param("2.9402", "0.89999", id="just-short"),
    ],
)
def test_moving_range_outlies_from_exactly_its_multiple(last, moving):
    values = [Decimal(0), Decimal("0.6733")] * 5
    chart = xmr([*values, values[-1] + Decimal(last)], improvement="increase")
    reach = (chart.upper - chart.lower) / 2
    assert abs(reach - Decimal("2.66") * Decimal(moving)) < Decimal("1e-20")


UP_SEVEN, DOWN_SEVEN = list(range(7, 14)), list(range(13, 6, -1))


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param(SAW, [COMMON] * 12, id="nothing"),
        pytest.param(SAW + UP_SEVEN + SAW, [COMMON] * 12 + [RISING] * 7 + [COMMON] * 12, id="up"),
        pytest.param(
            [12, 8] * 6 + DOWN_SEVEN + SAW[::-1],
            [COMMON] * 12 + [FALLING] * 7 + [COMMON] * 12,
            id="down",
        ),
        pytest.param(SAW + UP_SEVEN[:6] + SAW, [COMMON] * 30, id="six-rising"),
        pytest.param([*SAW, 7, 8, 9, 10, 10, 11, 12, 13, *SAW], [COMMON] * 32, id="tie"),
        pytest.param(
            SAW + UP_SEVEN + DOWN_SEVEN[1:] + [12, 8] * 6,
            [COMMON] * 12 + [RISING] * 6 + [FALLING] * 7 + [COMMON] * 12,
            id="a-turning-point-belongs-to-the-later-trend",
        ),
        pytest.param(
            SAW + UP_SEVEN + UP_SEVEN + SAW,
            [COMMON] * 12 + [RISING] * 6 + [FALLING] + [RISING] * 7 + [COMMON] * 12,
            id="the-step-after-a-point-speaks",
        ),
    ],
)
def test_trend_is_seven_points_all_one_way(values, expected):
    assert labels_of(values) == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        # The mean is a little over 10, so that the 12 before joins the run.
        pytest.param(SAW + [11] * 6, [COMMON] * 11 + [HIGH_RUN] * 7, id="seven-above"),
        pytest.param(SAW + [11] * 5, [COMMON] * 17, id="six-above"),
        pytest.param(SAW[::-1] + [9] * 6, [COMMON] * 11 + [LOW_RUN] * 7, id="seven-below"),
        pytest.param(SAW[::-1] + [9] * 5, [COMMON] * 17, id="six-below"),
        pytest.param(SAW + [11] * 9, [COMMON] * 11 + [HIGH_RUN] * 10, id="all-ten-of-a-run"),
        # The sum of 22 points is 220.
        pytest.param(
            [*SAW, 11, 11, 11, 10, 11, 11, 11, 8, 8, 8], [COMMON] * 22, id="a-point-on-the-mean"
        ),
        pytest.param(
            [*SAW, 11, 11, None, 11, None, 11, 11, 11],
            [COMMON] * 11 + [HIGH_RUN] * 3 + [None, HIGH_RUN, None] + [HIGH_RUN] * 3,
            id="across-gaps",
        ),
    ],
)
def test_run_is_seven_points_on_one_side_of_the_mean(values, expected):
    assert labels_of(values) == expected


@pytest.mark.parametrize(
    ("high", "low", "expected"),
    [
        # Of thirty points with mean 10: limits 10 ± 14.3, near limits 10 ± 9.5.
        pytest.param([20, 11, 20], [0, 9, 0], True, id="third-on-the-same-side"),
        # Near limits 10 ± 10.5, then 10 ± 10.2.
        pytest.param([21, 9, 21], [-1, 11, -1], False, id="third-on-the-other-side"),
        pytest.param([21, 10, 21], [-1, 10, -1], False, id="third-on-the-mean"),
        pytest.param([21, 11, 11], [-1, 9, 9], False, id="one-near-the-limit"),
    ],
)
def test_two_in_three_flags_only_the_points_near_the_limit(high, low, expected):
    labels = labels_of(SAW + high + SAW + low)
    near, far = [Label.NEAR_UPPER, COMMON] * 2, [Label.NEAR_LOWER, COMMON] * 2
    wanted = [COMMON] * 12 + near[:3] + [COMMON] * 12 + far[:3]
    assert labels == (wanted if expected else [COMMON] * 30)


NEAR_UPPER, OVER = Label.NEAR_UPPER, Label.ABOVE_LIMIT


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        pytest.param(["15.33", "11", "15.33"], [NEAR_UPPER, COMMON, NEAR_UPPER], id="near"),
        pytest.param(["15.32", "11", "15.33"], [COMMON] * 3, id="on-the-near-limit"),
        pytest.param(["17.98", "11", "17.98"], [NEAR_UPPER, COMMON, NEAR_UPPER], id="on-the-limit"),
        pytest.param(["17.99", "11", "17.98"], [OVER, COMMON, COMMON], id="outside-is-not-near"),
        pytest.param(
            ["17.99", "15.33", "17.98"], [OVER, NEAR_UPPER, NEAR_UPPER], id="outside-is-the-third"
        ),
        pytest.param(
            ["10", "11", "12", "13", "14", "15.4", "15.5"], [RISING] * 7, id="a-trend-comes-first"
        ),
        pytest.param(
            ["11", "12", "11", "12", "11", "15.4", "15.4"],
            [HIGH_RUN] * 5 + [NEAR_UPPER] * 2,
            id="comes-before-a-run",
        ),
    ],
)
def test_near_is_between_the_near_limit_and_the_limit(points, expected):
    # Limits 10 ± 7.98, near limits 10 ± 5.32, in hundredths: a last point brings the mean to 10.
    hundredths = [int(Decimal(point) * 100) for point in points]
    hundredths.append(1000 * (len(points) + 1) - sum(hundredths))
    limits = Limits(hundredths, moves=[300], scale=100)
    assert [signal.label for signal in signals_of(limits)][:-1] == expected


def test_outside_a_limit_comes_before_a_trend():
    # Every moving range is 1: limits 4 ± 2.66.
    labels = labels_of([1, 2, 3, 4, 5, 6, 7])
    assert labels == [Label.BELOW_LIMIT, *[RISING] * 5, Label.ABOVE_LIMIT]


@pytest.mark.parametrize(
    ("improvement", "high", "low", "icons"),
    [
        (INCREASE, Point.IMPROVEMENT, Point.CONCERN, ("improvement_high", "concern_low")),
        (DECREASE, Point.CONCERN, Point.IMPROVEMENT, ("concern_high", "improvement_low")),
        (NEUTRAL, Point.NEUTRAL_HIGH, Point.NEUTRAL_LOW, ("neutral_high", "neutral_low")),
    ],
)
def test_meaning_of_a_signal_follows_what_is_better(improvement, high, low, icons):
    rising = xmr(SAW + UP_SEVEN, improvement=improvement)
    falling = xmr([12, 8] * 6 + DOWN_SEVEN, improvement=improvement)
    assert rising.points == (*[Point.COMMON] * 12, *[high] * 7)
    assert falling.points == (*[Point.COMMON] * 12, *[low] * 7)
    assert (rising.variation, falling.variation) == icons
    assert rising.since == falling.since == 12


def test_variation_is_that_of_the_last_point_returned():
    over = xmr([*SAW, 99, None], improvement="increase")
    assert (over.variation, over.since) == (Variation.IMPROVEMENT_HIGH, 12)
    back = xmr([*SAW, 99, 10], improvement="increase")
    assert (back.variation, back.since) == (Variation.COMMON, None)
    nothing = xmr([None], improvement="increase")
    assert (nothing.variation, nothing.labels, nothing.points) == (None, (None,), (None,))


PASSES, FAILS, HIT_OR_MISS = Assurance


@pytest.mark.parametrize(
    ("target", "improvement", "expected"),
    [
        pytest.param("20.65", INCREASE, FAILS, id="beyond-the-upper-limit"),
        pytest.param("20.65", DECREASE, PASSES, id="beyond-the-upper-limit-lower-better"),
        pytest.param("20.64", INCREASE, HIT_OR_MISS, id="on-the-upper-limit"),
        pytest.param("20.64", DECREASE, HIT_OR_MISS, id="on-the-upper-limit-lower-better"),
        pytest.param("10", INCREASE, HIT_OR_MISS, id="on-the-mean"),
        pytest.param("-0.64", DECREASE, HIT_OR_MISS, id="on-the-lower-limit"),
        pytest.param("-0.65", INCREASE, PASSES, id="beyond-the-lower-limit"),
        pytest.param("-0.65", DECREASE, FAILS, id="beyond-the-lower-limit-lower-better"),
        pytest.param("20.65", NEUTRAL, None, id="neither-is-better"),
        pytest.param(None, INCREASE, None, id="no-target"),
    ],
)
def test_assurance_is_target_against_limits(target, improvement, expected):
    target = target and Decimal(target)
    assert xmr(SAW, improvement=improvement, target=target).assurance is expected


@pytest.mark.parametrize("values", [[], [7]])
def test_assurance_needs_limits(values):
    assert xmr(values, improvement="increase", target=5).assurance is None


@pytest.mark.parametrize(
    ("values", "expected"), [(SAW, False), (SAW[1:], True), ([None, *SAW[1:]], True), ([], True)]
)
def test_limits_are_on_trial_until_twelve_points(values, expected):
    assert xmr(values, improvement="increase").is_trial is expected


def test_rebase_gives_each_stretch_its_own_limits():
    later = [value + 100 for value in SAW[:10]]
    chart = xmr(SAW + later, improvement="increase", rebases=[Rebase(12, "New case system")])
    assert set(chart.labels) == {COMMON}
    assert [(s.start, s.stop, s.mean) for s in chart.stretches] == [(0, 12, 10), (12, 22, 110)]
    assert [s.reason for s in chart.stretches] == ["", "New case system"]
    assert [s.is_trial for s in chart.stretches] == [False, True]
    assert limits_of(chart) == (Decimal("99.36"), Decimal(110), Decimal("120.64"))
    assert chart.is_trial
    assert COMMON not in labels_of(SAW + later)


def test_run_does_not_cross_a_rebase():
    values = [*SAW, 11, 11, 11, 11, 11, 11]
    assert labels_of(values)[-1] is HIGH_RUN
    assert set(labels_of([*values, *SAW[::-1]], rebases=[Rebase(15, "New definition")])) == {COMMON}


def test_rebase_before_any_figure_leaves_nothing_to_read():
    chart = xmr([*SAW, None], improvement="increase", target=1, rebases=[Rebase(12, "New")])
    assert limits_of(chart) == (None, None, None)
    assert (chart.variation, chart.assurance, chart.is_trial) == (None, None, True)
    assert chart.labels == (*[COMMON] * 12, None)


@pytest.mark.parametrize(
    "rebases",
    [
        pytest.param([Rebase(0, "At once")], id="at-the-start"),
        pytest.param([Rebase(12, "Late")], id="past-the-end"),
        pytest.param([Rebase(5, "One"), Rebase(5, "Two")], id="twice"),
        pytest.param([Rebase(6, "Two"), Rebase(5, "One")], id="out-of-order"),
        pytest.param([Rebase(5, " ")], id="without-a-reason"),
    ],
)
def test_rebase_that_makes_no_sense_is_refused(rebases):
    with pytest.raises(ValueError, match=r"[Rr]ebase"):
        xmr(SAW, improvement="increase", rebases=rebases)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), Decimal("NaN"), Decimal("Infinity")])
def test_what_is_no_number_is_refused(value):
    with pytest.raises(ValueError, match="is not a number that can be charted"):
        xmr([1, value], improvement="increase")


def test_unknown_improvement_is_refused():
    with pytest.raises(ValueError, match="sideways"):
        xmr(SAW, improvement="sideways")


def test_every_polarity_says_which_way_is_better():
    assert set(BETTER_BY_POLARITY) == set(Polarity)


# Limits 5 ± 5.32.
STEADY = [4, 6] * 6
BEYOND = (Decimal("-0.32"), Decimal("10.32"))


@pytest.mark.parametrize(
    ("history", "value", "expected"),
    [
        pytest.param(STEADY, "10.33", BEYOND, id="over"),
        pytest.param(STEADY, "10.32", None, id="on-the-upper-limit"),
        pytest.param(STEADY, "-0.32", None, id="on-the-lower-limit"),
        pytest.param(STEADY, "-0.33", BEYOND, id="under"),
        pytest.param([None, *STEADY, None], "10.33", BEYOND, id="gaps"),
        pytest.param(STEADY[1:], "99", None, id="eleven-points"),
        pytest.param([*STEADY[1:], None], "99", None, id="eleven-points-and-a-gap"),
        pytest.param([], "99", None, id="no-history"),
        pytest.param(STEADY, None, None, id="no-value"),
        pytest.param([5] * 12, "5", None, id="never-moved"),
        pytest.param([5] * 12, "6", (Decimal(5), Decimal(5)), id="moves-for-the-first-time"),
        # Two movements of 12, each of them an outlier beside nine of none.
        pytest.param([0] * 5 + [12] + [0] * 6, "0", None, id="a-rare-count-is-nought-again"),
    ],
)
def test_outside_limits(history, value, expected):
    assert outside_limits(history, value and Decimal(value)) == expected
