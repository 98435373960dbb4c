"""Which figures of a measure were amended: what did each say before, since when, and why?"""

from dataclasses import dataclass, replace
from datetime import date

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils import timezone

from improvement.councils.models import Council
from improvement.rules.month import Month
from improvement.rules.number import MissingReason
from scorecard.models import AdoptedMeasure, Amendment, AmendmentStatus
from scorecard.selectors.standing import Yardstick


@dataclass(frozen=True, slots=True)
class Revision:
    """An approved change of a figure: until when it said what, and why that was wrong."""

    on: date
    was: str
    reason: str
    href: str


@dataclass(frozen=True, slots=True)
class Amended:
    """What became of one month's figure: its revisions, latest first, and one that waits."""

    revisions: tuple[Revision, ...] = ()
    waiting_href: str = ""


NOT_AMENDED = Amended()


def shown_amendments() -> QuerySet[Amendment]:
    """Those that changed a figure or wait to; what was declined or withdrawn changed nothing."""
    return Amendment.objects.filter(status__in=(AmendmentStatus.APPROVED, AmendmentStatus.PROPOSED))


def amended_of(
    council: Council, adopted: AdoptedMeasure, yardstick: Yardstick
) -> dict[Month, Amended]:
    """Every month whose figure was amended, or is asked to be. Queries: 1."""
    found = (
        shown_amendments()
        .filter(council=council, figure__measure=adopted)
        .annotate(month=F("figure__month"))
        .order_by("-revision")
    )
    months: dict[Month, Amended] = {}
    for one in found:
        month = Month.of(one.month)
        held = months.get(month, NOT_AMENDED)
        href = reverse("scorecard:amendment-detail", args=[council.slug, one.pk])
        months[month] = with_one(held, one, href, yardstick)
    return months


def with_one(held: Amended, one: Amendment, href: str, yardstick: Yardstick) -> Amended:
    """One amendment more: either it waits, or it is another revision."""
    if one.status == AmendmentStatus.PROPOSED:
        return replace(held, waiting_href=href)
    was = MissingReason(one.was_missing).label if one.was_missing else ""
    on = timezone.localtime(one.decided_at).date()
    revision = Revision(on, was or yardstick.printed(one.was_value), one.reason, href)
    return replace(held, revisions=(*held.revisions, revision))
