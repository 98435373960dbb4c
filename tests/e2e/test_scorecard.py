"""Can a board member read the month in ten minutes, wide and narrow, and by keyboard alone?"""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.looking import follow, look_at, watch

SCORECARD = "/councils/exampleshire/scorecard/"
WHO = [("board", 1280), ("board", 375), ("viewer", 1280)]


def shown(page: Page) -> int:
    """How many measures the tab's own words say the exceptions are."""
    label = page.get_by_role("link", name="Exceptions (").inner_text()
    return int(label.partition("(")[2].rstrip(")"))


@pytest.mark.parametrize(("who", "width"), WHO)
def test_each_view_can_be_read(person, who, width):
    page = person(who, width=width)
    said = watch(page)
    page.goto(SCORECARD)
    expect(page.get_by_role("heading", name="What changed since")).to_be_visible()
    rows = page.locator(".app-sc tbody tr:not(.app-sc__group)")
    total = rows.count()
    assert total > 30
    look_at(page, colours=(who, width) == WHO[0])
    number = shown(page)
    follow(page.get_by_role("link", name="Exceptions ("))
    expect(page.locator(".app-sc-ex > li")).to_have_count(number)
    expect(page.locator(".app-sc-ex__why").first).to_contain_text("red", ignore_case=True)
    look_at(page, colours=(who, width) == WHO[0])
    follow(page.get_by_role("link", name="Tiles", exact=True))
    expect(page.locator(".app-sc-grid__tile")).to_have_count(total)
    look_at(page, colours=(who, width) == WHO[0])
    assert said == []


@pytest.mark.parametrize("width", [1280, 375])
def test_rows_are_narrowed_and_the_address_keeps_it(person, width):
    page = person("board", width=width)
    page.goto(SCORECARD)
    page.get_by_text("Filter and sort").click()
    page.get_by_label("Real change", exact=True).select_option("Real improvement")
    page.get_by_label("Order").select_option("Name")
    follow(page.get_by_role("button", name="Apply"))
    assert "signal=improvement" in page.url
    expect(page.locator(".app-signal--improvement").first).to_be_visible()
    expect(page.locator(".app-signal--concern")).to_have_count(0)
    look_at(page, colours=width == 1280)
    follow(page.locator(".app-sc-months__step[rel=prev]"))
    assert "signal=improvement" in page.url
    page.get_by_role("combobox", name="Month").select_option(index=0)
    follow(page.get_by_role("button", name="Go"))
    assert "signal=improvement" in page.url
    follow(page.get_by_role("link", name="Clear"))
    assert "signal" not in page.url


def test_where_a_figure_comes_from_is_read_by_keyboard(person):
    page = person("board", width=1280)
    page.goto(SCORECARD)
    summary = page.locator(".app-sc__traced summary").first
    held = page.locator(".app-sc__traced").first
    expect(held).not_to_have_attribute("open", "")
    summary.focus()
    page.keyboard.press("Enter")
    expect(held).to_have_attribute("open", "")
    expect(held).to_contain_text("Approved by")
    look_at(page)
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_count(1)
    expect(summary).not_to_be_focused()


def test_the_header_stays_in_sight_and_hides_no_link(person):
    """At a desk the columns' names stay, on a phone the group's; focus is never beneath them."""
    page = person("board", width=1280)
    page.goto(SCORECARD)
    page.locator(".app-sc tbody tr").nth(30).scroll_into_view_if_needed()
    page.mouse.wheel(0, 600)
    head = page.locator(".app-sc thead th").first
    expect(head).to_be_in_viewport()
    page.locator(".app-sc tbody th[scope=row] > a").nth(30).focus()
    for _ in range(20):
        page.keyboard.press("Shift+Tab")
        top = "document.activeElement.getBoundingClientRect().top"
        foot = "document.querySelector('.app-sc thead th').getBoundingClientRect().bottom"
        assert page.evaluate(f"{top} >= {foot}")
    page.set_viewport_size({"width": 375, "height": 800})
    page.locator(".app-sc tbody:nth-of-type(3) tr").nth(3).evaluate("row => row.scrollIntoView()")
    expect(page.locator(".app-sc tbody:nth-of-type(3) .app-sc__group th")).to_be_in_viewport()
    # What has no cell on a phone has no heading either, so that the rest keep their own.
    for heading in page.locator(".app-sc thead").locator(".app-sc__base, .app-sc__was").all():
        expect(heading).to_be_hidden()


def test_a_page_asked_for_again_is_not_sent_again(person):
    page = person("board", width=1280)
    page.goto(SCORECARD)
    page.goto(page.url)  # the first page gives out keys that the second is known by
    answer = page.reload()
    assert answer is not None
    assert answer.headers["cache-control"] == "private, no-cache"
    again = page.request.get(page.url, headers={"if-none-match": answer.headers["etag"]})
    assert again.status == 304


def test_the_whole_table_is_printed(person):
    """On paper the tools are gone, what they chose is told, and nothing is cut off at the side."""
    page = person("board", width=1050)  # a sheet of A4 on its side
    page.goto(f"{SCORECARD}?moved=improving")
    page.emulate_media(media="print")
    expect(page.locator(".app-sc-tools details")).to_be_hidden()
    expect(page.locator(".app-sc-files")).to_be_hidden()
    expect(page.get_by_text("Showing")).to_contain_text("Direction on baseline: Improving")
    for more in page.locator(".app-sc-changes details a").all():  # unopened, and told all the same
        assert more.evaluate("link => link.checkVisibility()")
    expect(page.locator(".app-sc-tabs")).to_be_hidden()
    expect(page.locator(".app-sc-headline")).to_be_visible()
    cut = "box => box.scrollHeight > box.clientHeight || box.scrollWidth > box.clientWidth"
    assert page.locator(".app-sc-scroll").evaluate(cut) is False
