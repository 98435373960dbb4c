"""What does the page of one finding show?"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from improvement.history.selectors import TimelineEntry, timeline_of
from improvement.practice import practice_name
from improvement.rules.freshness import age_words
from inspections.letters.links import page_of_finding
from inspections.marks import standing_tag
from inspections.models import Finding, Inspection
from inspections.register.confirming import audit_words
from inspections.register.repeats import Proposal, proposals_for
from inspections.register.selectors import ONCE, recurrences_of
from inspections.selectors import Row, day_words, shown_status

LINE_BREAK = mark_safe("<br>")


@dataclass(frozen=True, slots=True)
class Apart:
    """An earlier finding that someone said is not the same matter; it can be taken back."""

    reference: str
    text: str
    href: str
    undo_href: str


@dataclass(frozen=True, slots=True)
class FindingPage:
    """Everything the page of a finding shows."""

    title: str
    kind: str
    text: str
    again: str
    age: str
    summary: tuple[Row, ...]
    needs_answer: bool
    is_strength: bool
    settled: str
    proposals: tuple[Proposal, ...]
    apart: tuple[Apart, ...]
    timeline: list[TimelineEntry]


def finding_page(finding: Finding, *, today: date, proposing: bool = False) -> FindingPage:
    """One finding with where it stands in its report, what repeats it and what may.

    Queries: 3 or 4, and 4 more where earlier findings that read alike are proposed.
    """
    return FindingPage(
        title=f"Finding {finding.reference}",
        kind=finding.get_kind_display(),
        text=finding.text,
        again=recurrences_of(finding.council).get(finding.pk, ONCE).said,
        age=age_of(finding, today),
        summary=tuple(finding_summary(finding)),
        needs_answer=finding.needs_answer,
        is_strength=not finding.needs_answer,
        settled=settled_words(finding),
        proposals=proposals_for(finding) if proposing else (),
        apart=tuple(set_apart(finding)) if proposing else (),
        timeline=timeline_of(finding),
    )


def set_apart(finding: Finding) -> Iterator[Apart]:
    """The earlier findings that this one was told apart from. Queries: 1."""
    slug = finding.council.slug
    for one in finding.set_apart.select_related("earlier").order_by("earlier__reference", "pk"):
        yield Apart(
            reference=one.earlier.reference,
            text=one.earlier.text,
            href=reverse("inspections:finding-detail", args=[slug, one.earlier_id]),
            undo_href=reverse("inspections:repeat-undo", args=[slug, finding.pk, one.pk]),
        )


def age_of(finding: Finding, today: date) -> str:
    """How old the finding is, where its day is known."""
    day = finding.inspection.told_on
    return age_words(day, today).capitalize() if day else ""


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
        ("Where", where_words(finding)),
        ("The letter", page_of_finding(finding, slug)),
        ("Practice area", practice_name(finding.area)),
        ("Theme", finding.theme),
        ("Agencies", ", ".join(finding.agencies)),
        ("Who answers for it", finding.owner.name if finding.owner else ""),
        *status_facts(finding, slug),
        *standing_facts(finding),
        ("Repeats", finding_link(finding.repeats, slug) if finding.repeats else ""),
        ("Repeated by", repeated_by(finding, slug)),
    ]
    return [(key, value) for key, value in facts if value]


def status_facts(finding: Finding, slug: str) -> list[Row]:
    """How far the answer has come and what that rests on; a strength has none of it."""
    return [
        ("Status", shown_status(finding)),
        ("Reason for the status", finding.status_reason),
        ("What shows that it is addressed", finding.evidence),
        ("Confirmed by", confirmed_words(finding, slug)),
    ]


def confirmed_words(finding: Finding, slug: str) -> SafeString | str:
    """The later inspection or audit that confirmed it, as a link where it has a page."""
    if finding.confirmed_by:
        return inspection_link(finding.confirmed_by, slug)
    return audit_words(finding.confirmed_by_audit) if finding.confirmed_by_audit else ""


def standing_facts(finding: Finding) -> list[Row]:
    """Whether a strength still holds, and what shows it."""
    if not finding.standing:
        return []
    return [
        ("Does it still hold", standing_tag(finding.standing)),
        ("What shows it", finding.standing_reason),
        ("As seen on", day_words(finding.standing_on)),
    ]


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
