"""What may stand in an address: a month, or the key of a row that a database can hold?"""

from improvement.rules.month import Month

LARGEST_KEY = 2**63 - 1


class MonthConverter:
    """2016-11; anything else is a 404, and so is a thirteenth month."""

    regex = "[0-9]{4}-[0-9]{2}"

    def to_python(self, value: str) -> Month:
        return Month.parse(value)

    def to_url(self, value: Month | str) -> str:
        return str(value)


class KeyConverter:
    """A primary key no larger than a database's: SQLite faults on more."""

    regex = "[0-9]{1,19}"

    def to_python(self, value: str) -> int:
        key = int(value)
        if key > LARGEST_KEY:
            raise ValueError("No row has so large a key.")
        return key

    def to_url(self, value: int | str) -> str:
        return str(value)
