"""The fixed cast: who is in every test, and how do they open pages?"""

import os
from dataclasses import dataclass
from pathlib import Path

# Before Django starts: tests run as production does, but for a key, plain HTTP and their own files.
# Only DATABASE_URL is taken from outside, so that the same suite runs on both databases.
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "improvement.settings",
    "SECRET_KEY": "tests-only-" + "0123456789" * 5,
    "DEBUG": "false",
    "DEMO": "false",
    "HTTPS": "false",
    # The browser driver keeps an event loop open in the worker; no code of ours runs in it.
    "DJANGO_ALLOW_ASYNC_UNSAFE": "true",
    "DATA_DIR": str(Path(__file__).resolve().parent.parent / ".data" / "tests"),
}
for name in ("ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS", "EMAIL_URL", "TRUSTED_PROXIES"):
    os.environ.pop(name, None)

import django
import pytest

django.setup()

from django.conf import settings

# A real password costs half a second to check, which is the point of it, and not of our tests.
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

from django.core.cache import caches
from django.db import connection
from django.test import Client

from improvement.councils.models import Council, ServiceArea, User
from improvement.councils.roles import Role
from improvement.ui.assets import build_assets
from inspections.reference import load_judgement_sets
from scorecard.compare.held import HELD
from tests.builders import make_area, make_council, make_member, make_user
from tests.together import ByFile, claim, shared_by_workers, unit_of

# These start a server or a program of their own, which asks the database for itself.
OWN_PROGRAMS = ("tests/e2e/", "tests/load/", "test_racing.py")
# These ask it only for words to write into files, which are written alike whoever kept the words.
ONLY_WRITE = ("packs/test_exporters.py", "evaluation/test_files.py")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL only what asks the database: the rest is the same as it was on SQLite."""
    if connection.vendor == "sqlite":
        return
    spared = {item for item in items if not asks_the_database(item)}
    config.hook.pytest_deselected(items=list(spared))
    items[:] = [item for item in items if item not in spared]


def asks_the_database(item: pytest.Item) -> bool:
    """By its marker, a fixture, or a program that it starts."""
    if item.path.as_posix().endswith(ONLY_WRITE):
        return False
    if any(part in item.path.as_posix() for part in OWN_PROGRAMS):
        return True
    fixtures = {"db", "transactional_db"} & set(item.fixturenames)
    return bool(fixtures) or item.get_closest_marker("django_db") is not None


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> ByFile:
    return ByFile(config, log)


@pytest.fixture(scope="module", autouse=True)
def _one_worker(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> None:
    """What stays together did."""
    unit = unit_of(f"{request.node.nodeid}::any")
    if "::" not in unit:
        claim(unit, shared_by_workers(tmp_path_factory))


def pytest_sessionstart(session: pytest.Session) -> None:
    """Pages are tested as they look: with the style sheet built (once, before the workers)."""
    if not hasattr(session.config, "workerinput"):
        build_assets()
        # WhiteNoise warns of a missing directory, and a warning is an error here.
        Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker) -> None:
    """A database as every installation has it from its first day: with the sets of judgements."""
    with django_db_blocker.unblock():
        load_judgement_sets()


@dataclass
class Cast:
    """One person for each role at Testham, and an officer of another council."""

    officer: User
    lead: User
    improvement: User
    owner: User
    board: User
    clerk: User
    viewer: User
    admin: User
    stranger: User

    def holding(self, role: Role) -> User:
        return getattr(self, role.value)


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """A database rolled back begins its counting again; a kept page would outlive it."""
    caches["pages"].clear()
    HELD.clear()


@pytest.fixture
def in_memory_files(settings) -> None:
    """Uploaded files end with the test."""
    memory = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
    settings.STORAGES = {**settings.STORAGES, "default": memory}


@pytest.fixture
def council(db) -> Council:
    return make_council("Testham")


@pytest.fixture
def other_council(db) -> Council:
    return make_council("Elsewhere")


@pytest.fixture
def area(council) -> ServiceArea:
    """The area that the officer of the cast keys."""
    return make_area(council, "Front door")


@pytest.fixture
def cast(council, other_council, area) -> Cast:
    people = {
        role.value: make_member(
            council, role, make_user(role.value), (area,) if role is Role.OFFICER else ()
        )
        for role in Role
    }
    elsewhere = make_area(other_council, "Front door")
    stranger = make_member(other_council, Role.OFFICER, make_user("stranger"), (elsewhere,))
    return Cast(**people, stranger=stranger)


@pytest.fixture
def as_(cast):
    """A signed-in browser: `as_("lead").get(...)`, or `as_(user)` for anyone else."""

    def signed_in(person: str | User) -> Client:
        client = Client()
        client.force_login(person if isinstance(person, User) else getattr(cast, person))
        return client

    return signed_in
