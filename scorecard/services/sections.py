"""How does a section go from draft to submitted to approved, and who may move it?"""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from improvement.councils.models import User
from improvement.history.models import Event
from improvement.history.services import EditConflict, record
from improvement.rules.section import SectionStatus, is_return_approved, may_decide, may_submit
from scorecard.models import AdoptedMeasure, MonthlyReturn, Section
from scorecard.services.entries import LONGEST_COMMENT, unfinished

# The verbs under which figures come to a section.
KEYING = ("keyed figures", "published figures")
OWN_WORK = "You submitted this section, so another person has to approve it or send it back."
OWN_FIGURES = "You keyed figures of this section, so another person has to approve it."


@transaction.atomic
def submit_section(*, section: Section, by: User, version: int | None = None) -> Section:
    """Hand a section over for approval: every figure there, or the reason that it is not.

    Submitting again what one has just submitted does nothing.
    """
    held = hold(section)
    if held.status == SectionStatus.SUBMITTED and held.submitted_by_id == by.pk:
        return held
    check_version(held, version)
    if not may_submit(SectionStatus(held.status)):
        raise ValidationError(f"{held} is {held.get_status_display().lower()}: nothing to submit.")
    refuse_incomplete(held)
    told = {"submitted_by": by, "submitted_at": timezone.now()}
    return move(held, SectionStatus.SUBMITTED, by=by, verb="submitted", **told)


@transaction.atomic
def send_back_section(
    *, section: Section, reason: str, by: User, version: int | None = None
) -> Section:
    """Return a submitted section to its officer, saying why."""
    check_reason(reason)
    held = decidable(section, by=by, version=version)
    told = {"sent_back_reason": reason.strip()}
    return move(held, SectionStatus.SENT_BACK, by=by, verb="sent back", reason=reason, **told)


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
    held.figures.update(is_approved=True)
    told = {"approved_by": by, "approved_at": timezone.now()}
    move(held, SectionStatus.APPROVED, by=by, verb="approved", **told)
    lock_when_complete(month, by=by)
    return held


def check_reason(reason: str) -> None:
    """A reason is needed, and has to be one that a database can hold."""
    if not reason.strip():
        raise ValidationError({"reason": "Say what has to change."})
    if "\x00" in reason or len(reason) > LONGEST_COMMENT:
        message = f"Use at most {LONGEST_COMMENT:,} plain characters."
        raise ValidationError({"reason": message})


def hold(section: Section) -> Section:
    """The section as it is now, held until the transaction ends."""
    held = Section.objects.select_for_update(of=("self",))
    return held.select_related("monthly_return", "area", "council").get(pk=section.pk)


def decidable(section: Section, *, by: User, version: int | None) -> Section:
    """The section, held, when this person may decide on what they were shown."""
    held = hold(section)
    refuse_undecidable(held, by=by, version=version)
    return held


def refuse_undecidable(held: Section, *, by: User, version: int | None) -> None:
    """Only a submitted section, only by a second person, only as it was shown."""
    status = SectionStatus(held.status)
    if status is not SectionStatus.SUBMITTED:
        raise ValidationError(f"{held} is {status.label.lower()}: there is nothing to decide.")
    if not may_decide(status, held.submitted_by_id, by.pk):
        raise PermissionDenied(OWN_WORK)
    check_version(held, version)


def has_keyed(section: Section, user: User) -> bool:
    """Did this person key any figure of the section, whoever submitted it?"""
    return Event.objects.about(section).filter(by=user, verb__in=KEYING).exists()


def check_version(held: Section, version: int | None) -> None:
    """Refuse someone who was looking at an earlier state of the section."""
    if version is not None and held.version != version:
        raise EditConflict


def refuse_incomplete(held: Section) -> None:
    """Name every figure that is missing without a reason."""
    figures = {figure.measure_id: figure for figure in held.figures.all()}
    measures = AdoptedMeasure.objects.in_use(held.council).filter(area=held.area)
    problems = [
        problem for measure in measures for problem in unfinished(measure, figures.get(measure.pk))
    ]
    if problems:
        raise ValidationError([problem.message for problem in problems])


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
