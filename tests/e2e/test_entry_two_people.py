"""What happens when two people key one section at once, each in a browser of their own?"""

from playwright.sync_api import expect

from tests.e2e.looking import follow, look_at, watch
from tests.e2e.sheets import boxes, cell, kept, open_sheet, ready

SECTION = "workforce"


def test_the_second_save_shows_both_and_loses_nothing(person):
    officer, lead = person("officer"), person("lead")
    said = watch(lead)
    for page in (officer, lead):
        open_sheet(page, SECTION)
    cell(officer, "WF6", "Numerator").fill("2701")
    cell(officer, "WF1", "Numerator").fill("18")
    cell(officer, "WF1", "Denominator").fill("150")
    follow(officer.get_by_role("button", name="Save draft").last)

    # The other is told while they type, and keeps typing.
    cell(lead, "WF6", "Numerator").fill("2688")
    expect(lead.locator("#kept")).to_contain_text("saved this section")
    cell(lead, "WF7", "Numerator").fill("100")
    cell(lead, "WF7", "Denominator").fill("120")
    cell(lead, "WF7", "Comment").fill("Counted twice")
    with lead.expect_response(lambda one: one.request.method == "POST" and one.status == 409):
        follow(lead.get_by_role("button", name="Save draft").last)

    ready(lead)
    expect(lead.get_by_role("alert")).to_contain_text("saved this section while you were working")
    expect(lead.locator(".app-grid__clash")).to_contain_text(["“2701”"])
    assert "2688" in boxes(lead)
    expect(cell(lead, "WF6", "Numerator")).to_have_value("2688")
    expect(cell(lead, "WF7", "Comment")).to_have_value("Counted twice")
    expect(cell(lead, "WF1", "Denominator")).to_have_value("150")
    look_at(lead)

    follow(lead.get_by_role("button", name="Save draft").last)
    ready(lead)
    expect(lead.locator("main")).to_contain_text("Draft saved")
    expect(cell(lead, "WF6", "Numerator")).to_have_value("2688")
    expect(cell(lead, "WF1", "Denominator")).to_have_value("150")
    expect(cell(lead, "WF7", "Numerator")).to_have_value("100")
    assert [one for one in said if "409" not in one] == []


def test_typing_kept_from_before_anothers_save_comes_back_beside_it(person):
    officer, lead = person("officer"), person("lead")
    for page in (officer, lead):
        open_sheet(page, SECTION)
    cell(officer, "WF8", "Comment").fill("mine")
    kept(officer)
    cell(lead, "WF8", "Comment").fill("theirs")
    follow(lead.get_by_role("button", name="Save draft").last)
    officer.reload()
    ready(officer)
    expect(cell(officer, "WF8", "Comment")).to_have_value("mine")
    expect(officer.locator(".app-grid__clash")).to_contain_text("theirs")
    look_at(officer)
