"""How is an action shown in a list, and what of it goes into the file?"""

from __future__ import annotations

from datetime import date

import django_tables2 as tables
from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from improvement.plans.models import Action
from improvement.plans.selectors import brag_of, other_word, owner_words
from improvement.rules.brag import ShownBrag, StatedStatus
from improvement.ui.marks import rag_html
from improvement.ui.tables import DayColumn, Table


def standing(action: Action) -> ShownBrag:
    """An action's colour with its reasons, worked out once a row."""
    if not hasattr(action, "shown_brag"):
        action.shown_brag = brag_of(action)
    return action.shown_brag


def empty_last(queryset: QuerySet, field: str, *, down: bool) -> tuple[QuerySet, bool]:
    """Order by a field that may be empty; rows without it come last, whichever way."""
    order = F(field).desc(nulls_last=True) if down else F(field).asc(nulls_last=True)
    return queryset.order_by(order, "-pk" if down else "pk"), True


class DueColumn(DayColumn):
    """The due date, and the original one where it has moved."""

    def render(self, value: date, record: Action) -> str | SafeString:
        shown = super().render(value)
        if not record.is_moved:
            return shown
        return format_html(
            '{}<br><span class="app-quiet">was {}</span>',
            shown,
            super().render(record.original_due),
        )


class BragColumn(tables.Column):
    """What a board sees; the owner's own word under it where the two differ."""

    def render(self, record: Action) -> SafeString:
        seen = standing(record)
        mark = rag_html(seen.shown.brag)
        other = other_word(seen, StatedStatus(record.status))
        if not other:
            return mark
        return format_html('{}<br><span class="app-quiet">{}</span>', mark, other)

    def value(self, record: Action) -> str:
        return standing(record).shown.brag.word


class ActionTable(Table):
    """Actions, soonest due first."""

    caption = "Actions"

    reference = tables.Column(order_by=("reference", "pk"))
    title = tables.Column(verbose_name="Action", order_by=("title", "pk"))
    priority = tables.Column(order_by=("priority__number", "pk"))
    owner_name = tables.Column(
        verbose_name="Owner", empty_values=(), order_by=("owner__name", "owner_role", "pk")
    )
    agency = tables.Column(visible=False)
    start = DayColumn(visible=False)
    due = DueColumn()
    original_due = DayColumn(visible=False)
    brag = BragColumn(verbose_name="BRAG", order_by=("brag_rank", "pk"))
    status = tables.Column(verbose_name="Owner says", visible=False)
    derived = tables.Column(empty_values=(), orderable=False, visible=False)
    reason = tables.Column(verbose_name="Why", empty_values=(), orderable=False)
    last_update = DayColumn(verbose_name="Last update")
    completed_on = DayColumn(visible=False)

    class Meta(Table.Meta):
        model = Action
        fields = ()
        order_by = ("due",)

    def __init__(self, *args: object, slug: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        # One reverse for the list instead of one for each row.
        self.href_of_zero = reverse("plans:action-detail", args=[slug, 1]).removesuffix("1/")

    def order_due(self, queryset: QuerySet, is_descending: bool) -> tuple[QuerySet, bool]:
        return empty_last(queryset, "due", down=is_descending)

    def order_last_update(self, queryset: QuerySet, is_descending: bool) -> tuple[QuerySet, bool]:
        return empty_last(queryset, "last_update", down=is_descending)

    def render_title(self, value: str, record: Action) -> SafeString:
        """The words lead to the action."""
        href = f"{self.href_of_zero}{record.pk}/"
        return format_html('<a class="govuk-link" href="{}">{}</a>', href, value)

    def value_title(self, value: str) -> str:
        return value

    def render_priority(self, record: Action) -> int:
        """Its number: the words are long and the same in many rows."""
        return record.priority.number

    def value_priority(self, record: Action) -> str:
        return str(record.priority)

    def render_owner_name(self, record: Action) -> str:
        return owner_words(record) or "Nobody"

    def value_owner_name(self, record: Action) -> str:
        return owner_words(record)

    def render_status(self, record: Action) -> str:
        return record.get_status_display()

    def render_derived(self, record: Action) -> str:
        """What dates and evidence say, whatever the owner says."""
        return standing(record).derived.brag.word

    def render_reason(self, record: Action) -> str:
        return capfirst(standing(record).shown.reason)
