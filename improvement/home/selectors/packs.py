"""What does the next meeting ask of me: to prepare its pack, to approve or issue it, or to read?"""

from collections.abc import Collection, Iterable
from datetime import date

from django.urls import reverse

from improvement.boards.models import Meeting
from improvement.councils.models import User
from improvement.packs.models import Pack
from improvement.ui.days import days_words
from improvement.ui.tasks import Task

Councils = Collection[int]


def meeting_tasks(
    user: User, councils: Councils, building: Councils, approving: Councils, today: date
) -> Iterable[tuple[int, Task]]:
    """One task for the next meeting of each council, if it asks anything. Queries: 2."""
    if not councils:
        return
    meetings = next_meetings(councils, today)
    packs = {one.meeting_id: one for one in Pack.objects.filter(meeting__in=meetings)}
    for meeting in meetings:
        pack = packs.get(meeting.pk)
        if meeting.council_id in building:
            deed = keeper_deed(pack, user, may_approve=meeting.council_id in approving)
        else:
            deed = "Read the pack" if pack and pack.is_issued else "Read the scorecard"
        if deed:
            yield meeting.council_id, task_for(meeting, pack, deed, today)


def next_meetings(councils: Councils, today: date) -> list[Meeting]:
    """The first meeting to come of each council."""
    first: dict[int, Meeting] = {}
    upcoming = Meeting.objects.filter(council__in=councils).upcoming(today)
    for meeting in upcoming.select_related("council", "board"):
        first.setdefault(meeting.council_id, meeting)
    return list(first.values())


def keeper_deed(pack: Pack | None, user: User, *, may_approve: bool) -> str:
    """What someone who keeps packs does next with this one; nothing once it is issued."""
    if pack is None:
        return "Prepare the pack"
    mine = pack.created_by_id == user.pk
    deeds = {
        Pack.Status.DRAFT: "Finish the pack",
        Pack.Status.IN_REVIEW: "Approve the pack" if may_approve and not mine else "",
        Pack.Status.APPROVED: "Issue the pack" if may_approve and not mine else "",
    }
    return deeds.get(Pack.Status(pack.status), "")


def task_for(meeting: Meeting, pack: Pack | None, deed: str, today: date) -> Task:
    """The deed as a task, leading to the pack where there is one to open."""
    slug = meeting.council.slug
    if deed == "Read the scorecard":
        href = reverse("scorecard:scorecard-latest", args=[slug])
    elif pack is None:
        href = reverse("packs:pack-add", args=[slug])
    else:
        href = reverse("packs:pack-detail", args=[slug, pack.pk])
    title = f"{deed} for {meeting.board.name}"
    return Task(title, href, days_words(meeting.on, today), f"Meets on {meeting.when}")
