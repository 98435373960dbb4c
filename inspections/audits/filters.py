"""Which filters narrow the list of audit cycles?"""

import django_filters
from django.db.models import QuerySet
from django.http import QueryDict

from improvement.councils.models import Council
from improvement.ui.lists import FilterForm
from inspections.models import AuditCycle

NO_PROGRAMME = "-"


class CycleFilter(django_filters.FilterSet):
    """Narrow the list of cycles; the choices are what the council has recorded."""

    programme = django_filters.ChoiceFilter(
        label="Programme", empty_label="All programmes", method="of_programme"
    )
    audited_by = django_filters.ChoiceFilter(label="Who audited", empty_label="Everyone")
    year = django_filters.ChoiceFilter(
        label="Year", empty_label="All years", field_name="ended", lookup_expr="year"
    )

    class Meta:
        model = AuditCycle
        fields: list[str] = []
        form = FilterForm

    def __init__(self, data: QueryDict, queryset: QuerySet, *, council: Council) -> None:
        super().__init__(data, queryset)
        rows = list(council.audit_cycles.order_by().values_list("programme", "audited_by", "ended"))
        named = [(name, name) for name in sorted({name for name, _, _ in rows if name})]
        bare = [(NO_PROGRAMME, "No programme")] if any(not name for name, _, _ in rows) else []
        held = {who for _, who, _ in rows}
        self.filters["programme"].extra["choices"] = named + bare
        self.filters["audited_by"].extra["choices"] = [
            choice for choice in AuditCycle.AuditedBy.choices if choice[0] in held
        ]
        years = sorted({ended.year for _, _, ended in rows}, reverse=True)
        self.filters["year"].extra["choices"] = [(year, str(year)) for year in years]

    def of_programme(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(programme="" if value == NO_PROGRAMME else value)
