"""What is published beside a council's own figures, ready for scorecard, measure page and pack?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.db.models import F, Max, Min, Q, QuerySet, Window

from improvement.councils.models import Council
from improvement.rules.comparison import Band
from improvement.rules.direction import (
    MONTH_TOLERANCE,
    Direction,
    Improvement,
    Polarity,
    direction_of,
    improvement_of,
)
from improvement.rules.month import Month
from improvement.rules.published import Symbol
from improvement.rules.value import Unit, print_value
from scorecard.benchmarks.sources import Series, Source, period_words, series_by_code, source_keyed
from scorecard.models import BenchmarkRelease, Comparison

COLUMNS = (
    "measure_id", "measure__code", "measure__unit", "measure__polarity", "period_end", "source",
    "value", "symbol", "previous", "is_shared", "england", "england_symbol", "region",
    "region_symbol", "neighbours_median", "neighbours_mean", "neighbours_counted", "quartile",
    "rank", "ranked", "council__region", "council__name", "council__slug",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Number:
    """A published number with how it is printed, or the reason that there is none."""

    value: Decimal | None
    symbol: str
    text: str
    why_not: str


@dataclass(frozen=True, slots=True)
class Compared:
    """How one council compares on one measure, as last published by the month asked about.

    It carries its own period and source, and is never a point of the local monthly series.
    `differs` and `dated` say how definition and date are not the local measure's.
    """

    measure_id: int
    code: str
    council: str
    slug: str
    period_end: date
    period: str
    own: Number
    england: Number
    region: Number
    region_name: str
    neighbours_median: Number
    neighbours_mean: Number
    neighbours_counted: int
    band: Band | None
    rank: int | None
    ranked: int
    direction: Direction | None
    improvement: Improvement
    is_shared: bool
    is_total: bool
    is_illustrative: bool
    source: str
    licence: str
    differs: str
    dated: str

    @property
    def band_text(self) -> str:
        return self.band.label if self.band else ""

    @property
    def rank_text(self) -> str:
        """As in "14 of 151"; 1 is the best."""
        return f"{self.rank} of {self.ranked}" if self.rank else ""

    @property
    def is_sum(self) -> bool:
        """Are England's and the region's numbers sums, which are not of one council's size?

        What is made up for an illustrative council is an average throughout.
        """
        return self.is_total and not self.is_illustrative

    @property
    def england_label(self) -> str:
        """How England's number is headed; a made-up one is never called England's.

        A plain number adds up, so England's says how many there are and not how one compares.
        """
        if self.is_illustrative:
            return "Made-up country"
        return "England in all" if self.is_sum else "England"

    @property
    def region_label(self) -> str:
        if self.is_illustrative:
            return "Made-up region"
        return f"{self.region_name} in all" if self.is_sum else self.region_name

    @property
    def neighbours_label(self) -> str:
        """Which average, of how many: of neighbours whose number is suppressed nothing is known."""
        kind = "made-up" if self.is_illustrative else "statistical"
        return f"Median of {self.neighbours_counted} {kind} neighbours"

    @property
    def difference(self) -> str:
        """How it is not the local figure, in definition and in date."""
        return f"{self.differs} {self.dated}".strip()


def comparisons_for(council: Council, measures: Iterable[int], month: Month) -> dict[int, Compared]:
    """The last comparison by a month's end for each catalogue measure (by key). Queries: 1.

    `measures` are `AdoptedMeasure.measure_id`s; those without a benchmark are left out. One row a
    measure is read, however many authorities and years are held.
    """
    rows = Comparison.objects.filter(current_in(month), council=council, measure__in=[*measures])
    return {one.measure_id: one for one in compared(rows)}


def current_in(month: Month) -> Q:
    """Comparisons whose period had ended by the month's end, and the next one's had not."""
    day = month.last_day
    return Q(period_end__lte=day) & (Q(until=None) | Q(until__gt=day))


def history_of(council: Council, measure_id: int) -> list[Compared]:
    """Every published period of one measure for one council, earliest first. Queries: 1."""
    rows = Comparison.objects.filter(council=council, measure=measure_id)
    return compared(rows)


def comparison_of(slug: str, code: str, year: int) -> Compared | None:
    """One authority, measure and period, for the command. Queries: 1."""
    rows = Comparison.objects.filter(
        council__slug=slug, measure__code=code, measure__council=None, period_end__year=year
    )
    return next(iter(compared(rows)), None)


def years_compared(slug: str, code: str) -> tuple[int, int] | None:
    """The first and the last year in which a period of a measure ends for a council. Queries: 1."""
    held = Comparison.objects.filter(
        council__slug=slug, measure__code=code, measure__council=None
    ).aggregate(first=Min("period_end"), last=Max("period_end"))
    return (held["first"].year, held["last"].year) if held["first"] else None


def compared(rows: QuerySet[Comparison]) -> list[Compared]:
    """Rows as they are read, earliest period first, each with its words."""
    told = rows.order_by("period_end").values_list(*COLUMNS)
    return [read(row) for row in told]


@lru_cache(maxsize=4096)
def read(told: tuple[Any, ...]) -> Compared:
    """A row in words; what is published changes once a year, and a page reads a score of them."""
    row = dict(zip(COLUMNS, told, strict=True))
    source = source_keyed(row["source"])
    series = series_of(row["measure__code"])
    direction, improvement = trend_of(row)
    return Compared(
        measure_id=row["measure_id"],
        code=row["measure__code"],
        council=row["council__name"],
        slug=row["council__slug"],
        period_end=row["period_end"],
        period=period_words(series, row["period_end"]),
        own=number(row, series, "value", "symbol"),
        england=number(row, series, "england", "england_symbol"),
        region=number(row, series, "region", "region_symbol"),
        region_name=row["council__region"],
        neighbours_median=number(row, series, "neighbours_median"),
        neighbours_mean=number(row, series, "neighbours_mean"),
        neighbours_counted=row["neighbours_counted"],
        band=Band(row["quartile"]) if row["quartile"] else None,
        rank=row["rank"],
        ranked=row["ranked"],
        direction=direction,
        improvement=improvement,
        is_shared=row["is_shared"],
        is_total=series.is_total,
        is_illustrative=source.is_illustrative,
        source=source_words(source),
        licence=source.licence,
        differs=series.differs,
        dated=series.dated,
    )


def series_of(code: str) -> Series:
    """The declared column; a measure that is no longer declared keeps its bare numbers."""
    known = series_by_code().get(code)
    return known[1] if known else Series(code, "", {}, decimals=1)


def source_words(source: Source) -> str:
    """Who published it, and in what; of what is made up, only that it is."""
    if source.is_illustrative:
        return source.publication
    return f"{source.publisher}, {source.publication}"


def number(row: dict[str, Any], series: Series, name: str, symbol: str = "") -> Number:
    """One number as published, in as many decimals."""
    value, told = row[name], row[symbol] if symbol else ""
    why_not = Symbol(told).label if told else ""
    if value is None and not told:
        why_not = "None of the neighbours' numbers is published"
    return Number(
        value, told, print_value(value, Unit(row["measure__unit"]), series.decimals), why_not
    )


def trend_of(row: dict[str, Any]) -> tuple[Direction | None, Improvement]:
    """Which way the council's own published number went from the year before."""
    direction = direction_of(row["previous"], row["value"], MONTH_TOLERANCE)
    polarity = Polarity(row["measure__polarity"])
    return direction, improvement_of(polarity, row["previous"], row["value"], direction)


@dataclass(frozen=True, slots=True)
class Holding:
    """The last file taken in of a source, and the years that all its files brought."""

    latest: BenchmarkRelease
    years: tuple[int, int] | None


def holdings() -> dict[str, Holding]:
    """What is held of each source, for the page that lists them. Queries: 1.

    A file of one new year leaves the earlier years where they are, so its own are not all.
    """
    of_source = {"partition_by": F("source")}
    latest = BenchmarkRelease.objects.annotate(
        newest=Window(Max("pk"), **of_source),
        earliest_year=Window(Min("first_year"), **of_source),
        latest_year=Window(Max("last_year"), **of_source),
    ).filter(pk=F("newest"))
    return {
        one.source: Holding(one, years_in(one.earliest_year, one.latest_year)) for one in latest
    }


def years_in(first: int | None, last: int | None) -> tuple[int, int] | None:
    """Two years, or none where a source has no years, as the neighbours have not."""
    return None if first is None or last is None else (first, last)
