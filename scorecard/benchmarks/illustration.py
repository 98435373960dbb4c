"""What is an illustrative council compared with? Numbers made up for it, and called so.

No real authority and no England stands behind them, so that a demonstration never puts an invented
number beside a real name.
"""

from datetime import date
from decimal import Decimal
from random import Random

from django.core.exceptions import ValidationError
from django.db import transaction

from improvement.councils.models import Council, User
from improvement.history.services import record
from improvement.rules.comparison import mean_of, median_of
from improvement.rules.published import ABSENT, Published
from improvement.rules.value import round_half_up
from scorecard.benchmarks.comparing import Comparing, Period, in_turn
from scorecard.benchmarks.places import ENGLAND, Authority
from scorecard.benchmarks.sources import Series, Source, illustration, series_by_code
from scorecard.models import AdoptedMeasure, Comparison, Figure

AUTHORITIES = 152
NEIGHBOURS = 10
YEARS = 3
# How far made-up authorities lie apart, as a part of the value in the middle.
SPREAD = 0.25


@transaction.atomic
def illustrate(*, council: Council, today: date, by: User | None) -> int:
    """Give an illustrative council something to be compared with; says how many comparisons."""
    if not council.is_illustrative:
        raise ValidationError(f"{council} is real: its benchmarks are published, not made up.")
    adopted = AdoptedMeasure.objects.filter(council=council, measure__code__in=series_by_code())
    rows = [
        row for one in adopted.select_related("measure") for row in rows_of(council, one, today)
    ]
    Comparison.objects.bulk_create(rows)
    record(council, by=by, verb="was given made-up benchmarks", after={"rows": len(rows)})
    return len(rows)


def rows_of(council: Council, adopted: AdoptedMeasure, today: date) -> list[Comparison]:
    """One measure's last years, each around the council's own figure of the month it ends in."""
    source, series = series_by_code()[adopted.measure.code]
    ends = [source.period_end(today.year - ago) for ago in range(YEARS, -1, -1)]
    months = [end.replace(day=1) for end in ends if end < today][-YEARS:]
    values = dict(
        Figure.objects.approved()
        .filter(council=council, measure=adopted, month__in=months, value__isnull=False)
        .values_list("month", "value")
    )
    own = Authority(council.pk, council.dfe_number, council.region, is_live=True, name=council.name)
    others = [
        Authority(0, f"M{n}", council.region, is_live=False, name="") for n in range(AUTHORITIES)
    ]
    model = {own.number: tuple(one.number for one in others[:NEIGHBOURS])}
    periods = [made_up(own, others, source, series, day, value) for day, value in values.items()]
    periods.sort(key=lambda one: one.ends)
    return [
        Comparing(adopted.measure, illustration(), [own, *others], model, *turn).row(own)
        for turn in in_turn(periods)
    ]


def made_up(
    own: Authority,
    others: list[Authority],
    source: Source,
    series: Series,
    month: date,
    value: Decimal,
) -> Period:
    """A period in which invented authorities stand around a centre of the council's own making."""
    draw = Random(f"{series.code} {month:%Y}")  # noqa: S311  (made up, and the same every time)
    centre = float(value) * draw.uniform(0.85, 1.15)
    drawn = [max(0.0, draw.gauss(centre, centre * SPREAD)) for _ in others]
    printed = [round_half_up(Decimal(str(one)), series.decimals) for one in drawn]
    cells = {one.number: Published(cell) for one, cell in zip(others, printed, strict=True)}
    cells[own.number] = Published(round_half_up(value, series.decimals))
    cells[ENGLAND] = average(mean_of(printed), series)
    cells[own.region] = average(median_of(printed[: NEIGHBOURS * 2]), series)
    return Period(source.period_end(month.year), cells, {})


def average(value: Decimal | None, series: Series) -> Published:
    """An average of made-up numbers; a total of them would say nothing."""
    return ABSENT if value is None else Published(round_half_up(value, series.decimals))
