"""Does the database itself refuse what must never be stored?"""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from improvement.rules.month import Month
from scorecard.models import AdoptedMeasure, Figure, Measure, MonthlyReturn, Section, Target
from tests.builders import make_area
from tests.scorecard.builders import OCTOBER, make_measure, make_return, pair

pytestmark = pytest.mark.django_db


@pytest.fixture
def figure(desk, cast):
    desk.key(pair(9, 10), by=cast.officer)
    return Figure.objects.get()


def refused(model, **changes) -> None:
    """An update that the database turns down, whatever the code would allow."""
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.update(**changes)


@pytest.mark.parametrize(
    "changes",
    [
        {"month": date(2026, 10, 2)},
        {"numerator": -1},
        {"denominator": -1},
        {"numerator": 11},
        {"missing": "no_cases"},
    ],
    ids=[
        "mid-month",
        "numerator below nought",
        "denominator below nought",
        "over its whole",
        "value and reason",
    ],
)
def test_figure_that_is_nonsense(figure, changes):
    refused(Figure, **changes)


def test_figure_of_a_measure_and_month_stands_once(figure):
    figure.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        figure.save(force_insert=True)


def test_count_may_exceed_a_denominator_when_it_is_no_share(figure):
    Figure.objects.update(is_share=False, numerator=11)
    assert Figure.objects.get().numerator == 11


@pytest.mark.parametrize(
    "changes",
    [
        {"submitted_at": timezone.now()},
        {"edited_at": timezone.now()},
        {"approved_at": timezone.now()},
        {"status": "approved"},
    ],
    ids=["submitted by nobody", "edited by nobody", "approved by nobody", "status alone"],
)
def test_section_without_who_or_when(desk, changes):
    refused(Section, **changes)


def test_return_and_target_begin_on_a_first(desk, area):
    make_measure(area, target="80%+", target_from=Month(2026, 4))
    refused(MonthlyReturn, month=date(2026, 10, 15))
    refused(Target, effective_from=date(2026, 4, 15))


def test_return_of_a_month_stands_once(desk, council):
    with pytest.raises(IntegrityError), transaction.atomic():
        MonthlyReturn.objects.create(
            council=council, month=OCTOBER.first_day, due_on=date(2026, 11, 13)
        )


def test_catalogue_code_stands_once_and_a_council_may_use_it_too(council, area):
    facts = {"group": "G", "name": "N", "unit": "count", "basis": "month", "polarity": "higher"}
    Measure.objects.create(code="ZZ1", **facts)
    Measure.objects.create(code="ZZ1", council=council, **facts)
    for owner in (None, council):
        with pytest.raises(IntegrityError), transaction.atomic():
            Measure.objects.create(code="ZZ1", council=owner, **facts)


@pytest.mark.parametrize("code", ["FD3", "CL4-1M", "WF6-ALL"])
def test_code_that_is_one(area, code):
    assert make_measure(area, code=code).code == code


@pytest.mark.parametrize("code", ["fd3", "3FD", "F", "FD 3", "FD/3", "<b>"])
def test_code_that_is_none(area, code):
    with pytest.raises(ValidationError):
        make_measure(area, code=code)


@pytest.mark.parametrize("tolerance", [Decimal("-1"), Decimal("101")])
def test_tolerance_out_of_reason(area, tolerance):
    measure = make_measure(area)
    measure.rag_tolerance = tolerance
    with pytest.raises(ValidationError):
        measure.full_clean()


def test_measures_in_use_are_the_councils_own_and_active(council, other_council, area):
    kept = make_measure(area)
    make_measure(make_area(other_council, "Away"))
    AdoptedMeasure.objects.filter(pk=make_measure(area).pk).update(is_active=False)
    assert list(AdoptedMeasure.objects.in_use(council)) == [kept]


def test_things_say_what_they_are(desk, council, figure):
    assert str(make_return(council)) == "Monthly return, October 2026"
    assert str(desk.section) == "Front door, October 2026"
    assert str(figure) == f"{desk.measures[0].code}, October 2026"
    assert make_return(council).get_absolute_url() == "/councils/testham/returns/2026-10/"
    assert desk.measures[0].get_absolute_url().endswith(f"/measures/{desk.measures[0].code}/")
