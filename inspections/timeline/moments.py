"""What does the history show of each inspection, visit, review and round of audits?"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from textwrap import shorten

from django.db.models import Q, Sum
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString

from improvement.councils.models import Council
from inspections.dates import Precision
from inspections.grading import NO_OVERALL, NOT_RECORDED, grade_mark, no_grade, short_area
from inspections.kinds import inspection_kinds
from inspections.models import AuditCycle, AuditGrade, Inspection
from inspections.timeline.held import grades_given, lengths

HEADLINE = 180
FAMILIES = {
    "inspection": "Inspections and visits",
    "peer review": "Peer reviews and challenges",
    "audit": "Audits",
    "other": "Other reviews and reports",
}
CYCLE_KIND, CYCLE_NAME, AUDIT = "audit-cycle", "Round of audits", "audit"
EXTERNAL, INTERNAL = "External", "Internal"
INTERNAL_KINDS = ("self-report",)
INTERNAL_AUDITS = (AuditCycle.AuditedBy.INTERNAL, AuditCycle.AuditedBy.MULTI_AGENCY)
GOOD = (AuditGrade.OUTSTANDING, AuditGrade.GOOD)


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that was held, with its headline, ready to show."""

    on: date | None
    when: str
    title: str
    href: str
    kind: str
    kind_name: str
    family: str
    side: str
    by: str
    theme: str
    note: str
    grades: tuple[tuple[str, SafeString], ...]
    outcome: str
    found: str
    series: str
    head: str
    head_href: str
    is_visit: bool

    @property
    def year(self) -> str:
        """The year it is listed under."""
        return str(self.on.year) if self.on else ""

    @property
    def about(self) -> str:
        """What it was of, and by whom."""
        kind = "" if self.title.startswith(self.kind_name) else self.kind_name
        return " · ".join(one for one in (kind, self.theme, self.by) if one)

    @property
    def is_internal(self) -> bool:
        return self.side == INTERNAL


# --- Inspections --------------------------------------------------------------------------------


def moments_of(council: Council, inspections: list[Inspection]) -> Iterator[Moment]:
    """Inspections already read, then rounds of audits that stand for themselves. Queries: 1."""
    by_key, series = {one.pk: one for one in inspections}, lengths(inspections)
    for one in inspections:
        yield inspection_moment(council, one, by_key.get(one.follows_id), series)
    yield from audit_moments(council)


def inspection_moment(
    council: Council, one: Inspection, head: Inspection | None, series: Counter[int]
) -> Moment:
    """One inspection, review or visit."""
    kind = inspection_kinds().get(one.kind)
    return Moment(
        on=one.held,
        when=held_words(one),
        title=one.called,
        href=reverse("inspections:inspection-detail", args=[council.slug, one.pk]),
        kind=one.kind,
        kind_name=one.kind_name,
        family=kind.family if kind else "other",
        side=INTERNAL if one.kind in INTERNAL_KINDS else EXTERNAL,
        by=", ".join(one.inspectorates),
        theme=one.theme,
        note=one.date_note if one.date_precision == Precision.UNKNOWN or not one.started else "",
        grades=tuple(headline_grades(one)),
        outcome=headline_words(one),
        found=found_words(one),
        series=series_words(one, series),
        head=str(head) if head else "",
        head_href=reverse("inspections:inspection-detail", args=[council.slug, head.pk])
        if head
        else "",
        is_visit=bool(head),
    )


def held_words(one: Inspection) -> str:
    """When it was held; else when it was published."""
    if one.started or not one.published:
        return one.when
    return f"Published {date_format(one.published, 'j F Y')}"


def headline_grades(one: Inspection) -> Iterator[tuple[str, SafeString]]:
    """The overall grade; each area's where the framework gives none overall."""
    own, given = one.judgement_set, one.judgements.all()
    if own is None or not own.is_graded:
        return
    if not given:
        yield "Grades", no_grade(NOT_RECORDED)
    overall = [row for row in given if row.area.is_overall]
    for row in overall or given:
        word = own.grade_word(row.grade)
        mark = grade_mark(row.grade, word) if row.grade else no_grade("Not graded")
        yield short_area(row.area.code, row.area.name), mark


def headline_words(one: Inspection) -> str:
    """What came of it in a sentence, where that was recorded."""
    said = one.outcome or shorten(one.headline, HEADLINE, placeholder="…")
    has_no_overall = grades_given(one) and not any(
        row.area.is_overall for row in one.judgements.all()
    )
    return ". ".join(filter(None, [f"{NO_OVERALL} in this framework" * bool(has_no_overall), said]))


def found_words(one: Inspection) -> str:
    """How many findings it left."""
    told = []
    if one.to_answer:
        told.append(f"{one.to_answer} finding{'' if one.to_answer == 1 else 's'} to answer")
    if one.strengths:
        told.append(f"{one.strengths} strength{'' if one.strengths == 1 else 's'}")
    return ", ".join(told)


def series_words(one: Inspection, series: Counter[int]) -> str:
    """Which visit of how many; and of an inspection, how many followed."""
    if one.follows_id:
        number = f"Visit {one.number} of {series[one.follows_id]}" if one.number else "A visit"
        return f"{number} after"
    visits = series[one.pk]
    return f"{visits} visit{'' if visits == 1 else 's'} followed" if visits else ""


# --- Rounds of audits ---------------------------------------------------------------------------


def audit_moments(council: Council) -> Iterable[Moment]:
    """Rounds of audits; one that is recorded as an inspection is there already. Queries: 1."""
    good = Q(results__moderated_grade__in=GOOD) | Q(
        results__moderated_grade="", results__auditor_grade__in=GOOD
    )
    rows = council.audit_cycles.filter(inspection=None).annotate(
        graded=Sum("results__cases"), good=Sum("results__cases", filter=good)
    )
    return [audit_moment(council, one) for one in rows]


def audit_moment(council: Council, one: AuditCycle) -> Moment:
    """One round of audits."""
    is_internal = one.audited_by in INTERNAL_AUDITS
    return Moment(
        on=one.ended,
        when=date_format(one.ended, "j F Y"),
        title=one.name,
        href=reverse("inspections:cycle-detail", args=[council.slug, one.pk]),
        kind=CYCLE_KIND,
        kind_name=CYCLE_NAME,
        family=AUDIT,
        side=INTERNAL if is_internal else EXTERNAL,
        by=one.auditors or one.get_audited_by_display(),
        theme=one.programme,
        note="",
        grades=(),
        outcome=audit_words(one),
        found="",
        series="",
        head="",
        head_href="",
        is_visit=False,
    )


def audit_words(one: AuditCycle) -> str:
    """How many of its grades were good or better, as counts: a share would want its interval."""
    if not one.graded:
        return "No grades recorded"
    return f"{one.good or 0} of {one.graded} grades good or better"
