"""Which figures are odd, and how far back does one look to say so?"""

from decimal import Decimal

import pytest

from improvement.rules.value import Unit
from scorecard.models import AdoptedMeasure, Figure, Rebase
from scorecard.services import (
    load_approved_figures,
)
from scorecard.services.checking import warnings_for
from tests.builders import make_area
from tests.scorecard.builders import (
    OCTOBER,
    make_desk,
    make_measure,
    make_return,
    pair,
    past,
    section_of,
)

pytestmark = pytest.mark.django_db


def warned(measure: AdoptedMeasure, value: str) -> list[str]:
    """Which warnings a value would get in October, by a word of each."""
    section = section_of(measure.council, measure.area)
    figure = Figure(measure=measure, value=Decimal(value))
    found = warnings_for(section, [measure], {measure.pk: figure}).get(measure.pk, [])
    words = {"changed": "changed by", "same": "months running", "limits": "outside what earlier"}
    return [name for name, part in words.items() for one in found if part in one.message]


@pytest.fixture
def counted(area, council):
    def made(**fields) -> AdoptedMeasure:
        measure = make_measure(area, unit=fields.pop("unit", Unit.COUNT), **fields)
        make_return(council)
        return measure

    return made


@pytest.mark.parametrize(
    ("value", "expected"),
    [("125", []), ("126", ["changed"]), ("75", []), ("74", ["changed"])],
)
def test_change_of_more_than_a_quarter_is_warned_of(counted, council, cast, value, expected):
    measure = counted()
    past(council, cast, measure, [100])
    assert warned(measure, value) == expected


def test_only_last_month_counts_as_last_month(counted, council, cast):
    measure = counted()
    past(council, cast, measure, [100, None])
    assert warned(measure, "500") == []


@pytest.mark.parametrize(
    ("earlier", "value", "expected"),
    [
        ([5, 5], "5", ["same"]),
        ([5, 5], "6", []),
        ([6, 5], "5", []),
        ([5, None, 5], "5", []),
        ([5], "5", []),
    ],
    ids=["three", "moved", "only two the same", "a gap", "only two"],
)
def test_same_value_three_months_running_is_warned_of(
    counted, council, cast, earlier, value, expected
):
    measure = counted()
    past(council, cast, measure, earlier)
    assert warned(measure, value) == expected


def test_figures_that_only_look_the_same_are_not(counted, council, cast):
    measure = counted(unit=Unit.PERCENT)
    past(council, cast, measure, ["92.1", "92.4"])
    assert warned(measure, "92.2") == []


@pytest.mark.parametrize("basis", ["term", "academic_year", "cycle", "rolling_3y"])
def test_what_does_not_move_monthly_may_stand_still(counted, council, cast, basis):
    measure = counted(basis=basis)
    past(council, cast, measure, [5, 5])
    assert warned(measure, "5") == []


STEADY = [10, 12] * 6


@pytest.mark.parametrize(
    ("earlier", "value", "expected"),
    [
        (STEADY, "17", ["changed", "limits"]),
        (STEADY, "14", []),
        (STEADY[1:], "16", ["changed"]),
        ([1000, *[None] * 30, *STEADY], "14", []),
    ],
    ids=["outside", "inside", "eleven points", "gaps do not count"],
)
def test_figure_outside_its_limits_is_warned_of(counted, council, cast, earlier, value, expected):
    measure = counted()
    past(council, cast, measure, earlier)
    assert warned(measure, value) == expected


def test_limits_look_back_three_years_and_no_further(counted, council, cast):
    measure = counted()
    past(council, cast, measure, [1, 900] * 3 + [10, 12] * 18)
    assert warned(measure, "17") == ["changed", "limits"]


@pytest.mark.parametrize("basis", ["ytd", "calendar_ytd"])
def test_year_to_date_figures_have_no_limits_and_running_counts_grow(counted, council, cast, basis):
    running, share = counted(basis=basis), counted(basis=basis, unit=Unit.PERCENT)
    past(council, cast, running, STEADY)
    assert warned(running, "900") == []
    Figure.objects.update(measure=share)
    assert warned(share, "90") == ["changed"]


@pytest.mark.parametrize("basis", ["rolling_12", "rolling_3y", "term", "academic_year", "cycle"])
def test_what_is_not_charted_has_no_limits_to_be_outside_of(counted, council, cast, basis):
    measure = counted(basis=basis)
    past(council, cast, measure, STEADY)
    assert warned(measure, "17") == ["changed"]


def test_message_is_printed_as_readers_see_the_figure(counted, council, cast):
    measure = counted(unit=Unit.PERCENT, decimals=1)
    past(council, cast, measure, ["50.04"] * 12)
    figure = Figure(measure=measure, value=Decimal("66.66666667"))
    section = section_of(council, measure.area)
    found = warnings_for(section, [measure], {measure.pk: figure})[measure.pk]
    assert [one.message.removeprefix(f"{measure}: ") for one in found] == [
        "changed by more than 25% since last month (50% to 66.7%). Say why.",
        "66.7% is outside what earlier months lead to expect (50.04% to 50.04%). Say why.",
    ]


def test_figure_that_is_missing_or_unfinished_is_not_odd(counted, council, cast):
    measure = counted()
    past(council, cast, measure, [100])
    section = section_of(council, measure.area)
    figure = Figure(measure=measure, missing="not_available")
    assert warnings_for(section, [measure], {measure.pk: figure}) == {}
    assert warnings_for(section, [measure], {}) == {}


def test_another_councils_history_is_not_looked_at(counted, other_council, cast):
    measure = counted()
    theirs = make_measure(make_area(other_council, "Elders"), unit=Unit.COUNT)
    past(other_council, cast, theirs, [1])
    assert warned(measure, "100") == []


def test_warnings_take_one_query_whatever_the_history(
    area, council, cast, django_assert_num_queries
):
    desk = make_desk(area, count=20)
    for back in range(1, 20):
        load_approved_figures(
            council=council,
            month=OCTOBER.plus(-back),
            rows={measure.code: pair(9, 10) for measure in desk.measures},
            submitted_by=cast.officer,
            approved_by=cast.lead,
        )
    figures = {one.pk: Figure(measure=one, value=Decimal(90)) for one in desk.measures}
    section = desk.section
    with django_assert_num_queries(1):
        assert len(warnings_for(section, desk.measures, figures)) == 20


def limits_told(measure: AdoptedMeasure, value: str) -> str:
    """The warning that October's value is outside its limits, if there is one."""
    figure = Figure(measure=measure, value=Decimal(value))
    section = section_of(measure.council, measure.area)
    found = warnings_for(section, [measure], {measure.pk: figure}).get(measure.pk, [])
    return next((one.message for one in found if "outside what" in one.message), "")


@pytest.mark.parametrize(
    ("last", "value", "again"),
    [(20, "21", True), (2, "21", False), (11, "21", False), (None, "21", False), (2, "1", True)],
    ids=["above twice", "other side", "inside", "a gap", "below twice"],
)
def test_second_month_outside_its_limits_is_told_as_such(
    counted, council, cast, last, value, again
):
    measure = counted()
    past(council, cast, measure, [*STEADY, *STEADY, last])
    told = limits_told(measure, value)
    assert told.endswith("Say why.")
    assert (", as last month was (" in told) == again


@pytest.mark.parametrize(
    ("back", "is_told"), [(1, False), (0, False), (13, True), (-1, True)], ids=str
)
def test_limits_forget_what_was_before_a_rebase(counted, council, cast, back, is_told):
    """Fourteen steady months, then a jump: one told to begin anew there is no surprise."""
    measure = counted()
    past(council, cast, measure, [10, 12] * 7)
    assert limits_told(measure, "17")
    month = OCTOBER.plus(-back).first_day
    Rebase.objects.create(council=council, measure=measure, month=month, reason="A new system")
    assert bool(limits_told(measure, "17")) == is_told
    # What is no limit is asked as before.
    assert warned(measure, "17")[0] == "changed"
