"""Does the fast scorecard equal a slow, obvious one, recomputed row by row with plain loops?"""

import random
from decimal import Decimal

import pytest

from improvement.rules.direction import (
    BASELINE_TOLERANCE,
    MONTH_TOLERANCE,
    Polarity,
    Tolerance,
    direction_of,
    improvement_of,
)
from improvement.rules.month import Month, months_between
from improvement.rules.number import MissingReason
from improvement.rules.rag import ExpectedChange, Rag, Rating, movement_of, rate_figure
from improvement.rules.spc import xmr
from improvement.rules.target import Target
from improvement.rules.value import Unit, print_value
from scorecard.models import AdoptedMeasure, Figure, Section
from scorecard.models import Target as StoredTarget
from scorecard.selectors import scorecard_page
from scorecard.selectors.changes import changes_of
from tests.builders import make_area
from tests.scorecard.charted import adopt, give, set_target

pytestmark = pytest.mark.django_db
FIRST, LAST = Month(2025, 1), Month(2026, 6)
TARGETS = ("", "40%+", ">55%", "<30%", "35% to 60%", "≤45")


def generate(council, seed: int) -> None:
    """Eighteen months of twelve measures: gaps, drafts, reasons, changes of target."""
    rnd = random.Random(seed)
    areas = [make_area(council, f"Area {n}") for n in range(3)]
    for number in range(12):
        measure = adopt(
            areas[number % 3],
            unit=rnd.choice([Unit.PERCENT, Unit.COUNT, Unit.RATE_10K]),
            polarity=rnd.choice(list(Polarity)),
            expected_change=rnd.choice(["", *ExpectedChange]),
            baseline=rnd.choice([None, Decimal(rnd.randint(0, 90))]),
            decimals=rnd.choice([0, 1]),
            rag_tolerance=rnd.choice([Decimal(5), Decimal(10), Decimal(0)]),
            direction_tolerance=rnd.choice([None, Decimal(3)]),
            is_tolerance_relative=rnd.random() < 0.5,
            group=rnd.choice(["One", "Two"]),
            target=rnd.choice(TARGETS),
        )
        if rnd.random() < 0.5:
            set_target(measure, rnd.choice(TARGETS[1:]), Month(2025, rnd.randint(2, 12)))
        for month in months_between(FIRST, LAST):
            # A section is approved or not as a whole: every seventh is still a draft.
            is_approved = (month.number + 5 * (number % 3)) % 7 != 0
            fill(measure, month, rnd, is_approved=is_approved)


def fill(measure: AdoptedMeasure, month: Month, rnd: random.Random, *, is_approved: bool) -> None:
    fate = rnd.random()
    if fate < 0.1:
        return
    if fate < 0.2:
        missing = rnd.choice(list(MissingReason))
        give(measure, month, None, missing=missing, is_approved=is_approved)
        return
    value = Decimal(rnd.randint(0, 9000)) / 100
    give(measure, month, value, is_approved=is_approved)


def slow_row(measure: AdoptedMeasure, month: Month) -> tuple:
    """One row the long way: model instances and a query for each question."""

    def value_in(one: Month) -> Decimal | None:
        figure = Figure.objects.filter(
            measure=measure, month=one.first_day, is_approved=True
        ).first()
        return figure.value if figure else None

    held = None
    for stored in StoredTarget.objects.filter(measure=measure).order_by("effective_from"):
        if stored.effective_from <= month.first_day:
            held = stored
    target = Target.parse(held.text) if held else None
    expected = measure.expected_change or measure.measure.expected_change
    expected = ExpectedChange(expected) if expected else None
    tolerance = BASELINE_TOLERANCE
    if measure.direction_tolerance is not None:
        tolerance = Tolerance(measure.direction_tolerance, measure.is_tolerance_relative)
    unit, polarity = Unit(measure.measure.unit), Polarity(measure.measure.polarity)
    value, previous = value_in(month), value_in(month.previous)
    figure = Figure.objects.filter(measure=measure, month=month.first_day, is_approved=True).first()
    rating = rate_figure(
        value, target, movement_of(measure.baseline, value, expected, target, tolerance),
        tolerance_percent=measure.rag_tolerance, unit=unit, decimals=measure.decimals,
        missing=MissingReason(figure.missing) if figure and figure.missing else None,
    )  # fmt: skip
    on_baseline = direction_of(measure.baseline, value, tolerance)
    on_month = direction_of(previous, value, MONTH_TOLERANCE)
    return (
        measure.code, print_value(value, unit, measure.decimals), held.text if held else "",
        slow_rating(measure, month, rating, figure), on_baseline, on_month,
        improvement_of(polarity, measure.baseline, value, on_baseline, target),
        improvement_of(polarity, previous, value, on_month, target),
        tuple(value_in(month.plus(-back)) for back in range(12, -1, -1)),
    )  # fmt: skip


def slow_rating(
    measure: AdoptedMeasure, month: Month, rating: Rating, figure: Figure | None
) -> Rating:
    section = Section.objects.filter(
        area=measure.area, monthly_return__month=month.first_day
    ).first()
    if figure is None and section is not None and section.approved_at is None:
        return Rating(Rag.NO_DATA, "waiting for approval")
    return rating


def fast_row(row) -> tuple:
    return (
        row.code, row.current, row.target, Rating(row.rag, row.reason),
        row.direction, row.month_direction, row.improvement, row.month_improvement, row.spark,
    )  # fmt: skip


@pytest.mark.parametrize("seed", [1, 2])
def test_every_row_equals_the_slow_way(council, seed):
    generate(council, seed)
    measures = {one.code: one for one in AdoptedMeasure.objects.select_related("measure")}
    seen = 0
    for month in (LAST, Month(2025, 9), FIRST):
        for row in scorecard_page(council, month):
            assert fast_row(row) == slow_row(measures[row.code], month)
            seen += 1
    assert seen > 20


def slow_rag(measure: AdoptedMeasure, month: Month) -> Rag | None:
    """The colour of a measure in a month, if it has one."""
    rag = slow_row(measure, month)[3].rag
    return rag if rag in (Rag.RED, Rag.AMBER, Rag.GREEN) else None


def slow_signal(measure: AdoptedMeasure, month: Month) -> str | None:
    """The last month's variation, with a query for each of the 36 months."""
    if measure.measure.basis in ("ytd", "calendar_ytd", "term", "academic_year", "cycle"):
        return None
    values = []
    for back in range(35, -1, -1):
        day = month.plus(-back).first_day
        figure = Figure.objects.filter(measure=measure, month=day, is_approved=True).first()
        values.append(figure.value if figure else None)
    if values[-1] is None:
        return None
    better = {"higher": "increase", "lower": "decrease"}.get(measure.measure.polarity, "neutral")
    chart = xmr(values, improvement=better)
    return chart.variation if chart.upper is not None else None


@pytest.mark.parametrize("seed", [3, 4])
def test_every_roll_up_equals_the_slow_way(council, seed):
    """Counts, newly red, recovered, missing and signals, each counted again by plain loops."""
    generate(council, seed)
    measures = {one.code: one for one in AdoptedMeasure.objects.select_related("measure")}
    told = 0
    for month in (LAST, Month(2025, 10), Month(2025, 12)):
        page = scorecard_page(council, month)
        counts, red, well, gone = {}, [], [], []
        for row in page:
            measure = measures[row.code]
            rating = slow_row(measure, month)[3]
            is_awaiting = rating.reason == "waiting for approval"
            key = "awaiting" if is_awaiting else rating.rag.value
            counts[key] = counts.get(key, 0) + 1
            now, before = slow_rag(measure, month), slow_rag(measure, month.previous)
            if now and before and now != before:
                if now is Rag.RED:
                    red.append(row.name)
                if before is Rag.RED:
                    well.append(row.name)
            if rating.rag is Rag.NO_DATA and not is_awaiting:
                gone.append(row.name)
            assert row.signal.variation == slow_signal(measure, month)
        assert {one.key: one.number for one in page.counts if one.number} == counts
        kinds = {one.key: [change.name for change in one.changes] for one in changes_of(page)}
        assert kinds == {"newly_red": red, "recovered": well, "restated": [], "missing": gone}
        told += len(red) + len(well) + len(gone)
    assert told > 3
