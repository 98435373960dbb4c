"""Is a piece of evidence recent enough to say how things are now?"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

FRESH_FOR_MONTHS = 12
MONTHS_IN_YEAR = 12


class Freshness(StrEnum):
    """How far a piece of evidence can be relied on to tell of today."""

    CURRENT = "current"
    OLD = "old"
    UNDATED = "undated"

    @property
    def word(self) -> str:
        return WORDS[self]


WORDS = {
    Freshness.CURRENT: "Within 12 months",
    Freshness.OLD: "Older than 12 months",
    Freshness.UNDATED: "Date not recorded",
}


@dataclass(frozen=True, slots=True)
class Aged:
    """How fresh something is, and why, in a sentence."""

    freshness: Freshness
    reason: str

    @property
    def is_marked(self) -> bool:
        """Must a reader be warned of it?"""
        return self.freshness is not Freshness.CURRENT


def aged(day: date | None, today: date) -> Aged:
    """How fresh evidence of one day is on another: to the day twelve months later, it is current.

    What is known only to a month or year counts from its first day, so that nothing is called
    fresher than it may be; what lies ahead is current.

    >>> aged(date(2025, 3, 31), date(2026, 3, 31)).freshness
    <Freshness.CURRENT: 'current'>
    >>> aged(date(2025, 3, 31), date(2026, 4, 1)).reason
    '12 months old'
    """
    if day is None:
        return Aged(Freshness.UNDATED, "Nobody recorded of which day this is")
    freshness = Freshness.OLD if today > anniversary(day) else Freshness.CURRENT
    return Aged(freshness, age_words(day, today))


def anniversary(day: date) -> date:
    """The last day on which evidence of a day is current; 29 February has it on the 28th.

    >>> anniversary(date(2024, 2, 29))
    datetime.date(2025, 2, 28)
    """
    year = day.year + FRESH_FOR_MONTHS // MONTHS_IN_YEAR
    if year > date.max.year:
        return date.max
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)


def whole_months(day: date, today: date) -> int:
    """How many months have gone by in full; none for what lies ahead.

    >>> whole_months(date(2026, 1, 31), date(2026, 2, 28))
    0
    >>> whole_months(date(2026, 1, 5), date(2026, 2, 5))
    1
    """
    months = (today.year - day.year) * MONTHS_IN_YEAR + today.month - day.month
    return max(months - (today.day < day.day), 0)


def age_words(day: date, today: date) -> str:
    """How old something is, as it is said."""
    months = whole_months(day, today)
    if months == 0:
        return "less than a month old" if day <= today else "yet to come"
    years, over = divmod(months, MONTHS_IN_YEAR)
    if years < 2:
        return f"{months} month{'s' if months != 1 else ''} old"
    return f"{years} years old" if over == 0 else f"more than {years} years old"
