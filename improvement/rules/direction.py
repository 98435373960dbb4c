"""Which way has a figure moved, and is that better or worse?"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from improvement.rules.target import Target


class Direction(StrEnum):
    """Which way a figure moved, whatever is wanted of it."""

    INCREASING = "Increasing"
    DECREASING = "Decreasing"
    STEADY = "Steady"


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How much change still counts as steady: a percentage of the reference, or an amount."""

    amount: Decimal
    relative: bool = True

    def covers(self, reference: Decimal, change: Decimal) -> bool:
        """Multiplied out rather than divided, so that a change of exactly 7.5% is exact."""
        if self.relative:
            return abs(change) * 100 <= self.amount * abs(reference)
        return abs(change) <= self.amount


BASELINE_TOLERANCE = Tolerance(Decimal("7.5"))
MONTH_TOLERANCE = Tolerance(Decimal("2.5"))


def direction_of(
    reference: Decimal | None, value: Decimal | None, tolerance: Tolerance = BASELINE_TOLERANCE
) -> Direction | None:
    """Increasing, decreasing or steady; unknown when either figure is absent.

    >>> direction_of(Decimal(1803), Decimal(1809))
    <Direction.STEADY: 'Steady'>
    """
    if reference is None or value is None:
        return None
    change = value - reference
    if tolerance.covers(reference, change):
        return Direction.STEADY
    return Direction.INCREASING if change > 0 else Direction.DECREASING


class Polarity(StrEnum):
    """Whether a higher figure, a lower one, or one in a range is better; or none is."""

    HIGHER = "higher"
    LOWER = "lower"
    RANGE = "range"
    CONTEXT = "context"

    @property
    def label(self) -> str:
        return POLARITY_LABELS[self]


POLARITY_LABELS = {
    Polarity.HIGHER: "Higher is better",
    Polarity.LOWER: "Lower is better",
    Polarity.RANGE: "Best within a range",
    Polarity.CONTEXT: "Context only",
}


class Improvement(StrEnum):
    """Whether a movement is for the better, given the measure's polarity."""

    IMPROVING = "Improving"
    WORSENING = "Worsening"
    NO_CHANGE = "No change"
    UNKNOWN = "—"


def improvement_of(
    polarity: Polarity,
    reference: Decimal | None,
    value: Decimal | None,
    direction: Direction | None,
    target: Target | None = None,
) -> Improvement:
    """Better or worse. A range measure needs its target: better is nearer to it.

    >>> improvement_of(Polarity.LOWER, Decimal(12), Decimal(3), Direction.DECREASING)
    <Improvement.IMPROVING: 'Improving'>
    """
    if reference is None or value is None or direction is None or polarity is Polarity.CONTEXT:
        return Improvement.UNKNOWN
    if direction is Direction.STEADY:
        return Improvement.NO_CHANGE
    if polarity is Polarity.RANGE:
        return _towards(target, reference, value)
    wanted = Direction.INCREASING if polarity is Polarity.HIGHER else Direction.DECREASING
    return Improvement.IMPROVING if direction is wanted else Improvement.WORSENING


def _towards(target: Target | None, reference: Decimal, value: Decimal) -> Improvement:
    if target is None:
        return Improvement.UNKNOWN
    before, after = target.distance(reference), target.distance(value)
    if before == after:
        return Improvement.NO_CHANGE
    return Improvement.IMPROVING if after < before else Improvement.WORSENING
