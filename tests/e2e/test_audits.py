"""Can the improvement lead record a round of audits by keyboard, and a board member read it?"""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.looking import follow, look_at, watch

LIST = "/councils/exampleshire/audits/"
# Boxes in the order of the Tab key, from Outstanding by Outstanding on: 12 of 20 end up good.
TYPED = {6: "11", 7: "2", 11: "1", 12: "5", 18: "1"}


def key_by_tab(page: Page) -> None:
    """Fill the matrix as a person without a mouse does."""
    page.get_by_label("auditor Outstanding, moderated Outstanding").focus()
    for place in range(24):
        if place in TYPED:
            page.keyboard.type(TYPED[place])
        page.keyboard.press("Tab")


@pytest.mark.parametrize("width", [1280, 375])
def test_a_cycle_is_added_keyed_by_keyboard_and_read(person, width):
    lead = person("improvement", width=width)
    said = watch(lead)
    lead.goto(LIST)
    look_at(lead, colours=width == 1280)
    follow(lead.get_by_role("button", name="Add a cycle"))
    lead.get_by_label("Name").fill(f"Night duty audits {width}")
    lead.get_by_label("Programme").fill("Quarterly practice audits")
    lead.get_by_label("First day").fill("1/10/2026")
    lead.get_by_label("Last day").fill("20/11/2026")
    lead.get_by_label("Audits planned").fill("24")
    look_at(lead, colours=width == 1280)
    follow(lead.get_by_role("button", name="Add cycle"))
    follow(lead.get_by_role("button", name="Key results"))
    look_at(lead, colours=width == 1280)
    follow(lead.get_by_role("link", name="Front door", exact=False).first)
    key_by_tab(lead)
    lead.get_by_label("auditor Good, moderated Good").fill("eleven")
    follow(lead.get_by_role("button", name="Save results"))
    expect(lead.get_by_role("alert")).to_contain_text("“eleven” is not a number")
    look_at(lead, colours=width == 1280)
    lead.get_by_label("auditor Good, moderated Good").fill("11")
    follow(lead.get_by_role("button", name="Save results"))
    follow(lead.get_by_role("button", name="Done: show the cycle"))
    expect(lead.get_by_text("12 of 20 (60%), likely between 39% and 78%").first).to_be_visible()
    expect(lead.get_by_text("20 with results, of 24 planned")).to_be_visible()
    look_at(lead, colours=width == 1280)

    board = person("board", width=width)
    board.goto(LIST)
    follow(board.get_by_role("link", name=f"Night duty audits {width}"))
    expect(board.get_by_role("button", name="Key results")).to_have_count(0)
    follow(board.get_by_role("link", name="The trend from cycle to cycle"))
    expect(board.get_by_role("heading", name="Is practice getting better?")).to_be_visible()
    expect(board.get_by_text("◆ Independent").first).to_be_attached()
    look_at(board, colours=width == 1280)
    assert said == []
