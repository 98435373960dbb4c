"""Can a month's figures be keyed, sent back, mended and approved without a mouse?"""

from playwright.sync_api import Locator, Page, expect

from tests.e2e.looking import follow, look_at
from tests.e2e.sheets import cell, open_sheet, ready, value_of

AREA, SECOND = "Fostering and permanence", "education-and-send"
FIGURES = ["75", "431", "12", "138"]
WHOLES = ["84", "100"]
ASKED = "Does this count the households on hold?"


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until the target has the focus: a person without a mouse has no other way."""
    for _ in range(150):
        page.keyboard.press("Tab")
        if target.evaluate("(one) => one === document.activeElement"):
            return
    raise AssertionError(f"{target} cannot be reached with Tab")


def press(page: Page, target: Locator) -> None:
    """Tab to a link or button that leads on, and take it."""
    tab_to(page, target)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def from_home(page: Page, name: str) -> None:
    page.goto("/")
    press(page, page.get_by_role("link", name=name).first)


def key_down_the_columns(page: Page) -> None:
    """Numbers down a column with Enter, back to the top with arrows, comments with Ctrl+Enter."""
    tab_to(page, cell(page, "PF1", "Numerator"))
    for figure in FIGURES:
        page.keyboard.type(figure)
        page.keyboard.press("Enter")
    expect(cell(page, "PF4", "Numerator")).to_be_focused()
    page.keyboard.press("Control+Home")
    page.keyboard.press("End")
    page.keyboard.press("ArrowRight")
    for whole in WHOLES:
        page.keyboard.type(whole)
        page.keyboard.press("Enter")
    for _ in range(2):
        page.keyboard.press("Shift+Enter")
    expect(cell(page, "PF1", "Denominator")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    for line in range(1, 5):
        page.keyboard.type(f"Line {line}")
        page.keyboard.press("Enter")
        page.keyboard.type("checked")
        page.keyboard.press("Control+Enter")


def test_a_return_lives_its_whole_life_by_keyboard(person):
    officer = person("officer")
    from_home(officer, f"Key {AREA} figures")
    ready(officer)
    key_down_the_columns(officer)
    expect(cell(officer, "PF3", "Denominator")).to_have_value("100")
    expect(cell(officer, "PF4", "Comment")).to_have_value("Line 4\nchecked")
    expect(value_of(officer, "PF1")).to_contain_text("89%")
    press(officer, officer.get_by_role("button", name="Check and submit"))
    press(officer, officer.get_by_role("button", name="Submit for approval"))
    expect(officer.locator("main")).to_contain_text("submitted")

    lead = person("lead")
    from_home(lead, f"Approve {AREA} figures")
    row = lead.locator("tbody tr", has_text="PF4")
    tab_to(lead, row.locator("summary"))
    lead.keyboard.press("Enter")
    tab_to(lead, row.get_by_role("textbox"))
    lead.keyboard.type(ASKED)
    press(lead, lead.get_by_role("button", name="Send back to the officer"))
    look_at(lead)

    open_sheet(officer, "fostering-and-permanence")
    expect(officer.locator("main")).to_contain_text(ASKED)
    look_at(officer)
    tab_to(officer, officer.get_by_role("link", name="PF4").first)
    officer.keyboard.press("Enter")
    expect(cell(officer, "PF4", "Numerator")).to_be_focused()
    expect(cell(officer, "PF4", "Numerator")).to_have_accessible_description(f"Asked for: {ASKED}")
    officer.keyboard.press("Control+A")
    officer.keyboard.type("136")
    # The figure has changed, so what was said of the old one no longer explains it.
    tab_to(officer, cell(officer, "PF4", "Comment"))
    officer.keyboard.press("Control+End")
    officer.keyboard.type(" again, late forms counted")
    press(officer, officer.get_by_role("button", name="Check and submit"))
    press(officer, officer.get_by_role("button", name="Submit for approval"))

    from_home(lead, f"Approve {AREA} figures")
    expect(lead.locator("main")).to_contain_text("136")
    press(lead, lead.get_by_role("button", name="Approve this section"))
    expect(lead.locator("main")).to_contain_text("Approved")


def test_keys_stay_with_the_box_that_needs_them(person):
    page = person("officer")
    open_sheet(page, SECOND)
    first, beside = cell(page, "ED1", "Numerator"), cell(page, "ED1", "Denominator")
    below, reason = cell(page, "ED2", "Numerator"), cell(page, "ED1", "If there is none, why")
    first.focus()
    page.keyboard.type("12")
    page.keyboard.press("ArrowLeft")
    expect(first).to_be_focused()
    page.keyboard.type("0")
    expect(first).to_have_value("102")
    page.keyboard.press("End")
    page.keyboard.press("ArrowDown")
    expect(below).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("End")
    page.keyboard.press("ArrowRight")
    expect(beside).to_be_focused()
    # A list changes with up and down, and is left with left and right, never changed by them.
    reason.focus()
    page.keyboard.press("ArrowDown")
    expect(reason).to_have_value("not_available")
    page.keyboard.press("ArrowRight")
    comment = cell(page, "ED1", "Comment")
    expect(comment).to_be_focused()
    expect(reason).to_have_value("not_available")
    # A comment keeps its keys until its words end.
    page.keyboard.type("one\ntwo")
    page.keyboard.press("ArrowUp")
    expect(comment).to_be_focused()
    page.keyboard.press("Control+End")
    page.keyboard.press("ArrowDown")
    expect(cell(page, "ED2", "Comment")).to_be_focused()
    # The last line has nothing below it, and Enter submits nothing.
    last = cell(page, "ED5", "Numerator")
    last.focus()
    page.keyboard.press("Enter")
    expect(last).to_be_focused()
    with page.expect_navigation():
        page.keyboard.press("Control+S")
    expect(page.get_by_role("alert")).to_contain_text("not both")
    open_sheet(page, SECOND)
    follow(page.get_by_role("button", name="Discard what I typed"))
    expect(reason).to_have_value("")
