"""Do the lists filter, sort, page and export what is on screen?"""

import csv
import io
from datetime import date

import pytest
from django.urls import reverse

from inspections import services
from inspections.dates import Precision
from inspections.register.tables import FindingTable
from inspections.tables import InspectionTable
from tests.inspections.builders import make_finding, make_inspection

pytestmark = pytest.mark.django_db


@pytest.fixture
def journey(council):
    """An inspection in 2022 with a visit, a letter in 2023 and a review of unknown date."""
    head = make_inspection(council, published=date(2022, 3, 18))
    visit = make_inspection(
        council,
        kind="monitoring-visit",
        follows=head,
        started=date(2022, 6, 1),
        date_precision=Precision.MONTH,
        theme="Care leavers",
    )
    letter = make_inspection(council, kind="jtai", started=date(2023, 5, 22))
    review = make_inspection(
        council,
        kind="peer-challenge",
        started=None,
        date_precision=Precision.UNKNOWN,
        inspectorates=["Peers’ panel"],
    )
    services.record_judgements(inspection=head, by=None, grades={"overall": "good"})
    make_finding(head, reference="A1", theme="Planning", text="Plans drift for months.")
    make_finding(
        head,
        reference="A2",
        theme="Voice",
        agencies=["Council"],
        status="confirmed",
        confirmed_by=letter,
    )
    make_finding(
        letter, reference="B1", kind="strength", theme="Planning", agencies=["NHS", "Police"]
    )
    make_finding(letter, reference="B2", kind="priority", status="in_progress", page=3)
    return {"head": head, "visit": visit, "letter": letter, "review": review}


@pytest.fixture
def csv_rows(as_, council):
    """The CSV of a list as dictionaries."""

    def rows(name: str, **query) -> list[dict[str, str]]:
        href = reverse(f"inspections:{name}", args=[council.slug])
        response = as_("board").get(href, {**query, "format": "csv"})
        assert response["Content-Type"].startswith("text/csv")
        return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))

    return rows


def test_inspections_come_newest_first_and_undated_last(csv_rows, journey):
    assert [row["First day"] for row in csv_rows("inspection-list")] == [
        "22 May 2023",
        "June 2022",
        "24 January 2022",
        "Date not recorded",
    ]


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        pytest.param({"kind": "jtai"}, ["letter"], id="kind"),
        pytest.param({"inspectorate": "Care Quality Commission"}, ["letter"], id="inspectorate"),
        pytest.param({"inspectorate": "Peers’ panel"}, ["review"], id="letters beyond ASCII"),
        pytest.param({"year": "2022"}, ["visit", "head"], id="year"),
        pytest.param({"year": "2022", "kind": "ilacs-standard"}, ["head"], id="two at once"),
    ],
)
def test_inspection_filter_narrows(csv_rows, journey, query, kept):
    names = [row["Inspection"] for row in csv_rows("inspection-list", **query)]
    assert names == [journey[one].called for one in kept]


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        pytest.param({"kind": "strength"}, {"B1"}, id="kind"),
        pytest.param({"theme": "Planning"}, {"A1", "B1"}, id="theme"),
        pytest.param({"agency": "NHS"}, {"B1"}, id="agency"),
        pytest.param({"status": "open"}, {"A1"}, id="status, without strengths"),
        pytest.param({"status": "outstanding"}, {"A1", "B2"}, id="outstanding"),
        pytest.param({"search": "FOR MONTHS"}, {"A1"}, id="words of the text"),
        pytest.param({"search": "b2"}, {"B2"}, id="a reference"),
        pytest.param({"search": "100%_"}, set(), id="signs that mean something to a database"),
    ],
)
def test_finding_filter_narrows(csv_rows, journey, query, kept):
    assert {row["Reference"] for row in csv_rows("finding-list", **query)} == kept


def test_findings_of_one_inspection(csv_rows, journey):
    found = csv_rows("finding-list", inspection=journey["letter"].pk)
    assert [row["Reference"] for row in found] == ["B1", "B2"]


@pytest.mark.parametrize(
    "query",
    [
        {"kind": "tea-party"},
        {"year": "soon"},
        {"year": "9" * 40},
        {"inspectorate": "\x00"},
        {"sort": "colour"},
        {"page": "99999999999"},
        {"per_page": "-1"},
        {"sort": "--when"},
    ],
)
@pytest.mark.parametrize("name", ["inspection-list", "finding-list"])
def test_list_survives_any_question(as_, council, journey, name, query):
    href = reverse(f"inspections:{name}", args=[council.slug])
    assert as_("board").get(href, query).status_code == 200


def test_inspection_of_another_council_is_no_choice(as_, council, other_council, journey):
    foreign = make_finding(make_inspection(other_council), reference="FOREIGN-1")
    href = reverse("inspections:finding-list", args=[council.slug])
    page = as_("board").get(href, {"inspection": foreign.inspection_id})
    assert "FOREIGN-1" not in page.content.decode()
    assert page.context["filter_form"].errors["inspection"]


def orderable(table_class) -> list[str]:
    return [
        name
        for name, column in table_class.base_columns.items()
        if column.orderable is not False and column.visible
    ]


@pytest.mark.parametrize(
    ("name", "column"),
    [("inspection-list", one) for one in orderable(InspectionTable)]
    + [("finding-list", one) for one in orderable(FindingTable)],
)
def test_every_column_sorts_both_ways(csv_rows, journey, name, column):
    keys = {"inspection-list": "Inspection", "finding-list": "Reference"}
    up = [row[keys[name]] for row in csv_rows(name, sort=column)]
    down = [row[keys[name]] for row in csv_rows(name, sort=f"-{column}")]
    assert sorted(up) == sorted(down)
    assert len(up) == 4


def test_undated_inspections_come_last_either_way(csv_rows, journey):
    for sort in ("when", "-when"):
        assert csv_rows("inspection-list", sort=sort)[-1]["First day"] == "Date not recorded"


def test_statuses_sort_as_a_finding_moves(csv_rows, journey):
    found = [row["Status"] for row in csv_rows("finding-list", sort="status")]
    assert found == ["Open", "In progress", "Confirmed", ""]


def test_csv_holds_what_the_screen_shortens(as_, council, csv_rows, journey):
    long = "word " * 100
    make_finding(journey["head"], reference="A3", text=long)
    row = next(one for one in csv_rows("finding-list") if one["Reference"] == "A3")
    assert row["Finding"] == long.strip()
    page = as_("board").get(reverse("inspections:finding-list", args=[council.slug]))
    assert "word…" in page.content.decode()


def test_csv_of_inspections_tells_grade_series_and_what_is_outstanding(csv_rows, journey):
    by_name = {row["Inspection"]: row for row in csv_rows("inspection-list")}
    head = by_name["ILACS standard inspection"]
    assert (head["Overall"], head["Findings outstanding"]) == ("Good", "1")
    assert head["Published"] == "2022-03-18"
    assert by_name["Monitoring visit 1"]["Number in series"] == "1"
    assert by_name["Joint targeted area inspection (JTAI)"]["Overall"] == "Not graded"


def test_formula_in_a_finding_stays_text(csv_rows, journey):
    make_finding(journey["head"], reference="A4", text='=HYPERLINK("http://x")')
    row = next(one for one in csv_rows("finding-list") if one["Reference"] == "A4")
    assert row["Finding"].startswith("'=")


def test_overall_grade_missing_differs_from_none_given(csv_rows, council, journey):
    make_inspection(council, started=date(2024, 1, 8), title="No grade yet")
    make_inspection(council, started=date(2026, 4, 27), title="Set C")
    ungraded = make_inspection(council, started=date(2024, 2, 5), title="Overall not graded")
    services.record_judgements(inspection=ungraded, by=None, grades={"overall": ""})
    told = {row["Inspection"]: row["Overall"] for row in csv_rows("inspection-list")}
    assert told["No grade yet"] == "Not recorded"
    assert told["Set C"] == "No overall grade"
    assert told["Overall not graded"] == "Not graded"
