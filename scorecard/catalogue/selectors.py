"""What does a council use, what could it use, and what has been decided about a measure?"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from improvement.councils.models import Council
from improvement.councils.roles import Role
from improvement.history.models import Event
from improvement.history.querysets import kind_of
from improvement.history.selectors import SHOWN, TimelineEntry, entries_of
from improvement.rules.direction import Polarity
from improvement.rules.month import Month
from improvement.rules.rag import ExpectedChange
from improvement.rules.theme import theme_name
from improvement.rules.value import Basis, Unit
from scorecard.around import EventKind, Happening, around
from scorecard.models import AdoptedMeasure, Measure, Rebase, Target
from scorecard.selectors.measure_words import (
    benchmark_words,
    checked_with,
    decimals_of,
    denominator_of,
)
from scorecard.selectors.signals import NOT_CHARTED
from scorecard.services.moving import keyed_in_open_returns


@dataclass(frozen=True, slots=True)
class DatedTarget:
    """A target with the months it holds in; without an end it holds until another is set."""

    since: Month
    until: Month | None
    text: str
    reason: str
    is_in_force: bool


def in_use(council: Council) -> QuerySet[AdoptedMeasure]:
    """Everything the council has taken into use, with the target in force; retired ones last."""
    target = Target.objects.filter(
        measure=OuterRef("pk"), council=council, effective_from__lte=timezone.localdate()
    ).order_by("-effective_from")
    return (
        AdoptedMeasure.objects.filter(council=council)
        .select_related("measure", "area")
        .annotate(target_text=Subquery(target.values("text")[:1]))
        .order_by("-is_active", "position", "code")
    )


def unused(council: Council) -> QuerySet[Measure]:
    """Measures of the catalogue, and the council's own, that it has not taken into use."""
    taken = AdoptedMeasure.objects.filter(council=council).values("measure")
    return known(council).exclude(pk__in=taken).order_by("position", "code")


def known(council: Council) -> QuerySet[Measure]:
    """What this council could use: the shared catalogue and its own measures."""
    return Measure.objects.filter(Q(council=None) | Q(council=council))


def measure_of(council: Council, code: str) -> Measure:
    """A measure the council could use, or 404; its own before one of the catalogue."""
    found = list(known(council).filter(code=code))
    if not found:
        raise Http404("No such measure.")
    return next((one for one in found if one.council_id), found[0])


def adopted_of(council: Council, code: str) -> AdoptedMeasure:
    """One of the council's measures, in use or retired, or 404."""
    rows = AdoptedMeasure.objects.select_related("council", "measure", "area")
    return get_object_or_404(rows, council=council, code=code)


def is_charted(measure: AdoptedMeasure) -> bool:
    """Has it process limits?"""
    return measure.measure.basis not in NOT_CHARTED


def card_of(measure: Measure) -> tuple[tuple[str, str], ...]:
    """What is known about a measure, in the words of its card; nothing where nothing is."""
    expected = ExpectedChange(measure.expected_change).label if measure.expected_change else ""
    rows = (
        ("What it is", measure.what),
        ("Which way is good", measure.why or Polarity(measure.polarity).label),
        ("Theme", theme_name(measure.theme)),
        ("Unit", Unit(measure.unit).label),
        ("Numerator", measure.numerator_label),
        ("Denominator", denominator_of(measure)),
        ("Covers", Basis(measure.basis).label),
        ("Shown with", decimals_of(measure.decimals)),
        ("Expected change", expected),
        ("Usual target", measure.default_target),
        ("Timescale", measure.timescale),
        ("Collection", measure.source),
        ("Checked with", checked_with(measure)),
        ("Benchmark", benchmark_words(measure)),
    )
    return tuple((key, value) for key, value in rows if value)


def targets_of(measure: AdoptedMeasure) -> list[DatedTarget]:
    """Every target, the latest first, with the months it holds in."""
    today = Month.of(timezone.localdate())
    rows = list(measure.targets.order_by("-effective_from"))
    ends = [None, *(Month.of(row.effective_from).previous for row in rows)]
    return [dated(row, until, today) for row, until in zip(rows, ends, strict=False)]


def dated(row: Target, until: Month | None, today: Month) -> DatedTarget:
    since = Month.of(row.effective_from)
    holds = since <= today and (until is None or today <= until)
    return DatedTarget(since, until, row.text, row.reason, holds)


def rebases_of(measure: AdoptedMeasure) -> list[tuple[Month, str]]:
    """From which months limits are worked out anew, the latest first, and why."""
    rows = measure.rebases.order_by("-month").values_list("month", "reason")
    return [(Month.of(day), reason) for day, reason in rows]


def changes_around(measure: AdoptedMeasure, roles: Collection[Role]) -> list[Happening]:
    """The changes in the service that may explain a step in the line, the latest first."""
    happened, _ = around(measure, date.min, timezone.localdate(), roles)
    return [one for one in reversed(happened) if one.kind is EventKind.CHANGE]


def history_of(measure: AdoptedMeasure) -> list[TimelineEntry]:
    """Everything decided about a measure, its targets and its limits together, latest first.

    Queries: 1. An entry about a target or a rebase begins with the measure's code.
    """
    own = Q(kind=kind_of(measure), object_id=measure.pk)
    defined = Q(kind=kind_of(measure.measure), object_id=measure.measure_id)
    about = (
        own
        | defined
        | Q(
            kind__in=[Target._meta.label_lower, Rebase._meta.label_lower],
            label__startswith=f"{measure.code}: ",
        )
    )
    events = Event.objects.filter(about, council=measure.council_id).select_related("by")[:SHOWN]
    return entries_of(events, with_labels={Target._meta.label_lower, Rebase._meta.label_lower})


def draft_month(measure: AdoptedMeasure) -> tuple[Month, str] | None:
    """The open month and the section that hold a draft of it, which keeps it where it is."""
    figure = keyed_in_open_returns(measure).first()
    return (Month.of(figure.month), figure.section.area.name) if figure else None
