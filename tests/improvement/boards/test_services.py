"""Do boards, meetings, decisions and interventions change only as they may?"""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from improvement.boards import selectors, services
from improvement.boards.models import Decision, Intervention, Meeting
from improvement.history.models import Event
from improvement.history.services import EditConflict
from inspections.dates import Precision
from tests.improvement.boards.builders import days, make_board, make_decision, make_meeting

pytestmark = pytest.mark.django_db


def latest(obj) -> Event:
    return Event.objects.about(obj).first()


# --- Boards and meetings -----------------------------------------------------------------------
def test_board_name_is_used_once(council, board):
    with pytest.raises(ValidationError, match="already has a board"):
        make_board(council, name=board.name)


def test_board_change_leaves_history(board, cast):
    services.change_board(board=board, by=cast.clerk, chair_role="Independent chair", version=1)

    assert latest(board).after == {"chair_role": "Independent chair"}
    assert latest(board).by == cast.clerk


def test_second_save_from_the_same_version_is_refused(board, cast):
    services.change_board(board=board, by=cast.clerk, cadence="weekly", version=1)

    with pytest.raises(EditConflict):
        services.change_board(board=board, by=cast.clerk, cadence="yearly", version=1)


def test_board_meets_once_a_day(board, meeting):
    with pytest.raises(ValidationError, match="already has a meeting"):
        make_meeting(board, on=meeting.on)


def test_papers_come_before_the_meeting(board):
    with pytest.raises(ValidationError, match="on or before"):
        make_meeting(board, on=days(10), papers_due=days(11))


def test_meeting_of_another_councils_board_is_refused(council, other_council):
    meeting = Meeting(council=council, board=make_board(other_council), on=days(1))

    with pytest.raises(ValidationError, match="this council's boards"):
        meeting.full_clean()


def test_meeting_known_by_month_says_no_more(board):
    meeting = make_meeting(board, on=date(2016, 7, 1), precision=Precision.MONTH)

    assert meeting.when == "July 2016"


# --- Decisions ---------------------------------------------------------------------------------
def test_references_number_each_kind(meeting):
    made = [make_decision(meeting, kind=kind) for kind in ("challenge", "challenge", "action")]

    assert [one.reference for one in made] == ["C1", "C2", "A1"]


def test_answer_needs_its_words(decision, cast):
    with pytest.raises(ValidationError, match="Enter the answer"):
        services.change_decision(decision=decision, by=cast.clerk, status="answered")


def test_answer_is_dated_today_unless_told(decision, cast):
    services.change_decision(decision=decision, by=cast.clerk, status="answered", answer="So.")

    stored = Decision.objects.get(pk=decision.pk)
    assert stored.answered_on == days(0)
    assert latest(decision).after["status"] == "Answered"


def test_answer_is_never_in_the_future(decision, cast):
    with pytest.raises(ValidationError, match="future"):
        services.change_decision(
            decision=decision, by=cast.clerk, status="done", answered_on=days(1)
        )


def test_reopened_decision_loses_its_day(decision, cast):
    services.change_decision(decision=decision, by=cast.clerk, status="done")
    services.change_decision(decision=decision, by=cast.clerk, status="outstanding")

    assert Decision.objects.get(pk=decision.pk).answered_on is None


def test_decision_in_another_councils_meeting_is_refused(decision, other_council, cast):
    foreign = make_meeting(make_board(other_council))

    with pytest.raises(ValidationError, match="this council's meetings"):
        services.change_decision(decision=decision, by=cast.clerk, meeting=foreign)


@pytest.mark.parametrize("kind", ["challenge", "question"])
@pytest.mark.parametrize("person", ["lead", "improvement", "owner", "board", "clerk"])
def test_challenge_is_recorded_by_those_who_may(meeting, cast, person, kind):
    by = getattr(cast, person)

    made = services.add_decision(meeting=meeting, text="Why?", kind=kind, by=by)

    assert latest(made).by == by


@pytest.mark.parametrize(
    ("person", "kind"),
    [
        ("board", "decision"),
        ("owner", "action"),
        ("lead", "decision"),
        ("officer", "challenge"),
        ("admin", "question"),
        ("viewer", "question"),
        ("stranger", "challenge"),
    ],
)
def test_anything_else_is_refused(meeting, cast, person, kind):
    with pytest.raises(PermissionDenied):
        services.add_decision(meeting=meeting, text="x", kind=kind, by=getattr(cast, person))


def test_database_holds_answer_and_day_together(decision):
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.filter(pk=decision.pk).update(status="done")
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.filter(pk=decision.pk).update(answered_on=days(0))


# --- Interventions and partners ----------------------------------------------------------------
def test_intervention_without_a_date_says_so(council):
    made = services.add_intervention(council=council, kind="direction", service="SEND", by=None)

    assert made.issued_precision == Precision.UNKNOWN
    assert made.issued_words == "Date not recorded"


@pytest.mark.parametrize(
    ("precision", "words"),
    [("day", "15 February 2024"), ("month", "February 2024"), ("year", "2024")],
)
def test_intervention_date_says_no_more_than_is_known(council, precision, words):
    made = services.add_intervention(
        council=council,
        kind="direction",
        service="SEND",
        by=None,
        issued=date(2024, 2, 15),
        issued_precision=precision,
    )

    assert made.issued_words == words


def test_intervention_version_is_recorded_once(council):
    for number in (1, 2):
        services.add_intervention(
            council=council, kind="direction", service="SEND", number=number, by=None
        )

    with pytest.raises(ValidationError, match="already recorded"):
        services.add_intervention(
            council=council, kind="direction", service="SEND", number=2, by=None
        )


def test_intervention_cannot_end_before_it_began(council, cast):
    made = services.add_intervention(
        council=council, kind="adviser", service="Social care", issued=days(-5), by=None
    )

    with pytest.raises(ValidationError, match="on or after"):
        services.change_intervention(intervention=made, by=cast.clerk, revoked_on=days(-6))
    assert Intervention.objects.get(pk=made.pk).revoked_on is None


def test_partner_cannot_end_before_it_began(council):
    with pytest.raises(ValidationError, match="on or after"):
        services.add_partner(
            council=council, name="Elsewhere", starts=days(0), ends=days(-1), by=None
        )


# --- What is read ------------------------------------------------------------------------------
def test_next_meeting_is_the_soonest_planned(council, board):
    make_meeting(board, on=days(-1), status="planned")
    make_meeting(board, on=days(3), status="cancelled")
    soon = make_meeting(board, on=days(5), status="planned")
    make_meeting(board, on=days(9), status="planned")

    assert selectors.next_meeting(council, days(0)).pk == soon.pk


def test_meeting_today_is_still_next(council, board):
    today = make_meeting(board, on=days(0), status="planned")

    assert selectors.next_meeting(council, days(0)).pk == today.pk
    assert selectors.next_meeting(council, days(1)) is None


def test_outstanding_comes_longest_overdue_first(council, meeting, other_council):
    undated = make_decision(meeting, due=None)
    soon = make_decision(meeting, due=days(2))
    late = make_decision(meeting, due=days(-2))
    make_decision(meeting, status="done")
    make_decision(make_meeting(make_board(other_council)))

    rows = selectors.outstanding_decisions(council)

    assert [row.pk for row in rows] == [late.pk, soon.pk, undated.pk]
    assert [row.is_overdue for row in rows] == [True, False, False]


def test_boards_show_their_nearest_meetings(council, board, meeting, decision):
    make_meeting(board, on=days(7), status="planned")

    row = selectors.board_rows(council, days(0))[0]

    assert (row.name, row.outstanding) == (board.name, 1)
    assert row.next_meeting
    assert row.last_meeting == meeting.when


def test_queries_do_not_grow(council, board, django_assert_num_queries):
    for number in range(12):
        make_decision(make_meeting(board, on=days(-number - 1)))

    with django_assert_num_queries(1):
        selectors.outstanding_decisions(council)
    with django_assert_num_queries(1):
        selectors.board_rows(council, days(0))
    with django_assert_num_queries(4):
        selectors.board_page(board, days(0))
