"""What share of a few cases is it, how sure can we be of it, and did it change by more than chance?

The interval is Wilson's (1927) at 95%: unlike the textbook one it stays between 0 and 100 and
holds for a dozen cases. Two shares are set against each other by Newcombe's interval of their
difference (1998, method 10), which is made of their two Wilson intervals.
"""

from dataclasses import dataclass
from decimal import Context, Decimal, localcontext
from enum import StrEnum

from improvement.rules.value import round_half_up

Z = Decimal("1.959963984540054")  # 95% of a normal distribution lie within as many deviations
WORKING = Context(prec=50)
WHOLE = Decimal(100)
FEWEST_TO_COMPARE = 5
NO_CASES = "no cases"


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many cases, in per cent, and between which bounds the truth likely lies."""

    count: int
    of: int
    value: Decimal
    low: Decimal
    high: Decimal

    @property
    def percent(self) -> str:
        """The share alone: 60%."""
        return whole_percent(self.value)

    @property
    def counted(self) -> str:
        """The share with its cases: 12 of 20 (60%)."""
        return f"{self.count:,} of {self.of:,} ({self.percent})"

    @property
    def between(self) -> str:
        """The interval alone: 39% to 78%."""
        return f"{whole_percent(self.low)} to {whole_percent(self.high)}"

    @property
    def words(self) -> str:
        """The whole of it: 12 of 20 (60%), likely between 39% and 78%."""
        low, high = whole_percent(self.low), whole_percent(self.high)
        return f"{self.counted}, likely between {low} and {high}"


def whole_percent(value: Decimal) -> str:
    """A per cent as audits are read: whole, a half rounded up."""
    return f"{round_half_up(value, 0)}%"


def share_of(count: int, of: int) -> Share | None:
    """A share with its interval; None of no cases, which is not 0%.

    >>> share_of(12, 20).words
    '12 of 20 (60%), likely between 39% and 78%'
    >>> share_of(0, 0) is None
    True
    """
    if not 0 <= count <= of:
        raise ValueError(f"{count} of {of} is no share.")
    if of == 0:
        return None
    with localcontext(WORKING):
        low, high = lower_bound(count, of), WHOLE - lower_bound(of - count, of)
        return Share(count, of, WHOLE * count / of, low, high)


def lower_bound(count: int, of: int) -> Decimal:
    """Wilson's lower bound in per cent; the upper one is that of the other cases, from 100."""
    if count == 0:
        return Decimal(0)
    part, square = Decimal(count) / of, Z * Z
    middle = part + square / (2 * of)
    reach = Z * (part * (1 - part) / of + square / (4 * of * of)).sqrt()
    return WHOLE * (middle - reach) / (1 + square / of)


def share_words(share: Share | None) -> str:
    """A share in words, or that there were no cases.

    >>> share_words(None)
    'no cases'
    """
    return share.words if share else NO_CASES


class Verdict(StrEnum):
    """What can be said of two shares of different cases."""

    HIGHER = "higher"
    LOWER = "lower"
    CHANCE = "chance"
    TOO_FEW = "too_few"

    @property
    def label(self) -> str:
        return VERDICT_LABELS[self]


VERDICT_LABELS = {
    Verdict.HIGHER: "Higher",
    Verdict.LOWER: "Lower",
    Verdict.CHANCE: "No clear change",
    Verdict.TOO_FEW: "Too few to tell",
}


@dataclass(frozen=True, slots=True)
class Change:
    """A verdict on two shares, and the sentence that gives its reason."""

    verdict: Verdict
    reason: str


def change_between(earlier: Share | None, later: Share | None) -> Change:
    """Did the share move by more than chance alone may move it?

    >>> change_between(share_of(6, 20), share_of(16, 20)).reason
    'Higher: from 6 of 20 (30%) to 16 of 20 (80%), more than chance would explain.'
    >>> change_between(share_of(2, 4), share_of(18, 20)).verdict
    <Verdict.TOO_FEW: 'too_few'>
    """
    if earlier is None or later is None or min(earlier.of, later.of) < FEWEST_TO_COMPARE:
        return Change(Verdict.TOO_FEW, too_few_words(earlier, later))
    low, high = difference_between(earlier, later)
    moved = f"from {earlier.counted} to {later.counted}"
    if low > 0:
        return Change(Verdict.HIGHER, f"Higher: {moved}, more than chance would explain.")
    if high < 0:
        return Change(Verdict.LOWER, f"Lower: {moved}, more than chance would explain.")
    return Change(Verdict.CHANCE, f"No clear change: {moved}, which may be chance.")


def too_few_words(earlier: Share | None, later: Share | None) -> str:
    """Why two shares are not set against each other."""
    cases = (f"{one.of:,}" if one else "no" for one in (earlier, later))
    told = " cases, then ".join(cases)
    return f"Too few to tell: {told}. At least {FEWEST_TO_COMPARE} cases each time are needed."


def difference_between(earlier: Share, later: Share) -> tuple[Decimal, Decimal]:
    """Newcombe's 95% interval of later less earlier, in points."""
    with localcontext(WORKING):
        moved = later.value - earlier.value
        down = apart(later.value - later.low, earlier.high - earlier.value)
        up = apart(later.high - later.value, earlier.value - earlier.low)
        return moved - down, moved + up


def apart(one: Decimal, other: Decimal) -> Decimal:
    """The length of two deviations that know nothing of each other."""
    return (one * one + other * other).sqrt()
