"""What changed on a scorecard since the month before?"""

from dataclasses import dataclass

from scorecard.selectors.noticing import is_newly_red, is_recovered
from scorecard.selectors.rows import Restated, ScorecardPage, ScorecardRow


@dataclass(frozen=True, slots=True)
class Change:
    """One measure that changed: what it is, where it is, what happened in a few words."""

    name: str
    href: str
    said: str


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of change, and the measures it happened to; `nothing` says that there are none."""

    key: str
    title: str
    nothing: str
    changes: tuple[Change, ...]


def changes_of(page: ScorecardPage) -> tuple[Kind, ...]:
    """The four kinds of change of a whole page, gravest first. Queries: none.

    Newly red and recovered need a rating on both sides: a month without one tells nothing.
    """
    rated = nothing_to_compare(page)
    return (
        Kind("newly_red", "Newly red", rated or "Nothing", tuple(map(turned, newly_red(page)))),
        Kind("recovered", "Recovered", rated or "Nothing", tuple(map(mended, recovered(page)))),
        Kind("restated", "Restated", "Nothing", tuple(map(amended, page.restated))),
        Kind("missing", "Missing", "Nothing", tuple(map(absent, missing(page)))),
    )


def nothing_to_compare(page: ScorecardPage) -> str:
    """Why ratings cannot be held against the month before, if they cannot."""
    before = page.month.previous
    return "" if before in page.approved_months else f"Nothing is approved for {before.label}"


def newly_red(page: ScorecardPage) -> list[ScorecardRow]:
    return [row for row in page if is_newly_red(row.rag, row.was)]


def recovered(page: ScorecardPage) -> list[ScorecardRow]:
    """Red last month, rated otherwise now."""
    return [row for row in page if is_recovered(row.rag, row.was)]


def missing(page: ScorecardPage) -> list[ScorecardRow]:
    """Without a figure though nothing waits for approval; a stated reason is told."""
    return [row for row in page if row.value is None and not row.is_awaiting]


def turned(row: ScorecardRow) -> Change:
    was = row.was.word.lower() if row.was else ""
    return Change(row.name, row.href, f"{row.was_text} to {row.current}, was {was}")


def mended(row: ScorecardRow) -> Change:
    return Change(
        row.name, row.href, f"{row.was_text} to {row.current}, now {row.rag_word.lower()}"
    )


def amended(one: Restated) -> Change:
    """What it said and says; an amendment of its comment or its parts may leave the figure."""
    told = f"revised, still {one.now}" if one.was == one.now else f"{one.was}, now {one.now}"
    return Change(one.name, one.href, f"{one.month.short}: {told}")


def absent(row: ScorecardRow) -> Change:
    return Change(row.name, row.href, row.reason)
