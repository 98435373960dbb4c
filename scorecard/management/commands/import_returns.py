"""`manage.py import_returns`: how does a file of figures come in without a browser?

The same reading, the same refusals and the same saving as the upload page; one refusal, and
nothing is saved.
"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from improvement.councils.access import Access
from improvement.councils.commands import read_council, read_month
from improvement.councils.models import Council, Membership, User
from improvement.councils.roles import KEY_FIGURES
from improvement.rules.month import Month
from scorecard.entry.access import KEY_EVERY_AREA
from scorecard.uploads.desk import Desk, desk_of
from scorecard.uploads.matching import Matched, match
from scorecard.uploads.pages import saved_words
from scorecard.uploads.preview import Preview, counted, preview_of
from scorecard.uploads.reading import clean_name, read_file
from scorecard.uploads.saving import save_upload
from scorecard.uploads.table import FileRefused

NAME_NEEDED = (
    "--commit needs --by USERNAME: whoever keys figures may not approve them, so the history has "
    "to name them. Nothing was saved."
)


class Command(BaseCommand):
    help = (
        "Import a month's figures from a workbook (.xlsx) or CSV. Without --commit it only says "
        "what would be saved. Ends with 1, and saves nothing, when anything is refused."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--council", required=True, metavar="SLUG", help="as in its address")
        parser.add_argument("--month", required=True, metavar="YYYY-MM")
        parser.add_argument("--commit", action="store_true", help="save the figures")
        parser.add_argument(
            "--by",
            metavar="USERNAME",
            help="who keys them, within what they may key, and so never approves them; "
            "--commit needs it",
        )
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        council, month = read_council(options["council"]), read_month(options["month"])
        if options["commit"] and not options["by"]:
            raise CommandError(NAME_NEEDED)
        person = read_person(council, options["by"]) if options["by"] else None
        desk = desk_in(council, month, person)
        preview = preview_of(desk, matched_in(options["file"], desk))
        self.tell(preview)
        if preview.refused:
            raise CommandError(f"{counted(preview)} Nothing was saved.")
        if not options["commit"]:
            self.stdout.write(f"{counted(preview)} Nothing was saved: add --commit to save.")
            return
        self.stdout.write(saved(preview, options["file"], person))

    def tell(self, preview: Preview) -> None:
        """Every refusal on stderr; what was passed over, and every figure to save, on stdout."""
        for refusal in preview.refused:
            self.stderr.write(str(refusal))
        for note in preview.notes:
            self.stdout.write(note)
        for line in preview.lines:
            was = f" (was {line.was})" if line.was else ""
            self.stdout.write(f"{line.state}: {line.measure.code} {line.now or '—'}{was}")


def read_person(council: Council, username: str) -> User:
    """Someone who may key figures at the council."""
    person = User.objects.filter(username=username, is_active=True).first()
    if person is None or not access_of(council, person).has(KEY_FIGURES):
        raise CommandError(f"--by: {username!r} does not key figures at {council}.")
    return person


def access_of(council: Council, person: User) -> Access:
    return Access(council, list(Membership.objects.of(person).filter(council=council)))


def desk_in(council: Council, month: Month, person: User | None) -> Desk:
    """The month as this person may key it; the system may key all of it."""
    own = None
    if person is not None:
        access = access_of(council, person)
        own = None if access.has(KEY_EVERY_AREA) else access.own_area_ids
    desk = desk_of(council, month, own)
    if desk is None:
        raise CommandError(f"{council} has no return for {month.label} yet: open it first.")
    return desk


def matched_in(path: Path, desk: Desk) -> Matched:
    """The file as rows of measures, read with the same defences as an upload."""
    try:
        with path.open("rb") as file:
            table = read_file(file, path.name)
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
    except FileRefused as refusal:
        raise CommandError(f"{refusal.message} Nothing was saved.") from refusal
    try:
        return match(table, desk.measures, council=desk.council, month=desk.month)
    except FileRefused as refusal:
        raise CommandError(f"{refusal.message} Nothing was saved.") from refusal


def saved(preview: Preview, path: Path, person: User | None) -> str:
    """Save, and say what was saved."""
    versions = {section.pk: section.version for section in preview.sections}
    name = clean_name(path.name)
    try:
        save_upload(preview=preview, versions=versions, file_name=name, by=person)
    except ValidationError as refusal:
        raise CommandError(f"{' '.join(refusal.messages)} Nothing was saved.") from refusal
    return saved_words(preview, name)
