"""Which measures, sections and figures?"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import models

from improvement.rules.month import Month
from improvement.rules.section import SectionStatus

if TYPE_CHECKING:
    from improvement.councils.models import Council


class AdoptedMeasureQuerySet(models.QuerySet):
    def in_use(self, council: Council) -> AdoptedMeasureQuerySet:
        """A council's current measures with their definitions, in scorecard order."""
        return (
            self.filter(council=council, is_active=True)
            .select_related("measure", "area")
            .order_by("position", "code")
        )


class SectionQuerySet(models.QuerySet):
    def within(self, council: Council) -> SectionQuerySet:
        """A council's sections; their returns are its own too, which a planner does not guess."""
        return self.filter(council=council, monthly_return__council=council)

    def of_month(self, council: Council, month: Month) -> SectionQuerySet:
        """The sections of one return, in the council's order of areas."""
        return (
            self.within(council)
            .filter(monthly_return__month=month.first_day)
            .select_related("monthly_return", "area", "submitted_by", "approved_by", "edited_by")
            .order_by("area__position", "area__name")
        )

    def overdue(self, today: date) -> SectionQuerySet:
        """Sections of open months that are not approved though their day has passed."""
        return self.filter(
            monthly_return__locked_at__isnull=True, monthly_return__due_on__lt=today
        ).exclude(status=SectionStatus.APPROVED)


class FigureQuerySet(models.QuerySet):
    def approved(self) -> FigureQuerySet:
        """Only what a second person has approved may reach a dashboard or a pack."""
        return self.filter(is_approved=True)

    def between(self, council: Council, first: Month, last: Month) -> FigureQuerySet:
        """A council's figures from one month to another, both included."""
        return self.filter(council=council, month__range=(first.first_day, last.first_day))
