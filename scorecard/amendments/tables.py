"""How is an amendment shown in a list, and what of it goes into the file?"""

from textwrap import shorten

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from improvement.rules.month import Month
from improvement.rules.number import MissingReason
from improvement.rules.value import Unit, print_value
from improvement.ui.tables import DayColumn, Table
from scorecard.amendments.pages import TAGS
from scorecard.amendments.revised import Parts, Was
from scorecard.models import Amendment, AmendmentStatus

SHOWN_TEXT = 160


def said(record: Amendment, parts: Parts) -> str:
    """A value as the board reads it, or why there is none."""
    if parts.missing:
        return MissingReason(parts.missing).label
    measure = record.figure.measure
    return print_value(parts.value, Unit(measure.measure.unit), measure.decimals)


class AmendmentTable(Table):
    """Amendments of approved figures; those that wait for a decision first."""

    caption = "Amendments"
    wide = ("measure", "reason")

    measure = tables.Column(
        accessor="figure__measure__name",
        verbose_name="Measure",
        order_by=("figure__measure__code", "pk"),
    )
    month = tables.Column(
        accessor="figure__month", verbose_name="Month", order_by=("figure__month", "pk")
    )
    was = tables.Column(
        accessor="was_comment", verbose_name="Was", empty_values=(), orderable=False
    )
    becomes = tables.Column(
        accessor="comment", verbose_name="Becomes", empty_values=(), orderable=False
    )
    reason = tables.Column(verbose_name="Why", order_by=("reason", "pk"))
    proposed_by = tables.Column(
        accessor="proposed_by__name",
        verbose_name="Proposed by",
        order_by=("proposed_by__name", "pk"),
    )
    proposed_at = DayColumn(verbose_name="Proposed", order_by=("proposed_at", "pk"))
    status = tables.Column(order_by=("status", "pk"))

    class Meta(Table.Meta):
        model = Amendment
        fields = ()

    def __init__(self, *args: object, slug: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        # One reverse for the list instead of one for each row.
        self.start = reverse("scorecard:amendment-detail", args=[slug, 1]).removesuffix("1/")

    def render_measure(self, record: Amendment) -> SafeString:
        """The measure leads to the amendment."""
        measure = record.figure.measure
        return format_html(
            '<a class="govuk-link" href="{}{}/">{} {}</a>',
            self.start, record.pk, measure.code, measure.name,
        )  # fmt: skip

    def render_month(self, record: Amendment) -> SafeString:
        return format_html(
            '<span class="app-nowrap">{}</span>', Month.of(record.figure.month).label
        )

    def value_month(self, record: Amendment) -> str:
        return str(Month.of(record.figure.month))

    def render_was(self, record: Amendment) -> str:
        return said(record, Was.of(record))

    def render_becomes(self, record: Amendment) -> str:
        return said(record, record)

    def render_reason(self, value: str) -> str:
        return shorten(value, SHOWN_TEXT, placeholder="…")

    def value_reason(self, value: str) -> str:
        return value

    def render_status(self, record: Amendment) -> SafeString:
        status = AmendmentStatus(record.status)
        return format_html(
            '<strong class="govuk-tag govuk-tag--{}">{}</strong>', TAGS[status], status.label
        )
