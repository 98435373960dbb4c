"""`manage.py demo`: how does someone see the whole product in a minute?"""

import socket
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from improvement.councils.demo_backend import DEMO_PASSWORD
from improvement.demo.environment import DEFAULT_DATA_DIR, MARK, is_the_demos
from improvement.demo.loader import PEOPLE, load_demo
from improvement.ui.assets import AssetError, assets_are_stale, build_assets

HOST = "127.0.0.1"


class Command(BaseCommand):
    help = "Prepare the demo (assets, embedded database, made-up and published facts) and serve it."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--data-dir", type=Path, default=DEFAULT_DATA_DIR)
        parser.add_argument("--no-server", action="store_true", help="prepare only")
        parser.add_argument("--reset", action="store_true", help="begin again from nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Run the demo as `manage.py demo`, not from another program.")
        self.check_port(options["port"], serving=not options["no_server"])
        self.check_database(reset=options["reset"])
        self.prepare_assets()
        self.prepare_database()
        self.tell(options["port"], serving=not options["no_server"])
        if not options["no_server"]:
            serve(options["port"])

    def check_port(self, port: int, *, serving: bool) -> None:
        if not 1 <= port <= 65535:
            raise CommandError(f"--port must be from 1 to 65535; it is {port}.")
        if not serving:
            return
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except OSError as error:
                raise CommandError(
                    f"Port {port} is in use. Stop what holds it, or choose another with --port."
                ) from error

    def check_database(self, *, reset: bool) -> None:
        path = Path(settings.DATABASES["default"]["NAME"])
        if not is_the_demos(path):
            raise CommandError(
                f"{path} was not made by the demo, so the demo will not touch it. "
                "Choose another directory with --data-dir."
            )
        if reset:
            connection.close()
            for suffix in ("", "-wal", "-shm"):
                path.with_name(path.name + suffix).unlink(missing_ok=True)

    def prepare_assets(self) -> None:
        if not assets_are_stale():
            return
        self.stdout.write("Building style sheet, scripts and fonts …")
        try:
            build_assets()
        except AssetError as error:
            raise CommandError(str(error)) from error

    def prepare_database(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA application_id = {MARK}")
        call_command("migrate", verbosity=0, interactive=False)
        self.stdout.write("Loading the demo's councils …")
        load_demo(today=timezone.localdate())

    def tell(self, port: int, *, serving: bool) -> None:
        lines = [f"  {username:<12} {does}" for username, does in PEOPLE.items()]
        self.stdout.write(
            "\n".join(["", f"Sign in with the password {DEMO_PASSWORD} as:", *lines, ""])
        )
        if serving:
            self.stdout.write(f"Improvement Journey is ready: http://{HOST}:{port}/")
            self.stdout.write("Press Ctrl+C to stop.")
        self.stdout.flush()


def serve(port: int) -> None:
    """Serve on this machine only, with the server that production uses."""
    from gunicorn.app.base import BaseApplication

    from improvement.wsgi import application

    class Server(BaseApplication):
        def load_config(self) -> None:
            for key, value in {
                "bind": f"{HOST}:{port}",
                "workers": 2,
                "threads": 4,
                "keepalive": 75,
                "loglevel": "error",
            }.items():
                self.cfg.set(key, value)

        def load(self) -> Any:
            return application

    connection.close()
    Server().run()
