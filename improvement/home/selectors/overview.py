"""How does the journey stand on one page: numbers, findings, plan, meetings and what happened?"""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from improvement.boards.models import Decision, Meeting
from improvement.councils.access import Access
from improvement.councils.models import Council
from improvement.councils.roles import READ_PACKS, SEE_JOURNEY
from improvement.home.selectors.happenings import Happenings, happenings_of
from improvement.plans.selectors import PlanByBrag, plan_by_brag
from improvement.rules.finding import FindingStatus
from improvement.rules.rag import Rag
from inspections.audits.selectors import AreaPicture, audit_picture
from inspections.models import Finding
from scorecard.selectors.reading import latest_month
from scorecard.selectors.rows import ScorecardPage, ScorecardRow
from scorecard.selectors.scorecard import scorecard_page

EXCEPTIONS = 6


@dataclass(frozen=True, slots=True)
class StatusCount:
    """How many findings stand at one status."""

    label: str
    number: int
    href: str


@dataclass(frozen=True, slots=True)
class JourneyPart:
    """What those see who may read more than approved figures."""

    findings: tuple[StatusCount, ...]
    audits: tuple[AreaPicture, ...]
    plan: PlanByBrag
    meetings: tuple[Meeting, ...]
    outstanding: int
    happenings: Happenings


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


def overview_page(
    council: Council, access: Access, today: date, *, whole: bool = False
) -> OverviewPage:
    """The overview as this reader may see it; `whole` tells the journey to its beginning.

    Queries: at most 18, whatever the history.
    """
    month = latest_month(council)
    scorecard = scorecard_page(council, month, is_charted=False) if month else None
    return OverviewPage(
        scorecard,
        rag_tiles(scorecard),
        exceptions_of(scorecard),
        journey_part(council, access, today, whole=whole) if access.has(SEE_JOURNEY) else None,
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


def journey_part(council: Council, access: Access, today: date, *, whole: bool) -> JourneyPart:
    """Findings, audits, plan, meetings and what happened."""
    meetings = Meeting.objects.filter(council=council).upcoming(today)
    meetings = meetings.select_related("board", "council")
    return JourneyPart(
        finding_counts(council),
        audit_picture(council),
        plan_by_brag(council, today),
        tuple(meetings[:3]),
        Decision.objects.filter(council=council).outstanding().count(),
        happenings_of(council, today, reads_packs=access.has(READ_PACKS), whole=whole),
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
