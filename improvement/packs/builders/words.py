"""How do dates and numbers stand in a pack's frozen content? As text, ready to print."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from improvement.rules.month import Month

Content = dict[str, Any]


def day_words(day: date | None, none: str = "") -> str:
    """A date as it is read out: 22 February 2017.

    >>> day_words(date(2017, 2, 22))
    '22 February 2017'
    """
    return f"{day.day} {Month.of(day).label}" if day else none


def moment_words(moment: datetime) -> str:
    """A date and time on the clocks of this country."""
    local = timezone.localtime(moment)
    return f"{day_words(local.date())}, {local:%H:%M}"


def compared_words(row: Content) -> str:
    """What is published beside a figure in one line; nothing in packs older than comparisons."""
    told = (row.get(key, "") for key in ("compared", "compared_place", "compared_period"))
    return ". ".join(one for one in told if one)


def why_of(row: Content) -> str:
    """Why a measure is an exception; packs older than the notices have its rating's reason."""
    return row.get("noticed", row["reason"])


def number_text(value: Decimal | None) -> str | None:
    """A number without loss, for spreadsheets; none stays none and never becomes nought."""
    return None if value is None else format(value.normalize(), "f")


def iso(day: date | None) -> str | None:
    """A date for spreadsheets."""
    return day.isoformat() if day else None


def counted(number: int, noun: str, plural: str = "") -> str:
    """A number with its noun.

    >>> counted(1, "measure"), counted(2, "measure"), counted(0, "enquiry", "enquiries")
    ('1 measure', '2 measures', 'no enquiries')
    """
    return f"{number or 'no'} {noun if number == 1 else plural or noun + 's'}"


def is_or_are(number: int) -> str:
    """The verb that goes with a number."""
    return "is" if number == 1 else "are"
