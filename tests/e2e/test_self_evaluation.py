"""Can people read the self-evaluation, write it without losing each other's words, and take it and
a visit's bundle away?"""

import zipfile

import pytest
from docx import Document
from playwright.sync_api import Page, expect

from tests.e2e.looking import follow, look_at, watch

HERE = "/councils/exampleshire/evaluation/"
VISITS = "/councils/exampleshire/visits/"
MINE = "Plans for children in need drift when a worker leaves."


def write(page: Page, words: str) -> None:
    page.get_by_label("What we know", exact=True).fill(words)
    follow(page.get_by_role("button", name="Save"))


def test_a_statement_is_written_by_two_and_nothing_is_lost(person):
    page, other = person("improvement"), person("improvement", width=375)
    said, others_said = watch(page), watch(other)
    page.goto("/councils/exampleshire/")
    follow(page.get_by_role("link", name="Self-evaluation"))
    look_at(page)
    follow(page.get_by_role("link", name="Children who need help and protection"))
    look_at(page)
    for one in (page, other):
        one.goto(f"{HERE}help/write/")
        look_at(one)
    write(other, "Decisions at the front door are quick.")
    expect(other.locator("main")).to_contain_text("Decisions at the front door are quick.")
    write(page, MINE)
    expect(page.get_by_label("What we know", exact=True)).to_have_value(MINE)
    expect(page.locator("main")).to_contain_text("is saved now as: Decisions at the front door")
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    look_at(page)
    follow(page.get_by_role("button", name="Save"))
    expect(page.locator("main")).to_contain_text(MINE)
    look_at(page)
    # The browser tells of the refused save; nothing else may go wrong.
    assert [one for one in said if "409" not in one] == []
    assert others_said == []


def test_the_self_evaluation_opens_in_word(person, tmp_path):
    page = person("board")
    figure = figure_of(page, f"{HERE}justice/")
    page.goto(HERE)
    with page.expect_download() as started:
        page.get_by_role("button", name="Download for Word").click()
    started.value.save_as(tmp_path / "evaluation.docx")
    document = Document(str(tmp_path / "evaluation.docx"))
    cells = {cell.text for table in document.tables for row in table.rows for cell in row.cells}
    assert figure in cells


def figure_of(page: Page, address: str) -> str:
    """The first figure that the page of a part shows."""
    page.goto(address)
    return (
        page.get_by_role("region", name="Approved figures").locator("td strong").first.inner_text()
    )


@pytest.mark.parametrize("width", [1280, 375])
def test_a_theme_is_chosen_and_its_bundle_taken_away(person, tmp_path, width):
    page = person("clerk", width=width)
    said = watch(page)
    for address in (HERE, f"{HERE}care/", VISITS):
        page.goto(address)
        look_at(page, colours=width == 1280)
    follow(page.get_by_role("link", name="Front door and assessment"))
    look_at(page, colours=width == 1280)
    findings = page.get_by_role("region", name="Findings outstanding").locator("tbody tr").count()
    with page.expect_download() as started:
        page.get_by_role("button", name="Download as one file").click()
    started.value.save_as(tmp_path / "bundle.zip")
    with zipfile.ZipFile(tmp_path / "bundle.zip") as bundle:
        assert bundle.testzip() is None
        lines = bundle.read("lists/findings.csv").decode("utf-8-sig").splitlines()
    assert len(lines) - 1 >= findings > 0
    assert said == []
