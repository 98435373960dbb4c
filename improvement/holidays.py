"""Which days are bank holidays in England? Read from the bundled list, never the network."""

from datetime import date
from functools import cache

from govuk_bank_holidays.bank_holidays import BankHolidays


@cache
def bank_holidays() -> frozenset[date]:
    """Every bank holiday in England that the bundled list knows."""
    known = BankHolidays(use_cached_holidays=True)
    days = known.get_holidays(division=BankHolidays.ENGLAND_AND_WALES)
    return frozenset(day["date"] for day in days)
