"""Do a section's figures agree with each other, and do they look like those of earlier months?

Errors between linked measures stop a save; warnings ask for a comment before a submit.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from django.db.models import DecimalField, Value

from improvement.rules.checks import (
    Link,
    Parts,
    Problem,
    check_change,
    check_limits,
    check_linked,
    check_repeated,
)
from improvement.rules.month import Month
from improvement.rules.spc import outside_limits
from improvement.rules.value import Basis, Unit, print_value, round_half_up
from scorecard.models import AdoptedMeasure, Figure, Rebase, Section
from scorecard.selectors.signals import NOT_CHARTED
from scorecard.services.entries import Entry, label_of
from scorecard.services.storing import keyed_words

# How far back a figure is compared; the limits of three years say what is usual now.
MONTHS_BACK = 36
RUNNING = frozenset({Basis.YTD, Basis.CALENDAR_YTD})
# Nobody expects these to move every month: the same number three months running says nothing.
SLOW = frozenset({Basis.TERM, Basis.ACADEMIC_YEAR, Basis.CYCLE, Basis.ROLLING_3Y})
WORDLESS = "The comment has no words in it."
OUTDATED = (
    "The comment was written before this figure was sent back and changed: say what holds now."
)

Found = tuple[AdoptedMeasure, Problem]
Series = Mapping[Month, Decimal]


@dataclass(frozen=True, slots=True)
class Side:
    """One measure's numbers as they would stand after a save."""

    measure: AdoptedMeasure
    parts: Parts
    is_typed: bool


@dataclass(slots=True)
class Earlier:
    """A measure's months before, and from when its limits are worked out anew."""

    values: dict[Month, Decimal] = field(default_factory=dict)
    rebased: Month | None = None

    def add(self, month: Month, value: Decimal | None) -> None:
        """A month's figure, or without a value a rebase; the latest of those counts."""
        if value is not None:
            self.values[month] = value
        elif self.rebased is None or month > self.rebased:
            self.rebased = month

    @property
    def since_rebase(self) -> Series:
        """What limits may be worked out from."""
        start = self.rebased
        return {one: value for one, value in self.values.items() if start is None or one >= start}


def month_figures(section: Section) -> list[Figure]:
    """Every figure of the council's month, of whatever section. Queries: 1."""
    figures = Figure.objects.filter(
        council_id=section.council_id, month=section.monthly_return.month
    )
    return list(figures.select_related("measure__measure"))


def linked_problems(
    entries: Mapping[AdoptedMeasure, Entry], stored: Iterable[Figure]
) -> list[Found]:
    """What entries would break between linked measures, each at the cell that was typed.

    The other number may be in the same sheet or stored in any section of the month
    (`month_figures`). What nobody has touched is left for its own section's submit.
    """
    held = {figure.measure_id: figure for figure in stored}
    sides = [side_of(figure.measure, figure) for figure in held.values() if is_asked(figure)]
    sides += [
        typed_side(measure, entry, held.get(measure.pk)) for measure, entry in entries.items()
    ]
    return broken_links(sides)


def links_of_section(section: Section) -> list[Found]:
    """What stands broken between a section's stored figures and the rest of the month."""
    return broken_links(
        side_of(figure.measure, figure, is_typed=figure.section_id == section.pk)
        for figure in month_figures(section)
        if is_asked(figure)
    )


def is_asked(figure: Figure) -> bool:
    """A measure no longer in use binds nobody."""
    return figure.measure.is_active


def side_of(measure: AdoptedMeasure, given: Figure | Entry, *, is_typed: bool = False) -> Side:
    is_pair = measure.measure.takes_two_numbers
    parts = Parts(label_of(measure), given.numerator, given.denominator, is_pair)
    return Side(measure, parts, is_typed)


def typed_side(measure: AdoptedMeasure, entry: Entry, held: Figure | None) -> Side:
    """An entry; the sheet brings every line, and only what differs from the store was typed."""
    before = (held.numerator, held.denominator) if held else (None, None)
    return side_of(measure, entry, is_typed=(entry.numerator, entry.denominator) != before)


def broken_links(sides: Iterable[Side]) -> list[Found]:
    """Every broken link with a typed side; the part answers before the whole it is part of."""
    # Links name catalogue measures, so that a council's own of the same code comes second.
    by_code = {
        side.measure.measure.code: side
        for side in sorted(sides, key=lambda side: side.measure.measure.council_id is None)
    }
    return [
        found
        for side in by_code.values()
        for link in side.measure.measure.links
        for name, code in link.items()
        if code in by_code and (found := broken_link(Link(name), side, by_code[code]))
    ]


def broken_link(link: Link, own: Side, other: Side) -> Found | None:
    if not (own.is_typed or other.is_typed):
        return None
    problems = check_linked(link, own.parts, other.parts)
    if problems is None:
        return None
    here, there = problems
    return (own.measure, here) if own.is_typed else (other.measure, there)


def warnings_for(
    section: Section, measures: Iterable[AdoptedMeasure], figures: Mapping[int, Figure]
) -> dict[int, list[Problem]]:
    """What is odd about figures (by measure, stored or not yet), by measure. Queries: 1."""
    present = {
        measure: value
        for measure in measures
        if (figure := figures.get(measure.pk)) is not None and (value := figure.value) is not None
    }
    earlier = earlier_values(section, present)
    found = {
        measure.pk: oddities(measure, section.month, value, earlier.get(measure.pk, Earlier()))
        for measure, value in present.items()
    }
    return {pk: problems for pk, problems in found.items() if problems}


def unexplained(
    section: Section, measures: Iterable[AdoptedMeasure], figures: Mapping[int, Figure]
) -> list[Found]:
    """The warnings that no comment explains yet: each figure has to say why before a submit."""
    measures = list(measures)
    found = warnings_for(section, measures, figures)
    return [
        (measure, replace(problem, message=f"{problem.message} {fault}".rstrip()))
        for measure in measures
        for problem in found.get(measure.pk, ())
        if (fault := comment_fault(section, measure, figures[measure.pk])) is not None
    ]


def comment_fault(section: Section, measure: AdoptedMeasure, figure: Figure) -> str | None:
    """Why a figure's comment explains nothing; empty for no comment, none where it explains.

    A full stop says nothing, and nor do the words that stood beside other numbers when the
    section was sent back.
    """
    comment = figure.comment.strip()
    if not comment:
        return ""
    if not any(character.isalnum() for character in comment):
        return WORDLESS
    before = section.as_sent_back.get(str(measure.pk))
    if before is None or before["comment"].strip() != comment:
        return None
    now = keyed_words(figure, is_pair=measure.measure.takes_two_numbers)
    return OUTDATED if before["keyed"] != now else None


def earlier_values(section: Section, measures: Iterable[AdoptedMeasure]) -> dict[int, Earlier]:
    """The months before, by measure. Queries: 1, whatever the history."""
    month, asked = section.month, [one.pk for one in measures]
    figures = Figure.objects.between(section.council, month.plus(-MONTHS_BACK), month.previous)
    figures = figures.filter(measure__in=asked, value__isnull=False)
    rebases = Rebase.objects.filter(measure__in=asked, month__lte=month.first_day)
    # In one question: a rebase is a row without a value.
    no_value = Value(None, output_field=DecimalField())
    rows = figures.order_by().values_list("measure", "month", "value")
    rows = rows.union(rebases.order_by().values_list("measure", "month", no_value), all=True)
    read: dict[int, Earlier] = {}
    for pk, day, value in rows:
        read.setdefault(pk, Earlier()).add(Month.of(day), value)
    return read


def oddities(
    measure: AdoptedMeasure, month: Month, value: Decimal, before: Earlier
) -> list[Problem]:
    """Every warning about one figure; limits ask nothing of the months before a rebase."""
    earlier = before.values
    basis, is_count = Basis(measure.measure.basis), measure.measure.unit == Unit.COUNT
    found: list[Problem] = []
    # A running count grows by design and falls back when its year begins again.
    if not (basis in RUNNING and is_count):
        found += changed(measure, value, earlier.get(month.previous))
    if basis not in SLOW:
        found += repeated(
            measure, [earlier.get(month.plus(-2)), earlier.get(month.previous), value]
        )
    if basis not in NOT_CHARTED:
        found += unusual(measure, month, value, before.since_rebase)
    return found


def changed(measure: AdoptedMeasure, value: Decimal, last: Decimal | None) -> list[Problem]:
    """Compared as readers see both, so that no message says "changed" of 12% and 12%."""
    previous = None if last is None else round_half_up(last, measure.decimals)
    value = round_half_up(value, measure.decimals)
    suffix = Unit(measure.measure.unit).suffix
    return check_change(label=label_of(measure), previous=previous, value=value, suffix=suffix)


def repeated(measure: AdoptedMeasure, latest: list[Decimal | None]) -> list[Problem]:
    """Compared as stored: 92.1% and 92.4%, both shown as 92%, are not the same figure."""
    shown = print_value(latest[-1], Unit(measure.measure.unit), measure.decimals)
    return check_repeated(label=label_of(measure), latest=latest, shown=shown)


def unusual(
    measure: AdoptedMeasure, month: Month, value: Decimal, earlier: Series
) -> list[Problem]:
    """Limits are told to one place more than the figure, so that it never seems to touch them."""
    if (limits := limits_left(month, value, earlier)) is None:
        return []
    lower, upper = (round_half_up(limit, measure.decimals + 1) for limit in limits)
    return check_limits(
        label=label_of(measure),
        value=round_half_up(value, measure.decimals),
        limits=(lower, upper),
        suffix=Unit(measure.measure.unit).suffix,
        is_again=was_outside(month.previous, earlier, is_above=value > limits[1]),
    )


def limits_left(month: Month, value: Decimal, earlier: Series) -> tuple[Decimal, Decimal] | None:
    """The limits of the months before one that its value lies outside."""
    return outside_limits([earlier[one] for one in sorted(earlier) if one < month], value)


def was_outside(month: Month, earlier: Series, *, is_above: bool) -> bool:
    """Was a month's figure outside the limits of its own day, on the same side?"""
    if (value := earlier.get(month)) is None:
        return False
    limits = limits_left(month, value, earlier)
    return limits is not None and (value > limits[1]) == is_above
