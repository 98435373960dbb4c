"""When does a month's return open, and which sections does it have?"""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from improvement.councils.locks import hold
from improvement.councils.models import Council, ServiceArea, User
from improvement.history.services import record, save
from improvement.holidays import bank_holidays
from improvement.rules.month import Month
from improvement.rules.workingdays import is_working_day, return_due
from scorecard.models import MonthlyReturn, Section
from scorecard.services.entries import LONGEST_COMMENT
from scorecard.services.standings import bump_versions

# A due day further off than this is a slip of the keyboard.
FURTHEST_MONTHS = 12


@transaction.atomic
def open_return(
    *,
    council: Council,
    month: Month,
    by: User | None = None,
    due_on: date | None = None,
    today: date | None = None,
) -> MonthlyReturn:
    """Open a month's return with a section for every area that has measures.

    Opening it again adds the sections of areas that have begun to measure since, nothing else.
    """
    refuse_unfinished(month, today or timezone.localdate())
    hold(council)
    opened = held_return(council, month) or new_return(council, month, by=by, due_on=due_on)
    if not opened.is_locked:
        add_sections(opened, by=by)
    return opened


def refuse_unfinished(month: Month, today: date) -> None:
    """A month is returned once it is over."""
    if today <= month.last_day:
        opens = f"1 {month.next.label}"
        raise ValidationError(f"{month.label} is not over yet: its return opens on {opens}.")


def held_return(council: Council, month: Month) -> MonthlyReturn | None:
    """The month's return, held until the transaction ends."""
    held = MonthlyReturn.objects.select_for_update()
    return held.filter(council=council, month=month.first_day).first()


def new_return(
    council: Council, month: Month, *, by: User | None, due_on: date | None
) -> MonthlyReturn:
    """A return, due on the council's own working day unless a day is given."""
    due = due_on or return_due(month, council.due_working_day, bank_holidays())
    opened = MonthlyReturn(council=council, month=month.first_day, due_on=due)
    return save(opened, by=by, verb="opened")


def add_sections(opened: MonthlyReturn, *, by: User | None) -> list[Section]:
    """A section for each area that has measures in use and none yet."""
    areas = (
        ServiceArea.objects.filter(council_id=opened.council_id, measures__is_active=True)
        .exclude(pk__in=opened.sections.values("area"))
        .distinct()
    )
    sections = [
        Section(council_id=opened.council_id, monthly_return=opened, area=area) for area in areas
    ]
    Section.objects.bulk_create(sections)
    if sections:
        # A scorecard names the areas that it waits for.
        bump_versions(councils=[opened.council_id])
        names = [section.area.name for section in sections]
        record(opened, by=by, verb="added sections", after={"sections": names})
    return sections


@transaction.atomic
def move_due(
    *, held: MonthlyReturn, due_on: date, reason: str, by: User, was: date | None = None
) -> MonthlyReturn:
    """Move the day on which one open month is due, saying why.

    `was` is the day that was shown; if someone else has moved it since, nothing is changed.
    """
    check_due_reason(reason)
    now = MonthlyReturn.objects.select_for_update().get(pk=held.pk)
    if now.is_locked:
        raise ValidationError(
            f"{Month.of(now.month).label} is approved: it has no due day to move."
        )
    if was is not None and now.due_on != was:
        raise ValidationError({"due_on": f"Someone else moved it to {said(now.due_on)} meanwhile."})
    if refusal := due_refusal(now, due_on):
        raise ValidationError({"due_on": refusal})
    now.due_on = due_on
    return save(now, by=by, verb="moved due day", reason=reason.strip())


def check_due_reason(reason: str) -> None:
    """A reason is needed, and has to be one that a database can hold."""
    if not reason.strip():
        raise ValidationError({"reason": "Say why the day moves."})
    if "\x00" in reason or len(reason) > LONGEST_COMMENT:
        message = f"Use at most {LONGEST_COMMENT:,} plain characters."
        raise ValidationError({"reason": message})


def due_refusal(held: MonthlyReturn, due_on: date) -> str:
    """Why a day cannot be the one on which this month is due; empty when it can."""
    month = Month.of(held.month)
    if due_on == held.due_on:
        return f"It is due on {said(due_on)} already."
    if not is_working_day(due_on, bank_holidays()):
        return f"{due_on:%A} {said(due_on)} is not a working day in England."
    if not month.next.first_day <= due_on <= month.plus(FURTHEST_MONTHS).last_day:
        return f"Choose a day within {FURTHEST_MONTHS} months after {month.label}."
    return ""


def said(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
