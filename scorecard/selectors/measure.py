"""What is known about one measure: what it counts, how it stands, and how it came there?"""

from collections.abc import Collection
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from improvement.councils.models import Council
from improvement.councils.roles import Role
from improvement.history.selectors import TimelineEntry, timeline_of
from improvement.rules.month import Month
from improvement.rules.value import NOTHING, Unit
from scorecard.around import EventKind, Happening, Linked, around
from scorecard.benchmarks.selectors import Compared, comparisons_for
from scorecard.models import AdoptedMeasure
from scorecard.selectors.measure_points import MeasurePoint, points_of, signalled_points
from scorecard.selectors.measure_reading import (
    DatedTarget,
    FigureFacts,
    read_adopted,
    read_dated,
    read_figures,
    target_in,
    yardstick_for,
)
from scorecard.selectors.measure_words import finding_of
from scorecard.selectors.revisions import amended_of
from scorecard.selectors.signals import WINDOW, Chart, Rebased, chart_of
from scorecard.selectors.standing import Yardstick, target_of


@dataclass(frozen=True, slots=True)
class MeasurePage:
    """A measure with its latest approved months, or all of them, gaps included.

    `chart` is its process chart, none for a basis that has no limits. `happened` and `linked` are
    what the reader may see of the council's journey.
    """

    council: Council
    adopted: AdoptedMeasure
    yardstick: Yardstick
    points: tuple[MeasurePoint, ...]
    targets: tuple[DatedTarget, ...]
    chart: Chart | None
    compared: Compared | None
    happened: tuple[Happening, ...]
    linked: tuple[Linked, ...]
    finding: str
    timeline: list[TimelineEntry]
    is_whole: bool
    has_earlier: bool

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


def measure_page(
    council: Council, code: str, *, roles: Collection[Role] = (), whole: bool = False
) -> MeasurePage:
    """Everything the measure's page shows; 404 for a code not in use.

    The latest three years, or with `whole` every month. Queries: 5, one more where a figure was
    amended, and one for each source of what the roles may see around it.
    """
    adopted = read_adopted(council, code)
    yardstick = yardstick_for(adopted)
    targets, rebases = read_dated(adopted)
    figures, has_earlier = read_figures(adopted, whole=whole)
    last = max(figures, default=Month.of(timezone.localdate()))
    chart = chart_for(adopted, figures, last, targets, rebases)
    is_amended = any(one.is_amended for one in figures.values())
    amended = amended_of(council, adopted, yardstick) if is_amended else {}
    points = points_of(yardstick, figures, targets, amended)
    points = signalled_points(points if whole else points[-WINDOW:], chart)
    first = points[0].month if points else last
    happened, linked = around(adopted, first.first_day, last.last_day, roles)
    return MeasurePage(
        council=council,
        adopted=adopted,
        yardstick=yardstick,
        points=points,
        targets=targets,
        chart=chart,
        compared=comparisons_for(council, [adopted.measure_id], last).get(adopted.measure_id),
        happened=tuple(sorted([*happened, *rebased(chart)], key=lambda one: one.on)),
        linked=tuple(linked),
        finding=finding_of(yardstick, points),
        timeline=timeline_of(adopted),
        is_whole=whole,
        has_earlier=has_earlier,
    )


def chart_for(
    adopted: AdoptedMeasure,
    figures: dict[Month, FigureFacts],
    last: Month,
    targets: tuple[DatedTarget, ...],
    rebases: list[Rebased],
) -> Chart | None:
    """The process chart of the latest three years."""
    return chart_of(
        {month.first_day: one.value for month, one in figures.items()},
        last,
        basis=adopted.measure.basis,
        polarity=adopted.measure.polarity,
        target=target_of(target_in(last, targets)),
        rebases=rebases,
    )


def rebased(chart: Chart | None) -> list[Happening]:
    """Each month from which the limits were worked out anew, with the reason."""
    stretches = chart.xmr.stretches[1:] if chart else ()
    months = [(chart.months[one.start], one.reason) for one in stretches] if chart else []
    return [
        Happening(month.first_day, month.label, EventKind.REBASE, reason)
        for month, reason in months
    ]
