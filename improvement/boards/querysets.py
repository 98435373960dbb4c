"""Which meetings, decisions, interventions and partners?"""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F


class MeetingQuerySet(models.QuerySet):
    """Meetings, before and after a day."""

    def upcoming(self, today: date) -> MeetingQuerySet:
        """Planned for today or later, soonest first."""
        return self.filter(on__gte=today, status="planned").order_by("on", "id")

    def past(self, today: date) -> MeetingQuerySet:
        """Everything else, latest first: held, cancelled, or planned and gone by."""
        return self.exclude(on__gte=today, status="planned").order_by("-on", "-id")


class DecisionQuerySet(models.QuerySet):
    """Decisions, challenges, actions and questions."""

    def outstanding(self) -> DecisionQuerySet:
        """What a board still waits for, longest overdue first, undated last."""
        return self.filter(status="outstanding").order_by(F("due").asc(nulls_last=True), "id")

    def overdue(self, today: date) -> DecisionQuerySet:
        """Outstanding past the day they were promised for."""
        return self.filter(status="outstanding", due__lt=today)


class DatedQuerySet(models.QuerySet):
    """Rows that hold from one day to another."""

    def latest_first(self, began: str) -> DatedQuerySet:
        """By the day they began, latest first, undated last."""
        return self.order_by(F(began).desc(nulls_last=True), "-id")
