"""Which months are due, late, open or finished, and who has each of their sections?"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.urls import reverse
from django.utils.safestring import SafeString

from improvement.councils.models import Council
from improvement.rules.month import Month, months_between
from improvement.rules.section import SectionStatus
from scorecard.entry.access import Viewer
from scorecard.entry.holders import Officers, officers_by_area, who_has
from scorecard.entry.marks import step_mark, step_shape
from scorecard.entry.tasks import section_href
from scorecard.entry.words import days_left, progress, uk
from scorecard.models import MonthlyReturn, Section

Sections = Mapping[int, list[Section]]


@dataclass(frozen=True, slots=True)
class SectionLine:
    """One section of a month: its status as a shape and in a word, and who has it."""

    area: str
    href: str
    shape: SafeString
    mark: SafeString
    who: str


@dataclass(frozen=True, slots=True)
class MonthLine:
    """One month of the calendar."""

    month: Month
    href: str
    status: str
    tag: str
    due: str = ""
    left: str = ""
    is_late: bool = False
    is_under_way: bool = False
    progress: str = ""
    sections: tuple[SectionLine, ...] = ()
    can_open: bool = False


@dataclass(frozen=True, slots=True)
class Year:
    """A financial year with returns: its name and where it is shown."""

    label: str
    href: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Calendar:
    """The months of one or two financial years, latest first."""

    groups: tuple[tuple[str, tuple[MonthLine, ...]], ...]
    years: tuple[Year, ...]
    has_late: bool


class HeldReturn(NamedTuple):
    """One of a council's returns; ten years of them are read to know which years there are."""

    pk: int
    month: date
    due_on: date
    locked_at: datetime | None

    @property
    def is_locked(self) -> bool:
        return self.locked_at is not None


@dataclass(frozen=True, slots=True)
class Reading:
    """What the lines of a calendar are made from."""

    council: Council
    viewer: Viewer
    today: date
    held: Mapping[Month, HeldReturn]
    sections: Sections
    officers: Officers


def start_year(month: Month) -> int:
    """The year in which the month's financial year began."""
    return int(month.financial_year[:4])


def calendar_of(council: Council, viewer: Viewer, today: date, year: int | None) -> Calendar:
    """This financial year and last, or one year asked for. Queries: 3, and 1 for officers."""
    rows = MonthlyReturn.objects.filter(council=council).values_list(*HeldReturn._fields)
    held = {Month.of(one.month): one for one in map(HeldReturn._make, rows)}
    months = shown_months(held, Month.of(today), year)
    sections = sections_of([held[month] for month in months if month in held], viewer)
    officers = officers_by_area([council.pk])
    reading = Reading(council, viewer, today, held, sections, officers)
    lines = [line_of(month, reading) for month in months]
    return Calendar(
        grouped(lines), years_of(council, held, year), any(line.is_late for line in lines)
    )


def sections_of(returns: Iterable[HeldReturn], viewer: Viewer) -> Sections:
    """The sections this person sees of each return, in the council's order of areas."""
    found: dict[int, list[Section]] = defaultdict(list)
    rows = Section.objects.filter(viewer.areas(), monthly_return__in=[one.pk for one in returns])
    people = ("edited_by", "submitted_by", "monthly_return__council")
    for section in rows.select_related("area", *people).order_by("area__position", "area__name"):
        found[section.monthly_return_id].append(section)
    return found


def shown_months(held: Mapping[Month, HeldReturn], now: Month, year: int | None) -> list[Month]:
    """The months with something to say, latest first.

    Without a year: from the first return of the last two financial years to the month that is
    running; a council that has none is offered the month that has just ended.
    """
    if year is not None:
        return sorted((month for month in held if start_year(month) == year), reverse=True)
    recent = [month for month in held if start_year(month) >= start_year(now) - 1]
    first = min(recent, default=now.previous)
    return months_between(first, now)[::-1]


def grouped(lines: Iterable[MonthLine]) -> tuple[tuple[str, tuple[MonthLine, ...]], ...]:
    """The lines under the financial year they fall in."""
    groups: dict[str, list[MonthLine]] = {}
    for line in lines:
        groups.setdefault(line.month.financial_year, []).append(line)
    return tuple((year, tuple(own)) for year, own in groups.items())


def years_of(council: Council, held: Iterable[Month], chosen: int | None) -> tuple[Year, ...]:
    """The financial years that have returns, latest first."""
    here = reverse("scorecard:return-list", args=[council.slug])
    years = {start_year(month): month.financial_year for month in held}
    return tuple(
        Year(years[start], f"{here}?year={start}", start == chosen)
        for start in sorted(years, reverse=True)
    )


def line_of(month: Month, reading: Reading) -> MonthLine:
    """One month, opened or not."""
    held = reading.held.get(month)
    if held is None:
        return unopened(month, reading)
    sections = reading.sections.get(held.pk, [])
    is_late = not held.is_locked and reading.today > held.due_on
    status, tag = open_status(held, is_late=is_late)
    approved = sum(section.status == SectionStatus.APPROVED for section in sections)
    return MonthLine(
        month=month,
        href=reverse("scorecard:return-detail", args=[reading.council.slug, month]),
        status=status,
        tag=tag,
        due=uk(held.due_on),
        left="" if held.is_locked else days_left(held.due_on, reading.today),
        is_late=is_late,
        is_under_way=not held.is_locked,
        progress=progress(approved, len(sections)),
        sections=tuple(section_line(section, reading) for section in sections),
    )


def section_line(section: Section, reading: Reading) -> SectionLine:
    """One section in little room."""
    status = SectionStatus(section.status)
    return SectionLine(
        section.area.name,
        section_href(section, reading.viewer),
        step_shape(status),
        step_mark(status),
        who_has(section, reading.officers),
    )


def open_status(held: HeldReturn, *, is_late: bool) -> tuple[str, str]:
    """A return's word and the colour of its tag."""
    if held.is_locked:
        return "Approved", "green"
    return ("Overdue", "red") if is_late else ("Open", "blue")


def unopened(month: Month, reading: Reading) -> MonthLine:
    """A month without a return: over and waiting to be opened, or still running."""
    is_over = reading.today > month.last_day
    return MonthLine(
        month=month,
        href="",
        status="Not opened" if is_over else f"Opens 1 {month.next.label}",
        tag="grey" if is_over else "",
        can_open=is_over and reading.viewer.may_open,
    )
