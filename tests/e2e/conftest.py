"""How does a real browser meet a real server, with the demo's councils in its database?

The demo is prepared once a run. Every worker then serves a copy of its own, so that what one
test changes no other sees, and the browser tests of different workers run side by side.
"""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from django.db import connection
from playwright.sync_api import Browser, BrowserContext, Page, StorageState

from tests.e2e.browser import CHROMIUM, FLAGS, PASSWORD
from tests.e2e.looking import follow
from tests.needs import missing
from tests.together import shared_by_workers

ROOT = Path(__file__).resolve().parents[2]


# What people do to figures is shown on both databases; how pages look and behave, on one.
ON_BOTH = {"test_month_of_figures", "test_entry_two_people"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    ours = [item for item in items if Path(__file__).parent in item.path.parents]
    for item in ours:
        item.add_marker(pytest.mark.e2e)
    if connection.vendor != "sqlite":
        spared = {item for item in ours if item.path.stem not in ON_BOTH}
        config.hook.pytest_deselected(items=list(spared))
        items[:] = [item for item in items if item not in spared]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    if CHROMIUM is None:
        missing("Chromium is not on this machine, so no browser test can run.")
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": FLAGS}


def environment(**changed: str) -> dict[str, str]:
    """The environment of a demo: nothing of the tests' own settings."""
    ours = ("DATABASE_URL", "DATA_DIR", "DEBUG", "DEMO", "SECRET_KEY", "HTTPS")
    return {name: text for name, text in os.environ.items() if name not in ours} | changed


def run(*arguments: str, **changed: str) -> None:
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=environment(**changed),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory with the demo loaded; made by the first worker that asks."""
    import fcntl

    shared = shared_by_workers(tmp_path_factory) / "demo-prepared"
    with shared.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / "ready").exists():
            run("manage.py", "demo", "--no-server", "--data-dir", str(shared))
            (shared / "ready").touch()
    return shared


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until_served(address: str, server: subprocess.Popen) -> None:
    for _ in range(300):
        assert server.poll() is None, f"The server stopped: {server.stdout.read()}"
        try:
            with urlopen(f"{address}/healthz", timeout=2):  # noqa: S310 - our own server
                return
        except (URLError, OSError):
            time.sleep(0.1)
    raise AssertionError("The server did not answer within 30 seconds.")


@pytest.fixture(scope="session")
def postgres_url(worker_id: str) -> Iterator[str]:
    """On PostgreSQL: a database of this worker's own, with the demo loaded into it."""
    import psycopg2

    url = urlsplit(os.environ["DATABASE_URL"])
    name = f"journey_e2e_{worker_id}"
    with closing(psycopg2.connect(url.geturl())) as admin:
        admin.autocommit = True
        admin.cursor().execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        admin.cursor().execute(f"CREATE DATABASE {name}")
        try:
            yield url._replace(path=f"/{name}").geturl()
        finally:
            admin.cursor().execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


LOAD = """
import django; django.setup()
from django.core.management import call_command
from django.utils import timezone
from improvement.demo.loader import load_demo
call_command("migrate", verbosity=0)
load_demo(today=timezone.localdate())
"""


@pytest.fixture(scope="session")
def server_command(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[list[str], dict[str, str], int]:
    """What starts the server: the demo command, or on PostgreSQL the production server."""
    port, data = free_port(), tmp_path_factory.mktemp("served") / "data"
    if connection.vendor == "sqlite":
        shutil.copytree(request.getfixturevalue("prepared"), data)
        return ["manage.py", "demo", "--port", str(port), "--data-dir", str(data)], {}, port
    changed = {
        "DATABASE_URL": request.getfixturevalue("postgres_url"),
        "DATA_DIR": str(data),
        "DEMO": "true",
        "DJANGO_SETTINGS_MODULE": "improvement.settings",
    }
    run("-c", LOAD, **changed)
    serve = ["-m", "gunicorn", "improvement.wsgi", "--bind", f"127.0.0.1:{port}", "--threads", "4"]
    return serve, changed, port


@pytest.fixture(scope="session")
def site(server_command: tuple[list[str], dict[str, str], int]) -> Iterator[str]:
    """The address of this worker's own running demo."""
    arguments, changed, port = server_command
    server = subprocess.Popen(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=environment(**changed),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        wait_until_served(address, server)
        yield address
    finally:
        server.terminate()
        try:
            server.communicate(timeout=5)
        except subprocess.TimeoutExpired:
            server.kill()
            server.communicate()


def sign_in(page: Page, username: str) -> None:
    """By the form, as a person does."""
    page.goto("/accounts/sign-in/")
    page.get_by_label("Username or email").fill(username)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    follow(page.get_by_role("button", name="Sign in"))
    page.wait_for_url(re.compile(r"//[^/]+/$"))


@pytest.fixture(scope="session")
def session_of(browser: Browser, site: str) -> Callable[[str], StorageState]:
    """What a browser holds once one of the cast has signed in: by the form, once for each."""

    @cache
    def session(username: str) -> StorageState:
        with closing(browser.new_context(base_url=site, locale="en-GB")) as context:
            sign_in(context.new_page(), username)
            return context.storage_state()

    return session


@contextmanager
def windows(
    browser: Browser, site: str, session_of: Callable[[str], StorageState]
) -> Iterator[Callable[..., Page]]:
    """Pages signed in as one of the cast, each in a window of its own, closed at the end."""
    contexts: list[BrowserContext] = []

    def signed_in(
        username: str, *, width: int = 1280, height: int = 900, anew: bool = False
    ) -> Page:
        context = browser.new_context(
            base_url=site,
            viewport={"width": width, "height": height},
            locale="en-GB",
            accept_downloads=True,
            storage_state=None if anew else session_of(username),
        )
        contexts.append(context)
        page = context.new_page()
        if anew:
            sign_in(page, username)
        return page

    yield signed_in
    for context in contexts:
        context.close()


@pytest.fixture
def person(
    browser: Browser, site: str, session_of: Callable[[str], StorageState]
) -> Iterator[Callable[..., Page]]:
    """A page signed in as one of the cast, on no address yet: `person("officer", width=375)`.

    `anew` makes it a sign-in of its own; else it is another window of the one that all share.
    """
    with windows(browser, site, session_of) as signed_in:
        yield signed_in


@pytest.fixture(scope="module")
def one_officer(
    browser: Browser, site: str, session_of: Callable[[str], StorageState]
) -> Iterator[Page]:
    """An officer's page for all tests of a file that leave nothing behind: its files load once."""
    with windows(browser, site, session_of) as signed_in:
        yield signed_in("officer")
