"""Which sections of open months are overdue, and who has each of them?"""

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse

from improvement.councils.models import Council
from improvement.rules.month import Month
from improvement.rules.section import SectionStatus
from improvement.ui.csvout import csv_response
from scorecard.entry.access import Viewer
from scorecard.entry.holders import Officers, holder_of, officers_by_area
from scorecard.entry.marks import step_mark
from scorecard.entry.tasks import (
    counted,
    edited,
    figures_done,
    measures_by_area,
    next_step,
    section_href,
)
from scorecard.entry.words import days_left, uk
from scorecard.models import Section
from scorecard.services.sections import Hands, hands_in

HEADER = (
    "Service area", "Month", "Due", "Late by", "Status", "Figures", "Last keyed by", "With",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class LateLine:
    """One overdue section: how late, how far it is, and who can move it on."""

    section: Section
    area: str
    month: Month
    href: str
    next: str
    due: str
    late: str
    figures: str
    edited: str
    holder: str

    @property
    def status(self) -> SectionStatus:
        return SectionStatus(self.section.status)

    @property
    def mark(self) -> str:
        return step_mark(self.status)

    @property
    def cells(self) -> tuple[str, ...]:
        """The line as the download has it."""
        words = (self.area, self.month.label, self.due, self.late, self.status.label)
        return (*words, self.figures, self.edited, self.holder)


def late_lines(council: Council, viewer: Viewer, today: date) -> list[LateLine]:
    """Every section this person sees that is overdue, latest first. Queries: 4, officers 5."""
    sections = list(
        counted(Section.objects.overdue(today))
        .filter(viewer.areas(), council=council)
        .select_related("monthly_return__council", "area", "edited_by", "submitted_by")
        .order_by("monthly_return__due_on", "area__position", "area__name")
    )
    asked, officers = measures_by_area(council), officers_by_area([council.pk])
    hands = hands_in(sections)
    return [late_line(one, viewer, today, asked, officers, hands) for one in sections]


def late_line(
    section: Section,
    viewer: Viewer,
    today: date,
    asked: dict[int, int],
    officers: Officers,
    hands: Hands,
) -> LateLine:
    """One overdue section."""
    due = section.monthly_return.due_on
    return LateLine(
        section=section,
        area=section.area.name,
        month=section.month,
        href=section_href(section, viewer),
        next=next_step(section, viewer, hands),
        due=uk(due),
        late=days_left(due, today),
        figures=figures_done(section, asked),
        edited=edited(section),
        holder=holder_of(section, officers),
    )


def late_csv(council: Council, lines: list[LateLine], today: date) -> HttpResponse:
    """The same lines as a download."""
    return csv_response(f"{council.slug}-late-{today}", HEADER, [line.cells for line in lines])
