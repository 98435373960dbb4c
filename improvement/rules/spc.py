"""Is a change in a measure real, or only the variation it always had?

The XmR chart of the NHS's "Making Data Count". All is reckoned exactly (see `spc_signals`) and is
a Decimal once it is handed out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cache
from itertools import pairwise
from math import lcm
from typing import TypeAlias

from improvement.rules.direction import Polarity
from improvement.rules.spc_signals import NEAR_SHARE, Label, Limits, Signal, limits_of, signals_of

ENOUGH_POINTS = 12
OUT = Context(prec=28)

Number: TypeAlias = Decimal | int | float


class Better(StrEnum):
    """Which way a measure moves when it improves; neutral when neither way is better."""

    INCREASE = "increase"
    DECREASE = "decrease"
    NEUTRAL = "neutral"


BETTER_BY_POLARITY = {
    Polarity.HIGHER: Better.INCREASE,
    Polarity.LOWER: Better.DECREASE,
    Polarity.RANGE: Better.NEUTRAL,
    Polarity.CONTEXT: Better.NEUTRAL,
}


class Point(StrEnum):
    """What a point means, given which way is better."""

    COMMON = "common_cause"
    IMPROVEMENT = "special_cause_improvement"
    CONCERN = "special_cause_concern"
    NEUTRAL_HIGH = "special_cause_neutral_high"
    NEUTRAL_LOW = "special_cause_neutral_low"


class Variation(StrEnum):
    """The variation icon: what the last point means, and whether it is high or low."""

    COMMON = "common_cause"
    IMPROVEMENT_HIGH = "improvement_high"
    IMPROVEMENT_LOW = "improvement_low"
    CONCERN_HIGH = "concern_high"
    CONCERN_LOW = "concern_low"
    NEUTRAL_HIGH = "neutral_high"
    NEUTRAL_LOW = "neutral_low"


class Assurance(StrEnum):
    """The assurance icon: whether the measure can be relied on to meet its target."""

    PASSES = "consistent_pass"
    FAILS = "consistent_fail"
    HIT_OR_MISS = "inconsistent"


@dataclass(frozen=True, slots=True)
class Rebase:
    """A decision to reckon the limits afresh from a position in the series, and why."""

    position: int
    reason: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """The values from `start` up to `stop`, which share a mean and limits."""

    start: int
    stop: int
    reason: str
    count: int
    mean: Decimal | None = None
    lower: Decimal | None = None
    upper: Decimal | None = None
    near_lower: Decimal | None = None
    near_upper: Decimal | None = None

    @property
    def is_trial(self) -> bool:
        return self.count < ENOUGH_POINTS


@dataclass(frozen=True, slots=True)
class Xmr:
    """A chart: a label and a meaning to each value (none at a gap), and limits by stretch.

    `mean` and the limits are those of the last stretch. `since` is the position at which the last
    point's signal began, none when it is common cause.
    """

    labels: tuple[Label | None, ...]
    points: tuple[Point | None, ...]
    stretches: tuple[Stretch, ...]
    variation: Variation | None
    assurance: Assurance | None
    since: int | None

    @property
    def mean(self) -> Decimal | None:
        return self.stretches[-1].mean

    @property
    def lower(self) -> Decimal | None:
        return self.stretches[-1].lower

    @property
    def upper(self) -> Decimal | None:
        return self.stretches[-1].upper

    @property
    def near_lower(self) -> Decimal | None:
        return self.stretches[-1].near_lower

    @property
    def near_upper(self) -> Decimal | None:
        return self.stretches[-1].near_upper

    @property
    def is_trial(self) -> bool:
        """Limits from so few points are a first guess."""
        return self.stretches[-1].is_trial


def xmr(
    values: Sequence[Number | None],
    *,
    improvement: str,
    target: Number | None = None,
    screen_outliers: bool = True,
    rebases: Sequence[Rebase] = (),
) -> Xmr:
    """Chart a monthly series, oldest first; `target` only when it is one-sided.

    A gap (None) is left out: it has no label, and the points either side of it stand next to each
    other, so that a run carries on across a month without a figure. Runs and moving ranges do not
    cross a rebase. One point has a mean but no limits, there being no moving range yet; a series
    that never moves has limits at its mean. With no point in the last stretch there is no icon.

    >>> chart = xmr([10, 12, 11, 13, None, 10, 12, 40], improvement="decrease", target=9)
    >>> chart.labels[-1], chart.points[-1].value, chart.labels[4]
    (<Label.ABOVE_LIMIT: 'Above UCL'>, 'special_cause_concern', None)
    >>> chart.mean.quantize(Decimal("0.01")), chart.is_trial, chart.assurance.value
    (Decimal('15.43'), True, 'consistent_fail')
    """
    better = Better(improvement)
    whole, scale = _whole(values)
    stretches: list[Stretch] = []
    signals: list[Signal | None] = []
    limits = Limits([])
    for start, stop, reason in _bounds(len(whole), rebases):
        points = [point for point in whole[start:stop] if point is not None]
        limits = limits_of(points, screen=screen_outliers, scale=scale)
        stretches.append(_stretch(start, stop, reason, limits))
        signals += _placed(whole, start, stop, limits)
    last = _last(signals[stretches[-1].start :])
    return Xmr(
        labels=tuple(None if one is None else one.label for one in signals),
        points=tuple(None if one is None else _point(one.label, better) for one in signals),
        stretches=tuple(stretches),
        variation=None if last is None else _variation(last.label, better),
        assurance=_assurance(limits, target, better),
        since=None if last is None or last.label is Label.COMMON else last.since,
    )


def outside_limits(
    history: Sequence[Number | None], value: Number | None
) -> tuple[Decimal, Decimal] | None:
    """The limits of the earlier months that a new value lies outside, or none if it does not.

    None too before there are 12 earlier points: trial limits are no ground to question a figure.
    Where every movement was an outlier, as of a count that is nearly always nought, all of them
    are kept: limits that shut on the mean would question every figure.

    >>> outside_limits([4, 6] * 6, 11)
    (Decimal('-0.32'), Decimal('10.32'))
    >>> outside_limits([4, 6] * 6, 10), outside_limits([4, 6] * 5, 11)
    (None, None)
    """
    whole, scale = _whole(history)
    points = [point for point in whole if point is not None]
    if value is None or len(points) < ENOUGH_POINTS:
        return None
    limits = limits_of(points, screen=True, scale=scale)
    reach = limits.reach or limits_of(points, screen=False, scale=scale).reach
    if reach is None or abs(_exact(value) - limits.mean) <= reach:
        return None
    return _out(limits.mean - reach), _out(limits.mean + reach)


def _whole(values: Sequence[Number | None]) -> tuple[list[int | None], int]:
    """The values as whole numbers of a part so small that all of them are, and how many make one.

    >>> _whole([Decimal("1.5"), None, 2])
    ([3, None, 4], 2)
    """
    parts = [None if value is None else _ratio(value) for value in values]
    scale = lcm(*(part[1] for part in parts if part))
    return [part and part[0] * (scale // part[1]) for part in parts], scale


def _ratio(number: Number) -> tuple[int, int]:
    """A float counts as what it prints as, so that 0.1 is a tenth."""
    try:
        exact = Decimal(str(number)) if isinstance(number, float) else number
        return exact.as_integer_ratio()
    except (ValueError, OverflowError):
        raise ValueError(f"{number} is not a number that can be charted.") from None


def _exact(number: Number) -> Fraction:
    return Fraction(*_ratio(number))


def _out(number: Fraction) -> Decimal:
    return OUT.divide(Decimal(number.numerator), Decimal(number.denominator))


def _bounds(length: int, rebases: Sequence[Rebase]) -> Iterator[tuple[int, int, str]]:
    """Where each stretch starts and stops, and why it starts: the first needs no reason."""
    positions = [0, *(rebase.position for rebase in rebases), length]
    if rebases and any(stop <= start for start, stop in pairwise(positions)):
        raise ValueError("Rebases must be in order, each inside the series.")
    if not all(rebase.reason.strip() for rebase in rebases):
        raise ValueError("A rebase needs a reason.")
    reasons = ["", *(rebase.reason for rebase in rebases)]
    for (start, stop), reason in zip(pairwise(positions), reasons, strict=True):
        yield start, stop, reason


def _stretch(start: int, stop: int, reason: str, limits: Limits) -> Stretch:
    count = len(limits.points)
    if not count:
        return Stretch(start, stop, reason, count)
    mean, reach = limits.mean, limits.reach
    if reach is None:
        return Stretch(start, stop, reason, count, _out(mean))
    near = NEAR_SHARE * reach
    edges = (mean - reach, mean + reach, mean - near, mean + near)
    return Stretch(start, stop, reason, count, _out(mean), *(_out(edge) for edge in edges))


def _placed(
    whole: Sequence[int | None], start: int, stop: int, limits: Limits
) -> list[Signal | None]:
    """The signals of a stretch's points, each at the place of its value; none at a gap."""
    places = [place for place in range(start, stop) if whole[place] is not None]
    placed: list[Signal | None] = [None] * (stop - start)
    for place, signal in zip(places, signals_of(limits), strict=True):
        placed[place - start] = Signal(signal.label, places[signal.since])
    return placed


def _last(signals: Sequence[Signal | None]) -> Signal | None:
    return next((signal for signal in reversed(signals) if signal), None)


@cache
def _point(label: Label, better: Better) -> Point:
    if label is Label.COMMON:
        return Point.COMMON
    if better is Better.NEUTRAL:
        return Point.NEUTRAL_HIGH if label.is_high else Point.NEUTRAL_LOW
    is_better = label.is_high is (better is Better.INCREASE)
    return Point.IMPROVEMENT if is_better else Point.CONCERN


def _variation(label: Label, better: Better) -> Variation:
    point = _point(label, better)
    if point is Point.IMPROVEMENT:
        return Variation.IMPROVEMENT_HIGH if label.is_high else Variation.IMPROVEMENT_LOW
    if point is Point.CONCERN:
        return Variation.CONCERN_HIGH if label.is_high else Variation.CONCERN_LOW
    return Variation(point.value.removeprefix("special_cause_"))


def _assurance(limits: Limits, target: Number | None, better: Better) -> Assurance | None:
    """By the last stretch; a target on a limit can still be missed, or met, by chance."""
    reach = limits.reach
    if target is None or better is Better.NEUTRAL or reach is None:
        return None
    above = _exact(target) - limits.mean
    if abs(above) <= reach:
        return Assurance.HIT_OR_MISS
    return Assurance.FAILS if (above > 0) is (better is Better.INCREASE) else Assurance.PASSES
