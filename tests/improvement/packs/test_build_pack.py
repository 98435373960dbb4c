"""Does `manage.py build_pack` write what it says, and say plainly what it cannot do?"""

import hashlib
import json
import os
import sqlite3
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from improvement.demo import environment
from improvement.history.models import Event
from improvement.packs.exporters import FORMATS
from improvement.packs.models import Pack
from improvement.packs.selectors import meeting_for
from tests.improvement.boards.builders import make_board, make_meeting
from tests.scorecard.nineteen import FEBRUARY

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[3]


def build(out, **options):
    call_command("build_pack", council="testham", month="2017-02", out=out, **options)


def test_files_are_written_and_listed(made, tmp_path, capsys):
    before = Event.objects.count()
    build(tmp_path / "new")
    told = [Path(line) for line in capsys.readouterr().out.splitlines()]
    assert [path.name for path in told] == [
        "testham-board-pack-2017-02-v1.pdf",
        "testham-board-pack-2017-02-v1.docx",
        "testham-board-pack-2017-02-v1.xlsx",
        "testham-board-pack-2017-02-v1.json",
        "testham-board-pack-2017-02-v1.json.sha256",
    ]
    assert all(path.stat().st_size for path in told)
    assert not Pack.objects.exists()
    assert Event.objects.count() == before


def test_files_rebuild_from_the_frozen_content(made, tmp_path):
    build(tmp_path)
    frozen = (tmp_path / "testham-board-pack-2017-02-v1.json").read_bytes()
    told = (tmp_path / "testham-board-pack-2017-02-v1.json.sha256").read_text().split()[0]
    assert hashlib.sha256(frozen).hexdigest() == told
    for ending, kind in FORMATS.items():
        written = (tmp_path / f"testham-board-pack-2017-02-v1.{ending}").read_bytes()
        assert kind.write(json.loads(frozen)) == written


def test_the_meeting_is_the_one_that_reads_the_month(made, tmp_path):
    build(tmp_path)
    content = json.loads((tmp_path / "testham-board-pack-2017-02-v1.json").read_text())
    assert (content["board"], content["meeting_on"]) == ("Improvement Board", "2017-04-20")


def test_a_meeting_years_later_is_not_the_one(made):
    made.meeting.decisions.all().delete()
    made.meeting.delete()
    later = make_meeting(make_board(made.council), on=date(2023, 6, 1))
    assert meeting_for(made.council, FEBRUARY) is None
    later.on = date(2017, 3, 30)
    later.save()
    assert meeting_for(made.council, FEBRUARY) is None, "before the return was due"


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"council": "nowhere"}, "--council must be one of: testham; it is 'nowhere'"),
        ({"month": "2017-13"}, "--month"),
        ({"month": "February"}, "--month"),
        ({"month": "2019-01"}, "--month: Nothing is approved for January 2019 yet"),
        ({"kind": "novel"}, "--kind must be one of: board; it is 'novel'"),
        ({"out": Path("/proc/none")}, "--out cannot be used"),
    ],
)
def test_bad_input_is_named(made, tmp_path, wrong, told):
    options = {"council": "testham", "month": "2017-02", "out": tmp_path} | wrong
    with pytest.raises(CommandError) as error:
        call_command("build_pack", **options)
    assert told in str(error.value)


@pytest.fixture
def bare(monkeypatch, tmp_path):
    """A machine on which nothing is set, with the demo's directory somewhere of its own."""
    for name in environment.OWN_SET_UP:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(os, "environ", dict(os.environ))
    monkeypatch.setattr(environment, "DEFAULT_DATA_DIR", tmp_path)
    return tmp_path / environment.DATABASE


def mark(path: Path, number: int = environment.MARK) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA application_id = {number}")
        connection.execute("CREATE TABLE held (number)")


def test_a_command_borrows_the_demo_where_nothing_else_is_set(bare, capsys):
    mark(bare)
    environment.borrow_environment("build_pack")
    assert os.environ["DATABASE_URL"] == f"sqlite:///{bare.resolve()}"
    assert capsys.readouterr().err == f"Using the demo's database: {bare}\n"


def test_a_data_directory_that_holds_a_demo_is_that_demos(bare, tmp_path):
    other = tmp_path / "other demo"
    other.mkdir()
    mark(other / environment.DATABASE)
    os.environ["DATA_DIR"] = str(other)
    environment.borrow_environment("send_reminders")
    assert os.environ["DEMO"] == "true"
    assert os.environ["DATABASE_URL"].endswith("/other%20demo/demo.sqlite3")


@pytest.mark.parametrize("number", [0, 7])
def test_a_data_directory_with_a_database_of_another_kind_is_left_alone(bare, tmp_path, number):
    mark(bare, number)
    os.environ["DATA_DIR"] = str(tmp_path)
    environment.borrow_environment("send_reminders")
    assert "DATABASE_URL" not in os.environ


@pytest.mark.parametrize("name", environment.OWN_SET_UP)
def test_a_set_up_of_ones_own_is_never_overruled(bare, name):
    mark(bare)
    os.environ[name] = "x"
    environment.borrow_environment("build_pack")
    assert os.environ.get("DATABASE_URL") == ("x" if name == "DATABASE_URL" else None)


@pytest.mark.parametrize("command", ["runserver", "new_council", "test", ""])
def test_what_serves_or_enrols_people_never_borrows(bare, command):
    mark(bare)
    environment.borrow_environment(command)
    assert "DATABASE_URL" not in os.environ


@pytest.mark.parametrize("number", [0, 7])
def test_a_database_that_is_not_the_demos_is_left_alone(bare, number):
    mark(bare, number)
    environment.borrow_environment("build_pack")
    assert "DATABASE_URL" not in os.environ


def test_without_a_demo_the_settings_say_what_is_missing(tmp_path):
    bare = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME")}
    done = subprocess.run(
        [sys.executable, ROOT / "manage.py", "build_pack", "--council", "x", "--month", "2017-02",
         "--out", tmp_path],
        env=bare | {"DATA_DIR": str(tmp_path)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode != 0
    assert "SECRET_KEY must be set" in done.stderr
