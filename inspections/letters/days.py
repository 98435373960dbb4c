"""Which days does a sentence or label name: "28 November to 9 December 2022", "5 and 6 June"?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

MONTHS = [
    *("january", "february", "march", "april", "may", "june", "july", "august"),
    *("september", "october", "november", "december"),
]
MONTH = "(?:" + "|".join([*MONTHS, *(f"{name[:3]}\\b\\.?" for name in MONTHS), "sept\\b\\.?"]) + ")"
WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?"
DAY = rf"{WEEKDAY}(?:the\s+)?\d{{1,2}}(?:st|nd|rd|th)?(?![\d:.%]\d|\d)"
FULL = rf"{DAY}(?:\s+(?:of\s+)?{MONTH})?(?:,?\s+\d{{4}})?"
BETWEEN = r"\s*(?:,\s*and|,|;|and|&|to|until|till|through|[-–—−‒]+)\s*"
RUN = re.compile(rf"(?<![\d/.-]){FULL}(?:{BETWEEN}{FULL})*", re.IGNORECASE)
PART = re.compile(
    rf"(\d{{1,2}})(?:st|nd|rd|th)?(?:\s+(?:of\s+)?({MONTH}))?(?:,?\s+(\d{{4}}))?", re.IGNORECASE
)
SLASHED = re.compile(r"(?<!\d)(\d{1,2})/(\d{1,2})/(\d{4})(?!\d)")
EARLIEST, LATEST = 2000, 2099


@dataclass(frozen=True, slots=True)
class Days:
    """The days a run of words names, first to last, and where the words stand."""

    days: tuple[date, ...]
    at: int
    end: int

    @property
    def first(self) -> date:
        return min(self.days)

    @property
    def last(self) -> date:
        return max(self.days)


def days_in(text: str) -> Iterator[Days]:
    """Every date or range of dates in a text, in its order.

    >>> [(str(one.first), str(one.last)) for one in days_in("28 November to 9 December 2022")]
    [('2022-11-28', '2022-12-09')]
    >>> [(str(one.first), str(one.last)) for one in days_in("29 December – 3 January 2020")]
    [('2019-12-29', '2020-01-03')]
    >>> [len(one.days) for one in days_in("on 5, 6 and 7 June 2024 and with 12 children")]
    [3]
    """
    for match in RUN.finditer(text):
        days = filled(PART.findall(match[0]))
        if days:
            yield Days(tuple(days), match.start(), match.end())
    for match in SLASHED.finditer(text):
        day = made(int(match[3]), int(match[2]), int(match[1]))
        if day:
            yield Days((day,), match.start(), match.end())


def filled(parts: list[tuple[str, str, str]]) -> list[date]:
    """Days with the month and year that follow later in the run; [] where one makes no date."""
    days: list[date] = []
    month, year = 0, 0
    for number, name, printed in reversed(parts):
        given = month_number(name)
        if printed:
            year = int(printed)
        elif given and month and given > month:
            year -= 1
        month = given or month
        day = made(year, month, int(number))
        if day is None:
            if days:
                break
            continue
        days.insert(0, day)
    return days


def month_number(name: str) -> int:
    """1 for January and for Jan; 0 for no month."""
    start = name[:3].casefold()
    return next((at for at, one in enumerate(MONTHS, 1) if start and one.startswith(start)), 0)


def made(year: int, month: int, day: int) -> date | None:
    if not EARLIEST <= year <= LATEST:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def only_day(text: str) -> date | None:
    """The date that a whole text is, such as the line above a letter's address.

    >>> only_day("17 July 2024"), only_day("Date: 17 July 2024"), only_day("17 July")
    (datetime.date(2024, 7, 17), datetime.date(2024, 7, 17), None)
    """
    bare = re.sub(r"^(date|published|dated)\s*:?\s*", "", text.strip(), flags=re.IGNORECASE)
    bare = bare.rstrip(" .")
    for found in days_in(bare):
        if found.at <= 10 and found.end == len(bare) and len(found.days) == 1:
            spare = bare[: found.at].strip(" ,").casefold()
            if not spare or spare.endswith("day"):
                return found.first
    return None
