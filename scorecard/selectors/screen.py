"""What stands around the scorecard's rows: counts, tabs, month picker, filters, the headline?"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from django.urls import reverse
from django.utils.safestring import SafeString

from improvement.rules.month import Month
from improvement.rules.rag import Rag
from improvement.rules.theme import Theme
from improvement.ui.marks import rag_html
from improvement.ui.options import options_html
from scorecard.selectors.changes import Kind, changes_of
from scorecard.selectors.narrowing import VIEWS, Choice, sorts, taken
from scorecard.selectors.rows import Count, ScorecardPage
from scorecard.selectors.signalled import Signal

MOVED = (
    ("worsening", "Worsening"),
    ("none", "No change"),
    ("improving", "Improving"),
    ("unknown", "Not known"),
)
FINDING = (("open", "That an open finding relies on"),)


@dataclass(frozen=True, slots=True)
class Tile:
    """A count that is also the way to the rows behind it."""

    number: int
    mark: SafeString | str
    href: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Tab:
    """A way to lay the rows out, and how many rows that shows where it leaves any out."""

    label: str
    href: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Select:
    """One choice of the filter form."""

    name: str
    label: str
    options: tuple[tuple[str, str], ...]
    chosen: str

    @property
    def options_html(self) -> SafeString:
        return options_html(self.options, self.chosen)


@dataclass(frozen=True, slots=True)
class MonthLink:
    """A month with approved figures and the way to it."""

    label: str
    href: str


@dataclass(frozen=True, slots=True)
class Screen:
    """Everything on the scorecard's page but its rows, ready to print."""

    headline: str
    standing: str
    as_at: str
    tiles: tuple[Tile, ...]
    months: SafeString
    earlier: MonthLink | None
    later: MonthLink | None
    latest: MonthLink | None
    tabs: tuple[Tab, ...]
    changes: tuple[Kind, ...]
    selects: tuple[Select, ...]
    chosen: str
    clear_href: str
    csv_href: str
    xlsx_href: str


def screen_of(
    page: ScorecardPage,
    choice: Choice,
    linked: Collection[int] = frozenset(),
    *,
    may_see_findings: bool = False,
) -> Screen:
    """What surrounds the rows of a whole page, given what the reader chose. Queries: none."""
    months = page.approved_months
    selects = selects_of(page, choice, may_see_findings=may_see_findings)
    return Screen(
        headline=headline_of(page),
        standing=standing_of(page),
        as_at=as_at_of(page),
        tiles=(whole_tile(page, choice), *(tile_of(one, choice) for one in page.counts)),
        months=month_options(page),
        earlier=first_link(page, [one for one in months if one < page.month], choice),
        later=first_link(page, [one for one in reversed(months) if one > page.month], choice),
        latest=first_link(page, list(months), choice),
        tabs=tuple(tab_of(page, replace(choice, view=key), choice.view, linked) for key in VIEWS),
        changes=changes_of(page),
        selects=selects,
        chosen=chosen_of(selects, choice),
        clear_href="?" + Choice(view=choice.view).query(),
        csv_href="?" + choice.query(format="csv"),
        xlsx_href="?" + choice.query(format="xlsx"),
    )


def tab_of(page: ScorecardPage, choice: Choice, view: str, linked: Collection[int]) -> Tab:
    """The way to the rows that were chosen, laid out otherwise than in the view at hand."""
    label = VIEWS[choice.view]
    if choice.view == "exceptions":
        label = f"{label} ({sum(taken(row, choice, linked) for row in page)})"
    return Tab(label, "?" + choice.query(), choice.view == view)


def selects_of(
    page: ScorecardPage, choice: Choice, *, may_see_findings: bool
) -> tuple[Select, ...]:
    """What the reader may narrow and order by: only what stands on this page."""
    groups = [(group.name, group.name) for group in page.groups]
    held = {row.theme for row in page}
    themes = [(one.value, one.label) for one in Theme if one in held]
    owners = [(one, one) for one in sorted({row.owner for row in page if row.owner})]
    rated = [(one.key, one.word) for one in page.counts]
    signals = [(one.value, one.label) for one in Signal]
    orders = sorts(may_see_findings=may_see_findings)
    finding = select("finding", "Findings", "All measures", FINDING, choice)
    return (
        select("group", "Group", "All groups", groups, choice),
        select("theme", "Theme", "All themes", themes, choice),
        select("rag", "Rating", "All ratings", rated, choice),
        select("moved", "Direction on baseline", "All directions", MOVED, choice),
        select("signal", "Real change", "All signals", signals, choice),
        select("owner", "Owner", "All owners", owners, choice),
        *([finding] if may_see_findings else []),
        Select("sort", "Order", tuple(orders.items()), choice.sort),
    )


def select(
    name: str, label: str, every: str, options: Iterable[tuple[str, str]], choice: Choice
) -> Select:
    """One choice, with a first option that leaves nothing out."""
    return Select(name, label, (("", every), *options), getattr(choice, name))


def chosen_of(selects: Iterable[Select], choice: Choice) -> str:
    """What narrows the rows, in words: a sheet of paper shows no form."""
    told = [f"{one.label}: {dict(one.options)[one.chosen]}" for one in selects if is_told(one)]
    return "; ".join([f"“{choice.q}”"] * bool(choice.q) + told)


def is_told(one: Select) -> bool:
    """Is it chosen, and among what stands on the page?"""
    return one.name != "sort" and bool(one.chosen) and one.chosen in dict(one.options)


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
    return tile(page.total, "All measures", Choice(), choice)


def tile_of(count: Count, choice: Choice) -> Tile:
    mark = rag_html(count.key if count.key != "awaiting" else "", count.word)
    return tile(count.number, mark, Choice(rag=count.key), choice)


def tile(number: int, mark: SafeString | str, counted: Choice, choice: Choice) -> Tile:
    """A count of the whole month leads to just as many rows, whatever else was chosen.

    Only what is red is an exception for certain, so only red is seen among the exceptions.
    """
    is_shown_there = choice.view != "exceptions" or counted.rag == Rag.RED
    wanted = replace(counted, view=choice.view if is_shown_there else "", sort=choice.sort)
    return Tile(number, mark, "?" + wanted.query(), wanted == choice)


def link_to(page: ScorecardPage, month: Month, choice: Choice) -> MonthLink:
    """Another month, seen in the same way."""
    href, query = month_href(page.council.slug, month), choice.query()
    href = f"{href}?{query}" if query else href
    return MonthLink(month.label, href)


def month_options(page: ScorecardPage) -> SafeString:
    """The approved months, latest first; the one shown too where nothing of it is approved."""
    shown = page.month
    months = page.approved_months if page.is_approved else (shown, *page.approved_months)
    return options_html(((str(one), one.label) for one in months), str(shown))


@lru_cache(maxsize=4096)
def month_href(slug: str, month: Month) -> str:
    """Addresses do not change while a process runs, and a picker holds ten years of them."""
    return reverse("scorecard:scorecard-month", args=[slug, month])


def first_link(page: ScorecardPage, months: list[Month], choice: Choice) -> MonthLink | None:
    return link_to(page, months[0], choice) if months else None
