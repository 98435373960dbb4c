"""Which row of a sheet holds the headings, and which column holds what?

Councils have workbooks of their own, so the usual words for each thing are known, in any case
and with any punctuation. Pure: the process that reads a file uses it too.
"""

import re
from dataclasses import dataclass, field

from scorecard.uploads.table import Grid, Row, letters

SEARCHED_ROWS = 30
CODE, NAME, NUMERATOR, FIGURE, DENOMINATOR, REASON, COMMENT = (
    "code",
    "name",
    "numerator",
    "figure",
    "denominator",
    "reason",
    "comment",
)
WORDS = {
    CODE: "code; measure code; indicator code; kpi code; measure ref; indicator ref; ref; "
    "reference; id; kpi",
    NAME: "measure; name; measure name; indicator; indicator name; kpi name; title",
    NUMERATOR: "numerator; num; figure or numerator; numerator or figure; top number",
    FIGURE: "figure; value; number; count; actual; result; this month; current; current month",
    DENOMINATOR: "denominator; denom; den; out of; bottom number",
    REASON: "reason; missing; missing reason; reason missing; why; if there is none why; "
    "why there is none; reason if none; reason there is none",
    COMMENT: "comment; comments; commentary; note; notes; explanation",
}
ROLES = {word.strip(): role for role, words in WORDS.items() for word in words.split(";")}
# What the template tells for the officer's sake; passed over without a word.
KNOWN = frozenset({"service area", "what to count", "unit", "last month"})
LONGEST_HEADING = 60


@dataclass(slots=True)
class Headings:
    """The heading row: its number, the column of each thing, and the columns nobody asked for."""

    row: int
    columns: dict[str, int] = field(default_factory=dict)
    twice: list[tuple[str, int, int]] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)

    @property
    def is_complete(self) -> bool:
        """Enough to tell which measure a row is of, and to find a number in it."""
        has_measure = CODE in self.columns or NAME in self.columns
        return has_measure and (NUMERATOR in self.columns or FIGURE in self.columns)


def normal(text: str) -> str:
    """A heading or a name without case, punctuation and spare spaces.

    >>> normal(" Numerator/Denominator:  ")
    'numerator denominator'
    """
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))


def read_headings(number: int, row: Row) -> Headings:
    """What each cell of a row would be as a heading."""
    found = Headings(number)
    for column, cell in row.items():
        word = normal(cell.text[:LONGEST_HEADING])
        role = ROLES.get(word)
        if role in found.columns:
            found.twice.append((role, found.columns[role], column))
        elif role:
            found.columns[role] = column
        elif word and word not in KNOWN:
            found.unknown.append(f"{letters(column)} “{cell.text.strip()[:LONGEST_HEADING]}”")
    return found


def find_headings(grid: Grid) -> Headings | None:
    """The first row that says which columns hold a measure and a number."""
    for number in sorted(grid.rows)[:SEARCHED_ROWS]:
        found = read_headings(number, grid.rows[number])
        if found.is_complete:
            return found
    return None
