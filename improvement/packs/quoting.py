"""Which issued packs quoted a figure, and which figures that a pack quotes were amended since?

Packs stand above the scorecard, so they tell it where its figures are quoted (`scorecard.quoting`).
Both answers are read from frozen content: what was printed, not what would be printed now.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import F
from django.utils import timezone
from django.utils.formats import date_format

from improvement.councils.models import Council
from improvement.history.models import Event
from improvement.history.querysets import kind_of
from improvement.packs.builders.figures import MONTHS_ON_CHART
from improvement.packs.builders.words import Content
from improvement.packs.models import Pack, PackVersion
from improvement.rules.month import Month
from improvement.rules.number import MissingReason
from improvement.rules.value import NOTHING, Unit, print_value
from scorecard.around import Linked, LinkKind
from scorecard.models import AdoptedMeasure, Amendment, AmendmentStatus, Figure
from scorecard.quoting import Quote

AWAITING = "awaiting"
NO_FIGURE = "no figure"


@dataclass(frozen=True, slots=True)
class Changed:
    """A figure that a pack printed and that says something else now."""

    code: str
    name: str
    month: str
    was: str
    now: str
    href: str

    @property
    def sentence(self) -> str:
        """As in "FD5 February 2026 was 91%, now 89%"."""
        lead = f"{self.code} {self.month}"
        if self.was == self.now:
            return f"{lead} is still {self.now}, but its comment or the numbers behind it changed"
        return f"{lead} was {self.was}, now {self.now}"


# --- What frozen content says -------------------------------------------------------------------


def quoted_in(content: Content, month: Month, code: str) -> str:
    """What a pack's content says of a measure's figure for a month; empty when it is silent."""
    away = Month.parse(content["month"]["id"]).months_since(month)
    for row in rows_of(content):
        if row["code"] == code and (said := said_in(row, away)):
            return said
    return ""


def rows_of(content: Content) -> Iterator[Content]:
    """Every measure's line of the table, then the pages of the red ones, which reach further."""
    for group in content["scorecard"]["groups"]:
        yield from group["rows"]
    yield from content["red"]


def said_in(row: Content, away: int) -> str:
    """A line's figure so many months before the pack's own: as printed, a dash in words."""
    if away == 0:
        said = "" if row["rag"] == AWAITING else row["missing"] or row["current"]
    else:
        texts = [one["text"] for one in row["months"][:-1]] if "months" in row else row["history"]
        said = texts[-away] if 0 < away <= len(texts) else ""
    return NO_FIGURE if said == NOTHING else said


# --- Which issued packs quoted a figure ---------------------------------------------------------


def quotes_of(council: Council, code: str, month: Month) -> list[Quote]:
    """Every issued version that printed the figure, latest pack first. Queries: 2."""
    last = month.plus(MONTHS_ON_CHART - 1)
    versions = (
        PackVersion.objects.filter(
            council=council,
            pack__issued_number__isnull=False,
            pack__month__range=(month.first_day, last.first_day),
            number__lte=F("pack__issued_number"),
        )
        .select_related("pack__council")
        .order_by("-pack__month", "-pack_id", "-number")
    )
    issued = issued_numbers(council)
    found = (
        (one, quoted_in(one.content, month, code)) for one in versions if is_issued(one, issued)
    )
    return [quote_of(one, said) for one, said in found if said]


def is_issued(one: PackVersion, issued: set[tuple[int, int]]) -> bool:
    """Was this very version given to readers, now or before another replaced it?"""
    return one.number == one.pack.issued_number or (one.pack_id, one.number) in issued


def issued_numbers(council: Council) -> set[tuple[int, int]]:
    """Every (pack, version) that was ever issued, as the history tells it."""
    told = Event.objects.filter(council=council, kind=kind_of(Pack), verb="issued")
    return {
        (pack, number)
        for pack, after in told.values_list("object_id", "after")
        if (number := after.get("issued_number"))
    }


def quote_of(one: PackVersion, said: str) -> Quote:
    return Quote(
        title=str(one.pack),
        version=one.number,
        said=said,
        href=one.pack.get_absolute_url(),
        is_current=one.number == one.pack.issued_number,
    )


# --- Which issued packs show a measure ------------------------------------------------------------

PACKS_SHOWN = 6


def packs_showing(measure: AdoptedMeasure, first: date, last: date) -> Iterator[Linked]:
    """The latest issued packs of the months between two days: each lists every measure of its
    month. Queries: 1."""
    packs = (
        Pack.objects.filter(
            council=measure.council_id, issued_number__isnull=False, month__range=(first, last)
        )
        .select_related("council")
        .order_by("-month", "-pk")[:PACKS_SHOWN]
    )
    for one in packs:
        issued = date_format(timezone.localtime(one.issued_at), "j F Y")
        yield Linked(LinkKind.PACK, str(one), f"Issued {issued}", one.get_absolute_url())


# --- Which figures of a pack were amended since -------------------------------------------------


def changed_since(version: PackVersion) -> tuple[Changed, ...]:
    """What a frozen version quotes that was amended after it was frozen. Queries: 1."""
    month = Month.parse(version.content["month"]["id"])
    first = month.plus(1 - MONTHS_ON_CHART)
    amended = (
        Amendment.objects.filter(
            council_id=version.council_id,
            status=AmendmentStatus.APPROVED,
            decided_at__gt=version.frozen_at,
            figure__month__range=(first.first_day, month.first_day),
        )
        .select_related("council", "figure__measure__measure")
        .order_by("figure__measure__position", "figure__month", "revision")
    )
    latest = {one.figure_id: one for one in amended}
    return tuple(changes_in(version.content, latest.values()))


def changes_in(content: Content, amended: Iterable[Amendment]) -> Iterator[Changed]:
    """The amendments whose figures the content quotes."""
    for one in amended:
        figure, month = one.figure, Month.of(one.figure.month)
        said = quoted_in(content, month, figure.measure.code)
        if said:
            yield Changed(
                code=figure.measure.code,
                name=figure.measure.name,
                month=month.label,
                was=said,
                now=now_says(figure),
                href=one.get_absolute_url(),
            )


def now_says(figure: Figure) -> str:
    """The figure as it would be printed now."""
    if figure.missing:
        return MissingReason(figure.missing).label
    measure = figure.measure
    return print_value(figure.value, Unit(measure.measure.unit), measure.decimals)
