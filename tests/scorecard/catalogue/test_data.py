"""Is every catalogue measure reviewable data, and does it agree with the facts given?"""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from improvement.rules.direction import Polarity
from improvement.rules.rag import ExpectedChange
from improvement.rules.target import Target
from improvement.rules.theme import Theme
from improvement.rules.value import Basis, Unit
from scorecard.benchmarks.sources import card_words, series_by_code
from scorecard.catalogue.selectors import card_of
from scorecard.models import Measure
from scorecard.reference import FILES, FOLDER, load_catalogue
from scorecard.services.aims import aim_of

MEASURES = yaml.safe_load((FOLDER / FILES[0]).read_text(encoding="utf-8"))
BY_CODE = {one["code"]: one for one in MEASURES}
TOLD = Path(__file__).resolve().parents[4] / "shared" / "data" / "kpi_catalogue.yaml"
UNITS = {
    "percent": Unit.PERCENT, "count": Unit.COUNT, "rate per 10,000": Unit.RATE_10K,
    "rate per 100,000": Unit.RATE_100K, "wks": Unit.WEEKS, "days": Unit.DAYS,
    "score": Unit.SCORE, "cases": Unit.CASES,
}  # fmt: skip
BASES = {
    "in month": Basis.MONTH, "financial year to date": Basis.YTD, "snapshot": Basis.SNAPSHOT,
    "rolling 12 months": Basis.ROLLING_12, "3 yr": Basis.ROLLING_3Y,
    "calendar Y": Basis.CALENDAR_YTD, "term": Basis.TERM, "acad Y": Basis.ACADEMIC_YEAR,
    "cycle": Basis.CYCLE,
}  # fmt: skip
POLARITIES = {
    "higher_better": Polarity.HIGHER, "lower_better": Polarity.LOWER, "range": Polarity.RANGE,
    "context": Polarity.CONTEXT, "lower_better (range in seed 004)": Polarity.LOWER,
}  # fmt: skip

every_measure = pytest.mark.parametrize("measure", MEASURES, ids=lambda one: one["code"])


@pytest.fixture(scope="module")
def told() -> dict[str, dict[str, Any]]:
    if not TOLD.exists():
        pytest.skip("the facts are kept beside the checkout")
    return {one["code"]: one for one in yaml.safe_load(TOLD.read_text(encoding="utf-8"))}


def test_there_are_sixty_eight():
    assert len(BY_CODE) == len(MEASURES) == 68


@every_measure
def test_a_measure_is_told_in_full(measure):
    for key in ("code", "group", "name", "what", "why", "numerator", "expected_change", "source"):
        assert measure[key], key
    assert {"denominator", "default_target", "decimals", "timescale"} <= set(measure)
    assert len(measure["what"].split()) >= 6
    assert len(measure["why"].split()) >= 6
    if usual := measure["default_target"] or measure.get("example_target"):
        assert aim_of(usual, Unit(measure["unit"]), measure["polarity"]) == usual


@every_measure
def test_it_has_a_theme_that_the_scorecard_can_be_read_by(measure):
    assert Theme(measure["theme"]).label


def test_themes_cut_across_groups():
    """A theme that held one group alone would say nothing that the group does not."""
    groups = {theme: {one["group"] for one in MEASURES if one["theme"] == theme} for theme in Theme}
    alone = {theme for theme, held in groups.items() if len(held) == 1}
    assert alone == {Theme.HEALTH, Theme.WORKFORCE}
    assert all(groups.values())


@pytest.mark.django_db
def test_every_theme_reaches_the_catalogue():
    load_catalogue()
    held = dict(Measure.objects.values_list("code", "theme"))
    assert "" not in held.values()
    assert {code: held[code] for code in BY_CODE} == {
        code: one["theme"] for code, one in BY_CODE.items()
    }


@every_measure
def test_its_card_says_which_way_is_good(measure):
    words = {
        Polarity.HIGHER: "igher", Polarity.LOWER: "ower", Polarity.RANGE: "range",
        Polarity.CONTEXT: "either",
    }  # fmt: skip
    assert words[Polarity(measure["polarity"])] in measure["why"]


@pytest.mark.django_db
def test_every_card_tells_what_the_file_holds():
    """Nothing that decides how a figure is read is left to the reader's guess."""
    load_catalogue()
    cards = {one.code: dict(card_of(one)) for one in Measure.objects.filter(council=None)}
    for code, one in BY_CODE.items():
        card = cards[code]
        assert {"Unit", "Covers", "Theme"} <= set(card), code
        for row, key in (
            ("What it is", "what"), ("Which way is good", "why"), ("Numerator", "numerator"),
            ("Usual target", "default_target"), ("Timescale", "timescale"),
            ("Collection", "source"),
        ):  # fmt: skip
            assert card.get(row) == one[key], (code, row)
        assert ("Denominator" in card) is bool(one["denominator"] or one.get("population")), code
        assert card["Shown with"].startswith(str(one["decimals"] or "Whole")), code
        assert card["Expected change"] == ExpectedChange(one["expected_change"]).label
        assert ("Checked with" in card) is bool(one.get("links")), code
        said = card_words(code) or ("" if one["source"] == "Local" else one["source"])
        assert said in card["Benchmark"], code
        assert card["Benchmark"].startswith(card_words(code) or "None"), code
    assert cards["FD3"]["Denominator"] == "The council’s children aged 0 to 17"


def test_codes_are_those_that_we_were_given(told):
    assert set(BY_CODE) == set(told)


@pytest.mark.parametrize(
    ("ours", "theirs", "meanings"),
    [("unit", "unit", UNITS), ("basis", "basis", BASES), ("polarity", "polarity", POLARITIES)],
    ids=["unit", "basis", "polarity"],
)
def test_facts_agree(told, ours, theirs, meanings):
    differ = {
        code: (one[ours], told[code][theirs])
        for code, one in BY_CODE.items()
        if meanings[told[code][theirs]] != one[ours]
    }
    assert differ == {}


def test_usual_targets_agree_where_one_is_given(told):
    """A target given for several scopes, or as a bare number, stands in the file as a range."""
    differ = {}
    for code, one in BY_CODE.items():
        given = re.split("[,;] ", told[code]["typical_target"])
        ours = one["default_target"] or one.get("example_target")
        if given[0] in ("context", "local"):
            agrees = one["default_target"] is None
        else:
            agrees = ours and bounds(ours) in [bounds(text.split(" (")[0]) for text in given]
        if not agrees:
            differ[code] = (ours, given)
    assert differ == {}


def bounds(text: str) -> tuple:
    """The numbers of a target, whatever its unit; a bare number is the most there may be."""
    if text.isdigit():
        text = f"≤{text}"
    target = Target.parse(text)
    return target.lower, target.lower_strict, target.upper, target.upper_strict


def test_a_benchmark_is_named_wherever_a_national_collection_is_declared(told):
    for code, (source, series) in series_by_code().items():
        assert code in BY_CODE
        words = card_words(code)
        assert source.publication in words
        assert series.differs in words
        assert series.dated in words
        assert told[code]["benchmark_collection"] != "local", code
