"""Which stored columns does a scorecard need? Read as tuples, never as model instances."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Exists, FilteredRelation, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, NullIf

from improvement.councils.models import Council
from improvement.rules.month import Month, months_between
from improvement.rules.section import SectionStatus
from scorecard.models import (
    AdoptedMeasure,
    Amendment,
    AmendmentStatus,
    Figure,
    MonthlyReturn,
    Rebase,
    Section,
    Target,
)
from scorecard.selectors.signals import WINDOW as CHARTED
from scorecard.selectors.signals import Rebased
from scorecard.selectors.standing import Yardstick, yardstick_of

# A year and the same month a year before: the length of a sparkline.
WINDOW = 13

# Approved values by measure and first day of the month; None is a stated gap.
Values = dict[int, dict[date, Decimal | None]]


@dataclass(frozen=True, slots=True)
class MeasureFacts:
    """An adopted measure's columns, with the targets it had in the month and the one before."""

    pk: int
    definition_id: int
    code: str
    name: str
    group: str
    theme: str
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
    numerator_label: str
    denominator_label: str
    target: str | None
    target_before: str | None
    was_returned: bool
    is_rebased: bool


MEASURE_COLUMNS = (
    "pk", "measure_id", "code", "name", "group", "measure__theme", "owner_role", "is_active",
    "area_id", "area__name",
    "baseline", "baseline_label", "wanted", "decimals", "rag_tolerance",
    "direction_tolerance", "is_tolerance_relative", "measure__unit", "measure__basis",
    "measure__polarity", "measure__numerator_label", "measure__denominator_label",
    "target_text", "target_before", "was_returned", "is_rebased",
)  # fmt: skip


def read_measures(council: Council, month: Month) -> list[MeasureFacts]:
    """Every measure the council has, in scorecard order, with its target in that month."""
    returned = Figure.objects.approved().filter(council=council, measure=OuterRef("pk"))
    rows = (
        AdoptedMeasure.objects.filter(council=council)
        .annotate(
            target_text=target_in(council, month),
            target_before=target_in(council, month.previous),
            is_rebased=Exists(Rebase.objects.filter(council=council, measure=OuterRef("pk"))),
            was_returned=Exists(returned),
            wanted=Coalesce(NullIf("expected_change", Value("")), "measure__expected_change"),
        )
        .order_by("position", "code")
        .values_list(*MEASURE_COLUMNS)
    )
    return [MeasureFacts(*row) for row in rows]


def target_in(council: Council, month: Month) -> Subquery:
    """The text of the target that a measure had in a month."""
    target = Target.objects.filter(
        council=council, measure=OuterRef("pk"), effective_from__lte=month.first_day
    ).order_by("-effective_from")
    return Subquery(target.values("text")[:1])


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


def read_values(council: Council, month: Month, months: int = CHARTED) -> tuple[Values, bool]:
    """Approved values of the months before, and whether the last one's were ever amended.

    They come in the order of their months, so that a row made of the same values is known again.
    """
    rows = (
        Figure.objects.approved()
        .between(council, month.plus(1 - months), month.previous)
        .order_by("month")
        .values_list("measure_id", "month", "value", "revision")
    )
    values: Values = {}
    last, is_amended = month.previous.first_day, False
    for measure, day, value, revision in rows:
        values.setdefault(measure, {})[day] = value
        is_amended = is_amended or (revision > 1 and day == last)
    return values, is_amended


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


SECTION_COLUMNS = ("area_id", "area__name", "status")
FIGURE_COLUMNS = (
    "approved__measure_id", "approved__value", "approved__missing", "approved__comment",
    "approved__as_at", "approved__printed_direction", "approved__source", "approved__revision",
    "approved_by__name", "approved_at",
)  # fmt: skip


def read_sections(council: Council, month: Month) -> tuple[dict[int, FigureFacts], dict[int, str]]:
    """The month's approved figures by measure, and the areas that wait: key and name. Queries: 1.

    An area waits whose section for the month exists and is not approved. Sections are read with
    their figures, those without any too; drafts stay in the database.
    """
    own = FilteredRelation("figures", condition=Q(figures__is_approved=True))
    rows = (
        Section.objects.filter(council=council, monthly_return__month=month.first_day)
        .annotate(approved=own)
        .order_by("area__position", "area__name")
        .values_list(*SECTION_COLUMNS, *FIGURE_COLUMNS)
    )
    figures: dict[int, FigureFacts] = {}
    waiting: dict[int, str] = {}
    for area, name, status, *columns in rows:
        if status != SectionStatus.APPROVED:
            waiting[area] = name
        if columns[0] is not None:
            figures[columns[0]] = FigureFacts(*columns)
    return figures, waiting


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


def read_rebases(council: Council, measures: Iterable[MeasureFacts]) -> dict[int, list[Rebased]]:
    """From which months limits are worked out anew, and why. Queries: 1, or none without any."""
    rebased = [one.pk for one in measures if one.is_rebased]
    if not rebased:
        return {}
    rows = Rebase.objects.filter(council=council, measure__in=rebased).order_by("month")
    found: dict[int, list[Rebased]] = {}
    for pk, day, reason in rows.values_list("measure", "month", "reason"):
        found.setdefault(pk, []).append((day, reason))
    return found


@dataclass(frozen=True, slots=True)
class RestatedFacts:
    """An approved amendment: of which measure and month, what the figure said and says."""

    measure_id: int
    month: date
    was: Decimal | None
    was_missing: str
    value: Decimal | None
    missing: str


RESTATED_COLUMNS = (
    "figure__measure_id", "figure__month", "was_value", "was_missing", "value", "missing",
)  # fmt: skip


def read_restated(council: Council, month: Month) -> list[RestatedFacts]:
    """What was amended of this month's figures and the month's before, latest last. Queries: 1."""
    rows = Amendment.objects.filter(
        council=council,
        status=AmendmentStatus.APPROVED,
        figure__month__range=(month.previous.first_day, month.first_day),
    ).order_by("figure__month", "revision")
    return [RestatedFacts(*row) for row in rows.values_list(*RESTATED_COLUMNS)]


def latest_month(council: Council) -> Month | None:
    """The month to show unasked: the latest that is wholly approved, else the latest begun.

    A month of which one section is approved would show a board little but gaps. Queries: 1 or 2.
    """
    whole = MonthlyReturn.objects.filter(council=council, locked_at__isnull=False)
    day = whole.order_by("-month").values_list("month", flat=True).first()
    return Month.of(day) if day else next(iter(approved_months(council)), None)
