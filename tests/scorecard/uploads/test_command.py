"""`import_returns`: the same messages as the page, and nothing saved when anything is refused."""

import io
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from improvement.history.models import Event
from scorecard.models import Figure
from scorecard.services import key_section
from tests.builders import make_area
from tests.scorecard.builders import make_measure, make_return, pair
from tests.scorecard.uploads.files import csv_of, xlsx_of

HEAD = ["Code", "Numerator", "Denominator"]
GOOD = (HEAD, ["PA1", 23, 25], ["CO1", 4])


@pytest.fixture
def run(office, tmp_path):
    """Run the command on these rows (or bytes); what it said on each stream."""

    def of(data: object = GOOD, *options: str, name: str = "october.csv", month: str = "2026-10"):
        path = tmp_path / name
        path.write_bytes(data if isinstance(data, bytes) else csv_of(*data))
        out, err = io.StringIO(), io.StringIO()
        told = ["--council", "testham", "--month", month, *options, str(path)]
        try:
            call_command("import_returns", *told, stdout=out, stderr=err)
        except CommandError as refusal:
            ended, said = refusal.returncode, str(refusal)
        else:
            return out.getvalue(), err.getvalue(), ""
        assert ended == 1
        return out.getvalue(), err.getvalue(), said

    return of


def test_without_commit_it_only_says(run):
    out, err, refusal = run()
    assert (err, refusal) == ("", "")
    assert "New: PA1 23 of 25" in out
    assert "2 figures to save: 2 new. Nothing was saved: add --commit to save." in out
    assert not Figure.objects.exists()


def test_commit_needs_a_name(run, office, cast):
    assert "--commit needs --by USERNAME" in run(GOOD, "--commit")[2]
    assert not Figure.objects.exists()


def test_with_commit_it_saves_as_the_person(run, office, cast):
    out, _, _ = run(GOOD, "--commit", "--by", "officer")
    assert "2 figures saved from october.csv. 2 new." in out
    assert office.stored(office.pair).value == 92
    event = Event.objects.about(office.section).get()
    assert (event.verb, event.by) == ("uploaded figures", cast.officer)
    assert event.reason == "From the file october.csv"


def test_a_second_run_changes_nothing(run, office, cast):
    run(GOOD, "--commit", "--by", "officer")
    out, _, _ = run(GOOD, "--commit", "--by", "officer")
    assert "Nothing in the file differs from what is saved already." in out
    assert office.section.version == 2


def test_a_person_keys_what_they_may_key(run, office, cast):
    make_measure(make_area(office.council, "Care"), code="CA1", name="Children")
    make_return(office.council)
    run(GOOD, "--commit", "--by", "officer")
    assert office.section.edited_by == cast.officer
    _, err, _ = run([HEAD, ["CA1", 1, 2]], "--commit", "--by", "officer")
    assert "another service area than yours" in err
    _, err, refusal = run([HEAD, ["CA1", 1, 2]], "--commit", "--by", "lead")
    assert (err, refusal) == ("", "")


@pytest.mark.parametrize("username", ["nobody", "board", "stranger"])
def test_a_person_who_may_not_key_is_refused(run, cast, username):
    assert "does not key figures at Testham" in run(GOOD, "--commit", "--by", username)[2]


@pytest.mark.parametrize("commit", [[], ["--commit", "--by", "officer"]])
def test_one_bad_cell_and_nothing_is_saved(run, cast, commit):
    out, err, refusal = run([*GOOD, ["DA1", "abc"], ["ZZ9", 1]], *commit)
    assert "B4: “abc” is not a number. Write it like 1,234 or 12.5. (DA1 Days to decide)" in err
    assert "A5: “ZZ9” is not the code of a measure in use." in err
    assert refusal.endswith("2 refused. Nothing was saved.")
    assert "New: PA1 23 of 25" in out
    assert not Figure.objects.exists()


def test_what_was_there_is_told_beside_what_would_be(run, office, cast):
    key_section(section=office.section, entries={office.count: pair(9)}, by=cast.lead, version=1)
    assert "Changed: CO1 4 (was 9)" in run()[0]


@pytest.mark.parametrize(
    ("data", "name", "told"),
    [
        (b"", "october.csv", "october.csv is empty"),
        (b"%PDF-1", "october.pdf", "is a PDF"),
        (b"a,b\n1,2", "october.csv", "No row of headings was found"),
        (xlsx_of(*GOOD)[:100], "october.xlsx", "damaged"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(run, cast, data, name, told):
    refusal = run(data, "--commit", "--by", "officer", name=name)[2]
    assert told in refusal
    assert refusal.endswith("Nothing was saved.")


def test_a_file_that_is_not_there_is_told(office):
    with pytest.raises(CommandError, match="cannot be read: No such file"):
        call_command("import_returns", "--council", "testham", "--month", "2026-10", "/nowhere.csv")


@pytest.mark.parametrize(
    ("month", "told"), [("2026-09", "has no return for September 2026"), ("October", "--month")]
)
def test_a_month_that_is_not_open_is_told(run, month, told):
    assert told in run(GOOD, month=month)[2]


def test_a_council_that_is_not_here_is_told(office):
    with pytest.raises(CommandError, match="--council must be one of: testham"):
        call_command("import_returns", "--council", "x", "--month", "2026-10", "/nowhere.csv")


def test_the_process_itself_ends_with_one(tmp_path):
    """Through the shell, as a nightly job would see it."""
    root = Path(__file__).resolve().parents[3]
    code = (
        "import tests.conftest;"
        "from django.core.management import execute_from_command_line as run;"
        "run(['manage.py', 'import_returns', '--council', 'x', '--month', 'never', 'a.csv'])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, check=False)
    assert done.returncode == 1
    assert done.stderr.strip()
