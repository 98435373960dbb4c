"""`manage.py send_reminders`: who is told today what is due, late, sent back or waiting?"""

from argparse import ArgumentParser, ArgumentTypeError
from collections import Counter
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from scorecard.reminders.selectors import Letter, letters_for
from scorecard.reminders.services import MAIL_FAULTS, send_letter
from scorecard.reminders.words import subject_of


class Command(BaseCommand):
    help = "Mail everyone who has a return to key or approve, once a day each."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--day", type=day_of, help="write as if it were this day, such as 2026-11-13 (today)"
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="say who would be mailed; send and keep nothing"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        letters = letters_for(options["day"] or timezone.localdate())
        if options["dry_run"]:
            self.tell(letters)
            return
        told = Counter(self.outcome(letter) for letter in letters)
        self.stdout.write(f"{mails(told['sent'])} sent, {told['again']} had theirs already.")
        if told["failed"]:
            raise CommandError(
                f"{mails(told['failed'])} could not be sent. "
                "Put right what is named above and run this again: nobody is mailed twice."
            )

    def tell(self, letters: list[Letter]) -> None:
        """What would be sent, a line each."""
        for letter in letters:
            self.stdout.write(f"{letter.person.email}: {subject_of(letter)}")
        self.stdout.write(f"{mails(len(letters))} would be sent, fewer if some went already.")

    def outcome(self, letter: Letter) -> str:
        """Send one letter; a fault stops this one only."""
        try:
            return "sent" if send_letter(letter) else "again"
        except MAIL_FAULTS as fault:
            self.stderr.write(f"{letter.person.email}, {letter.council}: {fault}")
            return "failed"


def day_of(text: str) -> date:
    """A day typed as 2026-11-13."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"{text!r} is not a day such as 2026-11-13.") from error


def mails(number: int) -> str:
    return f"{number} mail" if number == 1 else f"{number} mails"
