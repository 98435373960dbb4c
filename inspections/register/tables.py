"""Which columns does the register of findings show, and in what order does it sort?"""

from collections.abc import Mapping
from typing import Any

import django_tables2
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from improvement.practice import practice_name
from improvement.rules.finding import FindingStatus
from improvement.rules.recurrence import Recurrence
from improvement.ui.tables import Table
from inspections.marks import status_tag
from inspections.models import Finding, Inspection
from inspections.querysets import UNANSWERED_KINDS
from inspections.tables import NO_NAMES, Ordered, in_order, joined, shortened

TICK = (
    '<div class="govuk-checkboxes govuk-checkboxes--small">'
    '<div class="govuk-checkboxes__item">'
    '<input class="govuk-checkboxes__input" type="checkbox" name="finding" value="{0}"'
    ' id="tick-{0}" form="ticked">'
    '<label class="govuk-label govuk-checkboxes__label" for="tick-{0}">'
    '<span class="govuk-visually-hidden">Tick {1}</span></label></div></div>'
)


class FindingTable(Table):
    """Findings with the inspection that made them and how far the answer has come."""

    caption = "Findings"

    tick = django_tables2.Column(
        "Tick",
        accessor="pk",
        orderable=False,
        exclude_from_export=True,
        attrs={"td": {"class": "app-tick-cell"}},
    )
    reference = django_tables2.Column(
        "Reference", linkify=True, attrs={"td": {"class": "app-nowrap"}}
    )
    text = django_tables2.Column("Finding", orderable=False)
    kind = django_tables2.Column("Kind")
    inspection = django_tables2.Column("Inspection", order_by=("inspection__started",))
    area = django_tables2.Column("Practice area", order_by=("area",))
    owner = django_tables2.Column("Who answers for it", order_by=("owner__name",))
    status = django_tables2.Column("Status", attrs={"td": {"class": "app-nowrap"}})
    theme = django_tables2.Column("Theme", visible=False)
    agencies = django_tables2.Column("Agencies", empty_values=NO_NAMES, visible=False)
    status_reason = django_tables2.Column("Reason for the status", visible=False)
    evidence = django_tables2.Column("What shows that it is addressed", visible=False)
    confirmed = django_tables2.Column("Confirmed by", accessor="pk", visible=False)
    page = django_tables2.Column("Page", visible=False)
    paragraph = django_tables2.Column("Paragraph", visible=False)
    repeats = django_tables2.Column("Repeats", accessor="repeats__reference", visible=False)
    recurrence = django_tables2.Column("Recurrence", accessor="pk", visible=False)

    def __init__(
        self, *args: Any, recurrences: Mapping[int, Recurrence], can_tick: bool, **kwargs: Any
    ) -> None:
        exclude = () if can_tick else ("tick",)
        super().__init__(*args, exclude=exclude, **kwargs)
        self.recurrences = recurrences

    def told(self, pk: int) -> str:
        """Third time since 2018; nothing for what was found once."""
        found = self.recurrences.get(pk)
        return found.said if found else ""

    def render_tick(self, record: Finding) -> SafeString:
        return format_html(TICK, record.pk, record.reference)

    def render_text(self, value: str, record: Finding) -> SafeString | str:
        told = self.told(record.pk)
        if not told:
            return shortened(value)
        return format_html('{}<br><strong class="app-returned">{}</strong>', shortened(value), told)

    def value_text(self, value: str) -> str:
        return value

    def render_recurrence(self, record: Finding) -> str:
        return self.told(record.pk)

    def render_confirmed(self, record: Finding) -> str:
        return str(record.confirmed_by or record.confirmed_by_audit or "")

    def render_kind(self, record: Finding) -> str:
        return record.get_kind_display()

    def render_inspection(self, value: Inspection, record: Finding) -> SafeString:
        href = reverse("inspections:inspection-detail", args=[record.council.slug, value.pk])
        return format_html('<a class="govuk-link" href="{}">{}</a>', href, value)

    def render_area(self, value: str) -> str:
        return practice_name(value)

    def render_agencies(self, value: list[str]) -> str:
        return joined(value)

    def render_status(self, record: Finding) -> Any:
        return status_tag(record.stage) if record.needs_answer else "—"

    def value_status(self, record: Finding) -> str:
        return record.stage.label if record.needs_answer else ""

    def order_inspection(self, queryset: QuerySet, is_descending: bool) -> Ordered:
        return in_order(queryset, "inspection__started", down=is_descending)

    def order_owner(self, queryset: QuerySet, is_descending: bool) -> Ordered:
        return in_order(queryset, "owner__name", down=is_descending)

    def order_status(self, queryset: QuerySet, is_descending: bool) -> Ordered:
        """From open to settled, as a finding moves; strengths last."""
        steps = [When(kind__in=UNANSWERED_KINDS, then=Value(len(FindingStatus)))]
        steps += [When(status=one.value, then=Value(at)) for at, one in enumerate(FindingStatus)]
        placed = queryset.annotate(stage_at=Case(*steps, output_field=IntegerField()))
        return in_order(placed, "stage_at", down=is_descending)
