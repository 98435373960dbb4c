"""How do tests send a sheet as a browser does, and read what comes back?"""

import re
from datetime import UTC, datetime
from html import unescape

from scorecard.services.working import LONGEST_BOX

PAGE = "/councils/testham/returns/2026-10/front-door/"
KEEP, DISCARD, CHECK = f"{PAGE}keep/", f"{PAGE}discard/", f"{PAGE}check/"
AT = datetime(2026, 11, 20, 10, 4, tzinfo=UTC)
ENDLESS = "x" * (LONGEST_BOX + 1)
JSON = {"Accept": "application/json"}


def sheet(desk, *lines, version=None, base="{}", **more) -> dict[str, str]:
    """A sheet as the browser sends it: each line is numerator, denominator, missing, comment."""
    data = {"version": str(version or desk.section.version), "base": base}
    for measure, line in zip(desk.measures, lines, strict=False):
        cells = dict(zip("ndmc", [*line, "", "", "", ""], strict=False))
        data |= {f"{letter}{measure.pk}": words for letter, words in cells.items()}
    return data | more


def keep(browser, data) -> dict:
    response = browser.post(KEEP, data, headers=JSON)
    assert response.status_code == 200, response.content
    return response.json()


def text(response) -> str:
    return " ".join(unescape(response.content.decode()).split())


def box(response, name: str) -> str:
    """What stands in a box of the page."""
    return unescape(re.search(rf'name="{name}" value="([^"]*)"', response.content.decode())[1])
