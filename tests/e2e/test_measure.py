"""Can a board member and a viewer read a measure by eye, by keys and without script?"""

import pytest
from playwright.sync_api import expect

from tests.e2e.looking import fits, follow, look_at, look_wide_and_narrow, watch

MEASURE = "/councils/exampleshire/measures/CP9/"
DRAWN = ".app-chart[data-drawn] .main-svg"
PEOPLE = [("board", 1280), ("board", 375), ("viewer", 1280)]


@pytest.mark.parametrize(("who", "width"), PEOPLE)
def test_a_measure_is_drawn_read_by_keys_and_forecast(person, who, width):
    page = person(who, width=width)
    said = watch(page)
    page.goto(MEASURE)
    expect(page.locator(DRAWN).first).to_be_visible()
    expect(page.get_by_role("list", name="Key to the chart")).to_be_visible()
    expect(page.get_by_role("columnheader", name="Is it real")).to_be_attached()
    look_at(page, colours=(who, width) == PEOPLE[0])

    chart = page.get_by_role("group", name="Chart: read each month")
    chart.focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    told = page.locator("figure [aria-live]").first
    expect(told).not_to_be_empty()
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowRight")
    expect(told).to_contain_text("%")
    first = told.text_content()
    page.keyboard.press("End")
    expect(told).not_to_have_text(first)
    page.keyboard.press("Home")
    expect(told).to_have_text(first)

    link = page.get_by_role("link", name="See where it is heading")
    link.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Forecast")).to_be_focused()
    expect(page.locator(DRAWN).nth(1)).to_be_attached()
    expect(page.locator("#forecast")).to_contain_text("on average, over")
    look_at(page, colours=(who, width) == PEOPLE[0])
    assert said == []


def test_the_viewer_is_told_nothing_of_the_journey(person):
    page = person("viewer")
    page.goto(MEASURE)
    expect(page.get_by_role("heading", name="Events on the chart")).to_have_count(0)
    expect(page.get_by_role("heading", name="What relies on this measure")).to_have_count(0)


def test_events_on_the_chart_lead_to_what_happened(person):
    page = person("board")
    page.goto(MEASURE)
    expect(page.locator(DRAWN).first).to_be_visible()
    page.emulate_media(media="print")  # paper is narrower than a screen: the picture fits it
    expect(page.locator(DRAWN).first).to_be_hidden()
    expect(page.locator(".app-chart__wide svg").first).to_be_visible()
    page.emulate_media(media="screen")
    events = page.get_by_role("region", name="Events on the chart")
    follow(events.get_by_role("link").first)
    look_at(page)


def test_a_forecast_stands_on_a_page_of_its_own(person):
    page = person("board", width=375)
    said = watch(page)
    page.goto(f"{MEASURE}forecast/")
    expect(page.locator(DRAWN).first).to_be_visible()
    look_at(page)
    page.goto("/councils/exampleshire/measures/FD4/forecast/")
    expect(page.locator("main")).to_contain_text("is not forecast")
    look_at(page)
    assert said == []


def test_without_script_picture_table_and_forecast_are_there(person, browser, site):
    signed_in = person("board")
    context = browser.new_context(
        base_url=site, java_script_enabled=False, storage_state=signed_in.context.storage_state()
    )
    page = context.new_page()
    page.goto(MEASURE)
    picture = page.get_by_role("figure", name="Month by month").get_by_role("img").first
    expect(picture).to_be_visible()
    page.set_viewport_size({"width": 375, "height": 800})
    words = page.locator(".app-chart svg text >> visible=true")
    assert min(word.bounding_box()["height"] for word in words.all()) >= 12
    expect(page.get_by_role("row")).not_to_have_count(0)
    follow(page.get_by_role("link", name="See where it is heading"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Forecast")
    expect(page.get_by_role("figure").get_by_role("img").first).to_be_visible()
    context.close()


@pytest.mark.parametrize("address", [
    "/councils/blackburn-with-darwen/measures/CP6/",
    "/councils/exampleshire/measures/FD4/",
    "/councils/exampleshire/measures/FD1/",
])  # fmt: skip
def test_short_running_and_context_measures_are_whole(person, address):
    page = person("board")
    said = watch(page)
    page.goto(address)
    expect(page.locator(DRAWN).first).to_be_visible()
    look_wide_and_narrow(page)
    page.set_viewport_size({"width": 650, "height": 800})  # as a tablet is held upright
    fits(page)
    assert said == []
