"""What do boards still wait for, when do they meet next, and who has intervened?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from improvement.boards.models import Board, Decision, Intervention, Meeting, Partner
from improvement.councils.models import Council
from improvement.history.selectors import TimelineEntry, timeline_of
from inspections.dates import Precision, said_date

SHOWN_MEETINGS = 24


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A decision, challenge, action or question as pages and packs show it."""

    pk: int
    reference: str
    kind: str
    text: str
    raised_by: str
    owner_role: str
    board: str
    meeting: str
    meeting_on: date
    due: date | None
    status: str
    answer: str
    answered_on: date | None
    is_outstanding: bool
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting as pages and packs show it."""

    pk: int
    board_pk: int
    board: str
    on: date
    when: str
    starts_at: time | None
    place: str
    status: str
    papers_due: date | None
    is_past: bool


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A board with its nearest meetings and what it waits for."""

    pk: int
    name: str
    chair_role: str
    cadence: str
    next_meeting: str
    last_meeting: str
    outstanding: int


@dataclass(frozen=True, slots=True)
class BoardPage:
    """Everything a board's page shows."""

    board: Board
    upcoming: tuple[MeetingRow, ...]
    past: tuple[MeetingRow, ...]
    outstanding: tuple[DecisionRow, ...]
    timeline: list[TimelineEntry]


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """Everything a meeting's page shows."""

    meeting: Meeting
    row: MeetingRow
    decisions: tuple[DecisionRow, ...]
    timeline: list[TimelineEntry]


@dataclass(frozen=True, slots=True)
class InterventionPage:
    """Directions, notices, advisers and partners: those in force, then those that ended."""

    in_force: tuple[Intervention, ...]
    ended: tuple[Intervention, ...]
    partners: tuple[Partner, ...]
    past_partners: tuple[Partner, ...]

    @property
    def is_empty(self) -> bool:
        """Has nobody intervened or helped?"""
        return not (self.in_force or self.ended or self.partners or self.past_partners)


def decision_row(decision: Decision, today: date) -> DecisionRow:
    """A decision (with its meeting and board) as a row."""
    waiting = decision.status == Decision.Status.OUTSTANDING
    return DecisionRow(
        pk=decision.pk,
        reference=decision.reference,
        kind=decision.get_kind_display(),
        text=decision.text,
        raised_by=decision.raised_by,
        owner_role=decision.owner_role,
        board=decision.meeting.board.name,
        meeting=decision.meeting.when,
        meeting_on=decision.meeting.on,
        due=decision.due,
        status=decision.get_status_display(),
        answer=decision.answer,
        answered_on=decision.answered_on,
        is_outstanding=waiting,
        is_overdue=waiting and decision.due is not None and decision.due < today,
    )


def decision_rows(decisions: QuerySet, today: date) -> tuple[DecisionRow, ...]:
    """Rows for a queryset of decisions. Queries: 1."""
    known = decisions.select_related("meeting__board")
    return tuple(decision_row(decision, today) for decision in known)


def outstanding_decisions(council: Council, today: date | None = None) -> tuple[DecisionRow, ...]:
    """What the council's boards still wait for, longest overdue first. Queries: 1."""
    waiting = Decision.objects.filter(council=council).outstanding()
    return decision_rows(waiting, today or timezone.localdate())


def decisions_of(meeting: Meeting, today: date) -> tuple[DecisionRow, ...]:
    """What one meeting decided, asked and challenged. Queries: 1."""
    return decision_rows(meeting.decisions.order_by("id"), today)


def meeting_row(meeting: Meeting, today: date) -> MeetingRow:
    """A meeting (with its board) as a row."""
    planned = meeting.status == Meeting.Status.PLANNED
    return MeetingRow(
        pk=meeting.pk,
        board_pk=meeting.board_id,
        board=meeting.board.name,
        on=meeting.on,
        when=meeting.when,
        starts_at=meeting.starts_at,
        place=meeting.place,
        status=meeting.get_status_display(),
        papers_due=meeting.papers_due,
        is_past=not planned or meeting.on < today,
    )


def next_meeting(council: Council, today: date) -> MeetingRow | None:
    """The council's next planned meeting of any board. Queries: 1."""
    meetings = Meeting.objects.filter(council=council).upcoming(today).select_related("board")
    found = meetings.first()
    return meeting_row(found, today) if found else None


def board_rows(council: Council, today: date) -> tuple[BoardRow, ...]:
    """Every board with its nearest meetings and what it waits for. Queries: 1."""
    of_board = Meeting.objects.filter(board=OuterRef("pk"))
    held = of_board.filter(status=Meeting.Status.HELD).order_by("-on")
    waiting = Q(meetings__decisions__status=Decision.Status.OUTSTANDING)
    boards = Board.objects.filter(council=council).annotate(
        next_on=Subquery(of_board.upcoming(today).values("on")[:1]),
        last_on=Subquery(held.values("on")[:1]),
        last_precision=Subquery(held.values("precision")[:1]),
        waiting=Count("meetings__decisions", filter=waiting),
    )
    return tuple(board_row(one) for one in boards.order_by("name"))


def board_row(board: Board) -> BoardRow:
    """An annotated board as a row."""
    return BoardRow(
        pk=board.pk,
        name=board.name,
        chair_role=board.chair_role,
        cadence=board.cadence,
        next_meeting=said_date(board.next_on, Precision.DAY) if board.next_on else "",
        last_meeting=said_date(board.last_on, board.last_precision) if board.last_on else "",
        outstanding=board.waiting,
    )


def board_page(board: Board, today: date) -> BoardPage:
    """One board: its meetings, what it waits for, its history. Queries: 4."""
    meetings = board.meetings.select_related("board")
    waiting = Decision.objects.filter(council=board.council, meeting__board=board).outstanding()
    return BoardPage(
        board=board,
        upcoming=tuple(meeting_row(one, today) for one in meetings.upcoming(today)),
        past=tuple(meeting_row(one, today) for one in meetings.past(today)[:SHOWN_MEETINGS]),
        outstanding=decision_rows(waiting, today),
        timeline=timeline_of(board),
    )


def meeting_page(meeting: Meeting, today: date) -> MeetingPage:
    """One meeting (with its board), what was said there, its history. Queries: 2."""
    return MeetingPage(
        meeting=meeting,
        row=meeting_row(meeting, today),
        decisions=decisions_of(meeting, today),
        timeline=timeline_of(meeting),
    )


def intervention_page(council: Council) -> InterventionPage:
    """Who has intervened and who has helped. Queries: 2."""
    interventions = list(Intervention.objects.filter(council=council).latest_first("issued"))
    partners = list(Partner.objects.filter(council=council).latest_first("starts"))
    return InterventionPage(
        in_force=tuple(one for one in interventions if one.revoked_on is None),
        ended=tuple(one for one in interventions if one.revoked_on is not None),
        partners=tuple(one for one in partners if one.ends is None),
        past_partners=tuple(one for one in partners if one.ends is not None),
    )
