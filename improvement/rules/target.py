"""What must a figure be, and how far is it from that?"""

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Self

NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,12})(?:\.[0-9]{1,6})?"
# A hyphen, and what word processors make of it; the last is the sign for minus.
DASH = "[-\u2010-\u2014\u2212]"
RANGE = re.compile(
    rf"(>?)\s*({NUMBER})\s*(%?)\s*(?:to|{DASH})\s*(<?)\s*({NUMBER})\s*(%?)", re.IGNORECASE
)
SIGNED = re.compile(rf"(>=|<=|≥|≤|>|<)\s*({NUMBER})\s*(%?)")
AT_LEAST = re.compile(rf"({NUMBER})\s*(%?)\s*(?:\+|or (?:more|above|higher|over))", re.IGNORECASE)
AT_MOST = re.compile(rf"({NUMBER})\s*(%?)\s*or (?:fewer|less|below|lower|under)", re.IGNORECASE)
BARE = re.compile(rf"{NUMBER}\s*%?")
# Words before a number that say what a sign says.
SIGN_WORDS = {
    ">": "more than|greater than|over|above",
    "<": "less than|fewer than|under|below",
    "≥": "at least|no less than|not less than|no fewer than|not fewer than",
    "≤": "at most|no more than|not more than|up to",
}
WORDED = [
    (re.compile(rf"(?:{words})\s", re.IGNORECASE), sign) for sign, words in SIGN_WORDS.items()
]
BETWEEN = re.compile(r"between\s(.+)\sand\s(.+)|from\s(.+)\sto\s(.+)", re.IGNORECASE)
FORMS = "575 to 695, 14% to 21%, >90%, <10%, 85%+ or ≤13"
LONGEST, LONGEST_ECHOED = 60, 20
# What people write while a target has still to be agreed.
UNDECIDED = frozenset({"tbc", "tbd", "tba", "none", "n/a", "na", "nil", "not set", "-", "–", "—"})


class TargetError(ValueError):
    """What was typed is not a target; the message says so in words fit to show."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True, slots=True)
class Target:
    """The range a figure should fall in; either bound may be absent, inclusive or strict.

    >>> Target.parse(">90%").contains(Decimal("90"))
    False
    >>> str(Target.parse("≥ 85 %"))
    '85%+'
    """

    lower: Decimal | None = None
    lower_strict: bool = False
    upper: Decimal | None = None
    upper_strict: bool = False
    is_percent: bool = False
    # Commas between thousands are printed where they were typed; they make no other target of it.
    is_grouped: bool = field(default=False, compare=False)

    def __post_init__(self) -> None:
        if self.lower is None and self.upper is None:
            raise TargetError("A target needs a lower or an upper bound.")
        if (self.lower is None and self.lower_strict) or (self.upper is None and self.upper_strict):
            raise TargetError("Only a bound that is present can be strict.")
        if self.lower is not None and self.upper is not None:
            self._check_order(self.lower, self.upper)

    def _check_order(self, lower: Decimal, upper: Decimal) -> None:
        if lower > upper or (lower == upper and (self.lower_strict or self.upper_strict)):
            raise TargetError(f"No figure can meet {self}: check which bound is the lower.")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a target as councils print it."""
        typed = text.strip()
        found = cls._read(_signed(typed)) if len(typed) <= LONGEST else None
        if found is None:
            raise TargetError(_refusal(typed))
        return replace(found, is_grouped="," in typed)

    @classmethod
    def _read(cls, typed: str) -> Self | None:
        if match := RANGE.fullmatch(typed):
            return cls._from_range(match)
        if match := SIGNED.fullmatch(typed):
            return cls._from_sign(match)
        if match := AT_LEAST.fullmatch(typed):
            return cls(lower=_decimal(match[1]), is_percent=bool(match[2]))
        if match := AT_MOST.fullmatch(typed):
            return cls(upper=_decimal(match[1]), is_percent=bool(match[2]))
        return None

    @classmethod
    def _from_range(cls, match: re.Match[str]) -> Self:
        return cls(
            lower=_decimal(match[2]),
            lower_strict=bool(match[1]),
            upper=_decimal(match[5]),
            upper_strict=bool(match[4]),
            is_percent=bool(match[3] or match[6]),
        )

    @classmethod
    def _from_sign(cls, match: re.Match[str]) -> Self:
        sign, bound, percent = match[1], _decimal(match[2]), bool(match[3])
        strict = len(sign) == 1 and sign in "<>"
        if sign[0] in ">≥":
            return cls(lower=bound, lower_strict=strict, is_percent=percent)
        return cls(upper=bound, upper_strict=strict, is_percent=percent)

    def __str__(self) -> str:
        lower, upper = self._printed(self.lower), self._printed(self.upper)
        if self.is_two_sided:
            return f"{'>' * self.lower_strict}{lower} to {'<' * self.upper_strict}{upper}"
        if self.lower is not None:
            return f">{lower}" if self.lower_strict else f"{lower}+"
        return f"<{upper}" if self.upper_strict else f"≤{upper}"

    def _printed(self, bound: Decimal | None) -> str:
        """With commas only where they were typed: boards' own tables print both."""
        if bound is None:
            return ""
        whole, dot, places = plain(bound).partition(".")
        whole = f"{int(whole):,}" if self.is_grouped else whole
        return whole + dot + places + "%" * self.is_percent

    @property
    def is_two_sided(self) -> bool:
        return self.lower is not None and self.upper is not None

    def is_below(self, value: Decimal) -> bool:
        """The value falls short of the lower bound, or only reaches a strict one."""
        if self.lower is None:
            return False
        return value < self.lower or (self.lower_strict and value == self.lower)

    def is_above(self, value: Decimal) -> bool:
        """The value goes over the upper bound, or reaches a strict one."""
        if self.upper is None:
            return False
        return value > self.upper or (self.upper_strict and value == self.upper)

    def contains(self, value: Decimal) -> bool:
        return not self.is_below(value) and not self.is_above(value)

    def nearest_bound(self, value: Decimal) -> Decimal:
        """The bound the value is closest to, inside or out; the lower when it is midway."""
        bounds = [bound for bound in (self.lower, self.upper) if bound is not None]
        return min(bounds, key=lambda bound: abs(value - bound))

    def distance(self, value: Decimal) -> Decimal:
        """How far outside the value is; nought inside, and on a strict bound."""
        return Decimal(0) if self.contains(value) else abs(value - self.nearest_bound(value))


def plain(number: Decimal) -> str:
    """A number without an exponent or idle noughts after the point.

    >>> plain(Decimal("85.50")), plain(Decimal("1E+3"))
    ('85.5', '1000')
    """
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def grouped(number: Decimal) -> str:
    """A plain number with its thousands marked, for sentences.

    >>> grouped(Decimal("2730.50")), grouped(Decimal(-1000))
    ('2,730.5', '-1,000')
    """
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _signed(typed: str) -> str:
    """The target with signs in place of words: councils write both.

    >>> _signed("no more than 13"), _signed("between 14% and 21%")
    ('≤13', '14% to 21%')
    """
    for words, sign in WORDED:
        if match := words.match(typed):
            return sign + typed[match.end() :]
    if match := BETWEEN.fullmatch(typed):
        return " to ".join(part for part in match.groups() if part)
    return typed


def _decimal(digits: str) -> Decimal:
    return Decimal(digits.replace(",", ""))


def _refusal(typed: str) -> str:
    """Why this is no target, and what to write instead."""
    shown = typed[:LONGEST]
    if typed.lower() in UNDECIDED:
        return f"“{shown}” is not a target. Until one is agreed, leave the measure without one."
    if BARE.fullmatch(typed) and len(typed) <= LONGEST_ECHOED:
        return f"“{shown}” alone is not a target: write {shown}+ (at least) or ≤{shown} (at most)."
    return f"“{shown}” is not a target. Write it like {FORMS}."
