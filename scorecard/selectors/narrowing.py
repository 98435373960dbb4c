"""Which rows of a scorecard did the reader ask for, and in what order?

Works on the page object, not on the database: the counts on the tiles stay those of the whole.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from improvement.rules.direction import Improvement
from scorecard.selectors.rows import ScorecardGroup, ScorecardPage, ScorecardRow

WORST_FIRST = ("red", "amber", "no_data", "awaiting", "not_rated", "green")
SORTS = {
    "": "Scorecard order",
    "rag": "Rating, worst first",
    "movement": "Movement on baseline, worst first",
    "name": "Name",
}
WORST_MOVED = (
    Improvement.WORSENING,
    Improvement.NO_CHANGE,
    Improvement.UNKNOWN,
    Improvement.IMPROVING,
)
KEYS = {
    "rag": lambda row: WORST_FIRST.index(row.standing),
    "movement": lambda row: WORST_MOVED.index(row.improvement),
    "name": lambda row: row.name.casefold(),
}
LONGEST_SEARCH = 80


@dataclass(frozen=True, slots=True)
class Choice:
    """What the reader chose in the filter form; anything unknown counts as not chosen."""

    rag: str = ""
    group: str = ""
    q: str = ""
    sort: str = ""

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "Choice":
        """From an address, forgiving whatever it holds."""
        rag, sort = query.get("rag", ""), query.get("sort", "")
        return cls(
            rag=rag if rag in WORST_FIRST else "",
            group=query.get("group", "").strip()[:LONGEST_SEARCH],
            q=" ".join(query.get("q", "").replace("\x00", "").split())[:LONGEST_SEARCH],
            sort=sort if sort in SORTS else "",
        )

    @property
    def is_made(self) -> bool:
        """Does it leave anything out?"""
        return bool(self.rag or self.group or self.q)

    def query(self, **changed: str) -> str:
        """The choice as an address query, with some of it changed."""
        held = {"rag": self.rag, "group": self.group, "q": self.q, "sort": self.sort} | changed
        return urlencode({name: value for name, value in held.items() if value})

    def takes(self, row: ScorecardRow) -> bool:
        """Is this row among those asked for?"""
        if self.rag and row.standing != self.rag:
            return False
        if self.group and row.group != self.group:
            return False
        return self.q.casefold() in f"{row.code} {row.name} {row.owner}".casefold()


def narrow(page: ScorecardPage, choice: Choice) -> ScorecardPage:
    """The same page with only the chosen rows. A sorted page has one group, without a name."""
    if choice.sort:
        rows = sorted(filter(choice.takes, page), key=KEYS[choice.sort])
        groups = [ScorecardGroup("", tuple(rows))]
    else:
        groups = [
            ScorecardGroup(group.name, tuple(filter(choice.takes, group.rows)))
            for group in page.groups
        ]
    return replace(page, groups=tuple(group for group in groups if group.rows))
