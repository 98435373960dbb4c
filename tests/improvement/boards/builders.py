"""How do tests make boards, meetings and decisions? Through the services, sensible defaults."""

from datetime import date, timedelta
from itertools import count

from django.utils import timezone

from improvement.boards import services
from improvement.boards.models import Board, Decision, Meeting
from improvement.councils.models import Council

numbers = count(1)


def days(number: int) -> date:
    """A day so many days from today."""
    return timezone.localdate() + timedelta(days=number)


def make_board(council: Council, **fields) -> Board:
    fields = {"name": f"Board {next(numbers)}", "cadence": "monthly", **fields}
    return services.add_board(council=council, by=None, **fields)


def make_meeting(board: Board, **fields) -> Meeting:
    """A meeting held a month ago, unless told otherwise."""
    fields = {"on": days(-30), "status": "held", **fields}
    return services.add_meeting(board=board, by=None, **fields)


def make_decision(meeting: Meeting, **fields) -> Decision:
    """An outstanding challenge due in two weeks, unless told otherwise."""
    fields = {"text": f"Why {next(numbers)}?", "kind": "challenge", "due": days(14), **fields}
    return services.add_decision(meeting=meeting, by=None, **fields)
