"""How is a date told that is not known to the day?"""

from datetime import date

from django.db import models
from django.utils.formats import date_format

from improvement.rules.month import Month

NOT_RECORDED = "Date not recorded"


class Precision(models.TextChoices):
    """How exactly the first day of an inspection is known."""

    DAY = "day", "The day"
    MONTH = "month", "The month only"
    YEAR = "year", "The year only"
    UNKNOWN = "unknown", "Not known"


FORMATS = {Precision.DAY: "j F Y", Precision.MONTH: "F Y", Precision.YEAR: "Y"}


def last_possible(day: date | None, precision: str) -> date | None:
    """The latest day it may have been: the last one of a month or year that alone is known.

    >>> last_possible(date(2024, 2, 1), Precision.MONTH)
    datetime.date(2024, 2, 29)
    """
    if day is not None and precision == Precision.YEAR:
        return date(day.year, 12, 31)
    return Month.of(day).last_day if day is not None and precision == Precision.MONTH else day


def said_date(day: date | None, precision: str) -> str:
    """A date as precisely as it is known: "24 January 2022", "June 2016", "2017"."""
    if day is None or precision == Precision.UNKNOWN:
        return NOT_RECORDED
    return date_format(day, FORMATS[Precision(precision)])
