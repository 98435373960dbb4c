"""Has the council recorded this inspection, and which of its findings, already?"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from improvement.councils.models import Council
from inspections.letters.draft import DraftFinding
from inspections.models import Finding, Inspection, JudgementSet

# Letters and plans tell the days of one inspection differently: on site, off site, announced.
DAYS_APART = timedelta(days=14)
# Of a hundred: two tellings of one finding share words, two findings of one letter far fewer.
ALIKE = 62

BY_WORDS, BY_PLACE = "reads alike", "stands at the same place"


@dataclass(frozen=True, slots=True)
class Pair:
    """A finding that is recorded already, and what makes us think so."""

    finding: Finding
    why: str


def recorded_inspection(
    council: Council, kind: str, started: date | None, own: JudgementSet | None
) -> Inspection | None:
    """The council's inspection of this kind, or one judged alike, nearest to this day."""
    if started is None:
        return None
    kinds = {kind, *(own.kinds if own and own.is_graded else ())}
    near = council.inspections.filter(
        kind__in=kinds, started__range=(started - DAYS_APART, started + DAYS_APART)
    ).select_related("judgement_set", "follows")
    return min(near, key=lambda one: (abs(one.started - started), one.pk), default=None)


def pair_findings(drafted: Sequence[DraftFinding], recorded: Iterable[Finding]) -> dict[str, Pair]:
    """Which drafted findings the inspection holds already, by key; no finding is paired twice.

    By their words; and where as many of one kind are recorded as the letter has, those that are
    left are paired by their place, for a council that told the letter in words of its own.
    """
    rest = list(recorded)
    pairs = dict(by_words(drafted, rest))
    taken = {pair.finding.pk for pair in pairs.values()}
    pairs.update(by_place(drafted, rest, pairs, taken))
    return pairs


def by_words(
    drafted: Sequence[DraftFinding], recorded: Sequence[Finding]
) -> Iterator[tuple[str, Pair]]:
    """The most alike first, each finding once."""
    from rapidfuzz import fuzz, utils

    scored = [
        (fuzz.token_set_ratio(one.text, own.text, processor=utils.default_process), one, own)
        for one in drafted
        for own in recorded
    ]
    keys, taken = set(), set()
    for score, one, own in sorted(scored, key=lambda row: -row[0]):
        if score >= ALIKE and one.key not in keys and own.pk not in taken:
            keys.add(one.key)
            taken.add(own.pk)
            yield one.key, Pair(own, BY_WORDS)


def by_place(
    drafted: Sequence[DraftFinding],
    recorded: Sequence[Finding],
    pairs: Mapping[str, Pair],
    taken: set[int],
) -> Iterator[tuple[str, Pair]]:
    """Kind by kind, where both lists are of one length: what is left, in order."""
    for kind in {one.kind for one in drafted}:
        ours = [one for one in drafted if one.kind == kind]
        theirs = [one for one in recorded if one.kind == kind]
        if len(ours) != len(theirs):
            continue
        left = [one for one in theirs if one.pk not in taken]
        missing = [one for one in ours if one.key not in pairs]
        for one, own in zip(missing, left, strict=False):
            yield one.key, Pair(own, BY_PLACE)
