"""What does a measure's interactive chart hold?

A plotly figure as plain data: plotly itself would cost a page a third of a second, and the
browser only needs the JSON. The tests hold every figure to plotly's own schema.
"""

from collections.abc import Iterator
from math import floor
from typing import Any

from improvement.rules.month import Month
from improvement.rules.value import Unit
from improvement.ui.drawing import Drawing, Event, Field, Level, Side, apart, lanes, side_of
from improvement.ui.svg_process import AHEAD, EVENT, MARKERS, REFERENCE, margin_names
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
# How high the chart is below its rows of numbers.
HEIGHT = 384
# Where the months are few each has its own tick; beyond that plotly thins them out.
FEW_MONTHS = 8
# A line of small words, as a share of the chart's height.
LABEL_ROOM = 0.055
# How high a row of numbers is, how wide a number, and how wide the field on the narrowest phone.
ROW, NUMBER, NARROWEST = 14, 18, 220
# How wide a letter is in the margin, and how wide the margin is without a word.
LETTER, NO_WORDS = 6.2, 30
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
            "height": HEIGHT + room_above(drawing),
            "margin": {"l": 56, "r": room_beside(drawing), "t": room_above(drawing), "b": 44},
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
                *(upright_of(one, drawing, first) for one in drawing.events),
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


def rows_of(drawing: Drawing) -> list[int]:
    """In which row each event's number stands, so that they keep apart on a phone too."""
    reach = NUMBER * (drawing.last + 1) / NARROWEST
    return lanes([one.place for one in drawing.events], reach)


def room_above(drawing: Drawing) -> int:
    """How high the rows of numbers over the field are."""
    return 12 + ROW * (1 + max(rows_of(drawing), default=0))


def room_beside(drawing: Drawing) -> int:
    """How wide the longest name in the right margin is."""
    longest = max((len(words) for words, _, _ in margin_names(drawing)), default=0)
    return NO_WORDS + round(longest * LETTER)


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
        "cliponaxis": False,
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
        "text": [
            f"{one.name}: {one.text}{'<br>Published, ' + one.period if one.period else ''}"
            for one in drawing.references
        ],
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
        "range": [day_at(first, -0.5), day_at(first, drawing.last + 0.5)],
    }
    if drawing.last < FEW_MONTHS:
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


def upright_of(one: Event, drawing: Drawing, first: Month) -> Part:
    """The day of an event."""
    day, (low, high) = day_at(first, one.place), drawing.span
    line = {"color": EVENT, "width": 1, "dash": "dot"}
    return {
        "type": "line", "layer": "below", "x0": day, "x1": day, "y0": low, "y1": high, "line": line,
    }  # fmt: skip


# --- Words on the chart ---------------------------------------------------------------------------
def names_beside(drawing: Drawing) -> list[Part]:
    """Each line's name in the right margin, none upon another."""
    (low, high), named = drawing.span, margin_names(drawing)
    heights = apart([float(value) for _, value, _ in named], (high - low) * LABEL_ROOM, high)
    return [
        beside(words, colour, height)
        for (words, _, colour), height in zip(named, heights, strict=True)
    ]


def beside(words: str, colour: str, level: float) -> Part:
    """Words in the right margin, at a level."""
    return small(words, colour) | {
        "name": BESIDE, "xref": "paper", "x": 1.01, "y": level, "xanchor": "left",
        "yanchor": "middle",
    }  # fmt: skip


def small(words: str, colour: str) -> Part:
    return {"text": words, "showarrow": False, "font": {"size": 12, "color": colour}}


def event_numbers(drawing: Drawing, first: Month) -> Iterator[Part]:
    """Each event's number over its day, for the pointer with what happened."""
    for one, row in zip(drawing.events, rows_of(drawing), strict=True):
        yield small(one.number, INK) | {
            "x": day_at(first, one.place), "yref": "paper", "y": 1, "yanchor": "bottom",
            "yshift": row * ROW, "hovertext": "<br>".join(one.words),
        }  # fmt: skip


def reference_names(drawing: Drawing, first: Month) -> Iterator[Part]:
    """Each published number's name beside its stroke, where it does not stand in the margin."""
    low, high = drawing.span
    sides = [(one, side_of(drawing, one.place)) for one in drawing.references]
    named = [(one, side) for one, side in sides if side is not Side.MARGIN]
    room = (high - low) * LABEL_ROOM
    heights = apart([float(one.value) for one, _ in named], room, high - room / 2)
    for (one, side), height in zip(named, heights, strict=True):
        is_left = side is Side.LEFT
        yield small(one.name, REFERENCE) | {
            "name": BESIDE, "bgcolor": "rgba(255, 255, 255, 0.8)", "borderpad": 0,
            "x": day_at(first, one.place), "y": height, "yanchor": "middle",
            "xanchor": "right" if is_left else "left", "xshift": -9 if is_left else 9,
        }  # fmt: skip
