"""How do councils stand, measure by measure, side by side? Frozen, with every string ready."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from improvement.councils.models import Council
from scorecard.compare.choice import SORTS, Choice, Select, council_selects, select_of
from scorecard.compare.held import Cell, Definition, Held, held_by
from scorecard.compare.words import in_words

NOT_USED_HTML = '<td class="x">not used</td>'
RED = "red"
TALLIED = (RED, "amber", "green")
# So many columns go side by side on a sheet of paper: any one group of the catalogue's measures.
MOST_PRINTED = 16


@dataclass(frozen=True, slots=True)
class HeatRow:
    """One council: who it is, and a cell for each measure; None where it does not use it."""

    name: str
    href: str
    about: str
    region: str
    kind: str
    latest: str
    is_illustrative: bool
    reds: int
    cells: tuple[Cell | None, ...]

    @property
    def cells_html(self) -> SafeString:
        """Its cells as they stand in the table."""
        made = [cell.html if cell else NOT_USED_HTML for cell in self.cells]
        return mark_safe("".join(made))  # noqa: S308 - escaped where each cell is made


@dataclass(frozen=True, slots=True)
class HeatColumn:
    """One measure, where it is compared alone, and how the councils chosen stand on it."""

    code: str
    name: str
    group: str
    href: str
    tally: str


@dataclass(frozen=True, slots=True)
class HeatGroup:
    """Measures under one heading."""

    name: str
    columns: tuple[HeatColumn, ...]


@dataclass(frozen=True, slots=True)
class HeatPage:
    """Councils by measures, from approved figures only: screen and downloads render it."""

    rows: tuple[HeatRow, ...]
    groups: tuple[HeatGroup, ...]
    selects: tuple[Select, ...]
    pages: Page
    total: int
    headline: str
    illustrative: str

    @property
    def columns(self) -> tuple[HeatColumn, ...]:
        return tuple(column for group in self.groups for column in group.columns)

    @property
    def fits_paper(self) -> bool:
        """Is the table narrow enough to print as it stands?"""
        return len(self.columns) <= MOST_PRINTED

    @property
    def is_alone(self) -> bool:
        """Is the reader a member of one council only?"""
        return self.total == 1


def heat_page(councils: list[Council], choice: Choice) -> HeatPage:
    """How a person's councils compare. Queries: 2, and 1 when nothing has changed."""
    held = held_by(councils)
    known = sorted(frozenset().union(*(one.definitions for one in held.values())))
    chosen = [one for one in known if one.group == choice.group] or known
    rows = sorted_rows(
        [row_of(one, held[one.pk], chosen) for one in councils if choice.takes(one)], choice
    )
    pages = Paginator(rows, choice.per_page).get_page(choice.page)
    shown = tuple(pages.object_list)
    return HeatPage(
        shown,
        groups_of(chosen, rows, choice),
        selects_of(councils, known, choice),
        pages,
        len(councils),
        headline_of(rows, len(chosen)),
        illustrative_text([row.name for row in shown if row.is_illustrative]),
    )


def row_of(council: Council, held: Held, chosen: list[Definition]) -> HeatRow:
    cells = tuple(map(held.cells.get, [one.code for one in chosen]))
    return HeatRow(
        council.called,
        reverse("scorecard:scorecard-latest", args=[council.slug]),
        held.latest or "no approved figures",
        council.region,
        council.kind,
        held.latest,
        council.is_illustrative,
        standings_in(cells).count(RED),
        cells,
    )


def sorted_rows(rows: list[HeatRow], choice: Choice) -> list[HeatRow]:
    """In the order asked for; ties by name."""
    keys = {
        "": lambda row: row.name.casefold(),
        "region": lambda row: (row.region, row.name.casefold()),
        "reds": lambda row: (-row.reds, row.name.casefold()),
    }
    return sorted(rows, key=keys[choice.sort])


def standings_in(cells: Iterable[Cell | None]) -> list[str]:
    """How those stand that are in use; of every council at once, so it is kept cheap."""
    return list(map(itemgetter(0), filter(None, cells)))


def groups_of(
    chosen: list[Definition], rows: list[HeatRow], choice: Choice
) -> tuple[HeatGroup, ...]:
    """The columns under their headings, in catalogue order; counted over every page of councils."""
    standings = list(zip(*(row.cells for row in rows), strict=True)) or [()] * len(chosen)
    asked = f"?{choice.councils_query}" if choice.is_of_councils else ""
    address = reverse("compare:measure-across", args=["CODE"]) + asked
    columns = [
        column_of(one, cells, address.replace("CODE", one.code, 1))
        for one, cells in zip(chosen, standings, strict=True)
    ]
    return tuple(
        HeatGroup(name, tuple(held)) for name, held in groupby(columns, lambda one: one.group)
    )


def column_of(definition: Definition, cells: tuple[Cell | None, ...], href: str) -> HeatColumn:
    counted = Counter(standings_in(cells))
    told = [f"{counted[word]} {word}" for word in TALLIED if counted[word]]
    return HeatColumn(
        definition.code,
        definition.name,
        definition.group,
        href,
        " · ".join(told) or "nothing rated",
    )


def selects_of(
    councils: list[Council], known: list[Definition], choice: Choice
) -> tuple[Select, ...]:
    """The filters that have something to choose from, and the order."""
    groups = tuple(dict.fromkeys(one.group for one in known))
    measures = select_of("group", "Measures", choice.group, "All groups", groups)
    order = Select("sort", "Order of councils", choice.sort, tuple(SORTS.items()))
    return (
        *((measures,) if len(groups) > 1 else ()),
        *council_selects(councils, choice),
        *((order,) if len(councils) > 1 else ()),
    )


def illustrative_text(names: list[str]) -> str:
    """Whose figures are invented, where there are any."""
    return f"every figure of {in_words(names)} is made up." if names else ""


def headline_of(rows: list[HeatRow], measures: int) -> str:
    """What the whole of it comes to, however many pages it has."""
    reds = sum(row.reds for row in rows)
    councils = f"{len(rows)} council{'' if len(rows) == 1 else 's'}"
    return f"{councils}, {measures} measure{'' if measures == 1 else 's'}, {reds:,} red"
