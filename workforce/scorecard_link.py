"""Which measures of a council are worked out from its establishment, and where do they stand?"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import OuterRef, Subquery

from improvement.councils.models import Council
from improvement.rules.month import Month
from improvement.rules.section import SectionStatus
from scorecard.models import AdoptedMeasure, Figure, Section
from workforce.rates import AGENCY, CASELOAD, NEWLY_QUALIFIED, TURNOVER, VACANCY

if TYPE_CHECKING:
    from scorecard.querysets import AdoptedMeasureQuerySet

PUBLISHED = (AGENCY, VACANCY, CASELOAD)
PUBLISHED_CODES = tuple(definition.code for definition in PUBLISHED)
# A council may key these two itself: turnover comes from the personnel system, and the catalogue
# counts newly qualified workers by head. Then they are not shown here: a number means one thing.
KEYED_ELSEWHERE = (NEWLY_QUALIFIED, TURNOVER)
LINKED_CODES = PUBLISHED_CODES + tuple(definition.code for definition in KEYED_ELSEWHERE)
SOURCE = "Workforce return"


@dataclass(frozen=True, slots=True)
class Link:
    """One workforce measure in use, and its figure in one month."""

    code: str
    catalogue_code: str
    area_id: int
    area: str
    status: SectionStatus | None
    numerator: Decimal | None
    denominator: Decimal | None


def fed_measures(council: Council) -> AdoptedMeasureQuerySet:
    """The council's measures in use that the establishment feeds."""
    return catalogue_measures(council, PUBLISHED_CODES)


def catalogue_measures(council: Council, codes: tuple[str, ...]) -> AdoptedMeasureQuerySet:
    """The council's measures in use that are these of the shared catalogue.

    A measure of the council's own has its own definition, even under the same code.
    """
    shared = {"measure__council": None, "measure__code__in": codes}
    return AdoptedMeasure.objects.in_use(council).filter(**shared)


def links_of(council: Council, month: Month) -> list[Link]:
    """Every workforce measure in use with its figure and section in a month. Queries: 1."""
    figure = Figure.objects.filter(council=council, month=month.first_day, measure=OuterRef("pk"))
    section = Section.objects.within(council).filter(
        monthly_return__month=month.first_day, area=OuterRef("area")
    )
    rows = catalogue_measures(council, LINKED_CODES).annotate(
        status=Subquery(section.values("status")[:1]),
        top=Subquery(figure.values("numerator")[:1]),
        bottom=Subquery(figure.values("denominator")[:1]),
    )
    columns = ("code", "measure__code", "area_id", "area__name", "status", "top", "bottom")
    return [
        Link(*row[:4], SectionStatus(row[4]) if row[4] else None, *row[5:])
        for row in rows.values_list(*columns)
    ]


def fed(links: list[Link]) -> list[Link]:
    """Those that the establishment feeds."""
    return [link for link in links if link.catalogue_code in PUBLISHED_CODES]


def is_approved(links: list[Link]) -> bool:
    """Has a second person approved every section that is fed?"""
    return bool(links) and all(link.status is SectionStatus.APPROVED for link in links)


def is_closed(links: list[Link]) -> bool:
    """Is any of those sections submitted or approved, so that its numbers stand still?"""
    settled = {SectionStatus.SUBMITTED, SectionStatus.APPROVED}
    return any(link.status in settled for link in links)
