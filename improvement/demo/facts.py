"""What do the councils' fact files say, with every date made a day?

A date is written as precisely as it is known ("2016-07", 2020) or, for the illustrative council,
counted from the day of loading: "-26m/12" is the 12th of the month 26 months before, "+8d" is
8 days on.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings

from improvement.rules.month import Month
from inspections.dates import Precision

FOLDER = Path(settings.BASE_DIR) / "fixtures" / "councils"
REAL = ("blackburn-with-darwen", "blackpool", "bournemouth-christchurch-and-poole")
ILLUSTRATIVE = "exampleshire"
MONTHS_AWAY = re.compile(r"([+-]\d+)m/(\d+)")
DAYS_AWAY = re.compile(r"([+-]\d+)d")
SATURDAY = 5

Row = dict[str, Any]
Written = date | str | int | None


@dataclass(frozen=True)
class Facts:
    """One council's file, and the day on which it is read."""

    data: Row
    today: date

    def rows(self, name: str) -> list[Row]:
        """A list of the file; none when the council has nothing of the kind."""
        return list(self.data.get(name) or [])

    @property
    def council(self) -> Row:
        return dict(self.data["council"])

    def source(self, row: Row) -> str:
        """Where a row comes from, in words."""
        key = row.get("source") or self.data.get("measure_source") or "made-up"
        return str(self.data["sources"][key])

    def working_day(self, written: Written) -> date | None:
        """As `day`, but one counted from today never falls on a weekend."""
        day = self.day(written)
        return weekday_from(day) if day and is_counted(written) else day

    @staticmethod
    def precision(written: Written) -> Precision:
        """How much of a written date is known: the day, the month ("2016-07") or the year."""
        if written is None:
            return Precision.UNKNOWN
        if isinstance(written, date) or is_counted(written):
            return Precision.DAY
        return Precision.MONTH if "-" in str(written) else Precision.YEAR

    def day(self, written: Written, *, at_end: bool = False) -> date | None:
        """A written date as a day: the first of a month or year, or its last."""
        if written is None or isinstance(written, date):
            return written
        text = str(written)
        if match := DAYS_AWAY.fullmatch(text):
            return self.today + timedelta(days=int(match[1]))
        if match := MONTHS_AWAY.fullmatch(text):
            return day_in(Month.of(self.today).plus(int(match[1])), int(match[2]))
        month = month_of(text, at_end=at_end)
        return month.last_day if at_end else month.first_day


def weekday_from(day: date) -> date:
    """The day itself, or the Monday after a weekend."""
    late = day.weekday() - SATURDAY
    return day + timedelta(days=2 - late) if late >= 0 else day


def day_in(month: Month, number: int) -> date:
    """That day of a month, or its last when it is shorter."""
    return month.first_day.replace(day=min(number, month.last_day.day))


def is_counted(written: Written) -> bool:
    """Is the date counted from the day of loading?"""
    return isinstance(written, str) and written.startswith(("+", "-"))


def month_of(text: str, *, at_end: bool) -> Month:
    """The month of "2016-07", or the first or last month of "2020"."""
    return Month.parse(text) if "-" in text else Month(int(text), 12 if at_end else 1)


def read_facts(slug: str, today: date) -> Facts:
    """One council's file."""
    text = (FOLDER / f"{slug}.yaml").read_text(encoding="utf-8")
    return Facts(yaml.safe_load(text), today)
