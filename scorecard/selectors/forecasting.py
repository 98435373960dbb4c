"""Where is a measure heading over the next year, and how far is that to be trusted?

Worked out when someone asks for it, never with the measure's own page.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from improvement.councils.models import Council
from improvement.rules.forecast import ENOUGH, OLDEST, Ahead, Forecast, forecast
from improvement.rules.month import Month, months_between
from improvement.rules.value import Unit, round_half_up
from improvement.ui.drawing import Drawing, Field, Range
from scorecard.models import AdoptedMeasure, Figure
from scorecard.selectors.measure_reading import (
    DatedTarget,
    read_adopted,
    read_dated,
    target_in,
    yardstick_for,
)
from scorecard.selectors.signals import RESTARTING, WINDOW, Rebased
from scorecard.selectors.standing import Yardstick, target_of

MARGIN = 0.08
FORECAST_COLUMNS = ("Month", "Expected", "Lowest of the range", "Highest of the range")
HUNDRED = Decimal(100)
RUNNING = "A figure that adds up over its year, or comes once a term or a cycle, is not forecast."
RETIRED = "A measure that is no longer in use is not forecast."

Values = Mapping[Month, Decimal]


@dataclass(frozen=True, slots=True)
class ForecastPage:
    """A measure's next twelve months, or in `why_not` the reason that there are none."""

    council: Council
    adopted: AdoptedMeasure
    yardstick: Yardstick
    first: Month | None = None
    drawing: Drawing | None = None
    target: str = ""
    finding: str = ""
    tested: str = ""
    how: str = ""
    rows: tuple[tuple[str, str, str, str], ...] = ()
    why_not: str = ""


def forecast_page(council: Council, code: str) -> ForecastPage:
    """The forecast of a measure's approved figures; 404 for a code not in use. Queries: 3."""
    adopted = read_adopted(council, code)
    yardstick = yardstick_for(adopted)
    targets, rebases = read_dated(adopted)
    values = since_rebase(read_values(adopted), rebases)
    months = months_between(min(values), max(values)) if values else []
    series = [values.get(month) for month in months]
    why_not = refusal(adopted, sum(value is not None for value in series[-OLDEST:]))
    told = None if why_not else forecast(series, **bounds(series, yardstick))
    if told is None:
        return ForecastPage(council, adopted, yardstick, why_not=why_not)
    shown, ahead = (
        months[-WINDOW:],
        months_between(months[-1].next, months[-1].plus(len(told.ahead))),
    )
    return ForecastPage(
        council,
        adopted,
        yardstick,
        first=shown[0],
        drawing=drawing_of(yardstick, shown, series[-WINDOW:], told, targets),
        target=target_in(months[-1], targets),
        finding=finding_of(yardstick, ahead[-1], told.ahead[-1])
        + caution_of(yardstick, months[-1], values[months[-1]], told.ahead[0]),
        tested=tested_in_words(yardstick, told),
        how=f"Worked out as {told.method.label}, which was least out of three plain ways.",
        rows=tuple(row_of(yardstick, *one) for one in zip(ahead, told.ahead, strict=True)),
    )


def read_values(adopted: AdoptedMeasure) -> dict[Month, Decimal]:
    """The latest five years of approved values. Queries: 1."""
    rows = (
        Figure.objects.approved()
        .filter(council_id=adopted.council_id, measure=adopted, value__isnull=False)
        .order_by("-month")
        .values_list("month", "value")[:OLDEST]
    )
    return {Month.of(day): value for day, value in rows}


def since_rebase(values: Values, rebases: Sequence[Rebased]) -> Values:
    """From the latest rebase on: what came before it says nothing of what follows."""
    if not rebases or not values:
        return values
    since = Month.of(rebases[-1][0])
    return {month: value for month, value in values.items() if month >= since}


def bounds(series: Sequence[Decimal | None], yardstick: Yardstick) -> dict[str, Decimal | None]:
    """Nothing counted is below nought; no share of a whole is above it, unless one already was."""
    known = [value for value in series if value is not None]
    lowest = Decimal(0) if all(value >= 0 for value in known) else None
    is_share = yardstick.unit is Unit.PERCENT and all(value <= HUNDRED for value in known)
    return {"lowest": lowest, "highest": HUNDRED if is_share else None}


def refusal(adopted: AdoptedMeasure, count: int) -> str:
    """Why there is no forecast, in a sentence; empty where there is one.

    `count` are the figures of the latest five years, since the last rebase.
    """
    if not adopted.is_active:
        return RETIRED
    if adopted.measure.basis in RESTARTING:
        return RUNNING
    if count >= ENOUGH:
        return ""
    held = {0: "is no figure", 1: "is one figure"}.get(count, f"are {count} monthly figures")
    return f"There {held} to go by so far: a forecast needs {ENOUGH}."


def finding_of(yardstick: Yardstick, month: Month, last: Ahead) -> str:
    expected, low, high = (
        yardstick.printed(one) for one in (last.expected, last.lower, last.upper)
    )
    return (
        f"If it goes on as it has, expect about {expected} in {month.label}, "
        f"between {low} and {high}."
    )


def caution_of(yardstick: Yardstick, month: Month, latest: Decimal, ahead: Ahead) -> str:
    """What to say where the forecast does not go on from where the measure stands."""
    if ahead.lower <= latest <= ahead.upper:
        return ""
    return (
        f" {month.label} itself, at {yardstick.printed(latest)}, lies outside the range of the "
        "month after: if what moved it lasts, do not rely on this forecast."
    )


def tested_in_words(yardstick: Yardstick, told: Forecast) -> str:
    """How far out it has been, in the unit's own words."""
    error = round_half_up(told.error, yardstick.decimals + 1)
    noun = f" {yardstick.unit.noun}" if yardstick.unit.noun else ""
    return (
        f"Tested on months already known, forecasts made this way were out by {error:,}{noun} on "
        f"average, over {told.tests} tests from one to twelve months ahead. The range is meant to "
        f"hold four figures in five: {told.within} of these {told.tests} ended within it."
    )


def row_of(yardstick: Yardstick, month: Month, one: Ahead) -> tuple[str, str, str, str]:
    printed = (yardstick.printed(value) for value in (one.expected, one.lower, one.upper))
    return (month.label, *printed)


def drawing_of(
    yardstick: Yardstick,
    months: Sequence[Month],
    values: Sequence[Decimal | None],
    told: Forecast,
    targets: tuple[DatedTarget, ...],
) -> Drawing:
    """The latest years, the year ahead, and the target that holds now."""
    target = target_of(target_in(months[-1], targets))
    end = len(months) + len(told.ahead) - 0.5
    ranges = [
        Range(len(months) + n, one.expected, one.lower, one.upper)
        for n, one in enumerate(told.ahead)
    ]
    return Drawing(
        labels=[one.short for one in months_between(months[0], months[-1].plus(len(told.ahead)))],
        values=values,
        kinds=["figure"] * len(months),
        told=[f"{month.label}: {yardstick.printed(value)}"
              for month, value in zip(months, values, strict=True)],
        span=span_of(yardstick, values, ranges, (target.lower, target.upper) if target else ()),
        show=yardstick.printed,
        fields=[Field(-0.5, end, target.lower, target.upper)] if target else (),
        ahead=ranges,
        decimals=yardstick.decimals,
    )  # fmt: skip


def span_of(
    yardstick: Yardstick,
    values: Sequence[Decimal | None],
    ranges: Sequence[Range],
    others: Sequence[Decimal | None],
) -> tuple[float, float]:
    """Every figure, every range and the target, with some room."""
    ends = [end for one in ranges for end in (one.low, one.high)]
    numbers = [float(one) for one in (*values, *ends, *others) if one is not None]
    low, high = min(numbers), max(numbers)
    room = (high - low) * MARGIN or max(abs(high) * MARGIN, 1.0)
    floor = 0.0 if low >= 0 else low - room
    ceiling = HUNDRED if yardstick.unit is Unit.PERCENT and high <= HUNDRED else high + room
    return max(low - room, floor), min(high + room, float(ceiling))
