"""How is a workbook made whose numbers are numbers and whose text stays text?

The pieces that an Excel export is put together from.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from math import ceil
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

# Text stays text: nothing keyed anywhere may turn into a formula or a link.
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
TONES = {"red": "#B3261E", "amber": "#8A5300", "green": "#0F7A52", "blue": "#1D5FA8"}
FONT = "Arial"
WIDEST = 60
# A sheet of many columns is printed on A3, its texts in more lines, so that it can be read.
MANY, WIDEST_OF_MANY = 12, 30
A4, A3 = 9, 8
# In points; the format allows no row to be higher.
LINE, HIGHEST = 13.5, 409


@dataclass(frozen=True, slots=True)
class Number:
    """A number with how many decimals it shows, and whether it is a percentage."""

    value: str | None
    decimals: int = 0
    is_percent: bool = False
    printed: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A rating: its word, with the colour only as help."""

    key: str
    word: str


@dataclass(frozen=True, slots=True)
class Day:
    """A date as a date; its words where there is none."""

    iso: str | None
    words: str


Cell = str | int | Number | Mark | Day


class Book:
    """A workbook that remembers the formats it has made."""

    def __init__(self, workbook: "Workbook") -> None:
        self.workbook = workbook
        self.made: dict[tuple, Format] = {}

    def style(self, **properties: Any) -> "Format":
        """A format, made once."""
        key = tuple(sorted(properties.items()))
        if key not in self.made:
            common = {"font_name": FONT, "font_size": 10, "valign": "top", "text_wrap": True}
            self.made[key] = self.workbook.add_format(common | properties)
        return self.made[key]

    def write(self, sheet: "Worksheet", row: int, column: int, cell: Cell) -> None:
        """One cell, by what it is."""
        if isinstance(cell, Number):
            self.write_number(sheet, row, column, cell)
        elif isinstance(cell, Mark):
            tone = TONES.get(cell.key, "#47585E")
            sheet.write_string(row, column, cell.word, self.style(bold=True, font_color=tone))
        elif isinstance(cell, Day) and cell.iso:
            day = datetime.fromisoformat(cell.iso)
            shown = self.style(num_format="d mmmm yyyy", align="left")
            sheet.write_datetime(row, column, day, shown)
        elif isinstance(cell, int):
            sheet.write_number(row, column, cell, self.style(num_format="#,##0"))
        else:
            words = cell.words if isinstance(cell, Day) else cell
            sheet.write_string(row, column, words, self.style())

    def write_number(self, sheet: "Worksheet", row: int, column: int, cell: Number) -> None:
        """A number in its unit; what is printed in its place where there is none."""
        if cell.value is None:
            sheet.write_string(row, column, cell.printed, self.style(align="right"))
            return
        digits = "#,##0" + ("." + "0" * cell.decimals if cell.decimals else "")
        shown = f'{digits}"%"' if cell.is_percent else digits
        sheet.write_number(row, column, Decimal(cell.value), self.style(num_format=shown))

    def sheet(
        self, name: str, header: Sequence[str], rows: Iterable[Sequence[Cell]], note: str = ""
    ) -> None:
        """A table: a heading that stays in sight, a filter, columns as wide as what is in them."""
        sheet = self.workbook.add_worksheet(name)
        held, is_wide = [list(row) for row in rows], len(header) > MANY
        widest = WIDEST_OF_MANY if is_wide else WIDEST
        widths = [
            min(width_of(words, [row[column] for row in held]), widest)
            for column, words in enumerate(header)
        ]
        for column, words in enumerate(header):
            sheet.write_string(0, column, words, self.style(bold=True, bottom=1))
            sheet.set_column(column, column, widths[column])
        for number, row in enumerate(held, start=1):
            sheet.set_row(number, height_of(row, widths))
            for column, cell in enumerate(row):
                self.write(sheet, number, column, cell)
        if not held:
            sheet.write_string(1, 0, note, self.workbook.add_format({"font_name": FONT}))
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(len(held), 1), len(header) - 1)
        sheet.set_landscape()
        sheet.set_paper(A3 if is_wide else A4)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)


def width_of(header: str, cells: Sequence[Cell]) -> float:
    """A column wide enough to read on one line."""
    longest = max((len(text_of(cell)) for cell in cells), default=0)
    return max(longest, len(header) + 3) * 1.05 + 2


def height_of(row: Sequence[Cell], widths: Sequence[float]) -> float:
    """A row high enough for its longest text: not every reader works that out by itself."""
    lines = (lines_of(text_of(cell), width) for cell, width in zip(row, widths, strict=True))
    return min(max(lines, default=1) * LINE, HIGHEST)


def lines_of(text: str, width: float) -> int:
    """About how many lines a text takes in a column."""
    room = max(int(width), 1)
    return sum(ceil(max(len(part), 1) / room) for part in text.splitlines() or [""])


def text_of(cell: Cell) -> str:
    """About what a cell shows."""
    if isinstance(cell, Mark):
        return cell.word
    if isinstance(cell, Day):
        return cell.words
    return (cell.printed or str(cell.value)) if isinstance(cell, Number) else str(cell)
