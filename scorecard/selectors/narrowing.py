"""Which rows of a scorecard did the reader ask for, in what order, and laid out how?

Works on the page object, not on the database: the counts on the tiles stay those of the whole.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from improvement.rules.direction import Improvement
from improvement.rules.theme import Theme, theme_name
from scorecard.selectors.noticing import COMMENT, CONCERN, NEWLY_RED, RED, WORSENING
from scorecard.selectors.rows import ScorecardGroup, ScorecardPage, ScorecardRow
from scorecard.selectors.signalled import Signal

WORST_FIRST = ("red", "amber", "no_data", "awaiting", "not_rated", "green")
SORTS = {
    "": "Scorecard order",
    "rag": "Rating, worst first",
    "movement": "Movement on baseline, worst first",
    "signal": "Real change, worst first",
    "theme": "Theme",
    "owner": "Owner",
    "name": "Name",
    "finding": "Open findings first",
}
WORST_MOVED = (
    Improvement.WORSENING,
    Improvement.NO_CHANGE,
    Improvement.UNKNOWN,
    Improvement.IMPROVING,
)
MOVES = {
    "worsening": Improvement.WORSENING,
    "none": Improvement.NO_CHANGE,
    "improving": Improvement.IMPROVING,
    "unknown": Improvement.UNKNOWN,
}
WORST_SIGNAL = (Signal.CONCERN, Signal.NEUTRAL, Signal.COMMON, Signal.NONE, Signal.IMPROVEMENT)
GRAVEST = (NEWLY_RED, RED, CONCERN, WORSENING, COMMENT)
THEMES = (*Theme, "")
KEYS = {
    "rag": lambda row: WORST_FIRST.index(row.standing),
    "movement": lambda row: WORST_MOVED.index(row.improvement),
    "signal": lambda row: WORST_SIGNAL.index(row.signal.kind),
    "theme": lambda row: THEMES.index(row.theme),
    "owner": lambda row: (not row.owner, row.owner.casefold()),
    "name": lambda row: row.name.casefold(),
}
NO_THEME = "Without a theme"
VIEWS = {"": "Table", "exceptions": "Exceptions", "tiles": "Tiles"}
LONGEST_SEARCH = 120


@dataclass(frozen=True, slots=True)
class Choice:
    """What the reader chose, as it stands in the address; anything unknown counts as not chosen."""

    view: str = ""
    rag: str = ""
    group: str = ""
    theme: str = ""
    q: str = ""
    sort: str = ""
    moved: str = ""
    signal: str = ""
    owner: str = ""
    finding: str = ""

    @classmethod
    def read(cls, query: Mapping[str, str], *, may_see_findings: bool = True) -> "Choice":
        """From an address, forgiving whatever it holds."""
        return cls(
            view=one_of(VIEWS, query, "view"),
            rag=one_of(WORST_FIRST, query, "rag"),
            group=exact(query, "group"),
            theme=one_of(list(Theme), query, "theme"),
            q=words(query, "q"),
            sort=one_of(sorts(may_see_findings=may_see_findings), query, "sort"),
            moved=one_of(MOVES, query, "moved"),
            signal=one_of(list(Signal), query, "signal"),
            owner=exact(query, "owner"),
            finding=one_of(("open",), query, "finding") if may_see_findings else "",
        )

    @property
    def is_made(self) -> bool:
        """Does it leave anything out?"""
        return self != Choice(view=self.view, sort=self.sort)

    @property
    def asks_findings(self) -> bool:
        """Does it depend on which measures open findings rely on?"""
        return bool(self.finding) or self.sort == "finding"

    @property
    def is_in_form(self) -> bool:
        """Does the filter form hold any of it, so that it has to be seen?"""
        return self != Choice(view=self.view, rag=self.rag)

    def held(self) -> list[tuple[str, str]]:
        """What was chosen, name by name."""
        every = ((one.name, getattr(self, one.name)) for one in fields(self))
        return [(name, value) for name, value in every if value]

    def query(self, **changed: str) -> str:
        """The choice as an address query, with some of it changed."""
        held = {one.name: getattr(self, one.name) for one in fields(self)} | changed
        return urlencode({name: value for name, value in held.items() if value})

    def takes(self, row: ScorecardRow) -> bool:
        """Is this row among those asked for?"""
        if self.view == "exceptions" and not row.notices:
            return False
        asked = (
            (self.rag, row.standing),
            (self.group, row.group),
            (self.theme, row.theme),
            (self.signal, row.signal.kind),
            (self.owner, row.owner),
            (MOVES.get(self.moved, ""), row.improvement),
        )
        if any(wanted and wanted != held for wanted, held in asked):
            return False
        return self.q.casefold() in f"{row.code} {row.name} {row.owner}".casefold()


def sorts(*, may_see_findings: bool) -> dict[str, str]:
    """The orders that a reader may ask for."""
    return {name: words for name, words in SORTS.items() if may_see_findings or name != "finding"}


def one_of(known: Collection[str], query: Mapping[str, str], name: str) -> str:
    """A choice from a list, or none."""
    value = query.get(name, "")
    return value if value in known else ""


def words(query: Mapping[str, str], name: str) -> str:
    """A text as it is searched for."""
    return " ".join(query.get(name, "").replace("\x00", "").split())[:LONGEST_SEARCH]


def exact(query: Mapping[str, str], name: str) -> str:
    """A text that rows hold letter for letter, with any double space somebody keyed."""
    return query.get(name, "").replace("\x00", "")[:LONGEST_SEARCH]


def narrow(
    page: ScorecardPage, choice: Choice, linked: Collection[int] = frozenset()
) -> ScorecardPage:
    """The same page with only the chosen rows; `linked` are the measures of open findings.

    A sorted page has one group, without a name, unless it is sorted by theme: then each theme is
    a group. Exceptions come the gravest first, within any other order too.
    """
    groups = [
        ScorecardGroup(group.name, tuple(one for one in group.rows if taken(one, choice, linked)))
        for group in page.groups
    ]
    keys = list(keys_of(choice, linked))
    if keys:
        rows = [row for group in groups for row in group.rows]
        for key in keys:
            rows.sort(key=key)
        groups = by_theme(rows) if choice.sort == "theme" else [ScorecardGroup("", tuple(rows))]
    return replace(page, groups=tuple(group for group in groups if group.rows))


def keys_of(choice: Choice, linked: Collection[int]) -> Iterator[Callable[[ScorecardRow], Any]]:
    """What to sort by, the weightiest last."""
    if choice.view == "exceptions":
        yield gravity
    if choice.sort == "finding":
        yield lambda row: row.pk not in linked
    elif choice.sort:
        yield KEYS[choice.sort]


def by_theme(rows: list[ScorecardRow]) -> list[ScorecardGroup]:
    """Rows sorted by theme, under the names of their themes."""
    return [
        ScorecardGroup(theme_name(theme) or NO_THEME, tuple(some))
        for theme, some in groupby(rows, key=lambda row: row.theme)
    ]


def taken(row: ScorecardRow, choice: Choice, linked: Collection[int]) -> bool:
    return choice.takes(row) and (not choice.finding or row.pk in linked)


def gravity(row: ScorecardRow) -> tuple[int, int]:
    """By the gravest reason; among equals, the row with more reasons first."""
    return GRAVEST.index(row.notices[0].key), -len(row.notices)
