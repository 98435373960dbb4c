"""Which month is this, and where does it fall in the financial year?"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

NAMES = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
APRIL = 4
MONTHS_IN_YEAR = 12
# Typed months are held well inside what a date can hold, so that a neighbour always exists.
EARLIEST_TYPED, LATEST_TYPED = 1990, 2099
TYPED = re.compile(r"([0-9]{4})-([0-9]{2})")


@dataclass(frozen=True, order=True, slots=True)
class Month:
    """One calendar month: the unit in which figures are returned.

    >>> Month(2016, 11).financial_year, Month(2016, 11).financial_month
    ('2016/17', 8)
    """

    year: int
    number: int

    def __post_init__(self) -> None:
        if not 1 <= self.number <= MONTHS_IN_YEAR:
            raise ValueError(f"{self.number} is not a month number: use 1 to 12.")
        if not date.min.year <= self.year <= date.max.year:
            raise ValueError(f"{self.year} is not a year we can use.")

    @classmethod
    def of(cls, day: date) -> Self:
        """The month a day falls in."""
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read "2016-11"; anything else is refused with a sentence fit to show.

        >>> Month.parse("2016-11").label
        'November 2016'
        """
        match = TYPED.fullmatch(text)
        if match is None or not 1 <= int(match[2]) <= MONTHS_IN_YEAR:
            raise ValueError(f"“{text[:20]}” is not a month: write it like 2016-11.")
        if not EARLIEST_TYPED <= int(match[1]) <= LATEST_TYPED:
            raise ValueError(f"The year must be between {EARLIEST_TYPED} and {LATEST_TYPED}.")
        return cls(int(match[1]), int(match[2]))

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"

    @property
    def first_day(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def last_day(self) -> date:
        if self.number == MONTHS_IN_YEAR:
            return date(self.year, self.number, 31)
        return date(self.year, self.number + 1, 1) - timedelta(days=1)

    @property
    def next(self) -> "Month":
        return self.plus(1)

    @property
    def previous(self) -> "Month":
        return self.plus(-1)

    @property
    def same_month_last_year(self) -> "Month":
        return self.plus(-MONTHS_IN_YEAR)

    def plus(self, months: int) -> "Month":
        """This many months later, or earlier when negative."""
        year, index = divmod(self._index + months, MONTHS_IN_YEAR)
        return Month(year, index + 1)

    def months_since(self, other: "Month") -> int:
        """How many months after the other this one is.

        >>> Month(2017, 2).months_since(Month(2016, 11))
        3
        """
        return self._index - other._index

    @property
    def financial_year(self) -> str:
        """The year from April to March, as councils write it: "2016/17"."""
        start = self.year if self.number >= APRIL else self.year - 1
        return f"{start}/{(start + 1) % 100:02d}"

    @property
    def financial_month(self) -> int:
        """April is 1 and March 12: the months elapsed for a year-to-date figure."""
        return (self.number - APRIL) % MONTHS_IN_YEAR + 1

    @property
    def label(self) -> str:
        return f"{NAMES[self.number - 1]} {self.year}"

    @property
    def short(self) -> str:
        return f"{NAMES[self.number - 1][:3]} {self.year}"

    @property
    def _index(self) -> int:
        return self.year * MONTHS_IN_YEAR + self.number - 1


def months_between(first: Month, last: Month) -> list[Month]:
    """Every month from the first to the last, both included; none when they are reversed."""
    return [first.plus(n) for n in range(last.months_since(first) + 1)]
