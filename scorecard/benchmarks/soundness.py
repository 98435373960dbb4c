"""Can what a published file says be so?

Every cell may be well formed and the file still be broken: cut short, in another unit, or about
places that nobody knows. These are the signs that cannot be an accident of a sound file.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from improvement.rules.published import Published
from scorecard.benchmarks.places import Level
from scorecard.benchmarks.sources import CHILDREN, Series, Source

if TYPE_CHECKING:
    from scorecard.benchmarks.reading import Cell, Key

# Authorities merge and divide, but never so many that a year has far fewer rows than another.
LEAST_OF_FULLEST = Decimal("0.75")
# An average lies among the numbers it is of; with fewer than these known, it may be of others.
ENOUGH_TO_JUDGE = 100


def cell_fault(series: Series, published: Published) -> str:
    """Why a number cannot be what its column counts; nothing where it can."""
    value = published.value
    if value is None:
        return ""
    if series.is_whole and value != value.to_integral_value():
        return f"{value} is not a whole number"
    if series.code == CHILDREN and value == 0:
        return "0 is no population"
    if series.at_most is not None and value > series.at_most:
        return f"{value} is more than {series.at_most}"
    return ""


def file_faults(
    source: Source, cells: "Mapping[Key, Cell]", rows: Mapping[tuple[str, int], int]
) -> Iterator[str]:
    """What is wrong with a file as a whole, each of whose rows is sound.

    `rows` counts the authorities' rows of each series and year, those of the gone included.
    """
    if rows and not any(one.place.level == Level.AUTHORITY for one in cells.values()):
        yield "column new_la_code: no row is of an authority on the register"
    for series in source.series:
        yield from cut_short(series, rows)
        if not series.is_whole:
            yield from out_of_scale(series, cells)


def cut_short(series: Series, rows: Mapping[tuple[str, int], int]) -> Iterator[str]:
    """Years that hold far fewer authorities than the fullest one of the file."""
    years = {year: number for (code, year), number in rows.items() if code == series.code}
    fullest = max(years.values(), default=0)
    for year, number in sorted(years.items()):
        if number < fullest * LEAST_OF_FULLEST:
            yield (
                f"column {series.column}: {number} authorities for {year} where another year has "
                f"{fullest}, so the file seems to be cut short"
            )


def out_of_scale(series: Series, cells: "Mapping[Key, Cell]") -> Iterator[str]:
    """England's or a region's number that is lower or higher than every authority's."""
    known: dict[int, list[Decimal]] = defaultdict(list)
    for (code, year, _), one in cells.items():
        is_authority = one.place.level == Level.AUTHORITY and code == series.code
        if is_authority and one.published.value is not None:
            known[year].append(one.published.value)
    for (code, year, _), one in cells.items():
        value, numbers = one.published.value, known[year]
        if code != series.code or value is None or len(numbers) < ENOUGH_TO_JUDGE:
            continue
        if not min(numbers) <= value <= max(numbers):
            yield (
                f"row {one.line}, column {series.column}: {value} for {one.place.name} is outside "
                f"every authority’s number, from {min(numbers)} to {max(numbers)}"
            )
