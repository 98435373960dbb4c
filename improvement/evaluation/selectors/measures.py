"""What do the approved figures say of these areas of practice, in the scorecard's own words?"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString

from improvement.councils.models import Council
from improvement.evaluation.marks import age_html
from improvement.practice import practice_areas
from improvement.rules.freshness import Aged, aged
from improvement.rules.month import Month
from scorecard.selectors import ScorecardRow, scorecard_page
from scorecard.selectors.reading import latest_month


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """One measure as the scorecard shows it, with the areas it tells of and how old it is."""

    row: ScorecardRow
    areas: frozenset[str]
    aged: Aged

    @property
    def reason(self) -> str:
        """Why it is rated so, as a sentence begins."""
        return self.row.reason[:1].upper() + self.row.reason[1:]

    @property
    def age_html(self) -> SafeString:
        return age_html(self.aged)


@dataclass(frozen=True, slots=True)
class Measured:
    """The measures of one month; no month where nothing has been approved yet."""

    month: Month | None
    lines: tuple[MeasureLine, ...]


def measures_of(council: Council, today: date) -> Measured:
    """Every measure of the latest approved month, as the scorecard has it. Queries: 6 to 9."""
    month = latest_month(council)
    if month is None:
        return Measured(None, ())
    page = scorecard_page(council, month)
    return Measured(month, tuple(line_of(row, today) for row in page))


def line_of(row: ScorecardRow, today: date) -> MeasureLine:
    """A row of the scorecard, placed and aged by the day its figure speaks of."""
    return MeasureLine(row, areas_told_by(row.code), aged(row.as_at, today))


def areas_told_by(code: str) -> frozenset[str]:
    """The areas of practice that a measure tells of, by its code; none for what is not listed."""
    return frozenset(area.code for area in practice_areas().values() if area.speaks(code))


def within(lines: tuple[MeasureLine, ...], areas: Collection[str]) -> tuple[MeasureLine, ...]:
    """Those that tell of any of these areas, in the scorecard's order."""
    wanted = frozenset(areas)
    return tuple(one for one in lines if one.areas & wanted)
