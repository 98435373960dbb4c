"""Is a measure's latest movement real? Its process chart over the latest three years."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from improvement.rules.direction import Polarity
from improvement.rules.month import Month, months_between
from improvement.rules.spc import BETTER_BY_POLARITY, Rebase, Xmr, xmr
from improvement.rules.target import Target
from improvement.rules.value import Basis

# Limits are those of the latest three years: what a service was like before says little of it now,
# and a page's cost does not grow with a council's history.
WINDOW = 36
# A figure that grows from April to March by itself has no limits; nor has one of a term or a cycle.
RESTARTING = frozenset(
    {Basis.YTD, Basis.CALENDAR_YTD, Basis.TERM, Basis.ACADEMIC_YEAR, Basis.CYCLE}
)
# Each shares most of its months with the one before: chance alone draws runs and trends in it, and
# of a service that never changes most points would be called a real change.
ROLLING = frozenset({Basis.ROLLING_12, Basis.ROLLING_3Y})
NOT_CHARTED = RESTARTING | ROLLING

Rebased = tuple[date, str]


@dataclass(frozen=True, slots=True)
class Chart:
    """A process chart and the months it is of, oldest first, gaps included."""

    months: tuple[Month, ...]
    values: tuple[Decimal | None, ...]
    xmr: Xmr


def chart_of(
    values: Mapping[date, Decimal | None],
    last: Month,
    *,
    basis: str,
    polarity: str,
    target: Target | None = None,
    rebases: Sequence[Rebased] = (),
) -> Chart | None:
    """The chart of approved values (by first day of the month) up to a month; pure.

    None where nothing is charted: a basis that has no limits, or no value. `rebases` are first
    days with reasons, oldest first; the chart begins with the first value of the window.
    """
    if basis in NOT_CHARTED:
        return None
    months = window_of(values, last)
    if not months:
        return None
    series = [values.get(month.first_day) for month in months]
    chart = xmr(
        series,
        improvement=BETTER_BY_POLARITY[Polarity(polarity)],
        target=only_bound(target),
        rebases=placed(rebases, months),
    )
    return Chart(tuple(months), tuple(series), chart)


def window_of(values: Mapping[date, Decimal | None], last: Month) -> list[Month]:
    """The months from the first known value of the window to the last month."""
    first = last.plus(1 - WINDOW).first_day
    known = [day for day, value in values.items() if value is not None]
    began = min((day for day in known if first <= day <= last.first_day), default=None)
    return list(run_of(Month.of(began), last)) if began else []


@lru_cache(maxsize=512)
def run_of(first: Month, last: Month) -> tuple[Month, ...]:
    """Sixty charts of one page run over the same few stretches of months."""
    return tuple(months_between(first, last))


def only_bound(target: Target | None) -> Decimal | None:
    """The bound of a one-sided target; a two-sided one gives no assurance."""
    if target is None or (target.lower is not None and target.upper is not None):
        return None
    return target.upper if target.lower is None else target.lower


def placed(rebases: Sequence[Rebased], months: Sequence[Month]) -> list[Rebase]:
    """Rebases as places in the series; one at or before its start changes nothing in it."""
    places = {month.first_day: place for place, month in enumerate(months)}
    return [Rebase(places[day], reason) for day, reason in rebases if places.get(day, 0) > 0]
