"""Which published files are read, and what does each of their columns mean to us?

The data file says, and is reviewed like code; a file that it does not declare is refused.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

FILE = Path(settings.BASE_DIR) / "fixtures" / "benchmarks" / "sources.yaml"
COVERS = ("year", "day")
# The series of the child population; every other series is named by its measure's code.
CHILDREN = "children"


class Reads(StrEnum):
    """What a file holds."""

    NEIGHBOURS = "neighbours"
    CHILDREN = "children"
    MEASURES = "measures"


# Rates need the population and comparisons the neighbours, so these are taken in first.
READING_ORDER = tuple(Reads)


@dataclass(frozen=True, slots=True)
class Series:
    """One column of a file: of which rows, and which measure it is."""

    code: str
    column: str
    where: Mapping[str, str]
    covers: str = "day"
    decimals: int = 0
    per_children: int | None = None
    is_total: bool = False
    at_most: int | None = None
    differs: str = ""
    dated: str = ""

    @property
    def is_whole(self) -> bool:
        """Does the column count children or events, so that it holds whole numbers that add up?"""
        return self.code == CHILDREN or self.is_total or self.per_children is not None


@dataclass(frozen=True, slots=True)
class Source:
    """A file that is published year after year."""

    key: str
    title: str
    pattern: str
    publisher: str
    publication: str
    licence: str
    reads: Reads
    ends: tuple[int, int] = (12, 31)
    series: tuple[Series, ...] = ()

    def is_named(self, file_name: str) -> bool:
        """Does a file by this name come from here?"""
        return fnmatchcase(file_name.lower(), self.pattern.lower())

    def period_end(self, year: int) -> date:
        """The day on which the period named by a year ends."""
        return date(year, *self.ends)

    @property
    def is_illustrative(self) -> bool:
        """Made up, for an illustrative council only."""
        return not self.pattern


@lru_cache(maxsize=1)
def sources() -> tuple[Source, ...]:
    """Every declared source, in the order in which files are best taken in."""
    told = _told()
    made = [_declared(row, told["licence"]) for row in told["sources"]]
    _refuse_twice("key", [one.key for one in made])
    _refuse_twice("measure", [series.code for one in made for series in one.series])
    return tuple(sorted(made, key=lambda one: READING_ORDER.index(one.reads)))


@lru_cache(maxsize=1)
def illustration() -> Source:
    """What an illustrative council is compared with: nothing that anyone published."""
    row = _told()["illustration"]
    return Source(**row, pattern="", licence="", reads=Reads.MEASURES, ends=(3, 31))


@lru_cache(maxsize=1)
def series_by_code() -> Mapping[str, tuple[Source, Series]]:
    """Where each measure's benchmark comes from; a measure has one source or none."""
    return {
        series.code: (source, series)
        for source in sources()
        if source.reads is Reads.MEASURES
        for series in source.series
    }


def source_named(file_name: str) -> Source | None:
    """The source that declares a file, by the file's name."""
    return next((source for source in sources() if source.is_named(file_name)), None)


def source_keyed(key: str) -> Source:
    """A source by its own key."""
    return next((source for source in sources() if source.key == key), illustration())


def period_words(series: Series, period_end: date) -> str:
    """A period as it is read: "Year to 31 March 2025", or "At 31 March 2025" for a day's count."""
    begins = "Year to" if series.covers == "year" else "At"
    return f"{begins} {period_end.day} {period_end:%B %Y}"


def card_words(code: str) -> str:
    """What a measure is compared with, for its card; nothing where nothing is published."""
    if code not in series_by_code():
        return ""
    source, series = series_by_code()[code]
    return f"{source.publication} ({source.publisher}). {series.differs} {series.dated}"


def _told() -> dict[str, Any]:
    return yaml.safe_load(FILE.read_text(encoding="utf-8"))


def _declared(row: dict[str, Any], licence: str) -> Source:
    """One entry of the file, or which entry is not as it should be, and how."""
    name = row.get("key") or row.get("title") or "an entry without a key"
    try:
        return _source(row, licence)
    except KeyError as error:
        raise ImproperlyConfigured(f"{FILE.name}, {name}: there is no {error}.") from error
    except (TypeError, ValueError) as error:
        raise ImproperlyConfigured(f"{FILE.name}, {name}: {error}.") from error


def _refuse_twice(what: str, names: list[str]) -> None:
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise ImproperlyConfigured(f"{FILE.name}: the {what} {twice[0]} is declared twice.")


def _source(row: dict[str, Any], licence: str) -> Source:
    """One entry of the file; a word it should not hold is refused by the dataclasses."""
    reads = Reads(row.pop("reads"))
    ends = _day_of(row.pop("ends", "31 December"))
    columns = row.pop("measures", [])
    if reads is Reads.CHILDREN:
        columns = [{"code": CHILDREN, "column": row.pop("column"), "where": row.pop("where")}]
    series = tuple(_series(column, reads) for column in columns)
    return Source(**row, licence=licence, reads=reads, ends=ends, series=series)


def _series(column: dict[str, Any], reads: Reads) -> Series:
    """One column; a measure's says what it covers and how it differs, since every page does."""
    where = {name: str(value) for name, value in column.get("where", {}).items()}
    series = Series(**{**column, "where": where})
    if series.covers not in COVERS:
        raise ValueError(f"{series.code} covers “{series.covers}”, not {' or '.join(COVERS)}")
    if reads is Reads.MEASURES and not (series.differs and series.dated):
        raise ValueError(f"{series.code} does not say how it differs, and how it is dated")
    return series


def _day_of(text: str) -> tuple[int, int]:
    """Month and day of "31 March"."""
    day = datetime.strptime(f"{text} 2000", "%d %B %Y").replace(tzinfo=None)  # noqa: DTZ007
    return day.month, day.day
