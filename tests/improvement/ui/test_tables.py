"""Does our lean row-making agree with django-tables2's own, cell by cell?"""

from datetime import date

import pytest
from django_tables2 import Column

from improvement.councils.models import Membership
from improvement.councils.roles import Role
from improvement.ui.tables import DayColumn, NumberColumn, RagColumn, Table


class MembershipTable(Table):
    user = Column(accessor="user__name")
    role = Column()
    council = Column(accessor="council__called")
    areas = Column(accessor="areas__count", empty_values=())
    is_active = Column(verbose_name="Active")
    missing = Column(accessor="user__last_login")

    def render_is_active(self, value, record):
        return f"{'yes' if value else 'no'}, {record.user}"

    def value_is_active(self, value):
        return "Y" if value else "N"


@pytest.mark.django_db
def test_cells_are_those_of_the_library(cast):
    table = MembershipTable(Membership.objects.select_related("user", "council"))
    ours = [[cell for _, cell in row] for row in table.lean_rows()]
    assert ours == [list(row) for row in table.rows]


@pytest.mark.django_db
def test_export_is_that_of_the_library(cast):
    table = MembershipTable(Membership.objects.select_related("user", "council"))
    header, *rows = table.as_values()
    assert table.export_header() == header
    assert [[str(cell) for cell in row] for row in table.export_rows()] == [
        [str(cell) for cell in row] for row in rows
    ]


@pytest.mark.django_db
def test_choice_is_shown_in_words(cast):
    rows = Membership.objects.filter(role=Role.LEAD).select_related("user", "council")
    [row] = MembershipTable(rows).lean_rows()
    assert row[1] == ("", "Performance lead")


def test_columns_of_ours_show_and_export():
    class Ours(Table):
        name = Column()
        value = NumberColumn()
        due = DayColumn()
        rag = RagColumn()

    table = Ours(
        [
            {"name": "A", "value": 3, "due": date(2026, 3, 7), "rag": "red"},
            {"name": "B", "value": 0, "due": None, "rag": None},
        ]
    )
    [first, second] = table.lean_rows()
    assert first[1] == (" govuk-table__cell--numeric", 3)
    assert first[2] == (" app-nowrap", "7 Mar 2026")
    assert "Red</span>" in first[3][1]
    assert [cell for _, cell in second[1:]] == [0, "—", "—"]
    assert list(table.export_rows()) == [["A", 3, "2026-03-07", "Red"], ["B", 0, None, None]]
