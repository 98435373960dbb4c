"""Do the councils' fact files hold together, on whatever day they are read?"""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings

from improvement.demo.facts import ILLUSTRATIVE, REAL, Facts, read_facts
from improvement.rules.brag import StatedStatus
from improvement.rules.direction import Direction
from improvement.rules.finding import FindingStatus
from improvement.rules.month import Month
from improvement.rules.rag import ExpectedChange
from improvement.rules.target import Target
from improvement.rules.theme import Theme
from inspections.models import FindingKind
from workforce.roles import Standing

SLUGS = (*REAL, ILLUSTRATIVE)
FIXTURES = Path(settings.BASE_DIR) / "fixtures"
SHARED = Path(settings.BASE_DIR).parent / "shared"
DAYS = (date(2026, 3, 1), date(2026, 11, 21), date(2027, 1, 4), date(2028, 2, 29))
EXECUTIVE_ENDING = "2017-02"


def read(slug: str, today: date = DAYS[1]) -> Facts:
    return read_facts(slug, today)


def fixture(name: str) -> list[dict[str, Any]]:
    return yaml.safe_load((FIXTURES / name).read_text(encoding="utf-8"))


def actions_of(facts: Facts) -> list[dict[str, Any]]:
    return [action for plan in facts.rows("plans") for action in plan["actions"]]


@pytest.mark.parametrize("slug", SLUGS)
def test_every_reference_within_a_file_leads_somewhere(slug):
    facts = read(slug)
    inspections = {row["ref"] for row in facts.rows("inspections")}
    findings = {row["ref"] for row in facts.rows("findings")}
    measures = {row["code"] for row in facts.rows("measures")}
    meetings = {one["ref"] for row in facts.rows("boards") for one in row.get("meetings", [])}
    boards = {row["ref"] for row in facts.rows("boards")}
    assert {row["of"] for row in facts.rows("findings")} <= inspections
    assert {row["follows"] for row in facts.rows("inspections") if "follows" in row} <= inspections
    assert {row["repeats"] for row in facts.rows("findings") if "repeats" in row} <= findings
    assert {ref for one in actions_of(facts) for ref in one.get("findings", [])} <= findings
    assert {code for one in actions_of(facts) for code in one.get("measures", [])} <= measures
    decisions = facts.rows("decisions")
    assert {ref for one in decisions for ref in one.get("findings", [])} <= findings
    assert all(
        one["meeting"] in meetings if isinstance(one["meeting"], str) else one["board"] in boards
        for one in decisions
    )


@pytest.mark.parametrize("slug", SLUGS)
def test_references_and_codes_are_used_once(slug):
    facts = read(slug)
    named = {
        "inspections": "ref", "findings": "ref", "boards": "name", "decisions": "ref",
        "leadership": "post", "measures": "code",
    }  # fmt: skip
    for name, key in named.items():
        values = [row[key] for row in facts.rows(name)]
        assert len(values) == len(set(values)), name
    references = [row["ref"] for row in actions_of(facts)]
    assert len(references) == len(set(references))


@pytest.mark.parametrize("slug", SLUGS)
def test_every_word_is_one_the_product_knows(slug):
    facts = read(slug)
    kinds = {row["code"] for row in fixture("inspection_kinds.yaml")}
    assert {row["kind"] for row in facts.rows("inspections")} <= kinds
    assert {row["kind"] for row in facts.rows("findings")} <= set(FindingKind)
    assert {row.get("status", "open") for row in facts.rows("findings")} <= set(FindingStatus)
    assert {row["status"] for row in actions_of(facts)} <= set(StatedStatus)
    standings = {one["holder"] for row in facts.rows("leadership") for one in row["tenures"]}
    assert standings <= set(Standing)
    areas = {row["slug"] for row in facts.council["areas"]}
    assert {row["area"] for row in facts.rows("measures")} <= areas


@pytest.mark.parametrize("slug", SLUGS)
def test_judgements_are_of_the_set_that_served_on_the_day(slug):
    facts = read(slug)
    sets = {row["code"]: row for row in fixture("judgement_sets.yaml")}
    for row in facts.rows("inspections"):
        if "judgement_set" not in row:
            continue
        held = sets[row["judgement_set"]]
        assert row["kind"] in held["kinds"], row["ref"]
        assert set(row.get("judgements", {})) <= {area["code"] for area in held["areas"]}
        grades = {grade["code"] for grade in held["grades"]}
        assert set(row.get("judgements", {}).values()) <= grades, row["ref"]


@pytest.mark.parametrize("slug", SLUGS)
def test_targets_round_trip_and_codes_are_known(slug):
    catalogue = {
        one["code"]
        for name in ("catalogue", "variants")
        for one in fixture(f"measures/{name}.yaml")
    }
    for row in read(slug).rows("measures"):
        if "target" in row:
            assert str(Target.parse(row["target"])) == str(
                Target.parse(str(Target.parse(row["target"])))
            )
        if slug == ILLUSTRATIVE or "unit" not in row or "basis" not in row:
            assert row.get("catalogue", row["code"]) in catalogue, row["code"]


@pytest.mark.parametrize("slug", REAL)
def test_published_figures_have_a_month_a_day_and_a_source(slug):
    facts = read(slug)
    for row in facts.rows("measures"):
        assert ExpectedChange(row["expected"])
        for text in row["figures"]:
            month = Month.parse(text)
            assert Month.of(facts.day(facts.data["as_at"][text])) == month
        assert set(row.get("printed", {}).values()) <= set(Direction)
        assert facts.source(row)


def test_the_restructure_table_is_whole():
    rows = [
        row
        for row in read("blackburn-with-darwen").rows("measures")
        if EXECUTIVE_ENDING in row["figures"]
    ]
    assert len(rows) == 19
    assert sum("2016-11" in row["figures"] for row in rows) == 13
    assert all(row["printed"][EXECUTIVE_ENDING] for row in rows)
    assert all(row["baseline"]["label"] for row in rows)


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("today", DAYS, ids=str)
def test_dates_are_in_order_on_any_day(slug, today):
    facts = read(slug, today)
    for row in facts.rows("inspections"):
        days = [facts.working_day(row.get(name)) for name in ("started", "ended", "published")]
        known = [day for day in days if day]
        assert known == sorted(known), row["ref"]
        assert not known or known[0] <= today
    for row in actions_of(facts):
        start, due = facts.day(row.get("start")), facts.day(row.get("due"), at_end=True)
        assert start is None or due is None or start <= due, row["ref"]
        told = [*row.get("updates", []), *row.get("evidence", [])]
        assert all(facts.day(one["day"]) <= today for one in told), row["ref"]


@pytest.mark.parametrize("slug", REAL)
def test_every_fact_names_its_source(slug):
    facts = read(slug)
    for name in ("inspections", "plans", "boards", "decisions", "interventions", "partners",
                 "leadership", "audits", "notes", "discrepancies"):  # fmt: skip
        assert all(row["source"] in facts.data["sources"] for row in facts.rows(name)), name


@pytest.mark.parametrize("slug", SLUGS)
def test_a_measure_of_a_councils_own_has_a_theme(slug):
    known = {one["code"] for name in ("catalogue", "variants")
             for one in fixture(f"measures/{name}.yaml")}  # fmt: skip
    own = [row for row in read(slug).rows("measures")
           if row.get("catalogue", row["code"]) not in known]  # fmt: skip
    assert all(Theme(row["theme"]) for row in own)


@pytest.mark.parametrize("slug", SLUGS)
def test_changes_in_the_service_have_a_day_past_and_areas_that_there_are(slug):
    facts = read(slug)
    areas = {area["slug"] for area in facts.data["council"]["areas"]}
    for row in facts.rows("changes"):
        assert facts.day(row["day"]) <= facts.today
        assert set(row.get("areas", [])) <= areas


def test_dates_are_as_precise_as_written():
    facts = read(ILLUSTRATIVE, date(2026, 3, 31))
    assert facts.day("2016-02") == date(2016, 2, 1)
    assert facts.day("2016-02", at_end=True) == date(2016, 2, 29)
    assert facts.day(2020, at_end=True) == date(2020, 12, 31)
    assert facts.day("-1m/31") == date(2026, 2, 28)
    assert facts.day("+8d") == date(2026, 4, 8)
    assert facts.working_day("+5d") == date(2026, 4, 6)
    assert facts.day(None) is None


def test_no_row_of_the_published_facts_is_left_out():
    """Against the extracted facts, where they are at hand."""
    path = SHARED / "data" / "seed_facts.yaml"
    if not path.exists():
        pytest.skip("the extracted facts are not beside this project")
    held = yaml.safe_load(path.read_text(encoding="utf-8"))
    files = dict(zip(("bwd", "blackpool", "bcp"), REAL, strict=True))
    for key, slug in files.items():
        facts = read(slug)
        actions = {row["id"] for row in held["actions"] if row["council"] == key}
        assert actions == {row["ref"] for row in actions_of(facts)}
        findings = {row["id"] for row in held["findings"] if row["of"].startswith(key)}
        assert findings == {row["ref"] for row in facts.rows("findings")}


@pytest.mark.parametrize("slug", SLUGS)
def test_findings_are_in_our_own_words(slug):
    """No run of six words of a finding, action or decision stands in a published report."""
    reports = sorted((SHARED / "seeds").glob("*.txt"))
    if not reports:
        pytest.skip("the published reports are not beside this project")
    printed = {run for path in reports for run in runs_of(path.read_text(encoding="utf-8"))}
    facts = read(slug)
    told = [row["text"] for name in ("findings", "decisions", "notes") for row in facts.rows(name)]
    told += [row["title"] for row in actions_of(facts)]
    assert [text for text in told if runs_of(text) & printed] == []


def runs_of(text: str, length: int = 6) -> set[tuple[str, ...]]:
    words = re.findall(r"[a-z0-9']+", text.lower().replace("’", "'"))
    return {tuple(words[i : i + length]) for i in range(len(words) - length + 1)}
