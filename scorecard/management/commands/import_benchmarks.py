"""`manage.py import_benchmarks`: how do published national figures come in?"""

import sys
from collections.abc import Sequence
from pathlib import Path

from improvement.councils.importing import ImportCommand
from improvement.councils.published_files import FileFault
from scorecard.benchmarks.importing import import_benchmarks
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


class Command(ImportCommand):
    help = "Take in published benchmarks, statistical neighbours and child populations."
    largest, refusal = LARGEST_FILE, FileFault

    def prepare(self) -> None:
        """The catalogue, where there is none yet."""
        if not Measure.objects.filter(council=None).exists():
            load_catalogue()

    def take_all(self, paths: Sequence[Path]) -> list[str]:
        """Every file, in the order in which they build on one another; what was refused."""
        self.bar = Bar(len(paths))
        faults = super().take_all(sorted(paths, key=order_of))
        self.bar.clear()
        return faults

    def take(self, path: Path) -> list[str]:
        self.bar.name = path.name
        self.bar.step(0)
        faults = super().take(path)
        self.bar.done += 1
        return faults

    def take_in(self, file_name: str, content: bytes) -> None:
        outcome = import_benchmarks(
            file_name=file_name, content=content, by=None, step=self.bar.step
        )
        self.bar.clear()
        publication = f"{outcome.source.publication} ({outcome.source.publisher})"
        self.stdout.write(f"{file_name}: {publication}")
        for line in report_lines(outcome):
            self.stdout.write(f"  {line}")


def order_of(path: Path) -> int:
    """Neighbours, then populations, then measures; files that will be refused come last."""
    source = source_named(path.name)
    return READING_ORDER.index(source.reads) if source else len(READING_ORDER)
