"""What does a process chart look like as SVG: limits, signals, events and dated references?

Drawn as the small charts of `svg` are: plain attributes only, so that a strict content policy
passes it and a typesetter draws it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.safestring import SafeString

from improvement.ui.svg import BRAND, INK, QUIET, Number, Plot, _frame, _lines, _n, _rule, _text

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
EVENT, REFERENCE, AHEAD = "#47585e", "#5b3a8c", "#d9d2e6"
LINE_HEIGHT = 14.0
# How many months a name reaches over, and how near to its level a figure is hidden by it.
NAME_LENGTH, NAME_REACH = 6, 0.05


@dataclass(frozen=True, slots=True)
class Level:
    """A line across from one place to another: a mean, a limit or a baseline."""

    name: str
    value: Number
    start: float
    stop: float
    dash: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """Where a figure should lie from one place to another; open where there is no bound."""

    start: float
    stop: float
    low: Number | None
    high: Number | None


@dataclass(frozen=True, slots=True)
class Reference:
    """A number with a date and a name of its own, which is no point of the line."""

    name: str
    value: Number
    place: float
    text: str


@dataclass(frozen=True, slots=True)
class Range:
    """What a month ahead is expected to be, and between what."""

    place: float
    expected: Number
    low: Number
    high: Number


@dataclass(frozen=True, slots=True)
class Drawing:
    """All that a chart of one measure draws, whatever draws it.

    Places are counted in months from the first value, which stands at 0; `span` is what the
    upright axis covers. `kinds` are the keys of MARKERS, one for each value, and `told` its words.
    """

    labels: Sequence[str]
    values: Sequence[Number | None]
    kinds: Sequence[str]
    told: Sequence[str]
    span: tuple[float, float]
    show: Callable[[Number], str]
    fields: Sequence[Field] = ()
    levels: Sequence[Level] = ()
    events: Sequence[tuple[float, str]] = ()
    references: Sequence[Reference] = ()
    ahead: Sequence[Range] = ()


def marker(kind: str) -> str:
    """One mark about its own middle."""
    colour, shape = MARKERS[kind]
    return f'<g fill="{colour}">{shape}</g>'


def process_chart(
    drawing: Drawing, title: str, *, width: int = 960, height: int = 360
) -> SafeString:
    """One measure over time with its process limits, and what it is held against."""
    low, high = drawing.span
    top, bottom = 30.0, height - 30.0
    left, right = 64.0, width - 128.0
    last = max([len(drawing.values) - 1, *(one.place for one in drawing.ahead)])
    step = (right - left) / (last + 1)

    def x(place: float) -> float:
        return min(max(left + (place + 0.5) * step, left), right)

    def y(value: Number) -> float:
        return bottom - (min(max(float(value), low), high) - low) / (high - low) * (bottom - top)

    plot = Plot(left, right, top, bottom, y, drawing.show)
    return _frame(
        width,
        height,
        title,
        [
            *(_field(one, x, plot) for one in drawing.fields),
            plot.axis([Decimal(str(round(end, 6))) for end in drawing.span]),
            *(
                _event(x(place), number, n, plot)
                for n, (place, number) in enumerate(drawing.events)
            ),
            *_levels(drawing, x, plot),
            *_ahead(drawing, x, y),
            *_lines(drawing.values, x, y, 2.5, 2.2),
            *_marks(drawing, x, y),
            *_references(drawing, x, plot),
            plot.ends(drawing.labels),
        ],
    )


def _field(one: Field, x: Callable[[float], float], plot: Plot) -> str:
    part = Plot(x(one.start), x(one.stop), plot.top, plot.bottom, plot.y, plot.show)
    return part.band(one.low, one.high)


def _event(x: float, number: str, nth: int, plot: Plot) -> str:
    """An upright line with its number; neighbours stand in two rows, so that none hides another."""
    row = plot.top - 6 - (nth % 2) * 12
    return (
        f'<line x1="{_n(x)}" y1="{_n(row + 3)}" x2="{_n(x)}" y2="{_n(plot.bottom)}" '
        f'stroke="{EVENT}" stroke-width="1" stroke-dasharray="1 3"/>'
        + _text(x, row, number, anchor="middle", size=11, fill=INK)
    )


def _levels(drawing: Drawing, x: Callable[[float], float], plot: Plot) -> list[str]:
    """The lines across; the last of each name says its own in the right margin."""
    low, high = drawing.span
    seen = [one for one in drawing.levels if low <= float(one.value) <= high]
    lines = [_rule(plot.y(one.value), x(one.start), x(one.stop), QUIET, one.dash) for one in seen]
    named = list({one.name: one for one in seen}.values())
    heights = apart([plot.y(one.value) for one in named], LINE_HEIGHT)
    return lines + [
        _text(plot.right + 6, height + 4, f"{one.name} {plot.show(one.value)}", size=11)
        for one, height in zip(named, heights, strict=True)
    ]


def apart(heights: Sequence[float], gap: float) -> list[float]:
    """The same heights, in the same order, none nearer to another than the gap.

    >>> apart([10, 4, 5], 3)
    [10, 4, 7]
    """
    placed: dict[int, float] = {}
    floor = float("-inf")
    for index in sorted(range(len(heights)), key=lambda one: heights[one]):
        placed[index] = max(heights[index], floor)
        floor = placed[index] + gap
    return [placed[index] for index in range(len(heights))]


def _marks(
    drawing: Drawing, x: Callable[[float], float], y: Callable[[Number], float]
) -> list[str]:
    return [
        f'<g transform="translate({_n(x(place))} {_n(y(value))})">{marker(kind)}</g>'
        for place, (value, kind) in enumerate(zip(drawing.values, drawing.kinds, strict=True))
        if value is not None
    ]


def _references(drawing: Drawing, x: Callable[[float], float], plot: Plot) -> list[str]:
    """Short strokes at their own dates with their own names, apart from the line."""
    heights = apart([plot.y(one.value) for one in drawing.references], LINE_HEIGHT)
    parts = []
    for one, height in zip(drawing.references, heights, strict=True):
        at, level = x(one.place), plot.y(one.value)
        parts.append(
            f'<line x1="{_n(at - 9)}" y1="{_n(level)}" x2="{_n(at + 9)}" y2="{_n(level)}" '
            f'stroke="{REFERENCE}" stroke-width="3"/>'
        )
        beyond = is_left(drawing, one)
        parts.append(
            _text(at - 13 if beyond else at + 13, height + 4, one.name,
                  anchor="end" if beyond else "start", size=11, fill=REFERENCE)
        )  # fmt: skip
    return parts


def is_left(drawing: Drawing, one: Reference) -> bool:
    """On which side of a dated stroke its name hides least of the line: no figure is covered."""
    last = len(drawing.values) - 1
    if one.place < NAME_LENGTH or one.place > last - NAME_LENGTH:
        return one.place > last - NAME_LENGTH
    near = (drawing.span[1] - drawing.span[0]) * NAME_REACH

    def hidden(start: float) -> int:
        values = drawing.values[max(0, round(start)) : round(start + NAME_LENGTH)]
        return sum(v is not None and abs(float(v) - float(one.value)) < near for v in values)

    return hidden(one.place - NAME_LENGTH) < hidden(one.place)


def _ahead(
    drawing: Drawing, x: Callable[[float], float], y: Callable[[Number], float]
) -> list[str]:
    """The range of the months ahead as a field, what is expected as a dashed line."""
    if not drawing.ahead:
        return []
    upper = [f"{_n(x(one.place))},{_n(y(one.high))}" for one in drawing.ahead]
    lower = [f"{_n(x(one.place))},{_n(y(one.low))}" for one in reversed(drawing.ahead)]
    middle = [f"{_n(x(one.place))},{_n(y(one.expected))}" for one in drawing.ahead]
    return [
        f'<polygon points="{" ".join(upper + lower)}" fill="{AHEAD}"/>',
        f'<polyline points="{" ".join(middle)}" fill="none" stroke="{REFERENCE}" '
        'stroke-width="2" stroke-dasharray="5 4"/>',
    ]
