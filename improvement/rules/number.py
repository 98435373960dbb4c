"""What number did a person type? The one strict parser, for forms, pastes and imports."""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class MissingReason(StrEnum):
    """Why a figure is absent. An absent figure is never nought."""

    NOT_AVAILABLE = "not_available"
    NOT_APPLICABLE = "not_applicable"
    NO_CASES = "no_cases"

    @property
    def label(self) -> str:
        return self.value.replace("_", " ").capitalize()


class NumberError(ValueError):
    """What was typed is not a number; the message says so in words fit to show."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True, slots=True)
class ParsedNumber:
    """A number, or the reason there is none, or neither when nothing was keyed."""

    value: Decimal | None = None
    missing: MissingReason | None = None


MISSING_WORDS = {
    "-": MissingReason.NOT_AVAILABLE,
    "–": MissingReason.NOT_AVAILABLE,
    "—": MissingReason.NOT_AVAILABLE,
    "n/a": MissingReason.NOT_APPLICABLE,
    **{reason.label.lower(): reason for reason in MissingReason},
}
# [0-9], never \d: \d also matches digits of other scripts, which Decimal would quietly accept.
DIGITS = r"[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+"
NUMBER = re.compile(rf"(-?)(£?)({DIGITS})(\.[0-9]+)?(\s*%)?")
MOST_WHOLE_DIGITS, MOST_DECIMAL_PLACES = 12, 6
LONGEST_SHOWN = 30


def parse_number(text: object) -> ParsedNumber:
    """Read one keyed figure. Anything doubtful is refused, never guessed at.

    >>> parse_number(" 1,234 ").value
    Decimal('1234')
    >>> parse_number("no cases").missing
    <MissingReason.NO_CASES: 'no_cases'>
    >>> parse_number("")
    ParsedNumber(value=None, missing=None)
    """
    typed = _as_text(text).strip()
    if not typed:
        return ParsedNumber()
    missing = MISSING_WORDS.get(typed.lower())
    return ParsedNumber(missing=missing) if missing else ParsedNumber(_number(typed))


def _as_text(text: object) -> str:
    """A spreadsheet's whole number, decimal or date is judged by how it is written."""
    try:
        return "" if text is None else str(text)
    except ValueError:  # Python will not write out an integer of thousands of digits
        raise NumberError("That number is too long.") from None


def _number(typed: str) -> Decimal:
    match = NUMBER.fullmatch(typed)
    if match is None or (match[2] and match[5]):
        raise NumberError(f"“{_shown(typed)}” is not a number. Write it like 1,234 or 12.5.")
    sign, whole, places = match[1], match[3].replace(",", ""), match[4] or ""
    if len(whole) > MOST_WHOLE_DIGITS or len(places) > MOST_DECIMAL_PLACES + 1:
        raise NumberError(f"“{_shown(typed)}” has too many digits.")
    number = Decimal(sign + whole + places)
    return number or abs(number)


def _shown(typed: str) -> str:
    return typed if len(typed) <= LONGEST_SHOWN else typed[:LONGEST_SHOWN] + "…"
