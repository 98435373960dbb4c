"""Is a keyed figure nonsense (an error), or only surprising (a warning)?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from improvement.rules.number import MissingReason
from improvement.rules.target import plain
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
        problems.append(_error(f"{label}: {plain(value)} is below nought.", field))
    if counted and value % 1:
        problems.append(_error(f"{label}: {plain(value)} is not a whole number.", field))
    return problems


def _check_within(
    label: str, unit: Unit, numerator: Decimal | None, denominator: Decimal | None
) -> list[Problem]:
    if unit not in SHARES or numerator is None or denominator is None:
        return []
    if numerator <= denominator:
        return []
    top, bottom = plain(numerator), plain(denominator)
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


def check_linked(
    *, label: str, value: Decimal | None, whole_label: str, whole: Decimal | None
) -> list[Problem]:
    """Error when a part is more than the whole it is counted in, such as all open cases."""
    if value is None or whole is None or value <= whole:
        return []
    message = f"{label} ({plain(value)}) is more than {whole_label} ({plain(whole)})."
    return [_error(message, "numerator")]


def check_change(*, label: str, previous: Decimal | None, value: Decimal | None) -> list[Problem]:
    """Warning when a figure has changed by more than a quarter since last month."""
    if previous is None or value is None:
        return []
    if abs(value - previous) * 100 <= abs(previous) * BIG_CHANGE_PERCENT:
        return []
    change = f"{label}: changed by more than {BIG_CHANGE_PERCENT}% since last month"
    return [_warning(f"{change} ({plain(previous)} to {plain(value)}). Say why.")]


def check_repeated(*, label: str, latest: Sequence[Decimal | None]) -> list[Problem]:
    """Warning when the latest three months, newest last, are the same to the digit."""
    months = latest[-SAME_FOR_MONTHS:]
    if len(months) < SAME_FOR_MONTHS or months[-1] is None or len(set(months)) > 1:
        return []
    shown = plain(months[-1])
    return [_warning(f"{label}: {shown} for {SAME_FOR_MONTHS} months running. Is it up to date?")]


def _error(message: str, field: str) -> Problem:
    return Problem(Level.ERROR, message, field)


def _warning(message: str) -> Problem:
    return Problem(Level.WARNING, message, "comment")
