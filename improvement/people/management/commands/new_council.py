"""`manage.py new_council`: how does a real council start?"""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from improvement.people.setup import read_start, set_up_council


class Command(BaseCommand):
    help = "Start a council: its service areas, the measures each returns, its administrator."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--name", required=True, help="its name, or another name in use")
        parser.add_argument("--gss", required=True, help="GSS code, such as E06000008")
        parser.add_argument("--admin-email", required=True, help="first administrator's address")
        parser.add_argument(
            "--area",
            action="append",
            required=True,
            metavar='"NAME=MEASURES"',
            help="a service area and what it returns: codes or whole groups, separated by commas, "
            'as in "Front door=FD1,FD2,Early help"; repeat for each area',
        )
        parser.add_argument(
            "--population",
            action="append",
            default=[],
            metavar="YEAR=CHILDREN",
            help="ONS mid-year estimate of children aged 0 to 17, for rates; repeat for each year",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            start = read_start(
                name=options["name"],
                gss_code=options["gss"],
                admin_email=options["admin_email"],
                areas=options["area"],
                populations=options["population"],
            )
            council = set_up_council(start)
        except ValidationError as error:
            raise CommandError("\n".join(sentences(error))) from error
        self.stdout.write(
            f"{council.name} is ready: {council.areas.count()} service areas, "
            f"{council.measures.count()} measures.\n"
            f"{start.admin_email} now sets a password at /accounts/password/reset/ on your site."
        )


def sentences(error: ValidationError) -> list[str]:
    """Every message, with the option it belongs to."""
    if not hasattr(error, "error_dict"):
        return list(error.messages)
    return [f"{field}: {text}" for field, texts in error.message_dict.items() for text in texts]
