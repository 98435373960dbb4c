"""Which points of a chart are signals, and where are its limits?

The rules of the XmR chart, in exact fractions, so that a figure that stands on the mean or on a
limit is seen to.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import groupby, pairwise

# Three standard deviations, by way of the mean moving range (3 / 1.128); near is two thirds of it.
LIMIT = Fraction("2.66")
NEAR = LIMIT * Fraction(2, 3)
# A moving range this many times the mean one is an outlier, and would widen the limits.
OUTLYING = Fraction("3.267")
RUN = 7


class Label(StrEnum):
    """Why a point is a signal, in the words of the NHS reference implementation."""

    COMMON = "Common Cause"
    ABOVE_LIMIT = "Above UCL"
    BELOW_LIMIT = "Below LCL"
    RISING = "7 Point Trend (Increasing)"
    FALLING = "7 Point Trend (Decreasing)"
    NEAR_UPPER = "2 in 3 Above CL"
    NEAR_LOWER = "2 in 3 Below CL"
    ABOVE_MEAN = "7 Points Above CL"
    BELOW_MEAN = "7 Points Below CL"

    @property
    def is_high(self) -> bool:
        return self in HIGH


HIGH = frozenset({Label.ABOVE_LIMIT, Label.RISING, Label.NEAR_UPPER, Label.ABOVE_MEAN})


@dataclass(frozen=True, slots=True)
class Limits:
    """Points with their mean, and how far from it the limits are: nothing for fewer than two."""

    points: list[Fraction]
    mean: Fraction = Fraction(0)
    moving: Fraction | None = None

    @property
    def reach(self) -> Fraction | None:
        return None if self.moving is None else LIMIT * self.moving

    @property
    def near(self) -> Fraction | None:
        return None if self.moving is None else NEAR * self.moving


@dataclass(frozen=True, slots=True)
class Signal:
    """What a point is, and the place at which the run or trend it belongs to began."""

    label: Label
    since: int


def limits_of(points: list[Fraction], *, screen: bool) -> Limits:
    """The mean of the points, and the mean of their moving ranges, outlying ones dropped once.

    When nothing moves there is nothing to drop, and the limits are the mean itself.

    >>> limits_of([Fraction(4), Fraction(6), Fraction(5)], screen=True).reach
    Fraction(399, 100)
    """
    if not points:
        return Limits(points)
    ranges = [abs(after - before) for before, after in pairwise(points)]
    if screen and any(ranges):
        most = OUTLYING * _mean(ranges)
        ranges = [one for one in ranges if one < most]
    return Limits(points, _mean(points), _mean(ranges) if ranges else None)


def _mean(numbers: Sequence[Fraction]) -> Fraction:
    return sum(numbers, Fraction(0)) / len(numbers)


def signals_of(limits: Limits) -> list[Signal]:
    """One for each point. The rules run from the weakest, so that a stronger one overwrites."""
    found = [Signal(Label.COMMON, place) for place in range(len(limits.points))]
    sides = [_sign(point - limits.mean) for point in limits.points]
    _mark_runs(found, sides)
    _mark_two_in_three(found, sides, limits)
    _mark_trends(found, limits.points)
    _mark_outside(found, sides, limits)
    return found


def _mark_runs(found: list[Signal], sides: Sequence[int]) -> None:
    for side, start, stop in _runs(sides):
        if stop - start >= RUN:
            _mark(found, range(start, stop), Label.ABOVE_MEAN, Label.BELOW_MEAN, side, start)


def _mark_trends(found: list[Signal], points: Sequence[Fraction]) -> None:
    """Where one trend turns into the opposite one, the turning point belongs to the later.

    The reference looks one step ahead instead, and so calls the top of a rise falling when another
    rise follows a drop; here it stays with the rise it ends.
    """
    steps = [_sign(after - before) for before, after in pairwise(points)]
    for way, start, stop in _runs(steps):
        if stop + 1 - start >= RUN:
            _mark(found, range(start, stop + 1), Label.RISING, Label.FALLING, way, start)


def _mark_two_in_three(found: list[Signal], sides: Sequence[int], limits: Limits) -> None:
    """Only the points near the limit; the third has to be on the same side of the mean."""
    close = [_is_close(point, limits) for point in limits.points]
    for start in range(len(sides) - 2):
        window = range(start, start + 3)
        near = [place for place in window if close[place]]
        if len(near) > 1 and abs(sum(sides[place] for place in window)) == 3:
            _mark(found, near, Label.NEAR_UPPER, Label.NEAR_LOWER, sides[start], start)


def _is_close(point: Fraction, limits: Limits) -> bool:
    if limits.reach is None or limits.near is None:
        return False
    return limits.near < abs(point - limits.mean) <= limits.reach


def _mark_outside(found: list[Signal], sides: Sequence[int], limits: Limits) -> None:
    for place, point in enumerate(limits.points):
        if limits.reach is not None and abs(point - limits.mean) > limits.reach:
            _mark(found, [place], Label.ABOVE_LIMIT, Label.BELOW_LIMIT, sides[place], place)


def _mark(
    found: list[Signal], places: Iterable[int], high: Label, low: Label, side: int, since: int
) -> None:
    for place in places:
        found[place] = Signal(high if side > 0 else low, since)


def _runs(signs: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """Each unbroken run of pluses or of minuses, as sign, start and stop; a nought breaks it."""
    start = 0
    for sign, run in groupby(signs):
        stop = start + len(list(run))
        if sign:
            yield sign, start, stop
        start = stop


def _sign(number: Fraction) -> int:
    return (number > 0) - (number < 0)
