"""How is a date told that is not known to the day?"""

from datetime import date

from django.db import models
from django.utils.formats import date_format

NOT_RECORDED = "Date not recorded"


class Precision(models.TextChoices):
    """How exactly the first day of an inspection is known."""

    DAY = "day", "The day"
    MONTH = "month", "The month only"
    YEAR = "year", "The year only"
    UNKNOWN = "unknown", "Not known"


FORMATS = {Precision.DAY: "j F Y", Precision.MONTH: "F Y", Precision.YEAR: "Y"}


def said_date(day: date | None, precision: str) -> str:
    """A date as precisely as it is known: "24 January 2022", "June 2016", "2017"."""
    if day is None or precision == Precision.UNKNOWN:
        return NOT_RECORDED
    return date_format(day, FORMATS[Precision(precision)])
