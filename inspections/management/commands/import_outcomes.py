"""`manage.py import_outcomes`: how do published outcomes of inspections come in?"""

from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from improvement.councils.models import Council
from improvement.councils.reference import load_register
from inspections.models import JudgementSet
from inspections.outcomes.importing import import_outcomes, report_lines
from inspections.outcomes.reading import LARGEST_FILE, FileFault
from inspections.reference import load_judgement_sets


class Command(BaseCommand):
    help = "Take in published outcomes of inspections: council GSS, kind, days and grades."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would change, and change nothing"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        with rehearsal() if options["dry_run"] else nullcontext():
            prepare_reference()
            faults = [fault for path in options["files"] for fault in self.take(path)]
        if options["dry_run"]:
            self.stdout.write("Nothing was changed: this was a dry run.")
        if faults:
            raise CommandError("\n".join(faults))

    def take(self, path: Path) -> list[str]:
        """One file: its report, or its faults; the other files are taken in all the same."""
        try:
            done = import_outcomes(file_name=path.name, content=read_file(path), by=None)
        except FileFault as fault:
            return [*fault.faults, f"{path.name}: nothing of this file was taken in"]
        for line in report_lines(done):
            self.stdout.write(f"{path.name}: {line}")
        return []


@contextmanager
def rehearsal() -> Iterator[None]:
    """Do everything, then leave the database as it was."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def prepare_reference() -> None:
    """A database that was only just made gets the register and the frameworks first."""
    if not Council.objects.filter(is_illustrative=False).exists():
        load_register()
    if not JudgementSet.objects.exists():
        load_judgement_sets()


def read_file(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise FileFault(path.name, [f"cannot be read: {error.strerror}"]) from error
