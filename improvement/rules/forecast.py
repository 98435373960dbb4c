"""Where is a measure heading over the next year if it goes on as it has, and how far to trust it?

Three plain methods, none fitted to the series: the last figure repeated, the mean of the latest
year, and a damped trend (Holt's, with fixed weights, as Gardner and McKenzie advise for monthly
figures). Each is tested on the past: from every month that had a year behind it, each forecasts
the months that followed, knowing nothing of them. The one that was least out on average is used,
and how far it was out gives the range, which should hold four in five of the figures to come.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

ENOUGH = 24
HORIZON = 12
# A test needs a year behind it; figures older than five years say little of the next one.
YEAR = 12
OLDEST = 60
# The weights of the newest figure in the level and in the trend, and how fast a trend dies away.
LEVEL, TREND, DAMPING = Decimal("0.3"), Decimal("0.1"), Decimal("0.9")
# The range is meant to hold four in five; a month ahead has its own where it was tested this often.
WITHIN_TOP, WITHIN_OF = 4, 5
ENOUGH_TESTS = 8


class Method(StrEnum):
    """How the months ahead are worked out; simplest first, which wins a tie."""

    LAST = "last"
    MEAN = "mean"
    DAMPED = "damped"

    @property
    def label(self) -> str:
        return METHOD_LABELS[self]


METHOD_LABELS = {
    Method.LAST: "the latest figure carried forward",
    Method.MEAN: "the mean of the latest 12 months",
    Method.DAMPED: "a trend that fades out",
}


@dataclass(frozen=True, slots=True)
class Ahead:
    """One month ahead: what is expected, and the range that it should fall in."""

    expected: Decimal
    lower: Decimal
    upper: Decimal


@dataclass(frozen=True, slots=True)
class Forecast:
    """The months ahead, the method that was least out in tests, and how far out it was.

    `error` is the mean absolute error over `tests` forecasts of months already known, of which
    `within` ended inside the range that is told for so many months ahead.
    """

    method: Method
    ahead: tuple[Ahead, ...]
    error: Decimal
    tests: int
    within: int


@dataclass(frozen=True, slots=True)
class State:
    """What a method knows at the end of a month: the figure it would say, and its slope."""

    level: Decimal
    slope: Decimal = Decimal(0)


States = list[State | None]
# The errors of each number of months ahead, from one to HORIZON.
Errors = list[list[Decimal]]


def forecast(
    values: Sequence[Decimal | None],
    *,
    lowest: Decimal | None = None,
    highest: Decimal | None = None,
) -> Forecast | None:
    """The next 12 months of a monthly series, oldest first; None below 24 figures.

    A gap (None) teaches nothing and is not tested against. Nothing is forecast below `lowest` or
    above `highest`. The latest value must be known: one forecasts from where one stands.

    >>> told = forecast([Decimal(50), Decimal(52)] * 12)
    >>> told.method, round(told.ahead[0].expected), round(told.error)
    (<Method.MEAN: 'mean'>, 51, 1)
    """
    known = list(values)[-OLDEST:]
    if not known or known[-1] is None or sum(one is not None for one in known) < ENOUGH:
        return None

    def held(value: Decimal) -> Decimal:
        raised = value if lowest is None else max(value, lowest)
        return raised if highest is None else min(raised, highest)

    tested = {method: _tested(known, STATES[method](known), held) for method in Method}
    method = min(Method, key=lambda one: _mean(_all(tested[one])))
    errors = tested[method]
    state = STATES[method](known)[-1]
    steps = [] if state is None else [held(one) for one in _steps(state)]
    widths = _widths(errors)
    ahead = tuple(
        Ahead(expected, held(expected - width), held(expected + width))
        for expected, width in zip(steps, widths, strict=True)
    )
    within = sum(one <= width for found, width in zip(errors, widths, strict=True) for one in found)
    return Forecast(method, ahead, _mean(_all(errors)), len(_all(errors)), within)


def _last(values: Sequence[Decimal | None]) -> States:
    """At each month the latest figure known."""
    states: States = []
    for value in values:
        earlier = states[-1] if states else None
        states.append(earlier if value is None else State(value))
    return states


def _yearly(values: Sequence[Decimal | None]) -> States:
    """At each month the mean of the figures known of the 12 months up to it."""
    states: States = []
    for place in range(len(values)):
        recent = values[max(0, place + 1 - YEAR) : place + 1]
        known = [value for value in recent if value is not None]
        states.append(State(_mean(known)) if known else None)
    return states


def _damped(values: Sequence[Decimal | None]) -> States:
    """At each month the level and slope; across a gap the level goes on by the slope."""
    states: States = []
    held: State | None = None
    for value in values:
        held = _learnt(held, value)
        states.append(held)
    return states


def _learnt(held: State | None, value: Decimal | None) -> State | None:
    if held is None:
        return None if value is None else State(value)
    slope = DAMPING * held.slope
    level = held.level + slope
    if value is None:
        return State(level, slope)
    level += LEVEL * (value - level)
    return State(level, TREND * (level - held.level) + (1 - TREND) * slope)


STATES: dict[Method, Callable[[Sequence[Decimal | None]], States]] = {
    Method.LAST: _last,
    Method.MEAN: _yearly,
    Method.DAMPED: _damped,
}


def _steps(state: State) -> list[Decimal]:
    """What a state says of each of the months ahead; every further month adds less slope."""
    level, slope, steps = state.level, state.slope, []
    for _ in range(HORIZON):
        slope *= DAMPING
        level += slope
        steps.append(level)
    return steps


def _tested(
    values: Sequence[Decimal | None], states: States, held: Callable[[Decimal], Decimal]
) -> Errors:
    """How far each forecast of a known month was out, by the number of months ahead."""
    errors: Errors = [[] for _ in range(HORIZON)]
    for place in range(YEAR - 1, len(values) - 1):
        state = states[place]
        if state is None:
            continue
        for ahead, said in enumerate(_steps(state)[: len(values) - 1 - place]):
            value = values[place + 1 + ahead]
            if value is not None:
                errors[ahead].append(abs(held(said) - value))
    return errors


def _widths(errors: Errors) -> list[Decimal]:
    """Half the range for each number of months ahead; never narrower further ahead.

    Where too few tests reach so far ahead, the range widens from the last that was well tested
    with the square root of the distance, as that of a figure that wanders does.
    """
    widths: list[Decimal] = []
    sure, sure_ahead = _within(_all(errors)), 1
    for ahead, found in enumerate(errors, start=1):
        if len(found) >= ENOUGH_TESTS:
            sure, sure_ahead = _within(found), ahead
        width = sure * (Decimal(ahead) / sure_ahead).sqrt()
        widths.append(max(width, widths[-1] if widths else width))
    return widths


def _within(errors: Sequence[Decimal]) -> Decimal:
    """The error that four in five do not exceed, nor four in five of those to come.

    Of so few tests the next error may be a new largest; so one is counted on top of them.
    """
    place = -(-(len(errors) + 1) * WITHIN_TOP // WITHIN_OF)
    return sorted(errors)[min(place, len(errors)) - 1]


def _all(errors: Errors) -> list[Decimal]:
    return [one for found in errors for one in found]


def _mean(numbers: Sequence[Decimal]) -> Decimal:
    return sum(numbers, Decimal(0)) / len(numbers)
