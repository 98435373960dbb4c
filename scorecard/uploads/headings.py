"""Which row of a sheet holds the headings, and which column holds what?

Councils have workbooks of their own, so the usual words for each thing are known, in any case
and with any punctuation. Pure: the process that reads a file uses it too.
"""

import re
from calendar import month_name
from dataclasses import dataclass, field

from scorecard.uploads.table import Cell, Grid, Row, letters

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
    NAME: "measure; measures; name; measure name; indicator; indicator name; kpi name; title",
    NUMERATOR: "numerator; num; n; figure or numerator; numerator or figure; top number",
    FIGURE: "figure; value; number; count; actual; result; this month; current; current month",
    DENOMINATOR: "denominator; denom; den; d; out of; bottom number",
    REASON: "reason; missing; missing reason; reason missing; why; if there is none why; "
    "why missing; why there is none; reason if none; reason there is none",
    COMMENT: "comment; comments; commentary; note; notes; explanation",
}
ROLES = {word.strip(): role for role, words in WORDS.items() for word in words.split(";")}
# What the template tells for the officer's sake; passed over without a word.
KNOWN = frozenset({"service area", "what to count", "unit", "last month"})
LONGEST_HEADING = 60
MOST_SEEN = 12
# "October 2026", "Oct 26", "1 Oct 2026" as a workbook shows a day, "2026-10", "2026-10-01".
WORDED = re.compile(r"(?:[0-9]{1,2} )?([a-z]{3,9}) ([0-9]{4}|[0-9]{2})")
NUMBERED = re.compile(r"([0-9]{4}) ([0-9]{2})(?: [0-9]{2})?")
CENTURY = 2000
YearMonth = tuple[int, int]


@dataclass(slots=True)
class Headings:
    """The heading row: its number, the column of each thing, of each month, and the columns nobody
    asked for."""

    row: int
    columns: dict[str, int] = field(default_factory=dict)
    twice: list[tuple[str, int, int]] = field(default_factory=list)
    unknown: dict[int, str] = field(default_factory=dict)
    months: dict[int, YearMonth] = field(default_factory=dict)

    @property
    def is_complete(self) -> bool:
        """Enough to tell which measure a row is of, and to find a number in it."""
        has_measure = CODE in self.columns or NAME in self.columns
        return has_measure and (self.has_number or bool(self.months))

    @property
    def has_number(self) -> bool:
        return NUMERATOR in self.columns or FIGURE in self.columns

    @property
    def unread(self) -> list[str]:
        """The columns nobody asked for, from left to right."""
        return [self.unknown[column] for column in sorted(self.unknown)]

    def settle(self, month: YearMonth) -> None:
        """Take the month's own column for the figures, unless another is headed so; pass over the
        columns of every month else."""
        own = [] if self.has_number else [at for at, one in self.months.items() if one == month]
        # Beside a denominator it is what the denominator is under.
        role = NUMERATOR if DENOMINATOR in self.columns else FIGURE
        for column in own:
            if role in self.columns:
                self.twice.append((role, self.columns[role], column))
            else:
                self.columns[role] = column
                del self.unknown[column]
        self.months.clear()


def normal(text: str) -> str:
    """A heading or a name without case, punctuation and spare spaces.

    >>> normal(" Numerator/Denominator:  ")
    'numerator denominator'
    """
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))


def month_in(text: str) -> YearMonth | None:
    """The month a heading names.

    >>> month_in("October 2026"), month_in("Oct-26"), month_in("2026-10"), month_in("Octopus 26")
    ((2026, 10), (2026, 10), (2026, 10), None)
    """
    words = normal(text)
    if worded := WORDED.fullmatch(words):
        names = [name.casefold() for name in month_name]
        found = [n for n, name in enumerate(names) if n and worded[1] in (name, name[:3])]
        year = int(worded[2])
        return (year if year > CENTURY else year + CENTURY, found[0]) if found else None
    numbered = NUMBERED.match(words)
    return (int(numbered[1]), int(numbered[2])) if numbered else None


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
            found.unknown[column] = named(column, cell)
            if month := month_in(cell.text[:LONGEST_HEADING]):
                found.months[column] = month
    return found


def named(column: int, cell: Cell) -> str:
    """A column by its letters and what it is headed."""
    return f"{letters(column)} “{cell.text.strip()[:LONGEST_HEADING]}”"


def find_headings(grid: Grid, month: YearMonth | None = None) -> Headings | None:
    """The first row that says which columns hold a measure and a number.

    A column headed with a month may hold the numbers: of that month, or of any while it is not
    known which month is asked for.
    """
    for found in searched(grid):
        if month:
            found.settle(month)
        if found.is_complete:
            return found
    return None


def searched(grid: Grid) -> list[Headings]:
    """The rows in which headings are looked for, each read as if it were theirs."""
    return [
        read_headings(number, grid.rows[number]) for number in sorted(grid.rows)[:SEARCHED_ROWS]
    ]


def seen_words(grid: Grid) -> str:
    """The row that is most like one of headings: "row 1 has A “Code”; B “Total”"; or nothing."""
    rows = searched(grid)
    if not rows:
        return ""
    best = max(rows, key=lambda row: len(row.columns) + len(row.months))
    cells = list(grid.rows[best.row].items())[:MOST_SEEN]
    return f"row {best.row} has " + "; ".join(named(column, cell) for column, cell in cells)
