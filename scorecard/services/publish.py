"""How do figures that another part of the product works out reach the scorecard?

They arrive as ordinary draft figures: they are submitted and approved like any other.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from improvement.councils.models import Council, User
from improvement.rules.month import Month
from improvement.rules.section import SectionStatus, may_key
from scorecard.models import AdoptedMeasure, Section
from scorecard.services.entries import Entry, entry_of
from scorecard.services.keying import key_section

Reading = tuple[Decimal | int | None, Decimal | int | None]


@dataclass(frozen=True, slots=True)
class Published:
    """What happened to each reading, by measure code: written, the same already, or why not."""

    written: tuple[str, ...]
    unchanged: tuple[str, ...]
    refused: Mapping[str, str]


@transaction.atomic
def publish_figures(
    *,
    council: Council,
    month: Month,
    readings: Mapping[str, Reading],
    source: str,
    by: User | None,
) -> Published:
    """Write readings (numerator, denominator) as drafts, where their section may be keyed.

    A comment that an officer has left stays. Codes the council does not use, and sections that
    are closed, are told in `refused`; a reading that is nonsense raises.
    """
    measures = {
        measure.code: measure
        for measure in AdoptedMeasure.objects.in_use(council).filter(code__in=readings)
    }
    sections = {section.area_id: section for section in held_sections(council, month)}
    refused = {
        code: why for code in readings if (why := refusal(measures.get(code), sections, month))
    }
    open_to = {code: measure for code, measure in measures.items() if code not in refused}
    written: list[str] = []
    for area_id in sorted({measure.area_id for measure in open_to.values()}):
        own = [one for one in open_to.values() if one.area_id == area_id]
        written += publish_section(sections[area_id], own, readings, source=source, by=by)
    unchanged = tuple(code for code in open_to if code not in written)
    return Published(tuple(written), unchanged, refused)


def held_sections(council: Council, month: Month) -> list[Section]:
    """The month's sections, held so that no officer's save falls between reading and writing."""
    held = Section.objects.select_for_update(of=("self",)).select_related(
        "council", "area", "monthly_return"
    )
    return list(held.within(council).filter(monthly_return__month=month.first_day))


def refusal(measure: AdoptedMeasure | None, sections: Mapping[int, Section], month: Month) -> str:
    """Why a reading cannot be written, or nothing."""
    if measure is None:
        return "not a measure this council uses"
    section = sections.get(measure.area_id)
    if section is None:
        return f"the return for {month.label} is not open"
    status = SectionStatus(section.status)
    return "" if may_key(status) else f"{section} is {status.label.lower()}"


def publish_section(
    section: Section,
    measures: list[AdoptedMeasure],
    readings: Mapping[str, Reading],
    *,
    source: str,
    by: User | None,
) -> list[str]:
    """One section's readings in one save; the codes that changed."""
    held = {figure.measure_id: figure for figure in section.figures.all()}
    entries = {}
    for measure in measures:
        before = entry_of(held.get(measure.pk))
        fresh = published_entry(readings[measure.code], before, source)
        if fresh != before:
            entries[measure] = fresh
    key_section(
        section=section, entries=entries, by=by, version=section.version, verb="published figures"
    )
    return [measure.code for measure in entries]


def published_entry(reading: Reading, before: Entry, source: str) -> Entry:
    """A reading as an entry that keeps the officer's comment.

    Without a reading, only what was published before is taken back, never what was keyed.
    """
    numerator, denominator = (None if part is None else Decimal(part) for part in reading)
    if numerator is None:
        return Entry(comment=before.comment) if before.source == source else before
    return Entry(
        numerator=numerator, denominator=denominator, comment=before.comment, source=source
    )
