"""What does the page of one inspection show?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

from improvement.history.selectors import TimelineEntry, timeline_of
from inspections.grading import NOT_GRADED, NOT_RECORDED, no_grade, printed_mark
from inspections.kinds import inspection_kinds
from inspections.letters.links import letters_of
from inspections.marks import status_tag
from inspections.models import Finding, FindingKind, Inspection, JudgementArea
from inspections.register.repeats import returning_in
from inspections.timeline.expecting import StatementDue, statement_of
from inspections.timeline.since import Since, since_last_time

Row = tuple[str, Any]
NONE_GIVEN = "—"


@dataclass(frozen=True, slots=True)
class JudgementRow:
    """One area with its grade in words; a sub-judgement stands under its parent."""

    area: str
    grade: SafeString
    is_overall: bool
    is_sub: bool


@dataclass(frozen=True, slots=True)
class JudgementTable:
    """The judgements of an inspection, and why there are none where there are none."""

    set_name: str
    rows: tuple[JudgementRow, ...]
    note: str


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One finding as the page of its inspection lists it."""

    reference: str
    text: str
    href: str
    about: str
    status: SafeString | str


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """The findings of one kind."""

    label: str
    rows: tuple[FindingRow, ...]


@dataclass(frozen=True, slots=True)
class VisitRow:
    """One inspection of a series: the one that began it, or a visit that followed."""

    called: str
    when: str
    theme: str
    href: str
    is_this: bool


@dataclass(frozen=True, slots=True)
class InspectionPage:
    """Everything the page of an inspection shows."""

    title: str
    when: str
    summary: tuple[Row, ...]
    headline: str
    account: str
    judgements: JudgementTable
    groups: tuple[FindingGroup, ...]
    returning: str
    series: tuple[VisitRow, ...]
    since: Since | None
    timeline: list[TimelineEntry]


def inspection_page(
    inspection: Inspection, today: date, *, proposing: bool = False
) -> InspectionPage:
    """One inspection with its judgements, findings, series and history. Queries: at most 15, and
    2 more where findings that may have returned are counted."""
    return InspectionPage(
        title=inspection.called,
        when=inspection.when,
        summary=tuple(inspection_summary(inspection, statement_of(inspection, today))),
        headline=inspection.headline,
        account=inspection.summary,
        judgements=judgement_table(inspection),
        groups=tuple(finding_groups(inspection)),
        returning=returning_words(returning_in(inspection)) if proposing else "",
        series=tuple(series_of(inspection)),
        since=since_last_time(inspection),
        timeline=timeline_of(inspection),
    )


def day_words(day: Any) -> str:
    """A date in words, or a dash."""
    return date_format(day, "j F Y") if day else NONE_GIVEN


def inspection_summary(inspection: Inspection, statement: StatementDue | None) -> list[Row]:
    """The facts of an inspection; those nobody gave are left out, but for the dates."""
    facts = [
        ("Kind", inspection.kind_name if inspection.title else ""),
        ("Theme", inspection.theme),
        ("Carried out by", ", ".join(inspection.inspectorates)),
        ("First day", inspection.when),
        ("Last day", day_words(inspection.ended) if inspection.ended else ""),
        ("Note on the date", inspection.date_note),
        ("Published", day_words(inspection.published)),
        ("Statement of action due", statement_words(statement)),
        ("Outcome", inspection.outcome),
        ("The letter", letters_of(inspection, inspection.council.slug)),
        ("Source", inspection.source),
    ]
    return [(key, value) for key, value in facts if value]


def statement_words(statement: StatementDue | None) -> SafeString | str:
    """By when, how long is left, and whether the letter printed it or it was worked out."""
    if statement is None:
        return ""
    return format_html(
        '<strong>{}</strong>. {}<br><span class="app-quiet">{}</span>',
        statement.when,
        statement.standing,
        statement.source,
    )


# --- Judgements ---------------------------------------------------------------------------------


def judgement_table(inspection: Inspection) -> JudgementTable:
    """Area by area; "Not graded" is the inspectors' word, "Not recorded" is ours."""
    own = inspection.judgement_set
    if own is None or not own.is_graded:
        return JudgementTable("", (), ungraded_words(inspection))
    areas, held = list(own.areas.all()), dict(inspection.judgements.values_list("area_id", "grade"))
    rows = tuple(
        judgement_row(area, held.get(area.pk), dict(own.grade_choices())) for area in areas
    )
    note = "" if any(area.is_overall for area in areas) else "No overall grade in this framework."
    return JudgementTable(own.name, rows, note)


def ungraded_words(inspection: Inspection) -> str:
    """Why there is no table of judgements."""
    kind = inspection_kinds().get(inspection.kind)
    if kind and kind.is_graded:
        return "Grades can be recorded once the first day, or the judgement set, is given."
    return "This kind of inspection gives no grades."


def judgement_row(area: JudgementArea, grade: str | None, words: dict[str, str]) -> JudgementRow:
    """One line of the table."""
    if grade:
        mark = printed_mark(grade, words.get(grade, grade))
    else:
        mark = no_grade(NOT_RECORDED if grade is None else NOT_GRADED)
    return JudgementRow(area.name, mark, area.is_overall, area.parent_id is not None)


# --- Findings of an inspection ------------------------------------------------------------------


def finding_groups(inspection: Inspection) -> Iterable[FindingGroup]:
    """Findings by kind, what was graver first, strengths last."""
    slug = inspection.council.slug
    findings = list(inspection.findings.order_by("position", "id"))
    for kind in KINDS_IN_ORDER:
        own = [one for one in findings if one.kind == kind]
        if own:
            rows = tuple(finding_row(one, slug) for one in own)
            yield FindingGroup(PLURALS[kind], rows)


KINDS_IN_ORDER = (
    FindingKind.PRIORITY,
    FindingKind.IMPROVEMENT,
    FindingKind.KEY_ISSUE,
    FindingKind.CONSIDERATION,
    FindingKind.SUGGESTION,
    FindingKind.OBSERVATION,
    FindingKind.STRENGTH,
)
PLURALS = {
    FindingKind.PRIORITY: "Areas for priority action",
    FindingKind.IMPROVEMENT: "Areas for improvement",
    FindingKind.KEY_ISSUE: "Key issues",
    FindingKind.CONSIDERATION: "Areas for consideration",
    FindingKind.SUGGESTION: "Suggestions",
    FindingKind.OBSERVATION: "Observations",
    FindingKind.STRENGTH: "Strengths",
}


def returning_words(found: int) -> str:
    """How many of the findings read like an earlier one; nothing where none does."""
    if not found:
        return ""
    return f"{found} {'finding reads' if found == 1 else 'findings read'} like an earlier one."


def finding_row(finding: Finding, slug: str) -> FindingRow:
    """One finding, ready to print."""
    return FindingRow(
        reference=finding.reference,
        text=finding.text,
        href=reverse("inspections:finding-detail", args=[slug, finding.pk]),
        about=" · ".join(one for one in (finding.theme, ", ".join(finding.agencies)) if one),
        status=shown_status(finding),
    )


def shown_status(finding: Finding) -> SafeString | str:
    """The status as a tag; none for a strength."""
    return status_tag(finding.stage) if finding.needs_answer else ""


# --- Series -------------------------------------------------------------------------------------


def series_of(inspection: Inspection) -> list[VisitRow]:
    """The inspection that began the series and its visits; none if it stands alone."""
    head = inspection.follows or inspection
    order = (F("number").asc(nulls_last=True), F("started").asc(nulls_last=True), "id")
    visits = list(head.visits.order_by(*order))
    slug = inspection.council.slug
    return [visit_row(one, slug, inspection) for one in (head, *visits)] if visits else []


def visit_row(one: Inspection, slug: str, this: Inspection) -> VisitRow:
    """One line of the series."""
    href = reverse("inspections:inspection-detail", args=[slug, one.pk])
    return VisitRow(one.called, one.when, one.theme, href, one.pk == this.pk)
