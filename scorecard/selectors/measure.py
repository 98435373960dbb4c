"""What is known about one measure: what it counts, how it stands, and how it came there?"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from django.http import Http404
from django.urls import reverse

from improvement.councils.models import Council
from improvement.history.selectors import TimelineEntry, timeline_of
from improvement.rules.direction import Direction
from improvement.rules.month import Month, months_between
from improvement.rules.number import MissingReason
from improvement.rules.rag import Rag
from improvement.rules.target import plain
from improvement.rules.value import NOTHING, Unit
from scorecard.models import AdoptedMeasure, Figure
from scorecard.selectors.revisions import NOT_AMENDED, Amended, amended_of
from scorecard.selectors.standing import (
    Standing,
    Yardstick,
    standing_of,
    target_of,
    yardstick_of,
)


@dataclass(frozen=True, slots=True)
class DatedTarget:
    """A target and the month from which it holds."""

    text: str
    since: Month
    reason: str


@dataclass(frozen=True, slots=True)
class MeasurePoint:
    """One month of a measure; without a `value` it is a gap, with its reason where one is known."""

    month: Month
    value: Decimal | None
    text: str
    numerator: str
    denominator: str
    missing: str
    target: str
    standing: Standing
    printed_direction: str
    comment: str
    as_at: date
    source: str
    revision: int
    approved_by: str
    approved_at: datetime | None
    is_returned: bool
    amended: Amended = NOT_AMENDED

    @property
    def rag(self) -> Rag:
        return self.standing.rating.rag

    @property
    def reason(self) -> str:
        return self.standing.rating.reason

    @property
    def directions_differ(self) -> bool:
        """Does the label that was published say otherwise than the rule?"""
        printed = self.printed_direction
        return bool(printed) and printed != self.standing.on_baseline.direction


@dataclass(frozen=True, slots=True)
class MeasurePage:
    """A measure with every approved month from its first to its last, gaps included."""

    council: Council
    adopted: AdoptedMeasure
    yardstick: Yardstick
    points: tuple[MeasurePoint, ...]
    targets: tuple[DatedTarget, ...]
    finding: str
    timeline: list[TimelineEntry]

    @property
    def latest(self) -> MeasurePoint | None:
        """The last approved month."""
        return self.points[-1] if self.points else None

    @property
    def baseline_text(self) -> str:
        return self.yardstick.printed(self.yardstick.baseline)

    @property
    def previous_text(self) -> str:
        """The value of the month before the last."""
        return self.points[-2].text if len(self.points) > 1 else NOTHING

    @property
    def unit(self) -> Unit:
        return self.yardstick.unit

    @property
    def scorecard_href(self) -> str:
        """The scorecard of the last approved month."""
        if not self.latest:
            return reverse("scorecard:scorecard-latest", args=[self.council.slug])
        return reverse("scorecard:scorecard-month", args=[self.council.slug, self.latest.month])


@dataclass(frozen=True, slots=True)
class FigureFacts:
    """An approved figure's columns."""

    month: date
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    missing: str
    comment: str
    as_at: date | None
    printed_direction: str
    source: str
    revision: int
    approved_by: str | None
    approved_at: datetime | None


COLUMNS = (
    "month", "value", "numerator", "denominator", "missing", "comment", "as_at",
    "printed_direction", "source", "revision", "section__approved_by__name",
    "section__approved_at",
)  # fmt: skip


def measure_page(council: Council, code: str) -> MeasurePage:
    """Everything the measure's page shows; 404 for a code not in use. Queries: 5."""
    adopted = read_adopted(council, code)
    yardstick = yardstick_for(adopted)
    targets = read_targets(adopted)
    amended = amended_of(council, adopted, yardstick)
    points = points_of(yardstick, read_figures(adopted), targets, amended)
    return MeasurePage(
        council=council,
        adopted=adopted,
        yardstick=yardstick,
        points=points,
        targets=targets,
        finding=finding_of(yardstick, points),
        timeline=timeline_of(adopted),
    )


def read_adopted(council: Council, code: str) -> AdoptedMeasure:
    """The council's measure with its definition; retired ones keep their page."""
    found = (
        AdoptedMeasure.objects.filter(council=council, code=code)
        .select_related("measure", "area")
        .first()
    )
    if found is None:
        raise Http404("No such measure at this council.")
    return found


def yardstick_for(adopted: AdoptedMeasure) -> Yardstick:
    """What the measure is judged by, the council's own settings before the catalogue's."""
    return yardstick_of(
        unit=adopted.measure.unit,
        decimals=adopted.decimals,
        polarity=adopted.measure.polarity,
        expected=adopted.expected_change or adopted.measure.expected_change,
        baseline=adopted.baseline,
        rag_tolerance=adopted.rag_tolerance,
        direction_tolerance=adopted.direction_tolerance,
        is_tolerance_relative=adopted.is_tolerance_relative,
    )


def read_targets(adopted: AdoptedMeasure) -> tuple[DatedTarget, ...]:
    """Every target the measure has had, latest first."""
    rows = adopted.targets.order_by("-effective_from").values_list(
        "text", "effective_from", "reason"
    )
    return tuple(DatedTarget(text, Month.of(day), reason) for text, day, reason in rows)


def read_figures(adopted: AdoptedMeasure) -> dict[Month, FigureFacts]:
    """The measure's approved figures, by month."""
    rows = (
        Figure.objects.approved()
        .filter(council_id=adopted.council_id, measure=adopted)
        .order_by("month")
        .values_list(*COLUMNS)
    )
    return {Month.of(row[0]): FigureFacts(*row) for row in rows}


def points_of(
    yardstick: Yardstick,
    figures: dict[Month, FigureFacts],
    targets: tuple[DatedTarget, ...],
    amended: dict[Month, Amended],
) -> tuple[MeasurePoint, ...]:
    """One point a month from the first figure to the last, each judged by its own target."""
    if not figures:
        return ()
    points, previous = [], None
    for month in months_between(min(figures), max(figures)):
        figure = figures.get(month)
        point = point_of(yardstick, month, figure, previous, target_in(month, targets))
        points.append(replace(point, amended=amended[month]) if month in amended else point)
        previous = figure.value if figure else None
    return tuple(points)


def target_in(month: Month, targets: tuple[DatedTarget, ...]) -> str:
    """The target that held in a month; `targets` are latest first."""
    return next((one.text for one in targets if one.since <= month), "")


def point_of(
    yardstick: Yardstick,
    month: Month,
    figure: FigureFacts | None,
    previous: Decimal | None,
    target: str,
) -> MeasurePoint:
    held = figure or FigureFacts(
        month.first_day, None, None, None, "", "", None, "", "", 1, None, None
    )
    return MeasurePoint(
        month=month,
        value=held.value,
        text=yardstick.printed(held.value),
        numerator=counted(held.numerator),
        denominator=counted(held.denominator),
        missing=MissingReason(held.missing).label if held.missing else "",
        target=target,
        standing=standing_of(
            yardstick,
            held.value,
            previous=previous,
            target=target_of(target),
            missing=held.missing,
        ),
        printed_direction=held.printed_direction,
        comment=held.comment,
        as_at=held.as_at or month.last_day,
        source=held.source,
        revision=held.revision,
        approved_by=held.approved_by or "",
        approved_at=held.approved_at,
        is_returned=figure is not None,
    )


def counted(number: Decimal | None) -> str:
    """A numerator or denominator as it was counted."""
    if number is None:
        return ""
    whole, dot, places = plain(number).partition(".")
    return f"{int(whole):,}{dot}{places}"


def finding_of(yardstick: Yardstick, points: tuple[MeasurePoint, ...]) -> str:
    """What the chart shows, in one sentence.

    As in "72% in February 2017, inside 65%+; up from 52% at baseline."
    """
    if not points:
        return "No figures have been approved for this measure yet."
    last = points[-1]
    if last.value is None:
        return f"No figure for {last.month.label}: {last.reason}."
    parts = [place_of(yardstick, last), way_of(yardstick, last)]
    told = "; ".join(part for part in parts if part)
    return f"{last.text} in {last.month.label}{', ' + told if told else ''}."


def place_of(yardstick: Yardstick, point: MeasurePoint) -> str:
    """Where the last figure stands beside its target."""
    target = target_of(point.target)
    if target is None or point.value is None:
        return ""
    if point.rag is Rag.GREEN:
        return f"inside {target}"
    return f"{'short of' if target.is_below(point.value) else 'over'} {target}"


def way_of(yardstick: Yardstick, point: MeasurePoint) -> str:
    """Which way it has gone since the baseline."""
    direction = point.standing.on_baseline.direction
    baseline = yardstick.printed(yardstick.baseline)
    if direction is None:
        return ""
    if direction is Direction.STEADY:
        return f"steady on {baseline} at baseline"
    return f"{'up' if direction is Direction.INCREASING else 'down'} from {baseline} at baseline"
