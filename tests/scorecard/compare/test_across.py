"""Are councils ranked fairly on one measure, beside what is published?"""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from improvement.rules.number import MissingReason
from scorecard.benchmarks.sources import series_by_code
from scorecard.compare.across import across_page
from scorecard.compare.choice import Choice
from scorecard.models import Comparison
from scorecard.services.standings import refresh_standings
from tests.builders import make_council
from tests.scorecard.charted import give
from tests.scorecard.compare.builders import (
    SEPTEMBER,
    make_peopled,
    make_shared,
    stand,
    use,
    viewer_of,
)

pytestmark = pytest.mark.django_db


def ranks(page) -> list[tuple[str, int | None]]:
    return [(row.called, row.rank) for row in page.rows]


def councils_standing(shared, **values) -> list:
    councils = []
    for name, value in values.items():
        council = make_council(name.title())
        stand(council, shared, value)
        councils.append(council)
    return councils


@pytest.mark.parametrize(
    ("polarity", "expected"),
    [
        ("lower", [("Cole", 1), ("Ayr", 2), ("Bray", 2), ("Dene", 4)]),
        ("higher", [("Dene", 1), ("Ayr", 2), ("Bray", 2), ("Cole", 4)]),
        ("range", [("Dene", None), ("Ayr", None), ("Bray", None), ("Cole", None)]),
        ("context", [("Dene", None), ("Ayr", None), ("Bray", None), ("Cole", None)]),
    ],
)
def test_best_first_and_those_level_share_the_rank(polarity, expected):
    shared = make_shared("SM1", polarity=polarity)
    councils = councils_standing(shared, ayr=50, bray=50, cole=20, dene=90)
    page = across_page(councils, "SM1")
    assert ranks(page) == expected
    assert page.median == Decimal(50)
    assert bool(page.scale.is_ranked) == (polarity in {"lower", "higher"})


def test_what_reads_as_level_is_level_and_shares_the_lead(ashby, barton):
    shared = make_shared("SM1", decimals=0)
    third = make_council("Corby")
    for council, value in ((ashby, "91.6"), (barton, "92.4"), (third, "40")):
        stand(council, shared, value)
    page = across_page([ashby, barton, third], "SM1")
    assert ranks(page) == [("Ashby", 1), ("Barton", 1), ("Corby", 3)]
    assert page.finding == (
        "Of 3 councils Ashby and Barton are best at 92% and Corby is weakest at 40%;"
        " the median is 92%."
    )
    assert across_page([ashby, barton], "SM1").finding == "All 2 councils stand at 92%."


def test_a_region_is_ranked_by_itself(ashby, barton, opened):
    shared, person = make_shared("SM1"), viewer_of(ashby, barton)
    stand(ashby, shared, 50)
    stand(barton, shared, 90)
    words = opened(person, "/compare/SM1/?region=North+West")
    assert "Ashby stands at 50%." in words
    assert "You are a member of one council" not in words
    text = opened(person, "/compare/SM1/?region=North+West&format=csv")
    assert [row["council"] for row in csv.DictReader(io.StringIO(text))] == ["Ashby"]
    page = across_page([ashby, barton], "SM1", Choice(region="North West"))
    assert (ranks(page), page.without) == ([("Ashby", 1)], ())


def test_a_region_that_does_not_use_the_measure_says_so(ashby, barton, opened):
    stand(barton, make_shared("SM1"), 90)
    words = opened(viewer_of(ashby, barton), "/compare/SM1/?region=North+West")
    assert "None of the councils you chose uses this measure." in words
    assert "Ashby does not use this measure." in words


def test_a_count_is_held_against_the_children_who_live_there(ashby, barton):
    shared = make_shared("SM1", unit="count", polarity="lower")
    stand(ashby, shared, 40)
    stand(barton, shared, 100)
    page = across_page([ashby, barton], "SM1")
    assert ranks(page) == [("Barton", 1), ("Ashby", 2)]
    assert [row.compared_text for row in page.rows] == ["10.0", "20.0"]
    assert [row.printed for row in page.rows] == ["100", "40"]
    assert "10,000 children aged 0 to 17" in page.scale.notes[0]


def test_the_population_is_the_latest_by_the_figures_year(ashby):
    shared = make_shared("SM1", unit="count")
    stand(ashby, shared, 40)
    for year, children in ((2026, 40_000), (2027, 1)):
        ashby.populations.create(year=year, children=children)
    assert across_page([ashby], "SM1").rows[0].compared_text == "10.0"


@pytest.mark.parametrize("basis", ["ytd", "calendar_ytd", "term", "academic_year", "cycle"])
def test_a_count_that_grows_through_the_year_is_not_ranked(ashby, barton, basis):
    shared = make_shared("SM1", unit="count", basis=basis, polarity="lower")
    for council in (ashby, barton):
        stand(council, shared, 40)
    page = across_page([ashby, barton], "SM1")
    assert {row.rank for row in page.rows} == {None}
    assert not page.charted
    assert "not ranked" in page.scale.notes[0]


def test_without_a_population_a_count_is_not_ranked_and_says_so(ashby):
    shared = make_shared("SM1", unit="count", polarity="lower")
    unknown = make_council("Unknown")
    stand(ashby, shared, 40)
    stand(unknown, shared, 4)
    page = across_page([ashby, unknown], "SM1")
    assert ranks(page) == [("Ashby", 1), ("Unknown", None)]
    assert page.rows[1].notes == (
        "not ranked: its child population is not known",
        "a small number",
    )


def test_no_figure_and_no_number_stand_last_and_are_told_apart(ashby, barton):
    shared = make_shared("SM1")
    stand(ashby, shared, 0)
    use(barton, shared)
    third = make_council("Corby")
    give(use(third, shared), SEPTEMBER, None, missing=MissingReason.NO_CASES)
    refresh_standings(council=third)
    page = across_page([ashby, barton, third], "SM1")
    assert ranks(page)[0] == ("Ashby", 1)
    told = {row.called: (row.rag_word, row.printed) for row in page.rows}
    assert told["Barton"] == ("No figures yet", "—")
    assert told["Corby"] == ("No data", "No cases")


def test_what_is_made_up_is_not_ranked_beside_real_councils(ashby, barton):
    made = make_peopled("Madeup", 10_000, is_illustrative=True)
    shared = make_shared("SM1")
    for council, value in ((ashby, 50), (barton, 60), (made, 99)):
        stand(council, shared, value)
    page = across_page([ashby, barton, made], "SM1")
    assert ranks(page) == [("Madeup", None), ("Barton", 1), ("Ashby", 2)]
    assert page.median == Decimal(55)
    assert "Madeup" not in page.finding
    assert ranks(across_page([made], "SM1")) == [("Madeup", 1)]
    assert "not ranked" in page.rows[0].notes[0]
    stand(made, make_shared("SM2", polarity="context"), 99)
    assert across_page([made], "SM2").rows[0].notes == ("illustrative: made up",)


def compare(council, shared, england, *, source="", **fields) -> None:
    told = {"period_end": date(2026, 3, 31), "value": Decimal(20), "region": Decimal(22)}
    source = source or series_by_code()["FD4"][0].key
    Comparison.objects.create(
        council=council, measure=shared, source=source, england=Decimal(england), **told | fields
    )


def test_england_is_a_dated_dashed_line_and_never_of_a_made_up_country(ashby, opened):
    shared = make_shared("FD4", polarity="lower")
    made = make_council("Madeup", is_illustrative=True)
    stand(ashby, shared, 50)
    stand(made, shared, 40)
    compare(made, shared, 12, source="illustration")
    assert across_page([ashby, made], "FD4").reference is None
    assert across_page([made], "FD4").reference.label == "Made-up country"
    compare(ashby, shared, 21)
    words = opened(viewer_of(ashby, made), "/compare/FD4/")
    reference = across_page([ashby, made], "FD4").reference
    assert (reference.label, reference.value) == ("England", Decimal(21))
    assert reference.period in words
    assert "31 March 2026" in reference.period
    assert words.count("stroke-dasharray") == 2


def test_a_country_total_is_no_line_beside_one_councils_count(ashby):
    shared = make_shared("SM1", unit="count")
    stand(ashby, shared, 50)
    compare(ashby, shared, 400_000)
    assert across_page([ashby], "SM1").reference is None


def test_a_measure_none_uses_is_not_there(ashby):
    make_shared("SM1")
    client = Client()
    client.force_login(viewer_of(ashby))
    for code in ("SM1", "NOSUCH", "x"):
        assert client.get(f"/compare/{code}/").status_code == 404


def test_who_does_not_use_it_and_months_apart_are_said(ashby, barton, opened):
    shared = make_shared("SM1")
    stand(ashby, shared, 50, name="Own words")
    other = make_council("Corby")
    stand(other, shared, 60, month=SEPTEMBER.plus(-4))
    words = opened(viewer_of(ashby, barton, other), "/compare/SM1/")
    assert "Barton does not use this measure." in words
    assert "May 2026 to September 2026" in words
    assert "Own words" in words


def test_the_download_has_the_rows_on_screen(ashby, barton, opened):
    shared = make_shared("SM1", unit="count", polarity="lower")
    stand(ashby, shared, 40)
    stand(barton, shared, 100)
    text = opened(viewer_of(ashby, barton), "/compare/SM1/?format=csv")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [(row["rank"], row["council"], row["compared"], row["figure"]) for row in rows] == [
        ("1", "Barton", "10.0", "100"),
        ("2", "Ashby", "20.0", "40"),
    ]
