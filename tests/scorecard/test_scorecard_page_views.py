"""Do the scorecard's pages show approved figures to everyone in the council, and to no one else?"""

import sys

import pytest

from improvement.councils.roles import Role
from improvement.rules.month import Month
from tests.scorecard.charted import adopt, give, give_all
from tests.scorecard.nineteen import make_nineteen

pytestmark = pytest.mark.django_db
MONTH = Month(2026, 9)
CANARY = 48151
SCORECARD = "/councils/testham/scorecard/2026-09/"
MEASURE = "/councils/testham/measures/TM-1/"


@pytest.fixture
def measure(area):
    """Two approved months, and a draft that nobody may see on these pages."""
    one = adopt(area, "TM-1", unit="count", target="40+", baseline=30, name="Visits <made>")
    give_all(one, MONTH, [35, 45])
    give(one, MONTH.next, CANARY, is_approved=False, comment=f"draft {CANARY}")
    return one


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("url", [SCORECARD, MEASURE])
def test_everyone_at_the_council_reads_approved_figures(as_, measure, role, url):
    response = as_(role.value).get(url)
    assert response.status_code == 200
    assert "45" in response.content.decode()


@pytest.mark.parametrize("url", [SCORECARD, MEASURE, "/councils/testham/scorecard/"])
def test_an_outsider_finds_nothing(as_, measure, url):
    assert as_("stranger").get(url).status_code == 404


@pytest.mark.parametrize("url", [SCORECARD, MEASURE])
def test_a_visitor_is_asked_to_sign_in(client, measure, url):
    assert client.get(url).status_code == 302


@pytest.mark.parametrize(
    "url",
    [
        SCORECARD, SCORECARD + "?format=csv", SCORECARD + "?format=xlsx", MEASURE,
        "/councils/testham/scorecard/2026-10/", "/councils/testham/scorecard/2026-10/?format=csv",
    ],
)  # fmt: skip
def test_drafts_never_appear(as_, measure, url):
    for role in ("board", "viewer", "lead"):
        body = as_(role).get(url).content.decode("utf-8", "replace")
        assert str(CANARY) not in body
        assert f"{CANARY:,}" not in body


def test_the_latest_approved_month_opens_first(as_, measure):
    response = as_("board").get("/councils/testham/scorecard/")
    assert response.headers["Location"] == SCORECARD


@pytest.mark.parametrize(
    ("query", "title"),
    [("", "Scorecard"), ("?view=exceptions", "Exceptions"), ("?view=tiles", "Scorecard as tiles")],
)
def test_a_layout_is_told_by_its_title(as_, measure, query, title):
    page = as_("board").get(SCORECARD + query).content.decode()
    assert f"<title>{title}, September 2026 – " in page


def test_the_month_picker_leads_to_the_month(as_, measure):
    response = as_("board").get("/councils/testham/scorecard/?month=2026-08")
    assert response.headers["Location"] == "/councils/testham/scorecard/2026-08/"
    response = as_("board").get("/councils/testham/scorecard/?month=nonsense")
    assert response.headers["Location"] == SCORECARD


def test_with_nothing_approved_the_page_says_so(as_, area):
    response = as_("board").get("/councils/testham/scorecard/")
    assert "No figures have been approved yet" in response.content.decode()


@pytest.mark.parametrize("month", ["2026-10", "2031-01", "1999-12"])
def test_an_unapproved_month_names_the_latest_approved_one(as_, measure, month):
    response = as_("board").get(f"/councils/testham/scorecard/{month}/")
    body = response.content.decode()
    assert response.status_code == 200
    assert "Nothing has been approved for this month" in body
    assert "See September 2026" in body


@pytest.mark.parametrize("month", ["2026-13", "2026-00", "0000-01", "1066-10"])
def test_a_month_that_does_not_exist_is_not_found(as_, measure, month):
    assert as_("board").get(f"/councils/testham/scorecard/{month}/").status_code == 404


def test_a_code_not_in_use_is_not_found(as_, measure):
    assert as_("board").get("/councils/testham/measures/NOPE/").status_code == 404


def test_the_nineteenth_measure_shows_both_directions(as_, area):
    make_nineteen(area)
    body = as_("board").get("/councils/testham/scorecard/2017-02/").content.decode()
    assert body.count("published as") == 1
    assert "published as Decreasing" in body
    assert "5 of 19 are red, 5 amber; 9 meet target." in body


def test_names_are_escaped(as_, measure):
    assert "Visits &lt;made&gt;" in as_("board").get(SCORECARD).content.decode()


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", True), ("?rag=green", True), ("?rag=red", False), ("?rag=%00", True),
        ("?q=visits", True), ("?q=nothing+like+it", False), ("?group=Elsewhere", False),
        ("?sort=rag", True), ("?sort=;drop", True), ("?format=pdf", True), ("?page=9", True),
    ],
)  # fmt: skip
def test_filters_narrow_and_survive_any_query(as_, measure, query, shown):
    response = as_("board").get(SCORECARD + query)
    assert response.status_code == 200
    rows = response.content.decode().partition('class="app-sc-tabs"')[2]
    assert (MEASURE in rows) is shown


def test_downloads_are_named_and_typed(as_, measure):
    response = as_("clerk").get(SCORECARD + "?format=csv")
    assert response["Content-Disposition"] == 'attachment; filename="scorecard-testham-2026-09.csv"'
    response = as_("clerk").get(SCORECARD + "?format=xlsx")
    assert response.content.startswith(b"PK")
    assert response["Content-Disposition"].endswith('2026-09.xlsx"')


@pytest.mark.parametrize("months", [3, 36])
def test_scorecard_asks_five_things_of_its_own(as_, area, months, django_assert_num_queries):
    """Beside session, person, memberships and the version of what it shows."""
    for _ in range(5):
        give_all(adopt(area, target="50%+", baseline=40), MONTH, [50] * months)
    client = as_("board")
    with django_assert_num_queries(9):
        assert client.get(SCORECARD).status_code == 200


@pytest.mark.parametrize("months", [3, 36])
def test_measure_page_keeps_to_seven_queries(as_, area, months, django_assert_num_queries):
    """Seven of its own, after session, person and membership."""
    give_all(adopt(area, "TM-1", target="50%+", baseline=40), MONTH, [50] * months)
    client = as_("board")
    with django_assert_num_queries(3 + 7):
        assert client.get(MEASURE).status_code == 200


def test_measure_page_sends_its_chart_as_data_with_a_table_and_a_picture(as_, measure):
    body = as_("viewer").get(MEASURE).content.decode()
    assert '<script id="measure-figure" type="application/json">' in body
    assert '<figure class="app-figure" aria-labelledby="measure-title">' in body
    assert "45 in September 2026, inside 40+; up from 30 at baseline." in body
    assert "<svg" in body
    assert " style=" not in body


def test_a_measure_without_figures_draws_no_chart(as_, area):
    adopt(area, "TM-1")
    body = as_("board").get(MEASURE).content.decode()
    assert "No figures have been approved for this measure yet" in body
    assert "plotly.js" not in body


def test_pages_load_nothing_heavy(as_, measure):
    heavy = {"pandas", "plotly", "xlsxwriter", "typst", "docx"}
    before = heavy & set(sys.modules)
    as_("board").get(SCORECARD)
    as_("board").get(MEASURE)
    assert heavy & set(sys.modules) == before


def test_a_long_scorecard_leads_to_each_of_its_groups(as_, area):
    for number in range(4):
        give(adopt(area, group=f"Group {number}"), MONTH, 50)
    for view in ("", "tiles"):
        body = as_("board").get(f"{SCORECARD}?view={view}").content.decode()
        assert "Jump to a group" in body
        for place, name in enumerate(("Group 0", "Group 1", "Group 2", "Group 3"), start=1):
            assert f'href="#g{place}">{name}</a>' in body
            assert body.count(f'id="g{place}"') == 1
    body = as_("board").get(f"{SCORECARD}?rag=red").content.decode()
    assert "Jump to" not in body
    body = as_("board").get(f"{SCORECARD}?sort=name").content.decode()
    assert "Jump to" not in body
