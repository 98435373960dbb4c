"""How do councils compare on one measure? Frozen, with every string ready."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.db.models import F, IntegerField, OuterRef, Subquery
from django.db.models.functions import ExtractYear
from django.urls import reverse
from django.utils.safestring import SafeString

from improvement.councils.models import Council, Population
from improvement.rules.comparison import median_of, rank_of
from improvement.rules.direction import Polarity
from improvement.rules.month import Month
from improvement.rules.number import MissingReason
from improvement.rules.rag import Rag
from improvement.rules.value import NOTHING, Basis, Unit
from improvement.ui.marks import rag_html
from improvement.ui.svg import bars
from scorecard.benchmarks.selectors import Compared, compared
from scorecard.compare.choice import Choice, Select, council_selects
from scorecard.compare.fair import Scale
from scorecard.compare.held import WAITING_WORD
from scorecard.compare.words import with_verb
from scorecard.models import AdoptedMeasure, Comparison

MEASURE = ("code", "name", "group", "what", "why", "unit", "basis", "polarity", "decimals")
COLUMNS = (
    "council_id", "code", "name", "standing__value", "standing__missing", "standing__printed",
    "standing__month", "standing__as_at", "standing__target", "standing__rag", "standing__reason",
    "children", *(f"measure__{name}" for name in MEASURE),
)  # fmt: skip
WIDE, NARROW = {"width": 860, "label_width": 250}, {"width": 340, "label_width": 118}
MOST_NAMED, MOST_LEVEL = 6, 3
LONGEST_LABEL = {860: 36, 340: 17}
OWN_COLOUR, MADE_UP_COLOUR = "#0d4f57", "#5a6a70"


@dataclass(frozen=True, slots=True)
class AcrossRow:
    """One council's own figure: by which number it is compared, and what stands behind it."""

    council: str
    called: str
    href: str
    is_illustrative: bool
    region: str
    rank: int | None
    compared: Decimal | None
    compared_text: str
    printed: str
    as_at: str
    month: Month | None
    rag: Rag | None
    rag_word: str
    reason: str
    target: str
    own_name: str
    notes: tuple[str, ...]
    published: str
    published_period: str

    @property
    def rag_html(self) -> SafeString:
        return rag_html(self.rag, self.rag_word)


@dataclass(frozen=True, slots=True)
class Reference:
    """The published number that the chart draws across, with where and when it holds."""

    label: str
    value: Decimal
    text: str
    period: str
    source: str
    difference: str

    @property
    def period_within(self) -> str:
        """The period inside a sentence: "at 31 March 2026"."""
        return self.period[:1].lower() + self.period[1:]


@dataclass(frozen=True, slots=True)
class AcrossPage:
    """One measure across councils: screen and downloads render it."""

    code: str
    name: str
    group: str
    what: str
    why: str
    basis: str
    polarity: str
    scale: Scale
    rows: tuple[AcrossRow, ...]
    reference: Reference | None
    median: Decimal | None
    councils: int
    total: int
    without: tuple[str, ...]
    selects: tuple[Select, ...]

    @property
    def is_alone(self) -> bool:
        """Is the reader a member of one council only?"""
        return self.total == 1

    @property
    def without_text(self) -> str:
        """Which councils do not use the measure, by name where they are few."""
        if len(self.without) > MOST_NAMED:
            return f"{len(self.without)} of these {self.councils} councils do not use this measure."
        if not self.without:
            return ""
        return f"{with_verb(self.without, 'does', 'do')} not use this measure."

    @property
    def notes(self) -> tuple[str, ...]:
        """What a fair reader has to know of the numbers, where there are any."""
        return self.scale.notes if self.rows else ()

    @property
    def charted(self) -> list[AcrossRow]:
        return [row for row in self.rows if row.compared is not None]

    @property
    def median_text(self) -> str:
        return self.scale.printed(self.median)

    @property
    def finding(self) -> str:
        """What the chart shows, in a sentence."""
        return finding_of(self)

    @property
    def months_apart(self) -> str:
        """How far the figures lie apart in time; empty where all are of one month."""
        months = sorted({row.month for row in self.rows if row.month})
        return f"{months[0].label} to {months[-1].label}" if len(months) > 1 else ""

    @property
    def has_illustrative(self) -> bool:
        return any(row.is_illustrative for row in self.rows)

    @property
    def wide_svg(self) -> SafeString:
        return drawn(self, **WIDE)

    @property
    def narrow_svg(self) -> SafeString:
        return drawn(self, **NARROW)


def across_page(
    councils: list[Council], code: str, choice: Choice | None = None
) -> AcrossPage | None:
    """One measure of the catalogue across a person's councils; none where none uses it. Queries: 2.

    Those that `choice` takes are ranked among themselves. Reads kept standings and published
    comparisons, never a figure.
    """
    choice = choice or Choice()
    every = rows_of(councils, code)
    if not every:
        return None
    first, read = every[0], [row for row in every if choice.takes(row["council"])]
    scale = Scale(
        Unit(first["measure__unit"]),
        Basis(first["measure__basis"]),
        Polarity(first["measure__polarity"]),
        first["measure__decimals"],
    )
    taken, used = list(filter(choice.takes, councils)), {row["council"] for row in read}
    published = published_of(taken, code)
    rows = ranked([row_of(row, scale, published.get(row["council"].pk)) for row in read], scale)
    return AcrossPage(
        **{name: first[f"measure__{name}"] for name in ("code", "name", "group", "what", "why")},
        basis=scale.basis.label,
        polarity=scale.polarity.label,
        scale=scale,
        rows=rows,
        reference=reference_of([row["council"] for row in read], published.values(), scale),
        median=median_of([row.compared for row in counted_of(rows)]),
        councils=len(taken),
        total=len(councils),
        without=tuple(one.called for one in taken if one not in used),
        selects=council_selects(councils, choice),
    )


def rows_of(councils: list[Council], code: str) -> list[dict[str, Any]]:
    """Standings with the child population of their year. Queries: 1."""
    by_key = {one.pk: one for one in councils}
    known = Population.objects.filter(council=OuterRef("council")).values("children")
    by_then = known.filter(year__lte=ExtractYear(OuterRef("standing__month"))).order_by("-year")
    adopted = AdoptedMeasure.objects.filter(
        council__in=councils, is_active=True, measure__council=None, measure__code=code
    ).annotate(
        by_then=Subquery(by_then[:1], output_field=IntegerField()),
        first=Subquery(known.order_by("year")[:1], output_field=IntegerField()),
    )
    rows = adopted.order_by("council__name").values(
        *(name for name in COLUMNS if name != "children"), "first", children=F("by_then")
    )
    return [
        {**row, "children": row["children"] or row["first"], "council": by_key[row["council_id"]]}
        for row in rows
    ]


def published_of(councils: list[Council], code: str) -> dict[int, Compared]:
    """What was last published for each council, by its key. Queries: 1."""
    rows = Comparison.objects.filter(
        council__in=councils, measure__code=code, measure__council=None, until=None
    )
    by_slug = {one.slug: one.pk for one in councils}
    return {by_slug[one.slug]: one for one in compared(rows)}


def row_of(row: dict[str, Any], scale: Scale, published: Compared | None) -> AcrossRow:
    """One council, not yet ranked."""
    council, value = row["council"], row["standing__value"]
    number = scale.compared(value, row["children"])
    month, missing = row["standing__month"], row["standing__missing"]
    printed = MissingReason(missing).label if missing else row["standing__printed"]
    return AcrossRow(
        council=council.name,
        called=council.called,
        href=reverse("scorecard:measure-detail", args=[council.slug, row["code"]]),
        is_illustrative=council.is_illustrative,
        region=council.region,
        rank=None,
        compared=number,
        compared_text=scale.printed(number),
        printed=printed or NOTHING,
        as_at=day_words(row["standing__as_at"]),
        month=Month.of(month) if month else None,
        rag=Rag(row["standing__rag"]) if month else None,
        rag_word=Rag(row["standing__rag"]).word if month else WAITING_WORD,
        reason=row["standing__reason"] or "",
        target=row["standing__target"] or "",
        own_name=row["name"] if row["name"] != row["measure__name"] else "",
        notes=notes_of(row, scale),
        published=published_words(published),
        published_period=published.period if published else "",
    )


def notes_of(row: dict[str, Any], scale: Scale) -> tuple[str, ...]:
    """What to know of one council's number."""
    told = []
    if row["council"].is_illustrative:
        why = ", so not ranked beside real councils" if scale.is_ranked else ""
        told.append(f"illustrative: made up{why}")
    if scale.is_per_children and row["standing__value"] is not None and not row["children"]:
        verb = "ranked" if scale.is_ranked else "compared"
        told.append(f"not {verb}: its child population is not known")
    if scale.is_few(row["standing__value"]):
        told.append("a small number")
    return tuple(told)


def day_words(day: Any) -> str:
    return f"{day.day} {day:%B %Y}" if day else ""


def published_words(one: Compared | None) -> str:
    """England and region as published beside it."""
    if one is None:
        return ""
    pairs = ((one.england_label, one.england), (one.region_label, one.region))
    return "; ".join(
        f"{label} {number.text}" for label, number in pairs if number.value is not None
    )


def ranked(rows: list[AcrossRow], scale: Scale) -> tuple[AcrossRow, ...]:
    """Best first, or highest first where neither way is better; without a number last.

    Those that read as level share the best rank, by name among themselves. What is made up has
    none beside real councils.
    """
    counted = {row.href: scale.rounded(row.compared) for row in counted_of(rows)}
    values = list(counted.values())

    def placed(row: AcrossRow) -> AcrossRow:
        if row.href not in counted or not scale.is_ranked:
            return row
        return replace(row, rank=rank_of(counted[row.href], values, scale.polarity))

    def order(row: AcrossRow) -> tuple[bool, Decimal]:
        if row.compared is None:
            return True, Decimal(0)
        number = scale.rounded(row.compared)
        return False, number if scale.polarity is Polarity.LOWER else -number

    return tuple(sorted(map(placed, rows), key=order))


def counted_of(rows: Iterable[AcrossRow]) -> list[AcrossRow]:
    """Those with a number that ranks and the median are worked out from: real ones, if any."""
    known = [row for row in rows if row.compared is not None]
    return [row for row in known if not row.is_illustrative] or known


def reference_of(
    councils: list[Council], published: Iterable[Compared], scale: Scale
) -> Reference | None:
    """England's number as last published. A made-up one never crosses a real council's bar.

    A total of the whole country says nothing beside one council's count.
    """
    real = any(not council.is_illustrative for council in councils)
    fitting = [
        one
        for one in published
        if one.is_illustrative != real and not one.is_total and one.england.value is not None
    ]
    if not fitting or scale.unit is Unit.COUNT:
        return None
    one = max(fitting, key=lambda held: held.period_end)
    return Reference(
        one.england_label, one.england.value, one.england.text, one.period, one.source,
        one.difference,
    )  # fmt: skip


def finding_of(page: AcrossPage) -> str:
    """Who is best and worst, and where the middle lies; or what can be said of fewer."""
    known, scale = counted_of(page.rows), page.scale
    if not known:
        return "No council has a figure that can be compared yet."
    first, last = known[0].compared_text, known[-1].compared_text
    if len(known) == 1:
        return f"{known[0].called} stands at {scale.said(known[0].compared)}."
    if first == last:
        return f"All {len(known)} councils stand at {scale.said(known[0].compared)}."
    top, bottom = ("best", "weakest") if scale.is_ranked else ("highest", "lowest")
    return (
        f"Of {len(known)} councils {those_at(first, known)} {top} at"
        f" {scale.said(known[0].compared)} and {those_at(last, known)} {bottom} at {last};"
        f" the median is {page.median_text}."
    )


def those_at(text: str, rows: Sequence[AcrossRow]) -> str:
    """Who stands there, with the verb; their number where they are many."""
    names = [row.called for row in rows if row.compared_text == text]
    return with_verb(names, "is", "are") if len(names) <= MOST_LEVEL else f"{len(names)} are"


def drawn(page: AcrossPage, *, width: int, label_width: int) -> SafeString:
    """The bars, best first, with the published number as a dashed line."""
    reference = page.reference
    line = (f"{reference.label} {reference.text}", reference.value) if reference else None
    longest = LONGEST_LABEL[width]
    told = page.finding
    if reference:
        told += f" {reference.label}: {reference.text}, {reference.period_within}."
    return bars(
        [(shortened(bar_label(row), longest), row.compared) for row in page.charted],
        f"{page.name}. {told}",
        show=page.scale.printed,
        colours=[MADE_UP_COLOUR if row.is_illustrative else OWN_COLOUR for row in page.charted],
        reference=line,
        width=width,
        label_width=label_width,
    )


def bar_label(row: AcrossRow) -> str:
    return f"{row.rank}. {row.called}" if row.rank else row.called


def shortened(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
