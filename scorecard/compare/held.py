"""How does each council stand on the measures that councils share, kept ready between visits?

A page of every council has some nine thousand cells. Each council's are made once for each version
of its scorecard and kept in this process's memory, under the version that is read from the database
for every page: several processes never disagree, and nothing reads a figure.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.conf import settings
from django.urls import reverse
from django.utils.html import escape

from improvement.councils.models import Council
from improvement.rules.month import Month
from improvement.rules.number import MissingReason
from improvement.rules.rag import Rag
from scorecard.models import AdoptedMeasure, ScorecardVersion

WAITING, WAITING_WORD, NOT_USED = "waiting", "No figures yet", "Not used"
# One class for each standing: the style sheet gives it shape and colour beside its word.
CLASSES = {"green": "g", "amber": "a", "red": "r", "no_data": "n", "not_rated": "u"}
WAITING_HTML = '<td class="w"><a href="{}">none yet</a></td>'
CELL_HTML = '<td class="{}"><a href="{}"><b>{}</b> {}{}</a></td>'
COLUMNS = (
    "council_id", "code", "measure__code", "measure__name", "measure__group", "measure__position",
    "standing__rag", "standing__printed", "standing__month", "standing__target",
    "standing__missing", "standing__reason", "standing__improvement",
)  # fmt: skip


class Definition(NamedTuple):
    """A measure of the shared catalogue; they sort in its order."""

    position: int
    code: str
    name: str
    group: str


class Cell(NamedTuple):
    """How one council stands on one measure by its latest approved figure, ready to show."""

    standing: str
    word: str
    printed: str
    month: str
    target: str
    reason: str
    improvement: str
    html: str


@dataclass(frozen=True, slots=True)
class Held:
    """One council's cells by the measure's code. A measure that is not among them is not used."""

    slug: str
    version: int
    latest: str
    definitions: frozenset[Definition]
    cells: dict[str, Cell]


HELD: dict[int, Held] = {}


def held_by(councils: Iterable[Council]) -> dict[int, Held]:
    """Each council's cells by its key. Queries: 1, and 1 more when any of them has changed.

    The version is read first: a change between the two queries is read once more next time.
    """
    councils = list(councils)
    numbers = ScorecardVersion.objects.filter(council__in=councils)
    versions = dict(numbers.values_list("council_id", "number"))
    stale = [one for one in councils if not is_fresh(one, versions.get(one.pk, 0))]
    if stale:
        keep(stale, versions)
    return {one.pk: HELD[one.pk] for one in councils}


def is_fresh(council: Council, version: int) -> bool:
    """Is what is held of this very version? While developing, nothing is."""
    held = HELD.get(council.pk)
    known = held is not None and (held.slug, held.version) == (council.slug, version)
    return known and not settings.DEBUG


def keep(councils: list[Council], versions: dict[int, int]) -> None:
    """Make the cells of some councils anew."""
    rows: dict[int, list[dict[str, Any]]] = {one.pk: [] for one in councils}
    adopted = AdoptedMeasure.objects.filter(
        council__in=councils, is_active=True, measure__council=None
    )
    for row in adopted.order_by().values_list(*COLUMNS):
        rows[row[0]].append(dict(zip(COLUMNS, row, strict=True)))
    for council in councils:
        HELD[council.pk] = held_of(council, versions.get(council.pk, 0), rows[council.pk])


def held_of(council: Council, version: int, rows: list[dict[str, Any]]) -> Held:
    """One council's cells; a month is only told in a cell where it is not the council's latest."""
    latest = max((row["standing__month"] for row in rows if row["standing__month"]), default=None)
    address = reverse("scorecard:measure-detail", args=[council.slug, "CODE"])
    return Held(
        council.slug,
        version,
        Month.of(latest).label if latest else "",
        frozenset(definition_of(row) for row in rows),
        {
            row["measure__code"]: cell_of(row, latest, address.replace("CODE", row["code"]))
            for row in rows
        },
    )


def definition_of(row: dict[str, Any]) -> Definition:
    names = ("position", "code", "name", "group")
    return Definition(*(row[f"measure__{name}"] for name in names))


def cell_of(row: dict[str, Any], latest: date | None, href: str) -> Cell:
    """One cell, with the markup that every reader of it gets."""
    if not row["standing__month"]:
        return Cell(WAITING, WAITING_WORD, "", "", "", "", "", WAITING_HTML.format(escape(href)))
    rag, month = Rag(row["standing__rag"]), Month.of(row["standing__month"])
    other = f"<small>{month.short}</small>" if row["standing__month"] != latest else ""
    missing = row["standing__missing"]
    shown = MissingReason(missing).label.lower() if missing else row["standing__printed"]
    html = CELL_HTML.format(CLASSES[rag], escape(href), rag.word, escape(shown), other)
    return Cell(
        rag.value,
        rag.word,
        "" if missing else row["standing__printed"],
        str(month),
        row["standing__target"],
        row["standing__reason"],
        row["standing__improvement"],
        html,
    )
