"""Is a figure green, amber or red against its target, and why?"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from improvement.rules.direction import (
    BASELINE_TOLERANCE,
    Direction,
    Improvement,
    Polarity,
    Tolerance,
    direction_of,
    improvement_of,
)
from improvement.rules.number import MissingReason
from improvement.rules.target import Target, plain
from improvement.rules.value import Unit, round_half_up


class Rag(StrEnum):
    """How a figure stands against its target."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    NO_DATA = "no_data"
    NOT_RATED = "not_rated"

    @property
    def word(self) -> str:
        return self.value.replace("_", " ").capitalize()


class ExpectedChange(StrEnum):
    """Which way the plan expects a measure to move from its baseline."""

    INCREASE = "increase"
    DECREASE = "decrease"
    STEADY = "steady"
    STEADY_OR_INCREASE = "steady_or_increase"
    STEADY_OR_DECREASE = "steady_or_decrease"

    @property
    def label(self) -> str:
        return self.value.replace("_", " ").capitalize()


class Movement(StrEnum):
    """How a figure moved from baseline beside what was expected; the value is its reason."""

    EXPECTED = "improving on baseline"
    AGAINST = "worse than baseline"
    NONE = "no improvement on baseline"
    OVERSHOT = "moved too far since baseline"
    UNEXPECTED = "not the change expected since baseline"
    UNKNOWN = "no baseline to compare"
    UNJUDGED = "no change was expected of it"


# "Steady or decrease" names two ways to behave, but only one of them is a movement: a decrease
# brings a figure nearer its target and earns amber; standing still outside the target does not.
WANTED = {
    ExpectedChange.INCREASE: Direction.INCREASING,
    ExpectedChange.STEADY_OR_INCREASE: Direction.INCREASING,
    ExpectedChange.DECREASE: Direction.DECREASING,
    ExpectedChange.STEADY_OR_DECREASE: Direction.DECREASING,
}
# A movement nobody expected is only called worse where it is not also nearer the target.
MOVED_OTHERWISE = {
    Improvement.IMPROVING: Movement.UNEXPECTED,
    Improvement.NO_CHANGE: Movement.UNEXPECTED,
}


@dataclass(frozen=True, slots=True)
class Rating:
    """A colour and the sentence that explains it."""

    rag: Rag
    reason: str


def movement_of(
    baseline: Decimal | None,
    value: Decimal | None,
    expected: ExpectedChange | None,
    target: Target | None = None,
    tolerance: Tolerance = BASELINE_TOLERANCE,
) -> Movement:
    """How the figure moved from baseline, beside what the plan expected of it.

    >>> movement_of(Decimal(13), Decimal(21), ExpectedChange.INCREASE)
    <Movement.EXPECTED: 'improving on baseline'>
    """
    direction = direction_of(baseline, value, tolerance)
    if direction is None or value is None:
        return Movement.UNKNOWN
    if expected is None:
        return Movement.UNJUDGED
    if direction is Direction.STEADY:
        return Movement.NONE
    if direction is WANTED.get(expected):
        return Movement.OVERSHOT if _is_past(target, value, direction) else Movement.EXPECTED
    nearer = improvement_of(Polarity.RANGE, baseline, value, direction, target)
    return MOVED_OTHERWISE.get(nearer, Movement.AGAINST)


def _is_past(target: Target | None, value: Decimal, direction: Direction) -> bool:
    """Still moving, but already out on the far side: every further step is away from it."""
    if target is None or not target.is_two_sided:
        return False
    rising = direction is Direction.INCREASING
    return target.is_above(value) if rising else target.is_below(value)


def rate_figure(
    value: Decimal | None,
    target: Target | None,
    movement: Movement = Movement.UNKNOWN,
    *,
    tolerance_percent: Decimal = Decimal(5),
    unit: Unit = Unit.COUNT,
    decimals: int = 0,
    missing: MissingReason | None = None,
) -> Rating:
    """Rate one figure at the precision the board sees it.

    >>> rate_figure(Decimal("92"), Target.parse(">90%"), Movement.NONE).rag
    <Rag.GREEN: 'green'>
    """
    if value is None:
        return Rating(Rag.NO_DATA, missing.label.lower() if missing else "not returned")
    if target is None:
        return Rating(Rag.NOT_RATED, "no target set")
    shown = round_half_up(value, decimals)
    if target.contains(shown):
        return Rating(Rag.GREEN, f"inside the target {target}")
    is_close = _is_close(shown, target, tolerance_percent)
    return _outside(_gap(shown, target, unit), movement, is_close=is_close)


def _outside(gap: str, movement: Movement, *, is_close: bool) -> Rating:
    """Moving the expected way says more to a board than being close, so it is told first."""
    if movement is Movement.EXPECTED:
        return Rating(Rag.AMBER, f"{gap}, {movement}")
    if is_close:
        return Rating(Rag.AMBER, f"{gap}, within tolerance")
    return Rating(Rag.RED, f"{gap}, {movement}")


def _is_close(value: Decimal, target: Target, tolerance_percent: Decimal) -> bool:
    """Zero tolerance forgives nothing, not even a figure that stops on a strict bound."""
    allowed = abs(target.nearest_bound(value)) * tolerance_percent
    return allowed > 0 and target.distance(value) * 100 <= allowed


def _gap(value: Decimal, target: Target, unit: Unit) -> str:
    """The distance in words: "9 points short of 95%+", "68 over 210 to 260"."""
    distance, below = target.distance(value), target.is_below(value)
    if not distance:
        bound = plain(target.nearest_bound(value)) + "%" * target.is_percent
        return f"not {'above' if below else 'below'} {bound}"
    return f"{_amount(distance, unit)} {'short of' if below else 'over'} {target}"


def _amount(distance: Decimal, unit: Unit) -> str:
    whole, dot, places = plain(distance).partition(".")
    noun = unit.noun.removesuffix("s") if distance == 1 else unit.noun
    return f"{int(whole):,}{dot}{places} {noun}".rstrip()
