"""How does a section go from draft to submitted to approved, and who may move it?"""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from improvement.councils.models import User
from improvement.history.models import Event
from improvement.history.querysets import kind_of
from improvement.history.services import EditConflict, record
from improvement.rules.section import SectionStatus, is_return_approved, may_decide, may_submit
from scorecard.models import AdoptedMeasure, MonthlyReturn, Section
from scorecard.services.checking import links_of_section, unexplained
from scorecard.services.entries import FigureProblems, gaps_in
from scorecard.services.keying import KEYING
from scorecard.services.standings import refresh_standings

SUBMITTED = "submitted"
HANDS = (*KEYING, SUBMITTED)
Hands = frozenset[tuple[int, int]]
OWN_WORK = "You submitted this section, so another person has to approve it or send it back."
OWN_FIGURES = "You keyed figures of this section, so another person has to approve it."


@transaction.atomic
def submit_section(*, section: Section, by: User, version: int | None = None) -> Section:
    """Hand a section over for approval: every figure there, agreeing and explained.

    Submitting again what one has just submitted does nothing.
    """
    held = hold(section)
    if held.status == SectionStatus.SUBMITTED and held.submitted_by_id == by.pk:
        return held
    check_version(held, version)
    if not may_submit(SectionStatus(held.status)):
        raise ValidationError(f"{held} is {held.get_status_display().lower()}: nothing to submit.")
    refuse_unready(held)
    told = {"submitted_by": by, "submitted_at": timezone.now()}
    return move(held, SectionStatus.SUBMITTED, by=by, verb=SUBMITTED, **told)


@transaction.atomic
def approve_section(*, section: Section, by: User, version: int | None = None) -> Section:
    """Sign a submitted section off; the last one locks the month. Refuses whoever submitted it.

    Approving again what one has just approved does nothing.
    """
    # Held first: two approvals of the last two sections must not each miss the other.
    month = MonthlyReturn.objects.select_for_update().get(pk=section.monthly_return_id)
    held = hold(section)
    if held.status == SectionStatus.APPROVED and held.approved_by_id == by.pk:
        return held
    refuse_undecidable(held, by=by, version=version)
    if has_keyed(held, by):
        raise PermissionDenied(OWN_FIGURES)
    # What was asked for is settled; the history keeps it.
    held.figures.update(is_approved=True, sent_back_reason="")
    told = {"approved_by": by, "approved_at": timezone.now()}
    told |= {"sent_back_reason": "", "as_sent_back": {}}
    move(held, SectionStatus.APPROVED, by=by, verb="approved", **told)
    lock_when_complete(month, by=by)
    measures = AdoptedMeasure.objects.filter(figures__section=held)
    refresh_standings(council=held.council, measures=measures)
    return held


def hold(section: Section) -> Section:
    """The section as it is now, held until the transaction ends."""
    held = Section.objects.select_for_update(of=("self",))
    return held.select_related("monthly_return", "area", "council").get(pk=section.pk)


def refuse_undecidable(held: Section, *, by: User, version: int | None) -> None:
    """Only a submitted section, only by a second person, only as it was shown."""
    status = SectionStatus(held.status)
    if status is not SectionStatus.SUBMITTED:
        raise ValidationError(f"{held} is {status.label.lower()}: there is nothing to decide.")
    if not may_decide(status, held.submitted_by_id, by.pk):
        raise PermissionDenied(OWN_WORK)
    check_version(held, version)


def has_keyed(section: Section, user: User) -> bool:
    """Did this person key any figure of the section, or ever submit it, whoever did so last?"""
    return Event.objects.about(section).filter(by=user, verb__in=HANDS).exists()


def hands_in(sections: Iterable[Section]) -> Hands:
    """Who may not approve which of these, as (section, person): those whose figures they are.

    Only what is submitted is read, because nothing else waits for an approval.
    Queries: 1, whatever the sections and people; none when nothing is submitted.
    """
    waiting = [one for one in sections if one.status == SectionStatus.SUBMITTED]
    if not waiting:
        return frozenset()
    about = Event.objects.filter(
        council__in={one.council_id for one in waiting},
        kind=kind_of(waiting[0]),
        object_id__in=[one.pk for one in waiting],
        verb__in=HANDS,
        by__isnull=False,
    )
    return frozenset(about.order_by().values_list("object_id", "by").distinct())


def check_version(held: Section, version: int | None) -> None:
    """Refuse someone who was looking at an earlier state of the section."""
    if version is not None and held.version != version:
        raise EditConflict


def refuse_unready(held: Section) -> None:
    """Name every figure that is missing without a reason, at odds with another, or unexplained."""
    figures = {figure.measure_id: figure for figure in held.figures.all()}
    measures = list(AdoptedMeasure.objects.in_use(held.council).filter(area=held.area))
    gaps = gaps_in(held, measures, figures)
    found = [(one, problem) for one in measures for problem in gaps.get(one.pk, ())]
    found += links_of_section(held)
    found += unexplained(held, measures, figures)
    if found:
        raise FigureProblems(found)


def move(
    held: Section, status: SectionStatus, *, by: User, verb: str, reason: str = "", **told: Any
) -> Section:
    """Give a held section its next status and leave the entry, which itself says who and when."""
    before = {"status": held.get_status_display()}
    held.status, held.version = status, held.version + 1
    for name, value in told.items():
        setattr(held, name, value)
    held.full_clean()
    held.save()
    record(held, by=by, verb=verb, before=before, after={"status": status.label}, reason=reason)
    return held


def lock_when_complete(month: MonthlyReturn, *, by: User) -> None:
    """A month is locked when every section of it is approved."""
    statuses = [SectionStatus(status) for status in month.sections.values_list("status", flat=True)]
    if not month.is_locked and is_return_approved(statuses):
        month.locked_at = timezone.now()
        month.save(update_fields=["locked_at"])
        record(month, by=by, verb="locked")
