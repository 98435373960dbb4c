"""Which parts of a council's pages does the navigation offer, and which one is open now?"""

import re
from collections.abc import Collection
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse


@dataclass(frozen=True, slots=True)
class Part:
    """One entry: its words, where it leads, what lies under it, and who sees it (None: all)."""

    label: str
    url_name: str
    under: tuple[str, ...]
    roles: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as a page shows it; `current` is "page", "true" (within it) or empty."""

    label: str
    href: str
    current: str


JOURNEY = frozenset({"officer", "lead", "improvement", "owner", "board", "clerk", "admin"})
KEEPERS = frozenset({"officer", "lead", "improvement", "admin"})
MEASURERS = frozenset({"lead", "admin"})
PACK_READERS = frozenset({"improvement", "clerk", "board"})

# A measure is read on the scorecard; how it is used and what it aims for is decided at Measures.
SET_UP = re.compile(r"^measures/[^/]+/(?:settings|definition|retire|target|limits)/")

PARTS = (
    Part("Overview", "council-overview", ()),
    Part("Scorecard", "scorecard:scorecard-latest", ("scorecard/", "measures/", "benchmarks/")),
    Part("Returns", "scorecard:return-list", ("returns/", "uploads/", "amendments/"), KEEPERS),
    Part("Measures", "scorecard:measure-list", ("catalogue/",), MEASURERS),
    Part("Inspections", "inspections:inspection-list", ("inspections/", "letters/"), JOURNEY),
    Part("Findings", "inspections:finding-list", ("findings/",), JOURNEY),
    Part("Audits", "inspections:cycle-list", ("audits/",), JOURNEY),
    Part("Self-evaluation", "evaluation:evaluation-detail", ("evaluation/", "visits/"), JOURNEY),
    Part("Plan", "plans:plan-detail", ("plan/", "actions/", "priorities/", "thread/"), JOURNEY),
    Part("Workforce", "workforce:workforce-latest", ("workforce/", "leadership/"), JOURNEY),
    Part(
        "Boards",
        "boards:board-list",
        ("boards/", "meetings/", "decisions/", "interventions/", "changes/"),
        JOURNEY,
    ),
    Part("Packs", "packs:pack-list", ("packs/",), PACK_READERS),
    Part("People", "people:people-list", ("people/",), frozenset({"admin"})),
)


def href_of(part: Part, slug: str) -> str:
    """Where the entry leads; nowhere while its app has no pages."""
    try:
        return reverse(part.url_name, args=[slug])
    except NoReverseMatch:
        return ""


def current_of(part: Part, href: str, path: str, slug: str) -> str:
    """ "page" on the entry's own page, "true" anywhere under it."""
    if path == href:
        return "page"
    inside = SET_UP.sub("catalogue/", path.removeprefix(f"/councils/{slug}/"))
    return "true" if part.under and inside.startswith(part.under) else ""


def council_navigation(
    slug: str, path: str, roles: Collection[str], *, has_others: bool = False
) -> list[Entry]:
    """The entries that someone with these roles sees, in order.

    Who has other councils too is offered to compare them, on pages that belong to no council.
    """
    held = {str(role) for role in roles}
    seen = [part for part in PARTS if part.roles is None or part.roles & held]
    placed = [(part, href_of(part, slug)) for part in seen]
    entries = [
        Entry(part.label, href, current_of(part, href, path, slug)) for part, href in placed if href
    ]
    compare = Entry("Compare", reverse("compare:heat-map"), "")
    return [*entries, compare] if has_others else entries
