"""How is a red measure drawn in a pack? As on its own page, over the months that a pack tells."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from improvement.rules.month import Month
from improvement.rules.spc import Xmr
from improvement.ui.drawing import Drawing
from improvement.ui.svg_process import Size
from scorecard.models import AdoptedMeasure
from scorecard.selectors import ScorecardRow
from scorecard.selectors.measure import MeasurePage
from scorecard.selectors.measure_points import MeasurePoint, points_of, signalled_points
from scorecard.selectors.measure_reading import DatedTarget, FigureFacts, yardstick_for
from scorecard.selectors.signals import Chart

# As wide as a printed page's text, so that its words are printed as large as those around it.
SIZE = Size(680, 310, 1.0, is_named=True)
# Shapes, since a pack is copied in black and white.
MARKS = {
    "common": "a dot is no real change",
    "improvement": "a star is a real improvement",
    "concern": "a triangle is a real worsening",
    "neutral": "a diamond is a real change, neither better nor worse",
    "green": "a dot is rated green",
    "amber": "a triangle is rated amber",
    "red": "a square is rated red",
    "none": "an open dot is not rated",
}


def page_of(row: ScorecardRow, adopted: AdoptedMeasure, months: Sequence[Month]) -> MeasurePage:
    """So much of the measure's own page, as it stood in a month, as its chart needs."""
    yardstick, targets = yardstick_for(adopted), targets_of(adopted)
    chart = chart_of(row, months)
    return MeasurePage(
        council=adopted.council,
        adopted=adopted,
        yardstick=yardstick,
        points=signalled_points(points_in(row, adopted, months), chart),
        targets=targets,
        chart=chart,
        compared=None,
        happened=(),
        linked=(),
        finding="",
        timeline=[],
        is_whole=False,
        has_earlier=False,
    )


def targets_of(adopted: AdoptedMeasure) -> tuple[DatedTarget, ...]:
    """Every target the measure has had, latest first. Queries: none where they are fetched."""
    dated = sorted(adopted.targets.all(), key=lambda one: one.effective_from, reverse=True)
    return tuple(DatedTarget(one.text, Month.of(one.effective_from), one.reason) for one in dated)


def points_in(
    row: ScorecardRow, adopted: AdoptedMeasure, months: Sequence[Month]
) -> tuple[MeasurePoint, ...]:
    """The row's own values, each judged by the target that it had; of a gap no more is told."""
    figures = {
        month: FigureFacts(month.first_day, value, None, None, "", "", None, "", "", 1, None, None)
        for month, value in zip(months, row.spark, strict=True)
    }
    return points_of(yardstick_for(adopted), figures, targets_of(adopted), {})


def chart_of(row: ScorecardRow, months: Sequence[Month]) -> Chart | None:
    """The chart that the row was read by, so much of it as is shown; none without limits."""
    if row.signal.xmr is None:
        return None
    xmr = latest_of(row.signal.xmr, len(months))
    count = len(xmr.points)
    return Chart(tuple(months[-count:]), row.spark[-count:], xmr)


def latest_of(xmr: Xmr, count: int) -> Xmr:
    """The last places of a chart, with the limits that they had in the whole of it."""
    cut = max(len(xmr.points) - count, 0)
    return replace(
        xmr,
        labels=xmr.labels[cut:],
        points=xmr.points[cut:],
        stretches=tuple(
            replace(one, start=max(one.start - cut, 0), stop=one.stop - cut)
            for one in xmr.stretches
            if one.stop > cut
        ),
        since=None if xmr.since is None else max(xmr.since - cut, 0),
    )


def key_of(drawing: Drawing, xmr: Xmr | None) -> str:
    """What is shaded, what each mark means, and what the limits are of, in a few sentences."""
    words = "; ".join(key_words(drawing))
    return f"{words[:1].upper()}{words[1:]}.{limits_words(xmr)}"


def key_words(drawing: Drawing) -> Iterator[str]:
    drawn = zip(drawing.kinds, drawing.values, strict=True)
    kinds = {kind for kind, value in drawn if value is not None}
    if drawing.fields:
        yield "the target is shaded"
    yield from (words for kind, words in MARKS.items() if kind in kinds)


def limits_words(xmr: Xmr | None) -> str:
    """How many figures the limits are worked out from: most often more than are shown."""
    if xmr is None or xmr.upper is None:
        return ""
    first = ", a first guess" if xmr.is_trial else ""
    return f" Mean and limits are from {xmr.stretches[-1].count} figures{first}."
