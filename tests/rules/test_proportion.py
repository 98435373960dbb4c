"""Is a share of a few cases given as surely as it can be, and never more surely?"""

from decimal import Decimal
from fractions import Fraction
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from improvement.rules.proportion import (
    Verdict,
    change_between,
    difference_between,
    share_of,
    share_words,
)
from tests.fuzzing import examples

NEARLY = Decimal("1e-12")


@st.composite
def counts(draw, fewest: int = 1) -> tuple[int, int]:
    of = draw(st.integers(fewest, 10_000))
    return draw(st.integers(0, of)), of


@pytest.mark.parametrize(
    ("count", "of", "words"),
    [
        pytest.param(12, 20, "12 of 20 (60%), likely between 39% and 78%", id="as in the brief"),
        pytest.param(0, 10, "0 of 10 (0%), likely between 0% and 28%", id="none"),
        pytest.param(10, 10, "10 of 10 (100%), likely between 72% and 100%", id="all"),
        pytest.param(1, 8, "1 of 8 (13%), likely between 2% and 47%", id="a half rounds up"),
        pytest.param(1, 1, "1 of 1 (100%), likely between 21% and 100%", id="a single case"),
        pytest.param(750, 1500, "750 of 1,500 (50%), likely between 47% and 53%", id="many"),
    ],
)
def test_a_share_in_words(count, of, words):
    assert share_of(count, of).words == words


def test_no_cases_is_not_nought_per_cent():
    assert share_of(0, 0) is None
    assert share_words(None) == "no cases"


@pytest.mark.parametrize(("count", "of"), [(3, 2), (-1, 4), (1, 0)])
def test_what_is_no_share_is_refused(count, of):
    with pytest.raises(ValueError, match="no share"):
        share_of(count, of)


# What R's prop.test(correct = FALSE) and statsmodels' proportion_confint("wilson") print.
@pytest.mark.parametrize(
    ("count", "of", "low", "high"),
    [(15, 148, "0.0624", "0.1605"), (81, 263, "0.2553", "0.3662"), (1, 29, "0.0061", "0.1718")],
)
def test_bounds_as_newcombe_prints_them(count, of, low, high):
    share = share_of(count, of)
    printed = [f"{(one / 100):.4f}" for one in (share.low, share.high)]
    assert printed == [low, high]


@examples()
@given(counts())
def test_bounds_hold_the_share_and_stay_within_a_hundred(counted):
    share = share_of(*counted)
    assert 0 <= share.low <= share.value <= share.high <= 100


@examples()
@given(counts())
def test_the_other_cases_mirror_it(counted):
    count, of = counted
    share, other = share_of(count, of), share_of(of - count, of)
    assert abs(share.low - (100 - other.high)) < NEARLY
    assert abs(share.high - (100 - other.low)) < NEARLY


@examples()
@given(counts(), st.integers(2, 50))
def test_more_cases_of_the_same_share_are_surer(counted, times):
    count, of = counted
    few, many = share_of(count, of), share_of(count * times, of * times)
    assert many.high - many.low < few.high - few.low


@examples()
@given(counts())
def test_bounds_solve_the_equation_they_come_from(counted):
    """The independent way: a bound p is where |count/n - p| = z * sqrt(p(1-p)/n)."""
    count, of = counted
    share, square = share_of(count, of), Fraction(NormalDist().inv_cdf(0.975)) ** 2
    for bound in (share.low, share.high):
        p = Fraction(bound) / 100
        off = (Fraction(count, of) - p) ** 2 - square * p * (1 - p) / of
        assert abs(off) < Fraction(1, 10**12)


# --- Two shares ---------------------------------------------------------------------------------


def test_a_difference_as_newcombe_prints_it():
    """56 of 70 less 48 of 80: 0.0524 to 0.3339, his example (a) by method 10."""
    low, high = difference_between(share_of(48, 80), share_of(56, 70))
    assert [f"{one / 100:.4f}" for one in (low, high)] == ["0.0524", "0.3339"]


@pytest.mark.parametrize(
    ("earlier", "later", "verdict"),
    [
        pytest.param((6, 20), (16, 20), Verdict.HIGHER, id="plainly higher"),
        pytest.param((16, 20), (6, 20), Verdict.LOWER, id="plainly lower"),
        pytest.param((11, 20), (13, 20), Verdict.CHANCE, id="two cases more are chance"),
        pytest.param((0, 4), (20, 20), Verdict.TOO_FEW, id="four cases tell nothing"),
        pytest.param((0, 5), (5, 5), Verdict.HIGHER, id="five may"),
        pytest.param((0, 0), (5, 5), Verdict.TOO_FEW, id="no cases before"),
        pytest.param((5, 5), (0, 0), Verdict.TOO_FEW, id="no cases now"),
    ],
)
def test_what_can_be_said_of_a_change(earlier, later, verdict):
    change = change_between(share_of(*earlier), share_of(*later))
    assert change.verdict is verdict
    assert change.reason.startswith(verdict.label)


def test_too_few_says_how_many():
    reason = change_between(None, share_of(3, 4)).reason
    assert reason == ("Too few to tell: no cases, then 4. At least 5 cases each time are needed.")


@examples()
@given(counts(5), counts(5))
def test_turned_round_higher_is_lower(one, other):
    there = change_between(share_of(*one), share_of(*other)).verdict
    back = change_between(share_of(*other), share_of(*one)).verdict
    turned = {Verdict.HIGHER: Verdict.LOWER, Verdict.LOWER: Verdict.HIGHER}
    assert back is turned.get(there, there)


@examples()
@given(counts(5), counts(5))
def test_intervals_that_lie_apart_are_beyond_chance(one, other):
    """The eye's rule on a chart is never contradicted; the reverse need not hold."""
    earlier, later = share_of(*one), share_of(*other)
    if earlier.high < later.low:
        assert change_between(earlier, later).verdict is Verdict.HIGHER
