"""What is known of a measure month by month: each judged by its own target, gaps included?"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from improvement.rules.month import Month, months_between
from improvement.rules.number import MissingReason
from improvement.rules.rag import Rag
from improvement.rules.spc import Point
from improvement.rules.spc_signals import Label
from scorecard.selectors.measure_reading import DatedTarget, FigureFacts, counted, target_in
from scorecard.selectors.revisions import NOT_AMENDED, Amended
from scorecard.selectors.signals import Chart
from scorecard.selectors.standing import Standing, Yardstick, standing_of, target_of


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
    label: Label | None = None
    meaning: Point | None = None

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


def signalled_points(
    points: tuple[MeasurePoint, ...], chart: Chart | None
) -> tuple[MeasurePoint, ...]:
    """Each month with what the process chart says of it, where it says anything."""
    if chart is None:
        return points
    said = zip(chart.xmr.labels, chart.xmr.points, strict=True)
    by_month = dict(zip(chart.months, said, strict=True))
    told = (by_month.get(point.month, (None, None)) for point in points)
    return tuple(
        replace(point, label=label, meaning=meaning)
        for point, (label, meaning) in zip(points, told, strict=True)
    )


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
