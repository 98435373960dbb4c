"""What does the page of a council's inspection history show?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from improvement.councils.models import Council
from inspections.choosing import Options, Select
from inspections.kinds import kind_name
from inspections.timeline.choice import Choice
from inspections.timeline.expecting import NOT_CERTAIN, ExpectedRow, expected_rows
from inspections.timeline.held import inspections_held
from inspections.timeline.moments import CYCLE_KIND, CYCLE_NAME, FAMILIES, Moment, moments_of

UNDATED = "Date not recorded"


@dataclass(frozen=True, slots=True)
class Year:
    """What was held in one year, newest first."""

    label: str
    anchor: str
    moments: tuple[Moment, ...]


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """The history as asked for: screen and downloads render it."""

    years: tuple[Year, ...]
    selects: tuple[Select, ...]
    choice: Choice
    expected: tuple[ExpectedRow, ...]
    caution: str
    shown: str
    total: int

    @property
    def moments(self) -> list[Moment]:
        """Everything shown, newest first."""
        return [moment for year in self.years for moment in year.moments]


def history_page(council: Council, asked: Choice, today: date) -> HistoryPage:
    """The whole history, or the part asked for. Queries: 3, whatever the history."""
    inspections = inspections_held(council)
    every = sorted(moments_of(council, inspections), key=newest_first)
    offered = options_of(every)
    choice = asked.within({name: [value for value, _ in rows] for name, rows in offered.items()})
    taken = [one for one in every if fits(one, choice)]
    return HistoryPage(
        years=tuple(years_of(taken)),
        selects=tuple(selects_of(offered, choice)),
        choice=choice,
        expected=expected_rows(inspections, today),
        caution=NOT_CERTAIN,
        shown=shown_words(len(taken), len(every)),
        total=len(every),
    )


def newest_first(one: Moment) -> tuple[bool, int]:
    """What has no date comes last; what is equal keeps its order."""
    return (one.on is None, -one.on.toordinal() if one.on else 0)


def fits(one: Moment, choice: Choice) -> bool:
    """Is it part of what was asked for?"""
    pairs = ((choice.family, one.family), (choice.kind, one.kind), (choice.year, one.year))
    return all(not wanted or wanted == own for wanted, own in pairs)


def options_of(every: list[Moment]) -> dict[str, Options]:
    """What there is to choose from: only what was held."""
    held = {one.family for one in every}
    kinds = {one.kind: kind_words(one.kind) for one in every}
    years = sorted({one.year for one in every if one.year}, reverse=True)
    return {
        "family": tuple((code, name) for code, name in FAMILIES.items() if code in held),
        "kind": tuple(sorted(kinds.items(), key=lambda pair: pair[1])),
        "year": tuple((year, year) for year in years),
    }


def kind_words(kind: str) -> str:
    """A kind by its own name, whatever one inspection of it is called."""
    return CYCLE_NAME if kind == CYCLE_KIND else kind_name(kind)


LABELS = {
    "family": ("Type", "All types"),
    "kind": ("Kind", "All kinds"),
    "year": ("Year", "All years"),
}


def selects_of(offered: dict[str, Options], choice: Choice) -> Iterable[Select]:
    """The lists to choose from."""
    for name, options in offered.items():
        label, every = LABELS[name]
        yield Select(name, label, (("", every), *options), getattr(choice, name))


def years_of(moments: list[Moment]) -> Iterable[Year]:
    """Year by year."""
    for year, held in groupby(moments, key=lambda one: one.year):
        yield Year(year or UNDATED, f"year-{year or 'unknown'}", tuple(held))


def shown_words(taken: int, total: int) -> str:
    """How much of the history is shown."""
    if taken == total:
        return f"{total} {'entry' if total == 1 else 'entries'}, newest first."
    return f"{taken} of {total} entries, newest first."
