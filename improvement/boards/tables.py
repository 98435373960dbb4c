"""How is a decision shown in a list, and what of it goes into the file?"""

from __future__ import annotations

from datetime import date
from textwrap import shorten

import django_tables2 as tables
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from improvement.boards.models import Decision
from improvement.plans.tables import empty_last
from improvement.ui.tables import DayColumn, Table

SHOWN_TEXT = 220


class DueColumn(DayColumn):
    """The due date, marked in words when it has gone by unanswered."""

    def render(self, value: date, record: Decision) -> str | SafeString:
        shown = super().render(value)
        waiting = record.status == Decision.Status.OUTSTANDING
        if not waiting or value >= timezone.localdate():
            return shown
        return format_html("{}<br><strong>Overdue</strong>", shown)


class DecisionTable(Table):
    """Decisions, challenges, actions and questions; the latest meeting first."""

    caption = "Decisions and challenges"

    reference = tables.Column(order_by=("reference", "pk"))
    kind = tables.Column(order_by=("kind", "pk"))
    text = tables.Column(verbose_name="What was said", order_by=("text", "pk"))
    board = tables.Column(
        accessor="meeting__board__name",
        verbose_name="Board",
        order_by=("meeting__board__name", "pk"),
    )
    meeting = DayColumn(
        accessor="meeting__on", verbose_name="Meeting", order_by=("meeting__on", "pk")
    )
    raised_by = tables.Column(verbose_name="Raised by", visible=False)
    owner_role = tables.Column(verbose_name="To answer", order_by=("owner_role", "pk"))
    due = DueColumn(verbose_name="Due")
    status = tables.Column(order_by=("status", "pk"))
    answer = tables.Column(visible=False)
    answered_on = DayColumn(verbose_name="Answered on", visible=False)

    class Meta(Table.Meta):
        model = Decision
        fields = ()
        order_by = ("-meeting",)

    def __init__(self, *args: object, slug: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        # One reverse for the list instead of one for each row.
        self.start = reverse("boards:decision-detail", args=[slug, 1]).removesuffix("1/")

    def order_due(self, queryset: QuerySet, is_descending: bool) -> tuple[QuerySet, bool]:
        return empty_last(queryset, "due", down=is_descending)

    def render_text(self, value: str, record: Decision) -> SafeString:
        """The words lead to the decision."""
        words = shorten(value, SHOWN_TEXT, placeholder="…")
        href = f"{self.start}{record.pk}/"
        return format_html('<a class="govuk-link" href="{}">{}</a>', href, words)

    def value_text(self, value: str) -> str:
        return value

    def render_meeting(self, record: Decision) -> str:
        """The date only as far as it is known."""
        return record.meeting.when

    def value_meeting(self, record: Decision) -> str:
        return record.meeting.on.isoformat()
