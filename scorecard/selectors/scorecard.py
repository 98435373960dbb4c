"""How does everything that a council measures stand in one month?"""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.urls import reverse

from improvement.councils.models import Council
from improvement.rules.month import Month, months_between
from improvement.rules.number import MissingReason
from improvement.rules.rag import Rag
from improvement.rules.value import Basis
from scorecard.selectors.reading import (
    WINDOW,
    FigureFacts,
    MeasureFacts,
    Values,
    approved_months,
    read_figures,
    read_measures,
    read_values,
    read_waiting,
    window_before,
    yardstick_for,
)
from scorecard.selectors.rows import (
    AWAITING_WORD,
    Count,
    ScorecardGroup,
    ScorecardPage,
    ScorecardRow,
)
from scorecard.selectors.standing import AWAITING, Standing, Yardstick, standing_of, target_of

EARLIER = 3
NO_FIGURE = FigureFacts(0, None, "", "", None, "", "", 1, "", None)
COUNTED = (
    (Rag.RED.value, Rag.RED.word),
    (Rag.AMBER.value, Rag.AMBER.word),
    (Rag.GREEN.value, Rag.GREEN.word),
    (Rag.NO_DATA.value, Rag.NO_DATA.word),
    (Rag.NOT_RATED.value, Rag.NOT_RATED.word),
    ("awaiting", AWAITING_WORD),
)


@dataclass(frozen=True, slots=True)
class Read:
    """What one month's scorecard is made of, as read."""

    council: Council
    month: Month
    window: list[date]
    values: Values
    figures: dict[int, FigureFacts]
    waiting: dict[int, str]
    latest: Month | None


def scorecard_page(council: Council, month: Month, *, earlier: int = EARLIER) -> ScorecardPage:
    """Everything the scorecard shows for one month; `earlier` is at most twelve. Queries: 5."""
    approved = approved_months(council)
    read = Read(
        council,
        month,
        window_before(month),
        read_values(council, month),
        read_figures(council, month),
        read_waiting(council, month),
        approved[0] if approved else None,
    )
    columns = tuple(months_between(month.plus(-earlier), month.previous))
    shown = [one for one in read_measures(council, month) if is_on_scorecard(one, read)]
    days = [one.first_day for one in columns]
    rows = [row_of(one, read, days) for one in shown]
    return ScorecardPage(
        council=council,
        month=month,
        earlier=columns,
        groups=grouped(rows),
        counts=counted(rows),
        approved_months=approved,
        waiting_areas=tuple(read.waiting.values()),
    )


def is_on_scorecard(measure: MeasureFacts, read: Read) -> bool:
    """A measure stands on the scorecards of the months in which the council returned it.

    A month that states why a figure is missing counts as returned. One returned only in other
    years is left out; one never returned yet is asked about in the latest month and after it.
    """
    if measure.pk in read.figures:
        return True
    if not measure.is_active:
        return False
    if measure.pk in read.values:
        return True
    return not measure.was_returned and (read.latest is None or read.month >= read.latest)


def row_of(measure: MeasureFacts, read: Read, days: list[date]) -> ScorecardRow:
    """One measure's row, every string ready."""
    figure = read.figures.get(measure.pk, NO_FIGURE)
    is_awaiting = measure.pk not in read.figures and measure.area_id in read.waiting
    yardstick = yardstick_for(measure)
    before = read.values.get(measure.pk, {})
    standing = standing_of(
        yardstick,
        figure.value,
        previous=before.get(read.window[-1]),
        target=target_of(measure.target),
        missing=figure.missing,
    )
    rating = AWAITING if is_awaiting else standing.rating
    spark = (*map(before.get, read.window), figure.value)
    return ScorecardRow(
        **about_measure(measure, yardstick, read.council),
        **about_figure(figure, yardstick, read.month),
        **about_movement(standing, figure),
        history=tuple(yardstick.printed(before.get(day)) for day in days),
        rag=rating.rag,
        rag_word=AWAITING_WORD if is_awaiting else rating.rag.word,
        reason=rating.reason,
        is_awaiting=is_awaiting,
        spark=spark,
        spark_title=spark_title(yardstick, spark, read.month),
    )


def about_measure(measure: MeasureFacts, yardstick: Yardstick, council: Council) -> dict:
    """The columns that stay the same from month to month."""
    return {
        "code": measure.code,
        "name": measure.name,
        "group": measure.group,
        "href": reverse("scorecard:measure-detail", args=[council.slug, measure.code]),
        "unit": yardstick.unit,
        "decimals": yardstick.decimals,
        "basis": Basis(measure.basis).label,
        "baseline": measure.baseline,
        "baseline_text": yardstick.printed(measure.baseline),
        "baseline_label": measure.baseline_label,
        "target": measure.target or "",
        "owner": measure.owner,
        "area": measure.area,
    }


def about_figure(figure: FigureFacts, yardstick: Yardstick, month: Month) -> dict:
    """The month's own figure: what it is, as at when, and who stands behind it."""
    as_at = figure.as_at or month.last_day
    return {
        "value": figure.value,
        "current": yardstick.printed(figure.value),
        "missing": MissingReason(figure.missing).label if figure.missing else "",
        "as_at": as_at,
        "as_at_text": in_words(as_at),
        "is_as_at_month_end": as_at == month.last_day,
        "comment": figure.comment,
        "source": figure.source,
        "revision": figure.revision,
        "approved_by": figure.approved_by or "",
        "approved_at": figure.approved_at,
    }


def about_movement(standing: Standing, figure: FigureFacts) -> dict:
    """The computed directions, and whether the published label says otherwise."""
    printed, computed = figure.printed_direction, standing.on_baseline.direction
    return {
        "direction": computed,
        "improvement": standing.on_baseline.improvement,
        "printed_direction": printed,
        "directions_differ": bool(printed) and printed != computed,
        "month_direction": standing.on_month.direction,
        "month_improvement": standing.on_month.improvement,
    }


def in_words(day: date) -> str:
    """A date as it is read out: 22 February 2017."""
    return f"{day.day} {Month.of(day).label}"


def spark_title(yardstick: Yardstick, values: tuple[Decimal | None, ...], month: Month) -> str:
    """The line in a sentence, for those who do not see it."""
    known = [value for value in values if value is not None]
    if not known:
        return f"No figures in the {WINDOW} months to {month.short}"
    low, high = yardstick.printed(min(known)), yardstick.printed(max(known))
    return f"{WINDOW} months to {month.short}: lowest {low}, highest {high}"


def grouped(rows: list[ScorecardRow]) -> tuple[ScorecardGroup, ...]:
    """Rows under their headings, both in the order in which they first come."""
    groups: dict[str, list[ScorecardRow]] = {}
    for row in rows:
        groups.setdefault(row.group, []).append(row)
    return tuple(ScorecardGroup(name, tuple(held)) for name, held in groups.items())


def counted(rows: list[ScorecardRow]) -> tuple[Count, ...]:
    """How many stand how: the three colours always, the rest where there are any."""
    numbers = Counter(row.standing for row in rows)
    colours = (Rag.RED, Rag.AMBER, Rag.GREEN)
    return tuple(
        Count(key, word, numbers[key]) for key, word in COUNTED if key in colours or numbers[key]
    )
