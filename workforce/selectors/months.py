"""Which months have an establishment, and which of them may everyone see?

The establishment is open to everyone at the council once a second person has approved the
figures that it feeds; until then it is a draft, for those who see drafts.
"""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from improvement.councils.models import Council
from improvement.rules.month import Month
from improvement.rules.section import SectionStatus
from scorecard.models import Section
from workforce.models import Establishment
from workforce.scorecard_link import fed_measures


@dataclass(frozen=True, slots=True)
class KeyedMonth:
    """A month with an establishment, and whether its figures are approved."""

    month: Month
    is_approved: bool


def keyed_months(council: Council) -> tuple[KeyedMonth, ...]:
    """Every month with an establishment, latest first. Queries: 1."""
    areas = fed_measures(council).order_by().values("area")
    sections = Section.objects.within(council).filter(
        monthly_return__month=OuterRef("month"), area__in=areas
    )
    approved = sections.filter(status=SectionStatus.APPROVED)
    waiting = sections.exclude(status=SectionStatus.APPROVED)
    rows = (
        Establishment.objects.filter(council=council)
        .annotate(approved=Exists(approved), waiting=Exists(waiting))
        .order_by("-month")
        .values_list("month", "approved", "waiting")
    )
    return tuple(KeyedMonth(Month.of(day), done and not open_) for day, done, open_ in rows)


def visible_months(council: Council, *, sees_drafts: bool) -> tuple[Month, ...]:
    """The months that someone may open, latest first. Queries: 1."""
    return tuple(one.month for one in keyed_months(council) if sees_drafts or one.is_approved)
