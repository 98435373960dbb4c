"""How does a command take in published files: each whole or not at all, or on trial?"""

from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from improvement.councils.models import Council
from improvement.councils.reference import load_register


class ImportCommand(BaseCommand):
    """Takes in the files named, one by one; what is wrong with one keeps no other back.

    A command of its own says how large a file may be, which error refuses one (with its `faults`),
    what must be there before the first, and what comes of each.
    """

    largest: int
    refusal: type[Exception]

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would change, and change nothing"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        with rehearsal() if options["dry_run"] else nullcontext():
            if not Council.objects.filter(is_illustrative=False).exists():
                load_register()
            self.prepare()
            faults = self.take_all(options["files"])
        if options["dry_run"]:
            self.stdout.write("Nothing was changed: this was a dry run.")
        if faults:
            raise CommandError("\n".join(faults))

    def prepare(self) -> None:
        """What a database that was only just made needs besides the register."""
        raise NotImplementedError

    def take_all(self, paths: Sequence[Path]) -> list[str]:
        """Every file in turn; what was refused."""
        return [fault for path in paths for fault in self.take(path)]

    def take(self, path: Path) -> list[str]:
        """One file: its report, or its faults."""
        try:
            content = self.content_of(path)
        except OSError as error:
            return refused(path, [f"{path.name}: cannot be read: {error.strerror}"])
        try:
            self.take_in(path.name, content)
        except self.refusal as fault:
            return refused(path, fault.faults)
        return []

    def take_in(self, file_name: str, content: bytes) -> None:
        """Take one file in and report it, or refuse it whole."""
        raise NotImplementedError

    def content_of(self, path: Path) -> bytes:
        """What a file holds, and of one that is too large just enough to see that."""
        with path.open("rb") as file:
            return file.read(self.largest + 1)


@contextmanager
def rehearsal() -> Iterator[None]:
    """Do everything, then leave the database as it was."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def refused(path: Path, faults: Sequence[str]) -> list[str]:
    """What is wrong with a file, and what that means for it."""
    return [*faults, f"{path.name}: nothing of this file was taken in"]
