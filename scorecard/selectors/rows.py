"""What is on a scorecard? Frozen, with every string ready: screen, pack and download render it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from django.utils import timezone
from django.utils.safestring import SafeString

from improvement.councils.models import Council
from improvement.rules.direction import Direction, Improvement
from improvement.rules.month import Month
from improvement.rules.rag import Rag
from improvement.rules.theme import theme_name
from improvement.rules.value import Unit
from improvement.ui.marks import assurance_html, direction_html, rag_html, signal_html
from improvement.ui.svg import sparkline
from scorecard.selectors.comparing import Benchmark
from scorecard.selectors.signalled import Signalled

AWAITING_WORD = "Not yet approved"


@dataclass(frozen=True, slots=True)
class Notice:
    """Why a row is among the exceptions: what kind of reason, and the reason in words."""

    key: str
    word: str
    said: str


@dataclass(frozen=True, slots=True)
class ScorecardRow:
    """One measure in one month.

    `value` and `spark` are numbers for charts and spreadsheets, the rest is as people read it.
    `printed_direction` is the label that was published, kept when given; the page shows it
    only where `directions_differ`. `was` is the rating of the month before, where there was a
    figure then; `notices` say why the row is an exception, the gravest first.
    """

    pk: int
    code: str
    name: str
    group: str
    theme: str
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
    formula: str
    was: Rag | None
    was_text: str
    signal: Signalled
    benchmark: Benchmark | None
    notices: tuple[Notice, ...]

    @property
    def standing(self) -> str:
        """What the row is counted and filtered under: its rating, or that it is waiting."""
        return "awaiting" if self.is_awaiting else self.rag.value

    @property
    def theme_text(self) -> str:
        """What it is about, whichever group it stands in."""
        return theme_name(self.theme)

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
    def month_words(self) -> str:
        """Which way it went since the month before, in a few words; nothing when not known."""
        if self.month_direction is None:
            return ""
        better = self.month_improvement in (Improvement.IMPROVING, Improvement.WORSENING)
        verdict = f", {self.month_improvement.lower()}" if better else ""
        return f"{self.month_direction} on last month{verdict}"

    @property
    def signal_html(self) -> SafeString:
        signal = self.signal
        return signal_html(signal.kind.value, signal.word, signal.variation_text)

    @property
    def assurance_html(self) -> SafeString:
        assurance = self.signal.assurance
        return assurance_html(assurance.value if assurance else "", self.rag.value)

    @property
    def approved_on(self) -> str:
        """The day of approval, on the clocks of this country, as it is read out."""
        return in_words(timezone.localtime(self.approved_at).date()) if self.approved_at else ""

    @property
    def about(self) -> str:
        """Where the figure comes from, what its chart says, what is published: a line for each."""
        traced = " ".join(f"{part}." for part in self.traced())
        beside = self.benchmark.said if self.benchmark else ""
        return "\n".join(part for part in (traced, self.signal.said, beside) if part)

    def traced(self) -> Iterator[str]:
        """The parts of its provenance that are known."""
        if self.approved_by:
            yield f"As at {self.as_at_text}"
            yield f"Approved by {self.approved_by} on {self.approved_on}"
        if self.revision > 1:
            yield f"Revision {self.revision}"
        if self.source:
            yield f"Source: {self.source.rstrip('.')}"
        if self.formula:
            yield f"Worked out as {self.formula}"
        yield f"Returned by {self.area}"
        if self.owner:
            yield f"Owner: {self.owner}"
        if self.theme:
            yield f"Theme: {self.theme_text}"

    @property
    def spark_svg(self) -> SafeString:
        return drawn(self.spark, self.spark_title)


@lru_cache(maxsize=2048)
def drawn(values: tuple[Decimal | None, ...], title: str) -> SafeString:
    """A line as drawn before, where its values are the same."""
    return sparkline(values, title)


def in_words(day: date) -> str:
    """A date as it is read out: 22 February 2017."""
    return f"{day.day} {Month.of(day).label}"


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
class Restated:
    """A figure that was amended after it was approved: what it said, and says now."""

    name: str
    href: str
    month: Month
    was: str
    now: str


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
    restated: tuple[Restated, ...] = ()

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
        """How many columns its table has."""
        return 7 + len(self.earlier) + self.is_compared

    @property
    def is_compared(self) -> bool:
        """Is anything published beside any of its measures?"""
        return any(row.benchmark for row in self)

    @property
    def total(self) -> int:
        return sum(count.number for count in self.counts)

    def count(self, key: str) -> int:
        """How many stand so: green, amber, red, no_data, not_rated or awaiting."""
        return next((count.number for count in self.counts if count.key == key), 0)
