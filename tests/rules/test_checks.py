"""Figure checks: each error and warning at its edge, naming the cell."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from improvement.rules.checks import (
    Level,
    Link,
    Parts,
    Problem,
    check_change,
    check_complete,
    check_figure,
    check_limits,
    check_linked,
    check_repeated,
)
from improvement.rules.number import MissingReason
from improvement.rules.value import Unit

COUNTED = [Unit.COUNT, Unit.PERCENT, Unit.RATE_10K, Unit.RATE_100K]
MEANS = [Unit.DAYS, Unit.WEEKS, Unit.SCORE, Unit.CASES]


def decimal(text):
    return None if text is None else Decimal(text)


def problems(unit, numerator, denominator=None, **options):
    return check_figure(
        label="Visits",
        unit=unit,
        numerator=decimal(numerator),
        denominator=decimal(denominator),
        **options,
    )


def error(message, field):
    return [Problem(Level.ERROR, message, field)]


@pytest.mark.parametrize(
    ("unit", "numerator", "denominator"),
    [
        pytest.param(Unit.PERCENT, "8", "8", id="all-of-them"),
        pytest.param(Unit.PERCENT, "0", "0", id="no-cases"),
        pytest.param(Unit.PERCENT, "3", None, id="half-finished"),
        pytest.param(Unit.PERCENT, None, "3", id="other-half"),
        pytest.param(Unit.PERCENT, None, None, id="nothing-yet"),
        pytest.param(Unit.COUNT, "0", None, id="nought"),
        pytest.param(Unit.COUNT, "12.0", None, id="whole-however-written"),
        pytest.param(Unit.CASES, "35.5", "2.4", id="mean-of-part-timers"),
        pytest.param(Unit.SCORE, "9", "8", id="a-mean-may-exceed-one"),
    ],
)
def test_sound_figures_pass(unit, numerator, denominator):
    assert problems(unit, numerator, denominator) == []


@pytest.mark.parametrize("unit", COUNTED)
def test_people_are_counted_whole(unit):
    assert problems(unit, "1.5") == error("Visits: 1.5 is not a whole number.", "numerator")


def test_the_denominator_is_checked_and_named_too():
    found = problems(Unit.PERCENT, "1", "2.5")
    assert found == error("Visits: 2.5 is not a whole number.", "denominator")


@pytest.mark.parametrize("unit", MEANS)
def test_means_need_not_be_whole(unit):
    assert problems(unit, "1.5") == []


def test_full_time_equivalents_need_not_be_whole():
    assert problems(Unit.PERCENT, "1.5", "10.2", is_whole=False) == []
    assert problems(Unit.COUNT, "1.5", decimals=1) == []


@pytest.mark.parametrize("unit", Unit)
def test_nothing_is_below_nought(unit):
    assert problems(unit, "-1") == error("Visits: -1 is below nought.", "numerator")


def test_a_part_is_no_more_than_its_whole():
    message = "Visits: the numerator (9) is more than the denominator (8)."
    assert problems(Unit.PERCENT, "9", "8") == error(message, "numerator")


def test_some_out_of_none_is_nonsense():
    message = "Visits: the numerator (1) is more than the denominator (0)."
    assert problems(Unit.PERCENT, "1", "0") == error(message, "numerator")


@pytest.mark.parametrize("parts", [("1", None), (None, "1"), ("0", "0")])
def test_a_figure_and_a_reason_for_none_contradict(parts):
    message = "Visits: give a figure or say “no cases”, not both."
    found = problems(Unit.PERCENT, *parts, missing=MissingReason.NO_CASES)
    assert found == error(message, "missing")


def test_a_reason_alone_is_sound():
    assert problems(Unit.PERCENT, None, None, missing=MissingReason.NO_CASES) == []


def test_every_fault_is_told_at_once():
    found = problems(Unit.PERCENT, "1.5", "-1")
    assert [problem.field for problem in found] == ["numerator", "denominator", "numerator"]


@pytest.mark.parametrize(
    ("numerator", "denominator", "has_denominator", "missing", "fields"),
    [
        pytest.param("1", None, False, None, [], id="count"),
        pytest.param("0", None, False, None, [], id="nought-is-an-answer"),
        pytest.param("1", "2", True, None, [], id="ratio"),
        pytest.param("0", "0", True, None, [], id="no-cases-in-figures"),
        pytest.param(None, None, True, MissingReason.NOT_AVAILABLE, [], id="reason"),
        pytest.param(None, None, False, None, ["numerator"], id="nothing"),
        pytest.param(None, "2", True, None, ["numerator"], id="no-numerator"),
        pytest.param("1", None, True, None, ["denominator"], id="no-denominator"),
    ],
)
def test_a_submit_needs_every_figure_or_a_reason(
    numerator, denominator, has_denominator, missing, fields
):
    found = check_complete(
        label="Visits",
        numerator=decimal(numerator),
        denominator=decimal(denominator),
        has_denominator=has_denominator,
        missing=missing,
    )
    assert [problem.field for problem in found] == fields
    assert all(problem.level is Level.ERROR for problem in found)


def parts(label: str, numerator: str | None = None, denominator: str | None = None, **told):
    return Parts(label, decimal(numerator), decimal(denominator), **told)


@pytest.mark.parametrize(
    ("link", "own", "other", "is_sound"),
    [
        pytest.param("not_above", "5", "5", True, id="all-of-the-whole"),
        pytest.param("not_above", "6", "5", False, id="one-over-the-whole"),
        pytest.param("not_above", "0", "0", True, id="none-of-none"),
        pytest.param("not_below", "5", "5", True, id="as-low-as-may-be"),
        pytest.param("not_below", "4", "5", False, id="one-under"),
        pytest.param("not_above", None, "5", True, id="part-not-there"),
        pytest.param("not_above", "6", None, True, id="whole-not-there"),
    ],
)
def test_a_linked_number_keeps_its_side_of_the_other(link, own, other, is_sound):
    found = check_linked(Link(link), parts("Part", own), parts("Whole", other))
    assert (found is None) == is_sound


@pytest.mark.parametrize(
    ("own", "other", "is_sound"),
    [
        (("1", "8"), ("2", "8"), True),
        (("1", "8"), ("2", "8.0"), True),
        (("1", "8"), ("2", "9"), False),
        (("1", "9"), ("2", "8"), False),
        (("1", None), ("2", "8"), True),
    ],
)
def test_linked_denominators_are_one_number(own, other, is_sound):
    found = check_linked(Link.SAME_DENOMINATOR, parts("A", *own), parts("B", *other))
    assert (found is None) == is_sound
    assert found is None or [one.field for one in found] == ["denominator", "denominator"]


def test_a_denominator_is_within_the_other_numerator():
    own, other = parts("CP6 Reviews", "3", "6", is_pair=True), parts("CP3 On a plan", "5")
    here, there = check_linked(Link.DENOMINATOR_NOT_ABOVE, own, other)
    assert (here.field, there.field) == ("denominator", "numerator")
    assert here.message == "CP6 Reviews: the denominator (6) is more than CP3 On a plan (5)."
    assert there.message == ("CP3 On a plan: 5 is less than the denominator of CP6 Reviews (6).")
    assert check_linked(Link.DENOMINATOR_NOT_ABOVE, parts("A", "9", "5"), other) is None


def test_a_broken_pair_names_both_measures_and_numbers_from_either_side():
    own, other = parts("A", "1", "8", is_pair=True), parts("B", "2", "9", is_pair=True)
    here, there = check_linked(Link.SAME_DENOMINATOR, own, other)
    assert here.message == "A: the denominator (8) has to be the same as the denominator of B (9)."
    assert there.message == "B: the denominator (9) has to be the same as the denominator of A (8)."
    assert {here.level, there.level} == {Level.ERROR}


def test_a_number_below_the_one_it_may_not_be_under_says_so():
    here, there = check_linked(Link.NOT_BELOW, parts("A", "1"), parts("B", "2"))
    assert here.message == "A: 1 is less than B (2)."
    assert there.message == "B: 2 is more than A (1)."


@pytest.mark.parametrize(
    ("previous", "value", "warned"),
    [
        pytest.param("100", "125", False, id="a-quarter-up-exactly"),
        pytest.param("100", "126", True, id="more-than-a-quarter-up"),
        pytest.param("100", "75", False, id="a-quarter-down-exactly"),
        pytest.param("100", "74.9", True, id="more-than-a-quarter-down"),
        pytest.param("0", "0", False, id="nought-still"),
        pytest.param("0", "1", True, id="anything-from-nought"),
        pytest.param(None, "1", False, id="first-month"),
        pytest.param("100", None, False, id="not-returned"),
    ],
)
def test_a_big_change_asks_for_a_comment(previous, value, warned):
    found = check_change(label="Visits", previous=decimal(previous), value=decimal(value))
    assert [(problem.level, problem.field) for problem in found] == (
        [(Level.WARNING, "comment")] if warned else []
    )


@pytest.mark.parametrize(
    ("latest", "warned"),
    [
        pytest.param(["5", "5", "5"], True, id="three-the-same"),
        pytest.param(["9", "5", "5", "5.0"], True, id="the-latest-three-count"),
        pytest.param(["5", "5"], False, id="only-two"),
        pytest.param(["5", "5", "6"], False, id="moved-this-month"),
        pytest.param(["5", "5", "5", "6"], False, id="moved-since"),
        pytest.param(["5", None, "5"], False, id="a-gap"),
        pytest.param([None, None, None], False, id="nothing-returned"),
        pytest.param([], False, id="nothing"),
    ],
)
def test_the_same_figure_three_months_running_asks_for_a_comment(latest, warned):
    found = check_repeated(label="Visits", latest=[decimal(text) for text in latest])
    assert [problem.level for problem in found] == ([Level.WARNING] if warned else [])


whole_numbers = st.none() | st.integers(0, 10**9).map(Decimal)


@given(whole_numbers, whole_numbers)
def test_an_error_in_a_percentage_is_exactly_a_part_over_its_whole(numerator, denominator):
    found = check_figure(label="x", unit=Unit.PERCENT, numerator=numerator, denominator=denominator)
    both = numerator is not None and denominator is not None
    assert bool(found) == (both and numerator > denominator)


@pytest.mark.parametrize(
    ("value", "warned"), [("10", False), ("20", False), ("9.9", True), ("20.1", True)]
)
def test_a_figure_outside_its_limits_asks_for_a_comment(value, warned):
    found = check_limits(label="Visits", value=decimal(value), limits=(Decimal(10), Decimal(20)))
    assert [problem.level for problem in found] == ([Level.WARNING] if warned else [])


def test_no_limit_is_told_that_nothing_could_reach():
    found = check_limits(label="Visits", value=Decimal(9), limits=(Decimal(-3), Decimal("7.5")))
    assert found[0].message == (
        "Visits: 9 is outside what earlier months lead to expect (0 to 7.5). Say why."
    )


def test_a_repeated_figure_is_told_as_readers_see_it():
    same = [Decimal("66.66666667")] * 3
    assert check_repeated(label="Visits", latest=same, shown="67")[0].message == (
        "Visits: 67 for 3 months running. Is it up to date?"
    )
