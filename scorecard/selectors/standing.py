"""How does one measure stand in one month: its rating, and which way it has moved?

Pure: the scorecard, the measure page and whatever comes later judge a figure through this file,
so that a figure can never be amber on one page and red on another.
"""

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

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
from improvement.rules.number import MissingReason
from improvement.rules.rag import ExpectedChange, Rag, Rating, movement_of, rate_figure
from improvement.rules.target import Target, TargetError
from improvement.rules.value import Unit, print_value


@dataclass(frozen=True, slots=True)
class Yardstick:
    """What a measure is judged by, whatever the month."""

    unit: Unit
    decimals: int
    polarity: Polarity
    expected: ExpectedChange | None = None
    baseline: Decimal | None = None
    rag_tolerance: Decimal = Decimal(5)
    tolerance: Tolerance = BASELINE_TOLERANCE

    def printed(self, value: Decimal | None) -> str:
        """A value as the board reads it."""
        return print_value(value, self.unit, self.decimals)


@dataclass(frozen=True, slots=True)
class Moved:
    """Which way a figure went from a reference, and whether that is better."""

    direction: Direction | None
    improvement: Improvement


@dataclass(frozen=True, slots=True)
class Standing:
    """One figure judged: rating with its reason, and the two movements."""

    rating: Rating
    on_baseline: Moved
    on_month: Moved


def yardstick_of(
    *,
    unit: str,
    decimals: int,
    polarity: str,
    expected: str,
    baseline: Decimal | None,
    rag_tolerance: Decimal,
    direction_tolerance: Decimal | None,
    is_tolerance_relative: bool,
) -> Yardstick:
    """A yardstick from a measure's stored columns."""
    own = direction_tolerance is not None
    return Yardstick(
        Unit(unit),
        decimals,
        Polarity(polarity),
        ExpectedChange(expected) if expected else None,
        baseline,
        rag_tolerance,
        Tolerance(direction_tolerance, is_tolerance_relative) if own else BASELINE_TOLERANCE,
    )


@lru_cache(maxsize=2048)
def target_of(text: str | None) -> Target | None:
    """A stored target, or none. One that cannot be read rates nothing rather than fault a page."""
    try:
        return Target.parse(text) if text else None
    except TargetError:
        return None


def standing_of(
    yardstick: Yardstick,
    value: Decimal | None,
    *,
    previous: Decimal | None = None,
    target: Target | None = None,
    missing: str = "",
) -> Standing:
    """Judge one figure against its target, its baseline and the month before."""
    return Standing(
        rating_of(yardstick, value, target, missing),
        _moved(yardstick, yardstick.baseline, value, target, yardstick.tolerance),
        _moved(yardstick, previous, value, target, MONTH_TOLERANCE),
    )


def rating_of(
    yardstick: Yardstick, value: Decimal | None, target: Target | None, missing: str = ""
) -> Rating:
    """The rating alone, for whoever shows no movement."""
    movement = movement_of(
        yardstick.baseline, value, yardstick.expected, target, yardstick.tolerance
    )
    return rate_figure(
        value,
        target,
        movement,
        tolerance_percent=yardstick.rag_tolerance,
        unit=yardstick.unit,
        decimals=yardstick.decimals,
        missing=MissingReason(missing) if missing else None,
    )


def _moved(
    yardstick: Yardstick,
    reference: Decimal | None,
    value: Decimal | None,
    target: Target | None,
    tolerance: Tolerance,
) -> Moved:
    direction = direction_of(reference, value, tolerance)
    better = improvement_of(yardstick.polarity, reference, value, direction, target)
    return Moved(direction, better)


AWAITING = Rating(Rag.NO_DATA, "waiting for approval")
