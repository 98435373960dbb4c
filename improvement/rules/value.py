"""What is a measure's value, given what was counted, and how is it printed?"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from enum import StrEnum

from improvement.rules.number import MissingReason

NOTHING = "—"
# Wide enough that rounding a figure for display can never itself overflow.
ROUNDING = Context(prec=100, rounding=ROUND_HALF_UP)
MONTHS_IN_YEAR = 12


class Unit(StrEnum):
    """What a measure's value is a number of."""

    COUNT = "count"
    PERCENT = "percent"
    RATE_10K = "rate_10k"
    RATE_100K = "rate_100k"
    DAYS = "days"
    WEEKS = "weeks"
    SCORE = "score"
    CASES = "cases"

    @property
    def label(self) -> str:
        return UNIT_LABELS[self]

    @property
    def suffix(self) -> str:
        """What follows the number when it is printed."""
        return "%" if self is Unit.PERCENT else ""

    @property
    def noun(self) -> str:
        """What a difference between two values is counted in; plural, empty when bare."""
        return DIFFERENCE_NOUNS.get(self, "")


UNIT_LABELS = {
    Unit.COUNT: "Number",
    Unit.PERCENT: "Percentage",
    Unit.RATE_10K: "Rate per 10,000",
    Unit.RATE_100K: "Rate per 100,000",
    Unit.DAYS: "Days",
    Unit.WEEKS: "Weeks",
    Unit.SCORE: "Score",
    Unit.CASES: "Cases",
}
DIFFERENCE_NOUNS = {
    Unit.PERCENT: "points",
    Unit.DAYS: "days",
    Unit.WEEKS: "weeks",
    Unit.CASES: "cases",
}
PER = {Unit.RATE_10K: 10_000, Unit.RATE_100K: 100_000}


class Basis(StrEnum):
    """The stretch of time a figure covers."""

    MONTH = "month"
    YTD = "ytd"
    SNAPSHOT = "snapshot"
    ROLLING_12 = "rolling_12"
    ROLLING_3Y = "rolling_3y"
    CALENDAR_YTD = "calendar_ytd"
    TERM = "term"
    ACADEMIC_YEAR = "academic_year"
    CYCLE = "cycle"

    @property
    def label(self) -> str:
        return BASIS_LABELS[self]


BASIS_LABELS = {
    Basis.MONTH: "In the month",
    Basis.YTD: "April to date",
    Basis.SNAPSHOT: "Snapshot",
    Basis.ROLLING_12: "Rolling 12 months",
    Basis.ROLLING_3Y: "Rolling 3 years",
    Basis.CALENDAR_YTD: "January to date",
    Basis.TERM: "School term",
    Basis.ACADEMIC_YEAR: "Academic year",
    Basis.CYCLE: "Audit cycle",
}


@dataclass(frozen=True, slots=True)
class Computed:
    """A value, or the reason there is none, or neither when it was not returned."""

    value: Decimal | None = None
    missing: MissingReason | None = None


def value_of(
    unit: Unit,
    numerator: Decimal | int | None,
    denominator: Decimal | int | None,
    *,
    population: int | None = None,
    months_elapsed: int | None = None,
) -> Computed:
    """A measure's value from its parts; `months_elapsed` only for a year-to-date rate.

    >>> value_of(Unit.PERCENT, Decimal(23), Decimal(25)).value
    Decimal('92')
    >>> value_of(Unit.PERCENT, Decimal(0), Decimal(0)).missing
    <MissingReason.NO_CASES: 'no_cases'>
    """
    if numerator is None:
        return Computed()
    top = Decimal(numerator)
    if unit in PER:
        return _rate(top * PER[unit], population, months_elapsed)
    if unit is Unit.COUNT:
        return Computed(top)
    if unit is Unit.PERCENT:
        return _ratio(top * 100, denominator)
    return Computed(top) if denominator is None else _ratio(top, denominator)


def _ratio(top: Decimal, denominator: Decimal | int | None) -> Computed:
    if denominator is None:
        return Computed()
    if denominator == 0:
        return Computed(missing=MissingReason.NO_CASES)
    return Computed(top / denominator)


def _rate(top: Decimal, population: int | None, months_elapsed: int | None) -> Computed:
    """Without a population there is no rate: a count of children is never shown as one."""
    if not population:
        return Computed(missing=MissingReason.NOT_AVAILABLE)
    if months_elapsed is None:
        return Computed(top / population)
    if not 1 <= months_elapsed <= MONTHS_IN_YEAR:
        raise ValueError("A year to date has between 1 and 12 months.")
    return Computed(top * MONTHS_IN_YEAR / (population * months_elapsed))


def round_half_up(value: Decimal, decimals: int) -> Decimal:
    """Round as people do: a half goes away from nought.

    >>> round_half_up(Decimal("89.5"), 0)
    Decimal('90')
    """
    rounded = value.quantize(Decimal(1).scaleb(-decimals), context=ROUNDING)
    return rounded or abs(rounded)


def print_value(value: Decimal | None, unit: Unit, decimals: int) -> str:
    """A figure as it stands on screen and in packs.

    >>> print_value(Decimal("1809"), Unit.COUNT, 0), print_value(None, Unit.COUNT, 0)
    ('1,809', '—')
    """
    if value is None:
        return NOTHING
    return f"{round_half_up(value, decimals):,f}{unit.suffix}"
