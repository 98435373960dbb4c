"""What does a small chart look like as SVG, on a page and in a pack alike?

Pure functions from numbers to markup: only plain attributes (no style, no script, no class), so
that a strict content policy passes it and typst draws it. A missing value is a gap, never a zero.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape

from django.utils.safestring import SafeString, mark_safe

Number = int | float | Decimal
INK, QUIET, BRAND, BAND, GRID = "#14252b", "#47585e", "#0d4f57", "#dcefe9", "#cdd8d9"
FONT = 'font-family="Inter, sans-serif"'


def _n(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")


def _frame(width: float, height: float, title: str, parts: Iterable[str]) -> SafeString:
    body = "".join(parts)
    return mark_safe(  # noqa: S308 - every text in it is escaped where it enters
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{_n(width)}" '
        f'height="{_n(height)}" viewBox="0 0 {_n(width)} {_n(height)}">'
        f"<title>{escape(title)}</title>{body}</svg>"
    )


def _text(
    x: float, y: float, words: str, *, anchor: str = "start", size: int = 12, fill: str = QUIET
) -> str:
    return (
        f'<text x="{_n(x)}" y="{_n(y)}" text-anchor="{anchor}" font-size="{size}" {FONT} '
        f'fill="{fill}">{escape(words)}</text>'
    )


def _edged(text: str) -> str:
    """A text with a white edge, so that it can be read upon a line."""
    edge = 'stroke="#ffffff" stroke-width="4" paint-order="stroke" stroke-linejoin="round"'
    return text.replace("<text", f"<text {edge}", 1)


def _rule(y: float, x1: float, x2: float, colour: str, dash: str = "") -> str:
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<line x1="{_n(x1)}" y1="{_n(y)}" x2="{_n(x2)}" y2="{_n(y)}" '
        f'stroke="{colour}" stroke-width="1.5"{dashed}/>'
    )


def _scale(values: Iterable[Number | None], top: float, bottom: float) -> Callable[[Number], float]:
    """From a value to a height, the highest value at `top`; a flat line lies in the middle."""
    known = [float(v) for v in values if v is not None] or [0.0]
    low, high = min(known), max(known)
    if low == high:
        return lambda value: (top + bottom) / 2
    return lambda value: bottom - (float(value) - low) / (high - low) * (bottom - top)


def _runs(values: Sequence[Number | None]) -> list[list[tuple[int, Number]]]:
    """The stretches of values that follow one another without a gap."""
    runs: list[list[tuple[int, Number]]] = [[]]
    for index, value in enumerate(values):
        if value is None:
            runs.append([])
        else:
            runs[-1].append((index, value))
    return [run for run in runs if run]


def _lines(
    values: Sequence[Number | None],
    x: Callable[[int], float],
    y: Callable[[Number], float],
    dot: float,
    width: float,
) -> list[str]:
    """A line for each stretch, a dot for a value that stands alone."""
    parts = []
    for run in _runs(values):
        if len(run) == 1:
            parts.append(
                f'<circle cx="{_n(x(run[0][0]))}" cy="{_n(y(run[0][1]))}" r="{dot}" '
                f'fill="{BRAND}"/>'
            )
            continue
        points = " ".join(f"{_n(x(i))},{_n(y(v))}" for i, v in run)
        parts.append(
            f'<polyline points="{points}" fill="none" stroke="{BRAND}" '
            f'stroke-width="{width}" stroke-linejoin="round" stroke-linecap="round"/>'
        )
    return parts


def sparkline(
    values: Sequence[Number | None], title: str, *, width: int = 96, height: int = 24
) -> SafeString:
    """A line the height of a word; its last value is marked.

    Drawn on whole pixels: sixty of them are a third of a scorecard's bytes.
    """
    step = (width - 8) // max(len(values) - 1, 1)
    first, exact = width - 4 - (len(values) - 1) * step, _scale(values, 4, height - 4)
    parts = _lines(values, lambda i: first + i * step, lambda v: round(exact(v)), 1.5, 1.6)
    if values and values[-1] is not None:
        y = round(exact(values[-1]))
        parts.append(f'<circle cx="{width - 4}" cy="{y}" r="2.6" fill="{BRAND}"/>')
    return _frame(width, height, title, parts)


def bars(
    items: Sequence[tuple[str, Number | None]],
    title: str,
    *,
    width: int = 560,
    label_width: int = 180,
    show: Callable[[Number], str] = str,
    colours: Sequence[str] = (),
    reference: tuple[str, Number] | None = None,
) -> SafeString:
    """Horizontal bars from zero, each with its name and its value in words.

    `reference` is a named value that a dashed line marks across all of them; the values in words
    stand upon it.
    """
    room, top = width - label_width - 64, 22 if reference else 0
    marks = [value for _, value in items] + ([reference[1]] if reference else [])
    largest = max((abs(float(v)) for v in marks if v is not None), default=0.0) or 1.0
    drawn, said = [], []
    for index, (label, value) in enumerate(items):
        middle = top + index * 28 + 18
        length = 0.0 if value is None else abs(float(value)) / largest * room
        words = "no data" if value is None else show(value)
        colour = colours[index] if index < len(colours) else BRAND
        drawn.append(_bar(middle, label_width, length, label, colour))
        said.append(_edged(_text(label_width + length + 6, middle, words, fill=INK)))
    height = top + len(items) * 28 + 8
    if reference:
        x = label_width + abs(float(reference[1])) / largest * room
        drawn.append(_upright(x, height, reference[0], is_right=x > label_width + room / 2))
    return _frame(width, height, title, drawn + said)


def _upright(x: float, height: float, words: str, *, is_right: bool) -> str:
    """A dashed line from top to foot, its name above it on the side that has room.

    It lies on a white one, without which its dashes are lost upon a dark bar.
    """
    text = _text(x, 12, words, anchor="end" if is_right else "start", size=11)
    line = f'<line x1="{_n(x)}" y1="16" x2="{_n(x)}" y2="{_n(height - 2)}" '
    return text + (
        f'{line}stroke="#ffffff" stroke-width="4"/>'
        f'{line}stroke="{INK}" stroke-width="1.5" stroke-dasharray="5 4"/>'
    )


def _bar(middle: int, left: int, length: float, name: str, colour: str) -> str:
    """One bar with its name before it."""
    return (
        _text(left - 8, middle, name, anchor="end", fill=INK)
        + f'<rect x="{left}" y="{middle - 12}" width="{_n(length)}" height="16" '
        f'fill="{colour}"/>'
    )


@dataclass(frozen=True, slots=True)
class Plot:
    """The field that a chart's line lies in, and how high a value stands there."""

    left: float
    right: float
    top: float
    bottom: float
    y: Callable[[Number], float]
    show: Callable[[Number], str]

    def band(self, low: Number | None, high: Number | None) -> str:
        """The target as a field; open above or below where it has no such bound."""
        upper = self.top if high is None else self.y(high)
        lower = self.bottom if low is None else self.y(low)
        return (
            f'<rect x="{_n(self.left)}" y="{_n(upper)}" width="{_n(self.right - self.left)}" '
            f'height="{_n(max(lower - upper, 1))}" fill="{BAND}"/>'
        )
