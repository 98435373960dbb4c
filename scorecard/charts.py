"""What does a measure's interactive chart hold?

A plotly figure as plain data: plotly itself would cost a page a third of a second, and the
browser only needs the JSON. The tests hold every figure to plotly's own schema.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from improvement.rules.month import Month
from improvement.rules.rag import Rag
from improvement.rules.target import Target
from improvement.rules.value import Unit
from scorecard.selectors.measure import MeasurePage
from scorecard.selectors.measure_points import MeasurePoint
from scorecard.selectors.standing import target_of

INK, QUIET, BRAND, BAND, GRID = "#14252b", "#47585e", "#0d4f57", "#dcefe9", "#e3eaea"
# The shapes and colours of the rating tags: never colour alone.
MARKS = {
    Rag.GREEN: ("circle", "#0b6b45"),
    Rag.AMBER: ("triangle-up", "#b25400"),
    Rag.RED: ("square", "#b3261e"),
}
UNRATED = ("circle-open", "#5a6a70")
FONT = "Inter, sans-serif"
HEIGHT = 380
# Where the months are few each has its own tick; beyond that plotly thins them out.
FEW_MONTHS = 8
# Room above and below the line, as a share of its height.
MARGIN = 0.12
# Two lines of words, as a share of the same.
LABEL_ROOM = 0.14

Span = tuple[float, float]


def measure_figure(page: MeasurePage) -> dict[str, Any]:
    """The measure over time, its target band month by month and its baseline."""
    points = list(page.points)
    span = span_of(page)
    return {
        "data": [line_of(points)],
        "layout": {
            "height": HEIGHT,
            "margin": {"l": 56, "r": 96, "t": 24, "b": 44},
            "font": {"family": FONT, "size": 14, "color": INK},
            "paper_bgcolor": "#ffffff",
            "plot_bgcolor": "#ffffff",
            "showlegend": False,
            "hovermode": "closest",
            "hoverlabel": {
                "bgcolor": INK,
                "bordercolor": INK,
                "font": {"family": FONT, "size": 14, "color": "#ffffff"},
            },
            "dragmode": False,
            "transition": {"duration": 0},
            "xaxis": month_axis(points),
            "yaxis": value_axis(page, span),
            "shapes": [*bands_of(points, span), *baseline_shape(page)],
            "annotations": [*band_label(page, span), *baseline_label(page)],
        },
    }


def line_of(points: list[MeasurePoint]) -> dict[str, Any]:
    """The monthly line: a gap stays a gap, each mark says its rating by shape and colour."""
    marks = [MARKS.get(point.rag, UNRATED) for point in points]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": [day_of(point.month) for point in points],
        "y": [None if point.value is None else float(point.value) for point in points],
        "connectgaps": False,
        "line": {"color": BRAND, "width": 2.5},
        "marker": {
            "size": 9 if len(points) <= 2 * FEW_MONTHS else 7,
            "symbol": [symbol for symbol, _ in marks],
            "color": [colour for _, colour in marks],
        },
        "text": [words_of(point) for point in points],
        "hovertemplate": "%{text}<extra></extra>",
    }


def words_of(point: MeasurePoint) -> str:
    """One month in words, for the pointer and for the arrow keys."""
    return f"{point.month.label}: {point.text}, {point.rag.word}"


def day_of(month: Month) -> str:
    return month.first_day.isoformat()


def month_axis(points: list[MeasurePoint]) -> dict[str, Any]:
    axis: dict[str, Any] = {
        "type": "date",
        "tickformat": "%b %Y",
        "hoverformat": "%B %Y",
        "showgrid": False,
        "linecolor": QUIET,
        "ticks": "outside",
        "tickcolor": QUIET,
        "fixedrange": True,
        "automargin": True,
    }
    if points:
        axis["range"] = [edges_of(points[0].month)[0], edges_of(points[-1].month)[1]]
    if len(points) <= FEW_MONTHS:
        axis["dtick"] = "M1"
    return axis


def value_axis(page: MeasurePage, span: Span) -> dict[str, Any]:
    return {
        "range": list(span),
        "ticksuffix": page.unit.suffix,
        "tickformat": f",.{page.yardstick.decimals}f" if page.yardstick.decimals else ",~f",
        "gridcolor": GRID,
        "zeroline": False,
        "fixedrange": True,
        "automargin": True,
        "nticks": 6,
    }


def span_of(page: MeasurePage) -> Span:
    """What the value axis covers: every figure, the baseline and the bounds, with some room."""
    numbers = [float(number) for number in numbers_of(page)] or [0.0]
    low, high = min(numbers), max(numbers)
    room = (high - low) * MARGIN or max(abs(high) * MARGIN, 1.0)
    low, high = (0.0 if 0 <= low < room else low - room), high + room
    if page.unit is Unit.PERCENT:
        low, high = max(low, 0.0), min(high, 100.0) if max(numbers) <= 100 else high
    return low, high


def numbers_of(page: MeasurePage) -> Iterable[Decimal]:
    targets = (target_of(text) for text in {point.target for point in page.points})
    bounds = (bound for one in targets if one for bound in (one.lower, one.upper))
    values = (point.value for point in page.points)
    return [one for one in (*values, *bounds, page.yardstick.baseline) if one is not None]


def stretches_of(points: list[MeasurePoint]) -> list[tuple[str, str, str]]:
    """Each target with the days from and to which it held, half a month around its points."""
    stretches: list[tuple[str, str, str]] = []
    for point in points:
        start, end = edges_of(point.month)
        if stretches and stretches[-1][0] == point.target:
            start = stretches.pop()[1]
        stretches.append((point.target, start, end))
    return stretches


def edges_of(month: Month) -> tuple[str, str]:
    """Half a month before and after the day on which a month's mark stands."""
    return f"{month.previous}-16", f"{month}-16"


def bands_of(points: list[MeasurePoint], span: Span) -> list[dict[str, Any]]:
    """Where the figure should lie, as shaded stretches beneath the line."""
    return [
        {
            "type": "rect",
            "layer": "below",
            "x0": start,
            "x1": end,
            "y0": float(target.lower) if target.lower is not None else span[0],
            "y1": float(target.upper) if target.upper is not None else span[1],
            "fillcolor": BAND,
            "line": {"width": 0},
        }
        for target, start, end in rated_stretches(points)
    ]


def rated_stretches(points: list[MeasurePoint]) -> list[tuple[Target, str, str]]:
    """The stretches that have a target at all."""
    found = [(target_of(text), start, end) for text, start, end in stretches_of(points)]
    return [(target, start, end) for target, start, end in found if target is not None]


def band_label(page: MeasurePage, span: Span) -> list[dict[str, Any]]:
    """The latest target's words beside its band, kept clear of the baseline's."""
    target = target_of(page.points[-1].target) if page.points else None
    if target is None:
        return []
    low = float(target.lower) if target.lower is not None else span[0]
    high = float(target.upper) if target.upper is not None else span[1]
    level = clear_of(page.yardstick.baseline, (low + high) / 2, span)
    return [label(f"Target<br>{target}", level)]


def clear_of(baseline: Decimal | None, level: float, span: Span) -> float:
    """A level at least two lines of words away from the baseline."""
    if baseline is None:
        return level
    room = (span[1] - span[0]) * LABEL_ROOM
    away = level - float(baseline)
    if abs(away) >= room:
        return level
    return float(baseline) + (room if away >= 0 else -room)


def baseline_shape(page: MeasurePage) -> list[dict[str, Any]]:
    """The baseline as a dashed line right across."""
    if page.yardstick.baseline is None:
        return []
    level = float(page.yardstick.baseline)
    line = {"color": QUIET, "width": 1.5, "dash": "dash"}
    return [
        {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": level, "y1": level, "line": line}
    ]


def baseline_label(page: MeasurePage) -> list[dict[str, Any]]:
    if page.yardstick.baseline is None:
        return []
    return [label(f"Baseline<br>{page.baseline_text}", float(page.yardstick.baseline))]


def label(words: str, level: float) -> dict[str, Any]:
    """Words in the right margin, at a level."""
    return {
        "text": words,
        "xref": "paper",
        "x": 1.01,
        "y": level,
        "xanchor": "left",
        "yanchor": "middle",
        "align": "left",
        "showarrow": False,
        "font": {"size": 12, "color": QUIET},
    }
