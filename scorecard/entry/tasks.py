"""What is to be done for one month's return, section by section, and by whom?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from improvement.councils.models import Council
from improvement.rules.month import Month
from improvement.rules.section import SectionStatus
from scorecard.entry.access import Viewer
from scorecard.entry.holders import Officers, officers_by_area, who_has
from scorecard.entry.words import TAGS, asked_words, days_left, progress, uk
from scorecard.models import AdoptedMeasure, MonthlyReturn, Section
from scorecard.querysets import SectionQuerySet
from scorecard.services.sections import Hands, hands_in

DONE = Q(figures__value__isnull=False) | ~Q(figures__missing="")
ASKED = Q(figures__measure__is_active=True)
BACK = ~Q(figures__sent_back_reason="")


@dataclass(frozen=True, slots=True)
class Task:
    """One section of a return: how far it is, who has it, and what this person does next."""

    area: str
    href: str
    status: str
    tag: str
    figures: str
    edited: str
    who: str
    reason: str
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
    may_move_due: bool
    may_upload: bool


def return_page(held: MonthlyReturn, viewer: Viewer, today: date) -> ReturnPage:
    """The sections this person sees. Queries: 2, and at most 1 for officers, 2 for leads."""
    month = Month.of(held.month)
    sections = list(counted(Section.objects.of_month(held.council, month)).filter(viewer.areas()))
    asked = measures_by_area(held.council)
    officers = officers_by_area([held.council_id]) if viewer.may_open else {}
    hands = hands_in(sections) if viewer.may_open else frozenset()
    approved = sum(section.status == SectionStatus.APPROVED for section in sections)
    return ReturnPage(
        month=month,
        due=uk(held.due_on),
        left="" if held.is_locked else days_left(held.due_on, today),
        is_late=not held.is_locked and today > held.due_on,
        locked=uk(timezone.localdate(held.locked_at)) if held.locked_at else "",
        progress=progress(approved, len(sections)),
        tasks=tuple(task_of(one, viewer, asked, officers, hands) for one in sections),
        to_add=areas_to_add(held, viewer, sections, asked),
        may_move_due=viewer.may_open and not held.is_locked,
        may_upload=any(viewer.keys(section) for section in sections),
    )


def counted(sections: SectionQuerySet) -> SectionQuerySet:
    """With how many figures are in, of the measures asked for now and of all, and how many are
    to change."""
    return sections.annotate(
        done=Count("figures", filter=DONE & ASKED),
        held=Count("figures", filter=DONE),
        back=Count("figures", filter=BACK),
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


def task_of(
    section: Section,
    viewer: Viewer,
    asked: Mapping[int, int],
    officers: Officers,
    hands: Hands,
) -> Task:
    """One section as a task."""
    status = SectionStatus(section.status)
    is_back = status is SectionStatus.SENT_BACK
    return Task(
        area=section.area.name,
        href=section_href(section, viewer),
        status=status.label,
        tag=TAGS[status],
        figures=figures_done(section, asked),
        edited=edited(section),
        who=who_has(section, officers) if viewer.may_open else "",
        reason=asked_words(section.sent_back_reason, section.back) if is_back else "",
        next=next_step(section, viewer, hands),
    )


def section_href(section: Section, viewer: Viewer) -> str:
    """Where this person's work on a section begins."""
    place = [section.monthly_return.council.slug, section.month, section.area.slug]
    page = "check"
    if viewer.keys(section):
        page = "key"
    elif viewer.decides(section):
        page = "decide"
    return reverse(f"scorecard:section-{page}", args=place)


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


def next_step(section: Section, viewer: Viewer, hands: Hands) -> str:
    """What waits for this person at a section."""
    status = SectionStatus(section.status)
    if viewer.keys(section):
        return LEAD_BACK if viewer.is_stand_in(section) else KEY_STEPS[status]
    if viewer.decides(section):
        own = (section.pk, viewer.user.pk) in hands
        return OWN_FIGURES if own else "Approve or send back"
    if viewer.wrote(section):
        return "You submitted this: it waits for another person"
    return WAITING[status]


KEY_STEPS = {
    SectionStatus.NOT_STARTED: "Key the figures",
    SectionStatus.DRAFT: "Finish and submit",
    SectionStatus.SENT_BACK: "Read why, mend and submit again",
}
LEAD_BACK = "With the officer"
OWN_FIGURES = "You keyed figures here: another performance lead approves it"
WAITING = {
    SectionStatus.NOT_STARTED: "Nothing keyed yet",
    SectionStatus.DRAFT: "Being keyed",
    SectionStatus.SENT_BACK: "Being mended",
    SectionStatus.SUBMITTED: "Waiting for approval",
    SectionStatus.APPROVED: "Finished",
}
