"""Does a published file come in once, whole, and with an entry?"""

from decimal import Decimal

import pytest

from improvement.councils.models import Neighbour, Population
from improvement.councils.published_files import FileFault
from improvement.councils.reference import load_register
from improvement.history.models import Event
from scorecard.benchmarks.importing import import_benchmarks
from scorecard.benchmarks.populations import take_populations
from scorecard.benchmarks.report import report_lines
from scorecard.models import BenchmarkRelease, BenchmarkValue, Comparison, ScorecardVersion
from tests.scorecard.benchmarks.builders import (
    CHILDREN,
    LENGTHS,
    NEIGHBOURS,
    REFERRALS,
    WORKFORCE,
    child_population,
    comparison,
    csv_bytes,
    measure,
    place_row,
    referral,
    taken_in,
    whole,
    workforce,
)

pytestmark = pytest.mark.django_db


def everything() -> list[list[tuple]]:
    """Every row of what an import writes."""
    tables = (BenchmarkRelease, BenchmarkValue, Comparison, Population, Neighbour, Event)
    return [list(table.objects.order_by("pk").values_list()) for table in tables]


def test_second_time_changes_nothing_at_all(country):
    rows = whole(country, range(12))
    first = taken_in(rows)
    assert (first.added, first.changed, first.unchanged) == (30, 0, 0)
    before = everything()
    second = taken_in(rows)
    assert (second.added, second.changed, second.unchanged, second.compared) == (0, 0, 30, 0)
    assert everything() == before


def test_restated_number_changes_that_one_and_every_comparison_with_it(country):
    taken_in(whole(country, range(12)))
    assert (comparison(country[5]).rank, comparison(country[11]).rank) == (6, 12)
    outcome = taken_in(whole(country, [*range(5), 99, *range(6, 12)]))
    assert (outcome.added, outcome.changed) == (0, 1)
    assert (comparison(country[5]).rank, comparison(country[11]).rank) == (12, 11)


def test_number_that_becomes_suppressed_is_no_longer_there(country):
    taken_in(whole(country, range(12)))
    taken_in(whole(country, [*range(11), "c"]))
    row = comparison(country[11])
    assert (row.value, row.symbol, row.rank, row.quartile, row.ranked) == (None, "c", None, "", 11)


def test_later_file_keeps_years_that_it_no_longer_holds(country):
    taken_in(whole(country, range(12), year=2024))
    taken_in(whole(country, range(1, 13), year=2025))
    assert comparison(country[3], year=2024).until == comparison(country[3]).period_end
    assert comparison(country[3]).until is None
    assert (comparison(country[3]).value, comparison(country[3]).previous) == (4, 3)


def test_a_year_between_is_not_the_year_before(country):
    taken_in(whole(country, range(12), year=2023))
    taken_in(whole(country, range(12), year=2025))
    assert comparison(country[3]).previous is None


def test_import_leaves_one_entry_with_who_and_which_file(country, cast):
    import_benchmarks(
        file_name=REFERRALS, content=csv_bytes(whole(country, range(12))), by=cast.admin
    )
    event = Event.objects.get(verb="imported benchmarks")
    assert (event.by, event.label, event.after["added"]) == (cast.admin, REFERRALS, 30)
    assert len(event.after["sha256"]) == 64
    release = BenchmarkRelease.objects.get()
    assert (release.first_year, release.last_year, release.rows_read) == (2025, 2025, 15)
    assert release.imported_by == cast.admin


def test_fault_late_in_a_file_undoes_all_of_it(country):
    taken_in(whole(country, range(12)))
    before = everything()
    with pytest.raises(FileFault):
        taken_in(whole(country, [*range(20, 31), "oops"]))
    assert everything() == before


def test_kept_pages_of_councils_in_use_are_stale_after_a_change_and_only_then(country):
    taken_in(whole(country, range(12)))
    version = ScorecardVersion.objects.get()
    assert version.council == country[0]
    taken_in(whole(country, range(12)))
    assert ScorecardVersion.objects.get().number == version.number
    taken_in(whole(country, range(1, 13)))
    assert ScorecardVersion.objects.get().number > version.number


def test_places_unheard_of_are_counted_but_not_all_named(country):
    gone = [
        referral(country[0], 2025, 1)
        | {"new_la_code": f"E10{n:06}", "old_la_code": f"Z{n:02}", "la_name": f"Gone {n}"}
        for n in range(90)
    ]
    outcome = taken_in([*whole(country, range(12)), *gone])
    assert (sum(outcome.skipped.values()), len(outcome.skipped)) == (90, 61)


# Authorities that have changed


def test_new_code_of_an_area_is_known_by_its_number(country):
    old = referral(country[2], 2025, "7.5") | {"new_la_code": "E10000023"}
    taken_in([old])
    assert comparison(country[2]).value == Decimal("7.5")


def test_new_number_of_an_area_is_known_by_its_code(country):
    taken_in([referral(country[2], 2025, "7.5") | {"old_la_code": "Z99"}])
    assert comparison(country[2]).value == Decimal("7.5")


def test_authority_that_is_gone_is_passed_over_and_told(country):
    gone = {"new_la_code": "E10000006", "old_la_code": "Q99", "la_name": "Cumbria"}
    outcome = taken_in([*whole(country, range(12)), referral(country[0], 2025, "50") | gone])
    told = "Cumbria (Q99, E10000006) is not on the register of today's authorities"
    assert outcome.skipped == {told: 1}
    assert f"1 row passed over: {told}." in report_lines(outcome)
    assert comparison(country[11]).ranked == 12


def test_halves_of_london_other_levels_and_other_countries_are_passed_over(country):
    rows = whole(country, range(12))
    others = [
        rows[1] | {"region_name": "Inner London"},
        rows[1] | {"region_name": "Middle Earth"},
        rows[0] | {"country_name": "Wales"},
        rows[0] | {"geographic_level": "School"},
    ]
    assert set(taken_in([*rows, *others]).skipped.values()) == {1}
    assert comparison(country[1]).england == 20


def shared_return(country, value: str) -> dict[str, str]:
    """Two authorities that make one return between them."""
    one, other = country[3], country[4]
    return workforce(one, 2025, value) | {
        "old_la_code": f"{one.dfe_number} / {other.dfe_number}",
        "new_la_code": f"{one.gss_code} / {other.gss_code}",
        "la_name": f"{one.name} / {other.name}",
    }


def test_shared_return_is_of_both_and_counts_once(country):
    rest = [council for n, council in enumerate(country) if n not in (3, 4)]
    rows = [workforce(council, 2025, n) for n, council in enumerate(rest)]
    taken_in([*rows, shared_return(country, "2.5")], WORKFORCE)
    pair = [comparison(council, "WF1") for council in country[3:5]]
    assert [(one.value, one.rank, one.ranked, one.is_shared) for one in pair] == [
        (Decimal("2.5"), 4, 11, True)
    ] * 2
    assert not comparison(country[5], "WF1").is_shared


def test_shared_return_with_one_that_is_gone_is_passed_over(country):
    row = shared_return(country, "2.5") | {"old_la_code": "Q03 / Z99"}
    row["new_la_code"] = f"{country[3].gss_code} / E10000006"
    outcome = taken_in([workforce(country[0], 2025, 1), row], WORKFORCE)
    assert sum(outcome.skipped.values()) == 1
    assert comparison(country[3], "WF1").symbol == "absent"


# Populations and rates


def test_populations_reach_councils_in_use_with_an_entry(country):
    live, other = country[0], country[1]
    Population.objects.create(council=live, year=2023, children=4000)
    Population.objects.create(council=live, year=2020, children=3900)
    rows = [child_population(one, year, 4100) for one in (live, other) for year in (2023, 2024)]
    outcome = taken_in(rows, CHILDREN)
    held = dict(Population.objects.filter(council=live).values_list("year", "children"))
    assert held == {2020: 3900, 2023: 4100, 2024: 4100}
    assert not Population.objects.filter(council=other).exists()
    event = Event.objects.get(verb="set child populations")
    assert (event.council, event.before, event.after) == (
        live,
        {"2023": 4000},
        {"2023": 4100, "2024": 4100},
    )
    assert outcome.councils == 1
    assert take_populations(council=other, by=None) == 1
    assert Population.objects.get(council=other, year=2024).children == 4100


def test_population_that_is_not_published_leaves_what_is_held(country):
    Population.objects.create(council=country[0], year=2024, children=4000)
    taken_in([child_population(country[0], 2024, "x")], CHILDREN)
    assert Population.objects.get(council=country[0]).children == 4000


@pytest.mark.parametrize("population_first", [True, False])
def test_rate_is_worked_out_on_the_mid_year_before_whichever_file_comes_first(
    country, population_first
):
    places = [*country, "England", "London"]
    populations = [child_population(place, 2024, 40_000) for place in places]
    referrals = [referral(place, 2025, 20, 230) for place in places]
    files = [(populations, CHILDREN), (referrals, REFERRALS)]
    for rows, name in files if population_first else files[::-1]:
        taken_in(rows, name)
    row = comparison(country[1], "FD3")
    assert (row.value, row.england, row.region) == (Decimal("57.5"),) * 3
    assert (row.neighbours_median, row.quartile, row.rank) == (Decimal("57.5"), "", None)


def test_rate_without_a_population_is_not_available(country):
    taken_in([referral(country[1], 2025, 20, 230)])
    assert comparison(country[1], "FD3").symbol == "x"
    assert comparison(country[1], "FD4").value == 20


def test_one_column_may_be_two_measures(country):
    rows = [
        place_row(
            council, 2025, category="Child Protection Plans by length of time", CPP_At31=n,
            **{"2_years_or_more_percent": "c"},
        )
        for n, council in enumerate(country)
    ]  # fmt: skip
    taken_in([child_population(council, 2024, 10_000) for council in country], CHILDREN)
    taken_in(rows, LENGTHS)
    held = [comparison(country[7], code) for code in ("CP3", "CP4", "CP9")]
    assert [(one.value, one.symbol) for one in held] == [(7, ""), (7, ""), (None, "c")]


# Neighbours


def model_row(country, n: int, order: range) -> dict[str, str]:
    others = [country[(n + step) % len(country)].dfe_number for step in order]
    row = {"old_la_code": country[n].dfe_number, "la_name": country[n].name}
    for rank, number in enumerate(others, start=1):
        row |= {f"SN_{rank}": f" {number}", f"SN_{rank}P": "Close "}
    return row


def model(country, order: range = range(1, 11)) -> list[dict[str, str]]:
    return [model_row(country, n, order) for n in range(len(country))]


def test_model_as_held_changes_nothing(country):
    outcome = taken_in(model(country), NEIGHBOURS)
    assert (outcome.added, outcome.changed, outcome.unchanged) == (0, 0, 12)
    assert not Event.objects.filter(verb="set neighbours").exists()


def test_newer_model_changes_neighbours_entries_and_comparisons(country):
    taken_in(whole(country, range(12)))
    assert comparison(country[0]).neighbours_median == Decimal("5.5")
    outcome = taken_in(model(country, range(2, 12)), NEIGHBOURS)
    assert (outcome.changed, outcome.compared) == (12, 12)
    assert comparison(country[0]).neighbours_median == Decimal("6.5")
    first = Event.objects.filter(verb="set neighbours", council=country[0]).get()
    assert (first.before["neighbours"][0], first.after["neighbours"][0]) == (
        "Authority 01",
        "Authority 02",
    )


def test_register_loaded_again_keeps_a_newer_model(country):
    load_register()
    swapped = list(Neighbour.objects.filter(council__slug="blackpool").order_by("rank"))
    swapped[0].delete()
    load_register()
    assert Neighbour.objects.filter(council__slug="blackpool").count() == 9


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"SN_3": "Z99"}, "row 2, column SN_3: “Z99” is no authority on the register"),
        ({"SN_3": "Q00"}, "row 2, column SN_1: the ten neighbours of Q00 are not ten others"),
        ({"SN_3": "Q01"}, "row 2, column SN_1: the ten neighbours of Q00 are not ten others"),
        ({"SN_3": ""}, "row 2, column SN_3: “” is no authority on the register"),
    ],
    ids=["unknown", "itself", "twice", "blank"],
)
def test_broken_model_is_refused(country, changed, told):
    rows = model(country)
    rows[0] = {**rows[0], **changed}
    before = everything()
    with pytest.raises(FileFault) as fault:
        taken_in(rows, NEIGHBOURS)
    assert fault.value.faults == [f"{NEIGHBOURS}: {told}"]
    assert everything() == before


def test_half_a_model_is_refused(country):
    before = everything()
    with pytest.raises(FileFault, match="no row for 2 of today's authorities, Authority 10"):
        taken_in(model(country)[:10], NEIGHBOURS)
    assert everything() == before


def test_file_declared_for_no_measure_is_refused(country):
    measure("FD3").delete()
    with pytest.raises(FileFault, match="declared for FD3, which the catalogue does not hold"):
        taken_in(whole(country, range(12)))


def test_model_row_of_an_authority_that_is_gone_is_passed_over(country):
    gone = model_row(country, 0, range(1, 11)) | {"old_la_code": "Q99", "la_name": "Cumbria"}
    outcome = taken_in([*model(country), gone], NEIGHBOURS)
    assert list(outcome.skipped) == ["Cumbria (Q99) is not on the register of today's authorities"]


# Through the page


def test_careful_import_refuses_to_turn_everything_over(country):
    taken_in(whole(country, range(12)))
    before = everything()
    with pytest.raises(FileFault, match="would change 12 of the 30 numbers held"):
        taken_in(whole(country, range(20, 32)), careful=True)
    assert everything() == before
    restated = whole(country, [99, *range(1, 12)])
    assert taken_in(restated, careful=True).changed == 1
    assert taken_in(whole(country, range(20, 32))).changed == 12


def test_careful_import_takes_in_a_new_year(country):
    taken_in(whole(country, range(12), year=2024))
    assert taken_in(whole(country, range(12), year=2025), careful=True).added == 30
