"""Which filters narrow the lists of inspections and of findings, and what may be chosen?

The choices are what the council has recorded, so that no choice leads to an empty list.
"""

from collections.abc import Iterable
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from improvement.councils.models import Council
from improvement.rules.finding import FindingStatus
from improvement.ui.lists import FilterForm
from inspections.kinds import kind_name
from inspections.models import Finding, FindingKind, Inspection
from inspections.querysets import FindingQuerySet, InspectionQuerySet

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


class FindingFilter(django_filters.FilterSet):
    """Narrow the list of findings."""

    search = django_filters.CharFilter(
        label="Words in the finding",
        method="saying",
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    inspection = django_filters.ChoiceFilter(label="Inspection", empty_label="All inspections")
    kind = django_filters.ChoiceFilter(
        label="Kind", empty_label="All kinds", choices=FindingKind.choices
    )
    theme = django_filters.ChoiceFilter(label="Theme", empty_label="All themes")
    agency = django_filters.ChoiceFilter(
        label="Agency", empty_label="All agencies", method="about_agency"
    )
    status = django_filters.ChoiceFilter(
        label="Status",
        empty_label="All statuses",
        choices=[("outstanding", "Any that is outstanding")]
        + [(one.value, one.label) for one in FindingStatus],
        method="by_status",
    )

    class Meta:
        model = Finding
        fields: list[str] = []
        form = FilterForm

    def __init__(self, data: QueryDict, queryset: FindingQuerySet, *, council: Council) -> None:
        super().__init__(data, queryset)
        rows = list(council.findings.order_by().values_list("theme", "agencies").distinct())
        self.offer("theme", same(theme for theme, _ in rows))
        self.offer("agency", same(name for _, names in rows for name in names))
        self.offer("inspection", inspection_choices(council.inspections.latest_first()))

    def offer(self, name: str, choices: Choices) -> None:
        self.filters[name].extra["choices"] = choices

    def saying(self, queryset: FindingQuerySet, name: str, value: str) -> FindingQuerySet:
        return queryset.saying(value)

    def about_agency(self, queryset: FindingQuerySet, name: str, value: str) -> FindingQuerySet:
        return queryset.about_agency(value)

    def by_status(self, queryset: FindingQuerySet, name: str, value: str) -> FindingQuerySet:
        if value == "outstanding":
            return queryset.outstanding()
        return queryset.to_answer().filter(status=value)


def inspection_choices(inspections: QuerySet[Inspection]) -> Choices:
    """Inspections by name and date."""
    return [(one.pk, str(one)) for one in inspections]
