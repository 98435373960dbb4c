"""How does the journey stand on one page: numbers, findings, plan, meetings and what happened?"""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from improvement.boards.models import Decision, Intervention, Meeting, ServiceChange
from improvement.councils.access import Access
from improvement.councils.models import Council
from improvement.councils.roles import SEE_JOURNEY
from improvement.plans.selectors import PlanByBrag, plan_by_brag
from improvement.rules.finding import FindingStatus
from improvement.rules.rag import Rag
from inspections.audits.selectors import AreaPicture, audit_picture
from inspections.models import Finding, Inspection
from scorecard.selectors.reading import latest_month
from scorecard.selectors.rows import ScorecardPage, ScorecardRow
from scorecard.selectors.scorecard import scorecard_page
from workforce.models import Tenure

EXCEPTIONS = 6
HAPPENINGS = 14


@dataclass(frozen=True, slots=True)
class StatusCount:
    """How many findings stand at one status."""

    label: str
    number: int
    href: str


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened on the journey, with its date as exactly as it is known."""

    on: date
    when: str
    kind: str
    title: str
    href: str


@dataclass(frozen=True, slots=True)
class JourneyPart:
    """What those see who may read more than approved figures."""

    findings: tuple[StatusCount, ...]
    audits: tuple[AreaPicture, ...]
    plan: PlanByBrag
    meetings: tuple[Meeting, ...]
    outstanding: int
    happenings: tuple[Happening, ...]


@dataclass(frozen=True, slots=True)
class RagTile:
    """How many measures stand so, and where to read which."""

    word: str
    number: int
    rag: str
    href: str


@dataclass(frozen=True, slots=True)
class OverviewPage:
    """The council's journey on one page."""

    scorecard: ScorecardPage | None
    tiles: tuple[RagTile, ...]
    exceptions: tuple[ScorecardRow, ...]
    journey: JourneyPart | None


def overview_page(council: Council, access: Access, today: date) -> OverviewPage:
    """The overview as this reader may see it. Queries: at most 17, whatever the history."""
    month = latest_month(council)
    scorecard = scorecard_page(council, month, is_charted=False) if month else None
    return OverviewPage(
        scorecard,
        rag_tiles(scorecard),
        exceptions_of(scorecard),
        journey_part(council, today) if access.has(SEE_JOURNEY) else None,
    )


def rag_tiles(scorecard: ScorecardPage | None) -> tuple[RagTile, ...]:
    """The scorecard's counts, each leading to the measures it counts."""
    if scorecard is None:
        return ()
    slug, month = scorecard.council.slug, scorecard.month
    listed = reverse("scorecard:scorecard-month", args=[slug, month])
    return tuple(
        RagTile(one.word, one.number, one.key, f"{listed}?rag={one.key}")
        for one in scorecard.counts
    )


def exceptions_of(scorecard: ScorecardPage | None) -> tuple[ScorecardRow, ...]:
    """The first red measures, in the scorecard's own order."""
    if scorecard is None:
        return ()
    red = [row for group in scorecard.groups for row in group.rows if row.rag is Rag.RED]
    return tuple(red[:EXCEPTIONS])


def journey_part(council: Council, today: date) -> JourneyPart:
    """Findings, audits, plan, meetings and what happened."""
    meetings = Meeting.objects.filter(council=council).upcoming(today)
    meetings = meetings.select_related("board", "council")
    return JourneyPart(
        finding_counts(council),
        audit_picture(council),
        plan_by_brag(council, today),
        tuple(meetings[:3]),
        Decision.objects.filter(council=council).outstanding().count(),
        happenings_of(council, today),
    )


def finding_counts(council: Council) -> tuple[StatusCount, ...]:
    """Findings that call for an answer, by status, in the order they move through."""
    statuses = Finding.objects.filter(council=council).to_answer().values_list("status", flat=True)
    counted = Counter(statuses)
    listed = reverse("inspections:finding-list", args=[council.slug])
    return tuple(
        StatusCount(status.label, counted[status], f"{listed}?status={status.value}")
        for status in FindingStatus
        if counted[status]
    )


def happenings_of(council: Council, today: date) -> tuple[Happening, ...]:
    """Inspections, interventions, changes of leaders and in the service, latest first."""
    kinds = (inspections_held, interventions, leadership_changes, service_changes)
    found = [one for happened in kinds for one in happened(council)]
    past = [one for one in found if one.on <= today]
    return tuple(sorted(past, key=lambda one: one.on, reverse=True)[:HAPPENINGS])


def inspections_held(council: Council) -> list[Happening]:
    latest = Inspection.objects.filter(council=council).latest_first()[:HAPPENINGS]
    return [
        Happening(
            one.held,
            one.when,
            one.kind_name,
            one.called,
            reverse("inspections:inspection-detail", args=[council.slug, one.pk]),
        )
        for one in latest
        if one.held
    ]


def interventions(council: Council) -> list[Happening]:
    dated = Intervention.objects.filter(council=council, issued__isnull=False)
    href = reverse("boards:intervention-list", args=[council.slug])
    return [
        Happening(
            one.issued,
            one.issued_words,
            one.get_kind_display(),
            f"{one.get_kind_display()}: {one.service}",
            href,
        )
        for one in dated.order_by("-issued")[:HAPPENINGS]
    ]


def leadership_changes(council: Council) -> list[Happening]:
    tenures = Tenure.objects.filter(council=council, starts__isnull=False)
    href = reverse("workforce:leadership-list", args=[council.slug])
    return [
        Happening(
            one.starts,
            one.since,
            "Leadership",
            f"{one.post.title}: {one.get_standing_display().lower()}",
            href,
        )
        for one in tenures.select_related("post").order_by("-starts")[:HAPPENINGS]
    ]


def service_changes(council: Council) -> list[Happening]:
    """What changed in the service itself, of all that is recorded."""
    changes = ServiceChange.objects.filter(council=council).order_by("-on")
    return [
        Happening(
            one.on,
            one.when,
            one.get_kind_display(),
            one.title,
            reverse("boards:change-detail", args=[council.slug, one.pk]),
        )
        for one in changes[:HAPPENINGS]
    ]
