"""What does the page of one inspection, and of one finding, show?"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from improvement.history.selectors import TimelineEntry, timeline_of
from inspections.kinds import inspection_kinds
from inspections.marks import status_tag
from inspections.models import Finding, FindingKind, Inspection, JudgementArea

Row = tuple[str, Any]
NONE_GIVEN = "—"
LINE_BREAK = mark_safe("<br>")


@dataclass(frozen=True, slots=True)
class JudgementRow:
    """One area with its grade in words; a sub-judgement stands under its parent."""

    area: str
    word: str
    is_overall: bool
    is_sub: bool
    is_known: bool


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
    series: tuple[VisitRow, ...]
    timeline: list[TimelineEntry]


@dataclass(frozen=True, slots=True)
class FindingPage:
    """Everything the page of a finding shows."""

    title: str
    kind: str
    text: str
    status: SafeString | str
    summary: tuple[Row, ...]
    needs_answer: bool
    settled: str
    timeline: list[TimelineEntry]


def inspection_page(inspection: Inspection) -> InspectionPage:
    """One inspection with its judgements, findings, series and history. Queries: 5 or 6."""
    return InspectionPage(
        title=inspection.called,
        when=inspection.when,
        summary=tuple(inspection_summary(inspection)),
        headline=inspection.headline,
        account=inspection.summary,
        judgements=judgement_table(inspection),
        groups=tuple(finding_groups(inspection)),
        series=tuple(series_of(inspection)),
        timeline=timeline_of(inspection),
    )


def day_words(day: Any) -> str:
    """A date in words, or a dash."""
    return date_format(day, "j F Y") if day else NONE_GIVEN


def inspection_summary(inspection: Inspection) -> list[Row]:
    """The facts of an inspection; those nobody gave are left out, but for the dates."""
    facts = [
        ("Kind", inspection.kind_name if inspection.title else ""),
        ("Theme", inspection.theme),
        ("Carried out by", ", ".join(inspection.inspectorates)),
        ("First day", inspection.when),
        ("Last day", day_words(inspection.ended) if inspection.ended else ""),
        ("Note on the date", inspection.date_note),
        ("Published", day_words(inspection.published)),
        ("Statement of action due", statement_words(inspection)),
        ("Outcome", inspection.outcome),
        ("Source", inspection.source),
    ]
    return [(key, value) for key, value in facts if value]


def statement_words(inspection: Inspection) -> str:
    """The date printed in the letter, where it printed one."""
    return day_words(inspection.statement_due) if inspection.statement_due else ""


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
    word = "Not recorded" if grade is None else words.get(grade, grade) or "Not graded"
    return JudgementRow(area.name, word, area.is_overall, area.parent_id is not None, bool(grade))


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


# --- One finding --------------------------------------------------------------------------------


def finding_page(finding: Finding) -> FindingPage:
    """One finding with where it stands in its report and what repeats it. Queries: 2."""
    return FindingPage(
        title=f"Finding {finding.reference}",
        kind=finding.get_kind_display(),
        text=finding.text,
        status=shown_status(finding),
        summary=tuple(finding_summary(finding)),
        needs_answer=finding.needs_answer,
        settled=settled_words(finding),
        timeline=timeline_of(finding),
    )


def settled_words(finding: Finding) -> str:
    """What to do about a finding that can move no further, should it return."""
    if finding.needs_answer and not finding.can_move:
        return (
            "A later inspection or audit confirmed this. Should the matter return, record a new "
            "finding that repeats this one."
        )
    return ""


def finding_summary(finding: Finding) -> list[Row]:
    """The facts of a finding that were given."""
    slug = finding.council.slug
    facts = [
        ("Inspection", inspection_link(finding.inspection, slug)),
        ("Theme", finding.theme),
        ("Agencies", ", ".join(finding.agencies)),
        ("Where", where_words(finding)),
        ("Status", shown_status(finding)),
        ("Reason for the status", finding.status_reason),
        ("Repeats", finding_link(finding.repeats, slug) if finding.repeats else ""),
        ("Repeated by", repeated_by(finding, slug)),
    ]
    return [(key, value) for key, value in facts if value]


def where_words(finding: Finding) -> str:
    """Page and paragraph of the report, as far as they were given."""
    places = (("Page", finding.page), ("paragraph", finding.paragraph))
    told = ", ".join(f"{word} {number}" for word, number in places if number)
    return told[:1].upper() + told[1:]


def repeated_by(finding: Finding, slug: str) -> SafeString | str:
    """Later findings that say the same."""
    links = [(finding_link(one, slug),) for one in finding.repeated_by.order_by("id")]
    return format_html_join(LINE_BREAK, "{}", links)


def inspection_link(inspection: Inspection, slug: str) -> SafeString:
    """An inspection by name and date, as a link."""
    href = reverse("inspections:inspection-detail", args=[slug, inspection.pk])
    return format_html('<a class="govuk-link" href="{}">{}</a>', href, inspection)


def finding_link(finding: Finding, slug: str) -> SafeString:
    """A finding by reference and the start of its text, as a link."""
    href = reverse("inspections:finding-detail", args=[slug, finding.pk])
    return format_html('<a class="govuk-link" href="{}">{}</a>', href, finding)
