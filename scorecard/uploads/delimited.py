"""How is a CSV read, whichever spreadsheet wrote it: its encoding, its separator, its rows?"""

import csv
import io

from scorecard.uploads.headings import SEARCHED_ROWS, find_headings
from scorecard.uploads.limits import LONGEST_CELL, MOST_CELLS, MOST_COLUMNS, MOST_ROWS
from scorecard.uploads.table import Cell, FileRefused, Grid, Table, letters

SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs"}
BYTE_ORDER_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
NOT_TEXT = "This is not a text file that can be read. Save it in your spreadsheet as .xlsx."


def decoded(data: bytes) -> str:
    """The text by its own mark, or as UTF-8, or as Windows writes it; never a guess beyond that."""
    encodings = [name for mark, name in BYTE_ORDER_MARKS.items() if data.startswith(mark)]
    for encoding in encodings or ["utf-8", "cp1252"]:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise FileRefused(NOT_TEXT)


def read_delimited(data: bytes) -> Table:
    """The one sheet of a CSV."""
    return Table([chosen(decoded(data))])


def chosen(text: str) -> Grid:
    """The sheet by the one separator under which it has headings."""
    read, refusals = {}, {}
    for separator in SEPARATORS:
        try:
            read[separator] = parsed(text, separator)
        except FileRefused as refusal:
            refusals[separator] = refusal
    fitting = [separator for separator, grid in read.items() if find_headings(grid)]
    if len(fitting) == 1:
        return read[fitting[0]]
    if fitting:
        words = " or ".join(SEPARATORS[one] for one in fitting)
        raise FileRefused(f"It is unclear whether {words} separate the columns. Save it as .xlsx.")
    if refusals:
        raise next(iter(refusals.values()))
    return max(read.values(), key=width)


def width(grid: Grid) -> int:
    """How many columns the first rows have."""
    return max((len(grid.rows[number]) for number in sorted(grid.rows)[:SEARCHED_ROWS]), default=0)


def parsed(text: str, separator: str) -> Grid:
    """Every row that holds anything; a quotation mark out of place refuses the file."""
    csv.field_size_limit(LONGEST_CELL)
    grid, cells = Grid(), 0
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    number = 0
    try:
        for number, line in enumerate(lines, start=1):
            row = {n: Cell(one) for n, one in enumerate(line, start=1) if one.strip()}
            cells += len(row)
            check_size(number if row else 0, max(row, default=0), cells)
            if row and not is_directive(number, line):
                grid.rows[number] = row
    except csv.Error as fault:
        raise FileRefused(said_of(fault, number + 1)) from fault
    return grid


def is_directive(number: int, line: list[str]) -> bool:
    """ "sep=;" in the first row is a word to Excel, not a row."""
    return number == 1 and line[0].strip().casefold().startswith("sep=") and not any(line[1:])


def said_of(fault: csv.Error, number: int) -> str:
    """What to mend, in our words."""
    if "field larger" in str(fault):
        return f"Row {number} has a cell of more than {LONGEST_CELL:,} characters. Shorten it."
    return f"Row {number} has a quotation mark that does not close. Save the file as .xlsx."


def check_size(row: int, column: int, cells: int) -> None:
    """A return is a small table; more than this is another file."""
    if row > MOST_ROWS:
        raise FileRefused(
            f"It has figures or words below row {MOST_ROWS:,}, more than any return needs. "
            "Copy the rows with figures to a new file."
        )
    if column > MOST_COLUMNS:
        raise FileRefused(
            f"It has figures or words beyond column {letters(MOST_COLUMNS)}, more than any "
            "return needs. Copy the columns with figures to a new file."
        )
    if cells > MOST_CELLS:
        raise FileRefused(
            f"It has more than {MOST_CELLS:,} filled cells, more than any return needs. "
            "Copy the rows with figures to a new file."
        )
