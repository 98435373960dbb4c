"""On which working day does something fall due?

A working day is Monday to Friday and not in the holidays given (England's bank holidays).
"""

from collections.abc import Container
from datetime import date, timedelta

from improvement.rules.month import Month

SATURDAY = 5
ONE_DAY = timedelta(days=1)


def is_working_day(day: date, holidays: Container[date]) -> bool:
    return day.weekday() < SATURDAY and day not in holidays


def nth_working_day(start: date, n: int, holidays: Container[date]) -> date:
    """The nth working day on or after the start; the start itself may be the first.

    >>> nth_working_day(date(2016, 10, 1), 1, set())
    datetime.date(2016, 10, 3)
    """
    if n < 1:
        raise ValueError("Working days are counted from 1.")
    return add_working_days(start - ONE_DAY, n, holidays)


def add_working_days(start: date, n: int, holidays: Container[date]) -> date:
    """The day that is n working days after the start, which is not itself counted."""
    if n < 0:
        raise ValueError("Working days can only be added.")
    day = start
    while n:
        day += ONE_DAY
        n -= is_working_day(day, holidays)
    return day


def working_days_between(a: date, b: date, holidays: Container[date]) -> int:
    """Working days after a, up to and including b; negative when b is the earlier."""
    if b < a:
        return -working_days_between(b, a, holidays)
    days = (a + timedelta(days=n) for n in range(1, (b - a).days + 1))
    return sum(is_working_day(day, holidays) for day in days)


def return_due(month: Month, nth: int, holidays: Container[date]) -> date:
    """A month's return is due on the nth working day of the month after."""
    return nth_working_day(month.next.first_day, nth, holidays)


def statement_deadline(published: date, days: int, holidays: Container[date]) -> date:
    """The default date for a statement of action; a date printed in the letter overrides it."""
    return add_working_days(published, days, holidays)
