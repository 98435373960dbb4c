"""Which stored columns does a workforce page need? Read as tuples, never as model instances."""

from improvement.councils.models import Council
from improvement.rules.month import Month
from workforce.models import NUMBERS, TeamMonth
from workforce.rates import YEAR, Staffing
from workforce.roles import WorkerRole

ByMonth = dict[Month, list[Staffing]]


def staffing_between(council: Council, first: Month, last: Month) -> ByMonth:
    """The rows of each month that has any, in the council's order of teams. Queries: 1."""
    columns = ("month", "team__name", "role", *NUMBERS)
    rows = TeamMonth.objects.between(council, first, last).values_list(*columns)
    found: ByMonth = {}
    for day, team, role, *numbers in rows:
        found.setdefault(Month.of(day), []).append(staffing(team, WorkerRole(role), numbers))
    return found


def staffing(team: str, role: WorkerRole, numbers: list) -> Staffing:
    """One row as the rules read it."""
    return Staffing(
        team, role.label, role.is_social_work, **dict(zip(NUMBERS, numbers, strict=True))
    )


def staffing_of(council: Council, month: Month) -> list[Staffing]:
    """The rows of one month. Queries: 1."""
    return staffing_between(council, month, month).get(month, [])


def staffing_of_year(council: Council, month: Month) -> ByMonth:
    """The rows of the twelve months that end with this one. Queries: 1."""
    return staffing_between(council, month.plus(1 - YEAR), month)
