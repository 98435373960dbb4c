"""Does every page of inspections and findings open for whom it should, and show what it must?"""

from datetime import date

import pytest

from improvement.councils.roles import EDIT_JOURNEY, SEE_JOURNEY, Role
from inspections import services
from inspections.dates import Precision
from tests.inspections.builders import make_finding, make_inspection, text_of

pytestmark = pytest.mark.django_db

SEEN = ["inspection-list", "inspection-detail", "finding-list", "finding-detail"]
EDITED = [
    "inspection-add",
    "inspection-edit",
    "inspection-judgements",
    "finding-add",
    "finding-edit",
    "finding-status",
]


# --- Who may open what --------------------------------------------------------------------------


@pytest.mark.parametrize("name", SEEN + EDITED)
@pytest.mark.parametrize("role", list(Role))
def test_page_opens_for_its_roles_only(as_, address, name, role):
    allowed = SEE_JOURNEY if name in SEEN else EDIT_JOURNEY
    assert as_(role.value).get(address(name)).status_code == (200 if role in allowed else 403)


@pytest.mark.parametrize("name", SEEN + EDITED)
def test_outsider_sees_no_such_page(as_, address, name):
    assert as_("stranger").get(address(name)).status_code == 404


@pytest.mark.parametrize("name", EDITED)
def test_nothing_can_be_sent_by_those_who_only_read(as_, address, name):
    assert as_("board").post(address(name), {}).status_code == 403


@pytest.mark.parametrize(
    "name", [one for one in SEEN + EDITED if not one.endswith(("list", "add"))]
)
def test_page_of_another_councils_row_is_not_found(as_, address, other_council, name):
    foreign = make_finding(make_inspection(other_council))
    pk = foreign.inspection_id if name.startswith("inspection") else foreign.pk
    assert as_("improvement").get(address(name, pk=pk)).status_code == 404


@pytest.mark.parametrize("pk", [0, 10**18, 9223372036854775807, "99999999999999999999"])
def test_key_no_row_can_have_is_not_found(as_, council, cast, pk):
    page = as_("improvement").get(f"/councils/{council.slug}/findings/{pk}/")
    assert page.status_code == 404


def test_links_to_change_are_for_those_who_may(as_, address):
    change = address("inspection-edit")
    assert change in as_("improvement").get(address("inspection-detail")).content.decode()
    assert change not in as_("board").get(address("inspection-detail")).content.decode()


# --- What the pages show ------------------------------------------------------------------------


def test_inspection_page_tells_judgements_apart(as_, address, inspection):
    services.record_judgements(
        inspection=inspection, by=None, grades={"overall": "good", "help": ""}
    )
    page = text_of(as_("board").get(address("inspection-detail")))
    assert "Overall effectiveness Good" in page
    assert "help and protection Not graded" in page
    assert "care leavers Not recorded" in page


def test_inspection_from_april_2026_shows_no_overall_grade(as_, council, cast):
    made = make_inspection(council, started=date(2026, 4, 27))
    page = text_of(as_("board").get(made.get_absolute_url()))
    assert "No overall grade in this framework." in page
    assert "Overall effectiveness" not in page


def test_inspection_page_groups_findings_and_shows_the_series(as_, address, inspection):
    make_finding(inspection, kind="strength", text="Schools help early.")
    make_inspection(
        inspection.council,
        kind="monitoring-visit",
        follows=inspection,
        started=date(2022, 6, 1),
        date_precision=Precision.MONTH,
        theme="Care leavers",
    )
    page = text_of(as_("board").get(address("inspection-detail")))
    assert page.index("Areas for improvement (1)") < page.index("Strengths (1)")
    assert "Monitoring visit 1 June 2022 Care leavers" in page


def test_history_is_told_on_the_page(as_, address, finding, cast):
    services.move_finding(
        finding=finding, by=cast.improvement, status="action_planned", reason="Plan agreed"
    )
    page = text_of(as_("board").get(address("finding-detail")))
    assert "Moved to Action planned by Improvement" in page
    assert "Reason: Plan agreed" in page


def test_finding_page_leads_to_the_actions_that_answer_it(as_, address, finding):
    page = as_("board").get(address("finding-detail")).content.decode()
    assert f"?finding={finding.pk}" in page


def test_text_is_never_taken_for_mark_up(as_, address, inspection, finding):
    services.change_finding(
        finding=finding, by=None, text="<script>alert(1)</script>", theme="<b>bold</b>"
    )
    for name in ("finding-list", "finding-detail", "inspection-detail"):
        page = as_("board").get(address(name)).content.decode()
        assert "<script>alert" not in page
        assert "<b>bold" not in page
    assert "<b>bold" not in as_("improvement").get(address("finding-add")).content.decode()


# --- Cost ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "most"),
    [
        ("inspection-list", 8),
        ("finding-list", 12),
        ("inspection-detail", 11),
        ("finding-detail", 10),
    ],
)
def test_queries_do_not_grow_with_the_rows(
    as_, address, inspection, django_assert_max_num_queries, name, most
):
    first = make_finding(inspection)
    for at in range(12):
        visit = make_inspection(
            inspection.council,
            kind="monitoring-visit",
            follows=inspection,
            started=date(2022, 6, 1 + at),
        )
        make_finding(visit, repeats=first)
        make_finding(inspection)
    client = as_("board")
    with django_assert_max_num_queries(most):
        assert client.get(address(name)).status_code == 200
