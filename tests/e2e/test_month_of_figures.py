"""From an officer's first number to the board's dashboard and the clerk's files, in a browser."""

import re
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.looking import follow, look_at, watch

COUNCIL = "/councils/exampleshire"
AREA = "Youth justice"


@pytest.fixture(scope="module")
def month() -> str:
    """The demo's open month: the last complete one."""
    today = date.today()  # noqa: DTZ011 - the demo is loaded by the same machine's clock
    return f"{today.year - (today.month == 1)}-{(today.month - 2) % 12 + 1:02}"


def cell(page: Page, measure: str, column: str):
    return page.get_by_role("textbox", name=f"{measure} {column}")


def key(page: Page, measure: str, number: str, out_of: str) -> None:
    cell(page, measure, "Numerator").fill(number)
    cell(page, measure, "Denominator").fill(out_of)


FIRST, SECOND = "YJ1 First-time entrants to youth justice", "YJ2 Reoffending"


def test_a_section_from_first_key_to_dashboard(person, month):
    officer = person("officer")
    said = watch(officer)
    officer.goto("/")
    look_at(officer)
    follow(officer.get_by_role("link", name=f"Key {AREA} figures").first)
    look_at(officer)

    # An error is named, its link leads to the cell, and everything typed is still there.
    key(officer, FIRST, "abc", "31000")
    key(officer, SECOND, "90", "80")
    follow(officer.get_by_role("button", name="Check and submit"))
    summary = officer.get_by_role("alert")
    expect(summary).to_contain_text("abc")
    expect(summary).to_contain_text("YJ2")
    expect(officer).to_have_title(re.compile("^Error: "))
    look_at(officer)
    expect(cell(officer, FIRST, "Numerator")).to_have_value("abc")
    expect(cell(officer, SECOND, "Denominator")).to_have_value("80")
    summary.get_by_role("link").first.click()
    expect(cell(officer, FIRST, "Numerator")).to_be_focused()

    # Mended, saved as a draft, then checked and submitted.
    key(officer, FIRST, "52", "31,000")
    key(officer, SECOND, "44", "80")
    follow(officer.get_by_role("button", name="Save draft"))
    expect(cell(officer, FIRST, "Denominator")).to_have_value("31000")
    follow(officer.get_by_role("button", name="Check and submit"))
    expect(officer.get_by_role("heading", level=1)).to_be_visible()
    expect(officer.locator("main")).to_contain_text("55%")
    look_at(officer)

    # What looks unusual asks for a comment first; its link leads to the box for one.
    expect(officer.get_by_role("button", name="Submit")).to_have_count(0)
    officer.locator("main").get_by_role("link", name=re.compile("Say why.*YJ2")).first.click()
    officer.wait_for_url(re.compile(r"/youth-justice/#c\d+$"))
    for measure in (FIRST, SECOND):
        cell(officer, measure, "Comment").fill("Recounted with the youth justice service.")
    follow(officer.get_by_role("button", name="Check and submit"))
    follow(officer.get_by_role("button", name="Submit"))
    look_at(officer)
    expect(officer.locator("main")).to_contain_text("submitted")
    decide = f"{COUNCIL}/returns/{month}/youth-justice/decide/"
    assert officer.goto(decide).status == 403
    look_at(officer)

    # Sent back with a reason, which the officer reads; then approved by another person.
    lead = person("lead")
    lead.goto("/")
    follow(lead.get_by_role("link", name=f"Approve {AREA} figures"))
    look_at(lead)
    follow(lead.get_by_role("button", name="Send back"))
    expect(lead.get_by_role("alert")).to_contain_text("Say what has to change")
    look_at(lead)
    lead.get_by_label("What has to change").fill("One question.")
    lead.get_by_text("Ask for a change of YJ1").click()
    lead.get_by_label(f"Change asked of {FIRST}").fill("Please check the population.")
    look_at(lead)
    follow(lead.get_by_role("button", name="Send back"))
    look_at(lead)
    officer.goto(f"{COUNCIL}/returns/{month}/youth-justice/check/")
    look_at(officer)
    officer.locator("main").get_by_role("link", name=FIRST).first.click()
    officer.wait_for_url(re.compile(r"/youth-justice/#n\d+$"))
    expect(officer.get_by_role("row").filter(has_text="YJ1")).to_contain_text(
        "check the population"
    )
    look_at(officer)
    key(officer, FIRST, "52", "31500")
    cell(officer, FIRST, "Comment").fill("The population is this year's now.")
    follow(officer.get_by_role("button", name="Check and submit"))
    follow(officer.get_by_role("button", name="Submit"))
    lead.goto(decide)
    expect(lead.get_by_role("row").filter(has_text="YJ1")).to_contain_text("was 52 of 31,000")
    look_at(lead)
    follow(lead.get_by_role("button", name="Approve"))
    look_at(lead)

    # The board sees it, with its rating; the trail tells who did what.
    board = person("board")
    board.goto(f"{COUNCIL}/scorecard/{month}/")
    row = board.get_by_role("row").filter(has_text="Reoffending")
    expect(row).to_contain_text("55%")
    look_at(board)
    assert [one for one in said if "403" not in one] == []


def test_a_clerk_downloads_three_files_that_open(person, tmp_path: Path):
    clerk = person("clerk")
    clerk.goto(f"{COUNCIL}/packs/")
    look_at(clerk)
    follow(clerk.get_by_role("button", name="Start a board pack"))
    look_at(clerk)
    follow(clerk.get_by_role("button", name="Start pack"))
    look_at(clerk)
    follow(clerk.get_by_role("button", name="Freeze version 1"))
    look_at(clerk)
    follow(clerk.get_by_role("button", name="Freeze version"))
    look_at(clerk)
    files = {}
    for kind in ("PDF", "Word", "Excel"):
        with clerk.expect_download() as download:
            clerk.get_by_role("link", name=kind).first.click()
        files[kind] = tmp_path / download.value.suggested_filename
        download.value.save_as(files[kind])
    assert_opens(files)


def assert_opens(files: dict[str, Path]) -> None:
    """Each file is whole: its own library reads it and finds the council's name."""
    import docx
    import openpyxl
    import pypdf

    pdf = pypdf.PdfReader(files["PDF"])
    assert "Exampleshire" in pdf.pages[0].extract_text()
    words = docx.Document(BytesIO(files["Word"].read_bytes()))
    assert any("Exampleshire" in one.text for one in words.paragraphs)
    book = openpyxl.load_workbook(files["Excel"])
    assert "Scorecard" in book.sheetnames
    assert book["Scorecard"].max_row > 50
