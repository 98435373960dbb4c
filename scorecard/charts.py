"""What does a measure's interactive chart hold?

A plotly figure as plain data: plotly itself would cost a page a third of a second, and the
browser only needs the JSON. The tests hold every figure to plotly's own schema.
"""

from collections.abc import Iterator
from math import floor
from typing import Any

from improvement.rules.month import Month
from improvement.rules.value import Unit
from improvement.ui.svg_process import (
    AHEAD,
    MARKERS,
    REFERENCE,
    Drawing,
    Field,
    Level,
    apart,
    is_left,
)
from scorecard.selectors.standing import Yardstick

INK, QUIET, BRAND, BAND, GRID = "#14252b", "#47585e", "#0d4f57", "#dcefe9", "#e3eaea"
# The same shapes as those of the server's own picture.
SYMBOLS = {
    "common": ("circle", 7),
    "improvement": ("star", 13),
    "concern": ("triangle-up", 12),
    "neutral": ("diamond", 12),
    "figure": ("circle", 7),
    "green": ("circle", 9),
    "amber": ("triangle-up", 10),
    "red": ("square", 9),
    "none": ("circle-open", 8),
}
DASHES = {"": "solid", "5 4": "dash", "1 4": "dot"}
FONT = "Inter, sans-serif"
HEIGHT = 420
# Where the months are few each has its own tick; beyond that plotly thins them out.
FEW_MONTHS = 8
# A line of small words, as a share of the chart's height.
LABEL_ROOM = 0.055
# Words beside a line or a stroke; a narrow screen leaves them out, the key says them too.
BESIDE = "beside"
# How many days a place is made of, and the last that every month has.
DAYS, LAST_DAY = 30, 28

Part = dict[str, Any]


def figure_of(drawing: Drawing, first: Month, yardstick: Yardstick) -> Part:
    """A drawing as a plotly figure; `first` is the month of its first value."""
    return {
        "data": [line_of(drawing, first), *ahead_of(drawing, first), *strokes_of(drawing, first)],
        "layout": {
            "height": HEIGHT,
            "margin": {"l": 56, "r": 132 if drawing.levels else 16, "t": 36, "b": 44},
            "font": {"family": FONT, "size": 14, "color": INK},
            "paper_bgcolor": "#ffffff",
            "plot_bgcolor": "#ffffff",
            "showlegend": False,
            "hovermode": "closest",
            "hoverlabel": {
                "bgcolor": INK,
                "bordercolor": INK,
                "align": "left",
                "font": {"family": FONT, "size": 14, "color": "#ffffff"},
            },
            "dragmode": False,
            "transition": {"duration": 0},
            "xaxis": month_axis(drawing, first),
            "yaxis": value_axis(drawing, yardstick),
            "shapes": [
                *(band_of(one, drawing, first) for one in drawing.fields),
                *(rule_of(one, first) for one in drawing.levels),
                *(upright_of(place, drawing, first) for place, _ in drawing.events),
            ],
            "annotations": [
                *names_beside(drawing), *event_numbers(drawing, first),
                *reference_names(drawing, first),
            ],
        },
    }  # fmt: skip


def day_at(first: Month, place: float) -> str:
    """The day of a place: months stand on their first day, halfway is the sixteenth."""
    whole = floor(place)
    return f"{first.plus(whole)}-{min(1 + round((place - whole) * DAYS), LAST_DAY):02}"


def last_place(drawing: Drawing) -> float:
    return max([len(drawing.values) - 1, *(one.place for one in drawing.ahead)])


# --- What is drawn as a series --------------------------------------------------------------------
def line_of(drawing: Drawing, first: Month) -> Part:
    """The monthly line: a gap stays a gap, each mark says what it means by shape and colour."""
    marks = [SYMBOLS[kind] for kind in drawing.kinds]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": [day_at(first, place) for place in range(len(drawing.values))],
        "y": [number(value) for value in drawing.values],
        "connectgaps": False,
        "line": {"color": BRAND, "width": 2.5},
        "marker": {
            "size": [size for _, size in marks],
            "symbol": [symbol for symbol, _ in marks],
            "color": [MARKERS[kind][0] for kind in drawing.kinds],
            "opacity": 1,
        },
        "text": list(drawing.told),
        "hovertemplate": "%{text}<extra></extra>",
    }


def number(value: Any) -> float | None:
    return None if value is None else float(value)


def ahead_of(drawing: Drawing, first: Month) -> Iterator[Part]:
    """The months ahead: their range as a field, what is expected as a dashed line."""
    if not drawing.ahead:
        return
    days = [day_at(first, one.place) for one in drawing.ahead]
    highs, lows = [[float(getattr(one, end)) for one in drawing.ahead] for end in ("high", "low")]
    common = {"type": "scatter", "mode": "lines"}
    yield common | {
        "x": days + days[::-1],
        "y": highs + lows[::-1],
        "fill": "toself",
        "fillcolor": AHEAD,
        "line": {"width": 0},
        "hoverinfo": "skip",
    }
    show = drawing.show
    yield common | {
        "x": days,
        "y": [float(one.expected) for one in drawing.ahead],
        "line": {"color": REFERENCE, "width": 2, "dash": "dash"},
        "text": [
            f"{first.plus(int(one.place)).label}: {show(one.expected)}, "
            f"between {show(one.low)} and {show(one.high)}"
            for one in drawing.ahead
        ],
        "hovertemplate": "%{text}<extra></extra>",
    }


def strokes_of(drawing: Drawing, first: Month) -> Iterator[Part]:
    """Published numbers as short strokes at their own date, joined to nothing."""
    if not drawing.references:
        return
    yield {
        "type": "scatter",
        "mode": "markers",
        "x": [day_at(first, one.place) for one in drawing.references],
        "y": [float(one.value) for one in drawing.references],
        "marker": {
            "symbol": "line-ew",
            "size": 9,
            "line": {"color": REFERENCE, "width": 3},
        },
        "text": [f"{one.name}: {one.text}" for one in drawing.references],
        "hovertemplate": "%{text}<extra></extra>",
    }


# --- The axes -------------------------------------------------------------------------------------
def month_axis(drawing: Drawing, first: Month) -> Part:
    axis: Part = {
        "type": "date",
        "tickformat": "%b %Y",
        "hoverformat": "%B %Y",
        "showgrid": False,
        "linecolor": QUIET,
        "ticks": "outside",
        "tickcolor": QUIET,
        "fixedrange": True,
        "automargin": True,
        "range": [day_at(first, -0.5), day_at(first, last_place(drawing) + 0.5)],
    }
    if last_place(drawing) < FEW_MONTHS:
        axis["dtick"] = "M1"
    return axis


def value_axis(drawing: Drawing, yardstick: Yardstick) -> Part:
    return {
        "range": list(drawing.span),
        "ticksuffix": Unit(yardstick.unit).suffix,
        "tickformat": f",.{yardstick.decimals}f" if yardstick.decimals else ",~f",
        "gridcolor": GRID,
        "zeroline": False,
        "fixedrange": True,
        "automargin": True,
        "nticks": 6,
    }


# --- What lies behind the line --------------------------------------------------------------------
def band_of(field: Field, drawing: Drawing, first: Month) -> Part:
    """Where the figure should lie, beneath the line; open ends reach the chart's edge."""
    low, high = drawing.span
    return {
        "type": "rect",
        "layer": "below",
        "x0": day_at(first, field.start),
        "x1": day_at(first, field.stop),
        "y0": low if field.low is None else float(field.low),
        "y1": high if field.high is None else float(field.high),
        "fillcolor": BAND,
        "line": {"width": 0},
    }


def rule_of(level: Level, first: Month) -> Part:
    """A mean, a limit or the baseline, over the months for which it holds."""
    return {
        "type": "line",
        "layer": "below",
        "name": level.name,
        "x0": day_at(first, level.start),
        "x1": day_at(first, level.stop),
        "y0": float(level.value),
        "y1": float(level.value),
        "line": {"color": QUIET, "width": 1.5, "dash": DASHES[level.dash]},
    }


def upright_of(place: float, drawing: Drawing, first: Month) -> Part:
    """The day of an event."""
    day, (low, high) = day_at(first, place), drawing.span
    line = {"color": QUIET, "width": 1, "dash": "dot"}
    return {
        "type": "line", "layer": "below", "x0": day, "x1": day, "y0": low, "y1": high, "line": line,
    }  # fmt: skip


# --- Words on the chart ---------------------------------------------------------------------------
def names_beside(drawing: Drawing) -> list[Part]:
    """Each line's name in the right margin, none upon another."""
    low, high = drawing.span
    seen = [one for one in drawing.levels if low <= float(one.value) <= high]
    named = list({one.name: one for one in seen}.values())
    heights = apart([float(one.value) for one in named], (high - low) * LABEL_ROOM)
    return [
        beside(f"{one.name} {drawing.show(one.value)}", height)
        for one, height in zip(named, heights, strict=True)
    ]


def beside(words: str, level: float) -> Part:
    """Words in the right margin, at a level."""
    return small(words, QUIET) | {
        "name": BESIDE, "xref": "paper", "x": 1.01, "y": level, "xanchor": "left",
        "yanchor": "middle",
    }  # fmt: skip


def small(words: str, colour: str) -> Part:
    return {"text": words, "showarrow": False, "font": {"size": 12, "color": colour}}


def event_numbers(drawing: Drawing, first: Month) -> Iterator[Part]:
    """Each event's number over its day; neighbours stand in two rows."""
    for nth, (place, words) in enumerate(drawing.events):
        yield small(words, INK) | {
            "x": day_at(first, place), "yref": "paper", "y": 1, "yanchor": "bottom",
            "yshift": nth % 2 * 13,
        }  # fmt: skip


def reference_names(drawing: Drawing, first: Month) -> Iterator[Part]:
    """Each published number's name beside its stroke."""
    low, high = drawing.span
    numbers = [float(one.value) for one in drawing.references]
    heights = apart(numbers, (high - low) * LABEL_ROOM)
    for one, height in zip(drawing.references, heights, strict=True):
        beyond = is_left(drawing, one)
        yield small(one.name, REFERENCE) | {
            "name": BESIDE,
            "x": day_at(first, one.place), "y": height, "yanchor": "middle",
            "xanchor": "right" if beyond else "left", "xshift": -9 if beyond else 9,
        }  # fmt: skip
