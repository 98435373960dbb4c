"""Does a list sort, page, filter and export, and survive any address?"""

import csv
import io
from decimal import Decimal
from io import BytesIO

import django_filters
import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django_tables2 import Column
from openpyxl import load_workbook

from improvement.councils.models import Council
from improvement.ui.lists import FilterForm, render_list
from improvement.ui.tables import NumberColumn, RagColumn, Table
from improvement.ui.workbook import Number
from improvement.ui.xlsxout import LONGEST_CELL, cell_of, xlsx_response
from tests.builders import make_council

ANYTHING = [
    "per_page=-1",
    "per_page=0",
    "per_page=" + "9" * 400,
    "per_page=abc",
    "per_page=٣",
    "page=abc",
    "page=-1",
    "page=0",
    "page=" + "9" * 400,
    "page=99",
    "page=1e3",
    "sort=garbage",
    "sort=-",
    "sort=",
    "sort=-name",
    "sort=name&sort=name",
    "sort=name,-name",
    "sort=%00",
    "sort=__class__",
    "sort=name__x",
    "name=%00",
    "name=a%00b",
    "%00=1",
    "name=" + "x" * 5000,
    "due_working_day=1e400",
    "due_working_day=" + "9" * 400,
    "due_working_day=NaN",
    "due_working_day=-1",
    "is_live=%00",
    "region=%00",
    "format=pdf",
    "format=%00",
    "%FF=%FE",
    "neighbours=" + "9" * 30,
    "neighbours=%00",
    "name=%ED%A0%80",
    "name='%3B--",
    "page=last",
    "sort=%F0%9F%92%A5",
    "&&&=&",
    "name=%25",
]


class CouncilTable(Table):
    caption = "Councils"
    name = Column(linkify=True)
    due_working_day = NumberColumn(verbose_name="Due")
    is_live = RagColumn(accessor="rag", orderable=False)

    def render_is_live(self, record):
        return "Yes" if record.is_live else "No"


class CouncilFilter(django_filters.FilterSet):
    name = django_filters.CharFilter(lookup_expr="icontains")
    neighbours = django_filters.ModelChoiceFilter(queryset=Council.objects.all())

    class Meta:
        model = Council
        form = FilterForm
        fields = ["name", "region", "due_working_day", "is_live", "neighbours"]


def show(rf, query=""):
    request = rf.get("/list/?" + query)
    rows = CouncilFilter(request.GET, queryset=Council.objects.order_by("name"))
    return render_list(
        request,
        table_class=CouncilTable,
        filterset=rows,
        filename="councils",
        context={"title": "Councils"},
    )


@pytest.fixture
def rf(rf, db, monkeypatch):
    """Requests of someone not signed in: the page around the list is not under test."""
    make = rf.get

    def get(path):
        request = make(path)
        request.user = AnonymousUser()
        return request

    monkeypatch.setattr(rf, "get", get)
    return rf


@pytest.fixture
def councils(db):
    return [make_council(f"Council {n:03}") for n in range(60)]


@pytest.mark.parametrize("query", ANYTHING)
def test_any_query_gives_a_page_and_a_file(rf, councils, query):
    assert show(rf, query).status_code == 200
    assert show(rf, query + "&format=csv").status_code == 200


def test_the_same_rows_leave_as_a_workbook(rf, councils):
    query = "sort=-name&name=Council 05"
    sheet = load_workbook(BytesIO(show(rf, query + "&format=xlsx").content)).active
    text = show(rf, query + "&format=csv").content.decode("utf-8-sig")
    shown = [[str(cell.value or "") for cell in row] for row in sheet.iter_rows()]
    assert shown == list(csv.reader(io.StringIO(text)))
    assert [row[0] for row in shown[1:3]] == ["Council 059", "Council 058"]
    assert "format=xlsx" in show(rf, query).content.decode()


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        pytest.param(None, "", id="nothing is not nought"),
        pytest.param(0, 0, id="nought"),
        pytest.param(True, "True", id="no number"),
        pytest.param(Decimal("12.50"), Number("12.50", decimals=2), id="a decimal"),
        pytest.param(Decimal("1E+3"), Number("1000"), id="an exponent"),
        pytest.param(Decimal("NaN"), "NaN", id="no finite number"),
        pytest.param("=1+1\x0b", "=1+1", id="text stays text"),
        pytest.param("x" * 40_000, "x" * LONGEST_CELL, id="more than a cell holds"),
    ],
)
def test_a_value_becomes_a_cell(value, cell):
    assert cell_of(value) == cell


def test_no_title_breaks_a_workbook_and_no_text_becomes_a_formula():
    title = "Who: what? [and] why/when * for ever and ever"
    sheet = load_workbook(BytesIO(xlsx_response("a b", title, ["A"], [["=1+1"]]).content)).active
    assert sheet["A2"].value == "=1+1"
    assert sheet["A2"].data_type == "s"


def test_sorted_column_says_so(rf, councils):
    html = show(rf, "sort=-name").content.decode().partition("<table")[2]
    assert html.count("aria-sort") == 1
    assert 'aria-sort="descending"' in html
    assert html.index("Council 059") < html.index("Council 058")
    assert 'href="?sort=name"' in html


def test_column_that_does_not_sort_has_no_link(rf, councils):
    assert "sort=is_live" not in show(rf).content.decode()


def test_page_says_what_it_shows_and_keeps_filters(rf, councils):
    html = show(rf, "name=Council&per_page=25&page=2").content.decode()
    assert "Showing 26 to 50 of 60" in html
    assert "name=Council&amp;per_page=25&amp;page=3" in html


def test_page_beyond_the_last_is_the_last(rf, councils):
    assert "Showing 51 to 60 of 60" in show(rf, "page=7").content.decode()


def test_page_is_never_longer_than_the_limit(rf, councils):
    assert "Showing 1 to 60 of 60" in show(rf, "per_page=5000").content.decode()


def test_filter_narrows_and_an_empty_result_says_so(rf, councils):
    assert "Showing 1 to 1 of 1" in show(rf, "name=Council 042").content.decode()
    assert "Nothing matches these filters" in show(rf, "name=nowhere").content.decode()


def test_csv_holds_the_whole_filtered_sorted_list(rf, councils):
    response = show(rf, "name=Council 00&sort=-name&per_page=2&format=csv")
    header, *rows = csv.reader(io.StringIO(response.content.decode("utf-8-sig")))
    assert header[:2] == ["Name", "Due"]
    assert [row[0] for row in rows] == [f"Council 00{n}" for n in range(9, -1, -1)]


def test_cells_are_escaped_and_linked(rf, db):
    council = make_council("Bold")
    Council.objects.filter(pk=council.pk).update(name="<b>Bold</b>")
    html = show(rf).content.decode()
    href = reverse("council-overview", args=[council.slug])
    assert f'<a class="govuk-link" href="{href}">' in html
    assert "<b>Bold" not in html


def test_table_scrolls_in_a_labelled_region(rf, councils):
    html = show(rf).content.decode()
    assert 'tabindex="0" role="region" aria-label="Councils"' in html
    assert "<caption" in html


def test_list_costs_few_queries_whatever_its_length(rf, councils, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        show(rf)
