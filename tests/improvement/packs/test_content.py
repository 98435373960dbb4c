"""Does a pack say exactly what the screens say, and say so when there is nothing?"""

import json
from datetime import date

import pytest

from improvement.packs.builders import board_content
from improvement.packs.builders.figures import row_content
from improvement.packs.builders.words import compared_words
from improvement.packs.freezing import canonical, checksum
from improvement.rules.month import Month
from scorecard.models import AdoptedMeasure, Comparison
from scorecard.selectors import scorecard_page
from tests.builders import make_area, make_council
from tests.improvement.packs.builders import make_material
from tests.scorecard.nineteen import FEBRUARY

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)


def test_scorecard_rows_are_the_screens_rows(content, council):
    page = scorecard_page(council, FEBRUARY)
    rows = [row for group in content["scorecard"]["groups"] for row in group["rows"]]
    assert [group["name"] for group in content["scorecard"]["groups"]] == [
        group.name for group in page.groups
    ]
    for said, row in zip(rows, page, strict=True):
        assert said["name"] == row.name
        assert said["current"] == row.current
        assert said["baseline_text"] == row.baseline_text
        assert said["history"] == list(row.history)
        assert said["target"] == row.target
        assert (said["rag"], said["rag_word"]) == (row.standing, row.rag_word)
        assert said["reason"].lower() == row.reason.lower()
        assert said["direction"] == row.direction_text
        assert (said["signal"], said["reading"]) == (row.signal.word, row.signal.said)
        assert said["compared"] == ""


def test_what_is_published_beside_a_figure_is_what_the_screens_row_says(content, council):
    measure = AdoptedMeasure.objects.get(council=council, code="FD5")
    Comparison.objects.create(
        council=council, measure=measure.measure, period_end=date(2016, 3, 31), quartile="B",
        source="referrals", value=68, england=70, region_symbol="x",
        neighbours_median=66, neighbours_counted=10,
    )  # fmt: skip
    page = scorecard_page(council, FEBRUARY)
    (row,) = (row for row in page if row.benchmark)
    said = row_content(row)
    assert said["compared"] == f"{row.benchmark.label} {row.benchmark.text}"
    assert said["compared_place"] == row.benchmark.band
    assert said["compared_period"] == row.benchmark.period
    assert compared_words(said) == (
        f"{said['compared']}. {said['compared_place']}. {said['compared_period']}"
    )


def test_counts_are_the_screens_counts(content, council):
    page = scorecard_page(council, FEBRUARY)
    said = {one["key"]: one["number"] for one in content["summary"]["counts"]}
    assert said == {one.key: one.number for one in page.counts}
    red = page.count("red")
    assert (
        f"Of 19 measures on the scorecard for February 2017, {red} are red"
        in (content["summary"]["sentence"])
    )
    assert len(content["red"]) == red


def test_exceptions_are_the_screens_and_what_is_missing_the_gravest_first(content, council):
    page = scorecard_page(council, FEBRUARY)
    said = content["summary"]["exceptions"]
    told = {row.code for row in page if row.notices}
    assert told
    assert {row["code"] for row in said} == told | {
        row.code for row in page if row.standing in ("no_data", "awaiting")
    }
    kinds = ("Newly red", "Red", "Special cause of concern", "Worsening", "Comment overdue")
    first = [row["noticed"].split(".")[0] for row in said]
    assert first == sorted(first, key=kinds.index)
    one = next(row for row in page if row.notices)
    why = next(row["noticed"] for row in said if row["code"] == one.code)
    assert all(notice.word in why and notice.said in why for notice in one.notices)


def test_red_pages_tell_the_finding_and_thirteen_months(content):
    for row in content["red"]:
        assert row["alt"].startswith(f"{row['name']}: {row['current']} in February 2017")
        assert len(row["months"]) == 13
        assert row["months"][-1]["text"] == row["current"]
        assert row["chart"].startswith("<svg")


def test_changes_since_the_month_before_name_both_figures(content):
    for row in (*content["summary"]["newly_red"], *content["summary"]["recovered"]):
        assert row["was_rag"] != row["rag"]
        assert "red" in (row["was_rag"], row["rag"])


def test_plan_findings_and_decisions_are_told(content):
    assert [one["is_overdue"] for one in content["plan"]["overdue"]] == [True]
    assert content["plan"]["sentence"] == "Improvement plan has 1 action; 1 is overdue."
    assert [one["text"] for one in content["findings"]["open"]] == ["Assessments take too long."]
    assert [one["text"] for one in content["decisions"]["rows"]] == ["Why do reviews slip?"]


def test_content_is_plain_json_without_loss(content):
    assert json.loads(canonical(content)) == content
    assert checksum(json.loads(json.dumps(content))) == checksum(content)


def test_an_empty_council_says_that_there_is_nothing():
    empty = make_council("Quietshire")
    said = board_content(empty, FEBRUARY, None, TODAY)
    assert said["summary"]["sentence"] == ("No measure stands on the scorecard for February 2017.")
    assert said["decisions"]["sentence"] == "No decisions are outstanding."
    assert said["plan"]["sentence"] == "The council has no plan in force."
    assert said["findings"]["sentence"].startswith("No finding")
    assert said["workforce"]["sentence"] == "No establishment has been returned for February 2017."
    assert said["workforce"]["leadership"]["sentence"] == "No leadership posts have been recorded."
    assert said["meeting"] == "No meeting named"


def test_illustrative_councils_are_labelled():
    made_up = make_council("Madeupshire", is_illustrative=True)
    assert "made-up" in board_content(made_up, FEBRUARY, None, TODAY)["label"]


def test_other_councils_are_not_in_it(content):
    elsewhere = make_council("Elsewhere")
    make_material(make_area(elsewhere))
    assert "Elsewhere" not in str(content)
    assert len(board_content(elsewhere, FEBRUARY, None, TODAY)["findings"]["open"]) == 1


def test_content_costs_the_same_whatever_the_history(made, django_assert_max_num_queries):
    with django_assert_max_num_queries(26):
        board_content(made.council, FEBRUARY, made.meeting, TODAY)


def test_a_month_without_figures_is_told(made):
    said = board_content(made.council, Month(2016, 3), None, TODAY)
    assert said["red"] == []
    assert said["summary"]["compared_with"] == ""
