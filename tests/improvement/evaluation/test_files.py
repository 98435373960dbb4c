"""Do the Word document and the bundle open, say what the page says, and hide nothing harmful?"""

import csv
import io
import random
import re
import zipfile

import openpyxl
import pytest
from django.core.files.storage import default_storage
from docx import Document
from docx.oxml.ns import qn

from improvement.evaluation.exporters import bundle as writer
from improvement.evaluation.exporters.bundle import bundle_name, bundle_pieces
from improvement.evaluation.exporters.statement import write_word
from improvement.evaluation.selectors.bundle import EVERYTHING, bundle_page
from improvement.evaluation.selectors.pages import evaluation_page
from improvement.plans.models import Evidence
from improvement.practice import judgement_names
from inspections.models import Finding
from tests.builders import make_area
from tests.improvement.evaluation.builders import (
    FORMULA,
    PDF,
    TODAY,
    make_journey,
    make_letter,
    make_statement,
)
from tests.inspections.builders import make_inspection

pytestmark = pytest.mark.django_db
LISTS = ["findings", "strengths", "measures", "audits", "actions", "evidence", "sources"]


@pytest.fixture
def evaluated(journey):
    make_statement(journey.council, own_grade="good")
    make_statement(journey.council, "send", reviewed_on=TODAY.replace(year=2025, month=10))
    return evaluation_page(journey.council, TODAY)


@pytest.fixture
def document(evaluated):
    return Document(io.BytesIO(write_word(evaluated)))


def headings(document, level: int) -> list[str]:
    return [one.text for one in document.paragraphs if one.style.name == f"Heading {level}"]


def tables_said(document) -> str:
    return "\n".join(
        cell.text for table in document.tables for row in table.rows for cell in row.cells
    )


# --- The Word document ----------------------------------------------------------------------------


def test_word_has_a_heading_for_every_part_and_question(document):
    assert headings(document, 1) == ["At a glance", *judgement_names().values()]
    questions = ["What we know", "How we know it", "What we are doing"]
    assert headings(document, 2) == questions * len(judgement_names())


def test_word_repeats_the_heading_of_every_table(document):
    assert len(document.tables) == 8
    for table in document.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_word_says_the_same_numbers_as_the_page(evaluated, document):
    said = tables_said(document)
    held = evaluated.area("help").records
    row = held.measures[0].row
    for words in (
        row.current,
        row.rag_word,
        row.signal.word,
        held.audits[0].share,
        held.audits[0].interval,
        held.actions[0].brag_word,
        held.outstanding[0].text,
    ):
        assert words in said, words  # fmt: skip
    assert "◊ Older than 12 months" in said
    spoken = [one.text for one in document.paragraphs]
    assert "Plans drift." in spoken
    assert "Reviewed: 21 October 2025 (older than 12 months)" in spoken


def test_word_describes_every_drawing(evaluated, document):
    told = [one._inline.docPr.get("descr") for one in document.inline_shapes]
    assert told == [
        one.row.spark_title for part in evaluated.areas for one in part.records.measures
    ]
    assert all(told)


def test_word_is_titled_dated_and_in_british_english(evaluated):
    data = write_word(evaluated)
    held = Document(io.BytesIO(data)).core_properties

    assert held.title == "Testham: self-evaluation, 21 November 2026"
    assert (held.language, held.author) == ("en-GB", "Testham")
    assert held.created.date() == TODAY
    assert write_word(evaluated) == data
    with zipfile.ZipFile(io.BytesIO(data)) as members:
        assert b'w:lang w:val="en-GB"' in members.read("word/styles.xml")


def test_word_says_that_nothing_is_there(council):
    said = Document(io.BytesIO(write_word(evaluation_page(council, TODAY))))
    spoken = [one.text for one in said.paragraphs]

    assert spoken.count("No figure is approved yet.") == len(judgement_names())
    assert "Figures: None approved yet" in spoken


@pytest.mark.parametrize("sign", ["\x0c", "\x0b", "\x1f", "\ufffe"])
def test_a_sign_that_no_document_can_hold_is_left_out(journey, sign):
    make_statement(journey.council, knows=f"Plans{sign} drift.")
    Finding.objects.update(text=f"Reviews{sign} slip.")
    Evidence.objects.update(title=f"Ro{sign}ta")

    document = Document(io.BytesIO(write_word(evaluation_page(journey.council, TODAY))))
    assert "Reviews slip." in tables_said(document)
    assert "Rota" in tables_said(document)
    with opened(bundle_page(journey.council, EVERYTHING, TODAY)) as bundle:
        assert bundle.testzip() is None
        openpyxl.load_workbook(io.BytesIO(bundle.read("lists.xlsx")))


# --- The bundle -----------------------------------------------------------------------------------


def opened(page) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(b"".join(bundle_pieces(page))))


def rows_in(bundle: zipfile.ZipFile, name: str) -> list[dict[str, str]]:
    text = bundle.read(f"lists/{name}.csv").decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


@pytest.fixture
def bundled(journey, cast):
    make_letter(journey.inspection, cast, "ours")
    return bundle_page(journey.council, EVERYTHING, TODAY)


def test_the_bundle_holds_contents_lists_and_letters(bundled):
    with opened(bundled) as bundle:
        assert bundle.namelist() == [
            "contents.docx", "lists.xlsx", *(f"lists/{one}.csv" for one in LISTS),
            "letters/01-2024-09-ilacs-standard.pdf",
        ]  # fmt: skip
        assert bundle.read("letters/01-2024-09-ilacs-standard.pdf") == PDF + b"ours"


def test_the_lists_say_what_the_page_says(bundled):
    with opened(bundled) as bundle:
        [measure] = rows_in(bundle, "measures")
        row = bundled.records.measures[0].row
        assert (measure["Figure"], measure["As printed"]) == ("86", row.current)
        assert measure["Rating"] == row.rag_word
        [audit] = rows_in(bundle, "audits")
        assert (audit["Cases"], audit["Good or better"]) == ("20", "12 of 20 (60%)")
        counts = {one: len(rows_in(bundle, one)) for one in LISTS}
    held = bundled.records
    assert counts == {
        "findings": len(held.findings), "strengths": len(held.strengths),
        "measures": len(held.measures), "audits": len(held.audits),
        "actions": len(held.actions), "evidence": len(held.evidence),
        "sources": len(bundled.sources),
    }  # fmt: skip


def test_workbook_and_csv_hold_the_same_rows(bundled):
    with opened(bundled) as bundle:
        book = openpyxl.load_workbook(io.BytesIO(bundle.read("lists.xlsx")))
        assert [name.lower() for name in book.sheetnames] == LISTS
        for sheet in book:
            rows = [[str(cell or "") for cell in row] for row in sheet.values]
            told = [list(one.values()) for one in rows_in(bundle, sheet.title.lower())]
            assert [[plain(cell) for cell in row] for row in told] == rows[1:]
        assert book["Measures"]["D2"].value == 86


def plain(cell: str) -> str:
    """A cell of a CSV file without the mark that keeps it text."""
    return cell.removeprefix("'")


def test_no_cell_is_run_by_a_spreadsheet(bundled):
    with opened(bundled) as bundle:
        assert rows_in(bundle, "findings")[0]["Finding"] == f"'{FORMULA} ours"
        book = openpyxl.load_workbook(io.BytesIO(bundle.read("lists.xlsx")))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert [cell for cell in cells if cell.data_type == "f" or cell.hyperlink] == []
    assert f"{FORMULA} ours" in [cell.value for cell in cells]


def test_the_same_page_is_the_same_file(bundled):
    first = b"".join(bundle_pieces(bundled))

    assert b"".join(bundle_pieces(bundled)) == first
    with opened(bundled) as bundle:
        assert {one.date_time for one in bundle.infolist()} == {writer.UNDATED}


def test_names_in_the_bundle_are_ours_alone(bundled):
    names = [bundle_name(bundled)]
    with opened(bundled) as bundle:
        names += bundle.namelist()
    for name in names:
        assert re.fullmatch(r"(lists/|letters/)?[a-z0-9.-]+", name), name
        assert ".." not in name


def test_a_letter_whose_file_is_gone_is_named_and_the_rest_is_there(bundled):
    default_storage.delete(bundled.letters[0].stored)

    with opened(bundled) as bundle:
        assert [name for name in bundle.namelist() if name.startswith("letters/")] == []
        assert "could not be found" in tables_said(contents_of(bundle))


def test_letters_go_in_while_there_is_room(bundled, journey, cast, monkeypatch):
    make_letter(make_inspection(journey.council, started=TODAY), cast, "apart")
    monkeypatch.setattr(writer, "BYTES_AT_MOST", len(PDF))

    with opened(bundled) as bundle:
        assert [name for name in bundle.namelist() if name.startswith("letters/")] == []
        assert "would be too large" in tables_said(contents_of(bundle))


def test_a_large_letter_is_handed_on_in_small_pieces(bundled):
    size = 40 * writer.PIECE
    with default_storage.open(bundled.letters[0].stored, "wb") as kept:
        kept.write(random.Random(4).randbytes(size))

    pieces = [len(piece) for piece in bundle_pieces(bundled)]
    assert sum(pieces) > size
    assert max(pieces) < 3 * writer.PIECE


def contents_of(bundle: zipfile.ZipFile):
    return Document(io.BytesIO(bundle.read("contents.docx")))


def test_the_contents_name_every_list_with_its_length(bundled):
    with opened(bundled) as bundle:
        document = contents_of(bundle)
    assert headings(document, 1) == ["What is in this bundle", "Letters", "How to read this"]
    first = [[cell.text for cell in row.cells] for row in document.tables[0].rows[1:]]
    assert [(row[0].lower(), row[2]) for row in first][:2] == [
        ("findings", "1"),
        ("strengths", "1"),
    ]
    assert document.core_properties.title == "Testham: visit bundle: everything, 21 November 2026"
    for table in document.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_nothing_of_another_council_is_in_the_bundle(bundled, other_council, cast):
    other = make_journey(make_area(other_council, "Canary"), cast, "zanzibar")
    make_letter(other.inspection, cast, "zanzibar")

    assert b"zanzibar" not in everything_in(bundle_page(bundled.council, EVERYTHING, TODAY))
    assert b"zanzibar" in everything_in(bundle_page(other_council, EVERYTHING, TODAY))


def everything_in(page) -> bytes:
    """Every member of a bundle, the members of its documents too."""
    found = []
    with opened(page) as bundle:
        for name in bundle.namelist():
            data = bundle.read(name)
            found.append(data)
            if name.endswith((".docx", ".xlsx")):
                with zipfile.ZipFile(io.BytesIO(data)) as inner:
                    found += [inner.read(one) for one in inner.namelist()]
    return b"".join(found)


def test_a_bundle_of_nothing_is_still_a_bundle(council):
    with opened(bundle_page(council, "front-door", TODAY)) as bundle:
        assert len(bundle.namelist()) == 2 + len(LISTS)
        assert rows_in(bundle, "findings") == []
