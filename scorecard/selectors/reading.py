"""Which stored columns does a scorecard need? Read as tuples, never as model instances."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache

from django.db.models import (
    Count,
    Exists,
    FilteredRelation,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
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
from scorecard.selectors.series import Folded, unfolded
from scorecard.selectors.signals import WINDOW as CHARTED
from scorecard.selectors.signals import Rebased
from scorecard.selectors.standing import Yardstick, yardstick_of

# A year and the same month a year before: the length of a sparkline.
WINDOW = 13


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
    was_returned: bool
    is_rebased: bool
    target: str | None
    target_before: str | None


MEASURE_COLUMNS = (
    "pk", "measure_id", "code", "name", "group", "measure__theme", "owner_role", "is_active",
    "area_id", "area__name",
    "baseline", "baseline_label", "wanted", "decimals", "rag_tolerance",
    "direction_tolerance", "is_tolerance_relative", "measure__unit", "measure__basis",
    "measure__polarity", "measure__numerator_label", "measure__denominator_label",
    "was_returned", "is_rebased",
)  # fmt: skip


def read_measures(council: Council, month: Month) -> list[MeasureFacts]:
    """Every measure the council has, in scorecard order, with its target then. Queries: 1."""
    measures = []
    for folded, *columns in measure_rows().filter(council=council):
        targets = unfolded(folded or "")
        now = target_in(targets, month), target_in(targets, month.previous)
        measures.append(MeasureFacts(*columns, *now))
    return measures


@cache
def measure_rows() -> QuerySet:
    """The columns of every council's measures; a process says once which, and then whose."""
    own = {"council": OuterRef("council"), "measure": OuterRef("pk")}
    targets = Target.objects.filter(**own).order_by().values("measure")
    return (
        AdoptedMeasure.objects.annotate(
            targets_folded=Subquery(
                targets.annotate(folded=Folded("effective_from", "text")).values("folded")
            ),
            is_rebased=Exists(Rebase.objects.filter(**own)),
            was_returned=Exists(Figure.objects.approved().filter(**own)),
            wanted=Coalesce(NullIf("expected_change", Value("")), "measure__expected_change"),
        )
        .order_by("position", "code")
        .values_list("targets_folded", *MEASURE_COLUMNS)
    )


def target_in(targets: Mapping[date, str], month: Month) -> str | None:
    """The text of the target that held in a month: the last that began by then."""
    begun = [day for day in targets if day <= month.first_day]
    return targets[max(begun)] if begun else None


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


def read_values(
    council: Council, month: Month, months: int = CHARTED
) -> tuple[dict[int, str], bool]:
    """Approved values of the months before, folded, and whether any of the last was amended."""
    last = Q(month=month.previous.first_day, revision__gt=1)
    rows = (
        Figure.objects.approved()
        .between(council, month.plus(1 - months), month.previous)
        .order_by()
        .values("measure_id")
        .annotate(folded=Folded("month", "value"), amended=Count("pk", filter=last))
        .values_list("measure_id", "folded", "amended")
    )
    values: dict[int, str] = {}
    is_amended = False
    for measure, folded, amended in rows:
        values[measure] = folded
        is_amended = is_amended or bool(amended)
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
    rows = section_rows().within(council).filter(monthly_return__month=month.first_day)
    figures: dict[int, FigureFacts] = {}
    waiting: dict[int, str] = {}
    for area, name, status, *columns in rows:
        if status != SectionStatus.APPROVED:
            waiting[area] = name
        if columns[0] is not None:
            figures[columns[0]] = FigureFacts(*columns)
    return figures, waiting


@cache
def section_rows() -> QuerySet:
    """Sections with their approved figures; a process says once which columns, and then whose."""
    return (
        Section.objects.annotate(
            approved=FilteredRelation("figures", condition=Q(figures__is_approved=True))
        )
        .order_by("area__position", "area__name")
        .values_list(*SECTION_COLUMNS, *FIGURE_COLUMNS)
    )


def approved_months(council: Council) -> tuple[Month, ...]:
    """Every month in which at least one section is approved, latest first. Queries: 1."""
    days = (
        Section.objects.within(council)
        .filter(status=SectionStatus.APPROVED)
        .order_by("-monthly_return__month")
        .values_list("monthly_return__month", flat=True)
        .distinct()
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
