"""Can people read how a council was judged over the years, and how authorities stand?"""

import re

from playwright.sync_api import Page, expect

from tests.e2e.looking import follow, look_at, watch

BLACKPOOL = "/councils/blackpool"


def grid_of(page: Page):
    return page.get_by_role("region", name="Table: judgements of Children’s social care")


def test_an_improvement_lead_reads_the_history_at_a_desk(person):
    page = person("improvement")
    said = watch(page)
    page.goto(f"{BLACKPOOL}/inspections/")
    follow(page.get_by_role("link", name="a history with what comes next"))
    look_at(page)
    expect(page.get_by_role("region", name="What usually comes next")).to_contain_text(
        "inspectors choose their day"
    )
    page.get_by_label("Kind", exact=True).select_option("ILACS standard inspection")
    follow(page.get_by_role("button", name="Apply"))
    expect(page.locator(".app-history__item")).to_have_count(2)
    follow(page.get_by_role("link", name="judgements over time"))
    look_at(page)
    expect(grid_of(page)).to_contain_text("not judged in this set")
    follow(grid_of(page).get_by_role("link", name="5 December 2022"))
    look_at(page)
    since = page.get_by_role("region", name="Since last time", exact=True)
    expect(since.get_by_role("row", name=re.compile("Overall"))).to_contain_text("Better")
    follow(since.get_by_role("link", name="judgements over time"))
    follow(page.get_by_role("link", name="how authorities stand"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Inspection outcomes")
    assert said == []


def test_the_grid_scrolls_in_itself_on_a_phone(person):
    page = person("board", width=375)
    page.goto(f"{BLACKPOOL}/inspections/history/")
    look_at(page)
    page.goto(f"{BLACKPOOL}/inspections/judgements/")
    look_at(page)
    area = grid_of(page).get_by_role("rowheader", name="Overall")
    left = area.bounding_box()["x"]
    far = grid_of(page).get_by_role("link", name="2 July 2014")
    far.focus()
    expect(far).to_be_in_viewport()
    assert abs(area.bounding_box()["x"] - left) <= 1


def test_a_viewer_compares_authorities_and_keeps_out_of_the_journey(person):
    page = person("viewer")
    said = watch(page)
    page.goto("/")
    follow(page.get_by_role("main").get_by_role("link", name="Inspection outcomes"))
    look_at(page)
    rows = page.get_by_role("region", name="Table: authorities and their grades").locator(
        "tbody tr"
    )
    expect(rows).to_have_count(4)
    page.get_by_label("Region").select_option("North West")
    page.get_by_label("Order").select_option("Best grade first")
    follow(page.get_by_role("button", name="Apply"))
    expect(rows).to_have_count(2)
    expect(rows.first).to_contain_text("Blackburn with Darwen")
    page.set_viewport_size({"width": 375, "height": 800})
    look_at(page)
    assert said == []


def test_an_administrator_is_told_which_cell_is_wrong(person):
    page = person("admin")
    page.goto("/outcomes/")
    follow(page.get_by_role("button", name="Take in published outcomes"))
    look_at(page)
    row = "E06000009,Blackpool,ILACS standard,13/05/2025,,,Fine,,,,\n"
    head = "council_gss,council,kind,start,end,published,leaders,help,care,leavers,overall\n"
    file = {"name": "o.csv", "mimeType": "text/csv", "buffer": (head + row).encode()}
    page.get_by_label("Published outcomes").set_input_files(file)
    follow(page.get_by_role("button", name="Take in file"))
    look_at(page)
    expect(page.get_by_role("alert")).to_contain_text("row 2, leaders: “Fine” is not a grade")
