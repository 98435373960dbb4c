"""A measure's value from its parts, and how it is printed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from improvement.rules.number import MissingReason
from improvement.rules.value import Basis, Computed, Unit, print_value, round_half_up, value_of

KEYED = [Unit.DAYS, Unit.WEEKS, Unit.SCORE, Unit.CASES]
RATES = [Unit.RATE_10K, Unit.RATE_100K]
numbers = st.decimals(min_value=-(10**6), max_value=10**6, places=4)


@pytest.mark.parametrize("unit", Unit)
def test_no_numerator_is_not_returned(unit):
    assert value_of(unit, None, Decimal(5), population=100) == Computed(None, None)


@pytest.mark.parametrize("unit", [Unit.PERCENT, *KEYED])
@pytest.mark.parametrize("numerator", [Decimal(0), Decimal(3)])
def test_denominator_of_nought_is_no_cases(unit, numerator):
    assert value_of(unit, numerator, Decimal(0)) == Computed(None, MissingReason.NO_CASES)


def test_percent_without_a_denominator_is_not_returned():
    assert value_of(Unit.PERCENT, Decimal(3), None) == Computed(None, None)


def test_nought_of_some_is_nought_percent():
    assert value_of(Unit.PERCENT, Decimal(0), Decimal(8)) == Computed(Decimal(0))


def test_count_is_as_keyed():
    assert value_of(Unit.COUNT, Decimal(1809), None) == Computed(Decimal(1809))


@pytest.mark.parametrize("unit", KEYED)
def test_mean_is_keyed_or_divided(unit):
    assert value_of(unit, Decimal("17.5"), None) == Computed(Decimal("17.5"))
    assert value_of(unit, Decimal(35), Decimal(2)) == Computed(Decimal("17.5"))


@pytest.mark.parametrize(
    ("unit", "months", "expected"),
    [
        pytest.param(Unit.RATE_10K, None, "50", id="snapshot"),
        pytest.param(Unit.RATE_10K, 12, "50", id="a-whole-year"),
        pytest.param(Unit.RATE_10K, 3, "200", id="first-quarter-annualised"),
        pytest.param(Unit.RATE_10K, 1, "600", id="april"),
        pytest.param(Unit.RATE_100K, None, "500", id="per-hundred-thousand"),
    ],
)
def test_rate(unit, months, expected):
    computed = value_of(unit, Decimal(200), None, population=40_000, months_elapsed=months)
    assert computed == Computed(Decimal(expected))


@pytest.mark.parametrize("unit", RATES)
@pytest.mark.parametrize("population", [None, 0])
def test_rate_without_a_population_is_not_available(unit, population):
    computed = value_of(unit, Decimal(200), None, population=population)
    assert computed == Computed(None, MissingReason.NOT_AVAILABLE)


@pytest.mark.parametrize("months", [0, 13])
def test_rate_refuses_months_no_year_has(months):
    with pytest.raises(ValueError, match="between 1 and 12"):
        value_of(Unit.RATE_10K, Decimal(1), None, population=10, months_elapsed=months)


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        ("89.5", 0, "90"),
        ("90.5", 0, "91"),
        ("89.4999", 0, "89"),
        ("-0.5", 0, "-1"),
        ("-0.4", 0, "0"),
        ("12.345", 2, "12.35"),
        ("683", 1, "683.0"),
        ("1E+20", 0, "100000000000000000000"),
    ],
)
def test_round_half_up(value, decimals, expected):
    assert str(round_half_up(Decimal(value), decimals)) == expected


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "printed"),
    [
        ("92", Unit.PERCENT, 0, "92%"),
        ("91.96", Unit.PERCENT, 1, "92.0%"),
        ("1809", Unit.COUNT, 0, "1,809"),
        ("683", Unit.RATE_10K, 1, "683.0"),
        ("14.25", Unit.SCORE, 1, "14.3"),
        ("-0.2", Unit.COUNT, 0, "0"),
    ],
)
def test_print_value(value, unit, decimals, printed):
    assert print_value(Decimal(value), unit, decimals) == printed


def test_no_value_prints_as_a_dash_not_nought():
    assert print_value(None, Unit.PERCENT, 0) == "—"


@pytest.mark.parametrize("member", [*Unit, *Basis])
def test_every_unit_and_basis_has_words(member):
    assert member.label
    assert "_" not in member.label


@given(numbers, st.integers(0, 3))
def test_rounding_moves_a_figure_by_half_a_step_at_most(value, decimals):
    step = Decimal(1).scaleb(-decimals)
    rounded = round_half_up(value, decimals)
    assert abs(rounded - value) <= step / 2
    assert round_half_up(rounded, decimals) == rounded


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_a_percentage_and_its_complement_make_a_hundred(part, rest):
    whole = part + rest
    one = value_of(Unit.PERCENT, part, whole).value
    other = value_of(Unit.PERCENT, rest, whole).value
    assert round_half_up(one + other, 20) == 100
