"""Do the three files open, say the same, stay the same, and keep text from becoming code?"""

import io
import zipfile

import openpyxl
import pytest
from docx import Document
from docx.oxml.ns import qn
from pypdf import PdfReader

from improvement.packs.builders import board_content
from improvement.packs.exporters import FORMATS, file_name
from improvement.packs.freezing import stamped
from tests.builders import make_council
from tests.improvement.packs.builders import FORMULA, FROZEN_AT
from tests.scorecard.nineteen import FEBRUARY

pytestmark = pytest.mark.django_db


def text_of(data: bytes) -> str:
    pages = PdfReader(io.BytesIO(data)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


@pytest.fixture
def empty():
    council = make_council("Quietshire", is_illustrative=True, brand_colour="#ffee99")
    said = board_content(council, FEBRUARY, None, FROZEN_AT.date())
    return stamped(said, number=2, by="Clare Clerk", at=FROZEN_AT, amendment="One figure mended")


@pytest.mark.parametrize("ending", FORMATS)
def test_the_same_content_is_the_same_file(content, ending):
    assert FORMATS[ending].write(content) == FORMATS[ending].write(content)


@pytest.mark.parametrize("ending", FORMATS)
def test_a_pack_with_nothing_to_say_is_still_a_pack(empty, ending):
    assert len(FORMATS[ending].write(empty)) > 5_000


def test_file_names_say_what_is_in_them(content):
    assert file_name(content, "pdf") == "testham-board-pack-2017-02-v1.pdf"


def test_pdf_is_tagged_titled_and_in_english(content):
    root = PdfReader(io.BytesIO(FORMATS["pdf"].write(content)))
    assert root.metadata.title == "Testham: improvement board pack, February 2017"
    assert root.metadata.author == "Clare Clerk"
    catalogue = root.trailer["/Root"]
    assert catalogue["/Lang"] == "en-GB"
    assert catalogue["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in catalogue
    assert catalogue["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in catalogue["/Metadata"].get_data()
    assert root.metadata.creation_date.timestamp() == FROZEN_AT.timestamp()


def test_pdf_has_every_red_measure_and_numbered_pages(content):
    data = FORMATS["pdf"].write(content)
    said, pages = text_of(data), len(PdfReader(io.BytesIO(data)).pages)
    assert pages >= 8 + len(content["red"])
    assert f"Page {pages} of {pages}" in said
    for row in content["red"]:
        assert f"{row['code']} {row['name']}" in said
        assert row["reason"] in said
    for part in ("What the numbers say", "Scorecard", "Plan and actions", "Workforce", "Sources"):
        assert part in said


def test_pdf_says_illustrative_on_every_page(empty):
    for page in PdfReader(io.BytesIO(FORMATS["pdf"].write(empty))).pages:
        assert "Illustrative" in page.extract_text()


def test_pdf_says_what_is_empty_and_what_was_amended(empty):
    said = text_of(FORMATS["pdf"].write(empty))
    assert "No decisions are outstanding." in said
    assert "No actions are overdue." in said
    assert "One figure mended" in said


def test_xlsx_numbers_are_numbers_and_text_is_text(content):
    book = openpyxl.load_workbook(io.BytesIO(FORMATS["xlsx"].write(content)))
    assert book.sheetnames == [
        "Summary", "Scorecard", "Exceptions", "Plan", "Findings", "Workforce", "Decisions",
    ]  # fmt: skip
    sheet = book["Scorecard"]
    heads = [cell.value for cell in sheet[1]]
    row = next(row for row in sheet.iter_rows(min_row=2) if row[1].value == "FD5")
    current = row[heads.index("Feb 2017")]
    assert (current.value, current.number_format) == (92, '#,##0"%"')
    assert row[heads.index("Rating")].value == "Green"
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref.startswith("A1:")
    assert sheet.max_row == 20


def test_xlsx_keeps_a_formula_as_text(content):
    book = openpyxl.load_workbook(io.BytesIO(FORMATS["xlsx"].write(content)))
    titles = [cell for cell in book["Plan"]["B"] if cell.value == FORMULA]
    assert [cell.data_type for cell in titles] == ["s"]
    assert all(
        cell.data_type != "f" and cell.hyperlink is None
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
    )


def test_docx_has_headings_tables_and_alt_text(content):
    document = Document(io.BytesIO(FORMATS["docx"].write(content)))
    headings = [one.text for one in document.paragraphs if one.style.name == "Heading 1"]
    assert headings == [
        "What the numbers say", "Scorecard", "Red measures", "Plan and actions",
        "Findings and their status", "Workforce", "Decisions outstanding", "Sources", "Terms used",
    ]  # fmt: skip
    names = [one.text for one in document.paragraphs if one.style.name == "Heading 2"]
    assert {f"{row['code']} {row['name']}" for row in content["red"]} <= set(names)
    told = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert told == [row["alt"] for row in content["red"]]
    for table in document.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    scorecard = next(one for one in document.tables if len(one.columns) > 9)
    first = content["scorecard"]["groups"][0]["rows"][0]
    assert scorecard.rows[1].cells[0].text == first["code"]
    assert first["rag_word"] in [cell.text[2:] for cell in scorecard.rows[1].cells]


SIGNALS = {
    "signal": "Real worsening", "reading": "The last seven months are below the mean.",
    "compared": "England 22%", "compared_place": "D, lowest quarter",
    "compared_period": "Year to March 2016",
}  # fmt: skip


@pytest.mark.parametrize("ending", FORMATS)
def test_each_file_says_whether_a_change_is_real_and_what_is_published(content, ending):
    for row in (content["scorecard"]["groups"][0]["rows"][0], content["red"][0]):
        row.update(SIGNALS)
    said = words_of(FORMATS[ending].write(content), ending)
    for words in SIGNALS.values():
        assert words in said, words


@pytest.mark.parametrize("ending", FORMATS)
def test_a_pack_frozen_before_signals_and_exceptions_is_still_written(content, ending):
    held = [row for group in content["scorecard"]["groups"] for row in group["rows"]]
    for row in (*held, *content["red"], *content["summary"]["exceptions"]):
        for key in (*SIGNALS, "chart_key"):
            row.pop(key, None)
        row.pop("noticed", None)
    del content["summary"]["exceptions_are"]
    said = words_of(FORMATS[ending].write(content), ending)
    assert "a comment that is overdue" not in said
    assert said.count("Published beside it") == int(ending == "xlsx")
    assert ("The target is shaded." in said) is (ending != "xlsx")


def test_no_exception_is_torn_apart_between_two_pages(content):
    rows = content["summary"]["exceptions"]
    for number, row in enumerate(rows):
        row["comment"] = f"Begun{number}. {'Much is said of it. ' * 40} Ended{number}."
    pages = PdfReader(io.BytesIO(FORMATS["pdf"].write(content))).pages
    said = [page.extract_text() for page in pages]
    for number in range(len(rows)):
        (page,) = (one for one in said if f"Begun{number}." in one)
        assert f"Ended{number}." in page


def words_of(data: bytes, ending: str) -> str:
    """Everything a file says, in one line."""
    if ending == "pdf":
        return text_of(data)
    if ending == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(data))
        cells = (cell.value for sheet in book for row in sheet.iter_rows() for cell in row)
        return " ".join(str(one) for one in cells if one is not None)
    document = Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return " ".join([*cells, *(one.text for one in document.paragraphs)])


def test_docx_is_titled_dated_and_in_british_english(content):
    data = FORMATS["docx"].write(content)
    held = Document(io.BytesIO(data)).core_properties
    assert held.title == "Testham: Improvement board pack, February 2017"
    assert held.language == "en-GB"
    assert held.created == FROZEN_AT.replace(tzinfo=held.created.tzinfo)
    members = zipfile.ZipFile(io.BytesIO(data))
    assert {one.date_time for one in members.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert b'w:lang w:val="en-GB"' in members.read("word/styles.xml")
    assert b"NUMPAGES" in members.read("word/footer1.xml")


def test_markup_in_text_stays_text(content):
    content["decisions"]["rows"][0]["text"] = "#panic() *<b>now</b>* $x$ @here & 'there' \\ [a]"
    content["red"][0]["comment"] = "<script>alert(1)</script>"
    assert "#panic() *<b>now</b>* $x$ @here" in text_of(FORMATS["pdf"].write(content))
    for ending in ("docx", "xlsx"):
        assert FORMATS[ending].write(content)
