"""Which columns does the list of inspections show, and in what order does it sort?"""

from textwrap import shorten

import django_tables2
from django.db.models import F, QuerySet

from improvement.ui.tables import DayColumn, NumberColumn, Table
from inspections.models import Inspection

Ordered = tuple[QuerySet, bool]
SHOWN_TEXT = 220
NO_NAMES = (None, "", [])


def joined(names: list[str]) -> str:
    """Names in one cell."""
    return ", ".join(names)


def shortened(text: str, limit: int = SHOWN_TEXT) -> str:
    """The start of a long text, cut between words."""
    return shorten(text, limit, placeholder="…")


def in_order(queryset: QuerySet, field: str, *, down: bool, tie: str = "id") -> Ordered:
    """Order by a field that may be empty; rows without it come last, either way."""
    order = F(field).desc(nulls_last=True) if down else F(field).asc(nulls_last=True)
    return queryset.order_by(order, f"-{tie}" if down else tie), True


class InspectionTable(Table):
    """Inspections with their overall grade and what is still to be answered."""

    caption = "Inspections"

    when = django_tables2.Column(
        "First day", order_by=("held",), attrs={"td": {"class": "app-nowrap"}}
    )
    called = django_tables2.Column("Inspection", order_by=("title", "kind"), linkify=True)
    theme = django_tables2.Column("Theme")
    inspectorates = django_tables2.Column("Carried out by", orderable=False, empty_values=NO_NAMES)
    overall = django_tables2.Column("Overall", orderable=False, empty_values=())
    outstanding = NumberColumn("Findings outstanding")
    kind_name = django_tables2.Column("Kind", visible=False)
    number = django_tables2.Column("Number in series", visible=False)
    ended = DayColumn(verbose_name="Last day", visible=False)
    published = DayColumn(verbose_name="Published", visible=False)
    statement_due = DayColumn(verbose_name="Statement of action due", visible=False)
    source = django_tables2.Column("Source", visible=False)

    def render_inspectorates(self, value: list[str]) -> str:
        return joined(value)

    def render_overall(self, record: Inspection) -> str:
        return overall_words(record)

    def order_when(self, queryset: QuerySet, is_descending: bool) -> Ordered:
        return in_order(queryset, "held", down=is_descending)


def overall_words(inspection: Inspection) -> str:
    """The overall grade as printed; else the outcome in words; else why there is none."""
    own = inspection.judgement_set
    if inspection.overall_grade:
        return own.grade_word(inspection.overall_grade)
    if inspection.outcome:
        return inspection.outcome
    if own is None or not own.is_graded:
        return "Not graded"
    if any(area.is_overall for area in own.areas.all()):
        return "Not graded" if inspection.overall_grade == "" else "Not recorded"
    return "No overall grade"
