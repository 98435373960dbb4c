"""Can a viewer compare councils, wide and narrow, with a keyboard?"""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.looking import follow, look_at, watch

MARK = re.compile(r"Green|Amber|Red|Not rated|No data")


def table_of(page: Page):
    return page.get_by_role("region", name="Table of councils and measures")


def test_a_viewer_compares_at_a_desk(person):
    page = person("viewer")
    said = watch(page)
    page.goto("/")
    follow(page.get_by_role("main").get_by_role("link", name="Compare councils"))
    look_at(page)
    expect(page.get_by_text("Exampleshire is made up")).to_be_visible()
    expect(page.locator(".app-heat tbody tr")).to_have_count(4)
    expect(page.locator(".app-heat tbody td a b").first).to_have_text(MARK)
    page.get_by_label("Measures", exact=True).select_option("Front door")
    page.get_by_label("Order of councils").select_option("reds")
    follow(page.get_by_role("button", name="Apply"))
    look_at(page)
    expect(page.locator("th[scope=colgroup]")).to_have_count(1)
    follow(page.locator(".app-heat thead a", has_text="FD4"))
    look_at(page)
    expect(page.locator(".app-across--wide svg")).to_be_visible()
    expect(page.get_by_role("table")).to_contain_text("made up, so not ranked")
    follow(page.get_by_role("table").get_by_role("link", name="Blackpool"))
    expect(page).to_have_url(re.compile("/councils/blackpool/measures/FD4/"))
    follow(page.get_by_role("link", name="Compare", exact=True))
    assert said == []


def test_a_cell_leads_to_that_councils_measure(person):
    page = person("viewer")
    page.goto("/compare/")
    follow(page.locator(".app-heat tbody tr", has_text="Exampleshire").locator("td a").first)
    expect(page).to_have_url(re.compile("/councils/exampleshire/measures/"))


def test_the_table_scrolls_by_keyboard_under_its_headings(person):
    page = person("viewer")
    page.goto("/compare/")
    table = table_of(page)
    table.focus()
    name = page.locator(".app-heat tbody th").first
    left = name.bounding_box()["x"]
    far = page.locator(".app-heat thead a").nth(17)
    expect(far).not_to_be_in_viewport()
    for _ in range(20):
        page.keyboard.press("ArrowRight")
    expect(far).to_be_in_viewport()
    assert name.bounding_box()["x"] == pytest.approx(left, abs=1)


def test_the_table_can_be_skipped(person):
    page = person("viewer")
    page.goto("/compare/")
    skip = page.get_by_role("link", name="Skip the table")
    skip.focus()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#after-table")).to_be_focused()


def test_a_viewer_compares_one_measure_at_a_time_on_a_phone(person):
    page = person("viewer", width=375)
    said = watch(page)
    page.goto("/compare/")
    look_at(page)
    expect(page.locator(".app-heat tbody td").first).to_be_hidden()
    expect(page.locator(".app-heat tbody th").first).to_contain_text("red")
    follow(page.locator(".app-heat-list").get_by_role("link", name="Re-referrals within 12 months"))
    look_at(page)
    expect(page.locator(".app-across--narrow svg")).to_be_visible()
    expect(page.locator(".app-ranks tbody tr")).to_have_count(3)
    assert said == []


def test_someone_of_no_council_has_nothing_to_compare(person):
    page = person("stranger")
    assert page.goto("/compare/").status == 404
    look_at(page)
