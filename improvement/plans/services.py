"""How do plans and actions change? Only here, with an entry for who, what and when.

`by` is the person who acts, or None for the system itself (a load). Who may open which page is
the views' guard; what depends on the action itself (its owner, the giver of its evidence) is
refused here as well.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Max
from django.utils import timezone

from improvement.councils.locks import hold
from improvement.councils.models import Council, User
from improvement.history.services import claim_version, difference, record, save
from improvement.plans.models import Action, Evidence, Milestone, Plan, Priority, Update
from improvement.plans.rights import check_may_accept, check_may_update, check_owner
from improvement.rules.brag import StatedStatus

REASON_NEEDED = "Give the reason for moving the due date. The original date stays on record."


def next_number(rows: models.QuerySet) -> int:
    """One more than the highest number in use."""
    return (rows.aggregate(highest=Max("number"))["highest"] or 0) + 1


def hold_action(action: Action) -> None:
    """One writer at a time for an action and its parts."""
    Action.objects.select_for_update(no_key=True).get(pk=action.pk)


def set_fields(obj: models.Model, changes: dict[str, Any]) -> None:
    """Put the changes on the object."""
    for name, value in changes.items():
        setattr(obj, name, value)


# --- Plans and priorities ----------------------------------------------------------------------
@transaction.atomic
def add_plan(
    *,
    council: Council,
    title: str,
    starts: date,
    by: User | None,
    number: int | None = None,
    is_current: bool = True,
    **rest: Any,
) -> Plan:
    """Start a plan, or a new version of it; a current one takes the place of the last."""
    hold(council)
    number = number or next_number(Plan.objects.filter(council=council))
    plan = Plan(council=council, title=title, starts=starts, number=number, **rest)
    plan.is_current = is_current
    if is_current:
        supersede_others(plan, by=by)
    return save(plan, by=by, verb="added")


def supersede_others(plan: Plan, *, by: User | None) -> None:
    """Let the council's present plan give way: only one is in force."""
    others = Plan.objects.filter(council=plan.council, is_current=True).exclude(pk=plan.pk)
    for other in others.select_related("council"):
        other.is_current = False
        save(other, by=by, verb="superseded")


@transaction.atomic
def change_plan(*, plan: Plan, by: User | None, version: int | None = None, **changes: Any) -> Plan:
    """Change what a plan says of itself."""
    hold(plan.council)
    set_fields(plan, changes)
    if plan.is_current:
        supersede_others(plan, by=by)
    return save(plan, by=by, verb="changed", version=version)


@transaction.atomic
def add_priority(
    *, plan: Plan, title: str, by: User | None, number: int | None = None, sponsor_role: str = ""
) -> Priority:
    """Add a priority to a plan, after the others unless numbered."""
    hold(plan.council)
    number = number or next_number(plan.priorities.all())
    priority = Priority(plan=plan, number=number, title=title, sponsor_role=sponsor_role)
    return save(priority, by=by, verb="added")


@transaction.atomic
def change_priority(
    *, priority: Priority, by: User | None, version: int | None = None, **changes: Any
) -> Priority:
    """Change a priority's words, number or sponsor."""
    hold(priority.council)
    set_fields(priority, changes)
    return save(priority, by=by, verb="changed", version=version)


# --- Actions -----------------------------------------------------------------------------------
@transaction.atomic
def add_action(
    *,
    council: Council,
    priority: Priority,
    title: str,
    by: User | None,
    reference: str = "",
    findings: Iterable[models.Model] = (),
    measures: Iterable[models.Model] = (),
    audit_themes: Iterable[models.Model] = (),
    **rest: Any,
) -> Action:
    """Promise an action. Its first due date is also its original one, for good."""
    hold(council)
    action = Action(council=council, plan=priority.plan, priority=priority, title=title, **rest)
    action.reference = reference or next_reference(priority)
    action.original_due = action.original_due or action.due
    check_owner(action)
    save(action, by=by, verb="added")
    link(action=action, findings=findings, measures=measures, audit_themes=audit_themes, by=by)
    return action


def next_reference(priority: Priority) -> str:
    """The next free reference under a priority: 2.1, 2.2 and so on."""
    taken = set(Action.objects.filter(council=priority.council).values_list("reference", flat=True))
    numbers = range(1, len(taken) + 2)
    return next(
        reference
        for reference in (f"{priority.number}.{number}" for number in numbers)
        if reference not in taken
    )


@transaction.atomic
def change_action(
    *,
    action: Action,
    by: User | None,
    reason: str = "",
    version: int | None = None,
    findings: Iterable[models.Model] | None = None,
    measures: Iterable[models.Model] | None = None,
    **changes: Any,
) -> Action:
    """Change what an action says. A due date moves only with a reason."""
    hold(action.council)
    hold_action(action)
    set_fields(action, changes)
    action.plan = action.priority.plan
    if not Action.objects.filter(pk=action.pk, owner=action.owner).exists():
        check_owner(action)
    keep_dates(action, reason)
    settle_completion(action, timezone.localdate())
    save(action, by=by, verb="changed", reason=reason.strip(), version=version)
    link(action=action, findings=findings, measures=measures, by=by)
    return action


def keep_dates(action: Action, reason: str) -> None:
    """Hold the promise: a moved date has its reason, and the first date is never rewritten."""
    stored = Action.objects.values("due", "original_due").get(pk=action.pk)
    action.original_due = stored["original_due"] or action.due
    if stored["due"] is None or stored["due"] == action.due:
        return
    if action.due is None:
        raise ValidationError({"due": "An action that has a due date keeps one."})
    if not reason.strip():
        raise ValidationError({"reason": REASON_NEEDED})


def settle_completion(action: Action, on: date) -> None:
    """What is completed now was completed on this day; what is taken up again loses its day."""
    was = Action.objects.values_list("status", flat=True).get(pk=action.pk)
    if action.status != StatedStatus.COMPLETE:
        action.completed_on = None
    elif was != StatedStatus.COMPLETE:
        action.completed_on = action.completed_on or on


@transaction.atomic
def link(
    *,
    action: Action,
    by: User | None,
    findings: Iterable[models.Model] | None = None,
    measures: Iterable[models.Model] | None = None,
    audit_themes: Iterable[models.Model] | None = None,
    version: int | None = None,
) -> Action:
    """Say which findings and audit themes an action answers and which measures it should move.

    None leaves a side as it is; anything else is the whole of that side.
    """
    if version is not None:
        claim_version(action, version)
    sides = {"findings": findings, "measures": measures, "audit_themes": audit_themes}
    for name, chosen in sides.items():
        if chosen is not None:
            relink(action, name, list(chosen), by=by)
    return action


def relink(action: Action, name: str, chosen: list[models.Model], *, by: User | None) -> None:
    """Make one side of the links what was chosen, with an entry when that differs."""
    if any(one.council_id != action.council_id for one in chosen):
        raise ValidationError({name: f"Choose {said(name)} of this council."})
    links = getattr(action, name)
    before = list(links.all())
    if {one.pk for one in before} == {one.pk for one in chosen}:
        return
    links.set(chosen)
    told = {"before": {said(name): names_of(before)}, "after": {said(name): names_of(chosen)}}
    record(action, by=by, verb=f"linked {said(name)}", **told)


def said(name: str) -> str:
    """A side of the links as a reader calls it."""
    return name.replace("_", " ")


def names_of(objects: Iterable[models.Model]) -> list[str]:
    """How each is known: by its reference or code."""
    return sorted(
        str(getattr(one, "reference", "") or getattr(one, "code", one)) for one in objects
    )


# --- The monthly update ------------------------------------------------------------------------
@transaction.atomic
def update_action(
    *,
    action: Action,
    by: User | None,
    status: str,
    text: str,
    on: date | None = None,
    due: date | None = None,
    reason: str = "",
    milestones_done: Iterable[Milestone] = (),
    version: int | None = None,
) -> Update:
    """Say how an action is going, and with a reason move its date."""
    check_may_update(action, by)
    on = on or timezone.localdate()
    action.status = status
    action.due = due or action.due
    keep_dates(action, reason)
    settle_completion(action, on)
    if version is not None:
        claim_version(action, version)
    update = Update(action=action, on=on, status=status, text=text, by=by)
    store_update(update, reason.strip())
    for milestone in milestones_done:
        finish_milestone(milestone=milestone, action=action, on=on, by=by)
    return update


def store_update(update: Update, reason: str) -> None:
    """Store an update and what it changes of its action, in one entry with its very words."""
    action = update.action
    stored = Action.objects.get(pk=action.pk)
    action.full_clean()
    update.full_clean()
    action.save()
    update.save()
    before, after = difference(stored, action)
    before |= {"status": stored.get_status_display(), "update": ""}
    after |= {"status": action.get_status_display(), "update": update.text}
    record(action, by=update.by, verb="updated", before=before, after=after, reason=reason)


# --- Milestones --------------------------------------------------------------------------------
@transaction.atomic
def add_milestone(
    *, action: Action, title: str, due: date, by: User | None, done_on: date | None = None
) -> Milestone:
    """Add a step on the way, with its own date; the same open step twice is a slip."""
    hold_action(action)
    if action.milestones.filter(title=title, due=due, done_on__isnull=True).exists():
        raise ValidationError({"title": "This action already has that milestone on that day."})
    milestone = Milestone(action=action, title=title, due=due, done_on=done_on)
    milestone.full_clean()
    milestone.save()
    tell(action, by, "added a milestone", "milestone", "", f"{title}, due {words(due)}")
    return milestone


@transaction.atomic
def change_milestone(
    *,
    milestone: Milestone,
    by: User | None,
    reason: str = "",
    version: int | None = None,
    **changes: Any,
) -> Milestone:
    """Change a step; its date, like an action's, moves only with a reason.

    `version` is the action's: whoever changes a step changes the action.
    """
    if version is not None:
        claim_version(milestone.action, version)
    stored = Milestone.objects.get(pk=milestone.pk)
    set_fields(milestone, changes)
    if milestone.due != stored.due and not reason.strip():
        raise ValidationError({"reason": "Give the reason for moving the milestone."})
    milestone.full_clean()
    milestone.save()
    before, after = (f"{one.title}, due {words(one.due)}" for one in (stored, milestone))
    tell(milestone.action, by, "changed a milestone", "milestone", before, after, reason)
    return milestone


@transaction.atomic
def finish_milestone(
    *, milestone: Milestone, action: Action, on: date, by: User | None
) -> Milestone:
    """Mark a step done."""
    if milestone.action_id != action.pk:
        raise ValidationError({"milestones_done": "Choose milestones of this action."})
    if milestone.done_on is None:
        milestone.done_on = on
        milestone.save()
        done = f"{milestone.title}: done {words(on)}"
        tell(action, by, "finished a milestone", "milestone", milestone.title, done)
    return milestone


# --- Evidence ----------------------------------------------------------------------------------
@transaction.atomic
def add_evidence(
    *,
    action: Action,
    title: str,
    by: User | None,
    description: str = "",
    link: str = "",
    at: datetime | None = None,
) -> Evidence:
    """Offer something that shows the action is done; someone else decides whether it does."""
    check_may_update(action, by)
    hold_action(action)
    if action.evidence.filter(title=title, link=link, accepted_at__isnull=True).exists():
        raise ValidationError({"title": "This evidence has been given and awaits acceptance."})
    evidence = Evidence(action=action, title=title, description=description, link=link)
    evidence.given_by, evidence.given_at = by, (at or timezone.now()) if by else None
    evidence.full_clean()
    evidence.save()
    tell(action, by, "gave evidence", "evidence", "", f"{title}: awaiting acceptance")
    return evidence


@transaction.atomic
def accept_evidence(*, evidence: Evidence, by: User, at: datetime | None = None) -> Evidence:
    """Agree that the evidence shows the action is done. Never the owner, never the giver."""
    hold_action(evidence.action)
    locked = Evidence.objects.select_for_update(of=("self",))
    evidence = locked.select_related("action__council").get(pk=evidence.pk)
    check_may_accept(evidence, by)
    if evidence.accepted_at:
        raise ValidationError("This evidence has already been accepted.")
    evidence.accepted_by, evidence.accepted_at = by, at or timezone.now()
    evidence.full_clean()
    evidence.save()
    waiting, done = f"{evidence.title}: awaiting acceptance", f"{evidence.title}: accepted"
    tell(evidence.action, by, "accepted evidence", "evidence", waiting, done)
    return evidence


# --- Telling -----------------------------------------------------------------------------------
def words(day: date) -> str:
    """A date as people read it."""
    return f"{day.day} {day:%B %Y}"


def tell(
    action: Action, by: User | None, verb: str, name: str, before: str, after: str, reason: str = ""
) -> None:
    """An entry beside the action about one of its parts, so that its page tells the whole."""
    record(
        action, by=by, verb=verb, before={name: before}, after={name: after}, reason=reason.strip()
    )
