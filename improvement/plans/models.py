"""What does the council say it will do about its findings, who does it and how is it going?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from improvement.councils.constraints import both_or_neither
from improvement.plans.querysets import ActionQuerySet
from improvement.rules.brag import StatedStatus
from inspections.validators import validate_day

if TYPE_CHECKING:
    from improvement.councils.models import Council

STATUSES = [(status.value, status.label) for status in StatedStatus]


class Plan(models.Model):
    """An improvement plan as adopted: one numbered version of it, of which one is current."""

    council = models.ForeignKey("councils.Council", models.PROTECT, related_name="plans")
    title = models.CharField(max_length=200)
    number = models.PositiveSmallIntegerField(
        "version number", default=1, validators=[MinValueValidator(1)]
    )
    starts = models.DateField(validators=[validate_day])
    ends = models.DateField(null=True, blank=True, validators=[validate_day])
    as_at = models.DateField(
        "last known on",
        null=True,
        blank=True,
        validators=[validate_day],
        help_text="Only for a plan that is not kept here any more: its actions are judged as they "
        "stood on this day.",
    )
    is_current = models.BooleanField("current version", default=True)
    summary = models.TextField(blank=True, max_length=4000)
    source = models.CharField("where this comes from", max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["council", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "number"],
                name="plan_number_once",
                violation_error_message="This council already has a plan with that number.",
            ),
            models.UniqueConstraint(
                fields=["council"], condition=Q(is_current=True), name="plan_current_once"
            ),
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")),
                name="plan_ends_after_start",
                violation_error_message="The plan must end on or after the day it starts.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, version {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("plans:plan-detail", args=[self.council.slug])


class Priority(models.Model):
    """One of the few things a plan is about; every action serves one."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="priorities")
    number = models.PositiveSmallIntegerField(validators=[MinValueValidator(1)])
    title = models.CharField(max_length=200)
    sponsor_role = models.CharField("sponsor", max_length=120, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["plan", "number"]
        verbose_name_plural = "priorities"
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "number"],
                name="priority_number_once",
                violation_error_message="This plan already has a priority with that number.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"

    @property
    def council(self) -> Council:
        """The council whose plan this is. A query unless the plan came with it."""
        return self.plan.council

    @property
    def council_id(self) -> int:
        """The key of that council."""
        return self.plan.council_id


class Action(models.Model):
    """One thing someone has promised to do by a date, to answer findings and move measures.

    The date first promised is kept beside the date now promised: a slip is always visible.
    """

    council = models.ForeignKey("councils.Council", models.PROTECT, related_name="actions")
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="actions")
    priority = models.ForeignKey(Priority, models.PROTECT, related_name="actions")
    reference = models.CharField(max_length=20)
    title = models.CharField(max_length=250)
    detail = models.TextField(blank=True, max_length=4000)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="actions", null=True, blank=True
    )
    owner_role = models.CharField("owner's role", max_length=120, blank=True)
    agency = models.CharField("lead agency", max_length=120, blank=True)
    start = models.DateField("start date", null=True, blank=True, validators=[validate_day])
    due = models.DateField("due date", null=True, blank=True, validators=[validate_day])
    original_due = models.DateField("original due date", null=True, blank=True, editable=False)
    status = models.CharField(
        max_length=20, choices=STATUSES, default=StatedStatus.NOT_STARTED.value
    )
    success_measure = models.TextField(blank=True, max_length=2000)
    completed_on = models.DateField(
        "completed on", null=True, blank=True, validators=[validate_day]
    )
    findings = models.ManyToManyField("inspections.Finding", blank=True, related_name="actions")
    measures = models.ManyToManyField(
        "scorecard.AdoptedMeasure", blank=True, related_name="actions"
    )
    audit_themes = models.ManyToManyField(
        "inspections.AuditTheme", blank=True, related_name="actions"
    )
    source = models.CharField("where this comes from", max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ActionQuerySet.as_manager()

    class Meta:
        ordering = ["council", "reference"]
        indexes = [
            models.Index(fields=["council", "due", "id"], name="action_by_due"),
            models.Index(fields=["council", "owner"], name="action_by_owner"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "reference"],
                name="action_reference_once",
                violation_error_message="Another action already has that reference.",
            ),
            models.CheckConstraint(
                condition=Q(status__in=[status.value for status in StatedStatus]),
                name="action_status_known",
            ),
            both_or_neither("due", "original_due", "action_due_keeps_original"),
            # A source may say that something was done without saying when.
            models.CheckConstraint(
                condition=Q(status=StatedStatus.COMPLETE.value) | Q(completed_on__isnull=True),
                name="action_completed_on_only_when_complete",
                violation_error_message="Only a complete action has a day of completion.",
            ),
            models.CheckConstraint(
                condition=Q(due__isnull=True) | Q(start__isnull=True) | Q(due__gte=F("start")),
                name="action_due_after_start",
                violation_error_message="The due date must be on or after the start date.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("plans:action-detail", args=[self.council.slug, self.pk])

    def clean(self) -> None:
        """Keep plan and priority within the council, since foreign keys alone do not."""
        if self.plan.council_id != self.council_id or self.priority.plan_id != self.plan_id:
            raise ValidationError({"priority": "Choose a priority of this council's plan."})

    @property
    def is_moved(self) -> bool:
        """Has the date slipped, or come forward, since it was first promised?"""
        return self.due != self.original_due


class Milestone(models.Model):
    """A step on the way to completing an action, with its own date."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="milestones")
    title = models.CharField(max_length=200)
    due = models.DateField("due date", validators=[validate_day])
    done_on = models.DateField("done on", null=True, blank=True)

    class Meta:
        ordering = ["action", "due", "id"]

    def __str__(self) -> str:
        return self.title

    @property
    def version(self) -> int:
        """The action's: a step is a part of it and has no version of its own.

        A query unless the action came with it.
        """
        return self.action.version


class Update(models.Model):
    """What was said about an action at one time, with the status stated then."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="updates")
    on = models.DateField("date")
    status = models.CharField(max_length=20, choices=STATUSES)
    text = models.TextField(max_length=4000)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["action", "-on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=[status.value for status in StatedStatus]),
                name="update_status_known",
            ),
        ]
        indexes = [models.Index(fields=["action", "-on"], name="update_latest")]

    def __str__(self) -> str:
        return f"Update on {self.on:%d %B %Y}"


class Evidence(models.Model):
    """Something that shows an action is done, given by one person and accepted by another."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="evidence")
    title = models.CharField(max_length=200)
    description = models.TextField(blank=True, max_length=4000)
    link = models.URLField("link", blank=True, max_length=500)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    given_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    accepted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["action", "id"]
        verbose_name_plural = "evidence"
        constraints = [
            both_or_neither("given_by", "given_at", "evidence_given_who_and_when"),
            both_or_neither("accepted_by", "accepted_at", "evidence_accepted_who_and_when"),
            models.CheckConstraint(
                condition=Q(accepted_by__isnull=True)
                | Q(given_by__isnull=True)
                | ~Q(accepted_by=F("given_by")),
                name="evidence_accepted_by_another",
                violation_error_message="Evidence is accepted by someone other than its giver.",
            ),
        ]

    def __str__(self) -> str:
        return self.title
