"""How do figures that were approved before the product was in use come in?"""

from collections.abc import Mapping
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from improvement.councils.models import Council, ServiceArea, User
from improvement.history.services import entry as history_entry
from improvement.history.services import record_all
from improvement.holidays import bank_holidays
from improvement.rules.month import Month
from improvement.rules.section import SectionStatus
from improvement.rules.workingdays import return_due
from scorecard.models import AdoptedMeasure, Figure, MonthlyReturn, Section
from scorecard.services.entries import Children, Entry
from scorecard.services.returns import refuse_unfinished
from scorecard.services.standings import refresh_standings
from scorecard.services.storing import worked_out

VERB = "loaded approved figures"


@transaction.atomic
def load_approved_figures(
    *,
    council: Council,
    month: Month,
    rows: Mapping[str, Entry],
    submitted_by: User,
    approved_by: User,
    at: datetime | None = None,
    due_on: date | None = None,
    today: date | None = None,
    refresh: bool = True,
) -> MonthlyReturn:
    """Bring in one past month whole: `rows` are entries by measure code; the month is locked.

    `at` is when it was approved, for months long gone. A month that is already held is refused.
    Whoever loads many months in a row refreshes the standings once, after the last.
    """
    refuse_unfinished(month, today or timezone.localdate())
    refuse_same_person(submitted_by, approved_by)
    entries = {measure: rows[measure.code] for measure in known_measures(council, rows)}
    opened = locked_return(council, month, due_on=due_on, at=at or timezone.now())
    sections = approved_sections(opened, entries, submitted_by, approved_by)
    figures = approved_figures(council, month, sections, entries)
    Figure.objects.bulk_create(figures)
    events = [
        history_entry(section, by=approved_by, verb=VERB, after=told(section, figures))
        for section in sections.values()
    ]
    record_all([*events, history_entry(opened, by=approved_by, verb="loaded and locked")])
    if refresh:
        refresh_standings(council=council, measures=entries)
    return opened


def refuse_same_person(submitted_by: User, approved_by: User) -> None:
    """History, too, is approved by a second person."""
    if submitted_by.pk == approved_by.pk:
        raise ValidationError("Whoever submitted the figures cannot approve them.")


def known_measures(council: Council, rows: Mapping[str, Entry]) -> list[AdoptedMeasure]:
    """The measures the rows are of; an unknown code refuses the whole month."""
    adopted = AdoptedMeasure.objects.filter(council=council, code__in=rows)
    measures = list(adopted.select_related("measure", "area"))
    if unknown := sorted(set(rows) - {measure.code for measure in measures}):
        raise ValidationError(f"{council} does not use {', '.join(unknown)}.")
    return measures


def locked_return(
    council: Council, month: Month, *, due_on: date | None, at: datetime
) -> MonthlyReturn:
    """A return that is finished already."""
    if MonthlyReturn.objects.filter(council=council, month=month.first_day).exists():
        raise ValidationError(f"{council} already has a return for {month.label}.")
    due = due_on or return_due(month, council.due_working_day, bank_holidays())
    return MonthlyReturn.objects.create(
        council=council, month=month.first_day, due_on=due, locked_at=at
    )


def approved_sections(
    opened: MonthlyReturn,
    entries: Mapping[AdoptedMeasure, Entry],
    submitted_by: User,
    approved_by: User,
) -> dict[int, Section]:
    """An approved section for each area that has figures, by area."""
    areas: dict[int, ServiceArea] = {one.area_id: one.area for one in entries}
    people = {"edited_by": submitted_by, "submitted_by": submitted_by, "approved_by": approved_by}
    times = dict.fromkeys(("edited_at", "submitted_at", "approved_at"), opened.locked_at)
    sections = [
        Section(
            council=opened.council,
            monthly_return=opened,
            area=area,
            status=SectionStatus.APPROVED,
            **people,
            **times,
        )
        for area in areas.values()
    ]
    return {section.area_id: section for section in Section.objects.bulk_create(sections)}


def approved_figures(
    council: Council,
    month: Month,
    sections: Mapping[int, Section],
    entries: Mapping[AdoptedMeasure, Entry],
) -> list[Figure]:
    """Every row as an approved figure of its section."""
    children = Children(council).in_month(month)
    figures = []
    for area_id, section in sections.items():
        own = {measure: row for measure, row in entries.items() if measure.area_id == area_id}
        figures += worked_out(section, own, children)
    for figure in figures:
        figure.is_approved = True
    return figures


def told(section: Section, figures: list[Figure]) -> dict[str, int]:
    """How much came in; the figures themselves are on the page beside the entry."""
    return {"figures": sum(figure.section_id == section.pk for figure in figures)}
