"""How does the plan stand, and what is there to know about one action?

Screens, packs and home pages read the same frozen objects, so a colour cannot differ between
them. Lists cost a constant number of queries however many actions there are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from improvement.councils.models import Council, User
from improvement.history.selectors import TimelineEntry, timeline_of
from improvement.plans.models import Action, Evidence, Milestone, Plan, Update
from improvement.plans.querysets import SOONEST
from improvement.rules.brag import Brag, ShownBrag, StatedStatus, shown_brag

# Worst first: the order in which a board reads.
READING_ORDER = tuple(sorted(Brag, key=lambda brag: -brag.rank))
MEANINGS = {
    Brag.RED: "Overdue or off track",
    Brag.AMBER: "Needs attention",
    Brag.GREY: "Not started",
    Brag.GREEN: "On track or awaiting evidence",
    Brag.BLUE: "Complete, with evidence",
}


@dataclass(frozen=True, slots=True)
class BragCount:
    """How many actions show one colour."""

    brag: Brag
    count: int

    @property
    def meaning(self) -> str:
        """What the colour stands for."""
        return MEANINGS[self.brag]


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One action as lists and packs show it."""

    pk: int
    reference: str
    title: str
    priority: str
    owner: str
    agency: str
    start: date | None
    due: date | None
    original_due: date | None
    status: StatedStatus
    brag: ShownBrag
    last_update: date | None
    completed_on: date | None
    is_overdue: bool

    @property
    def is_moved(self) -> bool:
        """Has the date moved since it was first promised?"""
        return self.due != self.original_due

    @property
    def other_word(self) -> str:
        """The milder of the two words, where owner and dates differ."""
        return other_word(self.brag, self.status)


@dataclass(frozen=True, slots=True)
class PlanByBrag:
    """The current plan by colour, for packs and overviews; empty when there is no plan."""

    title: str
    total: int
    counts: tuple[BragCount, ...]
    rows: tuple[ActionRow, ...]
    overdue: tuple[ActionRow, ...]

    def count(self, brag: Brag) -> int:
        """How many actions show this colour."""
        return next((one.count for one in self.counts if one.brag is brag), 0)


@dataclass(frozen=True, slots=True)
class PriorityBlock:
    """A priority with its actions and their colours."""

    pk: int
    number: int
    title: str
    sponsor_role: str
    counts: tuple[BragCount, ...]
    rows: tuple[ActionRow, ...]


@dataclass(frozen=True, slots=True)
class PlanPage:
    """Everything the plan's page shows."""

    plan: Plan
    total: int
    overdue: int
    counts: tuple[BragCount, ...]
    priorities: tuple[PriorityBlock, ...]


@dataclass(frozen=True, slots=True)
class LinkedRow:
    """Something an action is linked to: how it is known, its words and its state."""

    key: str
    text: str
    state: str
    pk: int


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """A piece of evidence, and whether the person reading may accept it."""

    pk: int
    title: str
    description: str
    link: str
    given_by: str
    given_at: datetime | None
    accepted_by: str
    accepted_at: datetime | None
    is_acceptable: bool


@dataclass(frozen=True, slots=True)
class ActionPage:
    """Everything an action's page shows."""

    action: Action
    row: ActionRow
    milestones: tuple[Milestone, ...]
    updates: tuple[Update, ...]
    evidence: tuple[EvidenceRow, ...]
    findings: tuple[LinkedRow, ...]
    measures: tuple[LinkedRow, ...]
    themes: tuple[LinkedRow, ...]
    timeline: list[TimelineEntry]


def brag_of(action: Action) -> ShownBrag:
    """The rules' word on an action that carries its facts (`with_standing`)."""
    return shown_brag(
        status=StatedStatus(action.status),
        due=action.due,
        today=action.judged_on,
        missed_milestone=action.has_missed_milestone,
        last_update=action.last_update,
        has_accepted_evidence=action.has_accepted_evidence,
        started=began_on(action),
    )


def began_on(action: Action) -> date | None:
    """Its start; for what is under way without one, the start of its plan, so that it can go
    stale like any other."""
    if action.start or action.status == StatedStatus.NOT_STARTED:
        return action.start
    return action.plan_starts


def is_overdue(action: Action) -> bool:
    """Past due and not complete."""
    late = action.due is not None and action.due < action.judged_on
    return late and action.status != StatedStatus.COMPLETE


def other_word(brag: ShownBrag, status: StatedStatus) -> str:
    """What the one says that is not shown: the owner, or the dates; empty when they agree."""
    if not brag.differ:
        return ""
    if brag.shown == brag.derived:
        return f"Owner says {status.label.lower()}"
    return f"Dates say {brag.derived.brag.word.lower()}"


def owner_words(action: Action) -> str:
    """The owner by name, or by role where nobody is named."""
    return str(action.owner) if action.owner else action.owner_role


def row_of(action: Action) -> ActionRow:
    """An annotated action as a row."""
    return ActionRow(
        pk=action.pk,
        reference=action.reference,
        title=action.title,
        priority=str(action.priority),
        owner=owner_words(action),
        agency=action.agency,
        start=action.start,
        due=action.due,
        original_due=action.original_due,
        status=StatedStatus(action.status),
        brag=brag_of(action),
        last_update=action.last_update,
        completed_on=action.completed_on,
        is_overdue=is_overdue(action),
    )


def rows_of(actions: QuerySet, today: date) -> tuple[ActionRow, ...]:
    """Rows for a queryset of actions. Queries: 1."""
    known = actions.with_standing(today).select_related("priority", "owner")
    return tuple(row_of(action) for action in known)


def count_brags(rows: Iterable[ActionRow]) -> tuple[BragCount, ...]:
    """How many show each colour, worst first, colours that nobody shows included."""
    counted = Counter(row.brag.shown.brag for row in rows)
    return tuple(BragCount(brag, counted[brag]) for brag in READING_ORDER)


def current_plan(council: Council) -> Plan | None:
    """The plan in force, if there is one."""
    return Plan.objects.filter(council=council, is_current=True).first()


def current_rows(council: Council, today: date) -> tuple[ActionRow, ...]:
    """Every action of the plan in force, in the plan's order."""
    actions = Action.objects.filter(council=council).of_current_plan()
    return rows_of(actions.order_by("priority__number", SOONEST, "id"), today)


def late_first(rows: Iterable[ActionRow]) -> tuple[ActionRow, ...]:
    """The overdue ones, longest overdue first."""
    late = [row for row in rows if row.is_overdue]
    return tuple(sorted(late, key=lambda row: (row.due, row.pk)))


def plan_by_brag(council: Council, today: date) -> PlanByBrag:
    """The plan in force by colour, with its overdue actions. Queries: 2."""
    plan = current_plan(council)
    rows = current_rows(council, today)
    title = plan.title if plan else ""
    return PlanByBrag(title, len(rows), count_brags(rows), rows, late_first(rows))


def plan_page(council: Council, today: date) -> PlanPage | None:
    """The plan in force with its priorities and actions. Queries: 3; None without a plan."""
    plan = current_plan(council)
    if plan is None:
        return None
    actions = plan.actions.filter(council=council).order_by(SOONEST, "id")
    known = actions.with_standing(today).select_related("priority", "owner")
    blocks = blocks_of(plan, known)
    rows = [row for block in blocks for row in block.rows]
    late = sum(row.is_overdue for row in rows)
    return PlanPage(plan, len(rows), late, count_brags(rows), blocks)


def blocks_of(plan: Plan, actions: QuerySet) -> tuple[PriorityBlock, ...]:
    """The plan's priorities, each with its actions."""
    by_priority: dict[int, list[ActionRow]] = {}
    for action in actions:
        by_priority.setdefault(action.priority_id, []).append(row_of(action))
    return tuple(
        PriorityBlock(
            one.pk, one.number, one.title, one.sponsor_role, count_brags(rows), tuple(rows)
        )
        for one in plan.priorities.all()
        for rows in [by_priority.get(one.pk, [])]
    )


def action_page(action: Action, *, reader: User, may_accept: bool) -> ActionPage:
    """One action (carrying its facts) with all that hangs on it. Queries: 7."""
    evidence = action.evidence.select_related("given_by", "accepted_by")
    return ActionPage(
        action=action,
        row=row_of(action),
        milestones=tuple(action.milestones.all()),
        updates=tuple(action.updates.select_related("by")),
        evidence=tuple(evidence_row(one, action, reader, may_accept) for one in evidence),
        findings=tuple(
            LinkedRow(one.reference, one.text, one.get_status_display(), one.pk)
            for one in action.findings.order_by("reference", "id")
        ),
        measures=tuple(
            LinkedRow(one.code, one.name, one.group, one.pk)
            for one in action.measures.order_by("position", "code")
        ),
        themes=tuple(
            LinkedRow(one.cycle.name, one.text, one.get_kind_display(), one.cycle_id)
            for one in action.audit_themes.select_related("cycle").order_by("cycle_id", "position")
        ),
        timeline=timeline_of(action),
    )


def evidence_row(one: Evidence, action: Action, reader: User, may_accept: bool) -> EvidenceRow:
    """A piece of evidence as its page shows it; nobody accepts their own."""
    concerned = (action.owner_id, one.given_by_id)
    return EvidenceRow(
        pk=one.pk,
        title=one.title,
        description=one.description,
        link=one.link,
        given_by=str(one.given_by or "The system"),
        given_at=one.given_at,
        accepted_by=str(one.accepted_by or ""),
        accepted_at=one.accepted_at,
        is_acceptable=may_accept and one.accepted_at is None and reader.pk not in concerned,
    )
