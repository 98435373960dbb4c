"""Which actions, and how does the database tell their colour as the rules do?

The colour a board sees is needed in filters, sorting and counts over every action of a council,
so it is written here once more, in SQL. `improvement.rules.brag` is the authority, and a test
holds this against it, action by action.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import (
    Case,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from improvement.rules.brag import STALE_AFTER_DAYS, Brag, StatedStatus

if TYPE_CHECKING:
    from improvement.councils.models import User


# What has no date yet comes last: left to themselves, engines disagree.
SOONEST = F("due").asc(nulls_last=True)


class ActionQuerySet(models.QuerySet):
    """Actions, chosen and annotated for the page that needs them."""

    def of_current_plan(self) -> ActionQuerySet:
        """Actions of the plan in force; earlier plans keep theirs as they were."""
        return self.filter(plan__is_current=True)

    def owned_by(self, user: User) -> ActionQuerySet:
        """What one person has promised."""
        return self.filter(owner=user)

    def overdue(self, today: date) -> ActionQuerySet:
        """Past due and not complete."""
        late = self.filter(due__lt=judged_on("plan__as_at", today))
        return late.exclude(status=StatedStatus.COMPLETE.value)

    def with_standing(self, today: date) -> ActionQuerySet:
        """The facts the rules judge by, and the day they are judged on."""
        from improvement.plans.models import Evidence, Milestone, Update

        mine, day = {"action": OuterRef("pk")}, judged_on(OuterRef("plan__as_at"), today)
        latest = Update.objects.filter(**mine).order_by("-on").values("on")[:1]
        missed = Milestone.objects.filter(**mine, due__lt=day, done_on__isnull=True)
        accepted = Evidence.objects.filter(**mine, accepted_at__isnull=False)
        return self.annotate(
            judged_on=judged_on("plan__as_at", today),
            plan_starts=F("plan__starts"),
            last_update=Subquery(latest),
            has_missed_milestone=Exists(missed),
            has_accepted_evidence=Exists(accepted),
        )

    def with_brag(self, today: date) -> ActionQuerySet:
        """The colour a board sees, and how bad it is (`brag_rank`), beside the facts."""
        judged = self.with_standing(today).annotate(brag=brag_case())
        ranks = [When(brag=one.value, then=Value(one.rank)) for one in Brag]
        return judged.annotate(brag_rank=Case(*ranks, output_field=models.IntegerField()))


def judged_on(as_at: object, today: date) -> Coalesce:
    """The day an action is judged on: today, unless its plan is only known to an earlier day."""
    return Coalesce(as_at, Value(today), output_field=models.DateField())


def brag_case() -> Case:
    """The worse of stated and derived, worst first, so that the first that fits is it."""
    complete = Q(status=StatedStatus.COMPLETE.value)
    late = Q(due__lt=F("judged_on"))
    return Case(
        When(complete & Q(has_accepted_evidence=True), then=Value(Brag.BLUE.value)),
        When(complete, then=Value(Brag.GREEN.value)),
        When(Q(status=StatedStatus.OFF_TRACK.value) | late, then=Value(Brag.RED.value)),
        When(needs_attention(), then=Value(Brag.AMBER.value)),
        When(status=StatedStatus.NOT_STARTED.value, then=Value(Brag.GREY.value)),
        default=Value(Brag.GREEN.value),
        output_field=models.CharField(),
    )


def needs_attention() -> Q:
    """At risk by its owner's word, a missed milestone, or silent for too long once begun."""
    silent_since = ExpressionWrapper(
        F("judged_on") - timedelta(days=STALE_AFTER_DAYS), output_field=models.DateField()
    )
    begun = ~Q(status=StatedStatus.NOT_STARTED.value) | Q(start__lte=F("judged_on"))
    # What is under way without a start of its own counts from the start of its plan.
    began = Q(start__lte=silent_since) | Q(start__isnull=True, plan__starts__lte=silent_since)
    silent = Q(last_update__lte=silent_since) | (Q(last_update__isnull=True) & began)
    return Q(status=StatedStatus.AT_RISK.value) | Q(has_missed_milestone=True) | (begun & silent)
