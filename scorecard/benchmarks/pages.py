"""What does the page of national benchmarks show: what is declared, and what is held of it?"""

import re
from dataclasses import dataclass

from django.utils import timezone

from improvement.councils.models import User
from scorecard.benchmarks.report import counted, years_words
from scorecard.benchmarks.selectors import Holding, holdings
from scorecard.benchmarks.sources import Reads, Source, sources
from scorecard.models import BenchmarkRelease
from scorecard.selectors.scorecard import in_words


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One declared source, and the last file taken in from it.

    The pattern of its name is in parts, between which it may break on a phone.
    """

    title: str
    publication: str
    gives: str
    pattern: tuple[str, ...]
    held: str
    taken_in: str
    passed_over: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BenchmarkPage:
    """Every source; no file's own name and nobody's, since councils share what is published.

    Why rows were passed over quotes the file, so only whoever sent it reads that, and everyone
    where whoever runs the service took it in.
    """

    rows: tuple[SourceRow, ...]

    @property
    def is_empty(self) -> bool:
        """Has nothing been taken in yet?"""
        return not any(row.taken_in for row in self.rows)

    @property
    def passed_over(self) -> tuple[SourceRow, ...]:
        """The sources of whose last file some rows were not used."""
        return tuple(row for row in self.rows if row.passed_over)


def benchmark_page(reader: User) -> BenchmarkPage:
    """What is declared and held. Queries: 1."""
    held = holdings()
    rows = (row_of(source, held.get(source.key), reader) for source in sources())
    return BenchmarkPage(tuple(rows))


def row_of(source: Source, holding: Holding | None, reader: User) -> SourceRow:
    release = holding.latest if holding else None
    is_shown = release is not None and release.imported_by_id in (None, reader.pk)
    return SourceRow(
        title=source.title,
        publication=f"{source.publication}, {source.publisher}",
        gives=gives(source),
        pattern=tuple(re.findall(r"[^_]+_?", source.pattern)),
        held=years_of(holding) if holding else "",
        taken_in=in_words(timezone.localtime(release.imported_at).date()) if release else "",
        passed_over=passed_over(release) if release and is_shown else (),
    )


def gives(source: Source) -> str:
    """What it is read for: the measures it compares, by code."""
    if source.reads is Reads.NEIGHBOURS:
        return "Ten neighbours each"
    if source.reads is Reads.CHILDREN:
        return "Children aged 0 to 17"
    return ", ".join(series.code for series in source.series)


def years_of(holding: Holding) -> str:
    """The periods held, by the year they end in."""
    return years_words(holding.years) if holding.years else "Current model"


def passed_over(release: BenchmarkRelease) -> tuple[str, ...]:
    """Why rows of the last file were not used, most rows first."""
    by_number = sorted(release.skipped.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(f"{counted(number, 'row', 'rows')}: {why}" for why, number in by_number)
