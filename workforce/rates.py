"""What do a month's establishment rows come to? The census's own definitions, exactly.

Plain functions over plain rows: no database, `Decimal` only, and `None` is not returned, never
nought. A rate exists only when every team that has a row returned the numbers it needs.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from improvement.rules.number import MissingReason
from improvement.rules.value import Unit, print_value, value_of

Number = Decimal | int | None
DECIMALS = 1
YEAR = 12

# How a message and a table heading name each number.
WORDS = {
    "posts": "posts",
    "permanent": "employed",
    "agency": "agency",
    "vacancies": "vacant",
    "starters": "started",
    "leavers": "left",
    "asye": "newly qualified",
    "days_lost": "days lost to sickness",
    "cases": "cases",
    "case_holders": "case holders",
}


@dataclass(frozen=True, slots=True)
class Staffing:
    """One role in one team at the end of one month, as full-time equivalents."""

    team: str
    role: str
    is_social_work: bool = True
    posts: Number = None
    permanent: Number = None
    agency: Number = None
    vacancies: Number = None
    starters: Number = None
    leavers: Number = None
    asye: Number = None
    days_lost: Number = None
    cases: Number = None
    case_holders: Number = None

    @property
    def label(self) -> str:
        """How a message names the row: "Front door, social worker"."""
        return f"{self.team}, {self.role[:1].lower()}{self.role[1:]}"


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate and the two numbers it comes from, or what was not returned.

    Both numbers are there or neither is; nought of nought is "no cases", not a rate of nought.
    """

    unit: Unit
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    value: Decimal | None = None
    no_cases: MissingReason | None = None
    missing: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """As it stands on screen and in packs."""
        return (
            self.no_cases.label if self.no_cases else print_value(self.value, self.unit, DECIMALS)
        )


@dataclass(frozen=True, slots=True)
class Definition:
    """How one rate is worked out, and which measure of the catalogue it is."""

    code: str
    name: str
    top: tuple[str, ...]
    bottom: tuple[str, ...]
    unit: Unit
    words: str


AGENCY = Definition(
    "WF1", "Agency rate", ("agency",), ("agency", "permanent"), Unit.PERCENT,
    "Agency social workers ÷ agency and employed social workers",
)  # fmt: skip
VACANCY = Definition(
    "WF2", "Vacancy rate", ("vacancies",), ("vacancies", "permanent"), Unit.PERCENT,
    "Vacant social work posts ÷ vacant posts and employed social workers",
)  # fmt: skip
CASELOAD = Definition(
    "WF4", "Average caseload", ("cases",), ("case_holders",), Unit.CASES,
    "Cases held ÷ social workers holding cases, agency included",
)  # fmt: skip
NEWLY_QUALIFIED = Definition(
    "WF8", "Newly qualified share", ("asye",), ("case_holders",), Unit.PERCENT,
    "Newly qualified social workers holding cases ÷ social workers holding cases",
)  # fmt: skip
TURNOVER = Definition(
    "WF3", "Turnover", ("leavers",), ("permanent",), Unit.PERCENT,
    "Social workers who left in the last 12 months ÷ employed social workers",
)  # fmt: skip


def social_work(rows: Iterable[Staffing]) -> list[Staffing]:
    """The rows that the census counts."""
    return [row for row in rows if row.is_social_work]


def total(rows: Iterable[Staffing], field: str) -> Decimal | None:
    """The sum of one number over rows; none when a row did not return it, or there is no row.

    >>> total([Staffing("Duty", "Social worker", agency=Decimal("2.5"))], "agency")
    Decimal('2.5')
    """
    numbers = [getattr(row, field) for row in rows]
    if not numbers or None in numbers:
        return None
    return sum((Decimal(number) for number in numbers), Decimal(0))


def not_returned(rows: Iterable[Staffing], fields: Iterable[str]) -> tuple[str, ...]:
    """What stands in the way, row by row: "Front door, social worker: agency"."""
    wanted = tuple(dict.fromkeys(fields))
    return tuple(
        f"{row.label}: {WORDS[field]}"
        for row in rows
        for field in wanted
        if getattr(row, field) is None
    )


def rate_of(definition: Definition, rows: Iterable[Staffing]) -> Rate:
    """One rate over the social work rows of a month.

    >>> rows = [Staffing("Duty", "Social worker", agency=Decimal(1), permanent=Decimal(9))]
    >>> rate_of(AGENCY, rows).text
    '10.0%'
    """
    counted = social_work(rows)
    if not counted:
        return Rate(definition.unit, missing=("no social work team has returned",))
    missing = not_returned(counted, definition.top + definition.bottom)
    if missing:
        return Rate(definition.unit, missing=missing)
    return divided(definition, added(counted, definition.top), added(counted, definition.bottom))


def added(rows: Sequence[Staffing], fields: Iterable[str]) -> Decimal:
    """The sum of several numbers over rows that returned them all."""
    return sum((total(rows, field) or Decimal(0) for field in fields), Decimal(0))


def divided(definition: Definition, top: Decimal, bottom: Decimal) -> Rate:
    """Two sums as a rate."""
    computed = value_of(definition.unit, top, bottom)
    return Rate(definition.unit, top, bottom, computed.value, computed.missing)


def turnover_of(year: Sequence[Sequence[Staffing]]) -> Rate:
    """Turnover from twelve months of rows, the earliest first and the month itself last.

    A month without rows is a month not returned: eleven months of leavers are not a year's.
    """
    counted = [social_work(rows) for rows in year]
    returned = sum(1 for rows in counted if rows)
    if len(counted) != YEAR or returned != YEAR:
        return Rate(TURNOVER.unit, missing=(f"{returned} of the last {YEAR} months returned",))
    everyone = [row for rows in counted for row in rows]
    missing = not_returned(everyone, TURNOVER.top) + not_returned(counted[-1], TURNOVER.bottom)
    if missing:
        return Rate(TURNOVER.unit, missing=tuple(dict.fromkeys(missing)))
    return divided(TURNOVER, added(everyone, TURNOVER.top), added(counted[-1], TURNOVER.bottom))
