"""Where is a finding in its life, and where may it go next?"""

from datetime import date
from enum import StrEnum


class FindingStatus(StrEnum):
    """How far the response to a finding has come."""

    OPEN = "open"
    ACTION_PLANNED = "action_planned"
    IN_PROGRESS = "in_progress"
    ADDRESSED = "addressed"
    CONFIRMED = "confirmed"
    NOT_RELEVANT = "not_relevant"

    @property
    def label(self) -> str:
        return LABELS[self]


LABELS = {
    FindingStatus.OPEN: "Open",
    FindingStatus.ACTION_PLANNED: "Action planned",
    FindingStatus.IN_PROGRESS: "In progress",
    FindingStatus.ADDRESSED: "Addressed",
    FindingStatus.CONFIRMED: "Confirmed",
    FindingStatus.NOT_RELEVANT: "No longer relevant",
}

# Forward one step at a time, so that no finding is called addressed without having been worked
# on; back one step when a plan falls through or evidence does not hold. A confirmed finding is
# closed by an inspection or audit: when it returns, a later finding repeats it.
MOVES: dict[FindingStatus, tuple[FindingStatus, ...]] = {
    FindingStatus.OPEN: (FindingStatus.ACTION_PLANNED, FindingStatus.NOT_RELEVANT),
    FindingStatus.ACTION_PLANNED: (
        FindingStatus.IN_PROGRESS,
        FindingStatus.OPEN,
        FindingStatus.NOT_RELEVANT,
    ),
    FindingStatus.IN_PROGRESS: (
        FindingStatus.ADDRESSED,
        FindingStatus.ACTION_PLANNED,
        FindingStatus.NOT_RELEVANT,
    ),
    FindingStatus.ADDRESSED: (
        FindingStatus.CONFIRMED,
        FindingStatus.IN_PROGRESS,
        FindingStatus.NOT_RELEVANT,
    ),
    FindingStatus.CONFIRMED: (),
    FindingStatus.NOT_RELEVANT: (FindingStatus.OPEN,),
}


def moves_from(status: FindingStatus) -> tuple[FindingStatus, ...]:
    """Where a finding may go next, the usual step first."""
    return MOVES[status]


def can_move(old: FindingStatus, new: FindingStatus) -> bool:
    """Whether a finding may go from one status to another.

    >>> can_move(FindingStatus.OPEN, FindingStatus.CONFIRMED)
    False
    """
    return new in MOVES[old]


def needs_reason(new: FindingStatus, old: FindingStatus | None = None) -> bool:
    """Setting a finding aside needs a reason; so, when the old status is given, does a step back.

    >>> needs_reason(FindingStatus.NOT_RELEVANT)
    True
    """
    if new is FindingStatus.NOT_RELEVANT:
        return True
    order = list(FindingStatus)
    return old is not None and order.index(new) < order.index(old)


def keeps_evidence(status: FindingStatus) -> bool:
    """Does what shows that a finding is addressed still count in this status?"""
    return status in (FindingStatus.ADDRESSED, FindingStatus.CONFIRMED)


def is_later(day: date | None, than: date | None) -> bool:
    """May something of one day confirm a finding of another? Only when it is surely later.

    >>> is_later(date(2024, 5, 1), date(2024, 5, 1)), is_later(date(2024, 5, 1), None)
    (False, False)
    """
    return day is not None and than is not None and day > than
