"""`manage.py build_pack`: how does someone get a pack's files without a browser?

Nothing is written to the database: the content is frozen in the files, with its checksum beside.
"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from improvement.councils.commands import read_council, read_month
from improvement.councils.models import Council
from improvement.packs.builders import BUILDERS, Content
from improvement.packs.exporters import FORMATS, file_name
from improvement.packs.freezing import canonical, checksum, stamped
from improvement.packs.selectors import meeting_for
from improvement.packs.services import check_month
from improvement.rules.month import Month
from improvement.ui.typesetting import FontError

MAKER = "Improvement Journey, from the command line"


class Command(BaseCommand):
    help = "Build a council's pack for a month as PDF, Word and Excel, from approved data."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--council", required=True, metavar="SLUG", help="as in its address")
        parser.add_argument("--month", required=True, metavar="YYYY-MM")
        parser.add_argument("--kind", default="board", help=f"one of: {', '.join(BUILDERS)}")
        parser.add_argument("--out", required=True, type=Path, metavar="DIR")

    def handle(self, *args: Any, **options: Any) -> None:
        kind, month = read_kind(options["kind"]), read_month(options["month"])
        council = read_council(options["council"])
        try:
            check_month(council, month)
        except ValidationError as error:
            raise CommandError(f"--month: {' '.join(error.messages)}") from error
        content = frozen_content(council, month, kind)
        for path in write_files(content, make_directory(options["out"])):
            self.stdout.write(str(path))


def read_kind(kind: str) -> str:
    if kind not in BUILDERS:
        raise CommandError(f"--kind must be one of: {', '.join(BUILDERS)}; it is {kind!r}.")
    return kind


def make_directory(path: Path) -> Path:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CommandError(f"--out cannot be used: {error.strerror} ({path}).") from error
    return path


def frozen_content(council: Council, month: Month, kind: str) -> Content:
    """What the pack says now, stamped as a first version."""
    now = timezone.now()
    meeting = meeting_for(council, month)
    content = BUILDERS[kind](council, month, meeting, timezone.localdate(now))
    return stamped(content, number=1, by=MAKER, at=now)


def write_files(content: Content, out: Path) -> list[Path]:
    """The three files, the content they were made from and its checksum."""
    pack_json = file_name(content, "json")
    try:
        files = {file_name(content, one.ending): one.write(content) for one in FORMATS.values()}
        files[pack_json] = canonical(content)
        files[f"{pack_json}.sha256"] = f"{checksum(content)}  {pack_json}\n".encode()
        for name, data in files.items():
            (out / name).write_bytes(data)
    except FontError as error:
        raise CommandError(str(error)) from error
    except OSError as error:
        raise CommandError(f"--out cannot be written to: {error.strerror} ({out}).") from error
    return [out / name for name in files]
