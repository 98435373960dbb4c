"""What does a workbook's number format make of a number: a percentage, a date, thousands?"""

import re
from datetime import datetime, timedelta
from decimal import Decimal

from scorecard.uploads.table import Cell, Kind

# The formats every workbook knows without spelling them out.
BUILT_IN = {
    9: "0%",
    10: "0.00%",
    **dict.fromkeys([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)], "d/m/yyyy"),
}
# Words set in a format say nothing about the number.
LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|general|standard|am/pm|a/p', re.IGNORECASE)
ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
BRACKETED = re.compile(r"\[[^\]]*\]")
DATE_LETTER = re.compile(r"[ymdhs]", re.IGNORECASE)
SCALED = re.compile(r"[0#?],+(?![0#?,])")
EXCEL_DIGITS = 15
# Day 1 is 1 January 1900, and 29 February 1900 is counted though it never was.
DAY_NOUGHT, LEAP_FAULT = datetime(1899, 12, 30), 60  # noqa: DTZ001 - a day on no clock
MAC_DAYS = 1462
LATEST_SERIAL = 2_958_466
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def format_kind(code: str) -> str:
    """ "percent", "date", "scaled", or nothing for a format that shows the number itself.

    >>> format_kind("0.0%"), format_kind('0"%"'), format_kind("d mmm yy"), format_kind("#,##0,")
    ('percent', '', 'date', 'scaled')
    """
    first = LITERAL.sub("", code).split(";")[0]
    if ELAPSED.search(first):
        return "date"
    first = BRACKETED.sub("", first)
    if "%" in first:
        return "percent"
    if DATE_LETTER.search(first):
        return "date"
    return "scaled" if SCALED.search(first) else ""


def plain_number(value: Decimal) -> str:
    """Every digit, no exponent, no trailing noughts."""
    return format(value.normalize(), "f") if value else "0"


def number_cell(raw: str, code: str, *, is_1904: bool = False) -> Cell:
    """A stored number as the cell shows it; 15 digits, since that is what Excel keeps and shows.

    So 12.300000000000001 and the sum of 0.1 and 0.2 are what a person sees in their cells.

    >>> number_cell("12.300000000000001", "").text, number_cell("0.92", "0%").text
    ('12.3', '92%')
    """
    try:
        number = Decimal(format(float(raw), f".{EXCEL_DIGITS}g"))
    except ValueError:
        return Cell(raw)
    if not number.is_finite():
        return Cell(raw, Kind.ERROR)
    kind = format_kind(code)
    if kind == "percent":
        return Cell(f"{plain_number(number * 100)}%")
    if kind == "date":
        return Cell(day_words(number, is_1904=is_1904), Kind.DATE)
    return Cell(plain_number(number), Kind.SCALED if kind == "scaled" else Kind.PLAIN)


def day_words(serial: Decimal, *, is_1904: bool) -> str:
    """ "12 Mar 2026", or the time of day for a number below 1."""
    days = serial + (MAC_DAYS if is_1904 else 0)
    if not 0 <= days < LATEST_SERIAL:
        return plain_number(serial)
    if days < 1:
        minutes = int(days * 24 * 60)
        return f"{minutes // 60:02}:{minutes % 60:02}"
    day = DAY_NOUGHT + timedelta(days=int(days) + (days < LEAP_FAULT))
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
