"""Which measure is each row of a file of, and what does the file say of it?

Nothing is guessed: a row of an unknown measure, a measure given twice, a cell that is no number
as it stands are each refused by address.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from improvement.councils.models import Council
from improvement.rules.month import Month
from improvement.rules.number import MISSING_WORDS
from scorecard.entry.sheet import Cells
from scorecard.models import AdoptedMeasure
from scorecard.uploads.headings import (
    CODE,
    COMMENT,
    DENOMINATOR,
    FIGURE,
    NAME,
    NUMERATOR,
    REASON,
    Headings,
    find_headings,
    normal,
    seen_words,
)
from scorecard.uploads.table import EMPTY, Cell, FileRefused, Grid, Kind, Row, Table, letters

# How the template names itself above its headings.
TITLE = re.compile(r"(.+): monthly return for ([A-Z][a-z]+ [0-9]{4})")
FIELDS = {NUMERATOR: "numerator", DENOMINATOR: "denominator", REASON: "missing", COMMENT: "comment"}
NUMBERS = (NUMERATOR, FIGURE, DENOMINATOR)
SHOWN = 40
NO_NUMBER = {
    Kind.DATE: "{} is a date, not a number.",
    Kind.ERROR: "{} is an error, not a number.",
    Kind.TRUTH: "{} is not a number.",
    Kind.SCALED: "this cell is shown in thousands, so it is unclear what {} means. "
    "Show the whole number.",
}
NOT_WORKED_OUT = (
    "this formula has not been worked out. Open the file in Excel, save it and upload it again."
)
HEADINGS_NEEDED = (
    "No row of headings was found. The file needs a column headed Code or Measure, and one "
    "headed Numerator, Figure or with this month. The template of this month has them."
)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something in the file that cannot be used: where it is, and why."""

    where: str
    message: str
    label: str = ""

    def __str__(self) -> str:
        said = f"{self.where}: {self.message}" + (f" ({self.label})" if self.label else "")
        return said[:1].upper() + said[1:]


@dataclass(frozen=True, slots=True)
class Given:
    """What a file says of one measure, and where each part of it stands."""

    measure: AdoptedMeasure
    where: str
    cells: Cells
    at: Mapping[str, str] = field(default_factory=dict)

    def address(self, name: str) -> str:
        """Where one part stands; the row when it has no cell of its own."""
        return self.at.get(name, self.where)


@dataclass(slots=True)
class Matched:
    """A file as rows of measures, what of it is refused, and what was passed over."""

    given: list[Given] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


class Finder:
    """The council's measures by code and by name."""

    def __init__(self, measures: Iterable[AdoptedMeasure]) -> None:
        measures = list(measures)
        self.by_code = {one.code.casefold(): one for one in measures}
        self.by_both = {normal(f"{one.code} {one.name}"): one for one in measures}
        self.by_name: dict[str, AdoptedMeasure | None] = {}
        for one in measures:
            name = normal(one.name)
            self.by_name[name] = None if name in self.by_name else one

    def find(self, code: str, name: str) -> AdoptedMeasure | str:
        """The measure, or why there is none."""
        code, name = code.strip(), name.strip()
        if not code and not name:
            return "this row has figures but names no measure."
        if not code:
            return self.one(name) or self.stranger(
                name, f"“{short(name)}” is not a measure in use."
            )
        found, named = self.one(code), self.one(name)
        if found is None:
            words = f"“{short(code)}” is not the code of a measure in use."
            return self.stranger(code, words)
        if named is not None and named != found:
            return f"the code says {found.code}, but the name is that of {named.code}."
        return found

    def one(self, text: str) -> AdoptedMeasure | None:
        """The measure of a cell that holds a code, a name, or both as the sheet prints them."""
        words = normal(text)
        by_code = self.by_code.get(text.casefold())
        return by_code or self.by_both.get(words) or self.by_name.get(words)

    def stranger(self, text: str, otherwise: str) -> str:
        """Why a cell names no one measure."""
        if normal(text) in self.by_name:
            return f"more than one measure is called “{short(text)}”. Give its code."
        return otherwise


def short(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def match(
    table: Table, measures: Iterable[AdoptedMeasure], *, council: Council, month: Month
) -> Matched:
    """Every row with figures as a measure's; a file without headings, or of another month, is not
    read at all."""
    found, finder = Matched(notes=list(table.notes)), Finder(measures)
    read = [
        (grid, headings)
        for grid in table.grids
        if (headings := find_headings(grid, (month.year, month.number)))
    ]
    if not read:
        raise FileRefused(" ".join([HEADINGS_NEEDED, *seen_in(table), *table.notes]))
    for grid, headings in read:
        refuse_other_return(grid, headings, council, month)
        refuse_twice(grid, headings)
        if headings.unknown:
            at = f" of the sheet “{grid.name}”" if grid.name else ""
            words = "; ".join(headings.unread)
            found.notes.append(f"These columns{at} were not read: {words}.")
        match_grid(grid, headings, finder, found)
    refuse_repeated(found)
    return found


def seen_in(table: Table) -> list[str]:
    """What stands where headings were looked for, sheet by sheet."""
    found = [(grid, seen_words(grid)) for grid in table.grids]
    return [
        f"{f'In the sheet “{grid.name}” ' if grid.name else ''}{words}."
        for grid, words in found
        if words
    ]


def refuse_other_return(grid: Grid, headings: Headings, council: Council, month: Month) -> None:
    """A template says which return it is for; its figures belong to no other."""
    above = (row for number, row in grid.rows.items() if number < headings.row)
    for cell in (cell for row in above for cell in row.values()):
        title = TITLE.fullmatch(cell.text.strip())
        if title and (title[1], title[2]) != (str(council), month.label):
            raise FileRefused(
                f"This is the template of {title[1]} for {title[2]}. "
                f"Nothing was read: this page is for {council}, {month.label}."
            )


def refuse_twice(grid: Grid, headings: Headings) -> None:
    """Two columns for one thing: which of them counts?"""
    for role, first, second in headings.twice:
        raise FileRefused(
            f"Columns {letters(first)} and {letters(second)} of row {headings.row} are both "
            f"headed as the {role}. Keep one of them."
        )


def match_grid(grid: Grid, headings: Headings, finder: Finder, found: Matched) -> None:
    for number in sorted(grid.rows):
        if number > headings.row:
            reader = RowReader(grid, headings, number)
            if reader.has_figures:
                reader.read(finder, found)


class RowReader:
    """One row below the headings."""

    def __init__(self, grid: Grid, headings: Headings, number: int) -> None:
        self.grid, self.line = grid, number
        self.columns = headings.columns
        self.row: Row = grid.rows[number]
        self.refused: list[Refusal] = []

    def cell(self, role: str) -> Cell:
        return self.row.get(self.columns[role], EMPTY) if role in self.columns else EMPTY

    def address(self, role: str) -> str:
        return self.grid.address(self.line, self.columns[role])

    @property
    def has_figures(self) -> bool:
        return any(not self.cell(role).is_empty for role in (*NUMBERS, REASON, COMMENT))

    def read(self, finder: Finder, found: Matched) -> None:
        """The row as a measure's, or a refusal for each cell that stands in the way."""
        where = self.grid.row_address(self.line)
        measure = finder.find(self.cell(CODE).text, self.cell(NAME).text)
        if isinstance(measure, str):
            found.refused.append(Refusal(self.named_at(where), measure))
            return
        cells = self.cells(measure)
        if self.refused:
            found.refused += self.refused
            return
        at = {FIELDS[role]: self.address(role) for role in FIELDS if role in self.columns}
        if not self.text_in(NUMERATOR) and self.text_in(FIGURE):
            at["numerator"] = self.address(FIGURE)
        found.given.append(Given(measure, where, cells, at))

    def named_at(self, where: str) -> str:
        """The cell that names the measure, when one does."""
        role = next((one for one in (CODE, NAME) if self.text_in(one)), "")
        return self.address(role) if role else where

    def text_in(self, role: str) -> str:
        return self.cell(role).text.strip()

    def cells(self, measure: AdoptedMeasure) -> Cells:
        """What the row says, as it would be typed into the sheet."""
        self.check_merged(measure)
        top = self.top(measure)
        whole = self.number(DENOMINATOR, measure)
        if whole and not measure.measure.takes_two_numbers and not is_missing(whole):
            self.refuse(DENOMINATOR, "this measure takes one number, so leave this empty.", measure)
        return Cells(
            numerator=top,
            denominator=whole if measure.measure.takes_two_numbers else "",
            missing=reason_in(self.words(REASON, measure)),
            comment=self.words(COMMENT, measure).replace("\r\n", "\n").replace("\r", "\n"),
        )

    def top(self, measure: AdoptedMeasure) -> str:
        """The numerator, or the one number of a measure that has no other."""
        if measure.measure.takes_two_numbers:
            if self.text_in(FIGURE) and not (self.text_in(NUMERATOR) or self.text_in(DENOMINATOR)):
                said = "this measure is worked out from two numbers. Give both of them."
                self.refuse(FIGURE, said, measure)
                return ""
            return self.number(NUMERATOR, measure)
        top, figure = self.number(NUMERATOR, measure), self.number(FIGURE, measure)
        if top and figure and top != figure:
            said = f"{short(figure)} here, but {short(top)} in {self.address(NUMERATOR)}. Keep one."
            self.refuse(FIGURE, said, measure)
        return top or figure

    def number(self, role: str, measure: AdoptedMeasure) -> str:
        """A cell that should hold a number, as text for the one strict parser."""
        cell = self.cell(role)
        if cell.kind is Kind.FORMULA:
            self.refuse(role, NOT_WORKED_OUT, measure)
        elif cell.kind is not Kind.PLAIN:
            self.refuse(role, NO_NUMBER[cell.kind].format(short(cell.text)), measure)
        return cell.text.strip()

    def words(self, role: str, measure: AdoptedMeasure) -> str:
        """A cell that holds words; a date among them is one too."""
        cell = self.cell(role)
        if cell.kind is Kind.FORMULA:
            self.refuse(role, NOT_WORKED_OUT, measure)
        elif cell.kind is Kind.ERROR:
            self.refuse(role, f"{short(cell.text)} is an error.", measure)
        return cell.text.strip()

    def check_merged(self, measure: AdoptedMeasure) -> None:
        """A number that stands in several cells at once belongs to none of them."""
        for role in (one for one in (*NUMBERS, REASON) if one in self.columns):
            for area in self.grid.merged:
                if area.holds(self.line, self.columns[role]):
                    said = f"{area} is one merged cell. Unmerge it and give each figure its own."
                    self.refuse(role, said, measure)
                    return

    def refuse(self, role: str, message: str, measure: AdoptedMeasure) -> None:
        label = f"{measure.code} {measure.name}"
        self.refused.append(Refusal(self.address(role), message, label))


def is_missing(text: str) -> bool:
    return text.casefold() in MISSING_WORDS


def reason_in(text: str) -> str:
    """A reason by its word; anything else stays as it is, for the sheet's own reading to refuse."""
    reason = MISSING_WORDS.get(text.casefold())
    return reason.value if reason else text


def refuse_repeated(found: Matched) -> None:
    """A measure given twice: neither row is taken."""
    first: dict[int, Given] = {}
    twice: set[int] = set()
    for given in found.given:
        before = first.setdefault(given.measure.pk, given)
        if before is not given:
            twice.add(given.measure.pk)
            label = f"{given.measure.code} {given.measure.name}"
            said = f"{given.measure.code} is given in {before.where} as well. Keep one of the two."
            found.refused.append(Refusal(given.where, said, label))
    found.given = [given for given in found.given if given.measure.pk not in twice]
