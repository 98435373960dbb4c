"""Do all comparisons come out as a slow plain loop finds them, whatever is published?"""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from improvement.councils.models import Council, Neighbour
from scorecard.models import Comparison
from tests.scorecard.benchmarks.builders import REGIONS, referral, taken_in

pytestmark = pytest.mark.django_db

published = st.one_of(
    st.sampled_from(["c", "x", "z", "low", "k", "u", ":", "~", ""]),
    st.decimals(min_value=0, max_value=99, places=1).map(str),
    st.decimals(min_value=0, max_value=99, places=1).map(str),
)
tables = st.fixed_dictionaries({"own": st.lists(published, min_size=12, max_size=12),
                                "england": published, "region": published})  # fmt: skip


def number(cell: str) -> Decimal | None:
    try:
        return Decimal(cell)
    except ArithmeticError:
        return None


def slow(council: Council, cells: dict[Council, str]) -> dict[str, object]:
    """The comparison of one authority, counted one by one."""
    known = {one: number(cell) for one, cell in cells.items() if number(cell) is not None}
    links = Neighbour.objects.filter(council=council).select_related("neighbour")
    near = sorted(known[link.neighbour] for link in links if link.neighbour in known)
    half = len(near) // 2
    middle = [] if not near else [near[half]] if len(near) % 2 else near[half - 1 : half + 1]
    told = {
        "median": sum(middle) / len(middle) if middle else None,
        "mean": sum(Fraction(one) for one in near) / len(near) if near else None,
        "counted": len(near),
        "ranked": len(known),
        "rank": None,
        "quartile": "",
    }
    if council in known:
        own = known[council]
        told["rank"] = 1 + len([one for one in known.values() if one < own])
        told["quartile"] = slow_quarter(own, sorted(known.values()))
    return told


def slow_quarter(own: Decimal, ordered: list[Decimal]) -> str:
    """The first quarter whose cut is not passed; the cuts by straight lines between values."""
    if len(ordered) < 4:
        return ""
    for quarter, letter in enumerate("ABC", start=1):
        place = Fraction(quarter, 4) * (len(ordered) - 1)
        low, high = (
            Fraction(ordered[int(place)]),
            Fraction(ordered[min(int(place) + 1, len(ordered) - 1)]),
        )
        if Fraction(own) <= low + (place - int(place)) * (high - low):
            return letter
    return "D"


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(tables)
def test_every_comparison_is_as_counted_by_hand(country, table):
    rows = [referral("England", 2025, table["england"])]
    rows += [referral(region, 2025, table["region"]) for region in REGIONS]
    rows += [referral(one, 2025, cell) for one, cell in zip(country, table["own"], strict=True)]
    taken_in(rows)
    cells = dict(zip(country, table["own"], strict=True))
    held = {row.council: row for row in
            Comparison.objects.filter(measure__code="FD4").select_related("council")}  # fmt: skip
    assert set(held) == set(country)
    for council, row in held.items():
        by_hand = slow(council, cells)
        assert row.value == number(cells[council])
        assert row.england == number(table["england"])
        assert row.region == number(table["region"])
        assert row.neighbours_median == by_hand["median"]
        assert (row.neighbours_mean is None) == (by_hand["mean"] is None)
        if by_hand["mean"] is not None:
            assert abs(Fraction(row.neighbours_mean) - by_hand["mean"]) < Fraction(1, 1_000_000)
        told = (row.neighbours_counted, row.ranked, row.rank, row.quartile)
        assert told == tuple(by_hand[name] for name in ("counted", "ranked", "rank", "quartile"))


def test_the_slow_way_can_tell_a_wrong_comparison(country):
    """The negative control: with neighbours taken away, the two ways differ."""
    cells = dict(zip(country, map(str, range(12)), strict=True))
    taken_in([referral(one, 2025, cell) for one, cell in cells.items()])
    Neighbour.objects.filter(rank__gt=5).delete()
    row = Comparison.objects.get(measure__code="FD4", council=country[0])
    assert row.neighbours_median != slow(country[0], cells)["median"]
