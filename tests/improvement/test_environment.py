"""Does a bad value stop the start with a sentence that names it, and a good one start?"""

import os
import subprocess
import sys
from pathlib import Path

import environ
import pytest
from django.core import management
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError

import manage as manage_py
from improvement import environment
from improvement.demo.environment import is_the_demos

ROOT = Path(__file__).resolve().parents[2]
KEY = "k" * 60


def env(**values: str) -> environ.Env:
    reader = environ.Env()
    reader.ENVIRON = values
    return reader


@pytest.mark.parametrize(
    ("name", "value", "read"),
    [
        ("DEBUG", "maybe", lambda e: environment.read_bool(e, "DEBUG", default=False)),
        ("PROXIES", "-1", lambda e: environment.read_int(e, "PROXIES", 0, least=0, most=5)),
        ("PROXIES", "٣", lambda e: environment.read_int(e, "PROXIES", 0, least=0, most=5)),
        ("LEVEL", "loud", lambda e: environment.read_choice(e, "LEVEL", "INFO", ("INFO",))),
        ("EMAIL_URL", "carrier-pigeon", environment.read_email),
        ("DATA_DIR", "/dev/null/x", lambda e: environment.read_directory(e, "DATA_DIR", Path())),
        ("ALLOWED_HOSTS", "https://a.b", lambda e: environment.read_hosts(e, demo=False)),
        ("ALLOWED_HOSTS", "", lambda e: environment.read_hosts(e, demo=False)),
        ("ALLOWED_HOSTS", "*", lambda e: environment.read_hosts(e, demo=True)),
        ("SITE_URL", "nonsense", lambda e: environment.read_address(e, "SITE_URL", "")),
        (
            "CSRF_TRUSTED_ORIGINS",
            "a.b",
            lambda e: environment.read_origins(e, ["a.b"], secure=True),
        ),
        ("DATABASE_URL", "postgres://[bad/x", lambda e: environment.read_database(e, Path())),
        ("DATABASE_URL", "mysql://x/y", lambda e: environment.read_database(e, Path())),
        ("DATABASE_URL", "postgres://host/", lambda e: environment.read_database(e, Path())),
        ("SECRET_KEY", "short", lambda e: environment.read_secret_key(e, debug=False, demo=False)),
        ("SECRET_KEY", "", lambda e: environment.read_secret_key(e, debug=False, demo=False)),
    ],
)
def test_bad_value_is_named(name, value, read):
    with pytest.raises(ImproperlyConfigured, match=f"^{name} "):
        read(env(**{name: value}))


def test_embedded_database_waits_and_keeps_what_it_acknowledged(tmp_path):
    database = environment.read_database(env(), tmp_path / "a b%41")
    assert database["NAME"] == str(tmp_path / "a b%41" / "journey.sqlite3")
    assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "synchronous=FULL" in database["OPTIONS"]["init_command"]


def manage(*arguments: str, **values: str) -> subprocess.CompletedProcess[str]:
    ours = ("DATABASE_URL", "DATA_DIR", "DEBUG", "DEMO", "SECRET_KEY", "HTTPS")
    clean = {name: text for name, text in os.environ.items() if name not in ours}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=clean | values,
        capture_output=True,
        text=True,
        check=False,
    )


def test_start_says_one_sentence_and_no_traceback():
    done = manage("check", DEBUG="maybe", SECRET_KEY=KEY)
    assert done.returncode == 1
    assert done.stderr.strip() == (
        "Improvement Journey cannot start: DEBUG must be true or false; it is 'maybe'."
    )


def test_demo_touches_no_database_but_its_own(tmp_path):
    theirs = tmp_path / "demo.sqlite3"
    theirs.write_bytes(b"somebody's work")
    done = manage("demo", "--no-server", "--reset", "--data-dir", str(tmp_path))
    assert done.returncode == 1
    assert "was not made by the demo" in done.stderr
    assert theirs.read_bytes() == b"somebody's work"
    elsewhere = manage("demo", "--no-server", DATABASE_URL="postgres://127.0.0.1/other")
    assert "touches no other" in elsewhere.stderr


def test_absent_and_empty_files_may_become_the_demos(tmp_path):
    empty = tmp_path / "empty"
    empty.touch()
    assert is_the_demos(empty)
    assert is_the_demos(tmp_path / "absent")


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (OperationalError("database is locked"), "The database is in use by another process"),
        (BrokenPipeError(), "141"),
    ],
    ids=["busy", "unread"],
)
def test_command_that_cannot_go_on_ends_without_a_traceback(monkeypatch, fault, told):
    def stop(arguments):
        raise fault

    monkeypatch.setattr(management, "execute_from_command_line", stop)
    monkeypatch.setattr(sys, "argv", ["manage.py", "check"])
    monkeypatch.setattr(os, "dup2", lambda *files: None)
    with pytest.raises(SystemExit, match=f"^{told}"):
        manage_py.main()
