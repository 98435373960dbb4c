"""Which teams, months and tenures?"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from improvement.rules.month import Month

if TYPE_CHECKING:
    from improvement.councils.models import Council


class TeamQuerySet(models.QuerySet):
    def in_use(self, council: Council) -> TeamQuerySet:
        """A council's current teams, in its order."""
        return self.filter(council=council, is_active=True).order_by("position", "name")


class TeamMonthQuerySet(models.QuerySet):
    def of_month(self, council: Council, month: Month) -> TeamMonthQuerySet:
        """The rows of one month, team by team in the council's order."""
        return self.between(council, month, month)

    def between(self, council: Council, first: Month, last: Month) -> TeamMonthQuerySet:
        """The rows from one month to another, both included, earliest first."""
        return (
            self.filter(council=council, month__range=(first.first_day, last.first_day))
            .select_related("team")
            .order_by("month", "team__position", "team__name", "team", "role")
        )


class TenureQuerySet(models.QuerySet):
    def sharing_a_day(self, starts: date, ends: date | None) -> TenureQuerySet:
        """Those that share at least one day with the stretch from `starts` to `ends`."""
        begun = Q() if ends is None else Q(starts__lte=ends)
        return self.filter(begun, Q(ends__isnull=True) | Q(ends__gte=starts)).order_by("starts")
