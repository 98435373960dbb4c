"""Which ten authorities does a published model call each one's statistical neighbours?"""

from collections.abc import Mapping, Sequence

from django.db import transaction

from improvement.councils.models import Council, Neighbour, User
from improvement.councils.published_files import FileFault
from improvement.history.services import entry, record_all
from scorecard.benchmarks.places import Register
from scorecard.benchmarks.reading import MOST_FAULTS, Read, RowFault, need_columns, table_of

OWN, NAME = "old_la_code", "la_name"
NEAREST_FIRST = tuple(f"SN_{rank}" for rank in range(1, 11))
# The neighbours of each authority, nearest first, all by DfE number.
Model = Mapping[str, tuple[str, ...]]


def read_neighbours(content: bytes, file_name: str, register: Register) -> tuple[Read, Model]:
    """Read a model of one authority a row, or refuse it."""
    header, rows = table_of(content, file_name)
    need_columns(header, [OWN, NAME, *NEAREST_FIRST], file_name)
    read, model, faults = Read(), {}, []
    for line, row in rows:
        read.rows += 1
        told = {name: cell.strip() for name, cell in zip(header, row, strict=True)}
        try:
            take_row(told, register, read, model)
        except RowFault as fault:
            faults.append(f"row {line}, {fault}")
        if len(faults) >= MOST_FAULTS:
            break
    if not read.rows:
        faults.append("no rows under the header")
    elif not faults:
        faults += unnamed(register, model)
    if faults:
        raise FileFault(file_name, faults)
    return read, model


def take_row(
    told: Mapping[str, str], register: Register, read: Read, model: dict[str, tuple[str, ...]]
) -> None:
    """One authority and its ten others."""
    number = told[OWN]
    if number not in register.by_number:
        name = f"{told[NAME][:60]} ({number[:12]})"
        read.skipped[f"{name} is not on the register of today's authorities"] += 1
        return
    if number in model:
        raise RowFault(f"column {OWN}: {number} is already given by an earlier row")
    model[number] = tuple(neighbour_in(told, column, register) for column in NEAREST_FIRST)
    if len({number, *model[number]}) <= len(NEAREST_FIRST):
        raise RowFault(
            f"column {NEAREST_FIRST[0]}: the ten neighbours of {number} are not ten others"
        )


def unnamed(register: Register, model: Model) -> list[str]:
    """A model is whole or nothing: half of one beside half of another compares nobody rightly."""
    lacking = [one for one in register if one.number not in model]
    if not lacking:
        return []
    first = f"{lacking[0].name} ({lacking[0].number})"
    return [
        f"column {OWN}: no row for {len(lacking)} of today's authorities, {first} the first of "
        "them, so the file seems to be cut short"
    ]


def neighbour_in(told: Mapping[str, str], column: str, register: Register) -> str:
    if told[column] not in register.by_number:
        raise RowFault(f"column {column}: “{told[column][:30]}” is no authority on the register")
    return told[column]


def held_model(register: Register) -> dict[str, tuple[str, ...]]:
    """The neighbours as they stand now. Queries: 1."""
    rows = Neighbour.objects.filter(council__is_illustrative=False).order_by("council", "rank")
    held: dict[str, list[str]] = {}
    for number, neighbour in rows.values_list("council__dfe_number", "neighbour__dfe_number"):
        held.setdefault(number, []).append(neighbour)
    return {number: tuple(others) for number, others in held.items()}


@transaction.atomic
def set_neighbours(*, changed: Model, held: Model, register: Register, by: User | None) -> None:
    """Give authorities the neighbours a newer model names, each with an entry."""
    known = register.by_number
    councils = Council.objects.in_bulk([known[number].pk for number in changed])
    Neighbour.objects.filter(council__in=councils.values()).delete()
    Neighbour.objects.bulk_create(
        Neighbour(council_id=known[number].pk, neighbour_id=known[other].pk, rank=rank)
        for number, others in changed.items()
        for rank, other in enumerate(others, start=1)
    )
    record_all(
        entry(
            councils[known[number].pk],
            by=by,
            verb="set neighbours",
            before={"neighbours": names_of(held.get(number, ()), register)},
            after={"neighbours": names_of(others, register)},
        )
        for number, others in changed.items()
    )


def names_of(numbers: Sequence[str], register: Register) -> list[str]:
    return [register.by_number[number].name for number in numbers if number in register.by_number]
