"""Does the heat map say of every council and measure what its approved figures say?"""

import csv
import io
import random
from collections import Counter
from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from improvement.rules.month import Month
from improvement.rules.number import MissingReason
from improvement.rules.rag import Rag, rate_figure
from improvement.rules.target import Target
from improvement.rules.value import Unit, print_value
from scorecard.amendments.services import approve_amendment, propose_amendment
from scorecard.compare.choice import Choice
from scorecard.compare.heat import MOST_PRINTED, headline_of, heat_page
from scorecard.models import AdoptedMeasure, Figure, Measure
from scorecard.reference import catalogue_entries
from scorecard.services import Entry
from scorecard.services.standings import refresh_standings
from tests.builders import make_council, make_member, make_user
from tests.scorecard.charted import adopt, give
from tests.scorecard.compare.builders import SEPTEMBER, make_shared, stand, use, viewer_of

pytestmark = pytest.mark.django_db


def page_of(*councils, **asked):
    return heat_page(list(councils), Choice.read(asked, councils))


def slow_cell(council, shared) -> tuple | None:
    """One cell the long way: the latest approved figure, rated by hand."""
    adopted = AdoptedMeasure.objects.filter(council=council, measure=shared, is_active=True).first()
    if adopted is None:
        return None
    figures = Figure.objects.filter(measure=adopted, is_approved=True).order_by("month")
    latest = figures.last()
    if latest is None:
        return ("waiting", "", "")
    target = adopted.targets.order_by("effective_from").last()
    rating = rate_figure(
        latest.value,
        Target.parse(target.text) if target else None,
        unit=Unit(shared.unit),
        missing=MissingReason(latest.missing) if latest.missing else None,
    )
    printed = "" if latest.missing else print_value(latest.value, Unit(shared.unit), 0)
    return (rating.rag.value, printed, str(Month.of(latest.month)))


@pytest.mark.parametrize("seed", [1, 2])
def test_every_cell_equals_the_slow_way(db, seed):
    luck = random.Random(seed)
    measures = [make_shared(f"SM{n}", position=n, group=f"Group {n // 4}") for n in range(8)]
    councils = [make_council() for _ in range(4)]
    for council in councils:
        for shared in measures:
            if luck.random() < 0.75:
                fill(use(council, shared, target=luck.choice(["", "50%+", "<40%"])), luck)
        refresh_standings(council=council)
    page = page_of(*councils)
    by_code = {one.code: one for one in measures}
    by_name = {one.called: one for one in councils}
    seen = set()
    for row in page.rows:
        for column, cell in zip(page.columns, row.cells, strict=True):
            told = cell and (cell.standing, cell.printed, cell.month)
            assert told == slow_cell(by_name[row.name], by_code[column.code])
            seen.add(told[0] if told else None)
        reds = [cell for cell in row.cells if cell and cell.standing == Rag.RED]
        assert row.reds == len(reds)
    assert {None, "waiting", "red", "green", "not_rated"} <= seen


def fill(adopted: AdoptedMeasure, luck: random.Random) -> None:
    """Up to three months: approved, a draft after them, or a reason there is none."""
    for back in range(luck.randint(0, 3), 0, -1):
        missing = {"missing": MissingReason.NO_CASES} if luck.random() < 0.2 else {}
        value = None if missing else luck.randint(0, 100)
        give(adopted, SEPTEMBER.plus(-back), value, **missing)
    if luck.random() < 0.3:
        give(adopted, SEPTEMBER.plus(3), 1, is_approved=False)


def test_not_used_no_figures_yet_and_no_data_are_told_apart(ashby, barton, opened):
    one, two = make_shared("SM1"), make_shared("SM2", position=1)
    stand(ashby, one, 90)
    give_none = use(barton, one)
    give(give_none, SEPTEMBER, None, missing=MissingReason.NO_CASES)
    use(barton, two)
    refresh_standings(council=barton)
    first, second = page_of(ashby, barton).rows
    assert first.cells[1] is None
    assert [cell.word for cell in second.cells] == ["No data", "No figures yet"]
    words = opened(viewer_of(ashby, barton), "/compare/")
    for told in ("not used", "none yet", "no cases", "<b>No data</b>", "<b>Not rated</b> 90%"):
        assert told in words, told


def test_a_month_is_told_only_where_it_is_not_the_councils_latest(ashby):
    stand(ashby, make_shared("SM1"), 90)
    stand(ashby, make_shared("SM2", position=1), 80, month=SEPTEMBER.previous)
    cells = page_of(ashby).rows[0].cells
    assert "Aug 2026" in cells[1].html
    assert "2026" not in cells[0].html


def test_own_and_retired_measures_are_left_out(ashby):
    shared = make_shared("SM1")
    stand(ashby, shared, 90, is_active=False)
    adopt(ashby.areas.first(), "OWN1")
    assert page_of(ashby).columns == ()


def test_a_councils_name_of_a_measure_cannot_write_markup(ashby, opened):
    stand(ashby, make_shared("SM1", name="<script>alert(1)</script>", group="<b>x"), 90)
    assert "<script>alert" not in opened(viewer_of(ashby), "/compare/")


def test_filters_and_order(ashby, barton):
    one, two = make_shared("SM1"), make_shared("SM2", group="Care", position=1)
    stand(ashby, one, 90, target="50%+")
    stand(barton, one, 10, target="50%+")
    stand(barton, two, 10)
    assert [row.name for row in page_of(ashby, barton, sort="reds").rows] == ["Barton", "Ashby"]
    assert [row.name for row in page_of(ashby, barton, sort="region").rows] == ["Barton", "Ashby"]
    assert [row.name for row in page_of(ashby, barton, region="London").rows] == ["Barton"]
    assert [row.name for row in page_of(ashby, barton, kind="London borough").rows] == ["Barton"]
    assert [one.code for one in page_of(ashby, barton, group="Care").columns] == ["SM2"]
    assert len(page_of(ashby, barton, group="None such", region="x", sort="x").rows) == 2


def test_the_councils_chosen_go_along_to_the_measure_and_back(ashby, barton, opened):
    shared = make_shared("SM1")
    for council in (ashby, barton):
        stand(council, shared, 90)
    asked = {"region": "North West", "sort": "reds", "page": "7"}
    assert page_of(ashby, barton, **asked).columns[0].href == "/compare/SM1/?region=North+West"
    assert page_of(ashby, barton, sort="reds").columns[0].href == "/compare/SM1/"
    words = opened(viewer_of(ashby, barton), "/compare/SM1/?region=North+West")
    assert 'href="/compare/?region=North+West"' in words


def test_any_one_group_of_the_catalogue_fits_a_sheet_of_paper(ashby):
    sizes = Counter(entry["group"] for entry in catalogue_entries())
    assert 0 < max(sizes.values()) <= MOST_PRINTED < len(catalogue_entries())
    for number in range(MOST_PRINTED + 1):
        use(ashby, make_shared(f"SM{number}", group="Care" if number else "Front door"))
    assert not page_of(ashby).fits_paper
    assert page_of(ashby, group="Care").fits_paper


def test_councils_are_paged_and_counts_are_of_all(db):
    shared = make_shared("SM1")
    councils = [make_council() for _ in range(5)]
    for council in councils:
        stand(council, shared, 10, target="50%+")
    page = page_of(*councils, per_page="2", page="3")
    assert len(page.rows) == 1
    assert page.headline == "5 councils, 1 measure, 5 red"
    assert page.columns[0].tally == "5 red"
    many = [replace(row, reds=1_234) for row in page.rows]
    assert headline_of(many, 60) == "1 council, 60 measures, 1,234 red"
    assert len(page_of(*councils, per_page="2", page="99").rows) == 1


def test_an_approved_figure_and_an_amended_one_show_at_once(ashby, barton, opened):
    shared, person = make_shared("SM1"), viewer_of(ashby, barton)
    adopted = stand(ashby, shared, 90, target="80%+")
    stand(barton, shared, 70)
    assert "<b>Green</b> 90%" in opened(person, "/compare/")
    give(adopted, SEPTEMBER.next, 20)
    refresh_standings(council=ashby)
    assert "<b>Red</b> 20%" in opened(person, "/compare/")
    figure = Figure.objects.get(measure=adopted, month=SEPTEMBER.next.first_day)
    amendment = propose_amendment(
        figure=figure, entry=Entry(value=Decimal(85)), reason="Recounted",
        by=make_member(ashby, "lead"), revision=1,
    )  # fmt: skip
    approve_amendment(amendment=amendment, by=make_member(ashby, "lead"))
    assert "<b>Green</b> 85%" in opened(person, "/compare/")


def test_only_what_changed_is_read_again(ashby, barton):
    shared = make_shared("SM1")
    for council in (ashby, barton):
        stand(council, shared, 90)
    before = page_of(ashby, barton).rows
    refresh_standings(council=barton)
    after = page_of(ashby, barton).rows
    assert after[0].cells[0] is before[0].cells[0]
    assert after[1].cells[0] is not before[1].cells[0]


def test_queries_do_not_grow_with_councils(db):
    shared = make_shared("SM1")
    councils = [make_council() for _ in range(30)]
    for council in councils:
        stand(council, shared, 50)
    few, many = viewer_of(*councils[:2]), viewer_of(*councils)
    for address, most in (("/compare/", 5), ("/compare/SM1/", 5)):
        assert queries(few, address) <= most
        assert queries(many, address) <= most
    assert queries(many, "/compare/") == 4


def queries(person, address: str) -> int:
    client = Client()
    client.force_login(person)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    assert not any("scorecard_figure" in one["sql"] for one in seen.captured_queries)
    return len(seen)


def test_someone_with_one_council_is_told_so_and_one_with_none_is_not_there(ashby, opened):
    stand(ashby, make_shared("SM1"), 90)
    assert "You are a member of one council" in opened(viewer_of(ashby), "/compare/")
    nobody, stranger = Client(), Client()
    stranger.force_login(make_user())
    for address in ("/compare/", "/compare/SM1/"):
        assert stranger.get(address).status_code == 404
        assert nobody.get(address).status_code == 302


def test_a_role_that_ends_takes_its_council_away(ashby, barton, opened):
    shared = make_shared("SM1")
    for council in (ashby, barton):
        stand(council, shared, 90)
    person = viewer_of(ashby, barton)
    assert "Barton" in opened(person, "/compare/")
    person.memberships.filter(council=barton).update(is_active=False)
    for address in ("/compare/", "/compare/SM1/"):
        assert "Barton" not in opened(person, address)


def test_the_download_is_what_is_on_screen(ashby, barton, opened):
    one, two = make_shared("SM1"), make_shared("SM2", position=1)
    stand(ashby, one, 90, target="99%+")
    stand(barton, two, 70)
    text = opened(viewer_of(ashby, barton), "/compare/?format=csv&region=North+West")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [(row["council"], row["code"], row["rating"], row["figure"]) for row in rows] == [
        ("Ashby", "SM1", "Red", "90%"),
        ("Ashby", "SM2", "Not used", ""),
    ]
    assert rows[0]["target"] == "99%+"


def test_navigation_offers_comparing_to_people_of_several_councils(ashby, barton, opened):
    one, both = viewer_of(ashby), viewer_of(ashby, barton)
    for address in ("/", "/councils/ashby/"):
        assert "/compare/" in opened(both, address)
        assert "/compare/" not in opened(one, address)


def test_the_catalogue_measure_is_what_groups_and_names_a_column(ashby):
    shared = make_shared("SM1", group="Care", name="Children in care")
    stand(ashby, shared, 90, name="Our name", group="Our group", code="OURS1")
    page = page_of(ashby)
    assert (page.columns[0].name, page.groups[0].name) == ("Children in care", "Care")
    assert "/measures/OURS1/" in page.rows[0].cells[0].html
    assert Measure.objects.count() == 1
