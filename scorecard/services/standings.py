"""How do measures stand now? Kept ready, so that comparing councils never reads their figures."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import F, Max, OuterRef, Subquery

from improvement.councils.models import Council
from improvement.rules.month import Month
from improvement.rules.number import MissingReason
from improvement.rules.target import plain
from scorecard.models import (
    AdoptedMeasure,
    CurrentStanding,
    Figure,
    Rebase,
    ScorecardVersion,
    Target,
)
from scorecard.selectors.measure_reading import yardstick_for
from scorecard.selectors.signals import WINDOW, Chart, Rebased, chart_of
from scorecard.selectors.standing import Standing, standing_of, target_of

SPARK = 13


@dataclass
class Read:
    """What one measure's standing is worked out from."""

    values: dict[date, Decimal | None] = field(default_factory=dict)
    missing: str = ""
    as_at: date | None = None
    rebases: list[Rebased] = field(default_factory=list)


@transaction.atomic
def refresh_standings(*, council: Council, measures: Iterable[AdoptedMeasure] | None = None) -> int:
    """Work out anew how measures stand by their latest approved figure; all of them unless told.

    Called in the transaction of whatever changes a figure, a target or a measure's settings. It
    leaves no entry: what it keeps follows from what has one. Queries: 6, whatever the history.
    """
    bump_version(council=council)
    held = read_measures(council, measures)
    read = read_figures(council, held)
    rows = [row_of(measure, read[measure.pk]) for measure in held if measure.latest]
    gone = [measure.pk for measure in held if not measure.latest]
    CurrentStanding.objects.filter(council=council, measure__in=gone).delete()
    store(rows)
    return len(rows)


def refresh_everywhere() -> None:
    """Work out anew how every council in use stands, when what it is judged by is another."""
    for council in Council.objects.live():
        refresh_standings(council=council)


def bump_version(*, council: Council) -> None:
    """Let every kept page of the council's scorecard know that it is stale."""
    bump_versions(councils=[council.pk])


def bump_versions(*, councils: Collection[int]) -> None:
    """The same for several councils at once, by key. Queries: 2, however many."""
    ScorecardVersion.objects.bulk_create(
        [ScorecardVersion(council_id=pk, number=1) for pk in councils], ignore_conflicts=True
    )
    ScorecardVersion.objects.filter(council__in=councils).update(number=F("number") + 1)


def store(rows: list[CurrentStanding]) -> None:
    """Insert or update them in one statement."""
    fixed = {"id", "council", "measure"}
    names = [one.name for one in CurrentStanding._meta.concrete_fields if one.name not in fixed]
    CurrentStanding.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["measure"], update_fields=names
    )


def read_measures(
    council: Council, measures: Iterable[AdoptedMeasure] | None
) -> list[AdoptedMeasure]:
    """The measures with their definition, latest approved month, and its target. Queries: 1."""
    latest = (
        Figure.objects.approved()
        .filter(council=council, measure=OuterRef("pk"))
        .order_by()
        .values("measure")
        .annotate(last=Max("month"))
    )
    target = Target.objects.filter(
        council=council, measure=OuterRef("pk"), effective_from__lte=OuterRef("latest")
    ).order_by("-effective_from")
    chosen = AdoptedMeasure.objects.filter(council=council)
    if measures is not None:
        chosen = chosen.filter(pk__in=[measure.pk for measure in measures])
    return list(
        chosen.select_related("measure")
        .annotate(latest=Subquery(latest.values("last")))
        .annotate(target_text=Subquery(target.values("text")[:1]))
        .order_by("pk")
    )


def read_figures(council: Council, measures: list[AdoptedMeasure]) -> Mapping[int, Read]:
    """Approved figures and rebases of as many months as a chart shows. Queries: 2."""
    read = {measure.pk: Read() for measure in measures}
    latest = {measure.pk: measure.latest for measure in measures if measure.latest}
    if not latest:
        return read
    first = Month.of(min(latest.values())).plus(1 - WINDOW)
    last = Month.of(max(latest.values()))
    rows = Figure.objects.approved().between(council, first, last).filter(measure__in=latest)
    for pk, day, value, missing, as_at in rows.values_list(
        "measure", "month", "value", "missing", "as_at"
    ):
        read[pk].values[day] = value
        if day == latest[pk]:
            read[pk].missing, read[pk].as_at = missing, as_at
    for pk, day, reason in Rebase.objects.filter(council=council, measure__in=latest).values_list(
        "measure", "month", "reason"
    ):
        read[pk].rebases.append((day, reason))
    return read


def row_of(measure: AdoptedMeasure, read: Read) -> CurrentStanding:
    """One measure as it stands, in the words that other pages show."""
    month, yardstick = Month.of(measure.latest), yardstick_for(measure)
    value = read.values.get(measure.latest)
    standing = standing_of(
        yardstick,
        value,
        previous=read.values.get(month.previous.first_day),
        target=target_of(measure.target_text),
        missing=read.missing,
    )
    return CurrentStanding(
        council_id=measure.council_id,
        measure=measure,
        definition_id=measure.measure_id,
        month=measure.latest,
        as_at=read.as_at or month.last_day,
        value=value,
        missing=read.missing,
        printed=MissingReason(read.missing).label if read.missing else yardstick.printed(value),
        target=measure.target_text or "",
        spark=[written(read.values.get(day)) for day in spark_days(month)],
        **judged(standing),
        **signalled(chart_for(measure, read, month) if value is not None else None),
    )


def chart_for(measure: AdoptedMeasure, read: Read, month: Month) -> Chart | None:
    return chart_of(
        read.values,
        month,
        basis=measure.measure.basis,
        polarity=measure.measure.polarity,
        target=target_of(measure.target_text),
        rebases=read.rebases,
    )


def judged(standing: Standing) -> dict[str, str]:
    """Rating, reason and movement as stored words."""
    return {
        "rag": standing.rating.rag.value,
        "reason": standing.rating.reason,
        "direction": standing.on_baseline.direction or "",
        "improvement": standing.on_baseline.improvement,
    }


def signalled(chart: Chart | None) -> dict[str, str]:
    """The process chart's two icons as stored words; one figure alone cannot show a change."""
    if chart is None or chart.xmr.upper is None:
        return {}
    return {"variation": chart.xmr.variation or "", "assurance": chart.xmr.assurance or ""}


def spark_days(month: Month) -> list[date]:
    return [month.plus(ago).first_day for ago in range(1 - SPARK, 1)]


def written(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)
