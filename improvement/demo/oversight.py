"""How do a council's boards, meetings, decisions, interventions and partners come in?"""

from datetime import date, timedelta
from typing import Any

from improvement.boards.changes.services import add_change
from improvement.boards.models import Board, Decision, Meeting
from improvement.boards.services import (
    add_board,
    add_decision,
    add_intervention,
    add_meeting,
    add_partner,
)
from improvement.councils.models import Council
from improvement.demo.facts import Facts, Row, weekday_from

PAPERS_BEFORE = timedelta(days=6)
MONTH_ONLY = "Only the month is published"


def load_oversight(council: Council, facts: Facts) -> None:
    """Everything about who watches over the journey."""
    meetings: dict[str, list[Meeting]] = {}
    by_ref: dict[str, Meeting] = {}
    for row in facts.rows("boards"):
        board = load_board(council, facts, row)
        by_ref |= {one["ref"]: published(board, facts, one) for one in row.get("meetings", [])}
        if "series" in row:
            meetings[row["ref"]] = load_series(board, facts, row["series"])
    for row in facts.rows("decisions"):
        held = by_ref.get(row["meeting"]) or meetings[row["board"]][-row["meeting"]]
        load_decision(held, facts, row)
    load_interventions(council, facts)
    load_changes(council, facts)


def load_board(council: Council, facts: Facts, row: Row) -> Board:
    return add_board(
        council=council,
        name=row["name"],
        chair_role=row.get("chair", ""),
        cadence=row.get("cadence", ""),
        purpose=row.get("notes", ""),
        source=facts.source(row),
        by=None,
    )


def published(board: Board, facts: Facts, row: Row) -> Meeting:
    """A meeting that a report mentions."""
    return add_meeting(
        board=board,
        on=facts.day(row["date"]),
        precision=row["precision"],
        date_note="" if row["precision"] == "day" else MONTH_ONLY,
        status=Meeting.Status.HELD,
        notes=row.get("note", ""),
        source=board.source,
        by=None,
    )


def load_series(board: Board, facts: Facts, series: dict[str, int]) -> list[Meeting]:
    """A regular board's meetings around today; returns those that were held."""
    following = weekday_from(facts.today + timedelta(days=series["next_in"]))
    gap = timedelta(days=series["every_days"])
    for number in range(series["ahead"]):
        on = following + gap * number
        add_meeting(
            board=board, on=on, papers_due=on - PAPERS_BEFORE, place="Council House", by=None
        )
    days = [following - gap * number for number in range(series["back"], 0, -1)]
    held = Meeting.Status.HELD
    return [
        add_meeting(board=board, on=on, status=held, place="Council House", by=None) for on in days
    ]


def load_decision(meeting: Meeting, facts: Facts, row: Row) -> Decision:
    """A decision, with its answer some days after the meeting where there is one."""
    fields = {
        name: row[name]
        for name in ("kind", "status", "raised_by", "owner_role", "answer")
        if name in row
    }
    return add_decision(
        meeting=meeting,
        reference=row["ref"],
        text=row["text"],
        due=days_after(meeting, row.get("due_after")),
        answered_on=answered_on(meeting, facts, row),
        source=facts.source(row),
        by=None,
        **fields,
    )


def days_after(meeting: Meeting, days: int | None) -> date | None:
    return None if days is None else meeting.on + timedelta(days=days)


def answered_on(meeting: Meeting, facts: Facts, row: Row) -> date | None:
    """Never later than today; what was settled in the meeting is answered that day."""
    if row["status"] == Decision.Status.OUTSTANDING:
        return None
    return min(meeting.on + timedelta(days=row.get("answered_after", 0)), facts.today)


def load_interventions(council: Council, facts: Facts) -> None:
    for row in facts.rows("interventions"):
        add_intervention(
            council=council, kind=row["kind"], service=row["service"], by=None,
            **intervention_fields(facts, row),
        )  # fmt: skip
    for row in facts.rows("partners"):
        add_partner(council=council, name=row["name"], by=None, **partner_fields(facts, row))


def load_changes(council: Council, facts: Facts) -> None:
    """What changed in the service itself; without areas, all of it."""
    areas = {area.slug: area for area in council.areas.all()}
    for row in facts.rows("changes"):
        add_change(
            council=council, kind=row["kind"], title=row["title"], on=facts.day(row["day"]),
            precision=row["precision"], areas=[areas[slug] for slug in row.get("areas", [])],
            decided_by=row.get("decided_by", ""), notes=row.get("notes", ""),
            source=facts.source(row), by=None,
        )  # fmt: skip


def intervention_fields(facts: Facts, row: Row) -> dict[str, Any]:
    return {
        "number": row.get("number", 1),
        "legal_power": row.get("legal_power", ""),
        "issued": facts.day(row.get("starts")),
        "issued_precision": row["precision"],
        "date_note": row.get("date_note", ""),
        "revoked_on": facts.day(row.get("ends"), at_end=True),
        "duties": row.get("terms", ""),
        "source": facts.source(row),
    }


def partner_fields(facts: Facts, row: Row) -> dict[str, Any]:
    return {
        "programme": row["programme"],
        "phase": row.get("phase", ""),
        "scope": row["scope"],
        "starts": facts.day(row.get("from")),
        "starts_precision": facts.precision(row.get("from")),
        "starts_note": row.get("note", ""),
        "ends": facts.day(row.get("to"), at_end=True),
        "ends_precision": facts.precision(row.get("to")),
        "source": facts.source(row),
    }
