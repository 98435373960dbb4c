"""How does every authority compare on a measure, period by period?

Worked out once, when numbers or neighbours change, and kept as one row for each authority,
measure and period, so that no page ever reads all authorities to show one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction

from improvement.rules.comparison import (
    band_of,
    has_order,
    mean_of,
    median_of,
    quartiles_of,
    rank_of,
)
from improvement.rules.direction import Polarity
from improvement.rules.published import ABSENT, Published, Symbol, rate_of
from scorecard.benchmarks.neighbours import Model, held_model
from scorecard.benchmarks.places import ENGLAND, Authority, Register
from scorecard.benchmarks.sources import CHILDREN, Series, Source, series_by_code
from scorecard.models import BenchmarkValue, Comparison, Measure

BATCH = 1000
KEPT = (
    "until", "source", "value", "symbol", "previous", "is_shared", "england", "england_symbol",
    "region", "region_symbol", "neighbours_median", "neighbours_mean", "neighbours_counted",
    "quartile", "rank", "ranked",
)  # fmt: skip

# Published cells by place, and the codes under which several share one.
Cells = dict[str, Published]
Shared = dict[str, str]


@dataclass(frozen=True, slots=True)
class Period:
    """All that is published of one measure for one period."""

    ends: date
    cells: Cells
    shared: Shared

    def at(self, place: str) -> Published:
        return self.cells.get(place, ABSENT)


@transaction.atomic
def compare_all(codes: Iterable[str], register: Register) -> int:
    """Bring the comparisons of these measures up to date; says how many rows that changed."""
    wanted = sorted(set(codes) & set(series_by_code()))
    measures = Measure.objects.filter(council=None, code__in=wanted)
    model = held_model(register)
    return sum(compare_measure(measure, register, model) for measure in measures)


def compare_measure(measure: Measure, register: Register, model: Model) -> int:
    """One measure for every authority and period; only what differs is written."""
    source, series = series_by_code()[measure.code]
    periods = periods_of(source, series)
    fresh = {
        (row.council_id, row.period_end): row
        for now, before, after in in_turn(periods)
        for row in Comparing(measure, source, register, model, now, before, after).rows()
    }
    held = held_rows(measure)
    changed = [row for key, row in fresh.items() if held.get(key) != told(row)]
    Comparison.objects.bulk_create(
        changed,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["council", "measure", "period_end"],
        update_fields=KEPT,
    )
    return len(changed)


def told(row: Comparison) -> tuple[object, ...]:
    return tuple(getattr(row, name) for name in KEPT)


def held_rows(measure: Measure) -> dict[tuple[int, date], tuple[object, ...]]:
    """The comparisons as they stand. Queries: 1."""
    rows = Comparison.objects.filter(measure=measure, council__is_illustrative=False)
    return {(pk, end): kept for pk, end, *rest in rows.values_list("council", "period_end", *KEPT)
            for kept in [tuple(rest)]}  # fmt: skip


def periods_of(source: Source, series: Series) -> list[Period]:
    """What is published of a measure, earliest first, as rates where it is a rate. Queries: 1–2."""
    periods = read_periods(series.code)
    if series.per_children is None:
        return periods
    children = {period.ends.year: period.cells for period in read_periods(CHILDREN)}
    return [rated(period, children.get(period.ends.year - 1, {}), series) for period in periods]


def rated(period: Period, children: Cells, series: Series) -> Period:
    """Counts as rates over the children of the mid-year before."""
    unknown = Published(symbol=Symbol.NOT_AVAILABLE)
    cells = {
        place: rate_of(
            count,
            children.get(place, unknown),
            per=series.per_children or 1,
            decimals=series.decimals,
        )
        for place, count in period.cells.items()
    }
    return Period(period.ends, cells, period.shared)


def read_periods(code: str) -> list[Period]:
    """A series as published, period by period."""
    rows = BenchmarkValue.objects.filter(series=code).order_by("period_end")
    periods: dict[date, Period] = {}
    for end, place, value, symbol, shared in rows.values_list(
        "period_end", "place", "value", "symbol", "shared"
    ):
        period = periods.setdefault(end, Period(end, {}, {}))
        period.cells[place] = Published(value, Symbol(symbol) if symbol else None)
        if shared:
            period.shared[place] = shared
    return list(periods.values())


def in_turn(periods: list[Period]) -> Iterable[tuple[Period, Period | None, Period | None]]:
    """Each period with the one before it, if that is the year before, and the one after it."""
    for n, period in enumerate(periods):
        before = periods[n - 1] if n else None
        if before and before.ends.year != period.ends.year - 1:
            before = None
        yield period, before, periods[n + 1] if n + 1 < len(periods) else None


class Comparing:
    """One measure in one period: the order of all authorities, and where each one stands."""

    def __init__(
        self,
        measure: Measure,
        source: Source,
        register: Iterable[Authority],
        model: Model,
        period: Period,
        before: Period | None,
        after: Period | None,
    ) -> None:
        self.measure, self.source, self.register, self.model = measure, source, register, model
        self.period, self.before, self.after = period, before, after
        self.polarity = Polarity(measure.polarity)
        self.values = ranked_values(period, register)
        self.quartiles = quartiles_of(self.values)

    def rows(self) -> list[Comparison]:
        return [self.row(authority) for authority in self.register]

    def row(self, authority: Authority) -> Comparison:
        """One authority's comparison."""
        own, england = self.period.at(authority.number), self.period.at(ENGLAND)
        region = self.period.at(authority.region)
        near = self.near(authority)
        previous = self.before.at(authority.number).value if self.before else None
        return Comparison(
            council_id=authority.pk,
            measure=self.measure,
            period_end=self.period.ends,
            until=self.after.ends if self.after else None,
            source=self.source.key,
            value=own.value,
            symbol=own.symbol or "",
            previous=previous,
            is_shared=authority.number in self.period.shared,
            england=england.value,
            england_symbol=england.symbol or "",
            region=region.value,
            region_symbol=region.symbol or "",
            neighbours_median=median_of(near),
            neighbours_mean=mean_of(near),
            neighbours_counted=len(near),
            **standing(own.value, self.values, self.quartiles, self.polarity),
        )

    def near(self, authority: Authority) -> list[Decimal]:
        """The neighbours' published values."""
        cells = [self.period.at(number) for number in self.model.get(authority.number, ())]
        return [cell.value for cell in cells if cell.value is not None]


def ranked_values(period: Period, register: Iterable[Authority]) -> list[Decimal]:
    """The values in the order of all authorities; a return made together counts once."""
    values: dict[str, Decimal] = {}
    for authority in register:
        cell = period.at(authority.number)
        if cell.value is not None:
            values[period.shared.get(authority.number, authority.number)] = cell.value
    return list(values.values())


def standing(
    value: Decimal | None,
    values: list[Decimal],
    quartiles: tuple[Decimal, Decimal, Decimal] | None,
    polarity: Polarity,
) -> Mapping[str, object]:
    """Quarter and rank, where there is a value and one end of the measure is better."""
    ranked = len(values) if has_order(polarity) else 0
    if value is None:
        return {"quartile": "", "rank": None, "ranked": ranked}
    band = band_of(value, quartiles, polarity)
    return {"quartile": band or "", "rank": rank_of(value, values, polarity), "ranked": ranked}
