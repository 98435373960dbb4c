"""What do the last audits say of each area of practice?

The self-evaluation and the visit bundle read the same rows as the audit pages.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.urls import reverse

from improvement.councils.models import Council
from improvement.practice import practice_areas, practice_name
from improvement.rules.proportion import Share
from inspections.audits.counts import AreaCounts, counts_of
from inspections.audits.querysets import latest_moderated
from inspections.models import AuditCycle, AuditResult


@dataclass(frozen=True, slots=True)
class AreaPicture:
    """One area of practice as the last cycle of one side, the council's own or independent, that
    moderated any of it left it."""

    area: str
    area_name: str
    cycle_pk: int
    cycle: str
    href: str
    as_at: date
    is_independent: bool
    audited_by: str
    n: int
    good: Share | None
    inadequate: Share | None
    agreement: Share | None
    counts: AreaCounts


def audit_picture(
    council: Council, areas: Collection[str] | None = None
) -> tuple[AreaPicture, ...]:
    """The latest moderated picture of these areas (None: of all), in the order of the list of
    areas, an independent one after the council's own; an area that no cycle has moderated is left
    out. Queries: 2."""
    rows = sorted(latest_moderated(council, areas), key=turn_of)
    return tuple(picture_of(council, list(own)) for _, own in groupby(rows, key=turn_of))


def turn_of(row: AuditResult) -> tuple[tuple[int, str], bool]:
    """By area; within one, the council's own before the independent."""
    return place_of(row.area), row.cycle.is_independent


def place_of(area: str) -> tuple[int, str]:
    """Areas in the order of their list; one no longer listed comes last."""
    known = list(practice_areas())
    return (known.index(area) if area in known else len(known), area)


def picture_of(council: Council, rows: list[AuditResult]) -> AreaPicture:
    """One area from its results in one cycle."""
    area, cycle, counts = rows[0].area, rows[0].cycle, counts_in(rows)
    return AreaPicture(
        area=area,
        area_name=practice_name(area),
        cycle_pk=cycle.pk,
        cycle=cycle.name,
        href=cycle_href(council, cycle),
        as_at=cycle.ended,
        is_independent=cycle.is_independent,
        audited_by=cycle.get_audited_by_display(),
        n=counts.n,
        good=counts.good,
        inadequate=counts.inadequate,
        agreement=counts.agreement,
        counts=counts,
    )


def counts_in(rows: Iterable[AuditResult]) -> AreaCounts:
    """The counts of stored results."""
    return counts_of((row.auditor_grade, row.moderated_grade, row.cases) for row in rows)


def cycle_href(council: Council, cycle: AuditCycle) -> str:
    """Where a cycle is; no query for its council's slug when the council is at hand."""
    return reverse("inspections:cycle-detail", args=[council.slug, cycle.pk])
