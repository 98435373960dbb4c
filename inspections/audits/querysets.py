"""Which audit cycles and results?"""

from collections.abc import Collection

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum

from improvement.councils.models import Council
from inspections.models import AuditCycle, AuditResult

MODERATED = ~Q(moderated_grade="")
INDEPENDENT = AuditCycle.AuditedBy.INDEPENDENT


def cycles_for_list(council: Council) -> QuerySet[AuditCycle]:
    """A council's cycles, newest first, each with what the list shows beside it."""
    own = AuditResult.objects.filter(cycle=OuterRef("pk")).order_by().values("cycle")
    return council.audit_cycles.annotate(
        areas=Subquery(own.annotate(n=Count("area", distinct=True)).values("n")),
        audited=Subquery(most_cases(own)),
        moderated=Subquery(most_cases(own.filter(MODERATED))),
    )


def most_cases(results: QuerySet) -> QuerySet:
    """The cases of the area that has most: a case has a grade in several areas, so that the sum
    over areas would count it several times."""
    return results.values("area").annotate(n=Sum("cases")).order_by("-n").values("n")[:1]


def latest_moderated(council: Council, areas: Collection[str] | None) -> list[AuditResult]:
    """The results of each area in the last cycle that moderated any of it: the council's own, and
    beside it the last independent one, since neither stands for the other. Queries: 2.

    Which cycle is last is asked first, once: asked of every row, it would cost the square
    of a council's history.
    """
    known = AuditResult.objects.filter(MODERATED, cycle__council=council).order_by()
    if areas is not None:
        known = known.filter(area__in=areas)
    pairs = known.values_list("cycle__ended", "cycle_id", "area", "cycle__audited_by").distinct()
    last = {(area, by == INDEPENDENT): cycle for _, cycle, area, by in sorted(pairs)}
    rows = known.filter(cycle_id__in=set(last.values())).select_related("cycle")
    return [row for row in rows if last[row.area, row.cycle.is_independent] == row.cycle_id]


def results_over_time(council: Council) -> QuerySet[AuditResult]:
    """Every moderated result, oldest cycle first."""
    known = AuditResult.objects.filter(MODERATED, cycle__council=council)
    return known.select_related("cycle").order_by("cycle__ended", "cycle_id", "area")
