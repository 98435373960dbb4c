"""How is the README's picture made? `uv run python -m tests.e2e.picture` while the demo serves.

It signs in as a board member and photographs one real scorecard at desktop width.
"""

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.e2e.browser import CHROMIUM, FLAGS, PASSWORD
from tests.e2e.looking import follow

ROOT = Path(__file__).resolve().parents[2]
PICTURE = ROOT / ".github" / "scorecard.png"
PAGE = "/councils/blackburn-with-darwen/scorecard/2017-02/"


def take(site: str = "http://127.0.0.1:8000") -> None:
    """Photograph the scorecard of the demo that serves at `site`."""
    if CHROMIUM is None:
        sys.exit("The picture needs Chromium, which is not on this machine.")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(base_url=site, viewport={"width": 1280, "height": 1000})
        page.goto("/accounts/sign-in/")
        page.get_by_label("Username or email").fill("board")
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        follow(page.get_by_role("button", name="Sign in"))
        page.goto(PAGE)
        PICTURE.parent.mkdir(exist_ok=True)
        page.screenshot(path=PICTURE)
        browser.close()


if __name__ == "__main__":
    take(*sys.argv[1:2])
