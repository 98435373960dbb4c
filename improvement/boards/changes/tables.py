"""How are changes in the service listed, and how is the list narrowed?"""

from typing import Any

import django_filters as filters
import django_tables2 as tables
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from improvement.boards.models import ServiceChange
from improvement.councils.models import Council, ServiceArea
from improvement.ui.lists import FilterForm
from improvement.ui.tables import DayColumn, Table


def changes_of(council: Council) -> QuerySet[ServiceChange]:
    """What changed, latest first, with the areas it touched. Queries: 2."""
    rows = ServiceChange.objects.filter(council=council)
    return rows.prefetch_related("areas").order_by("-on", "-pk")


class ChangeFilter(filters.FilterSet):
    """The list's filters."""

    q = filters.CharFilter(method="search", label="Words")
    kind = filters.ChoiceFilter(choices=ServiceChange.Kind.choices, empty_label="Any")
    area = filters.ModelChoiceFilter(
        queryset=ServiceArea.objects.none(),
        method="touching",
        label="Service area",
        empty_label="Any",
    )

    class Meta:
        model = ServiceChange
        fields: list[str] = []
        form = FilterForm

    def __init__(self, *args: Any, council: Council, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["area"].queryset = council.areas.order_by("position", "name")

    def search(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Words in what changed, and in what was noted of it."""
        return rows.filter(Q(title__icontains=value) | Q(notes__icontains=value))

    def touching(self, rows: QuerySet, name: str, value: ServiceArea) -> QuerySet:
        """What touches the area, or all of them."""
        return touching(rows, value.pk)


def touching(rows: QuerySet, area: int) -> QuerySet:
    """Changes that touch one area: those that name it, and those that name none."""
    return rows.filter(Q(areas=area) | Q(areas=None))


class ChangeTable(Table):
    """Changes in the service, the latest first."""

    caption = "Changes in the service"
    wide = ("title",)

    on = DayColumn(verbose_name="When", order_by=("on", "pk"))
    kind = tables.Column(order_by=("kind", "pk"))
    title = tables.Column(verbose_name="What changed", order_by=("title", "pk"))
    touched = tables.Column(verbose_name="Service areas", orderable=False)
    decided_by = tables.Column(verbose_name="Decided by", order_by=("decided_by", "pk"))
    notes = tables.Column(visible=False)
    source = tables.Column(visible=False)

    class Meta(Table.Meta):
        model = ServiceChange
        fields = ()

    def __init__(self, *args: object, slug: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        # One reverse for the list instead of one for each row.
        self.start = reverse("boards:change-detail", args=[slug, 1]).removesuffix("1/")

    def render_on(self, record: ServiceChange) -> str:
        """The date only as far as it is known."""
        return record.when

    def value_on(self, record: ServiceChange) -> str:
        return record.on.isoformat()

    def render_title(self, record: ServiceChange, value: str) -> SafeString:
        return format_html(
            '<a class="govuk-link" href="{}{}/">{}</a>', self.start, record.pk, value
        )

    def value_title(self, value: str) -> str:
        return value
