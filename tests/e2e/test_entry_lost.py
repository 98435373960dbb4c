"""Is every typed cell still there after a lost session, a dropped connection or a closed page?"""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browser import PASSWORD
from tests.e2e.looking import follow, look_at
from tests.e2e.sheets import KEPT, boxes, cell, kept, open_sheet, paste, ready

SECTION = "quality-assurance"
STATUS = "#kept"


@pytest.fixture
def sheet(person) -> Page:
    """An officer's sheet without leftovers of the test before."""
    page = person("officer")
    open_sheet(page, SECTION)
    discard = page.get_by_role("button", name="Discard what I typed")
    if discard.count():
        follow(discard)
        ready(page)
    return page


def sign_in_again(page: Page) -> None:
    follow(page.locator(STATUS).get_by_role("link", name="Sign in to go on"))
    page.get_by_label("Username or email").fill("officer")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    follow(page.get_by_role("button", name="Sign in"))


def test_an_expired_session_loses_no_cell(sheet):
    cell(sheet, "QA1", "Numerator").fill("21")
    kept(sheet)
    sheet.context.clear_cookies()
    cell(sheet, "QA1", "Denominator").fill("40")
    cell(sheet, "QA2", "Comment").fill("typed while signed out\nin two lines")
    expect(sheet.locator(STATUS)).to_contain_text("You are signed out")
    look_at(sheet)
    # A save would be lost: it is not sent, and the way on is said where the officer looks.
    sheet.get_by_role("button", name="Save draft").last.click()
    expect(sheet.locator(STATUS)).to_be_focused()
    cell(sheet, "QA3", "Numerator").fill("nonsense")
    typed = boxes(sheet)

    sign_in_again(sheet)
    ready(sheet)
    assert boxes(sheet) == typed
    expect(sheet.locator(".app-brought:visible")).to_have_count(1)
    look_at(sheet)
    kept(sheet)
    sheet.reload()
    ready(sheet)
    assert boxes(sheet) == typed
    expect(sheet.locator("main")).to_contain_text("is back in its boxes")
    look_at(sheet)
    follow(sheet.get_by_role("button", name="Discard what I typed"))
    expect(cell(sheet, "QA1", "Numerator")).to_have_value("")


def test_signing_in_elsewhere_lets_this_page_go_on(sheet, person):
    sheet.context.clear_cookies()
    cell(sheet, "QA4", "Numerator").fill("30")
    expect(sheet.locator(STATUS)).to_contain_text("You are signed out")
    sheet.context.add_cookies(person("officer", anew=True).context.cookies())
    cell(sheet, "QA4", "Denominator").fill("36")
    expect(sheet.locator(STATUS)).to_contain_text(KEPT)
    kept(sheet)
    expect(sheet.locator(".app-grid__value", has_text="83%")).to_be_visible()


def test_a_dropped_connection_loses_no_cell(sheet):
    sheet.context.set_offline(True)
    cell(sheet, "QA5", "Numerator").fill("17")
    expect(sheet.locator(STATUS)).to_contain_text("No connection")
    paste(sheet, cell(sheet, "QA5", "Denominator"), "20\t\tpasted without a connection\r\n")
    expect(sheet.locator("#pasted")).to_contain_text("could not be checked just now")
    look_at(sheet)
    sheet.get_by_role("button", name="Check and submit").click()
    expect(sheet.locator(STATUS)).to_be_focused()
    typed = boxes(sheet)

    sheet.context.set_offline(False)
    kept(sheet)
    assert boxes(sheet) == typed
    expect(sheet.locator(".app-grid__value", has_text="85%")).to_be_visible()
    sheet.reload()
    assert boxes(sheet) == typed


def test_a_page_left_in_the_middle_of_a_word_keeps_it(sheet):
    cell(sheet, "QA2", "Comment").fill("half a wo")
    sheet.goto("/")
    open_sheet(sheet, SECTION)
    expect(cell(sheet, "QA2", "Comment")).to_have_value("half a wo")


def test_signing_out_leaves_nothing_in_the_browser(sheet):
    sheet.context.set_offline(True)
    cell(sheet, "QA1", "Comment").fill("not sent")
    assert sheet.evaluate("Object.keys(localStorage).length") == 1
    sheet.evaluate(
        "addEventListener('submit', (event) => { window.left = localStorage.length;"
        " event.preventDefault(); })"
    )
    sheet.get_by_role("button", name="Sign out").click()
    assert sheet.evaluate("window.left") == 0
    sheet.context.set_offline(False)


@pytest.mark.parametrize("is_offline", [False, True], ids=["kept", "offline"])
def test_two_tabs_of_one_person_lose_nothing_of_each_others(sheet, is_offline):
    other = sheet.context.new_page()
    open_sheet(other, SECTION)
    sheet.context.set_offline(is_offline)
    typed = [(sheet, "QA1", "first tab"), (other, "QA2", "second tab")]
    for page, code, words in typed:
        cell(page, code, "Comment").fill(words)
        expect(page.locator(STATUS)).to_contain_text("No connection" if is_offline else KEPT)
    other.close()
    sheet.goto("about:blank")
    sheet.context.set_offline(False)
    open_sheet(sheet, SECTION)
    for _, code, words in typed:
        expect(cell(sheet, code, "Comment")).to_have_value(words)
    kept(sheet)


def test_a_comment_taken_back_in_one_tab_stays_away(sheet):
    """It is as it began; the other tab has not touched it."""
    other = sheet.context.new_page()
    open_sheet(other, SECTION)
    cell(sheet, "QA1", "Comment").fill("a mistake")
    kept(sheet)
    cell(sheet, "QA1", "Comment").fill("")
    kept(sheet)
    cell(other, "QA2", "Comment").fill("something else")
    kept(other)
    sheet.reload()
    ready(sheet)
    expect(cell(sheet, "QA1", "Comment")).to_have_value("")
    expect(cell(sheet, "QA2", "Comment")).to_have_value("something else")
