"""How is a production server started over a database of its own, and ended again?"""

import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[2]
WORKERS, THREADS = 2, 4
SECONDS_TO_START = 60


@contextmanager
def fresh_environment(data: Path, postgres: str = "") -> Iterator[dict[str, str]]:
    """The settings of a new installation: SQLite in `data`, or a new PostgreSQL database."""
    ours = ("DATABASE_URL", "DEBUG", "DEMO", "ALLOWED_HOSTS", "EMAIL_URL")
    env = {name: text for name, text in os.environ.items() if name not in ours}
    env |= {
        "DATA_DIR": str(data),
        "SECRET_KEY": secrets.token_urlsafe(48),
        "HTTPS": "false",
        "DJANGO_SETTINGS_MODULE": "improvement.settings",
        "PYTHONPATH": str(ROOT),
    }
    if not postgres:
        yield env
        return
    with new_database(postgres) as address:
        yield env | {"DATABASE_URL": address}


@contextmanager
def new_database(postgres: str) -> Iterator[str]:
    """A database beside the one whose address is given, dropped at the end."""
    import psycopg2

    name = f"journey_load_{os.getpid()}"
    with closing(psycopg2.connect(postgres)) as admin:
        admin.autocommit = True
        admin.cursor().execute(f"CREATE DATABASE {name}")
        try:
            yield urlsplit(postgres)._replace(path=f"/{name}").geturl()
        finally:
            admin.cursor().execute(f"DROP DATABASE {name} WITH (FORCE)")


def run(module: str, *arguments: str, env: dict[str, str]) -> str:
    """What a module prints when it is run with those settings; its own words when it fails."""
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stdout + done.stderr)
    return done.stdout


@contextmanager
def served(env: dict[str, str]) -> Iterator[int]:
    """The port on which gunicorn serves with those settings, as the README starts it."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "improvement.wsgi", "--log-level", "warning"]
    command += ["--bind", f"127.0.0.1:{port}", "--keep-alive", "75"]
    command += ["--workers", str(WORKERS), "--threads", str(THREADS)]
    server = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL)
    try:
        wait_until_served(port, server)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=30)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until_served(port: int, server: subprocess.Popen) -> None:
    """Until the first page comes; an error when the server stops instead."""
    end = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < end:
        if server.poll() is not None:
            raise RuntimeError(f"The server stopped with exit code {server.returncode}.")
        try:
            with closing(HTTPConnection("127.0.0.1", port, timeout=2)) as line:
                line.request("GET", "/healthz")
                line.getresponse().read()
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("The server did not answer in time.")
