"""How does everything that a council measures stand in one month?"""

from collections import Counter
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from django.urls import reverse

from improvement.councils.models import Council
from improvement.rules.month import Month, months_between
from improvement.rules.number import MissingReason
from improvement.rules.rag import Rag
from improvement.rules.value import Basis
from scorecard.benchmarks.selectors import Compared, comparisons_for
from scorecard.selectors.comparing import benchmark_of
from scorecard.selectors.noticing import notices_of
from scorecard.selectors.reading import (
    CHARTED,
    WINDOW,
    FigureFacts,
    MeasureFacts,
    approved_months,
    read_measures,
    read_rebases,
    read_restated,
    read_sections,
    read_values,
    window_before,
    yardstick_for,
)
from scorecard.selectors.rows import (
    AWAITING_WORD,
    Count,
    Restated,
    ScorecardGroup,
    ScorecardPage,
    ScorecardRow,
    in_words,
)
from scorecard.selectors.series import numbers_of
from scorecard.selectors.signalled import NOT_READ, Signalled, signalled
from scorecard.selectors.signals import Rebased
from scorecard.selectors.standing import (
    AWAITING,
    Standing,
    Yardstick,
    rating_of,
    standing_of,
    target_of,
)

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
class Asked:
    """What is asked about every measure alike: which council, month, columns and window."""

    slug: str
    month: Month
    days: tuple[date, ...]
    window: tuple[date, ...]
    is_charted: bool


@dataclass(frozen=True, slots=True)
class Known:
    """Everything that one measure's row is made of, as read: the months before still folded."""

    measure: MeasureFacts
    figure: FigureFacts
    before: str
    is_awaiting: bool
    rebases: tuple[Rebased, ...]
    compared: Compared | None


def scorecard_page(
    council: Council, month: Month, *, earlier: int = EARLIER, is_charted: bool = True
) -> ScorecardPage:
    """Everything the scorecard shows for one month; `earlier` is at most twelve.

    Queries: 5, one more where limits were rebased and one where a figure was amended. Whoever
    shows no signals and no benchmarks asks for neither, which spares three years of figures.
    """
    approved = approved_months(council)
    figures, waiting = read_sections(council, month)
    values, was_amended = read_values(council, month, CHARTED if is_charted else WINDOW)
    measures = read_measures(council, month)
    latest = approved[0] if approved else None
    rebases = read_rebases(council, measures) if is_charted else {}
    definitions = [one.definition_id for one in measures]
    compared = comparisons_for(council, definitions, month) if is_charted else {}
    columns = tuple(months_between(month.plus(-earlier), month.previous))
    days = tuple(one.first_day for one in columns)
    asked = Asked(council.slug, month, days, tuple(window_before(month)), is_charted)
    shown = [one for one in measures if is_on_scorecard(one, month, figures, values, latest)]
    rows = [
        row_of(
            Known(
                measure=one,
                figure=figures.get(one.pk, NO_FIGURE),
                before=values.get(one.pk, ""),
                is_awaiting=one.pk not in figures and one.area_id in waiting,
                rebases=tuple(rebases.get(one.pk, ())),
                compared=compared.get(one.definition_id),
            ),
            asked,
        )
        for one in shown
    ]
    is_amended = was_amended or any(one.revision > 1 for one in figures.values())
    return ScorecardPage(
        council=council,
        month=month,
        earlier=columns,
        groups=grouped(rows),
        counts=counted(rows),
        approved_months=approved,
        waiting_areas=tuple(waiting.values()),
        restated=restated(council, month, shown) if is_amended else (),
    )


def is_on_scorecard(
    measure: MeasureFacts,
    month: Month,
    figures: Container[int],
    values: Container[int],
    latest: Month | None,
) -> bool:
    """A measure stands on the scorecards of the months in which the council returned it.

    A month that states why a figure is missing counts as returned. One returned only in other
    years is left out; one never returned yet is asked about in the latest month and after it.
    """
    if measure.pk in figures:
        return True
    if not measure.is_active:
        return False
    if measure.pk in values:
        return True
    return not measure.was_returned and (latest is None or month >= latest)


@lru_cache(maxsize=2048)
def row_of(known: Known, asked: Asked) -> ScorecardRow:
    """One measure's row, every string ready; what it is made of says whether it is made already."""
    measure, figure, before = known.measure, known.figure, numbers_of(known.before)
    yardstick = yardstick_for(measure)
    standing = standing_of(
        yardstick,
        figure.value,
        previous=before.get(asked.window[-1]),
        target=target_of(measure.target),
        missing=figure.missing,
    )
    rating = AWAITING if known.is_awaiting else standing.rating
    spark = (*map(before.get, asked.window), figure.value)
    columns = {
        **about_measure(measure, yardstick, asked.slug),
        **about_figure(figure, yardstick, asked.month),
        **about_movement(standing, figure),
        **about_last_month(measure, yardstick, spark[-2]),
        "history": tuple(yardstick.printed(before.get(day)) for day in asked.days),
        "rag": rating.rag,
        "rag_word": AWAITING_WORD if known.is_awaiting else rating.rag.word,
        "reason": rating.reason,
        "is_awaiting": known.is_awaiting,
        "spark": spark,
        "spark_title": spark_title(yardstick, spark, asked.month),
        "signal": signal_of(known, before, asked),
        "benchmark": benchmark_of(known.compared),
    }
    return ScorecardRow(**columns, notices=notices_of(measure, columns))


def signal_of(known: Known, before: Mapping[date, Decimal | None], asked: Asked) -> Signalled:
    """The process chart in words, where the page shows any."""
    if not asked.is_charted:
        return NOT_READ
    return signalled(known.measure, before, known.figure.value, asked.month, known.rebases)


def about_measure(measure: MeasureFacts, yardstick: Yardstick, slug: str) -> dict:
    """The columns that stay the same from month to month."""
    parts = (measure.numerator_label, measure.denominator_label)
    return {
        "pk": measure.pk,
        "code": measure.code,
        "name": measure.name,
        "group": measure.group,
        "theme": measure.theme,
        "href": measure_href(slug, measure.code),
        "unit": yardstick.unit,
        "decimals": yardstick.decimals,
        "basis": Basis(measure.basis).label,
        "baseline": measure.baseline,
        "baseline_text": yardstick.printed(measure.baseline),
        "baseline_label": measure.baseline_label,
        "target": measure.target or "",
        "owner": measure.owner,
        "area": measure.area,
        "formula": " ÷ ".join(part for part in parts if part),
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


def about_last_month(measure: MeasureFacts, yardstick: Yardstick, previous: Decimal | None) -> dict:
    """How the measure was rated a month before, against the target it had then."""
    if previous is None:
        return {"was": None, "was_text": ""}
    rating = rating_of(yardstick, previous, target_of(measure.target_before))
    return {"was": rating.rag, "was_text": yardstick.printed(previous)}


def restated(
    council: Council, month: Month, measures: Iterable[MeasureFacts]
) -> tuple[Restated, ...]:
    """The figures of this month and the last that were amended: what each said first, and says."""
    known = {one.pk: one for one in measures}
    found: dict[tuple[int, date], Restated] = {}
    for one in read_restated(council, month):
        if one.measure_id not in known:
            continue
        measure, key = known[one.measure_id], (one.measure_id, one.month)
        yardstick = yardstick_for(measure)
        first = found.get(key)
        found[key] = Restated(
            name=measure.name,
            href=href_of(council, measure),
            month=Month.of(one.month),
            was=first.was if first else printed(yardstick, one.was, one.was_missing),
            now=printed(yardstick, one.value, one.missing),
        )
    return tuple(found.values())


def printed(yardstick: Yardstick, value: Decimal | None, missing: str) -> str:
    return MissingReason(missing).label.lower() if missing else yardstick.printed(value)


def href_of(council: Council, measure: MeasureFacts) -> str:
    return measure_href(council.slug, measure.code)


@lru_cache(maxsize=4096)
def measure_href(slug: str, code: str) -> str:
    """Addresses do not change while a process runs, and sixty of them cost a page a tenth."""
    return reverse("scorecard:measure-detail", args=[slug, code])


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
