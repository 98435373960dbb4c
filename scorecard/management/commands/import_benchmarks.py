"""`manage.py import_benchmarks`: how do published national figures come in?"""

import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from improvement.councils.models import Council
from improvement.councils.reference import load_register
from scorecard.benchmarks.importing import FileFault, Outcome, import_benchmarks
from scorecard.benchmarks.reading import LARGEST_FILE
from scorecard.benchmarks.report import report_lines
from scorecard.benchmarks.sources import READING_ORDER, source_named
from scorecard.models import Measure
from scorecard.reference import load_catalogue

WIDTH = 30


class Bar:
    """A line that fills while files are read; nothing where nobody watches."""

    def __init__(self, files: int) -> None:
        self.files, self.done, self.name = files, 0, ""
        self.is_watched = sys.stderr.isatty()

    def step(self, part: float) -> None:
        """Show how far the file under way has come."""
        if not self.is_watched:
            return
        whole = (self.done + part) / self.files
        filled = "█" * round(whole * WIDTH)
        sys.stderr.write(f"\r\x1b[K{filled:░<{WIDTH}} {whole:4.0%} {self.name[:40]}")
        sys.stderr.flush()

    def clear(self) -> None:
        if self.is_watched:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


class Command(BaseCommand):
    help = "Take in published benchmarks, statistical neighbours and child populations."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would change, and change nothing"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        with rehearsal() if options["dry_run"] else nullcontext():
            faults = self.take_all(options["files"])
        if options["dry_run"]:
            self.stdout.write("Nothing was changed: this was a dry run.")
        if faults:
            raise CommandError("\n".join(faults))

    def take_all(self, paths: list[Path]) -> list[str]:
        """Every file, in the order in which they build on one another; what was refused."""
        prepare_reference()
        self.bar = Bar(len(paths))
        faults = []
        for path in sorted(paths, key=order_of):
            faults += self.take(path)
            self.bar.done += 1
        self.bar.clear()
        return faults

    def take(self, path: Path) -> list[str]:
        """One file: its report, or its faults; the other files are taken in all the same."""
        self.bar.name = path.name
        self.bar.step(0)
        try:
            content = read_file(path)
            outcome = import_benchmarks(
                file_name=path.name, content=content, by=None, step=self.bar.step
            )
        except FileFault as fault:
            return [*fault.faults, f"{path.name}: nothing of this file was taken in"]
        self.tell(outcome)
        return []

    def tell(self, outcome: Outcome) -> None:
        self.bar.clear()
        publication = f"{outcome.source.publication} ({outcome.source.publisher})"
        self.stdout.write(f"{outcome.file_name}: {publication}")
        for line in report_lines(outcome):
            self.stdout.write(f"  {line}")


@contextmanager
def rehearsal() -> Iterator[None]:
    """Do everything, then leave the database as it was."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def prepare_reference() -> None:
    """A database that was only just made gets the register and the catalogue first."""
    if not Council.objects.filter(is_illustrative=False).exists():
        load_register()
    if not Measure.objects.filter(council=None).exists():
        load_catalogue()


def order_of(path: Path) -> int:
    """Neighbours, then populations, then measures; files that will be refused come last."""
    source = source_named(path.name)
    return READING_ORDER.index(source.reads) if source else len(READING_ORDER)


def read_file(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise FileFault(path.name, [f"cannot be read: {error.strerror}"]) from error
