"""What does a file of published outcomes say, row by row, and where is it not as it should be?

Nothing is guessed at: a file with one wrong cell is refused whole, naming row and column.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from improvement.councils.models import Council
from improvement.councils.published_files import FileFault, decoded
from inspections.models import JudgementArea, JudgementSet
from inspections.outcomes.words import area_words, column_meaning, day_of, grade_of, kind_of, plain

MEGABYTE = 1024 * 1024
LARGEST_FILE = 5 * MEGABYTE
MOST_ROWS, MOST_COLUMNS, MOST_FAULTS = 20_000, 100, 20
SHOWN = 40
NEEDED = {"gss": "Council GSS", "kind": "Kind", "start": "Start"}
GSS = re.compile(r"[A-Z][0-9]{8}")

Key = tuple[int, str, date]


class CellFault(ValueError):
    """One wrong cell."""

    def __init__(self, column: str, told: str) -> None:
        super().__init__(f"{column}: {told}")


@dataclass(frozen=True, slots=True)
class PublishedRow:
    """One row: an inspection of an authority with the grades that are given."""

    line: int
    council: Council
    kind: str
    started: date
    ended: date | None
    published: date | None
    grades: Mapping[str, str]

    @property
    def key(self) -> Key:
        """By what a result is known."""
        return self.council.pk, self.kind, self.started


@dataclass(slots=True)
class Read:
    """All that a file says, and what was passed over."""

    rows: list[PublishedRow] = field(default_factory=list)
    lines: int = 0
    passed_over: Counter[str] = field(default_factory=Counter)
    unread: list[str] = field(default_factory=list)


class Frameworks:
    """Every framework with grades, read once. Queries: 1."""

    def __init__(self) -> None:
        self.areas = list(JudgementArea.objects.select_related("judgement_set"))
        self.sets = {one.judgement_set_id: one.judgement_set for one in self.areas}

    def covering(self, kind: str, day: date) -> JudgementSet | None:
        """The framework of this kind and day."""
        return next((one for one in self.sets.values() if covers(one, kind, day)), None)

    def judged_by(self, own: JudgementSet) -> set[str]:
        """The codes of what it judges."""
        return {one.code for one in self.areas if one.judgement_set_id == own.pk}


def covers(own: JudgementSet, kind: str, day: date) -> bool:
    """Was it in force for this kind on this day?"""
    begun = own.first_day is None or own.first_day <= day
    return kind in own.kinds and begun and (own.last_day is None or day <= own.last_day)


def read_outcomes(content: bytes, file_name: str) -> Read:
    """Read a file, or refuse it with every fault found (up to twenty). Queries: 2."""
    header, rows = table_of(content, file_name)
    reader = OutcomeReader(header, file_name)
    for line, row in rows:
        reader.take(line, row)
        if len(reader.faults) >= MOST_FAULTS:
            break
    if reader.faults:
        raise FileFault(file_name, reader.faults[:MOST_FAULTS])
    if not reader.read.lines:
        raise FileFault(file_name, ["holds no row under its headings"])
    return reader.read


# --- From bytes to rows -------------------------------------------------------------------------


def text_of(content: bytes, file_name: str) -> str:
    """The file as text, or the reason that it is none."""
    if len(content) > LARGEST_FILE:
        raise FileFault(file_name, [f"larger than {LARGEST_FILE // MEGABYTE} MB"])
    try:
        text = decoded(content)
    except UnicodeDecodeError as error:
        raise FileFault(file_name, ["not text that can be read. Save it as CSV"]) from error
    if "\x00" in text:
        raise FileFault(file_name, ["not a CSV file. Save it as CSV"])
    return text


def table_of(content: bytes, file_name: str) -> tuple[list[str], Iterator[tuple[int, list[str]]]]:
    """The headings, and each row that holds anything, with its line."""
    text = text_of(content, file_name)
    first = text.partition("\n")[0]
    between = max(",;\t", key=first.count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=between, strict=True)
    try:
        header = [name.strip() for name in next(lines, [])]
    except csv.Error as error:
        raise FileFault(file_name, [f"row 1: {error}"]) from error
    if not any(header):
        raise FileFault(file_name, ["empty"])
    if len(header) > MOST_COLUMNS:
        raise FileFault(file_name, [f"more than {MOST_COLUMNS} columns"])
    return header, filled_rows(lines, len(header), file_name)


def filled_rows(
    lines: "csv._reader", width: int, file_name: str
) -> Iterator[tuple[int, list[str]]]:
    """Rows as wide as the headings; empty ones are passed by."""
    try:
        for row in lines:
            if not any(cell.strip() for cell in row):
                continue
            if len(row) != width:
                told = f"row {lines.line_num}: {len(row)} cells where the headings are {width}"
                raise FileFault(file_name, [told])
            if lines.line_num > MOST_ROWS:
                raise FileFault(file_name, [f"more than {MOST_ROWS:,} rows"])
            yield lines.line_num, [cell.strip() for cell in row]
    except csv.Error as error:
        raise FileFault(file_name, [f"row {lines.line_num}: {error}"]) from error


# --- From rows to outcomes ----------------------------------------------------------------------


class OutcomeReader:
    """Goes through a file's rows, gathering results, what is passed over, and faults."""

    def __init__(self, header: list[str], file_name: str) -> None:
        self.header, self.file_name = header, file_name
        self.frameworks = Frameworks()
        real = Council.objects.filter(is_illustrative=False)
        self.register = {one.gss_code: one for one in real}
        self.at = self.columns()
        self.areas = {
            what.removeprefix("area:"): at
            for what, at in self.at.items()
            if what.startswith("area:")
        }
        self.read, self.faults = Read(), list[str]()
        self.read.unread = [
            name for at, name in enumerate(header) if name and at not in self.at.values()
        ]
        self.met: dict[Key, int] = {}

    def columns(self) -> dict[str, int]:
        """Where each fact and area stands; two columns of one meaning are a fault."""
        known, found = area_words(self.frameworks.areas), dict[str, int]()
        for at, heading in enumerate(self.header):
            if not (what := column_meaning(heading, known)):
                continue
            if what in found:
                pair = f"“{self.header[found[what]][:SHOWN]}” and “{heading[:SHOWN]}”"
                raise FileFault(self.file_name, [f"row 1: {pair} are the same column"])
            found[what] = at
        if "gss" not in found and plain(self.header[found.get("name", 0)]) == "council":
            found["gss"] = found.pop("name", 0)
        self.refuse_lacking(found)
        return found

    def refuse_lacking(self, found: Mapping[str, int]) -> None:
        """Some columns must be there."""
        lacking = [f"“{name}”" for fact, name in NEEDED.items() if fact not in found]
        if lacking:
            raise FileFault(self.file_name, [f"row 1: no column {', '.join(lacking)}"])
        if not any(what.startswith("area:") for what in found):
            raise FileFault(self.file_name, ["row 1: no column of grades, such as “Overall”"])

    def take(self, line: int, row: list[str]) -> None:
        """One row: its result, or why it is passed over, or its fault."""
        self.read.lines += 1
        try:
            council = self.council(row)
            if council is None:
                self.read.passed_over[self.cell(row, "gss")[:SHOWN]] += 1
                return
            self.keep(self.result(line, council, row))
        except CellFault as fault:
            self.faults.append(f"row {line}, {fault}")

    def cell(self, row: list[str], what: str) -> str:
        """What a row says of a fact."""
        return row[self.at[what]] if what in self.at else ""

    def fault(self, what: str, told: str) -> CellFault:
        """A fault in the column of a fact."""
        return CellFault(self.header[self.at[what]][:SHOWN], told)

    def council(self, row: list[str]) -> Council | None:
        """The authority, by code; its name must be one of its own. None for one that is gone."""
        code = self.cell(row, "gss").upper()
        if not GSS.fullmatch(code):
            raise self.fault("gss", f"“{code[:SHOWN]}” is not a GSS code such as E06000009")
        council, name = self.register.get(code), self.cell(row, "name")
        if council and name and plain_name(name) not in names_of(council):
            raise self.fault("name", f"{code} is {council.name}, not “{name[:SHOWN]}”")
        return council

    def result(self, line: int, council: Council, row: list[str]) -> PublishedRow:
        """One inspection with its days and grades."""
        started = self.day(row, "start")
        if started is None:
            raise self.fault("start", "give the first day")
        ended, published = self.day(row, "end"), self.day(row, "published")
        for what, day in (("end", ended), ("published", published)):
            if day and day < started:
                raise self.fault(what, "is before the first day")
        kind = kind_of(self.cell(row, "kind"), started, ended)
        own = self.framework(row, kind, started)
        grades = dict(self.grades(row, own))
        if not grades:
            raise CellFault(self.header[next(iter(self.areas.values()))], "the row gives no grade")
        return PublishedRow(line, council, kind, started, ended, published, grades)

    def day(self, row: list[str], what: str) -> date | None:
        """A day; none for an empty cell."""
        if not (told := self.cell(row, what)):
            return None
        if (day := day_of(told)) is None:
            raise self.fault(what, f"“{told[:SHOWN]}” is not a day such as 13/05/2024")
        return day

    def framework(self, row: list[str], kind: str, started: date) -> JudgementSet:
        """The framework of the kind and day."""
        if not kind:
            told = self.cell(row, "kind")[:SHOWN]
            raise self.fault("kind", f"“{told}” is not a kind of inspection such as ILACS standard")
        own = self.frameworks.covering(kind, started)
        if own is None:
            raise self.fault("kind", f"no framework gives grades to it on {started:%d/%m/%Y}")
        return own

    def grades(self, row: list[str], own: JudgementSet) -> Iterator[tuple[str, str]]:
        """Each grade given; an empty cell says nothing."""
        judged = self.frameworks.judged_by(own)
        for code, at in self.areas.items():
            column, told = self.header[at][:SHOWN], row[at]
            try:
                grade = grade_of(told, own)
            except ValueError as error:
                said = f"“{told[:SHOWN]}” is not a grade of {own.name}"
                raise CellFault(column, said) from error
            if code in judged and grade is not None:
                yield code, grade
            elif code not in judged and grade:
                raise CellFault(column, f"{own.name} does not judge this area")

    def keep(self, row: PublishedRow) -> None:
        """Each result once."""
        if (first := self.met.setdefault(row.key, row.line)) != row.line:
            raise self.fault("start", f"row {first} is the same inspection")
        self.read.rows.append(row)


def plain_name(name: str) -> str:
    """A council's name without what is left out or written either way."""
    words = plain(name.replace("&", " and ")).split()
    left_out = {
        "the",
        "of",
        "council",
        "city",
        "county",
        "borough",
        "metropolitan",
        "london",
        "royal",
    }
    return " ".join([word for word in words if word not in left_out] or words)


def names_of(council: Council) -> set[str]:
    """Every name the register knows an authority by."""
    return {
        plain_name(name)
        for name in (council.name, council.short_name, *council.other_names)
        if name
    }
