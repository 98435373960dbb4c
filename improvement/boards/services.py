"""How do boards, meetings, decisions and interventions change? Only here, each with an entry."""

from __future__ import annotations

from datetime import date
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils import timezone

from improvement.boards.models import Board, Decision, Intervention, Meeting, Partner
from improvement.councils.locks import hold
from improvement.councils.models import Council, Membership, User
from improvement.councils.roles import EDIT_BOARDS, RECORD_CHALLENGE
from improvement.history.services import save
from inspections.dates import Precision

M = TypeVar("M", bound=models.Model)

CHALLENGES = frozenset({Decision.Kind.CHALLENGE, Decision.Kind.QUESTION})
PREFIXES = {
    Decision.Kind.DECISION: "D",
    Decision.Kind.CHALLENGE: "C",
    Decision.Kind.ACTION: "A",
    Decision.Kind.QUESTION: "Q",
}


def change(obj: M, *, by: User | None, version: int | None, changes: dict[str, Any]) -> M:
    """Put the changes on an object and store it with an entry."""
    hold(obj.council)
    for name, value in changes.items():
        setattr(obj, name, value)
    return save(obj, by=by, verb="changed", version=version)


@transaction.atomic
def add_board(*, council: Council, name: str, by: User | None, **rest: Any) -> Board:
    """Start a board."""
    hold(council)
    return save(Board(council=council, name=name, **rest), by=by, verb="added")


@transaction.atomic
def change_board(
    *, board: Board, by: User | None, version: int | None = None, **changes: Any
) -> Board:
    """Change what a board says of itself."""
    return change(board, by=by, version=version, changes=changes)


@transaction.atomic
def add_meeting(*, board: Board, on: date, by: User | None, **rest: Any) -> Meeting:
    """Put a meeting in the board's calendar, or record one that was held."""
    hold(board.council)
    meeting = Meeting(council=board.council, board=board, on=on, **rest)
    return save(meeting, by=by, verb="added")


@transaction.atomic
def change_meeting(
    *, meeting: Meeting, by: User | None, version: int | None = None, **changes: Any
) -> Meeting:
    """Change a meeting's day, papers, status or notes."""
    return change(meeting, by=by, version=version, changes=changes)


@transaction.atomic
def add_decision(
    *,
    meeting: Meeting,
    text: str,
    by: User | None,
    kind: str = Decision.Kind.DECISION,
    reference: str = "",
    **rest: Any,
) -> Decision:
    """Record what a board decided, asked, challenged or set someone to do."""
    hold(meeting.council)
    check_may_record(meeting.council, kind, by)
    decision = Decision(council=meeting.council, meeting=meeting, text=text, kind=kind, **rest)
    decision.reference = reference or next_reference(meeting.council, kind)
    settle_answer(decision)
    return save(decision, by=by, verb="recorded")


def check_may_record(council: Council, kind: str, by: User | None) -> None:
    """Those who serve the board record anything; others may challenge and ask."""
    if by is None:
        return
    roles = {one.role for one in Membership.objects.of(by).filter(council=council)}
    if roles & EDIT_BOARDS or (kind in CHALLENGES and roles & RECORD_CHALLENGE):
        return
    raise PermissionDenied("Your role may record a challenge or a question, nothing else.")


def next_reference(council: Council, kind: str) -> str:
    """The next free reference of its kind: D1, D2; C1; A1; Q1."""
    prefix = PREFIXES[Decision.Kind(kind)]
    rows = Decision.objects.filter(council=council, reference__startswith=prefix)
    taken = set(rows.values_list("reference", flat=True))
    numbers = range(1, len(taken) + 2)
    return next(f"{prefix}{number}" for number in numbers if f"{prefix}{number}" not in taken)


def settle_answer(decision: Decision) -> None:
    """What is answered or done has its day; what is outstanding has none."""
    if decision.status == Decision.Status.OUTSTANDING:
        decision.answered_on = None
    elif decision.answered_on is None:
        decision.answered_on = timezone.localdate()


@transaction.atomic
def change_decision(
    *, decision: Decision, by: User | None, version: int | None = None, **changes: Any
) -> Decision:
    """Change a decision, or record its answer."""
    hold(decision.council)
    for name, value in changes.items():
        setattr(decision, name, value)
    settle_answer(decision)
    if decision.answered_on and decision.answered_on > timezone.localdate():
        raise ValidationError({"answered_on": "The day it was answered cannot be in the future."})
    return save(decision, by=by, verb="changed", version=version)


@transaction.atomic
def add_intervention(
    *, council: Council, kind: str, service: str, by: User | None, **rest: Any
) -> Intervention:
    """Record a direction, notice, adviser, commissioner or oversight; one dated version of it."""
    if rest.get("issued") is None:
        rest["issued_precision"] = Precision.UNKNOWN
    intervention = Intervention(council=council, kind=kind, service=service, **rest)
    return save(intervention, by=by, verb="added")


@transaction.atomic
def change_intervention(
    *, intervention: Intervention, by: User | None, version: int | None = None, **changes: Any
) -> Intervention:
    """Change an intervention, or record that it was revoked."""
    return change(intervention, by=by, version=version, changes=changes)


@transaction.atomic
def add_partner(*, council: Council, name: str, by: User | None, **rest: Any) -> Partner:
    """Record who helps the council improve."""
    return save(Partner(council=council, name=name, **rest), by=by, verb="added")


@transaction.atomic
def change_partner(
    *, partner: Partner, by: User | None, version: int | None = None, **changes: Any
) -> Partner:
    """Change a partner, or record that the help has ended."""
    return change(partner, by=by, version=version, changes=changes)
