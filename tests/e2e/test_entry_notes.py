"""Is what is said about a line told under its boxes, once, and in little room?"""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.looking import follow, look_at
from tests.e2e.sheets import cell, codes, kept, open_sheet, paste, ready, value_of

SECTION, DRAFT = "help-and-protection", "care-leavers"


@pytest.fixture
def sheet(person) -> Page:
    page = person("officer")
    open_sheet(page, DRAFT)
    yield page
    page.goto(page.url)
    ready(page)
    if page.locator("#discard").count():
        follow(page.get_by_role("button", name="Discard what I typed"))


def notes(page: Page, code: str, kind: str = "") -> Locator:
    """What stands under a measure's boxes."""
    line = f"tr:has(.app-grid__code:text-is('{code}'))"
    return page.locator(f"{line} + .app-grid__notes {kind}".strip())


def test_a_warning_stands_under_the_boxes_and_asks_why_once(sheet):
    top, comment = cell(sheet, "LC2", "Numerator"), cell(sheet, "LC2", "Comment")
    comment.fill("")
    top.fill("24")
    note = notes(sheet, "LC2", ".app-grid__warning")
    expect(note).to_have_count(1)
    expect(note).to_contain_text("more than 25%")
    assert note.inner_text().count("Say why.") == 1
    assert ".." not in sheet.locator("#said").inner_text()
    box, said = top.bounding_box(), note.bounding_box()
    assert said["x"] >= box["x"] - 20
    assert said["y"] > box["y"] + box["height"]
    assert said["width"] > 400
    look_at(sheet)
    comment.fill("Counted again with the team and found right.")
    expect(note).not_to_contain_text("Say why.")
    kept(sheet)
    top.fill("106")
    expect(value_of(sheet, "LC2")).to_contain_text("58%")
    expect(notes(sheet, "LC2", ":text('more than 25%')")).to_have_count(0)
    kept(sheet)


def test_large_numbers_in_a_warning_are_grouped(sheet):
    cell(sheet, "LC2", "Denominator").fill("1500")
    cell(sheet, "LC2", "Numerator").fill("2730")
    expect(notes(sheet, "LC2", ".app-grid__fault")).to_contain_text("(2,730)")
    kept(sheet)


def test_a_comment_too_long_is_told_and_not_cut(sheet):
    comment = cell(sheet, "LC4", "Comment")
    held = comment.input_value()
    comment.fill("a" * 1700)
    expect(sheet.locator(".app-grid__count")).to_have_count(0)
    comment.fill("")
    paste(sheet, comment, "b" * 2050)
    expect(sheet.locator(".app-grid__count")).to_contain_text("2,050 of 2,000 characters: 50 too")
    expect(notes(sheet, "LC4", ".app-grid__fault")).to_contain_text("longer than 2,000 characters")
    assert len(comment.input_value()) == 2050
    expect(comment).to_have_attribute("aria-invalid", "true")
    look_at(sheet)
    comment.fill(held)
    expect(notes(sheet, "LC4", ".app-grid__fault")).to_have_count(0)
    expect(sheet.locator(".app-grid__count")).to_have_count(0)
    kept(sheet)


def test_on_a_phone_a_paste_leaves_most_of_the_sheet_in_sight(person):
    page = person("officer", width=375, height=812)
    open_sheet(page, SECTION)
    block = "".join(f"{code}\tx\ty\n" for code in codes(page)) + "ZZ8\t1\nZZ9\t1\n"
    paste(page, page.locator("tbody input").first, block)
    expect(page.locator("#paste-title")).to_contain_text("refused")
    bar = page.locator(".app-grid-bar").bounding_box()
    assert bar["height"] <= 0.45 * 812
    assert page.locator("#pasted").bounding_box()["height"] <= 0.4 * 812
    assert page.evaluate(
        "(() => { const one = document.getElementById('pasted');"
        " return one.scrollHeight > one.clientHeight; })()"
    )
    look_at(page)
    page.get_by_role("button", name="Close").click()
    expect(page.locator("#pasted")).to_be_hidden()
    kept(page)
