"""Which figures of a month may this person upload, and what is stored of them now?"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from improvement.councils.models import Council
from improvement.rules.month import Month
from improvement.rules.section import SectionStatus, may_key
from scorecard.models import AdoptedMeasure, Figure, Section
from scorecard.services.checking import month_figures
from scorecard.services.entries import Children, is_per_child


@dataclass(frozen=True)
class Desk:
    """One month as one person may key it: every section of theirs, open or closed."""

    council: Council
    month: Month
    sections: dict[int, Section]
    measures: tuple[AdoptedMeasure, ...]
    figures: dict[int, Figure]
    children: int | None = None
    elsewhere: frozenset[int] = field(default_factory=frozenset)

    def section_of(self, measure: AdoptedMeasure) -> Section | None:
        """The section a measure is keyed in, when it is one of this person's."""
        return self.sections.get(measure.area_id)

    @property
    def open_sections(self) -> list[Section]:
        return [one for one in self.sections.values() if is_open(one)]

    @property
    def closed_sections(self) -> list[Section]:
        return [one for one in self.sections.values() if not is_open(one)]

    @property
    def open_measures(self) -> list[AdoptedMeasure]:
        """What can be filled in now, in the order of the council's areas."""
        return [
            measure
            for section in self.open_sections
            for measure in self.measures
            if measure.area_id == section.area_id
        ]


def is_open(section: Section) -> bool:
    return may_key(SectionStatus(section.status))


def desk_of(council: Council, month: Month, own_areas: Iterable[int] | None) -> Desk | None:
    """The month for someone who keys these areas (None: all of them); nothing if it is not opened.

    Queries: 3, and 1 when a rate is over the council's children.
    """
    sections = list(Section.objects.of_month(council, month))
    for section in sections:
        section.council = section.monthly_return.council = council
    if not sections:
        return None
    measures = tuple(AdoptedMeasure.objects.in_use(council))
    own = None if own_areas is None else set(own_areas)
    return Desk(
        council=council,
        month=month,
        sections={one.area_id: one for one in sections if own is None or one.area_id in own},
        measures=measures,
        figures={figure.measure_id: figure for figure in month_figures(sections[0])},
        children=children_of(council, month, measures),
        elsewhere=frozenset(one.area_id for one in sections),
    )


def children_of(council: Council, month: Month, measures: Iterable[AdoptedMeasure]) -> int | None:
    if not any(is_per_child(measure) for measure in measures):
        return None
    return Children(council).in_month(month)
