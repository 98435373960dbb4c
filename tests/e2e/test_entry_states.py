"""Is the sheet whole in each of its states, wide and narrow, and does it answer as one types?"""

import pytest
from playwright.sync_api import expect

from tests.e2e.browser import PASSWORD
from tests.e2e.looking import follow, look_at, watch
from tests.e2e.sheets import COUNCIL, cell, kept, open_month, open_sheet, ready, value_of

EMPTY, DRAFT, SUBMITTED = "education-and-send", "care-leavers", "children-in-care"


@pytest.mark.parametrize("width", [1280, 375])
def test_an_empty_a_filled_and_a_faulty_sheet_are_whole(person, width):
    page = person("officer", width=width)
    said = watch(page)
    open_sheet(page, EMPTY)
    page.locator("#keys summary").click()
    look_at(page, colours=width == 1280)
    open_sheet(page, DRAFT)
    expect(value_of(page, "LC1").locator(".app-rag")).to_be_visible()
    look_at(page, colours=width == 1280)
    cell(page, "LC1", "Numerator").fill("abc")
    expect(page.locator(".app-grid__fault")).to_contain_text("“abc” is not a number")
    look_at(page, colours=width == 1280)
    follow(page.get_by_role("button", name="Check and submit"))
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    look_at(page, colours=width == 1280)
    ready(page)
    page.goto(f"{COUNCIL}/returns/{open_month()}/{SUBMITTED}/")
    expect(page.locator(".app-grid")).to_have_count(0)
    look_at(page, colours=width == 1280)
    open_sheet(page, DRAFT)
    follow(page.get_by_role("button", name="Discard what I typed"))
    assert said == []


def test_a_line_answers_as_one_types(person):
    page = person("officer")
    open_sheet(page, DRAFT)
    top, whole = cell(page, "LC2", "Numerator"), cell(page, "LC2", "Denominator")
    expect(top).to_have_value("106")
    expect(whole).to_have_value("183")
    top.fill("190")
    expect(top).to_have_attribute("aria-invalid", "true")
    described = top.get_attribute("aria-describedby")
    expect(page.locator(f"#{described}")).to_contain_text("183")
    expect(value_of(page, "LC2")).to_have_text("")
    top.fill("24")
    expect(value_of(page, "LC2")).to_contain_text("13%")
    expect(value_of(page, "LC2").locator(".app-rag svg")).to_be_visible()
    expect(page.locator("#said")).to_contain_text("13%")
    warning = cell(page, "LC2", "Comment").get_attribute("aria-describedby")
    expect(page.locator(f"#{warning}")).to_contain_text("25%")
    expect(top).not_to_have_attribute("aria-invalid", "true")
    top.fill("106")
    expect(value_of(page, "LC2")).to_contain_text("58%")
    kept(page)


def test_the_page_of_a_full_section_is_light(person):
    page = person("officer")
    address = f"{COUNCIL}/returns/{open_month()}/help-and-protection/"
    many, few = (
        page.request.get(address),
        page.request.get(address.replace("help-and-protection", "youth-justice")),
    )
    rows = many.text().count('<tr id="r') - few.text().count('<tr id="r')
    each = (len(many.body()) - len(few.body())) / rows
    assert len(few.body()) + 60 * each < 120_000


def test_the_sheet_saves_without_script(browser, site):
    context = browser.new_context(base_url=site, java_script_enabled=False)
    page = context.new_page()
    page.goto("/accounts/sign-in/")
    page.get_by_label("Username or email").fill("officer")
    page.locator("input[type=password]").fill(PASSWORD)
    follow(page.get_by_role("button", name="Sign in"))
    page.goto(f"{COUNCIL}/returns/{open_month()}/{DRAFT}/")
    cell(page, "LC4", "Comment").fill("Saved without script")
    with page.expect_navigation():
        cell(page, "LC4", "Numerator").press("Enter")
    expect(page.locator("main")).to_contain_text("Draft saved")
    expect(cell(page, "LC4", "Comment")).to_have_value("Saved without script")
    context.close()
