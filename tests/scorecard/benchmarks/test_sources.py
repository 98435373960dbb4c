"""Does the declaration of sources hold together, with itself and with the catalogue?"""

from datetime import date
from unittest.mock import patch

import pytest
import yaml
from django.core.exceptions import ImproperlyConfigured

from improvement.rules.value import Unit
from scorecard.benchmarks.sources import (
    FILE,
    Reads,
    card_words,
    illustration,
    period_words,
    series_by_code,
    source_keyed,
    source_named,
    sources,
)
from scorecard.reference import catalogue_entries

CATALOGUE = {entry["code"]: entry for entry in catalogue_entries()}
SERIES = [(source, one) for source in sources() for one in source.series]
every_series = pytest.mark.parametrize(
    ("source", "series"), SERIES, ids=[one.code for _, one in SERIES]
)
PUBLISHED = {
    "sn_model_2025_wide.csv": "neighbours",
    "ons_mid-year_population_estimates_2012_to_2024.csv": "children",
    "c1_children_in_need_referrals_and_rereferrals_2013_to_2025.csv": "referrals",
    "d3_cpps_subsequent_plan_2013_to_2025.csv": "second-plans",
    "d5_cpps_at31march_by_duration_2013_to_2025.csv": "plans-by-length",
    "cla_number_and_rate_per_10k_children.csv": "children-looked-after",
    "la_cla_placement_stability.csv": "placement-stability",
    "csww_indicators_2017_to_2025.csv": "social-work-workforce",
}


@pytest.mark.parametrize(("name", "key"), PUBLISHED.items())
def test_published_name_leads_to_one_source(name, key):
    assert [source.key for source in sources() if source.is_named(name)] == [key]
    later = name.replace("2025", "2031").upper()
    assert source_named(later).key == key


@pytest.mark.parametrize("name", ["", "figures.csv", "c1.csv", "../sn_model.csv", "[a-z].csv"])
def test_undeclared_name_leads_nowhere(name):
    assert source_named(name) is None


def test_files_that_others_need_are_taken_in_first():
    assert [source.reads for source in sources()][:2] == [Reads.NEIGHBOURS, Reads.CHILDREN]


def declared(change) -> None:
    """Read the declaration with a change in it."""
    told = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    change({row["key"]: row for row in told["sources"]}, told["sources"])
    with patch("scorecard.benchmarks.sources._told", lambda: told):
        sources.__wrapped__()


MISTAKES = {
    "twice": (
        lambda by_key, rows: rows.append({**by_key["referrals"], "key": "again"}),
        "sources.yaml: the measure FD3 is declared twice",
    ),
    "key-twice": (
        lambda by_key, rows: by_key["children"].update(key="referrals"),
        "sources.yaml: the key referrals is declared twice",
    ),
    "word": (
        lambda by_key, rows: by_key["referrals"]["measures"][0].update(colunm="x"),
        "sources.yaml, referrals: .*colunm",
    ),
    "day": (
        lambda by_key, rows: by_key["referrals"].update(ends="31 Febuary"),
        "sources.yaml, referrals: .*31 Febuary",
    ),
    "no-column": (
        lambda by_key, rows: by_key["children"].pop("column"),
        "sources.yaml, children: there is no 'column'",
    ),
    "covers": (
        lambda by_key, rows: by_key["referrals"]["measures"][0].update(covers="month"),
        "FD3 covers “month”, not year or day",
    ),
    "difference": (
        lambda by_key, rows: by_key["referrals"]["measures"][1].pop("differs"),
        "FD4 does not say how it differs",
    ),
}


@pytest.mark.parametrize(("change", "told"), MISTAKES.values(), ids=MISTAKES)
def test_mistake_in_the_declaration_is_told_with_its_place(change, told):
    with pytest.raises(ImproperlyConfigured, match=told):
        declared(change)


def test_a_measure_has_one_benchmark():
    codes = [one.code for source, one in SERIES if source.reads is Reads.MEASURES]
    assert len(codes) == len(set(codes)) == len(series_by_code())


@every_series
def test_series_is_of_a_measure_and_says_how_it_differs(source, series):
    if source.reads is Reads.CHILDREN:
        return
    measure = CATALOGUE[series.code]
    assert measure["source"] != "Local"
    assert series.covers in {"year", "day"}
    assert series.differs.endswith(".")
    assert series.dated.endswith(".")
    assert series.is_total == (measure["unit"] == Unit.COUNT)
    assert (measure["unit"] == Unit.RATE_10K) == (
        series.per_children == 10_000 or series.column.startswith("rate_")
    )


@pytest.mark.parametrize("source", sources(), ids=lambda source: source.key)
def test_source_names_publisher_and_licence(source):
    assert source.publisher
    assert source.publication
    assert source.title
    assert source.licence.startswith("Open Government Licence")


def test_periods_in_words():
    words = {
        code: period_words(series_by_code()[code][1], day)
        for code, day in {
            "FD4": date(2025, 3, 31), "CL2": date(2025, 3, 31),
            "WF1": date(2025, 9, 30), "WF3": date(2025, 9, 30),
        }.items()
    }  # fmt: skip
    assert words == {
        "FD4": "Year to 31 March 2025",
        "CL2": "At 31 March 2025",
        "WF1": "At 30 September 2025",
        "WF3": "Year to 30 September 2025",
    }


def test_card_says_who_publishes_it_and_how_it_differs():
    words = card_words("WF1")
    assert words.startswith("Children's social work workforce (Department for Education).")
    assert "30 September" in words
    assert card_words("FD1") == ""


def test_made_up_benchmark_has_no_publisher_and_no_file():
    made_up = illustration()
    assert made_up.is_illustrative
    assert "made up" in made_up.publication
    assert source_keyed("illustrative") is made_up
    assert not any(source.is_illustrative for source in sources())
