"""What do the monthly returns ask of me: to key, to approve, to decide on, or to chase?"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from improvement.councils.models import User
from improvement.rules.month import Month
from improvement.rules.rag import Rag
from improvement.rules.section import SectionStatus, may_key
from improvement.ui.days import days_words
from improvement.ui.tasks import Part, Task
from scorecard.amendments.pages import amendments_waiting_for
from scorecard.entry.words import asked_words
from scorecard.models import Section
from scorecard.reminders.selectors import awaits
from scorecard.services.sections import hands_in

LONGEST_HINT = 140
AREAS_NAMED = 4
TO_KEY = [status for status in SectionStatus if may_key(status)]


def open_sections() -> QuerySet[Section]:
    """Sections of returns that are still open, oldest month first."""
    return (
        Section.objects.filter(monthly_return__locked_at__isnull=True)
        .select_related("monthly_return", "area", "council", "submitted_by")
        .order_by("monthly_return__month", "area__position")
    )


def keying_tasks(officer_memberships: list[int], today: date) -> Iterable[tuple[int, Task]]:
    """Sections of an officer's own areas that wait to be keyed, those sent back first."""
    if not officer_memberships:
        return
    back = Count("figures", filter=~Q(figures__sent_back_reason=""), distinct=True)
    mine = open_sections().filter(area__memberships__in=officer_memberships, status__in=TO_KEY)
    by_return: dict[int, list[Section]] = defaultdict(list)
    for section in mine.annotate(back=back):
        if section.status == SectionStatus.SENT_BACK:
            yield section.council_id, keying_task(section, today)
        else:
            by_return[section.monthly_return_id].append(section)
    for own in by_return.values():
        task = keying_task(own[0], today) if len(own) == 1 else month_task(own, today)
        yield own[0].council_id, task


def keying_task(section: Section, today: date) -> Task:
    """One section to key: when it is due, and why it was sent back if it was."""
    is_back = section.status == SectionStatus.SENT_BACK
    due = section.monthly_return.due_on
    when = days_words(due, today)
    return Task(
        f"Key {section.area.name} figures for {section.month.label}",
        section_href("section-key", section),
        f"Sent back, {when.lower()}" if is_back else when,
        asked_words(section.sent_back_reason, section.back)
        if is_back
        else section.get_status_display(),
        Rag.RED if due < today else (Rag.AMBER if is_back else ""),
    )


def month_task(own: list[Section], today: date) -> Task:
    """Several sections of one month to key: the day is said once, the sections stand beneath."""
    due, month = own[0].monthly_return.due_on, own[0].month
    after = f" figures for {month.label}"
    return Task(
        f"Key figures for {month.label}: {len(own)} sections",
        reverse("scorecard:return-detail", args=[own[0].council.slug, month]),
        days_words(due, today),
        rag=Rag.RED if due < today else "",
        parts=tuple(
            Part("Key ", one.area.name, after, section_href("section-key", one)) for one in own
        ),
    )


def section_href(name: str, section: Section) -> str:
    place = [section.council.slug, section.month, section.area.slug]
    return reverse(f"scorecard:{name}", args=place)


def lead_tasks(user: User, councils: list[int], today: date) -> Iterable[tuple[int, Task]]:
    """What waits for a lead's decision, and how much is late. Queries: at most 3."""
    if not councils:
        return
    waiting = Q(status=SectionStatus.SUBMITTED)
    late = Q(status__in=TO_KEY, monthly_return__due_on__lt=today)
    sections = list(open_sections().filter(waiting | late, council__in=councils))
    submitted = [one for one in sections if one.status == SectionStatus.SUBMITTED]
    yield from approving_tasks(user, submitted, today)
    yield from amending_tasks(user, councils)
    yield from late_tasks([one for one in sections if one.status in TO_KEY], today)


def approving_tasks(
    user: User, submitted: list[Section], today: date
) -> Iterable[tuple[int, Task]]:
    """Submitted sections that wait for someone other than who keyed or submitted them."""
    hands = hands_in(submitted)
    for section in (one for one in submitted if awaits(one, user, hands)):
        due = section.monthly_return.due_on
        yield (
            section.council_id,
            Task(
                f"Approve {section.area.name} figures for {section.month.label}",
                section_href("section-decide", section),
                "Waiting for you",
                f"Submitted by {section.submitted_by}. {days_words(due, today)}",
                Rag.RED if due < today else Rag.AMBER,
            ),
        )


def amending_tasks(user: User, councils: list[int]) -> Iterable[tuple[int, Task]]:
    """Amendments of approved figures that wait for someone other than who proposed them."""
    for amendment in amendments_waiting_for(user, councils):
        figure = amendment.figure
        yield (
            amendment.council_id,
            Task(
                f"Decide on the amendment of {figure.measure.code} for "
                f"{Month.of(figure.month).label}",
                amendment.get_absolute_url(),
                "Waiting for you",
                f"Proposed by {amendment.proposed_by}: {amendment.reason}"[:LONGEST_HINT],
                Rag.AMBER,
            ),
        )


def late_tasks(late: list[Section], today: date) -> Iterable[tuple[int, Task]]:
    """One task for each council where sections are late and not submitted."""
    by_council: dict[int, list[Section]] = defaultdict(list)
    for section in late:
        by_council[section.council_id].append(section)
    for council_id, own in by_council.items():
        first = min(section.monthly_return.due_on for section in own)
        number = "1 section" if len(own) == 1 else f"{len(own)} sections"
        yield (
            council_id,
            Task(
                f"See who has the {number} not submitted in time",
                reverse("scorecard:return-late", args=[own[0].council.slug]),
                days_words(first, today),
                areas_late(own),
                Rag.RED,
            ),
        )


def areas_late(own: list[Section]) -> str:
    """The first areas by name, oldest month first, and how many more there are."""
    months = {one.month for one in own}
    shown = own[:AREAS_NAMED]
    if len(months) == 1:
        names = f"{own[0].month.label}: " + ", ".join(one.area.name for one in shown)
    else:
        names = ", ".join(f"{one.area.name} ({one.month.short})" for one in shown)
    rest = len(own) - len(shown)
    return f"{names} and {rest} more" if rest else names
