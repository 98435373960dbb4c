"""Is every page whole for each of the people who use it most, wide and narrow, with a keyboard?"""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.looking import follow, look_at, look_wide_and_narrow, watch

ILLUSTRATIVE, REAL = "/councils/exampleshire", "/councils/blackburn-with-darwen"
PAGES = {
    "board": [
        "/", f"{ILLUSTRATIVE}/", f"{ILLUSTRATIVE}/scorecard/", f"{ILLUSTRATIVE}/measures/CP6/",
        f"{REAL}/", f"{REAL}/scorecard/2017-02/", f"{REAL}/measures/FD5/", f"{REAL}/inspections/",
        f"{REAL}/findings/", f"{REAL}/plan/", f"{REAL}/actions/", f"{ILLUSTRATIVE}/plan/",
        f"{ILLUSTRATIVE}/actions/", f"{ILLUSTRATIVE}/workforce/", f"{ILLUSTRATIVE}/leadership/",
        f"{ILLUSTRATIVE}/boards/", f"{ILLUSTRATIVE}/decisions/", f"{ILLUSTRATIVE}/interventions/",
        f"{ILLUSTRATIVE}/packs/", f"{ILLUSTRATIVE}/thread/", "/glossary/", "/accessibility/",
        f"{ILLUSTRATIVE}/changes/",
    ],
    "lead": [
        f"{ILLUSTRATIVE}/returns/", f"{ILLUSTRATIVE}/returns/late/", f"{REAL}/returns/",
        f"{REAL}/returns/late/", f"{REAL}/returns/2017-02/",
    ],
    "improvement": [
        f"{ILLUSTRATIVE}/inspections/add/", f"{ILLUSTRATIVE}/findings/add/",
        f"{ILLUSTRATIVE}/actions/add/", f"{ILLUSTRATIVE}/boards/add/",
        f"{ILLUSTRATIVE}/meetings/add/", f"{ILLUSTRATIVE}/decisions/add/",
        f"{ILLUSTRATIVE}/leadership/add/", f"{ILLUSTRATIVE}/workforce/teams/",
        f"{ILLUSTRATIVE}/changes/add/",
    ],
    "clerk": [f"{ILLUSTRATIVE}/packs/add/"],
    "viewer": [f"{ILLUSTRATIVE}/", f"{ILLUSTRATIVE}/scorecard/"],
    "admin": [
        f"{ILLUSTRATIVE}/people/", f"{ILLUSTRATIVE}/people/add/",
        f"{ILLUSTRATIVE}/people/deadline/", f"{ILLUSTRATIVE}/benchmarks/",
    ],
    "stranger": ["/"],
}  # fmt: skip


@pytest.mark.parametrize("role", PAGES)
def test_pages_are_whole(person, role):
    page = person(role)
    said = watch(page)
    for address in PAGES[role]:
        assert page.goto(address).status == 200, address
        look_wide_and_narrow(page)
    assert said == []


def first_row(page: Page, address: str) -> None:
    page.goto(address)
    follow(page.locator("main table tbody a, main .govuk-summary-list a").first)


def test_the_pages_behind_the_lists_are_whole(person):
    page = person("improvement")
    for part in ("inspections", "findings", "actions", "decisions", "boards", "leadership"):
        first_row(page, f"{ILLUSTRATIVE}/{part}/")
        look_at(page)
        edit = page.locator("main").get_by_role("link", name="Edit").first
        if edit.count():
            follow(edit)
            look_at(page)


def test_errors_on_forms_are_whole(person):
    page = person("improvement")
    for part in ("inspections", "findings", "actions", "decisions"):
        page.goto(f"{ILLUSTRATIVE}/{part}/add/")
        follow(page.locator("main form button[type=submit]").first)
        expect(page.locator(".govuk-error-summary")).to_be_focused()
        look_at(page)


@pytest.mark.parametrize(
    ("address", "status"),
    [(f"{ILLUSTRATIVE}/returns/", 403), ("/councils/nowhere/", 404), ("/nothing/", 404)],
)
def test_refusals_are_whole_pages(person, address, status):
    page = person("board")
    assert page.goto(address).status == status
    look_at(page)


def test_sign_in_says_what_is_wrong(browser, site):
    page = browser.new_page(base_url=site)
    page.goto("/councils/exampleshire/")
    look_at(page)
    page.get_by_label("Username or email").fill("officer")
    page.locator("input[type=password]").fill("not it")
    follow(page.get_by_role("button", name="Sign in"))
    look_at(page)
    expect(page.get_by_role("alert")).to_be_visible()
    page.close()


def test_a_chart_is_drawn_and_has_its_table(person):
    page = person("board")
    said = watch(page)
    page.goto(f"{REAL}/measures/FD5/")
    expect(page.locator(".app-chart[data-drawn] svg").first).to_be_visible()
    expect(page.get_by_role("table").first).to_contain_text("92%")
    assert said == []


def test_pages_work_without_script(browser, site):
    context = browser.new_context(base_url=site, java_script_enabled=False)
    page = context.new_page()
    page.goto("/accounts/sign-in/")
    page.get_by_label("Username or email").fill("officer")
    page.locator("input[type=password]").fill("journey-demo")
    follow(page.get_by_role("button", name="Sign in"))
    page.goto(f"{REAL}/measures/FD5/")
    expect(page.locator(".app-chart svg").first).to_be_visible()
    page.goto(f"{ILLUSTRATIVE}/returns/")
    follow(page.locator("main a").filter(has_text="20").first)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    context.close()
