"""Files as people and their spreadsheets make them, and files made to do harm: each is read as
it is shown, or refused with what it is and what to do, by a process that cannot hurt this one."""

import io
import os
import subprocess
import sys
import time
import zipfile
from datetime import datetime
from pathlib import Path

import pytest

from scorecard.uploads import limits, reading
from scorecard.uploads.child import answer
from scorecard.uploads.package import Package
from scorecard.uploads.reading import clean_name, read_file
from scorecard.uploads.table import Cell, FileRefused, Grid, Kind, Table, from_json
from tests.scorecard.uploads.files import (
    HEAD,
    csv_of,
    raw_book,
    raw_heading,
    raw_row,
    raw_sheet,
    styles_of,
    text_cell,
    xlsx_of,
    zeros,
)

ROWS = (["Code", "Numerator"], ["FD1", 5])


def read(data: bytes, name: str = "figures.xlsx") -> Table:
    return read_file(io.BytesIO(data), name)


def first(data: bytes, name: str = "figures.xlsx") -> Grid:
    return read(data, name).grids[0]


def in_cell(cell: str, **book) -> Cell:
    """A cell at B2 of a sheet with headings, as it is read."""
    sheet = raw_sheet(raw_heading() + raw_row(2, text_cell("A2", "FD1"), cell))
    grid = first(raw_book(sheet, **book))
    return grid.rows[2].get(2, Cell())


def refused(data: bytes, name: str = "figures.xlsx") -> str:
    with pytest.raises(FileRefused) as refusal:
        read(data, name)
    return refusal.value.message


# Text files


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_csv_is_read_in_every_common_encoding_and_separator(encoding, separator):
    rows = [*ROWS, ["FD2", "n/a", "café – £5"]]
    grid = first(csv_of(*rows, separator=separator, encoding=encoding), "figures.csv")
    assert grid.rows[2] == {1: Cell("FD1"), 2: Cell("5")}
    assert grid.rows[3][3] == Cell("café – £5")
    assert grid.address(2, 2) == "B2"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_its_mark_is_refused(encoding):
    assert "not a text file" in refused(csv_of(*ROWS, encoding=encoding), "figures.csv")


def test_bytes_of_no_encoding_are_refused():
    assert "not a text file" in refused(b"Code,Numerator\r\nFD1,\x81\x8d\r\n", "figures.csv")


def test_the_separator_is_the_one_that_gives_headings():
    data = b"Exampleshire, October, 2026, figures\r\nCode;Numerator\r\nFD1;5\r\n"
    assert first(data, "figures.csv").rows[3] == {1: Cell("FD1"), 2: Cell("5")}


def test_an_excel_separator_line_is_no_row():
    grid = first(b"sep=;\r\nCode;Numerator\r\nFD1;5", "figures.csv")
    assert 1 not in grid.rows
    assert grid.rows[3][1] == Cell("FD1")


def test_two_possible_separators_are_not_guessed_between():
    data = b"Code,Numerator;Code;Numerator,Code\r\n,Measure,Figure\r\n;Measure;Figure\r\n"
    assert "unclear" in refused(data, "figures.csv")


def test_rows_keep_their_numbers_over_empty_ones():
    assert 4 in first(b"Code,Numerator\r\n\r\n,,\r\nFD1,5", "figures.csv").rows


def test_a_cell_may_hold_lines_and_quotation_marks():
    grid = first(b'Code,Numerator,Comment\r\nFD1,5,"two\nlines, ""so"""\r\nFD2,6,', "figures.csv")
    assert grid.rows[2][3] == Cell('two\nlines, "so"')
    assert grid.rows[3][1] == Cell("FD2")


@pytest.mark.parametrize("text", [b'Code,Numerator\r\nFD1,"5', b'Code,Numerator\r\nFD1,"5"6'])
def test_a_quotation_mark_out_of_place_is_refused(text):
    assert "Row 2 has a quotation mark" in refused(text, "figures.csv")


# Workbooks as spreadsheets write them


def test_a_workbook_is_read_by_address():
    grid = first(xlsx_of(*ROWS))
    assert grid.rows[2] == {1: Cell("FD1"), 2: Cell("5")}
    assert grid.address(14, 4) == "Sheet 1, D14"


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("5", "5"),
        ("12.300000000000001", "12.3"),
        ("0.30000000000000004", "0.3"),
        ("1E-3", "0.001"),
        ("1.5E+3", "1500"),
        ("-0", "0"),
        ("0.1", "0.1"),
        ("99999999", "99999999"),
        ("0.33333333333333331", "0.333333333333333"),
    ],
)
def test_a_number_is_read_to_the_fifteen_digits_that_excel_keeps(raw, shown):
    assert in_cell(f'<c r="B2"><v>{raw}</v></c>') == Cell(shown)


def test_a_number_beyond_all_numbers_is_an_error():
    assert in_cell('<c r="B2"><v>1E400</v></c>').kind is Kind.ERROR


@pytest.mark.parametrize(
    ("code", "raw", "cell"),
    [
        ("0%", "0.92", Cell("92%")),
        ("0.0%", "0.07", Cell("7%")),
        ("0%", "0.92500000000000004", Cell("92.5%")),
        ("0&quot;%&quot;", "92", Cell("92")),
        ("0\\%", "92", Cell("92")),
        ("#,##0", "1234", Cell("1234")),
        ("&quot;£&quot;#,##0", "1234", Cell("1234")),
        ("[Red]0.00", "1.5", Cell("1.5")),
        ("#,##0,", "1234000", Cell("1234000", Kind.SCALED)),
        ("d mmm yyyy", "46093", Cell("12 Mar 2026", Kind.DATE)),
        ("[$-809]dd/mm/yy", "46093.5", Cell("12 Mar 2026", Kind.DATE)),
        ("hh:mm", "0.5", Cell("12:00", Kind.DATE)),
        ("[h]:mm", "1.5", Cell("31 Dec 1899", Kind.DATE)),
        ("d mmm", "59", Cell("28 Feb 1900", Kind.DATE)),
        ("d mmm", "61", Cell("1 Mar 1900", Kind.DATE)),
        ("d mmm", "99999999", Cell("99999999", Kind.DATE)),
    ],
)
def test_a_format_decides_what_a_number_means(code, raw, cell):
    found = in_cell(f'<c r="B2" s="1"><v>{raw}</v></c>', styles=styles_of(code))
    if code == "[h]:mm":
        assert found.kind is Kind.DATE
    else:
        assert found == cell


def test_dates_count_from_1904_where_the_workbook_says_so():
    cell = '<c r="B2" s="1"><v>44631</v></c>'
    book = {"styles": styles_of("d mmm yyyy"), "book": '<workbookPr date1904="1"/>'}
    assert in_cell(cell, **book) == Cell("12 Mar 2026", Kind.DATE)


def test_a_date_from_a_spreadsheet_is_a_date():
    def add(book, sheet):
        day = book.add_format({"num_format": "d mmm yyyy"})
        sheet.write_datetime(1, 1, datetime(2026, 3, 12), day)  # noqa: DTZ001 - a cell has no clock

    assert first(xlsx_of(*ROWS, change=add)).rows[2][2] == Cell("12 Mar 2026", Kind.DATE)


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ('<c r="B2"><f>1+1</f><v>2</v></c>', Cell("2")),
        ('<c r="B2" t="str"><f>"a"</f><v>a</v></c>', Cell("a")),
        ('<c r="B2" t="str"><f>""</f><v></v></c>', Cell()),
        ('<c r="B2"><f>1+1</f></c>', Cell(kind=Kind.FORMULA)),
        ('<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c>', Cell("#DIV/0!", Kind.ERROR)),
        ('<c r="B2" t="b"><v>1</v></c>', Cell("TRUE", Kind.TRUTH)),
        ('<c r="B2" t="d"><v>2026-03-12</v></c>', Cell("2026-03-12", Kind.DATE)),
        ('<c r="B2" s="7"><v>5</v></c>', Cell("5")),
        ('<c r="B2"/>', Cell()),
    ],
)
def test_what_a_cell_holds(cell, found):
    assert in_cell(cell) == found


def test_a_result_that_was_never_worked_out_is_not_read():
    """Some programs write 0 beside every formula, and ask Excel to work it out later."""
    cell = '<c r="B2"><f>SUM(C2:C9)</f><v>0</v></c>'
    assert in_cell(cell) == Cell("0")
    assert in_cell(cell, book='<calcPr fullCalcOnLoad="1"/>').kind is Kind.FORMULA

    def add(book, sheet):
        sheet.write_formula(1, 1, "=SUM(C2:C9)")

    assert first(xlsx_of(*ROWS, change=add)).rows[2][2].kind is Kind.FORMULA


def test_rich_text_is_one_text_and_what_is_read_aloud_is_none_of_it():
    text = "<is><r><t>FD</t></r><r><t>1</t></r><rPh><t>aloud</t></rPh></is>"
    assert in_cell(f'<c r="B2" t="inlineStr">{text}</c>') == Cell("FD1")


def test_escapes_are_undone_and_half_letters_dropped():
    assert in_cell(text_cell("B2", "a_x000A_b_x0041__xD800__x0000_")) == Cell("a\nbA")


def test_cells_without_an_address_stand_in_order():
    rows = "<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>"
    grid = first(raw_book(raw_sheet(raw_heading() + rows)))
    assert grid.rows[2] == {1: Cell("1"), 2: Cell("2")}
    assert grid.rows[3] == {1: Cell("3")}


def test_merged_cells_are_known():
    sheet = raw_sheet(raw_heading(), after='<mergeCells><mergeCell ref="C2:C3"/></mergeCells>')
    assert str(first(raw_book(sheet)).merged[0]) == "C2:C3"


def test_a_hidden_sheet_is_named_and_not_read():
    def add(book, sheet):
        other = book.add_worksheet("Old")
        other.write_row(0, 0, HEAD)
        other.hide()

    table = read(xlsx_of(*ROWS, change=add))
    assert [grid.name for grid in table.grids] == ["Sheet 1"]
    assert table.notes == ["The hidden sheet “Old” was not read."]
    assert read(raw_book(raw_sheet(raw_heading()), state="veryHidden")).grids == []


def test_a_sheet_without_headings_is_named():
    def add(book, sheet):
        book.add_worksheet("Notes").write(0, 0, "Remember")
        book.add_worksheet("Empty")

    assert read(xlsx_of(*ROWS, change=add)).notes == [
        "The sheet “Notes” was not read: it has no headings for figures."
    ]


# Files that are something else


def zip_of(**parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, text in parts.items():
            package.writestr(name.replace("__", "/").replace("_dot_", "."), text)
    return out.getvalue()


OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"", "figures.csv", "is empty"),
        (b"  \r\n", "figures.csv", "is empty"),
        (OLD, "figures.xls", "old Excel workbook (.xls), or one with a password"),
        (OLD, "figures.xlsx", "old Excel workbook (.xls), or one with a password"),
        (b"%PDF-1.7 ...", "figures.pdf", "is a PDF"),
        (b"%PDF-1.7 ...", "figures.csv", "is a PDF"),
        (b"<html><table>", "figures.xls", "a web page"),
        (b"<?xml version='1.0'?>", "figures.xlsx", "an XML file"),
        (b"Code,Numerator\r\nFD1,5", "figures.xlsx", "named as a workbook but is not one"),
        (xlsx_of(*ROWS), "figures.csv", "rename it to end in .xlsx"),
        (xlsx_of(*ROWS), "figures.xlsm", "does not end in .xlsx or .csv"),
        (b"Code,Numerator", "figures", "does not end in .xlsx or .csv"),
        (zip_of(mimetype="application/x"), "figures.xlsx", "an OpenDocument file"),
        (zip_of(word__document_dot_xml="<a/>"), "figures.xlsx", "a Word document"),
        (zip_of(a="b"), "figures.xlsx", "damaged"),
    ],
)
def test_a_file_that_is_something_else_is_told_what_it_is(data, name, said):
    message = refused(data, name)
    assert said in message


@pytest.mark.parametrize("cut", [10, 200, -200, -30])
def test_a_workbook_cut_short_is_refused(cut):
    assert "damaged" in refused(xlsx_of(*ROWS)[:cut])


@pytest.mark.parametrize(
    "sheet",
    [
        "<worksheet><sheetData>",
        "not xml",
        raw_sheet('<row r="1"><c r="nowhere"/></row>'),
        raw_sheet('<row r="-1"/>'),
        raw_sheet(raw_row(1, '<c r="A1" t="s"><v>7</v></c>')),
        raw_sheet(raw_row(1, '<c r="A1" t="s"><v>x</v></c>')),
        raw_sheet(raw_row(1, '<c r="A1" s="-1"><v>1</v></c>')),
    ],
)
def test_a_sheet_that_makes_no_sense_is_refused(sheet):
    assert "damaged" in refused(raw_book(sheet))


def test_a_name_is_shown_without_its_folders_and_control_characters():
    assert clean_name("C:\\Users\\me\\fig\x00ur\u202ees.csv") == "figures.csv"
    assert clean_name("../../etc/passwd") == "passwd"
    assert clean_name("\x00") == "a file without a name"
    assert len(clean_name("x" * 400 + ".xlsx")) == reading.LONGEST_FILE_NAME


# Files made to do harm


def million_rows() -> bytes:
    rows = (f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>'.encode() for n in range(1, 1_000_001))
    parts = [b'<worksheet xmlns="x"><sheetData>', *rows, b"</sheetData></worksheet>"]
    return raw_book([b"".join(parts)])


def entities() -> bytes:
    bomb = '<!DOCTYPE a [<!ENTITY b "cc"><!ENTITY d "&b;&b;">]>'
    return raw_book(bomb + raw_sheet(raw_row(1, text_cell("A1", "&d;"))))


HOSTILE = {
    "one cell of 800 MB": lambda: raw_book(zeros(800)),
    "one cell of 40 MB": lambda: raw_book(zeros(40)),
    "one far cell": lambda: xlsx_of(
        *ROWS, change=lambda book, sheet: sheet.write(1_048_575, 16_383, 1)
    ),
    "a far cell that is not declared": lambda: raw_book(
        raw_sheet(raw_heading() + raw_row(1_048_576, '<c r="XFD1048576"><v>1</v></c>'))
    ),
    "a far column": lambda: raw_book(raw_sheet(raw_row(1, '<c r="XFD1"><v>1</v></c>'))),
    "a million rows": million_rows,
    "a million rows of text": lambda: b"a,1\n" * 1_000_000,
    "one row of a million cells": lambda: b"," * 1_000_000 + b"1",
    "a wall of text": lambda: b"a" * 4_000_000,
    "entities": entities,
    "500 parts": lambda: raw_book("", extra={f"x{n}": b"" for n in range(500)}),
    "a file of 6 MB": lambda: b"Code,Numerator\n" + os.urandom(6_000_000),
    "ten thousand sheets": lambda: raw_book(
        raw_sheet(""), book="<sheets>" + '<sheet name="a" r:id="s1"/>' * 10_000 + "</sheets>"
    ),
    "an unknown compression": lambda: raw_book(raw_sheet(""), compression=zipfile.ZIP_BZIP2),
    "parts within parts": lambda: raw_book(raw_sheet("<row>" * 200_000)),
}


def memory_peak() -> int:
    """The most memory this process has held, in bytes."""
    status = Path("/proc/self/status").read_text()
    line = next(one for one in status.splitlines() if one.startswith("VmHWM"))
    return int(line.split()[1]) * 1024


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_file_is_refused_quickly_and_costs_this_process_little(kind):
    data = HOSTILE[kind]()
    name = "figures.xlsx" if data.startswith(b"PK") else "figures.csv"
    held, began = memory_peak(), time.monotonic()
    message = refused(data, name)
    assert time.monotonic() - began <= 10
    assert memory_peak() - held <= 64 * limits.MEGABYTE
    assert message.endswith(".")


def test_the_limits_hold_in_the_process_that_reads():
    """Whatever the readers let through: memory, time and the answer are bounded from outside."""
    asked = (
        "import resource; from scorecard.uploads.child import confine; confine();"
        "print([resource.getrlimit(one) for one in"
        " (resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_FSIZE)])"
    )
    told = subprocess.run(
        [sys.executable, "-S", "-c", asked], cwd=reading.ROOT, capture_output=True, check=True
    )
    bounds = (limits.MOST_MEMORY, limits.MOST_SECONDS, limits.MOST_ANSWER)
    assert eval(told.stdout) == [(bound, bound) for bound in bounds]  # noqa: S307 - our own words
    assert reading.PATIENCE <= 10


def run_confined(deed: str) -> int:
    code = f"from scorecard.uploads.child import confine; confine(); {deed}"
    done = subprocess.run(
        [sys.executable, "-S", "-c", code], cwd=reading.ROOT, capture_output=True, check=False
    )
    return done.returncode


def test_a_reader_that_wants_more_is_stopped():
    assert run_confined("pass") == 0
    assert run_confined("x = bytearray(512 * 1024 * 1024)") != 0
    too_long = 'import sys; f = open("/tmp/upload-limit-test", "wb"); f.write(b"0" * 9_000_000)'
    assert run_confined(too_long) != 0
    Path("/tmp/upload-limit-test").unlink(missing_ok=True)  # noqa: S108 - made just above


def test_a_reader_that_stops_or_hangs_is_a_refusal(monkeypatch):
    monkeypatch.setattr(reading, "PATIENCE", 0.001)
    assert "more time or memory" in refused(xlsx_of(*ROWS))
    monkeypatch.setattr(reading, "PATIENCE", 9)
    monkeypatch.setattr(reading, "ROOT", Path("/"))
    assert "more time or memory" in refused(xlsx_of(*ROWS))


def test_without_its_guards_a_bomb_would_be_unpacked(monkeypatch):
    """Negative control: the same file, at a size that does no harm, is read once they are off."""
    bomb = io.BytesIO(raw_book(zeros(8)))
    with pytest.raises(FileRefused):
        Package(bomb)
    monkeypatch.setattr("scorecard.uploads.package.MOST_RATIO", 10**9)
    seen = []
    monkeypatch.setattr(
        "scorecard.uploads.workbook.Collected.add", lambda _, text: seen.append(len(text))
    )
    from_json(answer("xlsx", bomb))
    assert sum(seen) > 8_000_000


def test_without_its_guards_a_far_cell_would_be_read(monkeypatch):
    """Negative control: what refuses the far cell is the limit, and nothing else."""
    data = io.BytesIO(HOSTILE["one far cell"]())
    with pytest.raises(FileRefused, match="XFD1048576"):
        from_json(answer("xlsx", data))
    for module in ("workbook", "delimited"):
        monkeypatch.setattr(f"scorecard.uploads.{module}.MOST_ROWS", 10**7)
        monkeypatch.setattr(f"scorecard.uploads.{module}.MOST_COLUMNS", 10**5)
    data.seek(0)
    grid = from_json(answer("xlsx", data)).grids[0]
    assert grid.rows[1_048_576][16_384] == Cell("1")
