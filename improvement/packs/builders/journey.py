"""How do plan, findings and decisions stand in a pack?"""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from improvement.boards.selectors import DecisionRow, outstanding_decisions
from improvement.councils.models import Council
from improvement.packs.builders.words import Content, counted, day_words, is_or_are, iso
from improvement.plans.selectors import ActionRow, PlanByBrag, plan_by_brag
from improvement.rules.finding import FindingStatus
from inspections.models import Finding, FindingKind


def plan_content(council: Council, today: date) -> Content:
    """The plan in force by colour, its overdue actions first. Queries: 2."""
    plan = plan_by_brag(council, today)
    return {
        "title": plan.title,
        "total": plan.total,
        "sentence": plan_sentence(plan),
        "counts": [
            {
                "key": one.brag.value,
                "word": one.brag.word,
                "meaning": one.meaning,
                "number": one.count,
            }
            for one in plan.counts
        ],
        "overdue": [action_content(row) for row in plan.overdue],
        "actions": [action_content(row) for row in plan.rows],
    }


def plan_sentence(plan: PlanByBrag) -> str:
    """The plan in one sentence, an empty one included."""
    if not plan.title:
        return "The council has no plan in force."
    if not plan.total:
        return f"{plan.title} has no actions yet."
    late = len(plan.overdue)
    return (
        f"{plan.title} has {counted(plan.total, 'action')}; "
        f"{late or 'none'} {is_or_are(late or 1)} overdue."
    )


def action_content(row: ActionRow) -> Content:
    """One action as the plan's list shows it."""
    return {
        "reference": row.reference,
        "title": row.title,
        "priority": row.priority,
        "owner": row.owner or "Nobody named",
        "agency": row.agency,
        "due": day_words(row.due, "No date"),
        "due_on": iso(row.due),
        "original_due": day_words(row.original_due) if row.is_moved else "",
        "brag": row.brag.shown.brag.value,
        "brag_word": row.brag.shown.brag.word,
        "reason": row.brag.shown.reason[:1].upper() + row.brag.shown.reason[1:],
        "stated": row.status.label,
        "is_overdue": row.is_overdue,
        "last_update": day_words(row.last_update, "None yet"),
    }


def findings_content(council: Council) -> Content:
    """Findings that call for an answer: how many stand how, and those still open. Queries: 1."""
    found = list(Finding.objects.filter(council=council).to_answer().for_list())
    waiting = [one for one in found if one.stage not in SETTLED]
    return {
        "total": len(found),
        "sentence": findings_sentence(len(found), len(waiting)),
        "statuses": [status.label for status in FindingStatus],
        "counts": list(counts_by_kind(found)),
        "open": [finding_content(one) for one in waiting],
    }


SETTLED = (FindingStatus.CONFIRMED, FindingStatus.NOT_RELEVANT)


def findings_sentence(total: int, waiting: int) -> str:
    """The findings in one sentence, none included."""
    if not total:
        return "No finding that calls for an answer has been recorded."
    verb = "calls" if total == 1 else "call"
    return (
        f"{counted(total, 'finding').capitalize()} {verb} for an answer; "
        f"{waiting or 'none'} {is_or_are(waiting or 1)} still to be confirmed or set aside."
    )


def counts_by_kind(found: Iterable[Finding]) -> Iterable[Content]:
    """For each kind that has any: how many stand in each status, and all together."""
    counted_so = Counter((one.kind, one.stage) for one in found)
    for kind in FindingKind:
        numbers = [counted_so[kind.value, status] for status in FindingStatus]
        if any(numbers):
            yield {"kind": kind.label, "numbers": numbers, "total": sum(numbers)}


def finding_content(one: Finding) -> Content:
    """One finding with where it comes from and how far it has got."""
    return {
        "reference": one.reference,
        "text": one.text,
        "kind": one.get_kind_display(),
        "theme": one.theme,
        "inspection": one.inspection.called,
        "when": one.inspection.when,
        "status": one.get_status_display(),
        "repeats": one.repeats.reference if one.repeats else "",
    }


def decisions_content(council: Council, today: date) -> Content:
    """What the council's boards still wait for. Queries: 1."""
    rows = outstanding_decisions(council, today)
    return {
        "sentence": decisions_sentence(rows),
        "rows": [decision_content(row) for row in rows],
    }


def decisions_sentence(rows: tuple[DecisionRow, ...]) -> str:
    """The decisions in one sentence, none included."""
    if not rows:
        return "No decisions are outstanding."
    late = sum(row.is_overdue for row in rows)
    one = len(rows) == 1
    return (
        f"{counted(len(rows), 'decision, challenge or question', MANY).capitalize()} "
        f"{'is' if one else 'are'} outstanding; {late or 'none'} {is_or_are(late or 1)} overdue."
    )


MANY = "decisions, challenges and questions"


def decision_content(row: DecisionRow) -> Content:
    """One thing that was decided, asked or challenged and is not yet answered."""
    return {
        "reference": row.reference,
        "kind": row.kind,
        "text": row.text,
        "board": row.board,
        "meeting": row.meeting,
        "owner": row.owner_role or "Nobody named",
        "due": day_words(row.due, "No date"),
        "due_on": iso(row.due),
        "is_overdue": row.is_overdue,
        "standing": "Overdue" if row.is_overdue else row.status,
    }
