"""Which filters narrow the register of findings, and what may be chosen?

The choices are what the council has recorded, so that no choice leads to an empty list.
"""

from datetime import date, timedelta

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from improvement.councils.models import Council
from improvement.practice import practice_choices
from improvement.rules.finding import FindingStatus
from improvement.rules.month import Month
from improvement.ui.lists import FilterForm
from inspections.filters import Choices, same
from inspections.models import Finding, FindingKind, Inspection
from inspections.querysets import FindingQuerySet

NOBODY = "nobody"
NOT_PLACED = "not-placed"
AGES = (
    ("new", "Under 6 months"),
    ("year", "6 to 12 months"),
    ("two-years", "1 to 2 years"),
    ("older", "Over 2 years"),
)
# From so many months on, and for fewer than so many; None: without end.
MONTHS_OLD = {"new": (None, 6), "year": (6, 12), "two-years": (12, 24), "older": (24, None)}


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
    area = django_filters.ChoiceFilter(
        label="Practice area", empty_label="All areas", method="by_area"
    )
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
    age = django_filters.ChoiceFilter(
        label="Age", empty_label="Any age", choices=AGES, method="by_age"
    )
    owner = django_filters.ChoiceFilter(
        label="Who answers for it", empty_label="Anyone", method="by_owner"
    )
    again = django_filters.ChoiceFilter(
        label="Found before",
        empty_label="Either",
        choices=[("yes", "Yes, a repeat"), ("no", "No, the first time")],
        method="by_repeats",
    )

    class Meta:
        model = Finding
        fields: list[str] = []
        form = FilterForm

    def __init__(
        self, data: QueryDict, queryset: FindingQuerySet, *, council: Council, today: date
    ) -> None:
        super().__init__(data, queryset)
        self.today = today
        known = council.findings.order_by()
        rows = list(known.values_list("theme", "agencies", "area").distinct())
        self.offer("theme", same(theme for theme, _, _ in rows))
        self.offer("agency", same(name for _, names, _ in rows for name in names))
        self.offer("area", area_choices({area for _, _, area in rows}))
        owners = known.filter(owner__isnull=False).order_by("owner__name", "owner")
        people = owners.values_list("owner", "owner__name").distinct()
        self.offer("owner", [*people, (NOBODY, "Nobody yet")])
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

    def by_area(self, queryset: FindingQuerySet, name: str, value: str) -> FindingQuerySet:
        return queryset.filter(area="" if value == NOT_PLACED else value)

    def by_owner(self, queryset: FindingQuerySet, name: str, value: str) -> FindingQuerySet:
        return queryset.filter(owner=None if value == NOBODY else value)

    def by_repeats(self, queryset: FindingQuerySet, name: str, value: str) -> FindingQuerySet:
        return queryset.filter(repeats__isnull=value == "no")

    def by_age(self, queryset: FindingQuerySet, name: str, value: str) -> FindingQuerySet:
        """By the inspection's day; what has none has no age."""
        oldest, youngest = age_limits(value, self.today)
        dated = queryset.with_told_day().exclude(told_on=None)
        if youngest is not None:
            dated = dated.filter(told_on__lte=youngest)
        return dated.filter(told_on__gt=oldest) if oldest else dated

    def whatever_status(self) -> FindingQuerySet:
        """The rows the other filters leave."""
        rows = self.queryset.all()
        self.form.full_clean()  # what is wrong is left out, as it is in the list
        for name, value in self.form.cleaned_data.items():
            if name != "status":
                rows = self.filters[name].filter(rows, value)
        return rows


def age_limits(age: str, today: date) -> tuple[date | None, date | None]:
    """After which day, and until which, an inspection of this age was.

    >>> age_limits("year", date(2026, 11, 21))
    (datetime.date(2025, 11, 21), datetime.date(2026, 5, 21))
    """
    more, less = MONTHS_OLD[age]
    return (
        months_before(today, less) if less else None,
        months_before(today, more) if more else None,
    )


def months_before(day: date, months: int) -> date:
    """The same day that many months earlier, or the last of a shorter month.

    >>> months_before(date(2026, 8, 31), 6)
    datetime.date(2026, 2, 28)
    """
    month = Month.of(day).plus(-months)
    return min(month.first_day + timedelta(days=day.day - 1), month.last_day)


def area_choices(used: set[str]) -> Choices:
    """The practice areas that findings speak of, and those that nobody has placed."""
    placed = [(code, name) for code, name in practice_choices() if code in used]
    return [*placed, (NOT_PLACED, "Not placed")] if "" in used else placed


def inspection_choices(inspections: QuerySet[Inspection]) -> Choices:
    """Inspections by name and date."""
    return [(one.pk, str(one)) for one in inspections]
