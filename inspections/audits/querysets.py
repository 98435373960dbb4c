"""Which audit cycles and results?"""

from collections.abc import Collection

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum

from improvement.councils.models import Council
from inspections.models import AuditCycle, AuditResult

MODERATED = ~Q(moderated_grade="")


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


def latest_moderated(council: Council, areas: Collection[str] | None) -> QuerySet[AuditResult]:
    """The results of each area in the last cycle that moderated any of it."""
    known = AuditResult.objects.filter(MODERATED, cycle__council=council)
    last = known.filter(area=OuterRef("area")).order_by("-cycle__ended", "-cycle_id")
    known = known.filter(cycle_id=Subquery(last.values("cycle_id")[:1]))
    if areas is not None:
        known = known.filter(area__in=areas)
    return known.select_related("cycle")


def results_over_time(council: Council) -> QuerySet[AuditResult]:
    """Every moderated result, oldest cycle first."""
    known = AuditResult.objects.filter(MODERATED, cycle__council=council)
    return known.select_related("cycle").order_by("cycle__ended", "cycle_id", "area")
