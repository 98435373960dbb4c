"""What does the chart of a measure draw, on the server and in the browser alike?"""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from itertools import groupby

from improvement.rules.month import Month
from improvement.rules.rag import Rag
from improvement.rules.spc import Point
from improvement.rules.value import Unit
from improvement.ui.drawing import HALF, Drawing, Event, Field, Level, Reference
from scorecard.around import Happening
from scorecard.benchmarks.selectors import Compared, Number
from scorecard.selectors.measure import MeasurePage
from scorecard.selectors.measure_points import MeasurePoint
from scorecard.selectors.measure_words import label_words
from scorecard.selectors.standing import target_of

MEANT = {
    Point.COMMON: "common",
    Point.IMPROVEMENT: "improvement",
    Point.CONCERN: "concern",
    Point.NEUTRAL_HIGH: "neutral",
    Point.NEUTRAL_LOW: "neutral",
}
RATED = {Rag.GREEN: "green", Rag.AMBER: "amber", Rag.RED: "red"}
# Room above and below the line, as a share of its height.
MARGIN = 0.08
DAYS = 31
MEDIAN = "Neighbours’ median"

Numbered = tuple[int, tuple[Happening, ...]]


def drawing_of(page: MeasurePage) -> Drawing:
    """A measure's line with its target, limits, baseline, events and dated references."""
    events = tuple(numbered(page))
    references = tuple(references_in(page))
    levels = (*limits_of(page), *baseline_of(page))
    return Drawing(
        labels=[point.month.short for point in page.points],
        values=[point.value for point in page.points],
        kinds=[kind_of(point, is_charted=page.chart is not None) for point in page.points],
        told=[told_of(point, events) for point in page.points],
        span=span_of(page, [*(one.value for one in levels), *(one.value for one in references)]),
        show=page.yardstick.printed,
        fields=tuple(fields_of(page.points)),
        levels=levels,
        events=[event_of(page, *one) for one in events],
        references=references,
        decimals=page.yardstick.decimals,
    )


def place_of(page: MeasurePage, day: date) -> float:
    """A day on the axis: a month reaches from half a place before its mark to half behind."""
    months = Month.of(day).months_since(page.points[0].month)
    return months + (day.day - HALF) / DAYS - HALF


def event_of(page: MeasurePage, n: int, some: tuple[Happening, ...]) -> Event:
    """What happened in one month, under its number."""
    words = [harmless(f"{one.when}: {one.words}") for one in some]
    return Event(place_of(page, some[0].on), str(n), words)


def harmless(words: str) -> str:
    """Without a sign that would begin markup on the chart."""
    return words.replace("<", "‹")


def kind_of(point: MeasurePoint, *, is_charted: bool) -> str:
    """Which mark a month has: by what its movement means, or on no process chart by its rating."""
    if is_charted:
        return MEANT[point.meaning or Point.COMMON]
    return RATED.get(point.rag, "none")


def told_of(point: MeasurePoint, events: tuple[Numbered, ...]) -> str:
    """One month in words, for the pointer and for the arrow keys: a line for each thing."""
    parts = [f"{point.month.label}: {point.text}, {point.rag.word}"]
    if point.label and point.value is not None:
        parts.append(label_words(point.label))
    parts += [
        f"{n}. {one.kind}: {one.words}"
        for n, some in events
        for one in some
        if Month.of(one.on) == point.month
    ]
    return "<br>".join(harmless(part) for part in parts)


def numbered(page: MeasurePage) -> Iterator[Numbered]:
    """The events on the chart, those of one month under one number, oldest first."""
    shown = [one for one in page.happened if page.points and is_within(page, one.on)]
    by_month = groupby(shown, key=lambda one: Month.of(one.on))
    for n, (_, some) in enumerate(by_month, start=1):
        yield n, tuple(some)


def is_within(page: MeasurePage, day: date) -> bool:
    return page.points[0].month <= Month.of(day) <= page.points[-1].month


def fields_of(points: tuple[MeasurePoint, ...]) -> Iterator[Field]:
    """Where the figure should lie, one field for each stretch under one target."""
    start = 0
    for text, stretch in groupby(points, key=lambda point: point.target):
        stop = start + len(list(stretch))
        if target := target_of(text):
            yield Field(start - HALF, stop - HALF, target.lower, target.upper)
        start = stop


def limits_of(page: MeasurePage) -> Iterator[Level]:
    """The mean and the limits of each stretch of the process chart."""
    if page.chart is None:
        return
    offset = page.chart.months[0].months_since(page.points[0].month)
    for one in page.chart.xmr.stretches:
        start, stop = one.start + offset - HALF, one.stop + offset - HALF
        named = (("Upper limit", one.upper, "5 4"), ("Mean", one.mean, ""),
                 ("Lower limit", one.lower, "5 4"))  # fmt: skip
        for name, value, dash in named:
            if value is not None:
                yield Level(name, value, start, stop, dash)


def baseline_of(page: MeasurePage) -> Iterator[Level]:
    if page.yardstick.baseline is not None:
        end = len(page.points) - HALF
        yield Level("Baseline", page.yardstick.baseline, -HALF, end, "1 4")


def references_in(page: MeasurePage) -> Iterator[Reference]:
    """What was published, each at the end of its own period, where the chart reaches so far."""
    if page.compared is None or not page.points or not is_within(page, page.compared.period_end):
        return
    place = place_of(page, page.compared.period_end)
    period = page.compared.period[:1].lower() + page.compared.period[1:]
    for name, number in published(page.compared):
        if number.value is not None:
            yield Reference(name, number.value, place, number.text, period)


def published(compared: Compared) -> Iterator[tuple[str, Number]]:
    """The published numbers that are of one council's size.

    Beside England's sum, or a region's, a council's own count would lie flat along the foot.
    """
    if not compared.is_sum:
        yield compared.england_label, compared.england
        yield compared.region_label, compared.region
    yield MEDIAN, compared.neighbours_median


def span_of(page: MeasurePage, others: Iterable[Decimal]) -> tuple[float, float]:
    """What the value axis covers: every figure and all it is held against, with some room.

    A percentage has no room outside 0 to 100, nor a count below nought, whatever its limits say.
    """
    targets = (target_of(text) for text in {point.target for point in page.points})
    bounds = [bound for one in targets if one for bound in (one.lower, one.upper)]
    figures = [point.value for point in page.points]
    own = [float(one) for one in figures if one is not None]
    numbers = [float(one) for one in (*figures, *bounds, *others) if one is not None] or [0.0]
    low, high = min(numbers), max(numbers)
    room = (high - low) * MARGIN or max(abs(high) * MARGIN, 1.0)
    low, high = low - room, high + room
    if min(own, default=0.0) >= 0:
        low = max(low, 0.0)
    if page.unit is Unit.PERCENT and max(own, default=0.0) <= 100:
        high = min(high, 100.0)
    return low, high
