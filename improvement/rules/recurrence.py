"""How many times, and since when, has the same matter been found?

Findings that repeat one another, through however many links, are one matter. Each inspection
counts once, so a finding told twice in one report is not yet a return.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

ORDINALS = (
    "First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sighting:
    """One finding: which earlier one it repeats, and which inspection saw it when.

    `day` puts sightings in order; `year` is told, and is None where nobody knows it.
    """

    key: int
    repeats: int | None
    inspection: int
    day: date | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Recurrence:
    """The place of one finding among the sightings of its matter."""

    times: int
    since: int | None

    @property
    def said(self) -> str:
        """Third time since 2018; nothing for what has been found once.

        >>> Recurrence(3, 2018).said, Recurrence(1, 2018).said
        ('Third time since 2018', '')
        """
        if self.times < 2:
            return ""
        told = f"{ordinal(self.times)} time"
        return f"{told} since {self.since}" if self.since else told


def ordinal(number: int) -> str:
    """Third, 11th, 21st: in words as far as they are read at a glance."""
    if number <= len(ORDINALS):
        return ORDINALS[number - 1]
    teens = number % 100 in (11, 12, 13)
    ending = "th" if teens else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def recurrences(sightings: Iterable[Sighting]) -> dict[int, Recurrence]:
    """The recurrence of every finding, by its key."""
    known = {one.key: one for one in sightings}
    matters: dict[int, list[Sighting]] = {}
    for one in known.values():
        matters.setdefault(root_of(one.key, known), []).append(one)
    return {one.key: place_of(one, matter, known) for matter in matters.values() for one in matter}


def chain_of(key: int, known: Mapping[int, Sighting]) -> list[int]:
    """A finding and those it repeats, the earliest last; a ring is walked once."""
    chain: list[int] = []
    at: int | None = key
    seen: set[int] = set()
    while at is not None and at in known and at not in seen:
        seen.add(at)
        chain.append(at)
        at = known[at].repeats
    return chain


def root_of(key: int, known: Mapping[int, Sighting]) -> int:
    """The finding that the matter began with; of a ring, its lowest key."""
    chain = chain_of(key, known)
    last = known[chain[-1]].repeats
    return min(chain[chain.index(last) :]) if last in chain else chain[-1]


def place_of(
    one: Sighting, matter: Iterable[Sighting], known: Mapping[int, Sighting]
) -> Recurrence:
    """How often the matter had been found when this inspection found it."""
    chain = set(chain_of(one.key, known))
    by_then = [other for other in matter if other.key in chain or not_after(other, one)]
    years = [other.year for other in by_then if other.year is not None]
    return Recurrence(len({other.inspection for other in by_then}), min(years, default=None))


def not_after(other: Sighting, one: Sighting) -> bool:
    """Was the other found by the same day? Nobody can say of one without a day."""
    return other.day is not None and one.day is not None and other.day <= one.day
