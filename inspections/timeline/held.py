"""Which inspections does a council's history hold, with their grades and how much they found?"""

from collections import Counter
from collections.abc import Iterable

from django.db.models import Count, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Coalesce

from improvement.councils.models import Council
from inspections.grading import LINES
from inspections.models import Finding, FindingKind, Inspection, Judgement
from inspections.querysets import UNANSWERED_KINDS

GRADED_KINDS = tuple(kind for line in LINES.values() for kind in line.kinds)


def inspections_held(council: Council) -> list[Inspection]:
    """Every inspection, newest first, with grades and counts of findings. Queries: 2."""
    findings = Finding.objects.filter(inspection=OuterRef("pk")).order_by().values("inspection")
    return list(
        with_grades(council.inspections.latest_first()).annotate(
            to_answer=counted(findings.exclude(kind__in=UNANSWERED_KINDS)),
            strengths=counted(findings.filter(kind=FindingKind.STRENGTH)),
        )
    )


def with_grades(inspections: QuerySet[Inspection]) -> QuerySet[Inspection]:
    """With the grades each gave, overall ones first. Queries: 1 more."""
    grades = Judgement.objects.select_related("area").order_by(
        "-area__is_overall", "area__position"
    )
    return inspections.select_related("judgement_set").prefetch_related(
        Prefetch("judgements", grades)
    )


def counted(findings: QuerySet[Finding]) -> Coalesce:
    """How many findings of each inspection."""
    return Coalesce(Subquery(findings.annotate(n=Count("pk")).values("n")), 0)


def graded(council: Council) -> QuerySet[Inspection]:
    """The inspections whose framework gives grades, newest first, with what it judges."""
    rows = council.inspections.latest_first().filter(kind__in=GRADED_KINDS)
    return with_grades(rows).exclude(judgement_set=None).prefetch_related("judgement_set__areas")


def lengths(inspections: Iterable[Inspection]) -> Counter[int]:
    """How many visits each series holds, by the key of the inspection that began it."""
    return Counter(one.follows_id for one in inspections if one.follows_id)


def grades_given(inspection: Inspection) -> dict[str, str]:
    """The grades on record by the code of their area, overall ones first; "" is not graded."""
    return {one.area.code: one.grade for one in inspection.judgements.all()}


def weighing_grade(inspection: Inspection) -> str:
    """The grade that the next inspection follows from: the overall one, or else the lowest."""
    own, rows = inspection.judgement_set, inspection.judgements.all()
    overall = [one.grade for one in rows if one.area.is_overall]
    if overall and overall[0]:
        return overall[0]
    ranks = {one["code"]: one["rank"] for one in own.grades} if own else {}
    given = [one.grade for one in rows if one.grade in ranks]
    return max(given, key=lambda grade: ranks[grade], default="")
