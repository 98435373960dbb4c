"""Which pack has the illustrative council's board already had?"""

from datetime import date

from improvement.boards.models import Meeting
from improvement.councils.models import Council
from improvement.demo.cast import Cast
from improvement.packs.models import Pack
from improvement.packs.selectors import meeting_for
from improvement.packs.services import (
    approve_pack,
    freeze_version,
    issue_pack,
    send_for_review,
    start_pack,
)
from improvement.rules.month import Month
from scorecard.selectors import approved_months


def issue_last_pack(council: Council, cast: Cast, today: date) -> Pack | None:
    """The pack of the last meeting held: made by the clerk, approved by the improvement lead.

    The next meeting's is left for the clerk to make.
    """
    found = last_read(council, today)
    if found is None:
        return None
    month, meeting = found
    clerk, approver = cast["clerk"], cast["improvement"]
    pack = start_pack(council=council, month=month, meeting=meeting, by=clerk)
    freeze_version(pack=pack, by=clerk)
    send_for_review(pack=pack, by=clerk)
    approve_pack(pack=pack, by=approver)
    return issue_pack(pack=pack, by=approver)


def last_read(council: Council, today: date) -> tuple[Month, Meeting] | None:
    """The latest approved month whose meeting has been held."""
    read = ((month, meeting_for(council, month)) for month in approved_months(council))
    held = ((month, meeting) for month, meeting in read if meeting and meeting.on <= today)
    return next(held, None)
