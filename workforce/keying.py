"""What did someone type into the month's table, and what stands in each of its cells?

Read in one pass, without a form object for each row; every cell keeps what was typed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.http import QueryDict

from improvement.councils.models import Council
from improvement.rules.month import Month
from improvement.rules.number import NumberError, parse_number
from workforce.entries import Fault, TeamEntry, entry_of, faults_of
from workforce.models import NUMBERS, Team, TeamMonth
from workforce.rates import WORDS
from workforce.roles import WorkerRole
from workforce.selectors.establishment import HEADINGS, fte_text

SPARE_LINES = 3
LONGEST_TYPED = 60
Key = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Cell:
    """One box of the table."""

    name: str
    row: str
    column: str
    typed: str
    error: str = ""

    @property
    def label(self) -> str:
        """How the box is named to a reader who cannot see where it stands."""
        return f"{self.row}, {self.column}"

    @property
    def message(self) -> str:
        """The error, naming the row and the number."""
        return f"{self.label}: {self.error}"

    @property
    def anchor(self) -> str:
        return f"id_{self.name}"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; a spare line has no team until one is chosen."""

    prefix: str
    team: Team | None
    role: WorkerRole | None
    cells: tuple[Cell, ...]
    is_left_out: bool = False
    error: str = ""
    is_spare: bool = False

    @property
    def label(self) -> str:
        """How the row is named to a reader of the screen."""
        if self.team is None or self.role is None:
            return f"New line {self.prefix.removeprefix('new')}"
        return f"{self.team}, {self.role.label.lower()}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One message and the box it leads to."""

    message: str
    href: str


@dataclass(frozen=True, slots=True)
class MonthTable:
    """The month as it stands on the screen: what is stored, or what was typed."""

    rows: tuple[Row, ...]
    spares: tuple[Row, ...]
    version: int
    entries: tuple[TeamEntry, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def headings(self) -> tuple[str, ...]:
        return tuple(HEADINGS[field] for field in NUMBERS)

    @property
    def roles(self) -> list[tuple[str, str]]:
        """Which roles a spare line may have."""
        return WorkerRole.choices


def prefix_of(key: Key) -> str:
    """The start of the names of a row's boxes."""
    return f"t{key[0]}-{key[1]}"


def cells_for(prefix: str, label: str, numbers: Mapping[str, str]) -> tuple[Cell, ...]:
    """The boxes of one row with what stands in them."""
    return tuple(
        Cell(f"{prefix}-{field}", label, WORDS[field], numbers.get(field, "")) for field in NUMBERS
    )


def typed_form(number: Decimal | int | None) -> str:
    """A stored number as someone would type it."""
    return "" if number is None else fte_text(number)


# --- What is stored ----------------------------------------------------------------------------
def stored_table(council: Council, month: Month, version: int) -> MonthTable:
    """The month as stored; a new month starts from last month's lines, without their numbers.

    Posts change rarely, so they are carried over to be checked. Queries: 1 or 2.
    """
    rows = list(TeamMonth.objects.of_month(council, month))
    if rows:
        lines = [stored_row(entry_of(row), NUMBERS) for row in rows]
    else:
        earlier = TeamMonth.objects.of_month(council, month.previous).filter(team__is_active=True)
        lines = [stored_row(entry_of(row), ("posts",)) for row in earlier]
    return MonthTable(tuple(lines), spare_rows(), version)


def stored_row(entry: TeamEntry, shown: Iterable[str]) -> Row:
    """One stored line as boxes."""
    numbers = {field: typed_form(getattr(entry, field)) for field in shown}
    prefix = prefix_of(entry.key)
    return Row(prefix, entry.team, entry.role, cells_for(prefix, entry.label, numbers))


def spare_rows() -> tuple[Row, ...]:
    """Empty lines at the end for teams and roles that are new this month."""
    return tuple(
        Row(f"new{n}", None, None, cells_for(f"new{n}", f"New line {n}", {}), is_spare=True)
        for n in range(1, SPARE_LINES + 1)
    )


# --- What was typed ----------------------------------------------------------------------------
def typed_table(council: Council, data: QueryDict, teams: Sequence[Team]) -> MonthTable:
    """Read a whole post: its entries, or every problem in it, and every box as it was typed."""
    known = {team.pk: team for team in teams}
    rows = [typed_row(data, key, known) for key in posted_keys(data, known)]
    spares = [typed_spare(data, n, known) for n in range(1, SPARE_LINES + 1)]
    read = [read_row(row) for row in rows]
    read_spares = [read_row(row) for row in spares]
    entries = [entry for _, entry in (*read, *read_spares) if entry is not None]
    table = MonthTable(
        tuple(row for row, _ in read),
        tuple(row for row, _ in read_spares),
        version_of(data),
        tuple(entries),
    )
    return with_problems(table, faults_of(council, entries))


def version_of(data: Mapping[str, str]) -> int:
    """The version the editor saw; anything that is not one can only be out of date."""
    text = data.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1


def posted_keys(data: QueryDict, known: Mapping[int, Team]) -> list[Key]:
    """The lines a post names, each once: only this council's teams and roles that exist."""
    keys = (key_of(text) for text in data.getlist("row"))
    return list(dict.fromkeys(key for key in keys if key and key[0] in known))


def key_of(text: str) -> Key | None:
    """A team and role from "t12-social_worker"."""
    team, _, role = text.removeprefix("t").partition("-")
    is_key = team.isascii() and team.isdigit() and len(team) < 19
    return (int(team), role) if is_key and role in WorkerRole.values else None


def typed_row(data: Mapping[str, str], key: Key, known: Mapping[int, Team]) -> Row:
    """One line as it was typed."""
    prefix, role = prefix_of(key), WorkerRole(key[1])
    label = f"{known[key[0]]}, {role.label.lower()}"
    cells = cells_for(prefix, label, typed_numbers(data, prefix))
    return Row(prefix, known[key[0]], role, cells, is_left_out=f"{prefix}-out" in data)


def typed_spare(data: Mapping[str, str], n: int, known: Mapping[int, Team]) -> Row:
    """One spare line as it was typed; it counts once it has a team, a role or a number."""
    prefix = f"new{n}"
    team, role = data.get(f"{prefix}-team", ""), data.get(f"{prefix}-role", "")
    key = key_of(f"t{team}-{role or WorkerRole.SOCIAL_WORKER}")
    return Row(
        prefix,
        known.get(key[0]) if key else None,
        WorkerRole(role) if role in WorkerRole.values else None,
        cells_for(prefix, f"New line {n}", typed_numbers(data, prefix)),
        is_spare=True,
    )


def typed_numbers(data: Mapping[str, str], prefix: str) -> dict[str, str]:
    """What was typed into the boxes of one line."""
    given = {field: data.get(f"{prefix}-{field}", "") for field in NUMBERS}
    return {
        field: text.replace("\x00", "").strip()[:LONGEST_TYPED] for field, text in given.items()
    }


def read_row(row: Row) -> tuple[Row, TeamEntry | None]:
    """A line with its errors, and the entry it gives when it counts and has none."""
    is_typed = any(cell.typed for cell in row.cells)
    if row.is_left_out or (row.is_spare and not (is_typed or row.team)):
        return row, None
    if row.team is None or row.role is None:
        return replace(row, error="choose its team and its role."), None
    read = [read_cell(cell) for cell in row.cells]
    row = replace(row, cells=tuple(cell for cell, _ in read))
    numbers = dict(zip(NUMBERS, (number for _, number in read), strict=True))
    is_wrong = any(cell.error for cell in row.cells)
    return row, None if is_wrong else TeamEntry(row.team, row.role, **numbers)


def read_cell(cell: Cell) -> tuple[Cell, Decimal | None]:
    """A box with its error, or its number; a dash or n/a is not returned, as is an empty box."""
    try:
        return cell, parse_number(cell.typed).value
    except NumberError as error:
        return replace(cell, error=error.message), None


def with_problems(table: MonthTable, faults: Sequence[Fault]) -> MonthTable:
    """The table with each fault in its box, and the list of all problems in page order."""
    rows = [with_faults(row, faults) for row in table.rows]
    spares = [with_faults(row, faults) for row in table.spares]
    problems = [problem for row in (*rows, *spares) for problem in problems_in(row)]
    return replace(table, rows=tuple(rows), spares=tuple(spares), problems=tuple(problems))


def with_faults(row: Row, faults: Sequence[Fault]) -> Row:
    """A line with the faults of its own team and role."""
    if row.team is None or row.role is None or row.is_left_out:
        return row
    own = {one.field: one.reason for one in faults if one.key == (row.team.pk, row.role)}
    cells = tuple(
        replace(cell, error=cell.error or own.get(field, ""))
        for field, cell in zip(NUMBERS, row.cells, strict=True)
    )
    return replace(row, cells=cells, error=row.error or own.get("", ""))


def problems_in(row: Row) -> list[Problem]:
    """Every message of one line, the line's own first."""
    first = f"#id_{row.prefix}-team" if row.is_spare else f"#{row.cells[0].anchor}"
    own = [Problem(f"{row.label}: {row.error}", first)] if row.error else []
    return own + [Problem(cell.message, f"#{cell.anchor}") for cell in row.cells if cell.error]
