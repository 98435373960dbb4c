"""Which filters narrow the list of inspections, and what may be chosen?

The choices are what the council has recorded, so that no choice leads to an empty list.
"""

from collections.abc import Iterable
from typing import Any

import django_filters
from django.http import QueryDict

from improvement.councils.models import Council
from improvement.ui.lists import FilterForm
from inspections.kinds import kind_name
from inspections.models import Inspection
from inspections.querysets import InspectionQuerySet

Choices = list[tuple[Any, str]]


def same(values: Iterable[str]) -> Choices:
    """Values that are their own words, in order, each once."""
    return [(value, value) for value in sorted({one for one in values if one})]


class InspectionFilter(django_filters.FilterSet):
    """Narrow the list of inspections."""

    kind = django_filters.ChoiceFilter(label="Kind", empty_label="All kinds")
    inspectorate = django_filters.ChoiceFilter(
        label="Carried out by", empty_label="Everyone", method="by_inspectorate"
    )
    year = django_filters.ChoiceFilter(
        label="Year", empty_label="All years", field_name="held", lookup_expr="year"
    )

    class Meta:
        model = Inspection
        fields: list[str] = []
        form = FilterForm

    def __init__(self, data: QueryDict, queryset: InspectionQuerySet, *, council: Council) -> None:
        super().__init__(data, queryset)
        known = council.inspections.dated()
        rows = list(known.values_list("kind", "inspectorates", "held"))
        self.offer("kind", sorted({(kind, kind_name(kind)) for kind, _, _ in rows}, key=last))
        self.offer("inspectorate", same(name for _, names, _ in rows for name in names))
        years = sorted({held.year for _, _, held in rows if held}, reverse=True)
        self.offer("year", [(year, str(year)) for year in years])

    def offer(self, name: str, choices: Choices) -> None:
        self.filters[name].extra["choices"] = choices

    def by_inspectorate(
        self, queryset: InspectionQuerySet, name: str, value: str
    ) -> InspectionQuerySet:
        return queryset.by_inspectorate(value)


def last(choice: tuple[Any, str]) -> str:
    """Choices are ordered by their words."""
    return choice[1]
