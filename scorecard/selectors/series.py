"""How are many dated values read in one row? As one text, unfolded only where it is new.

Three years of sixty measures are two thousand rows; fetching them one by one, each with its date
and its number, was a quarter of what a scorecard cost. The text also says whether anything in it
has changed, without a look at any of its numbers.
"""

from datetime import date
from decimal import Decimal

from django.db.models import Aggregate, TextField, Value
from django.db.models.functions import Cast, Coalesce


class Folded(Aggregate):
    """Each day with its value in a line of its own, "2026-08-01=91.5"; nothing where it is null.

    The lines come in no certain order; a value must not break a line.
    """

    function = "STRING_AGG"
    template = "%(function)s(%(expressions)s, '\n')"
    arg_joiner = " || '=' || "

    def __init__(self, day: str, value: str, **extra: object) -> None:
        text = TextField()
        told = Coalesce(Cast(value, text), Value(""))
        super().__init__(Cast(day, text), told, output_field=text, **extra)

    def as_sqlite(self, *args: object, **options: object) -> tuple[str, list[object]]:
        return self.as_sql(*args, function="GROUP_CONCAT", **options)


def unfolded(text: str) -> dict[date, str]:
    """What stood on each day, the earliest first.

    >>> unfolded("2026-09-01=36 to 43\\n2026-08-01=")
    {datetime.date(2026, 8, 1): '', datetime.date(2026, 9, 1): '36 to 43'}
    """
    parts = (line.split("=", 1) for line in sorted(text.splitlines()))
    return {date.fromisoformat(day): told for day, told in parts}


def numbers_of(text: str) -> dict[date, Decimal | None]:
    """The same for values by the first day of their month; None is a stated gap.

    >>> numbers_of("2026-09-01=\\n2026-08-01=91.5")
    {datetime.date(2026, 8, 1): Decimal('91.5'), datetime.date(2026, 9, 1): None}
    """
    return {day: Decimal(told) if told else None for day, told in unfolded(text).items()}
