"""What must be true of any page a person is looking at?"""

from pathlib import Path

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Locator, Page

LOOKING = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    # What is wrong is all that is asked: to describe what is right costs as much again.
    "resultTypes": ["violations"],
    "preload": False,
}


def follow(locator: Locator) -> None:
    """Click what leads to another page, and be there: a click alone returns before it has left."""
    with locator.page.expect_navigation():
        locator.click()


def look_at(page: Page, *, colours: bool = True) -> None:
    """No accessibility fault, nothing wider than the screen, exactly one main heading.

    A page whose colours were asked about at one width need not be asked again at another.
    """
    assert faults(page, colours=colours) == [], page.url
    fits(page)
    assert page.locator("h1").count() == 1, page.url


def faults(page: Page, *, colours: bool = True) -> list[str]:
    """What axe finds wrong; it is brought to the page once, however often it looks."""
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE_SCRIPT)
    return page.evaluate(LOOKING, {"options": RULES, "colours": colours})


def fits(page: Page) -> None:
    """Nothing wider than the screen."""
    over = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert over <= 0, f"{page.url} is {over} px wider than the screen"


def look_wide_and_narrow(page: Page) -> None:
    """The same page at a desk, on a phone, and on the narrowest screen there is."""
    page.set_viewport_size({"width": 1280, "height": 900})
    look_at(page)
    page.set_viewport_size({"width": 375, "height": 800})
    look_at(page, colours=False)
    page.set_viewport_size({"width": 320, "height": 800})
    fits(page)
    page.set_viewport_size({"width": 1280, "height": 900})


def watch(page: Page) -> list[str]:
    """Collect what the browser complains about: script faults, refused styles, lost files."""
    said: list[str] = []
    page.on("console", lambda one: said.append(one.text) if one.type == "error" else None)
    page.on("pageerror", lambda fault: said.append(str(fault)))
    return said
