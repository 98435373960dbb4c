"""Who may do what next to one service area's section of a monthly return?"""

from collections.abc import Iterable
from enum import StrEnum


class SectionStatus(StrEnum):
    """How far a section of a monthly return has come."""

    NOT_STARTED = "not_started"
    DRAFT = "draft"
    SUBMITTED = "submitted"
    SENT_BACK = "sent_back"
    APPROVED = "approved"

    @property
    def label(self) -> str:
        return self.value.replace("_", " ").capitalize()


def may_key(status: SectionStatus) -> bool:
    """Figures may be typed until the section is submitted, and again once it is sent back."""
    return status in {SectionStatus.NOT_STARTED, SectionStatus.DRAFT, SectionStatus.SENT_BACK}


def may_submit(status: SectionStatus) -> bool:
    """Only a section somebody has worked on may be submitted."""
    return status in {SectionStatus.DRAFT, SectionStatus.SENT_BACK}


def may_decide(status: SectionStatus, submitted_by_id: int | None, by_id: int) -> bool:
    """Deciding takes a second person; an unknown submitter cannot be ruled out.

    >>> may_decide(SectionStatus.SUBMITTED, submitted_by_id=7, by_id=7)
    False
    """
    if status is not SectionStatus.SUBMITTED or submitted_by_id is None:
        return False
    return submitted_by_id != by_id


def is_return_approved(sections: Iterable[SectionStatus]) -> bool:
    """A return is approved, and its month locked, when every one of its sections is."""
    statuses = list(sections)
    return bool(statuses) and all(status is SectionStatus.APPROVED for status in statuses)
