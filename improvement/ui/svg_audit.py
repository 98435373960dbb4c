"""What do grades of a few cases look like as SVG: two hands side by side, and a share over time?

Drawn as the small charts of `svg` are: plain attributes only. Who judged is told by shape (filled
or outlined, dot or diamond) as well as by colour; how sure a share is, by a whisker.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.safestring import SafeString

from improvement.ui.svg import BRAND, GRID, INK, Number, _frame, _n, _rule, _text

FULL = 100.0
LABELS, ROOM = 152.0, 200.0
ROW, BAR = 46.0, 16.0
HEAD = 26.0
OUTSIDE = "#5b3a8c"


@dataclass(frozen=True, slots=True)
class Bar:
    """A per cent with its words, and its bounds where they are to be drawn."""

    value: Number
    words: str
    low: Decimal | None = None
    high: Decimal | None = None


@dataclass(frozen=True, slots=True)
class BarPair:
    """One line of the chart: the same thing as two people judged it; None where one did not."""

    label: str
    first: Bar | None
    second: Bar | None


@dataclass(frozen=True, slots=True)
class SharePoint:
    """One share in time with its bounds; `is_apart` where someone else judged."""

    label: str
    words: str
    value: Decimal
    low: Decimal
    high: Decimal
    is_apart: bool


def paired_bars(
    rows: Sequence[BarPair], names: tuple[str, str], title: str, *, width: float = 480
) -> SafeString:
    """Per cents as pairs of bars: the first outlined, the second filled."""
    sides = ([row.first for row in rows], [row.second for row in rows])
    parts = [
        _key(place, names[place], is_filled=bool(place)) for place in (0, 1) if any(sides[place])
    ]
    for index, row in enumerate(rows):
        top = HEAD + index * ROW + 8
        parts.append(_text(LABELS - 10, top + BAR + 5, row.label, anchor="end", size=13, fill=INK))
        for bar, y, is_filled in ((row.first, top, False), (row.second, top + BAR + 2, True)):
            parts.append(_bar(bar, y, is_filled=is_filled) if bar else "")
    height = HEAD + len(rows) * ROW + 6
    foot = f'<line x1="{_n(LABELS)}" y1="{_n(HEAD)}" x2="{_n(LABELS)}" y2="{_n(height - 4)}" '
    return _frame(width, height, title, [*parts, foot + f'stroke="{GRID}" stroke-width="1.5"/>'])


def _key(place: int, name: str, *, is_filled: bool) -> str:
    """Which bar is whose."""
    x = LABELS + place * 130
    return _box(x, 4, 12, 12, is_filled=is_filled) + _text(x + 18, 15, name)


def _box(x: float, y: float, width: float, height: float, *, is_filled: bool) -> str:
    fill = BRAND if is_filled else "#ffffff"
    return (
        f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(max(width, 0.1))}" height="{_n(height)}" '
        f'fill="{fill}" stroke="{BRAND}" stroke-width="1.5"/>'
    )


def _bar(bar: Bar, y: float, *, is_filled: bool) -> str:
    """A bar, its whisker, and its words behind whichever reaches further."""
    length = float(bar.value) / FULL * ROOM
    middle, reach = y + BAR / 2, length
    whisker = ""
    if bar.low is not None and bar.high is not None:
        low, reach = (LABELS + float(one) / FULL * ROOM for one in (bar.low, bar.high))
        halo = f'<rect x="{_n(low)}" y="{_n(middle - 2)}" width="{_n(reach - low)}" height="4" '
        whisker = f'{halo}fill="#ffffff"/>' + _rule(middle, low, reach, INK)
        whisker += _cap(low, middle) + _cap(reach, middle)
        reach -= LABELS
    words = _text(LABELS + max(length, reach) + 8, middle + 4, bar.words, size=13, fill=INK)
    return _box(LABELS, y + 1, length, BAR - 2, is_filled=is_filled) + whisker + words


def _cap(x: float, middle: float) -> str:
    """The end of a whisker that lies."""
    return (
        f'<line x1="{_n(x)}" y1="{_n(middle - 4)}" x2="{_n(x)}" y2="{_n(middle + 4)}" '
        f'stroke="{INK}" stroke-width="1.5"/>'
    )


# --- A share over time --------------------------------------------------------------------------

LEFT, RIGHT, TOP, TALL = 56.0, 16.0, 24.0, 170.0
CROWDED = 6  # from so many marks on, their names stand on two lines in turn
INSET = 40.0  # so that the words of the first and the last mark stand within the field


def shares_over_time(points: Sequence[SharePoint], title: str, *, width: float = 560) -> SafeString:
    """Shares with their whiskers. A line joins those judged alike; the others stand alone."""
    step = (width - LEFT - RIGHT - 2 * INSET) / max(len(points) - 1, 1)
    xs = [LEFT + INSET + index * step for index in range(len(points))]
    places = list(zip(points, xs, strict=True))
    joined = [(x, _height(point.value)) for point, x in places if not point.is_apart]
    parts = [_level(value, width) for value in (0, 50, 100)]
    if len(joined) > 1:
        drawn = " ".join(f"{_n(x)},{_n(y)}" for x, y in joined)
        parts.append(f'<polyline points="{drawn}" fill="none" stroke="{BRAND}" stroke-width="2"/>')
    parts += [
        _point(point, x, index % 2 * 15 if len(points) > CROWDED else 0)
        for index, (point, x) in enumerate(places)
    ]
    return _frame(width, TOP + TALL + 44, title, parts)


def _height(value: Number) -> float:
    """How high a per cent stands; the field is always 0 to 100."""
    return TOP + TALL - float(value) / FULL * TALL


def _level(value: int, width: float) -> str:
    """A thin line across at a round value."""
    y = _height(value)
    return _rule(y, LEFT, width - RIGHT, GRID) + _text(LEFT - 8, y + 4, f"{value}%", anchor="end")


def _point(point: SharePoint, x: float, stagger: int) -> str:
    """A mark, its upright whisker, its value and, below the field, which cycle it is."""
    colour = OUTSIDE if point.is_apart else BRAND
    low, high, y = _height(point.low), _height(point.high), _height(point.value)
    whisker = "".join(
        f'<line x1="{_n(a)}" y1="{_n(b)}" x2="{_n(c)}" y2="{_n(d)}" stroke="{colour}" '
        'stroke-width="1.5"/>'
        for a, b, c, d in (
            (x, low, x, high),
            (x - 5, low, x + 5, low),
            (x - 5, high, x + 5, high),
        )
    )
    room = f'<rect x="{_n(x - 31)}" y="{_n(high - 19)}" width="62" height="15" fill="#ffffff"/>'
    words = room + _text(x, high - 7, point.words, anchor="middle", size=12, fill=INK)
    below = _text(x, TOP + TALL + 20 + stagger, point.label, anchor="middle", size=11)
    return whisker + _mark(x, y, colour, is_apart=point.is_apart) + words + below


def _mark(x: float, y: float, colour: str, *, is_apart: bool) -> str:
    """A dot; a diamond for who stands apart."""
    shape = '<path d="M0-8 8 0 0 8-8 0z"/>' if is_apart else '<circle r="5"/>'
    return f'<g transform="translate({_n(x)} {_n(y)})" fill="{colour}">{shape}</g>'
