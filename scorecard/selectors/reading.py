"""Which stored columns does a scorecard need? Read as tuples, never as model instances."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Exists, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce, NullIf

from improvement.councils.models import Council
from improvement.rules.month import Month, months_between
from improvement.rules.section import SectionStatus
from scorecard.models import AdoptedMeasure, Figure, MonthlyReturn, Section, Target
from scorecard.selectors.standing import Yardstick, yardstick_of

# A year and the same month a year before: the length of a sparkline.
WINDOW = 13

# Approved values by measure and first day of the month; None is a stated gap.
Values = dict[int, dict[date, Decimal | None]]


@dataclass(frozen=True, slots=True)
class MeasureFacts:
    """An adopted measure's columns, with the target that held in the month asked about."""

    pk: int
    code: str
    name: str
    group: str
    owner: str
    is_active: bool
    area_id: int
    area: str
    baseline: Decimal | None
    baseline_label: str
    expected: str
    decimals: int
    rag_tolerance: Decimal
    direction_tolerance: Decimal | None
    is_tolerance_relative: bool
    unit: str
    basis: str
    polarity: str
    target: str | None
    was_returned: bool


MEASURE_COLUMNS = (
    "pk", "code", "name", "group", "owner_role", "is_active", "area_id", "area__name",
    "baseline", "baseline_label", "wanted", "decimals", "rag_tolerance",
    "direction_tolerance", "is_tolerance_relative", "measure__unit", "measure__basis",
    "measure__polarity", "target_text", "was_returned",
)  # fmt: skip


def read_measures(council: Council, month: Month) -> list[MeasureFacts]:
    """Every measure the council has, in scorecard order, with its target in that month."""
    target = Target.objects.filter(
        council=council, measure=OuterRef("pk"), effective_from__lte=month.first_day
    ).order_by("-effective_from")
    returned = Figure.objects.approved().filter(council=council, measure=OuterRef("pk"))
    rows = (
        AdoptedMeasure.objects.filter(council=council)
        .annotate(
            target_text=Subquery(target.values("text")[:1]),
            was_returned=Exists(returned),
            wanted=Coalesce(NullIf("expected_change", Value("")), "measure__expected_change"),
        )
        .order_by("position", "code")
        .values_list(*MEASURE_COLUMNS)
    )
    return [MeasureFacts(*row) for row in rows]


def yardstick_for(measure: MeasureFacts) -> Yardstick:
    """What the measure is judged by."""
    return yardstick_of(
        unit=measure.unit,
        decimals=measure.decimals,
        polarity=measure.polarity,
        expected=measure.expected,
        baseline=measure.baseline,
        rag_tolerance=measure.rag_tolerance,
        direction_tolerance=measure.direction_tolerance,
        is_tolerance_relative=measure.is_tolerance_relative,
    )


def window_before(month: Month) -> list[date]:
    """The first days of the twelve months before this one."""
    return [one.first_day for one in months_between(month.plus(1 - WINDOW), month.previous)]


def read_values(council: Council, month: Month) -> Values:
    """Approved values of the twelve months before."""
    rows = (
        Figure.objects.approved()
        .between(council, month.plus(1 - WINDOW), month.previous)
        .values_list("measure_id", "month", "value")
    )
    values: Values = {}
    for measure, day, value in rows:
        values.setdefault(measure, {})[day] = value
    return values


@dataclass(frozen=True, slots=True)
class FigureFacts:
    """One approved figure's columns, with who approved it and when."""

    measure_id: int
    value: Decimal | None
    missing: str
    comment: str
    as_at: date | None
    printed_direction: str
    source: str
    revision: int
    approved_by: str
    approved_at: datetime | None


FIGURE_COLUMNS = (
    "measure_id", "value", "missing", "comment", "as_at", "printed_direction", "source",
    "revision", "section__approved_by__name", "section__approved_at",
)  # fmt: skip


def read_figures(council: Council, month: Month) -> dict[int, FigureFacts]:
    """The month's approved figures, by measure."""
    rows = Figure.objects.approved().between(council, month, month).values_list(*FIGURE_COLUMNS)
    return {row[0]: FigureFacts(*row) for row in rows}


def read_waiting(council: Council, month: Month) -> dict[int, str]:
    """The areas whose section for the month exists and is not approved: key and name."""
    rows = (
        Section.objects.filter(council=council, monthly_return__month=month.first_day)
        .exclude(status=SectionStatus.APPROVED)
        .order_by("area__position", "area__name")
        .values_list("area_id", "area__name")
    )
    return dict(rows)


def approved_months(council: Council) -> tuple[Month, ...]:
    """Every month in which at least one section is approved, latest first. Queries: 1."""
    days = (
        MonthlyReturn.objects.filter(
            Exists(
                Section.objects.filter(monthly_return=OuterRef("pk"), status=SectionStatus.APPROVED)
            ),
            council=council,
        )
        .order_by("-month")
        .values_list("month", flat=True)
    )
    return tuple(Month.of(day) for day in days)


def latest_month(council: Council) -> Month | None:
    """The month to show unasked: the latest that is wholly approved, else the latest begun.

    A month of which one section is approved would show a board little but gaps. Queries: 1 or 2.
    """
    whole = MonthlyReturn.objects.filter(council=council, locked_at__isnull=False)
    day = whole.order_by("-month").values_list("month", flat=True).first()
    return Month.of(day) if day else next(iter(approved_months(council)), None)
