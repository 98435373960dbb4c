"""Which actions does the list show?"""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone

from improvement.councils.models import Council, User
from improvement.plans.models import STATUSES, Action, Priority
from improvement.plans.selectors import READING_ORDER
from improvement.ui.lists import FilterForm
from inspections.models import Finding
from scorecard.models import AdoptedMeasure

BRAGS = [(brag.value, brag.word) for brag in READING_ORDER]
# Nobody can see that one of these is wrong, so a wrong one finds nothing instead of everything.
NAMED_BY_LINKS = {"finding", "measure"}
# Asking for one of these is asking about earlier plans too.
REACHING_BACK = ("earlier", "finding", "measure", "priority")


def tick(method: str, label: str) -> filters.BooleanFilter:
    """A box that filters when ticked and does nothing otherwise."""
    return filters.BooleanFilter(method=method, label=label, widget=forms.CheckboxInput)


def hidden(model: type, name: str) -> filters.ModelChoiceFilter:
    """A filter that links set and nobody types."""
    return filters.ModelChoiceFilter(
        field_name=name, queryset=model.objects.none(), widget=forms.HiddenInput, distinct=False
    )


class ActionFilter(filters.FilterSet):
    """The list's filters. Without any it shows the plan in force."""

    q = filters.CharFilter(method="search", label="Words")
    priority = filters.ModelChoiceFilter(queryset=Priority.objects.none(), empty_label="Any")
    brag = filters.ChoiceFilter(choices=BRAGS, label="BRAG", empty_label="Any")
    status = filters.ChoiceFilter(choices=STATUSES, label="Owner says", empty_label="Any")
    agency = filters.ChoiceFilter(label="Lead agency", empty_label="Any")
    mine = tick("only_mine", "My actions")
    overdue = tick("only_overdue", "Overdue")
    earlier = tick("unchanged", "Earlier plans too")
    finding = hidden(Finding, "findings")
    measure = hidden(AdoptedMeasure, "measures")

    class Meta:
        model = Action
        fields: list[str] = []
        form = FilterForm

    def __init__(self, *args: Any, council: Council, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        priorities = Priority.objects.filter(plan__council=council)
        self.filters["priority"].queryset = priorities.order_by("-plan__number", "number")
        self.filters["finding"].queryset = Finding.objects.filter(council=council)
        measures = AdoptedMeasure.objects.filter(council=council)
        self.filters["measure"].queryset = measures
        self.filters["agency"].extra["choices"] = lambda: agencies_of(council)

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        """Stay within the plan in force unless asked to reach back."""
        if self.form.errors.keys() & NAMED_BY_LINKS:
            return queryset.none()
        chosen = super().filter_queryset(queryset)
        asked = self.form.cleaned_data
        if any(asked.get(name) for name in REACHING_BACK):
            return chosen
        return chosen.of_current_plan()

    def search(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Words anywhere in what the action says."""
        fields = ("reference", "title", "detail", "owner_role", "owner__name", "success_measure")
        found = Q()
        for field in fields:
            found |= Q(**{f"{field}__icontains": value})
        return queryset.filter(found)

    def only_mine(self, queryset: QuerySet, name: str, value: bool) -> QuerySet:
        """Those the reader owns."""
        return queryset.owned_by(self.user) if value else queryset

    def only_overdue(self, queryset: QuerySet, name: str, value: bool) -> QuerySet:
        """Past due and not complete."""
        return queryset.overdue(timezone.localdate()) if value else queryset

    def unchanged(self, queryset: QuerySet, name: str, value: bool) -> QuerySet:
        """Read by `filter_queryset`."""
        return queryset


def agencies_of(council: Council) -> list[tuple[str, str]]:
    """The agencies that lead actions here."""
    names = Action.objects.filter(council=council).exclude(agency="").order_by("agency")
    return [(name, name) for name in names.values_list("agency", flat=True).distinct()]
