"""What does a keyed entry come to, and can it be stored?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError

from improvement.councils.models import Council, Population
from improvement.rules.checks import Level, Problem, check_complete, check_figure
from improvement.rules.month import Month
from improvement.rules.number import MissingReason
from improvement.rules.value import PER, Basis, Computed, Unit, round_half_up, value_of
from scorecard.models import AdoptedMeasure, Figure, Section

STORED_PLACES = 8
KEYED_PLACES = 4
# One less than the stored columns can hold before the point.
LARGEST = Decimal(99_999_999)
LONGEST_COMMENT = 2_000


@dataclass(frozen=True, slots=True)
class Entry:
    """One figure as it was given, read but not yet worked out.

    `value` is only for published history whose parts were never printed.
    """

    numerator: Decimal | None = None
    denominator: Decimal | None = None
    missing: MissingReason | None = None
    comment: str = ""
    value: Decimal | None = None
    as_at: date | None = None
    printed_direction: str = ""
    source: str = ""

    @property
    def is_empty(self) -> bool:
        """Nothing was given at all."""
        return self == Entry()


class FigureProblems(ValidationError):
    """A refusal that knows, for each of its messages, which measure's cell it is about."""

    def __init__(self, found: Iterable[tuple[AdoptedMeasure, Problem]]) -> None:
        self.found = list(found)
        super().__init__([problem.message for _, problem in self.found])


class Children:
    """A council's child population, year by year, read once."""

    def __init__(self, council: Council) -> None:
        rows = Population.objects.filter(council=council).order_by("year")
        self.by_year = list(rows.values_list("year", "children"))

    def in_month(self, month: Month) -> int | None:
        """The latest mid-year estimate by then; before the first one, the first."""
        known = [children for year, children in self.by_year if year <= month.year]
        return known[-1] if known else next((children for _, children in self.by_year), None)


def label_of(measure: AdoptedMeasure) -> str:
    """How a message names a figure."""
    return f"{measure.code} {measure.name}"


def months_elapsed(basis: str, month: Month) -> int | None:
    """How many months a year-to-date figure covers; nothing for one that is not."""
    if basis == Basis.YTD:
        return month.financial_month
    return month.number if basis == Basis.CALENDAR_YTD else None


def compute(measure: AdoptedMeasure, entry: Entry, month: Month, children: int | None) -> Computed:
    """The value an entry comes to, at the precision that is stored."""
    if entry.missing is not None:
        return Computed(missing=entry.missing)
    if entry.numerator is None:
        return Computed(value=stored(entry.value))
    computed = from_parts(measure, entry, month, children)
    return Computed(value=stored(computed.value), missing=computed.missing)


def from_parts(
    measure: AdoptedMeasure, entry: Entry, month: Month, children: int | None
) -> Computed:
    """Half a pair is unfinished, never a value, and so is a rate without a child population."""
    definition = measure.measure
    unit, whole = Unit(definition.unit), entry.denominator
    if is_per_child(measure) and not children:
        return Computed()
    if unit is Unit.PERCENT and not definition.takes_two_numbers:
        return Computed(entry.numerator)
    if not definition.takes_two_numbers:
        elapsed = months_elapsed(definition.basis, month)
        return value_of(unit, entry.numerator, None, population=children, months_elapsed=elapsed)
    if whole is None:
        return Computed()
    if whole == 0:
        return Computed(missing=MissingReason.NO_CASES)
    if unit in PER:
        return Computed(entry.numerator * PER[unit] / whole)
    return value_of(unit, entry.numerator, whole)


def is_per_child(measure: AdoptedMeasure) -> bool:
    """Is it a rate over the council's children, rather than over a number keyed beside it?"""
    definition = measure.measure
    return Unit(definition.unit) in PER and not definition.takes_two_numbers


def stored(value: Decimal | None) -> Decimal | None:
    """A value as its column holds it."""
    return None if value is None else round_half_up(value, STORED_PLACES)


def problems_of(measure: AdoptedMeasure, entry: Entry, computed: Computed) -> list[Problem]:
    """Everything that forbids storing an entry, finished or not."""
    definition, label = measure.measure, label_of(measure)
    if too_large := size_problems(label, entry):
        return too_large + text_problems(label, entry)
    problems = check_figure(
        label=label,
        unit=Unit(definition.unit),
        numerator=entry.numerator,
        denominator=entry.denominator,
        decimals=definition.decimals,
        is_whole=definition.is_whole,
        missing=entry.missing,
    )
    if computed.value is not None and abs(computed.value) > LARGEST:
        message = f"{label}: this comes to more than any figure can be. Check both numbers."
        problems.append(Problem(Level.ERROR, message, "numerator"))
    return problems + text_problems(label, entry)


def size_problems(label: str, entry: Entry) -> list[Problem]:
    """Numbers that no column could hold, before anything is worked out from them."""
    parts = {"numerator": entry.numerator, "denominator": entry.denominator, "value": entry.value}
    return [
        Problem(Level.ERROR, f"{label}: {reason}", field)
        for field, number in parts.items()
        if number is not None and (reason := size_fault(number))
    ]


def size_fault(number: Decimal) -> str:
    """Why a number cannot be held, or nothing."""
    if abs(number) > LARGEST:
        return f"{number:,f} is too large. The most is {LARGEST:,f}."
    if number != round_half_up(number, KEYED_PLACES):
        return f"{number:f} has more than {KEYED_PLACES} decimal places."
    return ""


def text_problems(label: str, entry: Entry) -> list[Problem]:
    """Comments that are too long, or hold a character that no database can."""
    if len(entry.comment) > LONGEST_COMMENT:
        message = f"{label}: the comment is longer than {LONGEST_COMMENT:,} characters."
        return [Problem(Level.ERROR, message, "comment")]
    if "\x00" in entry.comment:
        message = f"{label}: the comment holds a character that cannot be stored."
        return [Problem(Level.ERROR, message, "comment")]
    return []


def figure_of(
    section: Section, measure: AdoptedMeasure, entry: Entry, computed: Computed
) -> Figure:
    """An entry as the row that stores it."""
    return Figure(
        council_id=section.council_id,
        month=section.month.first_day,
        measure=measure,
        section=section,
        numerator=entry.numerator,
        denominator=entry.denominator,
        value=computed.value,
        missing=computed.missing or "",
        comment=entry.comment,
        is_share=measure.measure.unit == Unit.PERCENT,
        as_at=entry.as_at,
        printed_direction=entry.printed_direction,
        source=entry.source,
    )


def entry_of(figure: Figure | None) -> Entry:
    """A stored figure as the entry that would give it again.

    A reason that follows from the numbers (nought of nought) is not one that was given.
    """
    if figure is None:
        return Entry()
    keyed = figure.missing if figure.numerator is None else ""
    return Entry(
        numerator=figure.numerator,
        denominator=figure.denominator,
        missing=MissingReason(keyed) if keyed else None,
        comment=figure.comment,
        value=figure.value if figure.numerator is None else None,
        as_at=figure.as_at,
        printed_direction=figure.printed_direction,
        source=figure.source,
    )


def gaps_in(
    section: Section, measures: Iterable[AdoptedMeasure], figures: Mapping[int, Figure]
) -> dict[int, list[Problem]]:
    """What still stops figures (by measure) from being submitted. Queries: at most 1."""
    pairs = [(measure, figures.get(measure.pk)) for measure in measures]
    waits = any(is_waiting(measure, figure) for measure, figure in pairs)
    children = Children(section.council).in_month(section.month) if waits else None
    found = {
        measure.pk: [unknown_children(measure, section.council, children)]
        if is_waiting(measure, figure)
        else unfinished(measure, figure)
        for measure, figure in pairs
    }
    return {pk: problems for pk, problems in found.items() if problems}


def is_waiting(measure: AdoptedMeasure, figure: Figure | None) -> bool:
    """Was a count keyed whose rate could not be worked out?"""
    if figure is None or figure.numerator is None or figure.value is not None:
        return False
    return is_per_child(measure) and not figure.missing


def unknown_children(measure: AdoptedMeasure, council: Council, children: int | None) -> Problem:
    """Why there is no rate: nobody has said how many children there are, or only since."""
    if children:
        why = "the child population was added since. Save the figures again to work this out."
    else:
        why = f"the child population of {council} is not known. Ask an administrator to add it."
    return Problem(Level.ERROR, f"{label_of(measure)}: {why}", "numerator")


def unfinished(measure: AdoptedMeasure, figure: Figure | None) -> list[Problem]:
    """What is missing of one figure that was keyed in part, or not at all."""
    if figure is not None and (figure.value is not None or figure.missing):
        return []
    return check_complete(
        label=label_of(measure),
        numerator=figure.numerator if figure else None,
        denominator=figure.denominator if figure else None,
        has_denominator=measure.measure.takes_two_numbers,
        missing=None,
    )


def all_problems(
    entries: Iterable[tuple[AdoptedMeasure, Entry, Computed]],
) -> list[tuple[AdoptedMeasure, Problem]]:
    """Every problem of every entry, each with the measure it is in."""
    return [
        (measure, problem)
        for measure, entry, computed in entries
        for problem in problems_of(measure, entry, computed)
    ]
