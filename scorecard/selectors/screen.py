"""What stands around the scorecard's table: tiles, month picker, filter choices, the headline?"""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString

from improvement.councils.models import Council
from improvement.rules.month import Month
from improvement.rules.rag import Rag
from improvement.ui.marks import rag_html
from scorecard.selectors.narrowing import SORTS, Choice
from scorecard.selectors.rows import Count, ScorecardPage


@dataclass(frozen=True, slots=True)
class Tile:
    """A count that is also the way to the rows behind it."""

    number: int
    mark: SafeString | str
    href: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class MonthLink:
    """A month with approved figures and the way to it."""

    value: str
    label: str
    href: str
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Screen:
    """Everything on the scorecard's page but its rows, ready to print."""

    headline: str
    standing: str
    as_at: str
    tiles: tuple[Tile, ...]
    months: tuple[MonthLink, ...]
    earlier: MonthLink | None
    later: MonthLink | None
    latest: MonthLink | None
    groups: tuple[str, ...]
    sorts: tuple[tuple[str, str], ...]
    csv_href: str
    xlsx_href: str


def screen_of(page: ScorecardPage, choice: Choice) -> Screen:
    """What surrounds the table of a whole page, given what the reader chose. Queries: none."""
    months = page.approved_months
    return Screen(
        headline=headline_of(page),
        standing=standing_of(page),
        as_at=as_at_of(page),
        tiles=(whole_tile(page, choice), *(tile_of(one, choice) for one in page.counts)),
        months=tuple(link_to(page.council, one, page.month) for one in months),
        earlier=first_link(page, [one for one in months if one < page.month]),
        later=first_link(page, [one for one in reversed(months) if one > page.month]),
        latest=first_link(page, list(months)),
        groups=tuple(group.name for group in page.groups),
        sorts=tuple(SORTS.items()),
        csv_href="?" + choice.query(format="csv"),
        xlsx_href="?" + choice.query(format="xlsx"),
    )


def headline_of(page: ScorecardPage) -> str:
    """What the month says, in one sentence.

    Amber leads only when nothing is red: a board asks for the worst first.
    """
    total, red, amber = page.total, page.count(Rag.RED), page.count(Rag.AMBER)
    green = f"{page.count(Rag.GREEN)} {'meets' if page.count(Rag.GREEN) == 1 else 'meet'} target"
    if red:
        return f"{red} of {total} {are(red)} red, {amber} amber; {green}."
    if amber:
        return f"None of {total} is red; {amber} {are(amber)} amber and {green}."
    return f"None of {total} is red or amber; {green}."


def are(number: int) -> str:
    return "is" if number == 1 else "are"


def standing_of(page: ScorecardPage) -> str:
    """How far the month is approved."""
    if page.waiting_areas:
        return "Not yet approved: " + ", ".join(page.waiting_areas)
    return "All sections approved"


def as_at_of(page: ScorecardPage) -> str:
    """The day the month's figures share; nothing when they are of different days."""
    days = {row.as_at_text for row in page if row.value is not None}
    return days.pop() if len(days) == 1 else ""


def whole_tile(page: ScorecardPage, choice: Choice) -> Tile:
    return Tile(page.total, "All measures", "?" + choice.query(rag=""), not choice.rag)


def tile_of(count: Count, choice: Choice) -> Tile:
    mark = rag_html(count.key if count.key != "awaiting" else "", count.word)
    return Tile(count.number, mark, "?" + choice.query(rag=count.key), choice.rag == count.key)


def link_to(council: Council, month: Month, current: Month | None = None) -> MonthLink:
    href = reverse("scorecard:scorecard-month", args=[council.slug, month])
    return MonthLink(str(month), month.label, href, month == current)


def first_link(page: ScorecardPage, months: list[Month]) -> MonthLink | None:
    return link_to(page.council, months[0]) if months else None
