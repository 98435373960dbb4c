"""`manage.py read_letter`: what does a published letter say, without a database or a browser?"""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from inspections.letters.reading import LetterReading, LetterRefused, read_letter


class Command(BaseCommand):
    help = "Read inspection letters (PDF): kind, council, days, judgements and findings."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", metavar="FILE.pdf", nargs="+", help="a letter as published")
        parser.add_argument(
            "--json", action="store_true", dest="as_json", help="one JSON object a line"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Every file is tried, in the order given; one that cannot be read is named."""
        refused = 0
        for path in map(Path, options["files"]):
            try:
                line = told(path, read(path), as_json=options["as_json"])
            except LetterRefused as refusal:
                refused += 1
                line = complaint(path, refusal.message, as_json=options["as_json"])
            self.stdout.write(line)
            self.stdout.flush()
        if refused:
            count = "One file" if refused == 1 else f"{refused} files"
            raise CommandError(f"{count} could not be read.")


def read(path: Path) -> LetterReading:
    """What a file says, or why it cannot be read."""
    try:
        with path.open("rb") as file:
            return read_letter(file, path.name)
    except OSError as fault:
        raise LetterRefused(f"{path} cannot be read: {fault.strerror or fault}.") from fault


def told(path: Path, reading: LetterReading, *, as_json: bool) -> str:
    """One letter as a line of JSON, or in words."""
    row = row_of(path, reading)
    if as_json:
        return json.dumps(row, ensure_ascii=False)
    head = ", ".join(str(row[name]) for name in ("kind", "council", "start", "end") if row[name])
    graded = [f"  {one['area']}: {one['grade']}" for one in row["judgements"]]
    found = [f"  {one['kind']} (page {one['page']}): {one['text']}" for one in row["findings"]]
    return "\n".join([f"{row['file']}: {head}", *graded, *found])


def row_of(path: Path, reading: LetterReading) -> dict[str, Any]:
    """What a program that compares letters needs of one."""
    held = reading.to_json()
    return {
        "file": path.name,
        "kind": reading.kind,
        "council": reading.council or None,
        "gss": reading.gss or None,
        "start": held["start"],
        "end": held["end"],
        "published": held["published"],
        "theme": reading.theme or None,
        "judgements": [{"area": one.area, "grade": one.word} for one in reading.judgements],
        "findings": [
            {"kind": one.kind, "text": one.text, "page": one.page} for one in reading.findings
        ],
    }


def complaint(path: Path, message: str, *, as_json: bool) -> str:
    """A file that cannot be read, in its place among the others."""
    if as_json:
        return json.dumps({"file": path.name, "error": message}, ensure_ascii=False)
    return f"{path.name}: {message}"
