"""What stands in the cells of an Excel workbook, exactly as stored and as shown?

Our own reader, because the usual ones lose what a strict reading needs: whether 0.92 is shown as
92%, whether a formula was ever worked out, which cells are merged. It streams, and stops at the
first cell no return could have.
"""

import re
from typing import IO

from scorecard.uploads.delimited import check_size
from scorecard.uploads.headings import find_headings, seen_words
from scorecard.uploads.limits import (
    LONGEST_CELL,
    LONGEST_NAME,
    MOST_COLUMNS,
    MOST_ROWS,
    MOST_SHEETS,
    MOST_STRINGS,
)
from scorecard.uploads.numberformat import BUILT_IN, number_cell
from scorecard.uploads.package import DAMAGED, Package, parser_of
from scorecard.uploads.table import Area, Cell, FileRefused, Grid, Kind, Table, place_of

ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
TRUE = {"1", "true"}
GUIDE = "How to fill this in"


def read_workbook(file: IO[bytes]) -> Table:
    """Every visible sheet that has headings; the others are named."""
    package = Package(file)
    book = Book(package)
    table = Table()
    for name, place, is_hidden in book.sheets:
        if is_hidden:
            table.notes.append(f"The hidden sheet “{name}” was not read.")
            continue
        grid = SheetReader(name, book).read(package, place)
        if find_headings(grid):
            table.grids.append(grid)
        elif name != GUIDE and grid.rows:
            table.notes.append(
                f"The sheet “{name}” was not read: it has no headings for figures; "
                f"its {seen_words(grid)}."
            )
    return table


class Book:
    """What the sheets share: their names, the strings, the number formats, the calendar."""

    def __init__(self, package: Package) -> None:
        self.sheets: list[tuple[str, str, bool]] = []
        self.is_1904 = self.is_stale = False
        self.place = next(
            (at for kind, at in package.related("").values() if kind == "officeDocument"), ""
        )
        self.related = package.related(self.place)
        package.read(self.place, parser_of(self.start))
        self.strings = self.part(package, "sharedStrings", Strings()).found
        self.formats = self.part(package, "styles", Styles()).found

    def start(self, tag: str, told: dict[str, str]) -> None:
        if tag == "workbookPr":
            self.is_1904 = told.get("date1904", "") in TRUE
        elif tag == "calcPr":
            # Its writer works nothing out: what stands beside a formula is no result.
            self.is_stale = told.get("fullCalcOnLoad", "") in TRUE
        elif tag == "sheet":
            self.add_sheet(told)

    def add_sheet(self, told: dict[str, str]) -> None:
        """A worksheet; charts and macros are no tables."""
        kind, place = self.related.get(told.get("id", ""), ("", ""))
        if kind != "worksheet":
            return
        if len(self.sheets) == MOST_SHEETS:
            raise FileRefused(
                f"This workbook has more than {MOST_SHEETS} sheets. "
                "Copy the sheet with figures to a new workbook."
            )
        name, state = told.get("name", "")[:LONGEST_NAME], told.get("state", "visible")
        self.sheets.append((name, place, state != "visible"))

    def part(self, package: Package, kind: str, reader: "Strings | Styles") -> "Strings | Styles":
        """Read a shared part, when the workbook has one."""
        place = next((at for one, at in self.related.values() if one == kind), "")
        if place:
            package.read(place, parser_of(reader.start, reader.end, reader.text))
        return reader


class Strings:
    """The texts that cells refer to by number; what is read aloud beside them is left out."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self.collected = Collected()
        self.is_text = self.is_aside = False

    def start(self, tag: str, told: dict[str, str]) -> None:
        if tag == "si":
            self.collected = Collected()
        self.is_aside = self.is_aside or tag == "rPh"
        self.is_text = tag == "t" and not self.is_aside

    def text(self, text: str) -> None:
        if self.is_text:
            self.collected.add(text)

    def end(self, tag: str) -> None:
        self.is_text = False
        if tag == "rPh":
            self.is_aside = False
        elif tag == "si":
            self.found.append(unescaped(str(self.collected)))
            if len(self.found) > MOST_STRINGS:
                raise FileRefused(
                    "This workbook holds far more words than any return. "
                    "Copy the sheet with figures to a new workbook."
                )


class Collected:
    """A text that arrives in pieces, and is cut once it is longer than any cell of ours."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.length = 0

    def add(self, text: str) -> None:
        if self.length <= LONGEST_CELL:
            self.pieces.append(text[: LONGEST_CELL + 1])
            self.length += len(text)

    def __str__(self) -> str:
        return "".join(self.pieces)[: LONGEST_CELL + 1]


class Styles:
    """The number format of each cell style, by its number."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self.codes = dict(BUILT_IN)
        self.is_in_use = False

    def start(self, tag: str, told: dict[str, str]) -> None:
        if tag == "numFmt":
            self.codes[whole(told.get("numFmtId", ""))] = told.get("formatCode", "")
        elif tag == "cellXfs":
            self.is_in_use = True
        elif tag == "xf" and self.is_in_use:
            self.found.append(self.codes.get(whole(told.get("numFmtId", "")), ""))

    def end(self, tag: str) -> None:
        self.is_in_use = self.is_in_use and tag != "cellXfs"

    def text(self, text: str) -> None:
        """Styles hold no text."""


class SheetReader:
    """One sheet, cell by cell."""

    def __init__(self, name: str, book: Book) -> None:
        self.book, self.grid = book, Grid(name)
        self.row = self.column = self.cells = 0
        self.told: dict[str, str] = {}
        self.value, self.is_formula = Collected(), False
        self.is_open = self.is_aside = self.has_value = False

    def read(self, package: Package, place: str) -> Grid:
        package.read(place, parser_of(self.start, self.end, self.text))
        return self.grid

    def start(self, tag: str, told: dict[str, str]) -> None:
        if handler := self.STARTS.get(tag):
            handler(self, told)

    def start_dimension(self, told: dict[str, str]) -> None:
        """What the sheet says of its own size is judged before its cells are read."""
        place = place_of(told.get("ref", "").rpartition(":")[2])
        if place and (place[0] > MOST_ROWS or place[1] > MOST_COLUMNS):
            raise FileRefused(
                f"The sheet “{self.grid.name}” reaches to cell {told['ref'].rpartition(':')[2]}, "
                f"and a return needs at most {MOST_ROWS:,} rows and {MOST_COLUMNS} columns. "
                "Copy the figures to a new workbook."
            )

    def start_row(self, told: dict[str, str]) -> None:
        self.row = whole(told["r"]) if "r" in told else self.row + 1
        self.column = 0

    def start_cell(self, told: dict[str, str]) -> None:
        place = place_of(told["r"]) if "r" in told else (self.row, self.column + 1)
        if place is None:
            raise FileRefused(DAMAGED)
        self.row, self.column = place
        self.told, self.value = told, Collected()
        self.is_formula = self.has_value = False

    def start_formula(self, told: dict[str, str]) -> None:
        self.is_formula = True

    def start_value(self, told: dict[str, str]) -> None:
        self.is_open = not self.is_aside
        self.has_value = True

    def start_aside(self, told: dict[str, str]) -> None:
        self.is_aside = True

    def start_merge(self, told: dict[str, str]) -> None:
        first, _, last = told.get("ref", "").partition(":")
        corner, other = place_of(first), place_of(last or first)
        if corner and other and corner[0] <= MOST_ROWS:
            self.grid.merged.append(Area(*corner, *other))

    def text(self, text: str) -> None:
        if self.is_open:
            self.value.add(text)

    def end(self, tag: str) -> None:
        if tag in ("v", "t"):
            self.is_open = False
        elif tag == "rPh":
            self.is_aside = False
        elif tag == "c":
            self.keep(self.cell())

    def keep(self, cell: Cell) -> None:
        if cell.is_empty:
            return
        self.cells += 1
        try:
            check_size(self.row, self.column, self.cells)
        except FileRefused as refusal:
            raise FileRefused(f"In the sheet “{self.grid.name}”: {refusal.message}") from refusal
        self.grid.rows.setdefault(self.row, {})[self.column] = cell

    def cell(self) -> Cell:
        """The cell that has just ended, as a person sees it."""
        raw, kind = str(self.value), self.told.get("t", "n")
        if self.is_formula and (self.book.is_stale or not self.has_value):
            return Cell(kind=Kind.FORMULA)
        if not raw:
            return Cell()
        if kind == "s":
            return Cell(self.shared(raw))
        if kind == "n":
            return number_cell(raw.strip(), self.format(), is_1904=self.book.is_1904)
        if kind == "b":
            return Cell("TRUE" if raw.strip() == "1" else "FALSE", Kind.TRUTH)
        if kind in ("d", "e"):
            return Cell(raw, Kind.DATE if kind == "d" else Kind.ERROR)
        return Cell(unescaped(raw))

    def shared(self, raw: str) -> str:
        number = whole(raw)
        if number >= len(self.book.strings):
            raise FileRefused(DAMAGED)
        return self.book.strings[number]

    def format(self) -> str:
        style = whole(self.told.get("s", "0"))
        return self.book.formats[style] if style < len(self.book.formats) else ""

    STARTS = {
        "dimension": start_dimension,
        "row": start_row,
        "c": start_cell,
        "f": start_formula,
        "v": start_value,
        "t": start_value,
        "rPh": start_aside,
        "mergeCell": start_merge,
    }


def whole(text: str) -> int:
    """A counting number as workbooks write them."""
    text = text.strip()
    if not (text.isascii() and text.isdigit() and len(text) <= len("1048576")):
        raise FileRefused(DAMAGED)
    return int(text)


def unescaped(text: str) -> str:
    """A text without the workbook's own escapes (_x000D_ is a carriage return)."""
    return ESCAPED.sub(letter_of, text)


def letter_of(match: re.Match[str]) -> str:
    """The letter an escape stands for; half a letter or a control character is none."""
    letter = chr(int(match[1], 16))
    return letter if letter.isprintable() or letter in "\t\n\r" else ""
