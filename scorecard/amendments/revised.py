"""What would a figure say once it is amended, and what did it say before?"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from improvement.rules.checks import Level, Problem
from improvement.rules.month import Month
from improvement.rules.number import MissingReason
from improvement.rules.target import plain
from improvement.rules.value import PER, Unit
from scorecard.models import AdoptedMeasure, Amendment, Figure
from scorecard.services.entries import (
    Children,
    Entry,
    compute,
    figure_of,
    is_waiting,
    label_of,
    problems_of,
    unfinished,
    unknown_children,
)

# What an amendment changes in a figure, and keeps of it as it was.
PARTS = ("numerator", "denominator", "value", "missing", "comment")
FULL = Decimal(100)


class Parts(Protocol):
    """Whatever holds the parts of a figure: a figure, or one side of an amendment."""

    numerator: Decimal | None
    denominator: Decimal | None
    value: Decimal | None
    missing: str
    comment: str


@dataclass(frozen=True, slots=True)
class Was:
    """The side of an amendment that stood before it, under a figure's own names."""

    numerator: Decimal | None
    denominator: Decimal | None
    value: Decimal | None
    missing: str
    comment: str

    @classmethod
    def of(cls, one: Amendment) -> "Was":
        return cls(
            one.was_numerator, one.was_denominator, one.was_value, one.was_missing, one.was_comment
        )


def parts_of(held: Parts) -> dict[str, object]:
    """The parts alone, to compare and to copy."""
    return {name: getattr(held, name) for name in PARTS}


def figure_words(parts: Parts) -> str:
    """ "21 of 23", "9", why there is none, or the value where only that was given."""
    if parts.numerator is not None:
        whole = "" if parts.denominator is None else f" of {plain(parts.denominator)}"
        return f"{plain(parts.numerator)}{whole}"
    if parts.missing:
        return MissingReason(parts.missing).label
    return "" if parts.value is None else plain(parts.value)


def is_given_whole(figure: Figure) -> bool:
    """Was only its value ever given, as in a published table, and not what it is made of?"""
    return figure.value is not None and figure.numerator is None


def is_worked_out(measure: AdoptedMeasure) -> bool:
    """Does the value follow from numbers that are not themselves the value?"""
    return measure.measure.takes_two_numbers or Unit(measure.measure.unit) in PER


def entry_from(amendment: Amendment) -> Entry:
    """An amendment as the entry that was proposed."""
    keyed = amendment.missing if amendment.numerator is None else ""
    return Entry(
        numerator=amendment.numerator,
        denominator=amendment.denominator,
        missing=MissingReason(keyed) if keyed else None,
        comment=amendment.comment,
        value=amendment.value if amendment.numerator is None else None,
    )


def revised(figure: Figure, entry: Entry) -> Figure:
    """The figure as the entry makes it, not stored. Queries: 1 for a rate over children, or none.

    Once its numbers change it is no longer what its source printed, so the source and the
    published direction go; the history keeps the source.
    """
    measure, month = figure.measure, Month.of(figure.month)
    takes_two = measure.measure.takes_two_numbers
    children = None if takes_two else Children(figure.council).in_month(month)
    fresh = figure_of(figure.section, measure, entry, compute(measure, entry, month, children))
    numbers = [name for name in PARTS if name != "comment"]
    if all(getattr(fresh, name) == getattr(figure, name) for name in numbers):
        fresh.source, fresh.printed_direction = figure.source, figure.printed_direction
    return fresh


def problems_in(measure: AdoptedMeasure, entry: Entry, fresh: Figure) -> list[Problem]:
    """Everything that forbids a revision: nonsense, or a number left out."""
    computed = compute(measure, entry, Month.of(fresh.month), children=None)
    if problems := problems_of(measure, entry, computed) or unfinished(measure, fresh):
        return problems
    if is_waiting(measure, fresh):
        return [unknown_children(measure, measure.council, None)]
    return given_whole_problems(measure, entry)


def given_whole_problems(measure: AdoptedMeasure, entry: Entry) -> list[Problem]:
    """What forbids a value that is given without its parts."""
    label, value = label_of(measure), entry.value
    if value is None:
        return []
    if value < 0:
        return [Problem(Level.ERROR, f"{label}: a figure cannot be below nought.", "value")]
    if measure.measure.takes_two_numbers and measure.measure.unit == Unit.PERCENT and value > FULL:
        return [Problem(Level.ERROR, f"{label}: a share cannot be more than 100%.", "value")]
    return []
