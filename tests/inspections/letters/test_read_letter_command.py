"""Does `manage.py read_letter` print one object a line, and go on after a file it cannot read?"""

import json
import os
import subprocess
import sys
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from tests.inspections.letters import layouts
from tests.inspections.letters.layouts import pdf

KEYS = [
    *("file", "kind", "council", "gss", "start", "end", "published", "theme"),
    *("judgements", "findings"),
]


@pytest.fixture
def letters(tmp_path):
    report = layouts.ilacs(
        "Inspection of Bexley local authority children’s services",
        "6 to 10 February 2023",
        [("leaders", "Requires improvement to be good"), ("overall", "Good")],
        ["The pace of change."],
    )
    visit = layouts.visit("Bexley", "monitoring", "5 and 6 June 2024", "17 July 2024")
    (tmp_path / "report-2023-03-24.pdf").write_bytes(pdf(report))
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 and no more")
    (tmp_path / "visit.pdf").write_bytes(pdf(visit))
    return [str(tmp_path / name) for name in ("visit.pdf", "broken.pdf", "report-2023-03-24.pdf")]


def test_each_file_has_its_line_in_the_order_given(letters):
    out = StringIO()
    with pytest.raises(CommandError, match="One file could not be read"):
        call_command("read_letter", *letters, "--json", stdout=out)
    visit, broken, report = map(json.loads, out.getvalue().splitlines())
    assert list(visit) == list(report) == KEYS
    assert (broken["file"], sorted(broken)) == ("broken.pdf", ["error", "file"])
    assert "broken" in broken["error"]
    assert (visit["kind"], visit["judgements"], visit["findings"]) == ("monitoring-visit", [], [])
    assert report == {
        "file": "report-2023-03-24.pdf",
        "kind": "ilacs-short",
        "council": "Bexley",
        "gss": "E09000004",
        "start": "2023-02-06",
        "end": "2023-02-10",
        "published": "2023-03-24",
        "theme": None,
        "judgements": [
            {"area": "leaders", "grade": "Requires improvement to be good"},
            {"area": "help", "grade": "Good"},
            {"area": "overall", "grade": "Good"},
        ],
        "findings": [{"kind": "improvement", "text": "The pace of change.", "page": 1}],
    }


def test_without_json_a_person_can_read_it(letters):
    out = StringIO()
    call_command("read_letter", letters[2], stdout=out)
    assert "report-2023-03-24.pdf: ilacs-short, Bexley, 2023-02-06, 2023-02-10" in out.getvalue()
    assert "improvement (page 1): The pace of change." in out.getvalue()


def test_it_needs_no_settings_and_no_database(letters):
    done = subprocess.run(
        [sys.executable, "manage.py", "read_letter", "/no/such.pdf", letters[2], "--json"],
        cwd=settings.BASE_DIR,
        env={name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ},
        capture_output=True,
        text=True,
        check=False,
    )
    missing, report = map(json.loads, done.stdout.splitlines())
    assert done.returncode == 1
    assert "No such file" in missing["error"]
    assert report["council"] == "Bexley"
