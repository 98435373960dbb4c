"""What was found in an uploaded file, as plain cells that each know their address?

The process that reads the file and the one that asked for it both use this: the standard library
is all it needs.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

LETTERS = 26
REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


class FileRefused(Exception):
    """A file that cannot be read; the message says what it is and what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Kind(StrEnum):
    """What a cell holds when it is not plainly a text or a number."""

    PLAIN = ""
    DATE = "date"
    ERROR = "error"
    FORMULA = "formula"
    TRUTH = "truth"
    SCALED = "scaled"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as a person reads it, and what kind of thing it is."""

    text: str = ""
    kind: Kind = Kind.PLAIN

    @property
    def is_empty(self) -> bool:
        return not self.text.strip() and self.kind is Kind.PLAIN


EMPTY = Cell()
Row = dict[int, Cell]


@dataclass(frozen=True, slots=True)
class Area:
    """A block of merged cells, corners included."""

    top: int
    left: int
    bottom: int
    right: int

    def holds(self, row: int, column: int) -> bool:
        return self.top <= row <= self.bottom and self.left <= column <= self.right

    def __str__(self) -> str:
        return f"{letters(self.left)}{self.top}:{letters(self.right)}{self.bottom}"


@dataclass(slots=True)
class Grid:
    """One sheet: its rows by number, each of them its cells by column; both count from 1."""

    name: str = ""
    rows: dict[int, Row] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)

    def address(self, row: int, column: int) -> str:
        """ "Sheet 1, D14"; a CSV has one sheet and no name for it."""
        place = f"{letters(column)}{row}"
        return f"{self.name}, {place}" if self.name else place

    def row_address(self, row: int) -> str:
        return f"{self.name}, row {row}" if self.name else f"row {row}"


@dataclass(slots=True)
class Table:
    """The sheets of a file that hold figures, and what was passed over."""

    grids: list[Grid] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def cells(self) -> Iterator[Cell]:
        return (cell for grid in self.grids for row in grid.rows.values() for cell in row.values())


def letters(column: int) -> str:
    """A column's letters.

    >>> letters(4), letters(16384)
    ('D', 'XFD')
    """
    name = ""
    while column > 0:
        column, rest = divmod(column - 1, LETTERS)
        name = chr(ord("A") + rest) + name
    return name


def place_of(reference: str) -> tuple[int, int] | None:
    """Row and column of "D14"; nothing for what is no reference.

    >>> place_of("D14"), place_of("14")
    ((14, 4), None)
    """
    match = REFERENCE.fullmatch(reference.replace("$", ""))
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * LETTERS + ord(letter) - ord("A") + 1
    return int(match[2]), column


def to_json(table: Table) -> str:
    """The table as one process hands it to the other."""
    grids = [
        {
            "name": grid.name,
            "rows": [
                [number, [[column, cell.text, cell.kind] for column, cell in row.items()]]
                for number, row in grid.rows.items()
            ],
            "merged": [[one.top, one.left, one.bottom, one.right] for one in grid.merged],
        }
        for grid in table.grids
    ]
    return json.dumps({"grids": grids, "notes": table.notes}, separators=(",", ":"))


def from_json(text: str | bytes) -> Table:
    """The table the other process handed over, or the refusal it came to."""
    found = json.loads(text)
    if "refused" in found:
        raise FileRefused(found["refused"])
    grids = [
        Grid(
            one["name"],
            {number: row_from(cells) for number, cells in one["rows"]},
            [Area(*corners) for corners in one["merged"]],
        )
        for one in found["grids"]
    ]
    return Table(grids, found["notes"])


def row_from(cells: list[list]) -> Row:
    return {column: Cell(text, Kind(kind)) for column, text, kind in cells}
