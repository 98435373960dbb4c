"""A file of figures in a real browser: the template and back, a refused file, a refused cell."""

import io
import re
from datetime import date

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.e2e.looking import follow, look_at, watch

COUNCIL = "/councils/exampleshire"
AREA = "workforce"


@pytest.fixture(scope="module")
def month() -> str:
    """The demo's open month: the last complete one."""
    today = date.today()  # noqa: DTZ011 - the demo is loaded by the same machine's clock
    return f"{today.year - (today.month == 1)}-{(today.month - 2) % 12 + 1:02}"


def upload(page: Page, name: str, data: bytes) -> None:
    page.get_by_label("Your file").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": data}
    )
    follow(page.get_by_role("button", name="Upload and check"))


def filled(template: bytes, figures: dict[str, tuple]) -> bytes:
    """The template with figures typed in, as a person would in a spreadsheet."""
    book = openpyxl.load_workbook(io.BytesIO(template))
    for row in book["Figures"].iter_rows(min_row=5):
        for column, value in zip((6, 7, 9), figures.get(row[1].value, ()), strict=False):
            row[column].value = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_template_goes_out_and_comes_back_with_a_bad_cell_in_it(person, month, tmp_path):
    officer = person("officer")
    said = watch(officer)
    officer.goto(f"{COUNCIL}/returns/{month}/")
    look_at(officer)
    follow(officer.get_by_role("link", name="Upload a file"))
    look_at(officer)

    with officer.expect_download() as download:
        officer.get_by_role("button", name=re.compile("^Download the")).click()
    template = tmp_path / "template.xlsx"
    download.value.save_as(template)

    # A file that is no workbook is told at its field, which takes the focus from the summary.
    upload(officer, "figures.pdf", b"%PDF-1.7")
    expect(officer).to_have_title(re.compile("^Error: "))
    look_at(officer)
    officer.get_by_role("alert").get_by_role("link").click()
    expect(officer.get_by_label("Your file")).to_be_focused()

    # Two cells that cannot be: named by address; the rest is offered, and nothing is saved yet.
    figures = {"WF5": ("abc", 40), "WF7": (3, 40, "A small sample this month."), "WF8": (41, 40)}
    upload(officer, "october.xlsx", filled(template.read_bytes(), figures))
    problems = officer.get_by_role("alert")
    expect(problems).to_contain_text(re.compile(r"Figures, G\d+: “abc” is not a number"))
    expect(problems).to_contain_text(re.compile(r"Figures, G\d+: The numerator \(41\) is more"))
    look_at(officer)
    expect(officer.get_by_role("row").filter(has_text="WF7")).to_contain_text("3 of 40")
    follow(officer.get_by_role("button", name="Save 1 figure and leave out the 2 refused"))
    expect(officer.locator("main")).to_contain_text("1 figure saved from october.xlsx")
    look_at(officer)

    # It stands in the sheet; the refused ones do not. The history names the file.
    officer.goto(f"{COUNCIL}/returns/{month}/{AREA}/")
    measure = officer.get_by_role("textbox", name=re.compile("^WF7 .*Numerator$"))
    expect(measure).to_have_value("3")
    expect(officer.get_by_role("textbox", name=re.compile("^WF8 .*Numerator$"))).to_have_value("")
    officer.goto(f"{COUNCIL}/returns/{month}/{AREA}/check/")
    expect(officer.locator("main")).to_contain_text("From the file october.xlsx")

    # The same file again: what is saved is told as saved.
    officer.goto(f"{COUNCIL}/uploads/{month}/")
    upload(officer, "october.xlsx", filled(template.read_bytes(), {"WF7": figures["WF7"]}))
    expect(officer.get_by_role("heading", level=1)).to_have_text("There is nothing to save")
    look_at(officer)
    assert said == []


def test_a_small_screen_and_someone_elses_save_meanwhile(person, month):
    officer, lead = person("officer", width=375), person("lead")
    for page, number in ((officer, "2500"), (lead, "2600")):
        page.goto(f"{COUNCIL}/uploads/{month}/")
        look_at(page)
        upload(page, "wf.csv", f"Code,Figure\nWF6,{number}\n".encode())
        look_at(page)
    follow(lead.get_by_role("button", name="Save 1 figure"))
    follow(officer.get_by_role("button", name="Save 1 figure"))
    expect(officer.get_by_role("alert")).to_contain_text("Nothing of your file is lost")
    expect(officer.get_by_role("row").filter(has_text="WF6")).to_contain_text("2,600")
    look_at(officer)
    follow(officer.get_by_role("button", name="Save 1 figure"))
    expect(officer.locator("main")).to_contain_text("1 figure saved from wf.csv")
