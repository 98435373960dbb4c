"""In which environment does the demo run? Its own, whatever the shell around it says.

Used by manage.py before Django starts, so only the standard library is imported here.
"""

import argparse
import os
import sqlite3
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

DEFAULT_DATA_DIR = Path(__file__).resolve().parent.parent.parent / ".data" / "demo"
DATABASE = "demo.sqlite3"
OWN_SET_UP = ("DATABASE_URL", "SECRET_KEY", "DEBUG", "DATA_DIR", "DEMO")
# These serve or enrol real people, or run tests: they never fall back on the demo.
NEVER_BORROWED = frozenset(
    {"", "new_council", "runserver", "testserver", "test", "help", "--help", "--version"}
)
# These read a file and reckon: they need an environment to start, and touch no database.
TOUCHES_NO_DATA = frozenset({"read_letter", "spc"})
# Written into the file's header by SQLite itself, so that no other database is taken for ours.
MARK = int.from_bytes(b"IJDM", "big")


def prepare_environment(arguments: Sequence[str]) -> None:
    """Point the settings at the demo's own embedded database, or stop with a sentence."""
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--data-dir", type=Path, default=DEFAULT_DATA_DIR)
    data_dir = parser.parse_known_args(arguments)[0].data_dir.expanduser().resolve()
    if os.environ.get("DATABASE_URL"):
        sys.exit(
            "The demo keeps an embedded database of its own and touches no other: "
            "unset DATABASE_URL, then run it again."
        )
    os.environ |= {
        "DEMO": "true",
        "HTTPS": "false",
        "DATA_DIR": str(data_dir),
        "DATABASE_URL": f"sqlite:///{quote(str(data_dir / DATABASE))}",
        "ALLOWED_HOSTS": "localhost,127.0.0.1,[::1]",
    }
    for name in ("CSRF_TRUSTED_ORIGINS", "EMAIL_URL", "STATIC_ROOT", "TRUSTED_PROXIES"):
        os.environ.pop(name, None)


def borrow_environment(command: str) -> None:
    """Let a command that only reads or keeps data work on the demo, where nothing else is set up.

    Whoever has set any of these runs something of their own, and the settings speak for it.
    """
    named = os.environ.get("DATA_DIR", "")
    others = (name for name in OWN_SET_UP if name != "DATA_DIR")
    path = (Path(named).expanduser() if named else DEFAULT_DATA_DIR) / DATABASE
    # A data directory alone, with a demo in it, is that demo's.
    is_set_up = any(os.environ.get(name) for name in others) or bool(named and not path.exists())
    if command in TOUCHES_NO_DATA and not is_set_up:
        prepare_environment([])
        return
    if is_set_up or command in NEVER_BORROWED or not (path.exists() and is_marked(path)):
        return
    print(f"Using the demo's database: {path}", file=sys.stderr)  # noqa: T201
    prepare_environment(["--data-dir", str(path.parent)])


def is_the_demos(path: Path) -> bool:
    """May the demo write to this file: is it absent, empty, or marked as the demo's?"""
    return not path.exists() or path.stat().st_size == 0 or is_marked(path)


def is_marked(path: Path) -> bool:
    """Does the file say of itself that it is the demo's?"""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            return connection.execute("PRAGMA application_id").fetchone()[0] == MARK
    except sqlite3.DatabaseError:
        return False
