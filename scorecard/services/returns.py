"""When does a month's return open, and which sections does it have?"""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from improvement.councils.locks import hold
from improvement.councils.models import Council, ServiceArea, User
from improvement.history.services import record, save
from improvement.rules.month import Month
from improvement.rules.workingdays import return_due
from scorecard.holidays import bank_holidays
from scorecard.models import MonthlyReturn, Section


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
        names = [section.area.name for section in sections]
        record(opened, by=by, verb="added sections", after={"sections": names})
    return sections
