"""Does a form survive its sender's session in a real browser, with no script to help it?"""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.browser import PASSWORD
from tests.e2e.looking import follow, look_at

FORM = "/councils/exampleshire/findings/add/"
TYPED = 'Plans "drift" <b>here</b>\nand in too many words to type twice'


@pytest.fixture(params=[1280, 375], ids=["wide", "narrow"])
def page(request, browser: Browser, site: str):
    """A browser that runs no script of any page; what a test evaluates still runs."""
    context = browser.new_context(
        base_url=site,
        java_script_enabled=False,
        viewport={"width": request.param, "height": 900},
    )
    page = context.new_page()
    page.goto("/accounts/sign-in/")
    sign_in(page)
    yield page
    context.close()


def sign_in(page: Page) -> None:
    page.get_by_label("Username or email").fill("improvement")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    follow(page.get_by_role("button", name="Sign in"))


def test_a_form_sent_without_a_session_is_held_until_it_can_be_sent(page):
    page.goto(FORM)
    box = page.locator("textarea").first
    box.fill(TYPED)
    page.context.clear_cookies(name="sessionid")
    follow(page.locator("main form button[type=submit]"))
    expect(page.get_by_role("heading", level=1)).to_have_text("You are signed out")

    with page.expect_popup() as opened:
        page.get_by_role("link", name="Sign in (opens in a new tab)").click()
    sign_in(opened.value)

    # Signing in changed the token against forged forms, so it asks once whether this is theirs.
    follow(page.get_by_role("button", name="Send it again"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Check this and send it again")
    expect(page.get_by_text("and in too many words to type twice").last).to_be_visible()
    fits(page)
    follow(page.get_by_role("button", name="Send it again"))

    # It arrived: the form's own page answers, with what is still missing and every word in place.
    expect(page.get_by_role("alert")).to_contain_text("There is a problem")
    expect(page.locator("textarea").first).to_have_value(TYPED)


def fits(page: Page) -> None:
    over = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert over <= 0, f"{page.url} is {over} px wider than the screen"


@pytest.mark.parametrize("width", [1280, 375])
def test_the_page_that_holds_a_form_is_whole(person, width):
    page = person("improvement", width=width)
    page.goto(FORM)
    page.context.clear_cookies(name="sessionid")
    page.locator("textarea").first.fill(TYPED)
    follow(page.locator("main form button[type=submit]"))
    expect(page.get_by_role("heading", level=1)).to_have_text("You are signed out")
    look_at(page)
    page.get_by_text("What will be sent").click()
    look_at(page)
