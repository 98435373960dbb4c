"""Which decisions does the list show?"""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone

from improvement.boards.models import Board, Decision
from improvement.councils.models import Council
from improvement.ui.lists import FilterForm


def tick(method: str, label: str) -> filters.BooleanFilter:
    """A box that filters when ticked and does nothing otherwise."""
    return filters.BooleanFilter(method=method, label=label, widget=forms.CheckboxInput)


class DecisionFilter(filters.FilterSet):
    """The list's filters."""

    q = filters.CharFilter(method="search", label="Words")
    board = filters.ModelChoiceFilter(
        field_name="meeting__board",
        queryset=Board.objects.none(),
        empty_label="Any",
        label="Board",
    )
    kind = filters.ChoiceFilter(choices=Decision.Kind.choices, empty_label="Any")
    status = filters.ChoiceFilter(choices=Decision.Status.choices, empty_label="Any")
    outstanding = tick("only_outstanding", "Outstanding")
    overdue = tick("only_overdue", "Overdue")

    class Meta:
        model = Decision
        fields: list[str] = []
        form = FilterForm

    def __init__(self, *args: Any, council: Council, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        boards = Board.objects.filter(council=council)
        self.filters["board"].queryset = boards.order_by("name")

    def search(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Words anywhere in what was said and answered."""
        fields = ("reference", "text", "answer", "raised_by", "owner_role")
        found = Q()
        for field in fields:
            found |= Q(**{f"{field}__icontains": value})
        return queryset.filter(found)

    def only_outstanding(self, queryset: QuerySet, name: str, value: bool) -> QuerySet:
        """What a board still waits for."""
        return queryset.filter(status=Decision.Status.OUTSTANDING) if value else queryset

    def only_overdue(self, queryset: QuerySet, name: str, value: bool) -> QuerySet:
        """Outstanding past the day they were promised for."""
        return queryset.overdue(timezone.localdate()) if value else queryset
