"""Do the pages of boards open for the right people, say what is wrong and stay cheap?"""

import csv
import io

import pytest
from django.urls import reverse

from improvement.boards import services
from improvement.boards.models import Board, Decision, Intervention, Meeting, Partner
from improvement.boards.tables import DecisionTable
from improvement.councils.roles import Role
from tests.improvement.boards.builders import days, make_board, make_decision, make_meeting

pytestmark = pytest.mark.django_db

ALL = [role.value for role in Role]
SEE = [role for role in ALL if role != "viewer"]
EDIT = ["improvement", "clerk"]
RECORD = ["lead", "improvement", "owner", "board", "clerk"]


def where(name: str, council, *args) -> str:
    return reverse(f"boards:{name}", args=[council.slug, *args])


def rows_of(client, council, query: str = "") -> list[dict[str, str]]:
    response = client.get(f"{where('decision-list', council)}?{query}&format=csv")
    assert response.status_code == 200
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


def listed(client, council, query: str = "") -> list[str]:
    return [row["Reference"] for row in rows_of(client, council, query)]


@pytest.fixture
def intervention(council) -> Intervention:
    return services.add_intervention(
        council=council,
        kind="direction",
        service="SEND",
        issued=days(-300),
        by=None,
        legal_power="Section 497A of the Education Act 1996",
    )


@pytest.fixture
def partner(council) -> Partner:
    return services.add_partner(council=council, name="Samplebury Council", by=None)


# --- Who may open what -------------------------------------------------------------------------
@pytest.fixture
def pages(
    council, board, meeting, decision, intervention, partner
) -> dict[str, tuple[str, list[str]]]:
    return {
        "boards": (where("board-list", council), SEE),
        "board": (where("board-detail", council, board.pk), SEE),
        "board add": (where("board-add", council), EDIT),
        "board edit": (where("board-edit", council, board.pk), EDIT),
        "meeting": (where("meeting-detail", council, meeting.pk), SEE),
        "meeting add": (where("meeting-add", council), EDIT),
        "meeting edit": (where("meeting-edit", council, meeting.pk), EDIT),
        "decisions": (where("decision-list", council), SEE),
        "decision": (where("decision-detail", council, decision.pk), SEE),
        "decision add": (where("decision-add", council), RECORD),
        "decision edit": (where("decision-edit", council, decision.pk), EDIT),
        "interventions": (where("intervention-list", council), SEE),
        "intervention add": (where("intervention-add", council), EDIT),
        "intervention edit": (where("intervention-edit", council, intervention.pk), EDIT),
        "partner add": (where("partner-add", council), EDIT),
        "partner edit": (where("partner-edit", council, partner.pk), EDIT),
    }


@pytest.mark.parametrize("person", [*ALL, "stranger"])
def test_each_role_opens_exactly_its_pages(pages, as_, person):
    client = as_(person)
    wanted = {
        name: 404 if person == "stranger" else 200 if person in allowed else 403
        for name, (_, allowed) in pages.items()
    }

    assert {name: client.get(href).status_code for name, (href, _) in pages.items()} == wanted


def test_objects_of_another_council_are_not_found(council, other_council, as_):
    board = make_board(other_council)
    meeting = make_meeting(board)
    decision = make_decision(meeting)
    partner = services.add_partner(council=other_council, name="X", by=None)
    direction = services.add_intervention(
        council=other_council, kind="direction", service="SEND", by=None
    )
    keys = {
        "board-detail": board,
        "board-edit": board,
        "meeting-detail": meeting,
        "meeting-edit": meeting,
        "decision-detail": decision,
        "decision-edit": decision,
        "intervention-edit": direction,
        "partner-edit": partner,
    }
    client = as_("clerk")

    addresses = [where(name, council, one.pk) for name, one in keys.items()]
    assert {client.get(href).status_code for href in addresses} == {404}


# --- Boards and meetings -----------------------------------------------------------------------
def test_council_without_boards_is_told_what_to_do(council, as_):
    href = where("board-list", council)

    assert where("board-add", council) in as_("clerk").get(href).content.decode()
    page = as_("board").get(href).content.decode()
    assert "No boards yet" in page
    assert where("board-add", council) not in page


def test_board_and_meeting_are_added_in_the_browser(council, as_):
    client = as_("clerk")
    client.post(where("board-add", council), {"name": "Improvement Board", "cadence": "monthly"})
    board = Board.objects.get(council=council)
    typed = {
        "board": board.pk,
        "on": "14/12/2026",
        "starts_at": "14:00",
        "status": "planned",
        "papers_due": "7/12/2026",
    }

    response = client.post(where("meeting-add", council), typed)

    meeting = Meeting.objects.get(board=board)
    assert response.url == where("meeting-detail", council, meeting.pk)
    page = client.get(response.url).content.decode()
    assert "14 December 2026" in page
    assert "14:00" in page


def test_meeting_add_starts_from_the_board_it_came_from(council, board, as_):
    page = as_("clerk").get(f"{where('meeting-add', council)}?board={board.pk}").content.decode()

    assert f'<option value="{board.pk}" selected>' in page


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"on": ""}, "Enter date"),
        ({"on": "31/6/2026"}, "Enter a real date"),
        ({"on": "1/1/0202"}, "Enter a year between"),
        ({"starts_at": "25:00"}, "Enter a valid time"),
        ({"status": "perhaps"}, "Select a valid choice"),
        ({"papers_due": "1/1/2031"}, "on or before the day of the meeting"),
        ({"board": ""}, "Choose board"),
        ({"board": "9" * 40}, "Select a valid choice"),
        ({"place": "x" * 151}, "at most 150 characters"),
    ],
)
def test_bad_meeting_is_named(council, board, as_, wrong, message):
    typed = {"board": board.pk, "on": "14/12/2030", "status": "planned", **wrong}

    page = as_("clerk").post(where("meeting-add", council), typed)

    assert page.status_code == 200
    assert message in page.content.decode()
    assert not Meeting.objects.exists()


def test_foreign_board_is_refused(council, other_council, as_):
    typed = {"board": make_board(other_council).pk, "on": "14/12/2030", "status": "planned"}

    page = as_("clerk").post(where("meeting-add", council), typed)

    assert "Select a valid choice" in page.content.decode()


def test_conflict_keeps_what_was_typed_and_shows_what_is_stored(council, board, as_):
    client, href = as_("clerk"), where("board-edit", council, board.pk)
    client.post(href, {"version": "1", "name": "Hers"})

    page = client.post(href, {"version": "1", "name": "His"})

    assert page.status_code == 409
    assert 'value="His"' in page.content.decode()
    assert "Saved by someone else meanwhile: Hers" in page.content.decode()


# --- Decisions ---------------------------------------------------------------------------------
def test_clerk_records_a_decision(council, meeting, as_):
    typed = {"meeting": meeting.pk, "kind": "decision", "text": "Agreed.", "status": "done"}

    response = as_("clerk").post(where("decision-add", council), typed)

    made = Decision.objects.get()
    assert response.url == where("decision-detail", council, made.pk)
    assert (made.reference, made.answered_on) == ("D1", days(0))


def test_board_member_records_a_challenge_and_nothing_else(council, meeting, as_):
    client, href = as_("board"), where("decision-add", council)
    typed = {
        "meeting": meeting.pk,
        "kind": "challenge",
        "text": "Is it real?",
        "status": "done",
        "answer": "smuggled",
        "reference": "X9",
    }

    client.post(href, typed)

    made = Decision.objects.get()
    assert (made.kind, made.status, made.answer) == ("challenge", "outstanding", "")
    assert made.reference == "C1"
    page = client.post(href, typed | {"kind": "decision"})
    assert "Select a valid choice" in page.content.decode()
    assert Decision.objects.count() == 1


def test_answer_is_recorded_in_the_browser(council, decision, as_):
    client, href = as_("clerk"), where("decision-edit", council, decision.pk)
    typed = {
        "version": "1",
        "meeting": decision.meeting_id,
        "reference": decision.reference,
        "kind": "challenge",
        "text": decision.text,
        "status": "answered",
    }

    assert "Enter the answer that was given" in client.post(href, typed).content.decode()
    assert client.post(href, typed | {"answer": "Because."}).status_code == 302
    page = client.get(where("decision-detail", council, decision.pk)).content.decode()
    assert "Because." in page
    assert "answered" in page.lower()


def test_foreign_meeting_is_refused(council, other_council, decision, as_):
    foreign = make_meeting(make_board(other_council))
    typed = {"meeting": foreign.pk, "kind": "decision", "text": "x", "status": "outstanding"}

    for name, args in (("decision-add", []), ("decision-edit", [decision.pk])):
        page = as_("clerk").post(where(name, council, *args), typed | {"version": "1"})
        assert "Select a valid choice" in page.content.decode()


@pytest.fixture
def some(council, board, meeting) -> dict[str, Decision]:
    """A handful of decisions, each alone in something."""
    other = make_meeting(make_board(council, name="Scrutiny"), on=days(-60))
    return {
        "late": make_decision(meeting, due=days(-4), kind="action"),
        "open": make_decision(meeting, text="Who checks the dentists?"),
        "done": make_decision(meeting, status="done", kind="decision"),
        "elsewhere": make_decision(
            other, kind="question", status="answered", answer="We do.", answered_on=days(-20)
        ),
    }


def test_every_filter_narrows(some, council, as_):
    client = as_("board")
    elsewhere = some["elsewhere"].meeting.board_id
    cases = {
        "": ["done", "elsewhere", "late", "open"],
        "outstanding=on": ["late", "open"],
        "overdue=on": ["late"],
        "kind=question": ["elsewhere"],
        "status=done": ["done"],
        f"board={elsewhere}": ["elsewhere"],
        "q=dentists": ["open"],
        "q=dentists&overdue=on": [],
    }
    for query, names in cases.items():
        wanted = sorted(some[name].reference for name in names)
        assert sorted(listed(client, council, query)) == wanted, query


@pytest.mark.parametrize(
    "column",
    [name for name, column in DecisionTable.base_columns.items() if column.orderable is not False],
)
def test_every_column_sorts_both_ways(some, council, as_, column):
    up = listed(as_("board"), council, f"sort={column}")
    down = listed(as_("board"), council, f"sort=-{column}")

    assert sorted(up) == sorted(down)
    assert len(up) == 4


def test_csv_holds_the_whole_decision(some, council, as_):
    rows = {row["Reference"]: row for row in rows_of(as_("board"), council)}

    answered = rows[some["elsewhere"].reference]
    assert answered["Answer"] == "We do."
    assert answered["Answered on"] == days(-20).isoformat()
    assert answered["Board"] == "Scrutiny"
    assert rows[some["late"].reference]["Due"] == days(-4).isoformat()


def test_formula_in_text_does_not_leave_as_one(council, meeting, as_):
    make_decision(meeting, text="=HYPERLINK(1)")

    assert rows_of(as_("board"), council)[0]["What was said"].startswith("'=")


@pytest.mark.parametrize(
    "query",
    [
        "sort=nonsense",
        "page=99999",
        "per_page=x",
        "kind=x",
        "board=x",
        "board=" + "9" * 40,
        "q=%00",
        "overdue=perhaps",
    ],
)
def test_list_survives_any_query(some, council, as_, query):
    assert as_("board").get(f"{where('decision-list', council)}?{query}").status_code == 200


# --- Interventions -----------------------------------------------------------------------------
def test_interventions_and_partners_share_a_page(council, intervention, partner, as_):
    page = as_("board").get(where("intervention-list", council)).content.decode()

    assert "Section 497A" in page
    assert partner.name in page
    assert where("intervention-add", council) not in page


def test_intervention_is_added_and_revoked_in_the_browser(council, as_):
    client = as_("clerk")
    typed = {
        "kind": "direction",
        "service": "SEND",
        "number": "1",
        "issued": "1/2/2024",
        "issued_precision": "month",
    }
    client.post(where("intervention-add", council), typed)
    made = Intervention.objects.get()
    assert "February 2024" in client.get(where("intervention-list", council)).content.decode()

    client.post(
        where("intervention-edit", council, made.pk),
        typed | {"version": "1", "revoked_on": "1/2/2025"},
    )
    assert "Ended or revoked" in client.get(where("intervention-list", council)).content.decode()


def test_intervention_without_a_date_must_say_so(council, as_):
    typed = {
        "kind": "direction",
        "service": "SEND",
        "number": "1",
        "issued": "1/2/2024",
        "issued_precision": "unknown",
    }
    page = as_("clerk").post(where("intervention-add", council), typed)

    assert "say that it is not known" in page.content.decode()


def test_partner_is_added_and_changed_in_the_browser(council, as_):
    client = as_("improvement")
    typed = {"name": "Samplebury", "starts_precision": "day", "ends_precision": "day"}
    client.post(where("partner-add", council), typed)
    partner = Partner.objects.get()
    typed |= {"version": "1", "starts": "2/2/2025", "ends": "1/2/2025"}

    page = client.post(where("partner-edit", council, partner.pk), typed)

    assert "on or after the day it starts" in page.content.decode()


# --- Cost --------------------------------------------------------------------------------------
def test_pages_stay_within_their_queries(
    some, council, board, meeting, intervention, partner, as_, django_assert_max_num_queries
):
    budget = {
        where("board-list", council): 8,
        where("board-detail", council, board.pk): 12,
        where("meeting-detail", council, meeting.pk): 12,
        where("decision-list", council): 8,
        where("decision-detail", council, some["late"].pk): 12,
        where("intervention-list", council): 8,
    }
    client = as_("clerk")
    for href, most in budget.items():
        with django_assert_max_num_queries(most):
            client.get(href)
