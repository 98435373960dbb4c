"""What does a published file say, row by row, and where exactly is it not as it should be?

Nothing is guessed at: a file with one wrong cell is refused whole, naming file, row and column.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone

from improvement.councils.published_files import FileFault, decoded
from improvement.rules.published import Published, PublishedError, parse_published
from scorecard.benchmarks.places import Place, Register, region_fault
from scorecard.benchmarks.soundness import cell_fault, file_faults
from scorecard.benchmarks.sources import Series, Source

LARGEST_FILE = 50 * 1024 * 1024
MOST_ROWS = 500_000
MOST_COLUMNS = 300
MOST_FAULTS = 20
MOST_REASONS = 60
# How the files begin that are often sent in place of a CSV file: zip and Excel, gzip, older Excel.
PACKED = (b"PK\x03\x04", b"\x1f\x8b", b"\xd0\xcf\x11\xe0")
UNLISTED = "of further places that are not on the register of today's authorities"
EARLIEST, LATEST = 1990, 2099
# Reading is about a third of the work; storing and comparing are the rest.
READING_SHARE = 0.3
LAYOUT = (
    "time_period", "time_identifier", "geographic_level", "country_name", "region_name",
    "old_la_code", "new_la_code", "la_name",
)  # fmt: skip
ONE_YEAR = re.compile(r"[0-9]{4}")
TWO_YEARS = re.compile(r"([0-9]{4})([0-9]{2})")
SINGLE_YEARS = frozenset({"reporting year", "calendar year"})
SPLIT_YEARS = frozenset({"financial year", "academic year", "tax year"})

Key = tuple[str, int, str]
Step = Callable[[float], None]


class RowFault(ValueError):
    """One thing wrong with one row, in words that name the column."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One published cell, its place and line, and whether several authorities share it."""

    place: Place
    published: Published
    line: int
    shared: str = ""


@dataclass(slots=True)
class Read:
    """All that a file says: cells by series, year and place, and what was passed over, and why."""

    cells: dict[Key, Cell] = field(default_factory=dict)
    rows: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    symbols: Counter[str] = field(default_factory=Counter)

    @property
    def years(self) -> list[int]:
        return sorted({year for _, year, _ in self.cells})


def text_of(content: bytes, file_name: str) -> str:
    """The file as text, or where it is none."""
    if len(content) > LARGEST_FILE:
        raise FileFault(file_name, [f"larger than {LARGEST_FILE // 1024**2} MB"])
    if content.startswith(PACKED):
        raise FileFault(file_name, ["a packed file or an Excel workbook, not a CSV file"])
    try:
        text = decoded(content)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise FileFault(file_name, [f"row {line}: not text that can be read"]) from error
    if "\x00" in text:
        line = text.count("\n", 0, text.index("\x00")) + 1
        raise FileFault(file_name, [f"row {line}: holds a character that is not text"])
    return text


def table_of(content: bytes, file_name: str) -> tuple[list[str], Iterator[tuple[int, list[str]]]]:
    """The header, and each row with its line; a row of another width is a fault."""
    lines = csv.reader(io.StringIO(text_of(content, file_name), newline=""), strict=True)
    try:
        header = [name.strip() for name in next(lines, [])]
    except csv.Error as error:
        raise FileFault(file_name, [unreadable(1, lines.line_num, error)]) from error
    if not header:
        raise FileFault(file_name, ["empty"])
    if len(header) > MOST_COLUMNS:
        raise FileFault(file_name, [f"more than {MOST_COLUMNS} columns"])
    return header, _rows(lines, len(header), file_name)


def _rows(lines: Any, width: int, file_name: str) -> Iterator[tuple[int, list[str]]]:
    last = 1
    try:
        for row in lines:
            last = lines.line_num
            if not any(row):
                continue
            if len(row) != width:
                told = f"row {last}: {len(row)} cells where the header has {width}"
                raise FileFault(file_name, [told])
            if last > MOST_ROWS:
                raise FileFault(file_name, [f"more than {MOST_ROWS:,} rows"])
            yield last, row
    except csv.Error as error:
        raise FileFault(file_name, [unreadable(last + 1, lines.line_num, error)]) from error


def unreadable(begins: int, ends: int, error: csv.Error) -> str:
    """Where a row cannot be parted into cells: a quotation mark may run over many lines."""
    where = f"row {begins}" if ends <= begins else f"rows {begins} to {ends}"
    return f"{where}: not parted into cells, look at the quotation marks ({error})"


def need_columns(header: Sequence[str], needed: Sequence[str], file_name: str) -> None:
    """Every column that is read must be there, and once."""
    if lacking := [name for name in dict.fromkeys(needed) if name not in header]:
        names = ", ".join(f"“{name}”" for name in lacking)
        raise FileFault(file_name, [f"row 1: no column {names}"])
    if twice := sorted(name for name, times in Counter(header).items() if name and times > 1):
        raise FileFault(file_name, [f"row 1: more than one column “{twice[0][:40]}”"])


def read_statistics(
    content: bytes, file_name: str, source: Source, register: Register, step: Step
) -> Read:
    """Read a file of the explore-education-statistics layout, or refuse it."""
    header, rows = table_of(content, file_name)
    columns = [name for one in source.series for name in (one.column, *one.where)]
    need_columns(header, [*LAYOUT, *columns], file_name)
    reader = StatisticsReader(source, register, header, timezone.localdate())
    lines = content.count(b"\n") or 1
    for line, row in rows:
        reader.take(line, row)
        if line % 200 == 0:
            step(READING_SHARE * min(1.0, line / lines))
        if len(reader.faults) >= MOST_FAULTS:
            break
    reader.finish()
    if reader.faults:
        raise FileFault(file_name, reader.faults)
    return reader.read


class StatisticsReader:
    """Goes through a file's rows, gathering cells, what is passed over, and faults."""

    def __init__(self, source: Source, register: Register, header: list[str], today: date) -> None:
        self.source, self.register, self.today = source, register, today
        self.at = {name: position for position, name in enumerate(header)}
        self.read = Read()
        self.faults: list[str] = []
        self.met: set[str] = set()
        self.authority_rows: Counter[tuple[str, int]] = Counter()

    def take(self, line: int, row: list[str]) -> None:
        """One row: its wanted cells, or why it is passed over, or its fault."""
        self.read.rows += 1
        try:
            self.take_row(line, row)
        except RowFault as fault:
            self.faults.append(f"row {line}, {fault}")

    def take_row(self, line: int, row: list[str]) -> None:
        wanted = [series for series in self.source.series if self.is_of(series, row)]
        if not wanted:
            self.read.skipped["of a breakdown that no measure asks for"] += 1
            return
        self.met |= {series.code for series in wanted}
        year = self.year_of(row)
        places, why_not = self.places_of(row)
        if why_not:
            self.pass_over(why_not)
        is_authority = self.level_of(row) == "local authority"
        self.authority_rows.update((one.code, year) for one in wanted if is_authority)
        for series in wanted:
            self.take_cell(series, year, places, line, row)

    def pass_over(self, why_not: str) -> None:
        """Count a reason; a file of places unheard of does not fill a page with their names."""
        is_listed = why_not in self.read.skipped or len(self.read.skipped) < MOST_REASONS
        self.read.skipped[why_not if is_listed else UNLISTED] += 1

    def cell(self, row: list[str], column: str) -> str:
        """What stands in a column; nothing where the file does not have it."""
        return row[self.at[column]].strip() if column in self.at else ""

    def is_of(self, series: Series, row: list[str]) -> bool:
        return all(self.cell(row, column) == value for column, value in series.where.items())

    def year_of(self, row: list[str]) -> int:
        """The year a period ends in: 2025 for "2025" and for the split year "202425"."""
        period, kind = self.cell(row, "time_period"), self.cell(row, "time_identifier").lower()
        split = TWO_YEARS.fullmatch(period) if kind in SPLIT_YEARS else None
        if kind not in SINGLE_YEARS | SPLIT_YEARS:
            raise RowFault(f"column time_identifier: “{kind[:30]}” is not a year that is read here")
        if kind in SINGLE_YEARS and ONE_YEAR.fullmatch(period):
            year = int(period)
        elif split and int(split[2]) == (int(split[1]) + 1) % 100:
            year = int(split[1]) + 1
        else:
            raise RowFault(f"column time_period: “{period[:30]}” is not a year")
        if not EARLIEST <= year <= LATEST:
            raise RowFault(f"column time_period: {year} is not between {EARLIEST} and {LATEST}")
        if self.source.period_end(year) > self.today:
            raise RowFault(f"column time_period: the period that {year} names is not over yet")
        return year

    def level_of(self, row: list[str]) -> str:
        return self.cell(row, "geographic_level").lower()

    def places_of(self, row: list[str]) -> tuple[list[Place], str]:
        """Where the row is of; with no place, why it is passed over."""
        level = self.level_of(row)
        if level == "national":
            return self.register.country(self.cell(row, "country_name"))
        region = self.cell(row, "region_name")
        if wrong := region_fault(self.cell(row, "region_code"), region):
            raise RowFault(wrong)
        if level == "regional":
            return self.register.region(region)
        if level != "local authority":
            return [], f"of the level “{level[:40]}”, which is not compared"
        names = ("old_la_code", "new_la_code", "la_name")
        number, code, name = (self.cell(row, column) for column in names)
        try:
            return self.register.authorities(number, code, name)
        except ValueError as error:
            raise RowFault(f"column new_la_code: {error}") from error

    def take_cell(
        self, series: Series, year: int, places: list[Place], line: int, row: list[str]
    ) -> None:
        try:
            published = parse_published(self.cell(row, series.column))
        except PublishedError as error:
            raise RowFault(f"column {series.column}: {error.message}") from error
        if wrong := cell_fault(series, published):
            raise RowFault(f"column {series.column}: {wrong}")
        shared = self.cell(row, "new_la_code") if len(places) > 1 else ""
        for place in places:
            key = (series.code, year, place.key)
            if earlier := self.read.cells.get(key):
                told = f"{place.name} is already given for {year} by row {earlier.line}"
                raise RowFault(f"column {series.column}: {told}")
            self.read.cells[key] = Cell(place, published, line, shared)
        if published.symbol and places:
            self.read.symbols[published.symbol] += 1

    def finish(self) -> None:
        """A file in which nothing is what was looked for is not the file that was declared.

        What can only be told of a whole file is looked at once its rows are sound.
        """
        for series in self.source.series:
            if series.code not in self.met:
                where = ", ".join(f"{name} = “{value}”" for name, value in series.where.items())
                told = f"no row has {where}" if where else "no rows under the header"
                self.faults.append(told)
        if not self.faults:
            self.faults += file_faults(self.source, self.read.cells, self.authority_rows)
