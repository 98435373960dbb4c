"""What was found done well, area by area, and does it still hold?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString

from improvement.councils.models import Council
from improvement.practice import practice_areas
from improvement.rules.freshness import age_words
from inspections.marks import standing_tag
from inspections.models import StrengthStanding
from inspections.register.selectors import KnownStrength, strengths_of

NOT_PLACED = "Not placed in an area of practice"
NOT_SAID = "Nobody has looked again"
HEADS = (
    "Practice area", "Reference", "Strength", "Inspection", "Found on", "Recurrence",
    "Does it still hold", "What shows it", "As seen on", "Freshness",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class StrengthRow:
    """One strength as the page shows it."""

    known: KnownStrength
    standing: SafeString | str
    shown_by: str
    age: str
    is_old: bool
    standing_href: str


@dataclass(frozen=True, slots=True)
class StrengthGroup:
    """The strengths of one area of practice."""

    code: str
    name: str
    rows: tuple[StrengthRow, ...]


@dataclass(frozen=True, slots=True)
class StrengthsPage:
    """Everything the page of strengths shows."""

    groups: tuple[StrengthGroup, ...]
    count: int
    told: str


def strengths_page(council: Council, *, today: date) -> StrengthsPage:
    """Every strength by area of practice. Queries: 2."""
    known = strengths_of(council, today=today)
    groups = tuple(groups_of(council, known, today))
    return StrengthsPage(groups, len(known), told_words(known))


def groups_of(
    council: Council, known: Iterable[KnownStrength], today: date
) -> Iterable[StrengthGroup]:
    """In the order of the areas; what nobody has placed comes last."""
    by_area: dict[str, list[StrengthRow]] = {}
    for one in known:
        by_area.setdefault(one.area, []).append(strength_row(council, one, today))
    names = {code: area.name for code, area in practice_areas().items()}
    unlisted = {code: code or NOT_PLACED for code in sorted(by_area) if code not in names}
    for code, name in (names | dict(sorted(unlisted.items(), reverse=True))).items():
        if code in by_area:
            yield StrengthGroup(code or "not-placed", name, tuple(by_area[code]))


def strength_row(council: Council, known: KnownStrength, today: date) -> StrengthRow:
    """One strength, ready to print."""
    return StrengthRow(
        known=known,
        standing=standing_tag(known.standing) if known.standing else NOT_SAID,
        shown_by=shown_words(known),
        age=age_words(known.found_on, today).capitalize() if known.found_on else "",
        is_old=known.freshness.is_marked,
        standing_href=reverse("inspections:strength-standing", args=[council.slug, known.pk]),
    )


def shown_words(known: KnownStrength) -> str:
    """What shows how it stands, and the day."""
    if not known.standing_on:
        return ""
    return f"{known.standing_reason} ({date_format(known.standing_on, 'j F Y')})"


def told_words(known: Iterable[KnownStrength]) -> str:
    """How many strengths there are, hold, are at risk or lost, and call for a fresh look."""
    rows = list(known)
    holding = [one.standing for one in rows]
    counts = [
        (holding.count(standing.value), standing.label.lower()) for standing in StrengthStanding
    ]
    parts = [f"{count} {word}" for count, word in counts if count]
    old = sum(one.freshness.is_marked for one in rows)
    parts += [f"{old} not looked at for 12 months"] if old else []
    return f"{len(rows)} in all: {', '.join(parts)}." if parts else f"{len(rows)} in all."


def strengths_file(page: StrengthsPage) -> tuple[tuple[str, ...], list[list[Any]]]:
    """The page as a table: its heads and rows."""
    return HEADS, [file_row(group, row) for group in page.groups for row in group.rows]


def file_row(group: StrengthGroup, row: StrengthRow) -> list[Any]:
    """One strength as a line of a file."""
    one = row.known
    return [
        group.name,
        one.reference,
        one.text,
        one.inspection,
        one.found_on.isoformat() if one.found_on else "",
        one.recurrence,
        one.standing_word,
        one.standing_reason,
        one.standing_on.isoformat() if one.standing_on else "",
        one.freshness.freshness.word,
    ]
