"""Which measures do the lists show?"""

from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet

from improvement.councils.models import Council, ServiceArea
from improvement.rules.theme import Theme
from improvement.ui.lists import FilterForm
from scorecard.models import AdoptedMeasure, Measure
from scorecard.models.words import choices_of

STATES = (("used", "In use"), ("retired", "Retired"))


class WordsAndGroup(filters.FilterSet):
    """What both lists filter by; `theme_of` is the way from a row to its definition's theme."""

    theme_of = "theme"

    q = filters.CharFilter(method="search", label="Words")
    group = filters.ChoiceFilter(empty_label="Any")
    theme = filters.ChoiceFilter(
        choices=choices_of(Theme), method="about", label="Theme", empty_label="Any"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # In the order of the list, each once.
        names = dict.fromkeys(self.queryset.values_list("group", flat=True))
        self.filters["group"].extra["choices"] = [(name, name) for name in names]

    def search(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(Q(name__icontains=value) | Q(code__icontains=value))

    def about(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(**{self.theme_of: value})


class InUseFilter(WordsAndGroup):
    """The filters of what the council uses."""

    theme_of = "measure__theme"

    area = filters.ModelChoiceFilter(
        queryset=ServiceArea.objects.none(), label="Service area", empty_label="Any"
    )
    state = filters.ChoiceFilter(
        choices=STATES, method="in_state", label="Status", empty_label="Any"
    )

    class Meta:
        model = AdoptedMeasure
        fields: list[str] = []
        form = FilterForm

    def __init__(self, *args: Any, council: Council, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["area"].queryset = council.areas.order_by("position", "name")

    def in_state(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(is_active=value == "used")


class UnusedFilter(WordsAndGroup):
    """The filters of what the council could use."""

    class Meta:
        model = Measure
        fields: list[str] = []
        form = FilterForm
