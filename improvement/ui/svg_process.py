"""What does a process chart look like as SVG: limits, signals, events and dated references?

Drawn as the small charts of `svg` are: plain attributes only, so that a strict content policy
passes it and a typesetter draws it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape

from django.utils.html import format_html
from django.utils.safestring import SafeString

from improvement.ui.drawing import (
    HALF,
    Drawing,
    Event,
    Field,
    Reference,
    Side,
    apart,
    lanes,
    round_marks,
    side_of,
)
from improvement.ui.svg import (
    BRAND,
    GRID,
    INK,
    QUIET,
    Number,
    Plot,
    _edged,
    _frame,
    _lines,
    _n,
    _rule,
    _text,
)

# What a mark means is its shape and its colour together; the size is that of its own box.
MARKERS = {
    "common": (BRAND, '<circle r="3.2"/>'),
    "improvement": (
        "#0b6b45",
        '<path d="M0-7 2-2.3 7-2.2 3-1 4.3 5.7 0 3-4.3 5.7-3-1-7-2.2-2-2.3z"/>',
    ),
    "concern": ("#b3261e", '<path d="M0-6.2 6.4 5H-6.4z"/>'),
    "neutral": ("#1d4f91", '<path d="M0-6 6 0 0 6-6 0z"/>'),
    "figure": (BRAND, '<circle r="3.2"/>'),
    "green": ("#0b6b45", '<circle r="4.2"/>'),
    "amber": ("#b25400", '<path d="M0-5 5.2 4H-5.2z"/>'),
    "red": ("#b3261e", '<path d="M-4-4h8v8h-8z"/>'),
    "none": ("#5a6a70", '<circle r="3.4" fill="#ffffff" stroke="#5a6a70" stroke-width="1.6"/>'),
}
EVENT, REFERENCE, AHEAD = "#7d8e94", "#5b3a8c", "#d9d2e6"
TEXT, LINE_HEIGHT = 13, 15.0
# How wide a letter is, about, and a number of two figures.
LETTER, NUMBER = 6.7, 18.0
# How wide a month's name is with the room around it, and every how many months one may stand.
MONTH_NAME, MONTH_STEPS = 92.0, (1, 2, 3, 6, 12, 24, 48, 96)
FOOT, HEAD = 30.0, 12.0


@dataclass(frozen=True, slots=True)
class Size:
    """How large a picture is; a narrow one has no room for names, which its key says."""

    width: int
    height: int
    step: float
    is_named: bool


WIDE = Size(960, 380, 1.0, is_named=True)
NARROW = Size(340, 320, 0.7, is_named=False)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A drawing, the field it is drawn in, and where in it a month and a value stand."""

    drawing: Drawing
    plot: Plot
    size: Size

    def x(self, place: float) -> float:
        left, right = self.plot.left, self.plot.right
        step = (right - left) / (self.drawing.last + 1)
        return min(max(left + (place + HALF) * step, left), right)

    def y(self, value: Number) -> float:
        return self.plot.y(value)

    @property
    def months(self) -> float:
        """How many months a picture's unit of length is."""
        return (self.drawing.last + 1) / (self.plot.right - self.plot.left)


def process_chart(drawing: Drawing, title: str, *, size: Size = WIDE) -> SafeString:
    """One measure over time with its process limits, and what it is held against."""
    sheet = sheet_of(drawing, size)
    return _frame(
        size.width,
        size.height,
        title,
        [
            *(_field(one, sheet) for one in drawing.fields),
            *_axis(sheet),
            *_events(sheet),
            *_levels(sheet),
            *_ahead(sheet),
            *_lines(drawing.values, sheet.x, sheet.y, 2.5, 2.2),
            *_marks(sheet),
            *_references(sheet),
            *(_names(sheet) if size.is_named else ()),
            *_months(sheet),
        ],
    )


def pictures(drawing: Drawing, title: str) -> SafeString:
    """The same chart for a wide and for a narrow screen; a style sheet shows one of them."""
    return format_html(
        '<div class="app-chart__wide">{}</div><div class="app-chart__narrow">{}</div>',
        process_chart(drawing, title),
        process_chart(drawing, title, size=NARROW),
    )


def sheet_of(drawing: Drawing, size: Size) -> Sheet:
    """The field between the axis' words and the names in the margin."""
    low, high = drawing.span
    longest = max((len(drawing.show(mark)) for mark in marks_of(drawing)), default=1)
    left = 20 + longest * LETTER
    right = size.width - (margin_of(drawing) if size.is_named else 12)
    rows = 1 + max(rows_of(drawing, right - left), default=-1)
    top, bottom = HEAD + rows * LINE_HEIGHT, size.height - FOOT

    def y(value: Number) -> float:
        return bottom - (min(max(float(value), low), high) - low) / (high - low) * (bottom - top)

    return Sheet(drawing, Plot(left, right, top, bottom, y, drawing.show), size)


def rows_of(drawing: Drawing, width: float) -> list[int]:
    """The row of each event's number over a field of this width."""
    return lanes([one.place for one in drawing.events], NUMBER * (drawing.last + 1) / width)


def margin_of(drawing: Drawing) -> float:
    """How much room the names in the right margin take."""
    return 24 + LETTER * max((len(words) for words, _, _ in margin_names(drawing)), default=2)


def margin_names(drawing: Drawing) -> list[tuple[str, Number, str]]:
    """Every name that stands in the right margin, with its level and its colour."""
    lines = [(f"{one.name} {drawing.show(one.value)}", one.value, QUIET) for one in drawing.named]
    strokes = [
        (f"{one.name} {one.text}", one.value, REFERENCE)
        for one in drawing.references
        if side_of(drawing, one.place) is Side.MARGIN
    ]
    return lines + strokes


def marks_of(drawing: Drawing) -> list[Decimal]:
    """What is told beside the upright axis: round numbers, or else its two ends."""
    return round_marks(drawing) or [Decimal(str(round(end, 6))) for end in drawing.span]


def _axis(sheet: Sheet) -> Iterator[str]:
    plot = sheet.plot
    for mark in marks_of(sheet.drawing):
        y = plot.y(mark)
        yield _rule(y, plot.left, plot.right, "#e3eaea")
        yield _text(plot.left - 8, y + 4, plot.show(mark), anchor="end", size=TEXT)
    yield _rule(plot.bottom, plot.left, plot.right, GRID)


def _months(sheet: Sheet) -> Iterator[str]:
    """The months under the field, as many as have room."""
    plot, labels = sheet.plot, sheet.drawing.labels
    step = next((one for one in MONTH_STEPS if one >= sheet.months * MONTH_NAME), MONTH_STEPS[-1])
    for place in range(0, len(labels), step):
        x = sheet.x(place)
        anchor, at = ("end", sheet.size.width) if x + 30 > sheet.size.width else ("middle", x)
        yield (
            f'<line x1="{_n(x)}" y1="{_n(plot.bottom)}" x2="{_n(x)}" y2="{_n(plot.bottom + 5)}" '
            f'stroke="{QUIET}"/>'
        )
        yield _text(at, plot.bottom + 20, labels[place], anchor=anchor, size=TEXT)


def _field(one: Field, sheet: Sheet) -> str:
    plot = sheet.plot
    part = Plot(sheet.x(one.start), sheet.x(one.stop), plot.top, plot.bottom, plot.y, plot.show)
    return part.band(one.low, one.high)


def _events(sheet: Sheet) -> list[str]:
    plot, events = sheet.plot, sheet.drawing.events
    rows = rows_of(sheet.drawing, plot.right - plot.left)
    return [_event(one, row, sheet) for one, row in zip(events, rows, strict=True)]


def _event(one: Event, row: int, sheet: Sheet) -> str:
    """An upright line with its number above it, and for the pointer what happened."""
    x, foot = sheet.x(one.place), sheet.plot.top - 4 - row * LINE_HEIGHT
    told = f"<title>{escape('; '.join(one.words))}</title>" if one.words else ""
    return (
        f'<g>{told}<line x1="{_n(x)}" y1="{_n(foot + 3)}" x2="{_n(x)}" '
        f'y2="{_n(sheet.plot.bottom)}" stroke="{EVENT}" stroke-width="1" stroke-dasharray="1 3"/>'
        + _text(x, foot, one.number, anchor="middle", size=TEXT, fill=INK)
        + "</g>"
    )


def _levels(sheet: Sheet) -> list[str]:
    low, high = sheet.drawing.span
    return [
        _rule(sheet.y(one.value), sheet.x(one.start), sheet.x(one.stop), QUIET, one.dash)
        for one in sheet.drawing.levels
        if low <= float(one.value) <= high
    ]


def _names(sheet: Sheet) -> Iterator[str]:
    """What each line and stroke is called, none upon another."""
    plot, named = sheet.plot, margin_names(sheet.drawing)
    heights = apart([plot.y(value) for _, value, _ in named], LINE_HEIGHT, plot.bottom)
    for (words, _, colour), height in zip(named, heights, strict=True):
        yield _text(plot.right + 8, height + 4, words, size=TEXT, fill=colour)
    beside = [
        (one, side)
        for one in sheet.drawing.references
        if (side := side_of(sheet.drawing, one.place)) is not Side.MARGIN
    ]
    highest = plot.top + LINE_HEIGHT / 2
    levels = [max(plot.y(one.value), highest) for one, _ in beside]
    heights = apart(levels, LINE_HEIGHT, plot.bottom)
    for (one, side), height in zip(beside, heights, strict=True):
        yield _name_beside(one, side, sheet.x(one.place), height)


def _name_beside(one: Reference, side: Side, x: float, height: float) -> str:
    """A stroke's name, edged in white so that it can be read upon a line."""
    is_left = side is Side.LEFT
    words = _text(
        x - 13 if is_left else x + 13, height + 4, one.name,
        anchor="end" if is_left else "start", size=TEXT, fill=REFERENCE,
    )  # fmt: skip
    return _edged(words)


def marker(kind: str) -> str:
    """One mark about its own middle."""
    colour, shape = MARKERS[kind]
    return f'<g fill="{colour}">{shape}</g>'


def _marks(sheet: Sheet) -> list[str]:
    """Each figure as the mark of what it means; smaller where they stand close together."""
    scale = "" if sheet.size.step == 1 else f" scale({sheet.size.step})"
    drawing = sheet.drawing
    return [
        f'<g transform="translate({_n(sheet.x(place))} {_n(sheet.y(value))}){scale}">'
        f"{marker(kind)}</g>"
        for place, (value, kind) in enumerate(zip(drawing.values, drawing.kinds, strict=True))
        if value is not None
    ]


def _references(sheet: Sheet) -> list[str]:
    """Short strokes at their own dates, apart from the line."""
    reach = 9 * sheet.size.step
    return [
        _rule(sheet.y(one.value), x - reach, x + reach, REFERENCE).replace('"1.5"', '"3"')
        for one in sheet.drawing.references
        for x in [sheet.x(one.place)]
    ]


def _ahead(sheet: Sheet) -> list[str]:
    """The range of the months ahead as a field, what is expected as a dashed line."""
    ahead = sheet.drawing.ahead
    if not ahead:
        return []

    def along(values: Sequence[tuple[float, Number]]) -> str:
        return " ".join(f"{_n(sheet.x(place))},{_n(sheet.y(value))}" for place, value in values)

    upper = [(one.place, one.high) for one in ahead]
    lower = [(one.place, one.low) for one in reversed(ahead)]
    middle = [(one.place, one.expected) for one in ahead]
    return [
        f'<polygon points="{along(upper + lower)}" fill="{AHEAD}"/>',
        f'<polyline points="{along(middle)}" fill="none" stroke="{REFERENCE}" '
        'stroke-width="2" stroke-dasharray="5 4"/>',
    ]
