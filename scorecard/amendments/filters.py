"""Which amendments does the list show?"""

import django_filters as filters

from improvement.ui.lists import FilterForm
from scorecard.models import Amendment, AmendmentStatus


class AmendmentFilter(filters.FilterSet):
    """The list's one filter."""

    status = filters.ChoiceFilter(choices=AmendmentStatus.choices, empty_label="Any")

    class Meta:
        model = Amendment
        fields: list[str] = []
        form = FilterForm
