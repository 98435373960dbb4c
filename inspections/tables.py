"""Which columns do the lists of inspections and findings show, and in what order do they sort?"""

from textwrap import shorten
from typing import Any

import django_tables2
from django.db.models import Case, F, IntegerField, QuerySet, Value, When
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from improvement.rules.finding import FindingStatus
from improvement.ui.tables import DayColumn, NumberColumn, Table
from inspections.marks import status_tag
from inspections.models import Finding, Inspection
from inspections.querysets import UNANSWERED_KINDS

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


class FindingTable(Table):
    """Findings with the inspection that made them and how far the answer has come."""

    caption = "Findings"

    reference = django_tables2.Column(
        "Reference", linkify=True, attrs={"td": {"class": "app-nowrap"}}
    )
    text = django_tables2.Column("Finding", orderable=False)
    kind = django_tables2.Column("Kind")
    inspection = django_tables2.Column("Inspection", order_by=("inspection__started",))
    theme = django_tables2.Column("Theme")
    agencies = django_tables2.Column("Agencies", orderable=False, empty_values=NO_NAMES)
    status = django_tables2.Column("Status", attrs={"td": {"class": "app-nowrap"}})
    status_reason = django_tables2.Column("Reason for the status", visible=False)
    page = django_tables2.Column("Page", visible=False)
    paragraph = django_tables2.Column("Paragraph", visible=False)
    repeats = django_tables2.Column("Repeats", accessor="repeats__reference", visible=False)

    def render_text(self, value: str) -> str:
        return shortened(value)

    def value_text(self, value: str) -> str:
        return value

    def render_kind(self, record: Finding) -> str:
        return record.get_kind_display()

    def render_inspection(self, value: Inspection, record: Finding) -> SafeString:
        href = reverse("inspections:inspection-detail", args=[record.council.slug, value.pk])
        return format_html('<a class="govuk-link" href="{}">{}</a>', href, value)

    def render_agencies(self, value: list[str]) -> str:
        return joined(value)

    def render_status(self, record: Finding) -> Any:
        return status_tag(record.stage) if record.needs_answer else "—"

    def value_status(self, record: Finding) -> str:
        return record.stage.label if record.needs_answer else ""

    def order_inspection(self, queryset: QuerySet, is_descending: bool) -> Ordered:
        return in_order(queryset, "inspection__started", down=is_descending)

    def order_status(self, queryset: QuerySet, is_descending: bool) -> Ordered:
        """From open to settled, as a finding moves; strengths last."""
        steps = [When(kind__in=UNANSWERED_KINDS, then=Value(len(FindingStatus)))]
        steps += [When(status=one.value, then=Value(at)) for at, one in enumerate(FindingStatus)]
        placed = queryset.annotate(stage_at=Case(*steps, output_field=IntegerField()))
        return in_order(placed, "stage_at", down=is_descending)
