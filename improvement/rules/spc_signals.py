"""Which points of a chart are signals, and where are its limits?

The rules of the XmR chart, in whole numbers, so that a figure that stands on the mean or on a
limit is seen to.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from fractions import Fraction
from itertools import groupby, pairwise
from typing import NamedTuple

# Three standard deviations, by way of the mean moving range (3 / 1.128); near is two thirds of it.
LIMIT = Fraction("2.66")
NEAR_SHARE = Fraction(2, 3)
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
    """Points, and the movements from one to the next that say how much they vary by themselves.

    All are whole numbers of one small part, of which `scale` make one of the measure's unit; so
    everything is compared exactly, and without the cost of fractions.
    """

    points: Sequence[int]
    moves: Sequence[int] = ()
    scale: int = 1

    @property
    def mean(self) -> Fraction:
        return Fraction(sum(self.points), len(self.points) * self.scale)

    @property
    def reach(self) -> Fraction | None:
        """How far the limits are from the mean; unknown when nothing has moved yet."""
        if not self.moves:
            return None
        return LIMIT * Fraction(sum(self.moves), len(self.moves) * self.scale)

    @property
    def offsets(self) -> list[int]:
        """How far each point is from the mean, in parts as many times smaller as there are points.

        >>> Limits([1, 2, 6]).offsets
        [-6, -3, 9]
        """
        total, count = sum(self.points), len(self.points)
        return [point * count - total for point in self.points]


class Signal(NamedTuple):
    """What a point is, and the place at which the run or trend it belongs to began."""

    label: Label
    since: int


def limits_of(points: Sequence[int], *, screen: bool, scale: int = 1) -> Limits:
    """The points with their moving ranges, outlying ones dropped once.

    When nothing moves there is nothing to drop, and the limits are the mean itself.
    """
    moves = [abs(after - before) for before, after in pairwise(points)]
    if screen and any(moves):
        # In whole numbers: a move that is 3.267 times the mean move, or more, is dropped.
        most = OUTLYING.numerator * sum(moves)
        moves = [one for one in moves if one * len(moves) * OUTLYING.denominator < most]
    return Limits(points, moves, scale)


def signals_of(limits: Limits) -> list[Signal]:
    """One for each point. The rules run from the weakest, so that a stronger one overwrites."""
    found = [Signal(Label.COMMON, place) for place in range(len(limits.points))]
    offsets = limits.offsets
    sides = [_sign(offset) for offset in offsets]
    zones = _zones(offsets, limits)
    _mark_runs(found, sides)
    _mark_two_in_three(found, sides, zones)
    _mark_trends(found, limits.points)
    _mark_outside(found, sides, zones)
    return found


class Zone(IntEnum):
    """Where a point lies: between the near limits, beyond one of them, or outside the limits."""

    INNER = 0
    NEAR = 1
    OUTSIDE = 2


def _zones(offsets: Sequence[int], limits: Limits) -> list[Zone]:
    """The zone of each point. A point on a limit is within it."""
    if not limits.moves:
        return [Zone.INNER] * len(offsets)
    # Both sides multiplied out: |point - mean| against 2.66 mean moves, all in whole numbers.
    limit = LIMIT.numerator * sum(limits.moves) * len(offsets)
    part = LIMIT.denominator * len(limits.moves)
    return [_zone(abs(offset) * part, limit) for offset in offsets]


def _zone(distance: int, limit: int) -> Zone:
    if distance > limit:
        return Zone.OUTSIDE
    return (
        Zone.NEAR
        if distance * NEAR_SHARE.denominator > limit * NEAR_SHARE.numerator
        else Zone.INNER
    )


def _mark_runs(found: list[Signal], sides: Sequence[int]) -> None:
    for side, start, stop in _runs(sides):
        if stop - start >= RUN:
            _mark(found, range(start, stop), Label.ABOVE_MEAN, Label.BELOW_MEAN, side, start)


def _mark_trends(found: list[Signal], points: Sequence[int]) -> None:
    """A point of a trend has the way of the step after it where that leads to a point of a trend.

    So the reference says it: the top of a rise that turns into a fall belongs to the fall, and so
    does one from which a single drop leads to the next rise.
    """
    steps = [_sign(after - before) for before, after in pairwise(points)]
    began: dict[int, int] = {}
    for _, start, stop in _runs(steps):
        if stop + 1 - start >= RUN:
            began |= dict.fromkeys(range(start, stop + 1), start)
    for place, start in began.items():
        step = steps[place] if place + 1 in began else steps[place - 1]
        found[place] = Signal(Label.RISING if step > 0 else Label.FALLING, start)


def _mark_two_in_three(found: list[Signal], sides: Sequence[int], zones: Sequence[Zone]) -> None:
    """Only the points near the limit; the third has to be on the same side of the mean."""
    for start in range(len(sides) - 2):
        window = range(start, start + 3)
        near = [place for place in window if zones[place] is Zone.NEAR]
        if len(near) > 1 and abs(sum(sides[place] for place in window)) == 3:
            _mark(found, near, Label.NEAR_UPPER, Label.NEAR_LOWER, sides[start], start)


def _mark_outside(found: list[Signal], sides: Sequence[int], zones: Sequence[Zone]) -> None:
    for place, zone in enumerate(zones):
        if zone is Zone.OUTSIDE:
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


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)
