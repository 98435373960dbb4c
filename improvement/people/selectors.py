"""What do the pages about people and their due day show?"""

from dataclasses import dataclass
from datetime import date

from improvement.councils.models import Council, Membership
from improvement.holidays import bank_holidays
from improvement.rules.month import Month
from improvement.rules.workingdays import return_due

DUE_DAYS_SHOWN = 3


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One role of one person."""

    membership_id: int
    name: str
    email: str
    role: str
    areas: str


@dataclass(frozen=True, slots=True)
class PeoplePage:
    rows: tuple[PersonRow, ...]


def people_page(council: Council) -> PeoplePage:
    """Everyone who may enter now, by name. Queries: 2."""
    memberships = (
        Membership.objects.filter(council=council, is_active=True)
        .select_related("user")
        .prefetch_related("areas")
        .order_by("user__name", "role")
    )
    return PeoplePage(
        tuple(
            PersonRow(
                one.pk,
                one.user.name,
                one.user.email,
                one.get_role_display(),
                ", ".join(area.name for area in one.areas.all()) or "All areas",
            )
            for one in memberships
        )
    )


def next_due_days(council: Council, today: date) -> list[tuple[str, date]]:
    """The months to come, and the day on which each will be due as things stand."""
    months = [Month.of(today).plus(n) for n in range(DUE_DAYS_SHOWN)]
    nth, holidays = council.due_working_day, bank_holidays()
    return [(month.label, return_due(month, nth, holidays)) for month in months]
