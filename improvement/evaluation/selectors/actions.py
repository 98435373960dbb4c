"""What is the council doing about it: which actions of the plan, and with what evidence?"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from improvement.councils.models import Council
from improvement.evaluation.marks import age_html
from improvement.evaluation.selectors.measures import areas_told_by
from improvement.evaluation.words import day_words
from improvement.plans.models import Action, Evidence
from improvement.plans.selectors import ActionRow, current_rows
from improvement.rules.freshness import Aged, aged
from improvement.ui.marks import rag_html


@dataclass(frozen=True, slots=True)
class Answers:
    """The findings an action answers and the measures it should move, and of which areas."""

    findings: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    areas: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ActionLine:
    """One action of the plan in force, as the plan shows it, with what it is there for."""

    row: ActionRow
    answers: Answers
    href: str

    @property
    def brag_html(self) -> SafeString:
        return rag_html(self.row.brag.shown.brag)

    @property
    def brag_word(self) -> str:
        return self.row.brag.shown.brag.word

    @property
    def reason(self) -> str:
        """Why the colour, as a sentence begins."""
        said = self.row.brag.shown.reason
        return said[:1].upper() + said[1:]

    @property
    def due(self) -> str:
        return day_words(self.row.due, "No date")

    @property
    def owner(self) -> str:
        return self.row.owner or "Nobody named"

    @property
    def there_for(self) -> str:
        """The findings and measures it is linked to, by their references."""
        parts = (("answers", self.answers.findings), ("should move", self.answers.measures))
        told = "; ".join(f"{word} {', '.join(names)}" for word, names in parts if names)
        return told[:1].upper() + told[1:]


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """A piece of evidence of an action or a finding: who gave it, and whether it was accepted."""

    about: str
    href: str
    title: str
    detail: str
    link: str
    given: str
    accepted: str
    day: date | None
    aged: Aged
    areas: frozenset[str]

    @property
    def age_html(self) -> SafeString:
        return age_html(self.aged)


def actions_of(council: Council, today: date) -> tuple[ActionLine, ...]:
    """Every action of the plan in force with what it is there for. Queries: 3."""
    linked = answers_of(council)
    return tuple(
        ActionLine(
            row,
            linked.get(row.pk, Answers()),
            reverse("plans:action-detail", args=[council.slug, row.pk]),
        )
        for row in current_rows(council, today)
    )


def answers_of(council: Council) -> dict[int, Answers]:
    """What each action of the plan in force is linked to. Queries: 2."""
    mine = {"action__council": council, "action__plan__is_current": True}
    findings: dict[int, list[tuple[str, str]]] = defaultdict(list)
    measures: dict[int, list[str]] = defaultdict(list)
    rows = Action.findings.through.objects.filter(**mine).order_by("finding__reference")
    for action, *told in rows.values_list("action_id", "finding__reference", "finding__area"):
        findings[action].append((told[0], told[1]))
    rows = Action.measures.through.objects.filter(**mine).order_by("adoptedmeasure__position", "pk")
    for action, code in rows.values_list("action_id", "adoptedmeasure__code"):
        measures[action].append(code)
    return {
        action: linked_to(findings[action], measures[action]) for action in {*findings, *measures}
    }


def linked_to(findings: Iterable[tuple[str, str]], measures: Iterable[str]) -> Answers:
    """References, codes, and the areas that either belongs to."""
    found, codes = list(findings), tuple(measures)
    placed = {area for _, area in found if area}
    told = {area for code in codes for area in areas_told_by(code)}
    return Answers(tuple(one for one, _ in found), codes, frozenset(placed | told))


def evidence_of(
    council: Council, actions: Iterable[ActionLine], today: date
) -> tuple[EvidenceLine, ...]:
    """What was given as evidence of the plan's actions, newest first. Queries: 1."""
    known = {one.row.pk: one for one in actions}
    given = (
        Evidence.objects.filter(action__council=council, action__plan__is_current=True)
        .select_related("given_by", "accepted_by")
        .order_by("-given_at", "-id")
    )
    return tuple(evidence_line(one, known[one.action_id], today) for one in given)


def evidence_line(one: Evidence, action: ActionLine, today: date) -> EvidenceLine:
    """One piece of evidence, aged by the day it was given."""
    day = timezone.localtime(one.given_at).date() if one.given_at else None
    accepted = timezone.localtime(one.accepted_at).date() if one.accepted_at else None
    return EvidenceLine(
        about=f"Action {action.row.reference}",
        href=action.href,
        title=one.title,
        detail=one.description,
        link=one.link,
        given=f"{day_words(day)} by {one.given_by}" if day else "Not recorded",
        accepted=f"{day_words(accepted)} by {one.accepted_by}" if accepted else "Not accepted yet",
        day=day,
        aged=aged(day, today),
        areas=action.answers.areas,
    )


def actions_within(lines: Iterable[ActionLine], areas: Collection[str]) -> tuple[ActionLine, ...]:
    """Those that answer a finding, or should move a measure, of any of these areas."""
    wanted = frozenset(areas)
    return tuple(one for one in lines if one.answers.areas & wanted)
