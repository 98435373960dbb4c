"""What was found, good and bad: outstanding, lately dealt with, and strong, each with its source?

The register says what each finding is and how often it has come back; here it gets its source,
and beside what is outstanding stands what was lately addressed.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.safestring import SafeString

from improvement.councils.models import Council
from improvement.evaluation.marks import age_html
from improvement.evaluation.selectors.actions import EvidenceLine
from improvement.evaluation.words import day_words
from improvement.practice import practice_name
from improvement.rules.finding import FindingStatus
from improvement.rules.freshness import Aged, Freshness, aged
from inspections.marks import status_tag
from inspections.models import Finding, FindingKind, Inspection
from inspections.register.selectors import (
    ONCE,
    KnownStrength,
    recurrences_of,
    strengths_of,
)

NOT_PLACED = "Not placed"
NOT_SAID = "Not said since"


@dataclass(frozen=True, slots=True)
class Source:
    """The inspection that something was found by."""

    pk: int
    called: str
    when: str
    href: str
    day: date | None
    aged: Aged


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A finding that asks, or lately asked, something of the council."""

    reference: str
    text: str
    href: str
    kind: str
    area: str
    stage: FindingStatus
    reason: str
    recurrence: str
    owner: str
    evidence: str
    source: Source

    @property
    def area_name(self) -> str:
        return practice_name(self.area) or NOT_PLACED

    @property
    def status(self) -> str:
        return self.stage.label

    @property
    def status_html(self) -> SafeString:
        return status_tag(self.stage)

    @property
    def aged(self) -> Aged:
        return self.source.aged

    @property
    def age_html(self) -> SafeString:
        return age_html(self.aged)

    @property
    def is_addressed(self) -> bool:
        """Is there evidence that it is dealt with, confirmed or not?"""
        return self.stage in (FindingStatus.ADDRESSED, FindingStatus.CONFIRMED)

    @property
    def is_outstanding(self) -> bool:
        return not self.is_addressed


@dataclass(frozen=True, slots=True)
class StrengthLine:
    """Something found done well, and whether it still holds."""

    reference: str
    text: str
    href: str
    area: str
    standing: str
    reason: str
    aged: Aged
    source: Source

    @property
    def area_name(self) -> str:
        return practice_name(self.area) or NOT_PLACED

    @property
    def age_html(self) -> SafeString:
        return age_html(self.aged)


def findings_in(council: Council, today: date) -> tuple[FindingLine, ...]:
    """Findings outstanding, and those addressed or confirmed of late, newest first. Queries: 2."""
    told = recurrences_of(council)
    relevant = council.findings.to_answer().exclude(status=FindingStatus.NOT_RELEVANT.value)
    rows = relevant.for_list().select_related("owner", "confirmed_by", "confirmed_by_audit")
    return tuple(
        finding_line(one, told.get(one.pk, ONCE).said, council, today)
        for one in rows
        if one.stage is not FindingStatus.CONFIRMED or is_recent(one, today)
    )


def is_recent(finding: Finding, today: date) -> bool:
    """Was it confirmed within the last twelve months, by an inspection or audit we know of?"""
    by = finding.confirmed_by
    audit = finding.confirmed_by_audit
    day = (by.told_on if by else None) or (audit.ended if audit else None)
    return aged(day, today).freshness is Freshness.CURRENT


def finding_line(finding: Finding, recurrence: str, council: Council, today: date) -> FindingLine:
    """One finding with its source."""
    return FindingLine(
        reference=finding.reference,
        text=finding.text,
        href=reverse("inspections:finding-detail", args=[council.slug, finding.pk]),
        kind=finding.get_kind_display(),
        area=finding.area,
        stage=finding.stage,
        reason=finding.status_reason,
        recurrence=recurrence,
        owner=str(finding.owner or ""),
        evidence=finding.evidence,
        source=source_of(finding.inspection, council, today),
    )


def source_of(inspection: Inspection, council: Council, today: date) -> Source:
    """An inspection as a source."""
    day = inspection.told_on
    return Source(
        pk=inspection.pk,
        called=inspection.called,
        when=inspection.when,
        href=reverse("inspections:inspection-detail", args=[council.slug, inspection.pk]),
        day=day,
        aged=aged(day, today),
    )


def strengths_in(council: Council, today: date) -> tuple[StrengthLine, ...]:
    """Everything found done well, newest first. Queries: 3."""
    known = strengths_of(council, today=today)
    strong = council.findings.filter(kind=FindingKind.STRENGTH).select_related("inspection")
    sources = {one.pk: source_of(one.inspection, council, today) for one in strong}
    return tuple(strength_line(one, sources[one.pk]) for one in known)


def strength_line(one: KnownStrength, source: Source) -> StrengthLine:
    """One strength with its source; old as the later of its finding and the last look at it."""
    seen = f", as seen on {day_words(one.standing_on)}" if one.standing_on else ""
    return StrengthLine(
        reference=one.reference,
        text=one.text,
        href=one.href,
        area=one.area,
        standing=one.standing_word or NOT_SAID,
        reason=f"{one.standing_reason.rstrip('.')}{seen}" if one.standing_reason else "",
        aged=one.freshness,
        source=source,
    )


def finding_evidence(findings: Iterable[FindingLine]) -> Iterator[EvidenceLine]:
    """What was given to show that a finding is addressed; nobody recorded on which day."""
    for one in findings:
        if one.evidence:
            yield EvidenceLine(
                about=f"Finding {one.reference}",
                href=one.href,
                title=one.evidence,
                detail="",
                link="",
                given="Recorded with the finding",
                accepted=one.status,
                day=None,
                aged=UNDATED,
                areas=frozenset({one.area} if one.area else ()),
            )


UNDATED = aged(None, date.min)
