"""The XmR chart: what holds of every series, beside a slow plain reading of the same rules."""

import sys
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from types import FrameType
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from improvement.rules.spc import Better, Point, Rebase, outside_limits, xmr
from improvement.rules.spc_signals import Label

MIRRORED = {
    Label.COMMON: Label.COMMON,
    Label.ABOVE_LIMIT: Label.BELOW_LIMIT,
    Label.RISING: Label.FALLING,
    Label.NEAR_UPPER: Label.NEAR_LOWER,
    Label.ABOVE_MEAN: Label.BELOW_MEAN,
}
MIRRORED |= {low: high for high, low in MIRRORED.items()} | {None: None}
OPPOSITE = {Better.INCREASE: Better.DECREASE, Better.DECREASE: Better.INCREASE}

# Few different steps, so that ties, runs, trends and points on the mean all come often.
steps = st.lists(st.integers(-1, 2) | st.integers(-9, 9), max_size=40)
walks = steps.map(lambda moves: [sum(moves[:place]) for place in range(len(moves))])
whole = st.lists(st.integers(0, 6) | st.integers(-30, 30), max_size=40)
figures = st.lists(st.decimals(-1000, 1000, places=2), max_size=40)
plateaus = st.lists(
    st.tuples(st.integers(0, 5), st.integers(1, 9)).map(lambda one: [one[0]] * one[1]), max_size=8
).map(lambda parts: [value for part in parts for value in part])
series = walks | whole | figures | plateaus
ways = st.sampled_from(Better)
amounts = st.decimals(-(10**6), 10**6, places=3)


def labels_of(values, **options):
    return list(xmr(values, improvement="increase", **options).labels)


def plain_labels(values: list[Any], *, screen: bool = True) -> list[str]:
    """Each point asked every question over again, from the words of the rule."""
    points = [Fraction(value) for value in values]
    if len(points) < 2:
        return ["Common Cause"] * len(points)
    mean = sum(points) / len(points)
    ranges = [abs(b - a) for a, b in pairwise(points)]
    most = Fraction("3.267") * sum(ranges) / len(ranges)
    kept = [one for one in ranges if one < most or most == 0] if screen else ranges
    reach = Fraction("2.66") * sum(kept) / len(kept)
    near = [reach * 2 / 3 < abs(point - mean) <= reach for point in points]
    side = [(point > mean) - (point < mean) for point in points]
    return [plain_label(points, mean, reach, near, side, place) for place in range(len(points))]


def plain_label(points, mean, reach, near, side, place):
    above = "Above" if side[place] > 0 else "Below"
    if abs(points[place] - mean) > reach:
        return f"{above} {'UCL' if side[place] > 0 else 'LCL'}"
    if in_trend(points, place):
        # The step to the next point speaks, where that is in a trend too.
        first = place if in_trend(points, place + 1) else place - 1
        return f"7 Point Trend ({'In' if points[first + 1] > points[first] else 'De'}creasing)"
    threes, sevens = (
        [window for window in windows(size, place, len(points)) if alike(side, window)]
        for size in (3, 7)
    )
    if near[place] and any(sum(near[n] for n in window) >= 2 for window in threes):
        return f"2 in 3 {above} CL"
    return f"7 Points {above} CL" if sevens else "Common Cause"


def in_trend(points, place):
    for window in windows(7, place, len(points)):
        moves = [points[n + 1] - points[n] for n in window[:-1]]
        if min(moves) > 0 or max(moves) < 0:
            return True
    return False


def alike(side: list[int], window: range) -> bool:
    return {side[n] for n in window} in ({1}, {-1})


def windows(size: int, place: int, length: int) -> list[range]:
    """Every stretch of so many points that holds this one."""
    starts = range(max(0, place - size + 1), min(place, length - size) + 1)
    return [range(start, start + size) for start in starts]


@given(series, st.booleans())
def test_labels_are_those_of_the_plain_reading(values, screen):
    assert labels_of(values, screen_outliers=screen) == plain_labels(values, screen=screen)


@given(series, amounts)
def test_labels_are_the_same_wherever_the_series_stands(values, shift):
    chart = xmr(values, improvement="increase")
    moved = xmr([value + shift for value in values], improvement="increase")
    assert moved.labels == chart.labels
    if chart.upper is not None:
        assert abs(moved.upper - chart.upper - shift) < Decimal("1e-18")


@given(series, st.decimals("0.001", 1000, places=3))
def test_labels_are_the_same_in_whatever_it_is_counted(values, scale):
    scaled = [Decimal(value) * scale for value in values]
    assert labels_of(scaled) == labels_of(values)


@given(series, st.sampled_from(list(OPPOSITE)), st.integers(-30, 30) | st.none())
def test_mirrored_series_mirrors_its_chart(values, better, target):
    chart = xmr(values, improvement=better, target=target)
    mirror = xmr(
        [-value for value in values],
        improvement=OPPOSITE[better],
        target=None if target is None else -target,
    )
    assert list(mirror.labels) == [MIRRORED[label] for label in chart.labels]
    assert (mirror.points, mirror.assurance) == (chart.points, chart.assurance)
    if chart.upper is not None:
        assert (mirror.lower, mirror.upper) == (-chart.upper, -chart.lower)


@given(st.lists(st.integers(0, 9) | st.none(), max_size=40), ways)
def test_gaps_change_nothing_but_their_own_places(values, better):
    chart = xmr(values, improvement=better)
    dense = xmr([value for value in values if value is not None], improvement=better)
    assert tuple(label for label in chart.labels if label) == dense.labels
    assert tuple(point for point in chart.points if point) == dense.points
    assert [label is None for label in chart.labels] == [value is None for value in values]
    assert (chart.mean, chart.upper, chart.variation) == (dense.mean, dense.upper, dense.variation)


@given(whole.filter(bool), whole.filter(bool), ways)
def test_stretches_are_charts_of_their_own(before, after, better):
    rebase = Rebase(len(before), "New definition")
    both = xmr(before + after, improvement=better, rebases=[rebase])
    first, second = xmr(before, improvement=better), xmr(after, improvement=better)
    assert both.labels == first.labels + second.labels
    assert (both.mean, both.upper) == (second.mean, second.upper)
    assert both.since == (None if second.since is None else second.since + len(before))


@given(series, ways)
def test_a_signal_has_a_meaning_and_a_beginning(values, better):
    chart = xmr(values, improvement=better)
    for label, point in zip(chart.labels, chart.points, strict=True):
        assert (label is Label.COMMON) is (point is Point.COMMON)
    assert (chart.since is None) is (not values or chart.labels[-1] is Label.COMMON)
    assert chart.since is None or chart.since < len(values)


@given(st.lists(st.integers(-30, 30), min_size=12, max_size=40), amounts)
def test_a_value_outside_its_limits_is_told_them(history, value):
    limits = outside_limits(history, value)
    if limits is not None:
        assert not limits[0] <= value <= limits[1]


def lines_run(values: list[int]) -> int:
    """How many lines of Python a chart takes, in whichever file."""
    lines, before = 0, sys.gettrace()

    def count(_frame: FrameType, event: str, _arg: Any) -> Any:
        nonlocal lines
        lines += event == "line"
        return count

    sys.settrace(count)
    try:
        xmr(values, improvement="increase")
    finally:
        sys.settrace(before)
    return lines


def test_work_grows_with_the_length_of_the_series_and_no_faster():
    # One long run, one long trend and plain variation: each would tempt a scan of windows.
    for make in (lambda n: [n * 2, *[5] * n], lambda n: list(range(n)), lambda n: [4, 6] * n):
        short, long = lines_run(make(100)), lines_run(make(800))
        assert long < 8.5 * short
