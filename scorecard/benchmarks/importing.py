"""How does a published file come in: whole, once, and with a word on everything passed over?"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from improvement.councils.models import User
from improvement.councils.published_files import FileFault
from improvement.history.services import record
from scorecard.benchmarks.comparing import BATCH, compare_all
from scorecard.benchmarks.neighbours import held_model, read_neighbours, set_neighbours
from scorecard.benchmarks.places import Register
from scorecard.benchmarks.populations import set_populations
from scorecard.benchmarks.reading import Cell, Key, Read, Step, read_statistics
from scorecard.benchmarks.sources import (
    Reads,
    Source,
    series_by_code,
    source_named,
)
from scorecard.models import BenchmarkRelease, BenchmarkValue, Measure
from scorecard.services.standings import bump_versions

# What someone may restate through the page: one part in ten of what is held.
MOST_RESTATED = 10
Held = tuple[Decimal | None, str, str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one file."""

    file_name: str
    source: Source
    rows: int
    years: tuple[int, int] | None
    added: int
    changed: int
    unchanged: int
    skipped: Mapping[str, int]
    symbols: Mapping[str, int]
    compared: int
    councils: int


def quiet(_part: float) -> None:
    """Progress that nobody watches."""


@transaction.atomic
def import_benchmarks(
    *,
    file_name: str,
    content: bytes,
    by: User | None,
    careful: bool = False,
    step: Step = quiet,
) -> Outcome:
    """Take in one published file, or refuse it whole with a FileFault.

    A second time changes nothing. `careful` refuses a file that would restate a tenth of what is
    held, for whoever imports through the page: these numbers are every council's.
    """
    source = source_named(file_name)
    if source is None:
        raise FileFault(file_name, ["no published file of this name is declared"])
    one_at_a_time()
    register = Register()
    taking = Taking(source, file_name, content, by, register, careful)
    outcome = taking.neighbours() if source.reads is Reads.NEIGHBOURS else taking.numbers(step)
    if outcome.compared:
        bump_versions(councils=[one.pk for one in register if one.is_live])
    return outcome


def one_at_a_time() -> None:
    """Hold the catalogue's first measure, so that two imports never write the same numbers."""
    held = Measure.objects.select_for_update(no_key=True).filter(council=None).order_by("pk")
    held.first()


class Taking:
    """One file on its way in."""

    def __init__(
        self,
        source: Source,
        file_name: str,
        content: bytes,
        by: User | None,
        register: Register,
        careful: bool,
    ) -> None:
        self.source, self.file_name, self.content = source, file_name, content
        self.by, self.register, self.careful = by, register, careful

    # --- Numbers ---------------------------------------------------------------------------
    def numbers(self, step: Step) -> Outcome:
        """A file of statistics: its cells, the populations it may hold, and the comparisons."""
        self.refuse_unknown_measures()
        read = read_statistics(self.content, self.file_name, self.source, self.register, step)
        held = held_cells(self.source)
        fresh = {key: cell for key, cell in read.cells.items() if held.get(key) != told(cell)}
        added = sum(1 for key in fresh if key not in held)
        self.refuse_restating(len(fresh) - added, len(held))
        release = self.release(read, added, len(fresh) - added)
        if release:
            store(release, self.source, fresh)
        councils = self.populations(read) if self.source.reads is Reads.CHILDREN else 0
        compared = compare_all(self.codes(), self.register)
        step(1.0)
        return self.outcome(read, added, len(fresh) - added, len(read.cells), compared, councils)

    def codes(self) -> list[str]:
        """The measures that these numbers bear on."""
        if self.source.reads is Reads.MEASURES:
            return [series.code for series in self.source.series]
        every = series_by_code().items()
        return [code for code, (_, series) in every if series.per_children is not None]

    def refuse_unknown_measures(self) -> None:
        """Numbers of a measure that the catalogue does not hold would never be seen."""
        if self.source.reads is not Reads.MEASURES:
            return
        known = set(Measure.objects.filter(council=None).values_list("code", flat=True))
        if unknown := [one.code for one in self.source.series if one.code not in known]:
            told = f"declared for {', '.join(unknown)}, which the catalogue does not hold"
            raise FileFault(self.file_name, [told])

    def populations(self, read: Read) -> int:
        """The estimates of councils in use."""
        children: dict[int, dict[int, int]] = {}
        for (_, year, key), cell in read.cells.items():
            authority = self.register.by_number.get(key)
            if authority and authority.is_live and cell.published.value:
                children.setdefault(authority.pk, {})[year] = int(cell.published.value)
        return set_populations(children=children, by=self.by)

    # --- Neighbours ------------------------------------------------------------------------
    def neighbours(self) -> Outcome:
        """A model of statistical neighbours."""
        read, model = read_neighbours(self.content, self.file_name, self.register)
        held = held_model(self.register)
        fresh = {number: others for number, others in model.items() if held.get(number) != others}
        added = sum(1 for number in fresh if number not in held)
        self.refuse_restating(len(fresh) - added, len(held))
        self.release(read, added, len(fresh) - added)
        set_neighbours(changed=fresh, held=held, register=self.register, by=self.by)
        compared = compare_all(series_by_code(), self.register)
        return self.outcome(read, added, len(fresh) - added, len(model), compared, len(fresh))

    # --- Both ------------------------------------------------------------------------------
    def refuse_restating(self, changed: int, held: int) -> None:
        """Through the page nobody turns every council's comparisons over at one stroke."""
        if self.careful and changed * MOST_RESTATED > held:
            told = (
                f"this would change {changed:,} of the {held:,} numbers held. If it is right, "
                "whoever runs the service takes it in with manage.py import_benchmarks"
            )
            raise FileFault(self.file_name, [told])

    def release(self, read: Read, added: int, changed: int) -> BenchmarkRelease | None:
        """The record that this file was taken in; none when it says nothing new."""
        sha256 = hashlib.sha256(self.content).hexdigest()
        latest = BenchmarkRelease.objects.filter(source=self.source.key).order_by("-pk").first()
        if latest and latest.sha256 == sha256 and not added + changed:
            return None
        release = BenchmarkRelease(
            source=self.source.key,
            file_name=self.file_name,
            sha256=sha256,
            first_year=min(read.years, default=None),
            last_year=max(read.years, default=None),
            rows_read=read.rows,
            rows_skipped=read.skipped.total(),
            skipped=dict(read.skipped),
            added=added,
            changed=changed,
            imported_at=timezone.now(),
            imported_by=self.by,
        )
        try:
            release.full_clean()
        except ValidationError as error:
            raise FileFault(self.file_name, error.messages) from error
        release.save()
        counts = {"added": added, "changed": changed, "sha256": sha256}
        record(release, by=self.by, verb="imported benchmarks", after=counts)
        return release

    def outcome(
        self, read: Read, added: int, changed: int, total: int, compared: int, councils: int
    ) -> Outcome:
        years = read.years
        return Outcome(
            file_name=self.file_name,
            source=self.source,
            rows=read.rows,
            years=(years[0], years[-1]) if years else None,
            added=added,
            changed=changed,
            unchanged=total - added - changed,
            skipped=dict(read.skipped),
            symbols=dict(read.symbols),
            compared=compared,
            councils=councils,
        )


def told(cell: Cell) -> Held:
    """A cell as its row holds it."""
    return cell.published.value, cell.published.symbol or "", cell.shared


def held_cells(source: Source) -> dict[Key, Held]:
    """What is held of a source's series. Queries: 1."""
    rows = BenchmarkValue.objects.filter(series__in=[one.code for one in source.series])
    columns = ("series", "period_end", "place", "value", "symbol", "shared")
    return {
        (series, end.year, place): tuple(rest)
        for series, end, place, *rest in rows.values_list(*columns)
    }


def store(release: BenchmarkRelease, source: Source, cells: Mapping[Key, Cell]) -> None:
    """Write new and changed cells, in a few statements."""
    ends: dict[int, date] = {year: source.period_end(year) for _, year, _ in cells}
    BenchmarkValue.objects.bulk_create(
        [
            BenchmarkValue(
                release=release,
                series=series,
                period_end=ends[year],
                level=cell.place.level,
                place=cell.place.key,
                value=cell.published.value,
                symbol=cell.published.symbol or "",
                shared=cell.shared,
            )
            for (series, year, _), cell in cells.items()
        ],
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["series", "period_end", "place"],
        update_fields=["release", "level", "value", "symbol", "shared"],
    )
