"""Are judgements of different frameworks kept apart, and each gap said for what it is?"""

import csv
import io
from datetime import date

import pytest

from improvement.councils.roles import SEE_JOURNEY, Role
from inspections import services
from inspections.timeline.grid import grid_page
from tests.inspections.builders import make_inspection, text_of

pytestmark = pytest.mark.django_db


def judged(council, started, grades, kind="ilacs-standard"):
    one = make_inspection(council, kind=kind, started=started)
    return services.record_judgements(inspection=one, by=None, grades=grades)


def address(council, query="") -> str:
    return f"/councils/{council.slug}/inspections/judgements/{query}"


@pytest.fixture
def grids(council):
    judged(council, date(2014, 7, 1), {"overall": "good", "adoption": "outstanding"}, "sif")
    judged(council, date(2019, 3, 4), {"overall": "inadequate", "help": ""})
    judged(council, date(2022, 3, 7), {"overall": "requires-improvement", "care": "good"})
    judged(council, date(2026, 4, 27), {"leaders": "good"})
    judged(council, date(2024, 2, 5), {"outcome": "inconsistent"}, "area-send")
    return grid_page(council).grids


def words(grid) -> dict[str, list[str]]:
    return {row.area: [cell.word for cell in row.cells] for row in grid.rows}


def test_columns_stand_by_framework_newest_first(grids):
    care, send = grids
    assert [(group.name.split(" (")[0], group.span) for group in care.groups] == [
        ("ILACS, set C", 1), ("ILACS, set A", 2), ("Single inspection framework", 1),
    ]  # fmt: skip
    assert [column.when for column in care.columns] == [
        "27 April 2026", "7 March 2022", "4 March 2019", "1 July 2014",
    ]  # fmt: skip
    assert [column.starts_group for column in care.columns] == [True, True, False, True]
    assert words(send) == {"Outcome": ["Inconsistent experiences and outcomes"]}


def test_every_gap_is_said_for_what_it_is(grids):
    told = words(grids[0])
    assert told["Overall"] == [
        "No overall grade", "Requires improvement to be good", "Inadequate", "Good",
    ]  # fmt: skip
    assert told["Help and protection"][1:3] == ["Not recorded", "Not graded"]
    assert told["Care leavers"] == [
        "Not recorded", "Not judged in this set", "Not judged in this set", "Not recorded",
    ]  # fmt: skip
    assert told["Adoption"][3] == "Outstanding"
    assert "set C" in grids[0].note


def test_a_grade_is_word_and_shape_and_colour(grids):
    mark = grids[0].rows[0].cells[2].html
    assert "app-rag--red" in mark
    assert "<svg" in mark
    assert "Inadequate" in mark


def test_each_framework_keeps_its_own_names(grids):
    named = {one.framework[:12]: dict(one.areas) for one in grids[0].names}
    assert named["ILACS, set A"]["Children in care"].endswith("care and care leavers")
    assert named["ILACS, set C"]["Children in care"].endswith("children in care")


@pytest.mark.parametrize("role", list(Role))
def test_who_reads_it(as_, council, grids, role):
    code = 200 if role in SEE_JOURNEY else 403
    assert as_(role.value).get(address(council)).status_code == code


def test_the_downloads_hold_every_cell(as_, council, grids):
    response = as_("board").get(address(council, "?format=csv"))
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert len(rows) == sum(len(grid.rows) * len(grid.columns) for grid in grids)
    first = next(row for row in rows if row["First day"] == "2019-03-04")
    assert (first["Area"], first["Grade"]) == ("Overall", "Inadequate")
    assert as_("board").get(address(council, "?format=xlsx")).content[:2] == b"PK"


def test_an_empty_grid_says_what_to_do(as_, council):
    make_inspection(council, kind="jtai")
    assert "No graded inspection" in text_of(as_("board").get(address(council)))


def test_it_costs_the_same_with_more_history(council, grids, django_assert_max_num_queries):
    for year in range(2000, 2010):
        make_inspection(council, kind="slac", started=date(year, 5, 1))
    with django_assert_max_num_queries(3):
        grid_page(council)
