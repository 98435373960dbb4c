"""Are the rates the census's own, at every edge, and silent where a team is?"""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from improvement.rules.number import MissingReason
from workforce.rates import (
    AGENCY,
    CASELOAD,
    NEWLY_QUALIFIED,
    TURNOVER,
    VACANCY,
    Staffing,
    not_returned,
    rate_of,
    total,
    turnover_of,
)

D = Decimal
EAST = Staffing(
    "East", "Social worker", posts=D(12), permanent=D(9), agency=D(1), vacancies=D(3),
    starters=D(1), leavers=D("0.5"), asye=D(2), days_lost=D(4), cases=160, case_holders=D(10),
)  # fmt: skip
WEST = replace(
    EAST, team="West", permanent=D(6), agency=D(4), vacancies=D(2), cases=140, asye=D(1),
    case_holders=D("8.75"),
)  # fmt: skip
ADVISERS = Staffing(
    "Leavers", "Personal adviser", is_social_work=False, permanent=D(50), agency=D(50),
    vacancies=D(50), cases=5_000, case_holders=D(1),
)  # fmt: skip


@pytest.mark.parametrize(
    ("definition", "top", "bottom", "text"),
    [
        pytest.param(AGENCY, D(5), D(20), "25.0%", id="agency over agency and employed"),
        pytest.param(VACANCY, D(5), D(20), "25.0%", id="vacancies over vacancies and employed"),
        pytest.param(CASELOAD, D(300), D("18.75"), "16.0", id="cases over case holders"),
        pytest.param(NEWLY_QUALIFIED, D(3), D("18.75"), "16.0%", id="newly qualified share"),
    ],
)
def test_rate_by_example(definition, top, bottom, text):
    rate = rate_of(definition, [EAST, WEST])
    assert (rate.numerator, rate.denominator, rate.text) == (top, bottom, text)
    assert rate.missing == ()


def test_rate_leaves_out_those_who_are_not_social_workers():
    assert rate_of(AGENCY, [EAST, ADVISERS]) == rate_of(AGENCY, [EAST])


def test_rate_names_what_was_not_returned():
    rate = rate_of(AGENCY, [replace(EAST, agency=None), WEST])
    assert rate.value is None
    assert rate.numerator is None
    assert rate.missing == ("East, social worker: agency",)
    assert rate.text == "—"


def test_rate_does_not_need_numbers_of_other_rates():
    assert rate_of(AGENCY, [replace(EAST, cases=None, case_holders=None)]).value == 10


def test_rate_of_no_team_says_so():
    for rows in ([], [ADVISERS]):
        assert rate_of(AGENCY, rows).missing == ("no social work team has returned",)


@pytest.mark.parametrize(
    ("changed", "text"),
    [
        pytest.param({"agency": D(0)}, "0.0%", id="none is nought"),
        pytest.param({"agency": D(0), "permanent": D(0)}, "No cases", id="nobody at all"),
        pytest.param({"permanent": D(0)}, "100.0%", id="all agency"),
        pytest.param({"agency": D("0.05"), "permanent": D("99.95")}, "0.1%", id="half goes up"),
    ],
)
def test_agency_rate_at_its_edges(changed, text):
    assert rate_of(AGENCY, [replace(EAST, **changed)]).text == text


def test_rate_of_nobody_is_no_cases_and_keeps_its_parts():
    rate = rate_of(CASELOAD, [replace(EAST, cases=0, case_holders=D(0))])
    assert rate.no_cases is MissingReason.NO_CASES
    assert (rate.numerator, rate.denominator, rate.value) == (0, 0, None)


def test_turnover_adds_a_year_of_leavers_over_those_employed_now():
    earlier = [[replace(EAST, permanent=D(100))] for _ in range(11)]
    rate = turnover_of([*earlier, [replace(EAST, permanent=D(12))]])
    assert (rate.numerator, rate.denominator, rate.value) == (D(6), D(12), D(50))


@pytest.mark.parametrize(
    ("year", "missing"),
    [
        pytest.param([[EAST]] * 11, "11 of the last 12 months returned", id="eleven months"),
        pytest.param([[], *[[EAST]] * 11], "11 of the last 12 months returned", id="a gap"),
        pytest.param(
            [*[[EAST]] * 5, [replace(EAST, leavers=None)], *[[EAST]] * 6],
            "East, social worker: left",
            id="leavers not returned once",
        ),
        pytest.param(
            [*[[EAST]] * 11, [replace(EAST, permanent=None)]],
            "East, social worker: employed",
            id="employed not returned",
        ),
    ],
)
def test_turnover_needs_the_whole_year(year, missing):
    rate = turnover_of(year)
    assert rate.value is None
    assert rate.missing == (missing,)
    assert rate.unit is TURNOVER.unit


def test_total_of_nothing_or_of_a_gap_is_none():
    assert total([], "agency") is None
    assert total([EAST, replace(WEST, agency=None)], "agency") is None
    assert total([EAST, WEST], "agency") == 5


def test_not_returned_names_a_number_once():
    rows = [replace(EAST, agency=None)]
    assert not_returned(rows, ("agency", "agency")) == ("East, social worker: agency",)


numbers = st.none() | st.decimals(0, 500, places=2, allow_nan=False)
rows = st.lists(
    st.builds(
        Staffing,
        team=st.sampled_from(["East", "West", "North"]),
        role=st.just("Social worker"),
        is_social_work=st.booleans(),
        permanent=numbers,
        agency=numbers,
        vacancies=numbers,
    ),
    max_size=6,
)


@given(rows)
def test_rates_equal_a_plain_loop_or_name_a_gap(given_rows):
    """The slow obvious way, row by row."""
    counted = [row for row in given_rows if row.is_social_work]
    rate = rate_of(AGENCY, given_rows)
    if not counted or any(row.agency is None or row.permanent is None for row in counted):
        assert rate.missing
        assert rate.value is None
        return
    agency, everyone = D(0), D(0)
    for row in counted:
        agency += row.agency
        everyone += row.agency + row.permanent
    assert (rate.numerator, rate.denominator) == (agency, everyone)
    assert rate.value == (agency * 100 / everyone if everyone else None)


@given(rows)
def test_shares_lie_between_nought_and_a_hundred(given_rows):
    for definition in (AGENCY, VACANCY):
        value = rate_of(definition, given_rows).value
        assert value is None or 0 <= value <= 100


@given(rows)
def test_order_of_teams_does_not_matter(given_rows):
    back = list(reversed(given_rows))
    for definition in (AGENCY, VACANCY):
        one, other = rate_of(definition, given_rows), rate_of(definition, back)
        assert (one.value, sorted(one.missing)) == (other.value, sorted(other.missing))
