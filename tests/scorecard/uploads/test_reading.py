"""Files as people and their spreadsheets make them: each is read as it is shown, or refused with
what it is and what to do."""

import io
import zipfile
from datetime import datetime

import pytest

from scorecard.uploads import reading
from scorecard.uploads.reading import clean_name
from scorecard.uploads.table import Cell, Kind
from tests.scorecard.uploads.files import (
    HEAD,
    csv_of,
    first,
    raw_book,
    raw_heading,
    raw_row,
    raw_sheet,
    read,
    refused,
    styles_of,
    text_cell,
    xlsx_of,
)

ROWS = (["Code", "Numerator"], ["FD1", 5])


def in_cell(cell: str, **book) -> Cell:
    """A cell at B2 of a sheet with headings, as it is read."""
    sheet = raw_sheet(raw_heading() + raw_row(2, text_cell("A2", "FD1"), cell))
    grid = first(raw_book(sheet, **book))
    return grid.rows[2].get(2, Cell())


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
        "The sheet “Notes” was not read: it has no headings for figures; "
        "its row 1 has A “Remember”."
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
