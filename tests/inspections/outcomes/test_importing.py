"""Does a file of published outcomes come in whole, once, and with every fault named?"""

import csv
import io
from contextlib import suppress
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from improvement.councils.published_files import FileFault
from improvement.history.models import Event
from inspections.models import PublishedOutcome
from inspections.outcomes.importing import import_outcomes
from inspections.outcomes.services import store_outcome
from tests.builders import make_council, make_user
from tests.fuzzing import examples
from tests.inspections.outcomes.builders import GRADES, grades_of

pytestmark = pytest.mark.django_db

HEADER = "council_gss,council,kind,start,end,published,leaders,help,care,leavers,overall"
ROW = "E06000099,Testham,ILACS standard,2024-05-13,2024-05-24,2024-07-08,Good,RI,Good,1,Good"


@pytest.fixture(autouse=True)
def testham(db):
    return make_council("Testham", gss_code="E06000099", other_names=["Testham & District"])


def take(*rows: str, header: str = HEADER, **told):
    content = "\n".join([header, *rows]).encode()
    return import_outcomes(file_name="outcomes.csv", content=content, by=None, **told)


def refused(*rows: str, **told) -> list[str]:
    with pytest.raises(FileFault) as fault:
        take(*rows, **told)
    assert not PublishedOutcome.objects.exists()
    return fault.value.faults


def grades(outcome: PublishedOutcome | None = None) -> dict[str, str]:
    return grades_of(outcome or PublishedOutcome.objects.get())


def test_a_row_becomes_a_result():
    admin = make_user()
    done = import_outcomes(
        file_name="o.csv", content=f"{HEADER}\n{ROW}\n".encode(), by=admin, careful=True
    )
    assert (done.lines, done.added, done.changed, done.unchanged) == (1, 1, 0, 0)
    outcome = PublishedOutcome.objects.get()
    assert (outcome.kind, outcome.started) == ("ilacs-standard", date(2024, 5, 13))
    assert (outcome.ended, outcome.published) == (date(2024, 5, 24), date(2024, 7, 8))
    assert grades() == GRADES
    assert Event.objects.about(outcome).get().by == admin


def test_a_second_time_changes_nothing():
    take(ROW)
    before = Event.objects.count()
    done = take(ROW)
    assert (done.added, done.changed, done.unchanged) == (0, 0, 1)
    assert Event.objects.count() == before


def test_a_change_is_counted_and_an_empty_cell_changes_nothing():
    take(ROW)
    done = take(ROW.replace(",RI,", ",Good,").replace(",1,", ",,").replace("2024-07-08", ""))
    assert (done.added, done.changed, done.unchanged) == (0, 1, 0)
    assert grades() == GRADES | {"help": "good"}
    assert PublishedOutcome.objects.get().published == date(2024, 7, 8)


def test_a_letter_is_not_overwritten_by_a_file(testham):
    told = {"kind": "ilacs-standard", "started": date(2024, 5, 13), "by": None}
    days = {"ended": None, "published": None}
    store_outcome(council=testham, **told, **days, grades={"help": "good"}, from_letter=True)
    done = take(ROW)
    assert (done.changed, done.kept) == (0, 1)
    assert grades() == {"help": "good"}


@pytest.mark.parametrize(
    ("spelt", "code"),
    [
        ("Good", "good"),
        (" good ", "good"),
        ("2", "good"),
        ("Requires improvement", "requires-improvement"),
        ("requires improvement to be good", "requires-improvement"),
        ("RI", "requires-improvement"),
        ("requires-improvement", "requires-improvement"),
        ("4", "inadequate"),
        ("O", "outstanding"),
        ("Not graded", ""),
    ],
)
def test_grades_are_read_as_people_write_them(spelt, code):
    take(ROW.replace(",RI,", f",{spelt},"))
    assert grades()["help"] == code


@pytest.mark.parametrize("spelt", ["", "-", "–", "n/a", "NULL"])
def test_cells_that_say_nothing_leave_the_area_unrecorded(spelt):
    take(ROW.replace(",RI,", f",{spelt},"))
    assert "help" not in grades()


@pytest.mark.parametrize(
    "day", ["2024-05-13", "13/05/2024", "13 May 2024", "13-May-2024", "2024-05-13 00:00:00"]
)
def test_days_are_read_as_people_write_them(day):
    take(ROW.replace("2024-05-13", day))
    assert PublishedOutcome.objects.get().started == date(2024, 5, 13)


@pytest.mark.parametrize(
    ("kind", "end", "code"),
    [
        ("ilacs-standard", "2024-05-24", "ilacs-standard"),
        ("ILACS short inspection", "2024-05-17", "ilacs-short"),
        ("Standard", "2024-05-24", "ilacs-standard"),
        ("ILACS", "2024-05-17", "ilacs-short"),
        ("ILACS", "2024-05-24", "ilacs-standard"),
        ("ILACS", "", "ilacs-standard"),
    ],
)
def test_kinds_are_read_as_people_write_them(kind, end, code):
    take(ROW.replace("ILACS standard", kind).replace("2024-05-24", end))
    assert PublishedOutcome.objects.get().kind == code


@pytest.mark.parametrize(
    "header",
    [
        "GSS code,Local authority,Inspection type,Start date,End date,Publication date,"
        "The impact of leaders on social work practice with children and families,"
        "Help & protection,Children in care,Care leavers grade,Overall effectiveness",
        "la_code;LA name;framework;inspection start date;inspection end date;date published;"
        "Leadership;help and protection;looked after children;Care leavers;Overall grade",
    ],
)
def test_headings_are_read_as_people_write_them(header):
    take(ROW.replace(",", ";") if ";" in header else ROW, header=header)
    assert grades() == GRADES


def test_a_file_may_leave_columns_out_and_hold_others():
    done = take("E06000099,ILACS short,13/05/2024,Good,x", header="GSS,Kind,Start,Overall,Web page")
    assert grades() == {"overall": "good"}
    assert done.unread == ("Web page",)


def test_area_send_has_its_own_grades():
    take("E06000099,Area SEND,13/05/2024,Inconsistent", header="GSS,Kind,Start,Outcome")
    assert grades() == {"outcome": "inconsistent"}


def test_names_the_register_knows_are_the_councils():
    for name in ("Testham & District", "TESTHAM COUNTY COUNCIL", "testham and district council"):
        take(ROW.replace("Testham", name))
    assert PublishedOutcome.objects.count() == 1


def test_authorities_that_are_gone_are_passed_over_and_counted():
    done = take(ROW, ROW.replace("E06000099", "E06000028").replace("Testham", "Bournemouth"))
    assert (done.lines, done.added, done.passed_over) == (2, 1, 1)


SENSIBLE = ROW.split(",")


def with_cell(at: int, cell: str) -> str:
    return ",".join([*SENSIBLE[:at], cell, *SENSIBLE[at + 1 :]])


@pytest.mark.parametrize(
    ("row", "told"),
    [
        pytest.param(with_cell(0, "6000099"), "council_gss: “6000099” is not a GSS", id="gss"),
        pytest.param(with_cell(0, ""), "council_gss: “” is not a GSS code", id="no gss"),
        pytest.param(with_cell(1, "Elsewhere"), "council: E06000099 is Testham, not", id="name"),
        pytest.param(with_cell(2, "Tea party"), "kind: “Tea party” is not a kind", id="kind"),
        pytest.param(with_cell(2, "JTAI"), "kind: no framework gives grades", id="ungraded"),
        pytest.param(with_cell(3, ""), "start: give the first day", id="no start"),
        pytest.param(with_cell(3, "32/05/2024"), "start: “32/05/2024” is not a day", id="day"),
        pytest.param(with_cell(3, "13/05/0024"), "start: “13/05/0024” is not a day", id="year"),
        pytest.param(with_cell(3, "2012-01-01"), "kind: no framework", id="before frameworks"),
        pytest.param(with_cell(4, "2024-05-01"), "end: is before the first day", id="end"),
        pytest.param(with_cell(5, "2024-05-01"), "published: is before the first", id="published"),
        pytest.param(with_cell(7, "Fine"), "help: “Fine” is not a grade of", id="grade"),
        pytest.param(with_cell(7, "5"), "help: “5” is not a grade of", id="rank"),
        pytest.param(with_cell(3, "2019-05-13"), "leavers: ILACS, set A", id="not judged then"),
        pytest.param(",".join([*SENSIBLE[:6], *[""] * 5]), "leaders: the row gives no", id="none"),
        pytest.param(ROW + ",more", "12 cells where the headings are 11", id="too wide"),
    ],
)
def test_a_fault_names_its_row_and_column(row, told):
    (fault,) = refused(with_cell(3, "2023-02-06"), row)
    assert fault.startswith("outcomes.csv: row 3")
    assert told in fault


def test_from_april_2026_there_is_no_overall_grade():
    (fault,) = refused(
        with_cell(3, "2026-04-27").replace("2024-05-24", "").replace("2024-07-08", "")
    )
    assert "overall: ILACS, set C" in fault
    assert "does not judge this area" in fault


@pytest.mark.parametrize(
    ("header", "told"),
    [
        ("council,kind,start,overall", "no column “Council GSS”"),
        ("gss,start,overall", "no column “Kind”"),
        ("gss,kind,start", "no column of grades"),
        ("gss,kind,start,overall,Overall effectiveness", "are the same column"),
        ("", "empty"),
    ],
)
def test_a_heading_that_is_not_there_is_named(header, told):
    if header.startswith("council,"):
        header = header.replace("council", "authority")
    (fault,) = refused("", header=header)
    assert told in fault


def test_every_fault_is_told_at_once_and_the_same_inspection_once():
    faults = refused(with_cell(7, "Fine"), ROW, with_cell(3, "never"), ROW)
    assert [fault.split(":")[1].split(",")[0].strip() for fault in faults] == [
        "row 2", "row 4", "row 5",
    ]  # fmt: skip


def test_one_inspection_is_never_held_as_short_and_as_standard():
    take(ROW)
    with pytest.raises(FileFault, match="held as an ILACS standard"):
        take(ROW.replace("standard", "short"))


@pytest.mark.parametrize(
    "content", [b"", b"\x00\x01\x02", b"PK\x03\x04\x00" + b"x" * 40, b'"open,\n1', b"\xff\xfex"]
)
def test_what_is_no_table_is_refused(content):
    with pytest.raises(FileFault):
        import_outcomes(file_name="x.csv", content=content, by=None)


def test_through_the_page_a_tenth_cannot_be_restated():
    rows = [with_cell(3, f"2024-{month:02}-01") for month in range(1, 6)]
    rows = [row.replace("2024-05-24", "").replace("2024-07-08", "") for row in rows]
    take(*rows)
    changed = rows[0].replace(",RI,", ",Good,")
    with pytest.raises(FileFault, match="would change 1 of the 5"):
        take(changed, careful=True)
    assert take(changed).changed == 1


def test_the_command_reports_rehearses_and_refuses(tmp_path, capsys):
    good, bad = tmp_path / "good.csv", tmp_path / "bad.csv"
    good.write_text(f"{HEADER}\n{ROW}\n")
    bad.write_text(f"{HEADER}\n{with_cell(7, 'Fine')}\n")
    call_command("import_outcomes", good, "--dry-run")
    assert "1 row read: 1 new" in capsys.readouterr().out
    assert not PublishedOutcome.objects.exists()
    with pytest.raises(CommandError, match="row 2, help"):
        call_command("import_outcomes", bad, good)
    assert PublishedOutcome.objects.count() == 1
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_outcomes", tmp_path / "nowhere.csv")


CELLS = st.one_of(
    st.sampled_from([*SENSIBLE, "", "RI", "ILACS", "Area SEND", "Not graded", "1", "2026-04-27"]),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
)


@examples(60, 80)
@given(st.lists(st.lists(CELLS, min_size=10, max_size=12), max_size=4), st.booleans())
def test_no_file_is_an_unhandled_error(rows, has_header):
    out = io.StringIO()
    csv.writer(out).writerows([HEADER.split(",")] * has_header + rows)
    with suppress(FileFault):
        done = import_outcomes(file_name="x.csv", content=out.getvalue().encode(), by=None)
        assert done.lines <= len(rows)
