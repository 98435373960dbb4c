"""How does one authority compare: with its neighbours, and in the order of all?

Quartiles are those of Excel's QUARTILE.INC and R's default (type 7), as the Department for
Education's own tools use them; worked out in Decimal, so that a value on a quartile is on it.
"""

from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum

from improvement.rules.direction import Polarity
from improvement.rules.value import round_half_up

MEAN_PLACES = 6
FEWEST_FOR_BANDS = 4
Quartiles = tuple[Decimal, Decimal, Decimal]


class Band(StrEnum):
    """Which quarter of all authorities a value is in: A is the best, D the worst."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"

    @property
    def label(self) -> str:
        return BAND_LABELS[self]


BAND_LABELS = {
    Band.A: "A, best quarter",
    Band.B: "B, second quarter",
    Band.C: "C, third quarter",
    Band.D: "D, worst quarter",
}
BEST_FIRST = (Band.A, Band.B, Band.C)


def mean_of(values: Sequence[Decimal]) -> Decimal | None:
    """The mean, to six places; nothing of nothing.

    >>> mean_of([Decimal(1), Decimal(2)])
    Decimal('1.500000')
    """
    if not values:
        return None
    return round_half_up(sum(values, Decimal(0)) / len(values), MEAN_PLACES)


def median_of(values: Sequence[Decimal]) -> Decimal | None:
    """The middle value, or the mean of the two in the middle; nothing of nothing.

    >>> median_of([Decimal(9), Decimal(1), Decimal(4)])
    Decimal('4')
    """
    return _quantile(sorted(values), 2) if values else None


def quartiles_of(values: Sequence[Decimal]) -> Quartiles | None:
    """The three cuts between the quarters; nothing when there are too few to quarter."""
    if len(values) < FEWEST_FOR_BANDS:
        return None
    ordered = sorted(values)
    return _quantile(ordered, 1), _quantile(ordered, 2), _quantile(ordered, 3)


def _quantile(ordered: Sequence[Decimal], quarter: int) -> Decimal:
    """The value a number of quarters of the way along, between two where it falls between."""
    whole, part = divmod((len(ordered) - 1) * quarter, 4)
    if part == 0:
        return ordered[whole]
    below, above = ordered[whole], ordered[whole + 1]
    return below + (above - below) * part / 4


def band_of(value: Decimal, quartiles: Quartiles | None, polarity: Polarity) -> Band | None:
    """The quarter a value is in; a value on a cut is in the better one.

    None where neither way is better.

    >>> band_of(Decimal(3), (Decimal(3), Decimal(5), Decimal(7)), Polarity.LOWER)
    <Band.A: 'A'>
    """
    if quartiles is None or not has_order(polarity):
        return None
    lower = polarity is Polarity.LOWER
    cuts = quartiles if lower else quartiles[::-1]
    reached = (
        band
        for band, cut in zip(BEST_FIRST, cuts, strict=True)
        if (value <= cut if lower else value >= cut)
    )
    return next(reached, Band.D)


def rank_of(value: Decimal, values: Sequence[Decimal], polarity: Polarity) -> int | None:
    """One more than the number that are better; those level with each other share the best rank.

    >>> rank_of(Decimal(5), [Decimal(5), Decimal(5), Decimal(9)], Polarity.LOWER)
    1
    """
    if not has_order(polarity):
        return None
    lower = polarity is Polarity.LOWER
    return 1 + sum(1 for other in values if (other < value if lower else other > value))


def has_order(polarity: Polarity) -> bool:
    """Is one end of the measure better than the other?"""
    return polarity in (Polarity.HIGHER, Polarity.LOWER)
