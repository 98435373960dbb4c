"""What waits for me, council by council? One desk for each, with the tasks of my roles there.

Every kind of task is read for all councils at once, so that the number of queries depends on
neither councils nor history.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse

from improvement.boards.models import Decision
from improvement.councils.models import Council, Membership, User
from improvement.councils.roles import (
    APPROVE_FIGURES,
    APPROVE_PACKS,
    BUILD_PACKS,
    EDIT_JOURNEY,
    Role,
)
from improvement.home.selectors.letters import letter_tasks
from improvement.home.selectors.packs import meeting_tasks
from improvement.home.selectors.returns import keying_tasks, lead_tasks
from improvement.home.selectors.statements import statement_tasks
from improvement.plans.models import Action
from improvement.plans.querysets import SOONEST
from improvement.rules.brag import StatedStatus
from improvement.rules.month import Month
from improvement.rules.rag import Rag
from improvement.ui.days import days_words
from improvement.ui.tasks import Task

SOON = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Desk:
    """A person's work at one council."""

    council: Council
    roles: str
    href: str
    tasks: tuple[Task, ...]


def work_of(user: User, memberships: Iterable[Membership], today: date) -> tuple[Desk, ...]:
    """A desk for every council of a person, those with work waiting first. Queries: at most 10."""
    by_council: dict[Council, list[Membership]] = defaultdict(list)
    for one in memberships:
        by_council[one.council].append(one)
    tasks: dict[int, list[Task]] = defaultdict(list)
    for council_id, task in all_tasks(user, by_council, today):
        tasks[council_id].append(task)
    desks = [
        Desk(
            council,
            ", ".join(one.get_role_display() for one in own),
            council.get_absolute_url(),
            tuple(sorted(tasks[council.pk], key=lambda task: task.rag != Rag.RED)),
        )
        for council, own in by_council.items()
    ]
    return tuple(sorted(desks, key=lambda desk: not desk.tasks))


def all_tasks(
    user: User, by_council: dict[Council, list[Membership]], today: date
) -> Iterable[tuple[int, Task]]:
    """The tasks of every role, most pressing kinds first; a desk moves what is late before them."""

    def where(roles: Iterable[Role]) -> list[int]:
        wanted = set(roles)
        return [
            council.pk
            for council, own in by_council.items()
            if wanted & {Role(one.role) for one in own}
        ]

    officers = [one.pk for own in by_council.values() for one in own if one.role == Role.OFFICER]
    yield from keying_tasks(officers, today)
    yield from lead_tasks(user, where(APPROVE_FIGURES), today)
    yield from action_tasks(user, where({Role.OWNER, *EDIT_JOURNEY}), today)
    yield from answer_tasks(where(EDIT_JOURNEY), today)
    yield from letter_tasks(where(EDIT_JOURNEY))
    yield from statement_tasks(where(EDIT_JOURNEY), today)
    yield from meeting_tasks(
        user, where({Role.BOARD, *BUILD_PACKS}), where(BUILD_PACKS), where(APPROVE_PACKS), today
    )


def action_tasks(user: User, councils: list[int], today: date) -> Iterable[tuple[int, Task]]:
    """A person's own actions that are overdue, due soon or without an update this month."""
    if not councils:
        return
    actions = (
        Action.objects.filter(council__in=councils)
        .of_current_plan()
        .owned_by(user)
        .exclude(status=StatedStatus.COMPLETE.value)
        .with_standing(today)
        .select_related("council")
        .order_by(SOONEST, "id")
    )
    for action in actions:
        told = action.last_update is not None and Month.of(action.last_update) == Month.of(today)
        pressing = action.due is not None and action.due <= today + SOON
        if pressing or not told:
            yield action.council_id, action_task(action, today, told=told)


def action_task(action: Action, today: date, *, told: bool) -> Task:
    """One action to update."""
    late = action.due is not None and action.due < today
    return Task(
        f"Update {action.reference} {action.title}",
        reverse("plans:action-update", args=[action.council.slug, action.pk]),
        days_words(action.due, today) if action.due else "No due date",
        "Updated this month" if told else "No update yet this month",
        Rag.RED if late else "",
    )


def answer_tasks(councils: list[int], today: date) -> Iterable[tuple[int, Task]]:
    """What boards asked for that is overdue, for those who keep the journey."""
    if not councils:
        return
    overdue = Decision.objects.filter(council__in=councils).overdue(today)
    for decision in overdue.select_related("council"):
        yield (
            decision.council_id,
            Task(
                f"Answer {decision.reference}: {decision.text}"[:140],
                decision.get_absolute_url(),
                days_words(decision.due, today),
                "A board is waiting for this",
                Rag.RED,
            ),
        )
