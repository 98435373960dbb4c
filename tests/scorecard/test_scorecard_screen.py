"""Does what stands around the rows lead to just the rows that it speaks of?"""

from urllib.parse import parse_qsl

import pytest

from improvement.rules.month import Month
from scorecard.selectors import Choice, narrow, scorecard_page
from scorecard.selectors.changes import amended
from scorecard.selectors.rows import Restated
from scorecard.selectors.screen import screen_of
from tests.scorecard.charted import adopt, give, give_all

pytestmark = pytest.mark.django_db
MONTH = Month(2026, 9)
URL = "/councils/testham/scorecard/2026-09/"


@pytest.fixture
def page(council, area):
    """Newly red, amber, green but worsening, green, and one without a figure."""
    give_all(adopt(area, "AA1", target="90%+", owner_role="Head"), MONTH, [95, 20])
    give(adopt(area, "AA2", target="90%+", owner_role="Head  of Care"), MONTH, 88)
    give(adopt(area, "AA3", target="40%+", owner_role="Head", baseline=90), MONTH, 50)
    give(
        adopt(area, "AA4", target="90%+", group="Other"), MONTH, 95, revision=2, as_at="2026-09-15"
    )
    give(adopt(area, "AA5", target="90%+"), MONTH, None, missing="no_cases")
    return scorecard_page(council, MONTH)


def followed(page, href, linked=frozenset()):
    """The codes of the rows that an address leads to."""
    choice = Choice.read(dict(parse_qsl(href.removeprefix("?"))))
    return [row.code for row in narrow(page, choice, linked)]


@pytest.mark.parametrize(
    "choice",
    [
        Choice(), Choice(rag="red"), Choice(view="exceptions"), Choice(view="tiles", sort="name"),
        Choice(owner="Head"), Choice(view="exceptions", moved="worsening"), Choice(q="nothing"),
        Choice(finding="open"),
    ],
)  # fmt: skip
def test_a_number_leads_to_as_many_rows(page, choice):
    linked = {page.rows[1].pk, page.rows[2].pk}
    screen = screen_of(page, choice, linked)
    for tile in screen.tiles:
        assert len(followed(page, tile.href, linked)) == tile.number
    shown = [row.code for row in narrow(page, choice, linked)]
    assert sum(tile.is_current for tile in screen.tiles) <= 1
    for tile in screen.tiles:
        assert not tile.is_current or len(shown) == tile.number
    label = screen.tabs[1].label
    assert label == f"Exceptions ({len(followed(page, screen.tabs[1].href, linked))})"


def test_an_owner_is_found_letter_for_letter(page):
    """Two spaces that somebody keyed stand in the list to choose from, and in the row."""
    owners = next(one for one in screen_of(page, Choice()).selects if one.name == "owner")
    assert [value for value, _ in owners.options] == ["", "Head", "Head  of Care"]
    assert followed(page, "?owner=Head++of+Care") == ["AA2"]


def test_what_open_findings_rely_on_comes_first(page):
    linked = {page.rows[2].pk}
    assert followed(page, "?sort=finding", linked) == ["AA3", "AA1", "AA2", "AA5", "AA4"]
    assert followed(page, "?sort=finding&view=exceptions", linked) == ["AA3", "AA1"]
    assert Choice.read({"sort": "finding"}, may_see_findings=False).sort == ""
    for may_see in (True, False):
        screen = screen_of(page, Choice(), may_see_findings=may_see)
        assert any(value == "finding" for value, _ in screen.selects[-1].options) is may_see


def test_among_exceptions_any_order_keeps_the_gravest_first(page):
    assert followed(page, "?view=exceptions&sort=owner") == ["AA1", "AA3"]
    assert followed(page, "?view=exceptions&sort=movement") == ["AA3", "AA1"]


def test_a_sheet_of_paper_tells_what_narrows_its_rows(page):
    assert screen_of(page, Choice(sort="name", view="tiles")).chosen == ""
    choice = Choice(q="child", rag="red", owner="Head", group="None such")
    assert screen_of(page, choice).chosen == "“child”; Rating: Red; Owner: Head"


def test_an_amendment_that_leaves_the_figure_says_so():
    one = Restated("Visits", "/", MONTH, was="98%", now="94%")
    assert amended(one).said == "Sep 2026: 98%, now 94%"
    one = Restated("Visits", "/", MONTH, was="94%", now="94%")
    assert amended(one).said == "Sep 2026: revised, still 94%"


@pytest.mark.parametrize("view", ["", "exceptions", "tiles"])
def test_every_view_says_where_a_figure_comes_from(as_, page, view):
    rows = as_("viewer").get(f"{URL}?view={view}").content.decode().partition("app-sc-tabs")[2]
    assert rows.count("About this figure") == rows.count("Returned by Front door.") > 0
    assert "Approved by Asha Approver on 9 October 2026." in rows
    assert ("15 September 2026" in rows, "evised" in rows) == (view != "exceptions",) * 2


def test_findings_are_no_part_of_a_viewers_choice(as_, page):
    for role, sees in (("board", True), ("viewer", False)):
        body = as_(role).get(URL).content.decode()
        assert ('name="finding"' in body, "open finding" in body) == (sees, sees)
        assert as_(role).get(f"{URL}?sort=finding&finding=open").status_code == 200
