"""Do the reviewable data files under fixtures/ hold together, each alone and with the rules?"""

import csv
import datetime
import re
from collections import Counter
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import yaml

from improvement.rules.direction import Polarity
from improvement.rules.rag import ExpectedChange
from improvement.rules.target import Target
from improvement.rules.theme import Theme
from improvement.rules.value import Basis, Unit

ROOT = Path(__file__).resolve().parent.parent
FIXTURES = ROOT / "fixtures"
DFE = ROOT.parent / "shared" / "data" / "dfe"

GROUPS = {
    "Front door": 9,
    "Early help": 4,
    "Children in need and child protection": 13,
    "Children looked after": 13,
    "Care leavers": 4,
    "Permanence": 4,
    "Education and SEND": 5,
    "Youth justice": 2,
    "Workforce": 9,
    "Quality assurance": 5,
}
TEXTS = {"code", "group", "name", "what", "why", "numerator", "denominator", "timescale", "source"}
VALUES = {"theme", "unit", "basis", "polarity", "expected_change", "default_target", "decimals"}
MEASURE_KEYS = TEXTS | VALUES
OPTIONAL_KEYS = {"population", "is_whole", "example_target", "links", "variant_of"}
LINKS = {"not_above", "not_below", "same_denominator", "denominator_not_above"}


def read(name: str) -> list[dict[str, Any]]:
    return yaml.safe_load((FIXTURES / name).read_text(encoding="utf-8"))


def duplicates(values: list[str]) -> list[str]:
    return [value for value, times in Counter(values).items() if times > 1]


REGISTER = list(
    csv.DictReader((FIXTURES / "councils/register.csv").read_text(encoding="utf-8").splitlines())
)
CATALOGUE = read("measures/catalogue.yaml")
VARIANTS = read("measures/variants.yaml")
MEASURES = CATALOGUE + VARIANTS
BY_CODE = {measure["code"]: measure for measure in MEASURES}
KINDS = read("inspection_kinds.yaml")
SETS = read("judgement_sets.yaml")

every_measure = pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure["code"])
every_council = pytest.mark.parametrize("row", REGISTER, ids=lambda row: row["slug"])
every_set = pytest.mark.parametrize("judgement_set", SETS, ids=lambda one: one["code"])


# Councils


def test_register_has_every_authority_once() -> None:
    assert len(REGISTER) == 153
    for column in ("gss_code", "dfe_number", "name", "slug"):
        assert duplicates([row[column] for row in REGISTER]) == []


def test_register_is_in_order_of_name() -> None:
    names = [row["name"] for row in REGISTER]
    assert names == sorted(names)


def test_no_name_in_use_means_two_councils() -> None:
    names = [name.lower() for row in REGISTER for name in names_of(row)]
    assert duplicates(names) == []


def names_of(row: dict[str, str]) -> list[str]:
    return [row["name"], *filter(None, row["other_names"].split(";"))]


@every_council
def test_council_row_is_whole(row: dict[str, str]) -> None:
    kinds = {
        "E06": "Unitary authority",
        "E08": "Metropolitan district",
        "E09": "London borough",
        "E10": "County",
    }
    assert re.fullmatch(r"E\d{8}", row["gss_code"])
    assert re.fullmatch(r"\d{3}", row["dfe_number"])
    assert row["kind"] == kinds[row["gss_code"][:3]]
    assert row["slug"] == re.sub(r"[^a-z0-9]+", "-", row["name"].lower()).strip("-")
    assert row["region"]


def test_councils_are_in_the_nine_regions() -> None:
    assert Counter(row["region"] for row in REGISTER) == {
        "East Midlands": 10,
        "East of England": 11,
        "London": 33,
        "North East": 12,
        "North West": 24,
        "South East": 19,
        "South West": 15,
        "West Midlands": 14,
        "Yorkshire and The Humber": 15,
    }


@every_council
def test_council_has_ten_neighbours_who_are_others(row: dict[str, str]) -> None:
    neighbours = row["neighbours"].split()
    numbers = {other["dfe_number"] for other in REGISTER}
    assert len(set(neighbours)) == len(neighbours) == 10
    assert set(neighbours) <= numbers - {row["dfe_number"]}


@pytest.mark.parametrize(
    ("slug", "gss_code"),
    [
        ("blackburn-with-darwen", "E06000008"),
        ("blackpool", "E06000009"),
        ("bournemouth-christchurch-and-poole", "E06000058"),
        ("buckinghamshire", "E06000060"),
        ("cumberland", "E06000063"),
        ("westmorland-and-furness", "E06000064"),
        ("north-yorkshire", "E06000065"),
        ("somerset", "E06000066"),
        ("north-northamptonshire", "E06000061"),
        ("west-northamptonshire", "E06000062"),
    ],
)
def test_register_has_the_code_in_force_today(slug: str, gss_code: str) -> None:
    assert {row["slug"]: row["gss_code"] for row in REGISTER}[slug] == gss_code


@pytest.mark.parametrize("name", ["Cumbria", "Northamptonshire", "Poole", "Bournemouth"])
def test_register_leaves_out_councils_that_are_gone(name: str) -> None:
    assert name not in [name for row in REGISTER for name in names_of(row)]


def test_register_agrees_with_the_population_file_of_dfe() -> None:
    source = DFE / "ons_mid-year_population_estimates_2012_to_2024.csv"
    if not source.exists():
        pytest.skip("the DfE files are kept outside the repository")
    with source.open(encoding="utf-8-sig") as lines:
        published = {
            row["old_la_code"]: (row["new_la_code"], row["la_name"])
            for row in csv.DictReader(lines)
            if (row["geographic_level"], row["time_period"]) == ("Local authority", "2024")
        }
    ours = {row["dfe_number"]: row for row in REGISTER}
    assert {number: code for number, (code, _) in published.items()} == {
        number: row["gss_code"] for number, row in ours.items()
    }
    assert [
        name for number, (_, name) in published.items() if name not in names_of(ours[number])
    ] == []


# Measures


def test_catalogue_has_every_measure_once_in_its_group() -> None:
    assert Counter(measure["group"] for measure in CATALOGUE) == GROUPS
    assert duplicates([measure["code"] for measure in MEASURES]) == []
    assert duplicates([measure["name"] for measure in MEASURES]) == []


@every_measure
def test_measure_has_known_keys_and_members(measure: dict[str, Any]) -> None:
    assert set(measure) >= MEASURE_KEYS
    assert set(measure) <= MEASURE_KEYS | OPTIONAL_KEYS
    assert measure["group"] in GROUPS
    Theme(measure["theme"])
    Unit(measure["unit"])
    Basis(measure["basis"])
    Polarity(measure["polarity"])
    ExpectedChange(measure["expected_change"])
    assert measure["decimals"] in (0, 1)
    assert measure["numerator"]


@every_measure
def test_measure_is_said_in_sentences(measure: dict[str, Any]) -> None:
    for key in ("what", "why"):
        assert measure[key][0].isupper()
        assert measure[key].endswith(".")


@every_measure
def test_measure_has_the_parts_its_unit_needs(measure: dict[str, Any]) -> None:
    unit, denominator = Unit(measure["unit"]), measure["denominator"]
    if unit in (Unit.PERCENT, Unit.SCORE, Unit.CASES):
        assert denominator
    if unit in (Unit.COUNT, Unit.DAYS, Unit.WEEKS):
        assert denominator is None
    if unit in (Unit.RATE_10K, Unit.RATE_100K):
        assert bool(measure.get("population")) is not bool(denominator)
    else:
        assert "population" not in measure


@every_measure
def test_targets_parse_and_print_as_written(measure: dict[str, Any]) -> None:
    for key in ("default_target", "example_target"):
        if text := measure.get(key):
            target = Target.parse(text)
            assert str(target) == text
            assert target.is_percent is (measure["unit"] == Unit.PERCENT)


@every_measure
def test_one_sided_target_agrees_with_polarity(measure: dict[str, Any]) -> None:
    if not measure["default_target"]:
        return
    target = Target.parse(measure["default_target"])
    if measure["polarity"] == Polarity.HIGHER:
        assert target.lower is not None
    if measure["polarity"] == Polarity.LOWER:
        assert target.upper is not None


@every_measure
def test_linked_measures_exist_and_have_the_part(measure: dict[str, Any]) -> None:
    for link in measure.get("links", []):
        ((rule, code),) = link.items()
        assert rule in LINKS
        assert code in BY_CODE
        assert code != measure["code"]
        if rule == "same_denominator":
            assert measure["denominator"] == BY_CODE[code]["denominator"]
        if rule == "denominator_not_above":
            assert measure["denominator"]


def test_catalogue_stands_without_the_variants() -> None:
    own = {measure["code"] for measure in CATALOGUE}
    linked = {code for one in CATALOGUE for link in one.get("links", []) for code in link.values()}
    assert linked <= own
    assert {variant["variant_of"] for variant in VARIANTS} <= own


@pytest.mark.parametrize(
    ("code", "target"),
    [
        ("FD3", "575 to 695"),
        ("FD4", "14% to 21%"),
        ("FD5", ">90%"),
        ("FD7", "<10%"),
        ("CP5", "85%+"),
        ("WF1", "≤13%"),
        ("CL13", "<14"),
    ],
)
def test_default_target_of_known_measures(code: str, target: str) -> None:
    assert BY_CODE[code]["default_target"] == target


# Inspection kinds and judgement sets


def test_inspection_kinds_are_whole() -> None:
    assert duplicates([kind["code"] for kind in KINDS]) == []
    assert duplicates([kind["name"] for kind in KINDS]) == []
    assert {kind["family"] for kind in KINDS} == {"inspection", "peer review", "audit", "other"}
    assert [kind["code"] for kind in KINDS if kind["is_numbered_series"]] == ["monitoring-visit"]


def test_every_graded_kind_has_a_set_of_grades() -> None:
    kinds_with_grades = {kind for one in SETS if one["grades"] for kind in one["kinds"]}
    assert kinds_with_grades == {kind["code"] for kind in KINDS if kind["is_graded"]}


def test_set_codes_are_unique_and_their_kinds_exist() -> None:
    assert duplicates([one["code"] for one in SETS]) == []
    assert {kind for one in SETS for kind in one["kinds"]} <= {kind["code"] for kind in KINDS}


@every_set
def test_judgement_set_is_whole(judgement_set: dict[str, Any]) -> None:
    areas, grades = judgement_set["areas"], judgement_set["grades"]
    codes = [area["code"] for area in areas]
    assert duplicates(codes) == []
    assert duplicates([area["name"] for area in areas]) == []
    assert all(area["parent"] is None or area["parent"] in codes for area in areas)
    assert sum(area["is_overall"] for area in areas) <= 1
    assert [grade["rank"] for grade in grades] == list(range(1, len(grades) + 1))
    assert duplicates([grade["word"] for grade in grades]) == []
    assert bool(areas) is bool(grades)


def days_of(judgement_set: dict[str, Any]) -> tuple[datetime.date, datetime.date]:
    first, last = judgement_set["first_day"], judgement_set["last_day"]
    return first or datetime.date.min, last or datetime.date.max


@pytest.mark.parametrize("kind", sorted({kind for one in SETS for kind in one["kinds"]}))
def test_no_day_falls_in_two_sets_of_a_kind(kind: str) -> None:
    spans = sorted(days_of(one) for one in SETS if kind in one["kinds"])
    assert all(first <= last for first, last in spans)
    assert all(one[1] < other[0] for one, other in combinations(spans, 2))


def set_of(kind: str, started: datetime.date) -> dict[str, Any] | None:
    """The slow plain reading of the file's rule: the set of the day the inspection began."""
    for one in SETS:
        first, last = days_of(one)
        if kind in one["kinds"] and first <= started <= last:
            return one
    return None


@pytest.mark.parametrize(
    ("kind", "started", "code", "areas"),
    [
        ("sif", "2014-06-16", "sif", 6),
        ("ilacs-standard", "2018-11-26", "ilacs-a", 4),
        # Came out in February 2023, yet belongs to the set of the day it began.
        ("ilacs-standard", "2022-12-05", "ilacs-a", 4),
        ("ilacs-short", "2023-02-06", "ilacs-b", 5),
        ("ilacs-standard", "2024-12-02", "ilacs-b", 5),
        ("ilacs-short", "2026-03-31", "ilacs-b", 5),
        ("ilacs-standard", "2026-04-01", "ilacs-c", 4),
        ("ilacs-standard", "2026-04-27", "ilacs-c", 4),
        ("slac", "2012-01-16", "slac", 1),
        ("jtai", "2023-05-22", "jtai", 0),
        ("area-send", "2024-05-20", "area-send", 1),
        ("youth-justice", "2022-10-10", "youth-justice-2018", 14),
        ("youth-justice", "2025-09-01", "youth-justice-2025", 3),
    ],
)
def test_set_follows_the_day_the_inspection_began(
    kind: str, started: str, code: str, areas: int
) -> None:
    found = set_of(kind, datetime.date.fromisoformat(started))
    assert found is not None
    assert found["code"] == code
    assert len(found["areas"]) == areas


def test_only_the_latest_ilacs_set_has_no_overall_grade() -> None:
    overall = {
        one["code"]: any(area["is_overall"] for area in one["areas"])
        for one in SETS
        if one["code"].startswith("ilacs")
    }
    assert overall == {"ilacs-a": True, "ilacs-b": True, "ilacs-c": False}


def test_no_set_before_the_framework_began() -> None:
    assert set_of("ilacs-standard", datetime.date(2017, 12, 31)) is None
    assert set_of("area-send", datetime.date(2022, 2, 28)) is None
