"""What does a cell of a published table say: a number, or why there is none?"""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from improvement.rules.value import round_half_up

LONGEST_SHOWN = 30
# [0-9], never \d: \d also matches digits of other scripts, which Decimal would quietly accept.
NUMBER = re.compile(r"[0-9]{1,11}(?:\.[0-9]{1,6})?")


class Symbol(StrEnum):
    """Why a publisher prints no number. It is never nought, and never simply nothing.

    The values are the symbols as printed, but for the last two: an empty cell, and a place
    that the table does not hold for that period. The Department's legend gives `:` and `~` as
    what it printed before `x` and `low`; they are kept apart, since each is what was printed.
    """

    SUPPRESSED = "c"
    NOT_AVAILABLE = "x"
    NOT_APPLICABLE = "z"
    LOW = "low"
    ROUNDS_TO_NOUGHT = "k"
    UNRELIABLE = "u"
    OLDER_NOT_AVAILABLE = ":"
    OLDER_LOW = "~"
    BLANK = "blank"
    ABSENT = "absent"

    @property
    def label(self) -> str:
        return SYMBOL_LABELS[self]


SYMBOL_LABELS = {
    Symbol.SUPPRESSED: "Suppressed, so that no child can be recognised",
    Symbol.NOT_AVAILABLE: "Not available",
    Symbol.NOT_APPLICABLE: "Not applicable",
    Symbol.LOW: "Low: rounds to nought, but is not nought",
    Symbol.ROUNDS_TO_NOUGHT: "Rounds to nought, but is not nought",
    Symbol.UNRELIABLE: "Too unreliable to publish",
    Symbol.OLDER_NOT_AVAILABLE: "Not available, as older files mark it",
    Symbol.OLDER_LOW: "Low, as older files mark it: rounds to nought, but is not nought",
    Symbol.BLANK: "Left blank in the publication",
    Symbol.ABSENT: "Not in the publication for this period",
}
# What may be printed in a cell; `absent` is our word, never a publisher's.
PRINTED = {symbol.value: symbol for symbol in Symbol if symbol is not Symbol.ABSENT}
PRINTED[""] = Symbol.BLANK
del PRINTED[Symbol.BLANK.value]


class PublishedError(ValueError):
    """A cell that is neither a number nor a known symbol; the message is fit to show."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True, slots=True)
class Published:
    """A number as printed, or the symbol that stands for it: always exactly one of the two."""

    value: Decimal | None = None
    symbol: Symbol | None = None

    def __post_init__(self) -> None:
        if (self.value is None) == (self.symbol is None):
            raise ValueError("A published cell is a number or a symbol.")


ABSENT = Published(symbol=Symbol.ABSENT)


def parse_published(text: str) -> Published:
    """Read one cell strictly: no sign, no comma, no exponent, no digits of other scripts.

    >>> parse_published("22.6").value
    Decimal('22.6')
    >>> parse_published("c").symbol.label
    'Suppressed, so that no child can be recognised'
    """
    cell = text.strip()
    symbol = PRINTED.get(cell.lower())
    if symbol is not None:
        return Published(symbol=symbol)
    if NUMBER.fullmatch(cell) is None:
        shown = cell if len(cell) <= LONGEST_SHOWN else cell[:LONGEST_SHOWN] + "…"
        raise PublishedError(f"“{shown}” is neither a number nor a symbol that means there is none")
    return Published(Decimal(cell))


def rate_of(count: Published, children: Published, *, per: int, decimals: int) -> Published:
    """A published number as a rate over published children; either's symbol stands for it.

    >>> rate_of(Published(Decimal(23)), Published(Decimal(4000)), per=10_000, decimals=1).value
    Decimal('57.5')
    """
    if count.value is None:
        return count
    if children.value is None:
        return children
    if children.value == 0:
        return Published(symbol=Symbol.NOT_APPLICABLE)
    return Published(round_half_up(count.value * per / children.value, decimals))
