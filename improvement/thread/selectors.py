"""Where does the golden thread break: a finding nobody answers, an action nothing measures?

Reads only. The thread runs from a finding through an action to a measure that should move and
evidence that it is done; each list here holds what lacks its next link.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef
from django.urls import reverse

from improvement.councils.models import Council
from improvement.plans.models import Action, Evidence
from improvement.rules.brag import StatedStatus
from improvement.rules.finding import FindingStatus
from improvement.rules.value import NOTHING
from inspections.dates import Precision
from inspections.models import Finding, FindingKind, Inspection
from scorecard.models import AdoptedMeasure

# A finding in one of these still waits for something to be done.
WAITING = (FindingStatus.OPEN, FindingStatus.ACTION_PLANNED, FindingStatus.IN_PROGRESS)
CSV_HEADER = ("break", "reference", "words", "where from", "since", "days")


@dataclass(frozen=True, slots=True)
class LooseFinding:
    """A finding that waits for something to be done and that no action answers."""

    reference: str
    text: str
    kind: str
    is_priority: bool
    status: str
    theme: str
    inspection: str
    since: date | None
    days: int | None
    href: str

    @property
    def days_text(self) -> str:
        """How long it has waited, as printed."""
        return NOTHING if self.days is None else f"{self.days:,}"


@dataclass(frozen=True, slots=True)
class LooseAction:
    """An action of the plan in force that lacks its next link.

    `since` is the day from which it has been lacking: its start, or the day it was completed.
    """

    reference: str
    title: str
    owner: str
    status: str
    has_evidence: bool
    success_measure: str
    since: date | None
    days: int | None
    href: str


@dataclass(frozen=True, slots=True)
class Tile:
    """How many of one kind of break, out of how many, and where on the page they are."""

    label: str
    number: int
    note: str
    href: str


@dataclass(frozen=True, slots=True)
class BrokenThreads:
    """Every break in one council's golden thread on a day, with what each list is out of."""

    council: Council
    today: date
    findings: tuple[LooseFinding, ...]
    unmeasured: tuple[LooseAction, ...]
    unproven: tuple[LooseAction, ...]
    unused_measures: int
    all_findings: int
    all_actions: int
    all_complete: int
    all_measures: int

    @property
    def total(self) -> int:
        """How many breaks there are; a measure that no action names is not one."""
        return len(self.findings) + len(self.unmeasured) + len(self.unproven)

    @property
    def tiles(self) -> tuple[Tile, ...]:
        """The three kinds of break in large."""
        return (
            Tile("Findings without an action", len(self.findings),
                 f"of {self.all_findings} still waiting", "#findings"),
            Tile("Actions without a measure", len(self.unmeasured),
                 f"of {self.all_actions} in the plan", "#unmeasured"),
            Tile("Complete without accepted evidence", len(self.unproven),
                 f"of {self.all_complete} complete", "#unproven"),
        )  # fmt: skip

    def csv_rows(self) -> Iterator[tuple[object, ...]]:
        """Every break in one table."""
        for one in self.findings:
            yield ("Finding without an action", one.reference, one.text, one.inspection,
                   one.since, one.days)  # fmt: skip
        for name, actions in (
            ("Action without a measure", self.unmeasured),
            ("Complete without accepted evidence", self.unproven),
        ):
            for one in actions:
                yield (name, one.reference, one.title, one.owner, one.since, one.days)


def broken_threads(council: Council, today: date) -> BrokenThreads:
    """Everything that lacks its next link. Queries: 3, whatever the length of the plan."""
    waiting = waiting_findings(council)
    actions = current_actions(council)
    complete = [one for one in actions if one.status == StatedStatus.COMPLETE]
    uses = list(measure_uses(council))
    return BrokenThreads(
        council=council,
        today=today,
        findings=loose_findings(council, waiting, today),
        unmeasured=tuple(
            loose_action(one, council, today, since=one.start)
            for one in actions
            if not one.has_measure
        ),
        unproven=tuple(
            loose_action(one, council, today, since=one.completed_on)
            for one in complete
            if not one.has_accepted
        ),
        unused_measures=uses.count(False),
        all_findings=len(waiting),
        all_actions=len(actions),
        all_complete=len(complete),
        all_measures=len(uses),
    )


# --- Findings ----------------------------------------------------------------------------------
def waiting_findings(council: Council) -> list[Finding]:
    """Findings that ask something of the council and wait for it, with whether one answers."""
    answered = Action.findings.through.objects.filter(finding=OuterRef("pk"))
    return list(
        Finding.objects.filter(council=council, status__in=WAITING)
        .to_answer()
        .annotate(is_answered=Exists(answered))
        .select_related("inspection")
        .order_by("inspection", "position", "pk")
    )


def loose_findings(
    council: Council, waiting: list[Finding], today: date
) -> tuple[LooseFinding, ...]:
    """Those that no action answers: priority actions first, then the longest waiting.

    Where the day is not known, they come last: nobody can say how long they have waited.
    """
    loose = [loose_finding(one, council, today) for one in waiting if not one.is_answered]
    return tuple(sorted(loose, key=lambda one: (not one.is_priority, one.since or date.max)))


def loose_finding(finding: Finding, council: Council, today: date) -> LooseFinding:
    """One finding ready to show."""
    since = waiting_since(finding.inspection)
    return LooseFinding(
        reference=finding.reference,
        text=finding.text,
        kind=finding.get_kind_display(),
        is_priority=finding.kind == FindingKind.PRIORITY,
        status=FindingStatus(finding.status).label,
        theme=finding.theme,
        inspection=str(finding.inspection),
        since=since,
        days=days_between(since, today),
        href=reverse("inspections:finding-detail", args=[council.slug, finding.pk]),
    )


def waiting_since(inspection: Inspection) -> date | None:
    """The day of the report, or else of the visit where that is known well enough to count."""
    is_known = inspection.date_precision in (Precision.DAY, Precision.MONTH)
    return inspection.published or (inspection.started if is_known else None)


# --- Actions -----------------------------------------------------------------------------------
def current_actions(council: Council) -> list[Action]:
    """Actions of the plan in force, with which links each has."""
    mine = {"action": OuterRef("pk")}
    accepted = Evidence.objects.filter(**mine, accepted_at__isnull=False)
    return list(
        Action.objects.filter(council=council)
        .of_current_plan()
        .annotate(
            has_measure=Exists(Action.measures.through.objects.filter(**mine)),
            has_evidence=Exists(Evidence.objects.filter(**mine)),
            has_accepted=Exists(accepted),
        )
        .select_related("owner")
        .order_by("priority__number", "reference", "pk")
    )


def loose_action(
    action: Action, council: Council, today: date, *, since: date | None
) -> LooseAction:
    """One action ready to show."""
    return LooseAction(
        reference=action.reference,
        title=action.title,
        owner=str(action.owner) if action.owner else action.owner_role,
        status=StatedStatus(action.status).label,
        has_evidence=action.has_evidence,
        success_measure=action.success_measure,
        since=since,
        days=days_between(since, today),
        href=reverse("plans:action-detail", args=[council.slug, action.pk]),
    )


def days_between(since: date | None, today: date) -> int | None:
    """How many days something has waited; none for a day unknown or still to come."""
    return None if since is None or since > today else (today - since).days


# --- Measures ----------------------------------------------------------------------------------
def measure_uses(council: Council) -> Iterator[bool]:
    """For each measure in use: does an action of the plan in force name it?"""
    named = Action.measures.through.objects.filter(
        adoptedmeasure=OuterRef("pk"), action__plan__is_current=True
    )
    measures = AdoptedMeasure.objects.filter(council=council, is_active=True)
    return iter(measures.annotate(is_named=Exists(named)).values_list("is_named", flat=True))
