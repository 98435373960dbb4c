"""How are style, script and fonts made ready to serve?"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from improvement.ui.assets import AssetError, build_assets


class Command(BaseCommand):
    help = "Builds static/dist (style sheet, scripts, fonts) from the locked npm packages."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--force", action="store_true", help="build even if nothing changed")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            built = build_assets(force=options["force"])
        except AssetError as fault:
            raise CommandError(str(fault)) from fault
        self.stdout.write("Assets built." if built else "Assets are up to date.")
