"""What did inspections find, good and bad, in these areas of practice, and how old is it?

Read by the register's own pages and by whatever tells what a council knows of itself.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from improvement.councils.models import Council
from improvement.practice import practice_name
from improvement.rules.finding import FindingStatus
from improvement.rules.freshness import Aged, aged
from improvement.rules.recurrence import Recurrence, Sighting, recurrences
from inspections.models import Finding, FindingKind, StrengthStanding
from inspections.querysets import FindingQuerySet

ONCE = Recurrence(1, None)


@dataclass(frozen=True, slots=True)
class KnownFinding:
    """A finding that still asks something of the council."""

    pk: int
    reference: str
    text: str
    href: str
    kind: str
    area: str
    area_name: str
    theme: str
    inspection: str
    found_on: date | None
    stage: FindingStatus
    owner: str
    recurrence: str
    freshness: Aged


@dataclass(frozen=True, slots=True)
class KnownStrength:
    """Something an inspection found done well, and whether it still holds.

    Its freshness is that of the later of the inspection and the council's own look at it.
    """

    pk: int
    reference: str
    text: str
    href: str
    area: str
    area_name: str
    theme: str
    inspection: str
    inspection_href: str
    found_on: date | None
    standing: str
    standing_word: str
    standing_reason: str
    standing_on: date | None
    recurrence: str
    freshness: Aged


def findings_of(
    council: Council, areas: Collection[str] | None = None, *, today: date
) -> tuple[KnownFinding, ...]:
    """The outstanding findings of these areas of practice, newest first. Queries: 2.

    Without areas, those of every area; the area "" holds what nobody has placed.
    """
    rows = in_areas(council.findings.outstanding(), areas).select_related("owner")
    told = recurrences_of(council)
    return tuple(known_finding(one, council, told, today) for one in rows.for_list())


def strengths_of(
    council: Council, areas: Collection[str] | None = None, *, today: date
) -> tuple[KnownStrength, ...]:
    """The strengths of these areas of practice, newest first, with their standing. Queries: 2."""
    rows = in_areas(council.findings.filter(kind=FindingKind.STRENGTH), areas)
    told = recurrences_of(council)
    return tuple(known_strength(one, council, told, today) for one in rows.for_list())


def in_areas(rows: FindingQuerySet, areas: Collection[str] | None) -> FindingQuerySet:
    """Only findings placed in these areas."""
    return rows if areas is None else rows.filter(area__in=areas)


def recurrences_of(council: Council) -> dict[int, Recurrence]:
    """How often each matter that was found again had been found by then. Queries: 1."""
    rows = council.findings.filter(repeats__isnull=False).order_by()
    linked = rows.select_related("inspection", "repeats__inspection")
    return recurrences(sightings(linked))


def sightings(linked: Iterable[Finding]) -> list[Sighting]:
    """Both ends of every link; what repeats something else says so last, and that counts."""
    ends = {one.repeats_id: sighting(one.repeats) for one in linked}
    ends |= {one.pk: sighting(one) for one in linked}
    return list(ends.values())


def sighting(finding: Finding) -> Sighting:
    """One finding as the rule of recurrence knows it."""
    seen = finding.inspection
    told = seen.told_on
    return Sighting(
        finding.pk, finding.repeats_id, seen.pk, seen.held_on, told.year if told else None
    )


def known_finding(
    finding: Finding, council: Council, told: dict[int, Recurrence], today: date
) -> KnownFinding:
    """One finding, ready to print."""
    found_on = finding.inspection.told_on
    return KnownFinding(
        pk=finding.pk,
        reference=finding.reference,
        text=finding.text,
        href=reverse("inspections:finding-detail", args=[council.slug, finding.pk]),
        kind=finding.get_kind_display(),
        area=finding.area,
        area_name=practice_name(finding.area),
        theme=finding.theme,
        inspection=str(finding.inspection),
        found_on=found_on,
        stage=finding.stage,
        owner=finding.owner.name if finding.owner else "",
        recurrence=told.get(finding.pk, ONCE).said,
        freshness=aged(found_on, today),
    )


def known_strength(
    finding: Finding, council: Council, told: dict[int, Recurrence], today: date
) -> KnownStrength:
    """One strength, ready to print."""
    found_on = finding.inspection.told_on
    days = [day for day in (found_on, finding.standing_on) if day]
    return KnownStrength(
        pk=finding.pk,
        reference=finding.reference,
        text=finding.text,
        href=reverse("inspections:finding-detail", args=[council.slug, finding.pk]),
        area=finding.area,
        area_name=practice_name(finding.area),
        theme=finding.theme,
        inspection=str(finding.inspection),
        inspection_href=reverse(
            "inspections:inspection-detail", args=[council.slug, finding.inspection_id]
        ),
        found_on=found_on,
        standing=finding.standing,
        standing_word=StrengthStanding(finding.standing).label if finding.standing else "",
        standing_reason=finding.standing_reason,
        standing_on=finding.standing_on,
        recurrence=told.get(finding.pk, ONCE).said,
        freshness=aged(max(days, default=None), today),
    )
