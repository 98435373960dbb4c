"""What is on a scorecard? Frozen, with every string ready: screen, pack and download render it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils.safestring import SafeString

from improvement.councils.models import Council
from improvement.rules.direction import Direction, Improvement
from improvement.rules.month import Month
from improvement.rules.rag import Rag
from improvement.rules.value import Unit
from improvement.ui.marks import direction_html, rag_html
from improvement.ui.svg import sparkline

AWAITING_WORD = "Not yet approved"


@dataclass(frozen=True, slots=True)
class ScorecardRow:
    """One measure in one month.

    `value` and `spark` are numbers for charts and spreadsheets, the rest is as people read it.
    `printed_direction` is the label that was published, kept when given; the page shows it
    only where `directions_differ`.
    """

    code: str
    name: str
    group: str
    href: str
    unit: Unit
    decimals: int
    basis: str
    baseline: Decimal | None
    baseline_text: str
    baseline_label: str
    history: tuple[str, ...]
    value: Decimal | None
    current: str
    missing: str
    as_at: date
    as_at_text: str
    is_as_at_month_end: bool
    target: str
    rag: Rag
    rag_word: str
    reason: str
    is_awaiting: bool
    direction: Direction | None
    improvement: Improvement
    printed_direction: str
    directions_differ: bool
    month_direction: Direction | None
    month_improvement: Improvement
    spark: tuple[Decimal | None, ...]
    spark_title: str
    comment: str
    source: str
    owner: str
    area: str
    revision: int
    approved_by: str
    approved_at: datetime | None

    @property
    def standing(self) -> str:
        """What the row is counted and filtered under: its rating, or that it is waiting."""
        return "awaiting" if self.is_awaiting else self.rag.value

    @property
    def direction_text(self) -> str:
        """The computed direction, with the published one beside it where they differ."""
        computed = str(self.direction or "")
        if not self.directions_differ:
            return computed
        return f"{computed or 'Not known'} (published as {self.printed_direction})"

    @property
    def rag_html(self) -> SafeString:
        return rag_html(self.rag, self.rag_word)

    @property
    def direction_html(self) -> SafeString:
        return direction_html(self.direction, self.improvement)

    @property
    def month_direction_html(self) -> SafeString:
        return direction_html(self.month_direction, self.month_improvement)

    @property
    def spark_svg(self) -> SafeString:
        return sparkline(self.spark, self.spark_title)


@dataclass(frozen=True, slots=True)
class ScorecardGroup:
    """Measures that stand together under one heading."""

    name: str
    rows: tuple[ScorecardRow, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """How many of the month's measures stand so."""

    key: str
    word: str
    number: int


@dataclass(frozen=True, slots=True)
class ScorecardPage:
    """A council's scorecard for one month: approved figures only.

    `earlier` are the months before it that have a column; `approved_months` those with
    anything approved, latest first; `waiting_areas` the areas whose section is not approved.
    """

    council: Council
    month: Month
    earlier: tuple[Month, ...]
    groups: tuple[ScorecardGroup, ...]
    counts: tuple[Count, ...]
    approved_months: tuple[Month, ...]
    waiting_areas: tuple[str, ...]

    @property
    def rows(self) -> tuple[ScorecardRow, ...]:
        return tuple(self)

    def __iter__(self) -> Iterator[ScorecardRow]:
        return (row for group in self.groups for row in group.rows)

    @property
    def is_approved(self) -> bool:
        """Has anything been approved for this month?"""
        return self.month in self.approved_months

    @property
    def latest(self) -> Month | None:
        """The latest month with anything approved."""
        return self.approved_months[0] if self.approved_months else None

    @property
    def width(self) -> int:
        """How many columns its table has: eight, and one for each earlier month."""
        return 8 + len(self.earlier)

    @property
    def total(self) -> int:
        return sum(count.number for count in self.counts)

    def count(self, key: str) -> int:
        """How many stand so: green, amber, red, no_data, not_rated or awaiting."""
        return next((count.number for count in self.counts if count.key == key), 0)
