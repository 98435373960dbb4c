"""What happened around a measure, and which findings and actions rely on it?

Registered with the scorecard, which cannot ask. One query answers all of it: what is wanted of
each table fits the same few columns.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from textwrap import shorten

from django.db.models import CharField, DateField, F, QuerySet, Value
from django.db.models.functions import Cast
from django.urls import reverse

from improvement.boards.changes.tables import touching
from improvement.boards.models import Intervention, ServiceChange
from improvement.plans.models import Action
from improvement.rules.brag import StatedStatus
from improvement.rules.finding import FindingStatus
from inspections.dates import Precision, said_date
from inspections.kinds import kind_name
from inspections.models import Finding, Inspection
from scorecard.around import EventKind, Happening, Linked, LinkKind
from scorecard.models import AdoptedMeasure
from workforce.models import Tenure
from workforce.roles import Standing, Tier

# A day known only to its year has no place on a chart of months.
PLACED = (Precision.DAY, Precision.MONTH)
# Changes further down are many, and turn no measure by themselves.
LEADING = (Tier.DIRECTOR, Tier.DEPUTY)
COLUMNS = ("what", "key", "day", "precise", "first_words", "other_words", "state")
LONGEST = 140


@dataclass(frozen=True, slots=True)
class Row:
    """One row of whichever table, in the columns that all of them are read in."""

    what: str
    key: int
    day: date | None
    precise: str
    first: str
    other: str
    state: str


def around_measure(
    measure: AdoptedMeasure, first: date, last: date
) -> Iterator[Happening | Linked]:
    """Inspections, interventions, changes of leaders and in the service between two days, and all
    that relies on the measure: actions, and the findings they answer. Queries: 1."""
    days = (first, last)
    parts = (
        inspections(measure, days),
        interventions(measure, days, "issued", F("issued_precision")),
        interventions(measure, days, "revoked_on", Value(Precision.DAY.value)),
        tenures(measure, days),
        changes(measure, days),
        actions(measure),
        findings(measure),
    )
    read = [part.order_by().values_list(*COLUMNS) for part in parts]
    for row in ordered(read):
        yield TELLERS[row.what](row, measure.council.slug)


def ordered(parts: list[QuerySet]) -> list[Row]:
    """Every row of the parts, in a lasting order."""
    rows = (Row(*one) for one in parts[0].union(*parts[1:]))
    return sorted(rows, key=lambda row: (row.what, row.day or date.min, row.first, row.key))


# --- The seven parts ------------------------------------------------------------------------------
def word(text: str) -> Value:
    return Value(text, output_field=CharField())


def inspections(measure: AdoptedMeasure, days: tuple[date, date]) -> QuerySet:
    return Inspection.objects.filter(
        council=measure.council_id, started__range=days, date_precision__in=PLACED
    ).annotate(
        what=word("inspection"), key=F("pk"), day=F("started"), precise=F("date_precision"),
        first_words=F("title"), other_words=F("kind"), state=Cast("number", CharField()),
    )  # fmt: skip


def interventions(
    measure: AdoptedMeasure, days: tuple[date, date], on: str, precise: F | Value
) -> QuerySet:
    """Those issued, or those that ended, between two days."""
    held = Intervention.objects.filter(council=measure.council_id, **{f"{on}__range": days})
    return held.exclude(issued_precision=Precision.YEAR).annotate(
        what=word(on), key=F("pk"), day=F(on), precise=precise,
        first_words=F("title"), other_words=F("kind"), state=F("service"),
    )  # fmt: skip


def tenures(measure: AdoptedMeasure, days: tuple[date, date]) -> QuerySet:
    return Tenure.objects.filter(
        council=measure.council_id, starts__range=days, starts_precision__in=PLACED,
        post__tier__in=LEADING,
    ).annotate(
        what=word("tenure"), key=F("post_id"), day=F("starts"), precise=F("starts_precision"),
        first_words=F("post__title"), other_words=F("standing"), state=word(""),
    )  # fmt: skip


def changes(measure: AdoptedMeasure, days: tuple[date, date]) -> QuerySet:
    """Those that touch the measure's own service area."""
    held = ServiceChange.objects.filter(council=measure.council_id, on__range=days)
    return touching(held.filter(precision__in=PLACED), measure.area_id).annotate(
        what=word("change"), key=F("pk"), day=F("on"), precise=F("precision"),
        first_words=F("title"), other_words=F("kind"), state=word(""),
    )  # fmt: skip


def undated(rows: QuerySet, what: str, words: str) -> QuerySet:
    """Things that have no day of their own on a chart."""
    return rows.annotate(
        what=word(what), key=F("pk"), day=Value(None, output_field=DateField()), precise=word(""),
        first_words=F("reference"), other_words=F(words), state=F("status"),
    )  # fmt: skip


def actions(measure: AdoptedMeasure) -> QuerySet:
    rows = Action.objects.filter(council=measure.council_id, measures=measure)
    return undated(rows.filter(plan__is_current=True), "action", "title")


def findings(measure: AdoptedMeasure) -> QuerySet:
    rows = Finding.objects.filter(council=measure.council_id, actions__measures=measure)
    return undated(rows, "finding", "text")


# --- What each row says ---------------------------------------------------------------------------
def happening(row: Row, kind: EventKind, words: str, href: str) -> Happening:
    day = row.day or date.min
    return Happening(day, said_date(row.day, row.precise), kind, words, href)


def tell_inspection(row: Row, slug: str) -> Happening:
    numbered = f"{kind_name(row.other)} {row.state}" if row.state else kind_name(row.other)
    href = reverse("inspections:inspection-detail", args=[slug, row.key])
    return happening(row, EventKind.INSPECTION, row.first or numbered, href)


def tell_issued(row: Row, slug: str) -> Happening:
    return tell_intervention(row, slug, "")


def tell_revoked(row: Row, slug: str) -> Happening:
    return tell_intervention(row, slug, " ended")


def tell_intervention(row: Row, slug: str, ended: str) -> Happening:
    called = row.first or Intervention.Kind(row.other).label
    href = reverse("boards:intervention-list", args=[slug])
    return happening(row, EventKind.INTERVENTION, f"{called}{ended}: {row.state}", href)


def tell_tenure(row: Row, slug: str) -> Happening:
    """ "Director of children's services: interim"."""
    standing = Standing(row.other).label.lower()
    href = reverse("workforce:post-detail", args=[slug, row.key])
    return happening(row, EventKind.LEADERSHIP, f"{row.first}: {standing}", href)


def tell_change(row: Row, slug: str) -> Happening:
    href = reverse("boards:change-detail", args=[slug, row.key])
    return happening(row, EventKind.CHANGE, row.first, href)


def tell_action(row: Row, slug: str) -> Linked:
    href = reverse("plans:action-detail", args=[slug, row.key])
    state = StatedStatus(row.state).label
    return Linked(LinkKind.ACTION, f"{row.first} {row.other}", state, href)


def tell_finding(row: Row, slug: str) -> Linked:
    href = reverse("inspections:finding-detail", args=[slug, row.key])
    words = shorten(f"{row.first} {row.other}", LONGEST, placeholder="…")
    return Linked(LinkKind.FINDING, words, FindingStatus(row.state).label, href)


TELLERS: dict[str, Callable[[Row, str], Happening | Linked]] = {
    "inspection": tell_inspection,
    "issued": tell_issued,
    "revoked_on": tell_revoked,
    "tenure": tell_tenure,
    "change": tell_change,
    "action": tell_action,
    "finding": tell_finding,
}
