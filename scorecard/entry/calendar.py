"""Which months are due, late, open or finished, and who has each section?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from improvement.councils.models import Council
from improvement.rules.month import Month, months_between
from improvement.rules.section import SectionStatus
from scorecard.entry.access import Viewer
from scorecard.models import AdoptedMeasure, MonthlyReturn, Section

TAGS = {
    SectionStatus.NOT_STARTED: "grey",
    SectionStatus.DRAFT: "blue",
    SectionStatus.SUBMITTED: "purple",
    SectionStatus.SENT_BACK: "orange",
    SectionStatus.APPROVED: "green",
}
DONE = Q(figures__value__isnull=False) | ~Q(figures__missing="")
ASKED = Q(figures__measure__is_active=True)


@dataclass(frozen=True, slots=True)
class MonthLine:
    """One month of the calendar."""

    month: Month
    href: str
    status: str
    tag: str
    due: str
    left: str
    is_late: bool
    progress: str
    can_open: bool


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


def uk(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def days_left(due: date, today: date) -> str:
    """How long there is, or how late it is, in words."""
    days = (due - today).days
    if days == 0:
        return "due today"
    unit = "day" if abs(days) == 1 else "days"
    return f"{days} {unit} left" if days > 0 else f"{-days} {unit} late"


def counted_returns(council: Council, viewer: Viewer) -> QuerySet[MonthlyReturn]:
    """Every return, with how many of the sections this person sees there are and are approved."""
    seen = viewer.areas("sections__area")
    approved = seen & Q(sections__status=SectionStatus.APPROVED)
    return MonthlyReturn.objects.filter(council=council).annotate(
        total=Count("sections", filter=seen) if seen else Count("sections"),
        approved=Count("sections", filter=approved),
    )


def start_year(month: Month) -> int:
    """The year in which the month's financial year began."""
    return int(month.financial_year[:4])


def calendar_of(council: Council, viewer: Viewer, today: date, year: int | None) -> Calendar:
    """This financial year and last, or one year asked for. Queries: 1, and 1 for officers."""
    held = {Month.of(one.month): one for one in counted_returns(council, viewer)}
    months = shown_months(held, Month.of(today), year)
    lines = [line_of(council, month, held.get(month), viewer, today) for month in months]
    return Calendar(grouped(lines), years_of(council, held, year))


def shown_months(held: Mapping[Month, MonthlyReturn], now: Month, year: int | None) -> list[Month]:
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


def line_of(
    council: Council, month: Month, held: MonthlyReturn | None, viewer: Viewer, today: date
) -> MonthLine:
    """One month, opened or not."""
    if held is None:
        return unopened(month, viewer, today)
    is_late = not held.is_locked and today > held.due_on
    status, tag = open_status(held, is_late=is_late)
    return MonthLine(
        month=month,
        href=reverse("scorecard:return-detail", args=[council.slug, month]),
        status=status,
        tag=tag,
        due=uk(held.due_on),
        left="" if held.is_locked else days_left(held.due_on, today),
        is_late=is_late,
        progress=progress(held.approved, held.total),
        can_open=False,
    )


def open_status(held: MonthlyReturn, *, is_late: bool) -> tuple[str, str]:
    """A return's word and the colour of its tag."""
    if held.is_locked:
        return "Approved", "green"
    return ("Overdue", "red") if is_late else ("Open", "blue")


def unopened(month: Month, viewer: Viewer, today: date) -> MonthLine:
    """A month without a return: over and waiting to be opened, or still running."""
    is_over = today > month.last_day
    status = "Not opened" if is_over else f"Opens 1 {month.next.label}"
    return MonthLine(
        month,
        "",
        status,
        "grey" if is_over else "",
        "",
        "",
        is_late=False,
        progress="",
        can_open=is_over and viewer.may_open,
    )


def progress(done: int, total: int) -> str:
    """How many sections are approved."""
    return f"{done} of {total} {'section' if total == 1 else 'sections'} approved"


@dataclass(frozen=True, slots=True)
class Task:
    """One section of a return: how far it is, and what this person does next."""

    area: str
    href: str
    status: str
    tag: str
    figures: str
    edited: str
    next: str


@dataclass(frozen=True, slots=True)
class ReturnPage:
    """A month's return as a list of tasks."""

    month: Month
    due: str
    left: str
    is_late: bool
    locked: str
    progress: str
    tasks: tuple[Task, ...]
    to_add: int


def return_page(held: MonthlyReturn, viewer: Viewer, today: date) -> ReturnPage:
    """The sections this person sees. Queries: 2, and 1 for officers."""
    month = Month.of(held.month)
    sections = list(
        Section.objects.of_month(held.council, month)
        .filter(viewer.areas())
        .annotate(done=Count("figures", filter=DONE & ASKED), held=Count("figures", filter=DONE))
    )
    asked = measures_by_area(held.council)
    approved = sum(section.status == SectionStatus.APPROVED for section in sections)
    return ReturnPage(
        month=month,
        due=uk(held.due_on),
        left="" if held.is_locked else days_left(held.due_on, today),
        is_late=not held.is_locked and today > held.due_on,
        locked=uk(timezone.localdate(held.locked_at)) if held.locked_at else "",
        progress=progress(approved, len(sections)),
        tasks=tuple(task_of(section, viewer, asked) for section in sections),
        to_add=areas_to_add(held, viewer, sections, asked),
    )


def areas_to_add(
    held: MonthlyReturn, viewer: Viewer, sections: list[Section], asked: Mapping[int, int]
) -> int:
    """How many areas began to measure after the return was opened; told to who can add them."""
    if held.is_locked or not viewer.may_open:
        return 0
    return len(set(asked) - {section.area_id for section in sections})


def measures_by_area(council: Council) -> dict[int, int]:
    """How many measures each area is asked for."""
    rows = AdoptedMeasure.objects.filter(council=council, is_active=True)
    return dict(rows.values_list("area").annotate(Count("pk")).order_by())


def task_of(section: Section, viewer: Viewer, asked: Mapping[int, int]) -> Task:
    """One section as a task."""
    status = SectionStatus(section.status)
    view, words = next_step(section, viewer)
    month = section.month
    return Task(
        area=section.area.name,
        href=reverse(
            f"scorecard:{view}",
            args=[section.monthly_return.council.slug, month, section.area.slug],
        ),
        status=status.label,
        tag=TAGS[status],
        figures=figures_done(section, asked),
        edited=edited(section),
        next=words,
    )


def figures_done(section: Section, asked: Mapping[int, int]) -> str:
    """ "14 of 17 figures"; an approved section has all it was asked for then."""
    if section.status == SectionStatus.APPROVED:
        return f"{section.held} {'figure' if section.held == 1 else 'figures'}"
    return f"{section.done} of {asked.get(section.area_id, 0)} figures"


def edited(section: Section) -> str:
    """Who had it last, and when."""
    if section.edited_by is None or section.edited_at is None:
        return ""
    return f"{section.edited_by}, {uk(timezone.localdate(section.edited_at))}"


def next_step(section: Section, viewer: Viewer) -> tuple[str, str]:
    """Where this person's link leads, and what waits there."""
    status = SectionStatus(section.status)
    if viewer.keys(section):
        return "section-key", KEY_STEPS[status]
    if viewer.decides(section):
        return "section-decide", "Approve or send back"
    if viewer.wrote(section):
        return "section-check", "You submitted this: it waits for another person"
    return "section-check", WAITING[status]


KEY_STEPS = {
    SectionStatus.NOT_STARTED: "Key the figures",
    SectionStatus.DRAFT: "Finish and submit",
    SectionStatus.SENT_BACK: "Read why, mend and submit again",
}
WAITING = {
    SectionStatus.NOT_STARTED: "Nothing keyed yet",
    SectionStatus.DRAFT: "Being keyed",
    SectionStatus.SENT_BACK: "Being mended",
    SectionStatus.SUBMITTED: "Waiting for approval",
    SectionStatus.APPROVED: "Finished",
}
