"""What does a team's keyed month say, and does it make sense?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from improvement.councils.models import Council
from improvement.history.services import plain
from improvement.rules.month import Month
from workforce.models import NUMBERS, Team, TeamMonth
from workforce.rates import WORDS
from workforce.roles import WorkerRole

# One less than the stored columns can hold before the point.
LARGEST = Decimal(99_999)
PLACES = {"cases": 0}
MOST_PLACES = 2
NUMBER_OF_PLACES = {0: "a whole number", 2: "at most two decimal places"}


@dataclass(frozen=True, slots=True)
class TeamEntry:
    """One role in one team as it was given for a month; None: not returned."""

    team: Team
    role: WorkerRole
    posts: Decimal | None = None
    permanent: Decimal | None = None
    agency: Decimal | None = None
    vacancies: Decimal | None = None
    starters: Decimal | None = None
    leavers: Decimal | None = None
    asye: Decimal | None = None
    days_lost: Decimal | None = None
    cases: Decimal | int | None = None
    case_holders: Decimal | None = None

    @property
    def key(self) -> tuple[int, str]:
        return self.team.pk, str(self.role)

    @property
    def label(self) -> str:
        """How a message names the row."""
        return f"{self.team}, {WorkerRole(self.role).label.lower()}"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with one number of a row; no field: with the row itself."""

    key: tuple[int, str]
    field: str
    label: str
    reason: str

    @property
    def message(self) -> str:
        """The whole sentence, naming the row and the number."""
        where = f"{self.label}, {WORDS[self.field]}" if self.field else self.label
        return f"{where}: {self.reason}"


def number_fault(field: str, number: Decimal | int) -> str:
    """Why one number cannot be stored, or nothing."""
    places = PLACES.get(field, MOST_PLACES)
    if number < 0:
        return f"{number:f} is below nought"
    if number > LARGEST:
        return f"{number:,f} is too large: the most is {LARGEST:,f}"
    if Decimal(number) != round(Decimal(number), places):
        return f"{number:f} must be {NUMBER_OF_PLACES[places]}"
    return ""


def cell_faults(entry: TeamEntry) -> list[Fault]:
    """Every number of a row that cannot be stored."""
    given = {field: getattr(entry, field) for field in NUMBERS}
    return [
        Fault(entry.key, field, entry.label, f"{why}.")
        for field, number in given.items()
        if number is not None and (why := number_fault(field, number))
    ]


def row_faults(entry: TeamEntry) -> list[Fault]:
    """Numbers of a row that contradict each other."""
    checks = (
        ("case_holders", more_case_holders_than_workers(entry),
         "more workers hold cases than are employed or agency"),
        ("asye", is_above(entry.asye, entry.case_holders),
         "more newly qualified workers hold cases than there are case holders"),
        ("cases", bool(entry.cases) and entry.case_holders == 0,
         "there are cases, but no worker holds them"),
    )  # fmt: skip
    return [
        Fault(entry.key, field, entry.label, f"{why}.")
        for field, is_wrong, why in checks
        if is_wrong
    ]


def is_above(part: Decimal | None, whole: Decimal | None) -> bool:
    """Is a part larger than its whole? Not while either is unknown."""
    return part is not None and whole is not None and part > whole


def more_case_holders_than_workers(entry: TeamEntry) -> bool:
    """Case holders are among the workers of their row."""
    if entry.permanent is None or entry.agency is None:
        return False
    return is_above(entry.case_holders, entry.permanent + entry.agency)


def faults_of(council: Council, entries: Sequence[TeamEntry]) -> list[Fault]:
    """Everything that forbids storing a month, each naming its row."""
    faults = [fault for entry in entries for fault in cell_faults(entry) or row_faults(entry)]
    return stranger_faults(council, entries) + repeat_faults(entries) + faults


def stranger_faults(council: Council, entries: Iterable[TeamEntry]) -> list[Fault]:
    """Teams of another council, and roles that are none."""
    return [
        Fault(entry.key, "", entry.label, f"not one of {council}'s teams.")
        for entry in entries
        if entry.team.council_id != council.pk
    ]


def repeat_faults(entries: Iterable[TeamEntry]) -> list[Fault]:
    """A team has each role once."""
    seen: set[tuple[int, str]] = set()
    faults = []
    for entry in entries:
        if entry.key in seen:
            faults.append(Fault(entry.key, "", entry.label, "there twice; keep one row."))
        seen.add(entry.key)
    return faults


def row_of(council: Council, month: Month, entry: TeamEntry) -> TeamMonth:
    """An entry as the row that stores it."""
    numbers = {field: getattr(entry, field) for field in NUMBERS}
    if numbers["cases"] is not None:
        numbers["cases"] = int(numbers["cases"])
    return TeamMonth(
        council=council,
        month=month.first_day,
        team=entry.team,
        role=WorkerRole(entry.role).value,
        **numbers,
    )


def entry_of(row: TeamMonth) -> TeamEntry:
    """A stored row as the entry that would give it again."""
    numbers = {field: getattr(row, field) for field in NUMBERS}
    return TeamEntry(team=row.team, role=WorkerRole(row.role), **numbers)


def cells_of(entries: Iterable[TeamEntry]) -> dict[str, object]:
    """Every returned number by a readable name, for the history."""
    return {
        f"{entry.label}, {WORDS[field]}": plain(as_decimal(getattr(entry, field)))
        for entry in entries
        for field in NUMBERS
        if getattr(entry, field) is not None
    }


def as_decimal(number: Decimal | int) -> Decimal:
    """4, 4.0 and 4.00 are told alike."""
    return Decimal(number)
