"""Which findings may repeat an earlier one?

A finding that repeats nothing yet is compared with what earlier inspections found, strengths with
strengths and the rest with the rest. Of one earlier matter only its latest sighting is proposed,
and nothing that someone has told apart.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.safestring import SafeString

from improvement.councils.models import Council
from improvement.rules.recurrence import Sighting, root_of
from inspections.dates import last_possible
from inspections.models import Finding, Inspection, NotARepeat
from inspections.querysets import UNANSWERED_KINDS
from inspections.register.likeness import alike, marked, signs_of

EACH_AT_MOST = 3
SHOWN_AT_MOST = 40
COMPARED = (
    "pk", "kind", "theme", "text", "inspection_id", "found_on", "inspection__date_precision",
    "repeats_id",
)  # fmt: skip
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Candidate:
    """What is compared of one finding; `by` is the last day it can have been found on."""

    pk: int
    signs: str
    is_strength: bool
    inspection: int
    day: date | None
    by: date | None
    repeats: int | None


@dataclass(frozen=True, slots=True)
class Side:
    """One finding of a pair, with the words in common marked."""

    pk: int
    reference: str
    text: SafeString
    href: str
    inspection: str
    about: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two findings that read alike, the later first, and how much."""

    later: Side
    earlier: Side
    score: int
    version: int
    answer_href: str

    @property
    def sides(self) -> tuple[tuple[Side, str], ...]:
        """Both findings, each under its heading."""
        return (self.later, "Found later"), (self.earlier, "Found before")


@dataclass(frozen=True, slots=True)
class RepeatsPage:
    """The pairs most alike, and how many there are in all."""

    proposals: tuple[Proposal, ...]
    total: int

    @property
    def more(self) -> int:
        """Pairs that wait until these have been answered."""
        return self.total - len(self.proposals)


def repeats_page(council: Council) -> RepeatsPage:
    """Every finding of a council that may repeat an earlier one. Queries: 3."""
    known = candidates_of(council)
    pairs = best_pairs(known.values(), known, told_apart(council))
    return RepeatsPage(proposed(council, pairs[:SHOWN_AT_MOST]), len(pairs))


def proposals_for(finding: Finding) -> tuple[Proposal, ...]:
    """What this finding may repeat; nothing once it is linked. Queries: 3."""
    if finding.repeats_id:
        return ()
    known = candidates_of(finding.council)
    pairs = best_pairs([known[finding.pk]], known, told_apart(finding.council))
    return proposed(finding.council, pairs)


def returning_in(inspection: Inspection) -> int:
    """How many findings of an inspection may repeat an earlier one. Queries: 2."""
    known = candidates_of(inspection.council)
    own = [one for one in known.values() if one.inspection == inspection.pk]
    pairs = best_pairs(own, known, told_apart(inspection.council)) if own else []
    return len({later for (later, _), _ in pairs})


def candidates_of(council: Council) -> dict[int, Candidate]:
    """What is compared of every finding of a council. Queries: 1."""
    rows = list(council.findings.with_day().order_by("pk").values_list(*COMPARED, named=True))
    signs = signs_of(f"{row.theme} {row.text}" for row in rows)
    return {row.pk: candidate_of(row, own) for row, own in zip(rows, signs, strict=True)}


def candidate_of(row: Any, signs: str) -> Candidate:
    """One finding, of which `COMPARED` was read."""
    by = last_possible(row.found_on, row.inspection__date_precision)
    is_strength = row.kind in UNANSWERED_KINDS
    return Candidate(
        row.pk, signs, is_strength, row.inspection_id, row.found_on, by, row.repeats_id
    )


def told_apart(council: Council) -> set[Pair]:
    """Pairs that someone has said are not the same matter. Queries: 1."""
    return set(NotARepeat.objects.filter(council=council).values_list("finding", "earlier"))


def best_pairs(
    asked: Iterable[Candidate], known: dict[int, Candidate], apart: Collection[Pair]
) -> list[tuple[Pair, int]]:
    """The pairs to propose with their score, most alike first."""
    roots = roots_of(known)
    # Told apart from one sighting, told apart from the matter.
    settled = {(pk, roots[other]) for pk, other in apart}
    found: dict[int, list[tuple[Candidate, int]]] = {}
    for one, other, score in pairs_alike(asked, list(known.values())):
        is_same = roots[one.pk] == roots[other.pk]
        if not is_same and (one.pk, roots[other.pk]) not in settled:
            found.setdefault(one.pk, []).append((other, score))
    pairs = [
        ((pk, other.pk), score)
        for pk, others in found.items()
        for other, score in best_of(others, roots)
    ]
    return sorted(pairs, key=lambda pair: (-pair[1], pair[0]))


def pairs_alike(
    asked: Iterable[Candidate], known: Sequence[Candidate]
) -> Iterable[tuple[Candidate, Candidate, int]]:
    """Pairs that read alike, each with what was surely found before it, day by day.

    Strengths are compared with strengths, the rest with the rest; who is linked is not asked.
    """
    groups: dict[tuple[bool, date], list[Candidate]] = {}
    for one in asked:
        if one.repeats is None and one.day is not None:
            groups.setdefault((one.is_strength, one.day), []).append(one)
    for (is_strength, day), ones in groups.items():
        others = [
            one for one in known if one.is_strength is is_strength and one.by and one.by < day
        ]
        for like in alike([one.signs for one in ones], [one.signs for one in others]):
            yield ones[like.one], others[like.other], like.score


def best_of(
    others: list[tuple[Candidate, int]], roots: dict[int, int]
) -> list[tuple[Candidate, int]]:
    """Of each earlier matter its latest sighting; the few that are most alike."""
    latest: dict[int, tuple[Candidate, int]] = {}
    for other, score in sorted(others, key=lambda pair: (pair[0].day, pair[1])):
        latest[roots[other.pk]] = (other, score)
    return sorted(latest.values(), key=lambda pair: -pair[1])[:EACH_AT_MOST]


def roots_of(known: dict[int, Candidate]) -> dict[int, int]:
    """The finding that each one's matter began with."""
    seen = {
        one.pk: Sighting(one.pk, one.repeats, one.inspection, one.day) for one in known.values()
    }
    return {pk: root_of(pk, seen) for pk in seen}


# --- Ready to print -----------------------------------------------------------------------------


def proposed(council: Council, pairs: Sequence[tuple[Pair, int]]) -> tuple[Proposal, ...]:
    """The pairs as a page shows them. Queries: 1."""
    keys = {pk for pair, _ in pairs for pk in pair}
    rows = found_rows(council, keys) if keys else {}
    return tuple(
        proposal(council, rows[later], rows[earlier], score) for (later, earlier), score in pairs
    )


def found_rows(council: Council, keys: Collection[int]) -> dict[int, Finding]:
    """These findings by key."""
    rows: QuerySet[Finding] = council.findings.filter(pk__in=keys).select_related("inspection")
    return {one.pk: one for one in rows}


def proposal(council: Council, later: Finding, earlier: Finding, score: int) -> Proposal:
    """One pair, ready to print."""
    return Proposal(
        later=side(council, later, earlier),
        earlier=side(council, earlier, later),
        score=score,
        version=later.version,
        answer_href=reverse("inspections:repeat-answer", args=[council.slug, later.pk]),
    )


def side(council: Council, finding: Finding, other: Finding) -> Side:
    """One finding of a pair."""
    return Side(
        pk=finding.pk,
        reference=finding.reference,
        text=marked(finding.text, f"{other.theme} {other.text}"),
        href=reverse("inspections:finding-detail", args=[council.slug, finding.pk]),
        inspection=str(finding.inspection),
        about=" · ".join(one for one in (finding.get_kind_display(), finding.theme) if one),
    )
