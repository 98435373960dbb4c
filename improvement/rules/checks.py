"""Is a keyed figure nonsense (an error), or only surprising (a warning)?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from improvement.rules.number import MissingReason
from improvement.rules.target import grouped
from improvement.rules.value import Unit

BIG_CHANGE_PERCENT = 25
SAME_FOR_MONTHS = 3
COUNTED_UNITS = frozenset({Unit.COUNT, Unit.PERCENT, Unit.RATE_10K, Unit.RATE_100K})


# Units whose numerator is part of what it is divided by.
SHARES = frozenset({Unit.PERCENT, Unit.RATE_10K, Unit.RATE_100K})


class Level(StrEnum):
    """An error stops a save; a warning asks for a comment before submitting."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a figure, said in words, and the cell it is in."""

    level: Level
    message: str
    field: str


class Link(StrEnum):
    """What must hold between two measures of one return; the measure that says so is the first."""

    NOT_ABOVE = "not_above"
    NOT_BELOW = "not_below"
    SAME_DENOMINATOR = "same_denominator"
    DENOMINATOR_NOT_ABOVE = "denominator_not_above"


# Which number of each of the two is compared, and how a broken link reads from either side.
FIELDS_LINKED = {
    Link.NOT_ABOVE: ("numerator", "numerator"),
    Link.NOT_BELOW: ("numerator", "numerator"),
    Link.SAME_DENOMINATOR: ("denominator", "denominator"),
    Link.DENOMINATOR_NOT_ABOVE: ("denominator", "numerator"),
}
MORE, LESS = "is more than", "is less than"
WORDS = {
    Link.NOT_ABOVE: (MORE, LESS),
    Link.NOT_BELOW: (LESS, MORE),
    Link.SAME_DENOMINATOR: ("has to be the same as", "has to be the same as"),
    Link.DENOMINATOR_NOT_ABOVE: (MORE, LESS),
}


@dataclass(frozen=True, slots=True)
class Parts:
    """The numbers keyed for one measure, and how a message names it."""

    label: str
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    is_pair: bool = False

    def number(self, field: str) -> Decimal | None:
        return self.denominator if field == "denominator" else self.numerator

    def own_words(self, field: str) -> str:
        """ "CP3 Plans: 5", or "CP6 Reviews: the denominator (5)"."""
        shown = grouped(self.number(field) or Decimal(0))
        return f"{self.label}: the {field} ({shown})" if self.is_pair else f"{self.label}: {shown}"

    def far_words(self, field: str) -> str:
        """ "CP3 Plans (5)", or "the denominator of CP6 Reviews (5)"."""
        shown = f"{self.label} ({grouped(self.number(field) or Decimal(0))})"
        return f"the {field} of {shown}" if self.is_pair else shown


def check_figure(
    *,
    label: str,
    unit: Unit,
    numerator: Decimal | None,
    denominator: Decimal | None,
    decimals: int = 0,
    is_whole: bool = True,
    missing: MissingReason | None = None,
) -> list[Problem]:
    """Errors in one figure, finished or not. `is_whole` is false for full-time equivalents.

    >>> check_figure(
    ...     label="Visits", unit=Unit.PERCENT, numerator=Decimal(9), denominator=Decimal(8)
    ... )[0].message
    'Visits: the numerator (9) is more than the denominator (8).'
    """
    counted = unit in COUNTED_UNITS and is_whole and not (unit is Unit.COUNT and decimals)
    parts = {"numerator": numerator, "denominator": denominator}
    problems = [
        problem
        for field, value in parts.items()
        if value is not None
        for problem in _check_part(label, field, value, counted=counted)
    ]
    problems += _check_within(label, unit, numerator, denominator)
    return problems + _check_one_answer(label, parts.values(), missing)


def _check_part(label: str, field: str, value: Decimal, *, counted: bool) -> list[Problem]:
    problems = []
    if value < 0:
        problems.append(_error(f"{label}: {grouped(value)} is below nought.", field))
    if counted and value % 1:
        problems.append(_error(f"{label}: {grouped(value)} is not a whole number.", field))
    return problems


def _check_within(
    label: str, unit: Unit, numerator: Decimal | None, denominator: Decimal | None
) -> list[Problem]:
    if unit not in SHARES or numerator is None or denominator is None:
        return []
    if numerator <= denominator:
        return []
    top, bottom = grouped(numerator), grouped(denominator)
    message = f"{label}: the numerator ({top}) is more than the denominator ({bottom})."
    return [_error(message, "numerator")]


def _check_one_answer(
    label: str, parts: Iterable[Decimal | None], missing: MissingReason | None
) -> list[Problem]:
    if missing is None or all(part is None for part in parts):
        return []
    message = f"{label}: give a figure or say “{missing.label.lower()}”, not both."
    return [_error(message, "missing")]


def check_complete(
    *,
    label: str,
    numerator: Decimal | None,
    denominator: Decimal | None,
    has_denominator: bool,
    missing: MissingReason | None,
) -> list[Problem]:
    """Errors that stop a submit: every figure is there, or the reason it is not."""
    if missing is not None:
        return []
    if numerator is None:
        return [_error(f"{label}: give a figure, or say why there is none.", "numerator")]
    if has_denominator and denominator is None:
        return [_error(f"{label}: give the denominator.", "denominator")]
    return []


def check_linked(link: Link, own: Parts, other: Parts) -> tuple[Problem, Problem] | None:
    """A broken link, said at either cell: of the measure that declares it, and of the other.

    A number that is not there yet breaks nothing.

    >>> part = Parts("CP4 Plans", numerator=Decimal(6))
    >>> whole = Parts("CP3 Children on a plan", numerator=Decimal(5))
    >>> check_linked(Link.NOT_ABOVE, part, whole)[0].message
    'CP4 Plans: 6 is more than CP3 Children on a plan (5).'
    """
    own_field, other_field = FIELDS_LINKED[link]
    mine, theirs = own.number(own_field), other.number(other_field)
    if mine is None or theirs is None or _holds(link, mine, theirs):
        return None
    words, back = WORDS[link]
    return (
        _error(f"{own.own_words(own_field)} {words} {other.far_words(other_field)}.", own_field),
        _error(f"{other.own_words(other_field)} {back} {own.far_words(own_field)}.", other_field),
    )


def _holds(link: Link, mine: Decimal, theirs: Decimal) -> bool:
    if link is Link.SAME_DENOMINATOR:
        return mine == theirs
    return mine >= theirs if link is Link.NOT_BELOW else mine <= theirs


def check_change(
    *, label: str, previous: Decimal | None, value: Decimal | None, suffix: str = ""
) -> list[Problem]:
    """Warning when a figure has changed by more than a quarter since last month.

    `suffix` follows each number, as "%" does.
    """
    if previous is None or value is None:
        return []
    if abs(value - previous) * 100 <= abs(previous) * BIG_CHANGE_PERCENT:
        return []
    change = f"{label}: changed by more than {BIG_CHANGE_PERCENT}% since last month"
    numbers = f"{grouped(previous)}{suffix} to {grouped(value)}{suffix}"
    return [_warning(f"{change} ({numbers}). Say why.")]


def check_repeated(
    *, label: str, latest: Sequence[Decimal | None], shown: str = ""
) -> list[Problem]:
    """Warning when the latest three months, newest last, are the same to the digit.

    `shown` is the value as readers see it, where it is held more precisely than that.
    """
    months = latest[-SAME_FOR_MONTHS:]
    if len(months) < SAME_FOR_MONTHS or months[-1] is None or len(set(months)) > 1:
        return []
    shown = shown or grouped(months[-1])
    return [_warning(f"{label}: {shown} for {SAME_FOR_MONTHS} months running. Is it up to date?")]


def check_limits(
    *,
    label: str,
    value: Decimal,
    limits: tuple[Decimal, Decimal],
    suffix: str = "",
    is_again: bool = False,
) -> list[Problem]:
    """Warning when a figure is outside its limits, as `spc.outside_limits` found it to be.

    `is_again` when the month before was too, on the same side. Nothing that is counted falls
    below nought, so no limit is told that does.
    """
    if limits[0] <= value <= limits[1]:
        return []
    lower, upper = (max(limit, Decimal(0)) for limit in limits)
    beyond = f"{label}: {grouped(value)}{suffix} is outside what earlier months lead to expect"
    beyond += ", as last month was" if is_again else ""
    return [_warning(f"{beyond} ({grouped(lower)}{suffix} to {grouped(upper)}{suffix}). Say why.")]


def _error(message: str, field: str) -> Problem:
    return Problem(Level.ERROR, message, field)


def _warning(message: str) -> Problem:
    return Problem(Level.WARNING, message, "comment")
