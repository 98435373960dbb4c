"""Can one measure's numbers be held against each other across councils of different sizes?"""

from dataclasses import dataclass
from decimal import Decimal

from improvement.rules.comparison import has_order
from improvement.rules.direction import Polarity
from improvement.rules.value import Basis, Unit, print_value, round_half_up

PER = 10_000
RATE_DECIMALS = 1
FEW = Decimal(10)
# A count that grows until it starts again says as much about the month as about the council.
STEADY_BASES = frozenset({Basis.MONTH, Basis.SNAPSHOT, Basis.ROLLING_12, Basis.ROLLING_3Y})


@dataclass(frozen=True, slots=True)
class Scale:
    """How a measure's values are compared: as they are, per 10,000 children, or not at all."""

    unit: Unit
    basis: Basis
    polarity: Polarity
    decimals: int

    @property
    def is_per_children(self) -> bool:
        return self.unit is Unit.COUNT and self.basis in STEADY_BASES

    @property
    def is_comparable(self) -> bool:
        return self.unit is not Unit.COUNT or self.basis in STEADY_BASES

    @property
    def is_ranked(self) -> bool:
        """Is there a best council?"""
        return self.is_comparable and has_order(self.polarity)

    def compared(self, value: Decimal | None, children: int | None) -> Decimal | None:
        """The number that councils are compared by; none for a count without a population.

        >>> Scale(Unit.COUNT, Basis.MONTH, Polarity.LOWER, 0).compared(Decimal(30), 60_000)
        Decimal('5')
        """
        if value is None or not self.is_comparable:
            return None
        if not self.is_per_children:
            return value
        return value * PER / children if children else None

    @property
    def places(self) -> int:
        """How many decimals a compared number is read with."""
        return RATE_DECIMALS if self.is_per_children else self.decimals

    def rounded(self, value: Decimal) -> Decimal:
        """The number that is ranked: what reads as level is level."""
        return round_half_up(value, self.places)

    def printed(self, value: Decimal | None) -> str:
        """A compared number as it is read."""
        return print_value(value, Unit.RATE_10K if self.is_per_children else self.unit, self.places)

    def said(self, value: Decimal | None) -> str:
        """A compared number in a sentence."""
        return self.printed(value) + " for every 10,000 children" * self.is_per_children

    def is_few(self, value: Decimal | None) -> bool:
        """So few that one more or less would move the council."""
        return self.unit is Unit.COUNT and value is not None and value < FEW

    @property
    def heading(self) -> str:
        return "Per 10,000 children" if self.is_per_children else self.unit.label

    @property
    def notes(self) -> tuple[str, ...]:
        """What a fair reader has to know of the numbers, in sentences."""
        told = []
        if self.is_per_children:
            told.append(
                "Numbers are compared for every 10,000 children aged 0 to 17 who live in the area,"
                " so that a large council can be held against a small one."
            )
        elif not self.is_comparable:
            told.append(
                f"This is a plain number counted over “{self.basis.label.lower()}”, which grows"
                " until it starts again: councils are listed, and not ranked."
            )
        if self.is_comparable and not self.is_ranked:
            told.append(
                "Neither more nor less is better by itself: councils stand in order of size and"
                " are not ranked."
            )
        if self.unit is Unit.PERCENT:
            told.append(
                "A percentage of few children moves far from month to month: each council’s own"
                " page has the numbers behind it and says whether a change is real."
            )
        return tuple(told)
