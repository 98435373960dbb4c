"""What does a chart of one measure draw, whatever draws it, and where is there room for its words?

Places are counted in months from the first value, which stands at 0. The server's picture and the
browser's chart ask here, so that a name stands in the same spot on both.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from enum import Enum

Number = int | float | Decimal
HALF = 0.5
# How much of the chart's width a name takes, and how near to its level a figure is hidden by it.
NAME_SHARE, NAME_REACH = 0.14, 0.05
ROUND_STEPS = (Decimal(1), Decimal(2), Decimal(5), Decimal(10))


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
class Event:
    """Something that happened, under the number that it has on the chart; a line for each thing."""

    place: float
    number: str
    words: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Reference:
    """A number with a date and a name of its own, which is no point of the line."""

    name: str
    value: Number
    place: float
    text: str
    period: str = ""


@dataclass(frozen=True, slots=True)
class Range:
    """What a month ahead is expected to be, and between what."""

    place: float
    expected: Number
    low: Number
    high: Number


@dataclass(frozen=True, slots=True)
class Drawing:
    """All that a chart of one measure draws.

    `span` is what the upright axis covers, `decimals` how finely it is told. `kinds` are the keys
    of MARKERS, one for each value, and `told` its words.
    """

    labels: Sequence[str]
    values: Sequence[Number | None]
    kinds: Sequence[str]
    told: Sequence[str]
    span: tuple[float, float]
    show: Callable[[Number], str]
    fields: Sequence[Field] = ()
    levels: Sequence[Level] = ()
    events: Sequence[Event] = ()
    references: Sequence[Reference] = ()
    ahead: Sequence[Range] = ()
    decimals: int = 0

    @property
    def last(self) -> float:
        """The last place that is drawn."""
        return max([len(self.values) - 1, *(one.place for one in self.ahead)])

    @property
    def named(self) -> list[Level]:
        """The latest line of each name that lies within the chart."""
        low, high = self.span
        seen = [one for one in self.levels if low <= float(one.value) <= high]
        return list({one.name: one for one in seen}.values())


class Side(Enum):
    """Where the name of a dated stroke stands."""

    LEFT = "left"
    RIGHT = "right"
    MARGIN = "margin"


def side_of(drawing: Drawing, place: float) -> Side:
    """On which side of a day's strokes their names hide least of the line.

    At the chart's own end there is only the margin: to the left stand the latest figures.
    """
    end, reach = drawing.last + HALF, (drawing.last + 1) * NAME_SHARE
    if place > end - 1:
        return Side.MARGIN
    if place + reach > end or place - reach < -HALF:
        return Side.LEFT if place + reach > end else Side.RIGHT
    is_left = hidden(drawing, place, place - reach, place) < hidden(
        drawing, place, place, place + reach
    )
    return Side.LEFT if is_left else Side.RIGHT


def hidden(drawing: Drawing, place: float, start: float, stop: float) -> int:
    """How many figures from one place to another the names of a day's strokes would cover."""
    near = (drawing.span[1] - drawing.span[0]) * NAME_REACH
    levels = [float(one.value) for one in drawing.references if one.place == place]
    values = drawing.values[max(0, round(start)) : round(stop) + 1]
    return sum(
        any(abs(float(value) - level) < near for level in levels)
        for value in values
        if value is not None
    )


def apart(heights: Sequence[float], gap: float, most: float = float("inf")) -> list[float]:
    """The same heights, in the same order, none nearer to another than the gap.

    Each moves as little up as it must; where that would lead past `most`, all move down again.

    >>> apart([10, 11, 30], 5), apart([10, 11, 30], 5, most=12)
    ([10, 15, 30], [2, 7, 12])
    """
    order = sorted(range(len(heights)), key=lambda one: heights[one])
    placed: dict[int, float] = {}
    floor = float("-inf")
    for index in order:
        placed[index] = max(heights[index], floor)
        floor = placed[index] + gap
    if not order or placed[order[-1]] <= most:
        return [placed[index] for index in range(len(heights))]
    ceiling = most
    for index in reversed(order):
        placed[index] = min(placed[index], ceiling)
        ceiling = placed[index] - gap
    return [placed[index] for index in range(len(heights))]


def lanes(places: Sequence[float], reach: float) -> list[int]:
    """In which row each number stands, so that none touches another; oldest first, lowest row 0.

    >>> lanes([0, 1, 5, 6, 7], 2)
    [0, 1, 0, 1, 0]
    """
    ends: list[float] = []
    rows = []
    for place in places:
        row = next((n for n, end in enumerate(ends) if place - end >= reach), len(ends))
        ends[row : row + 1] = [place]
        rows.append(row)
    return rows


def round_marks(drawing: Drawing, most: int = 6) -> list[Decimal]:
    """Round numbers along the upright axis; none where the axis is too short for two of them."""
    low, high = (Decimal(str(end)) for end in drawing.span)
    least = max((high - low) / most, Decimal(1).scaleb(-drawing.decimals))
    power = Decimal(1).scaleb(least.adjusted())
    step = next(one * power for one in ROUND_STEPS if one * power >= least)
    first = int((low / step).to_integral_value(ROUND_CEILING))
    marks = [step * n for n in range(first, first + most + 2) if step * n <= high]
    return marks if len(marks) > 1 else []
