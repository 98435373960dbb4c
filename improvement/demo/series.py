"""What might three years of a council's monthly figures look like, the same every time?

A small model, not a set of loose random lines: parts are drawn out of their whole, so that what
must hold between measures (a share within its total, assessments in 15 days among those in 45)
holds by construction. Each draw depends only on the seed, the measure and the month.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from random import Random
from typing import Any

from improvement.rules.month import Month, months_between
from improvement.rules.number import MissingReason
from improvement.rules.value import Basis, Unit

# How busy each month is against an ordinary one: schools close in August and at Christmas.
BUSY = (0.1, 0.2, 0.8, -0.3, 0.3, 0.6, 0.1, -1, 0, 0.6, 0.7, -0.7)
SEASON = dict(enumerate(BUSY, start=1))
SCALES = {Unit.PERCENT: 100, Unit.RATE_100K: 100_000}
YEAR_STARTS = {Basis.YTD: 4, Basis.CALENDAR_YTD: 1}


@dataclass(frozen=True)
class Shape:
    """How one measure moves: where it starts, its slope, its noise and its sudden shifts.

    `of` says what it is a share of: a code (that measure's number), "=CODE" (the same whole as
    that measure), or the size of a whole of its own.
    """

    code: str
    unit: Unit
    basis: Basis
    level: float = 0
    trend: float = 0
    noise: float = 0
    season: float = 0
    decimals: int = 0
    of: str | Mapping[str, Any] | None = None
    same_as: str = ""
    not_above: str = ""
    not_below: str = ""
    steps: Mapping[int, float] = field(default_factory=dict)
    gaps: Mapping[int, str] = field(default_factory=dict)
    comments: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Point:
    """One month of one measure, as an officer would key it."""

    numerator: Decimal | None
    denominator: Decimal | None
    missing: MissingReason | None = None
    comment: str = ""


class Series:
    """The draws of a set of shapes up to one last month."""

    def __init__(self, shapes: list[Shape], *, seed: int, last: Month, months: int) -> None:
        self.shapes = {shape.code: shape for shape in shapes}
        self.seed, self.last, self.months = seed, last, months
        self.drawn = lru_cache(maxsize=None)(self._draw)

    def all_months(self) -> list[Month]:
        """Oldest first."""
        return months_between(self.last.plus(1 - self.months), self.last)

    def point(self, code: str, month: Month) -> Point:
        """What is keyed for a month: a running total where the measure runs from a year's start."""
        shape, ago = self.shapes[code], self.last.months_since(month)
        comment = shape.comments.get(ago, "")
        if ago in shape.gaps:
            return Point(None, None, MissingReason(shape.gaps[ago]), comment)
        drawn = [self.drawn(code, each) for each in self._counted(shape, month)]
        whole = None if drawn[-1][1] is None else sum(Decimal(d or 0) for _, d in drawn)
        return Point(sum((n for n, _ in drawn), Decimal(0)), whole, None, comment)

    def _counted(self, shape: Shape, month: Month) -> list[Month]:
        start = YEAR_STARTS.get(shape.basis)
        elapsed = (month.number - start) % 12 if start else 0
        return months_between(month.plus(-elapsed), month)

    def _draw(self, code: str, month: Month) -> tuple[Decimal, Decimal | None]:
        shape = self.shapes[code]
        if shape.same_as:
            return self.drawn(shape.same_as, month)
        whole = self._whole(shape, month)
        level = self._level(shape, month)
        if whole is None:
            return max(Decimal(0), rounded(level, shape.decimals)), None
        part = rounded(float(whole) * level / SCALES.get(shape.unit, 1), 0)
        return self._held(shape, month, min(max(Decimal(0), part), self._most(shape, whole))), whole

    @staticmethod
    def _most(shape: Shape, whole: Decimal) -> Decimal:
        return whole if shape.unit is Unit.PERCENT else whole * 1_000

    def _held(self, shape: Shape, month: Month, part: Decimal) -> Decimal:
        """Keep the part on its side of the measures it is linked to."""
        if shape.not_above in self.shapes:
            part = min(part, self.drawn(shape.not_above, month)[0])
        if shape.not_below in self.shapes:
            part = max(part, self.drawn(shape.not_below, month)[0])
        return part

    def _whole(self, shape: Shape, month: Month) -> Decimal | None:
        of = shape.of
        if of is None:
            return None
        if isinstance(of, str):
            return self.drawn(of.lstrip("="), month)[1 if of.startswith("=") else 0]
        if "share_of" in of:
            return rounded(float(self.drawn(of["share_of"], month)[0]) * of["share"], 0)
        size = of.get("monthly", of.get("size", 0))
        drawn = self._random(shape, month, "whole").gauss(size, of["noise"])
        return max(Decimal(1), rounded(drawn, 0))

    def _level(self, shape: Shape, month: Month) -> float:
        ago = self.last.months_since(month)
        shifts = sum(change for since, change in shape.steps.items() if ago <= since)
        drift = shape.trend * (self.months - 1 - ago)
        random = self._random(shape, month, "part").gauss(0, shape.noise)
        return shape.level + drift + shifts + shape.season * SEASON[month.number] + random

    def _random(self, shape: Shape, month: Month, purpose: str) -> Random:
        return Random(f"{self.seed}:{shape.code}:{month}:{purpose}")  # noqa: S311 - no secret


def rounded(value: float, decimals: int) -> Decimal:
    """A float to the decimals a person would key."""
    return Decimal(f"{value:.{decimals}f}")
