"""How do tests make a council with something to say, and packs at every stage?"""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from improvement.boards.models import Meeting
from improvement.councils.models import Council, ServiceArea
from improvement.packs.builders import Content, board_content
from improvement.packs.freezing import stamped
from improvement.packs.models import Pack
from improvement.packs.services import (
    approve_pack,
    freeze_version,
    issue_pack,
    send_for_review,
    start_pack,
)
from tests.improvement.boards.builders import make_board, make_decision, make_meeting
from tests.improvement.plans.builders import days, make_action, make_plan, make_priority
from tests.inspections.builders import make_finding, make_inspection
from tests.scorecard.nineteen import FEBRUARY, make_nineteen

FROZEN_AT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
FORMULA = '=HYPERLINK("http://bad.example","Click")'


@dataclass
class Material:
    """What a pack is made from."""

    council: Council
    meeting: Meeting


def make_material(area: ServiceArea) -> Material:
    """Nineteen published measures, a late action that begins with =, a finding, a challenge."""
    council = area.council
    make_nineteen(area)
    priority = make_priority(make_plan(council))
    make_action(priority, title=FORMULA, due=days(-20), start=days(-200))
    make_finding(make_inspection(council), text="Assessments take too long.")
    meeting = make_meeting(make_board(council, name="Improvement Board"), on=date(2017, 4, 20))
    make_decision(meeting, text="Why do reviews slip?")
    return Material(council, meeting)


def make_content(
    area: ServiceArea, *, number: int = 1, today: date = date(2026, 11, 20)
) -> Content:
    """The stamped content of a pack of February 2017."""
    made = make_material(area)
    content = board_content(made.council, FEBRUARY, made.meeting, today)
    return stamped(content, number=number, by="Clare Clerk", at=FROZEN_AT)


def make_pack(made: Material, cast, *, upto: str = "draft") -> Pack:
    """A pack started by the clerk, frozen, and brought as far as asked."""
    pack = start_pack(council=made.council, month=FEBRUARY, meeting=made.meeting, by=cast.clerk)
    if upto == "started":
        return pack
    freeze_version(pack=pack, by=cast.clerk)
    pack.refresh_from_db()
    for name, step, by in (
        ("in_review", send_for_review, cast.clerk),
        ("approved", approve_pack, cast.improvement),
        ("issued", issue_pack, cast.improvement),
    ):
        if pack.status != upto:
            step(pack=pack, by=by)
            pack.refresh_from_db()
            assert pack.status == name
    return pack
