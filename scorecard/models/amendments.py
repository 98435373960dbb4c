"""How is a figure put right after it was approved, and what did it say before?"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from improvement.councils.constraints import both_or_neither
from improvement.councils.models import Council
from improvement.rules.number import MissingReason
from scorecard.models.returns import Figure
from scorecard.models.words import choices_of


class AmendmentStatus(models.TextChoices):
    """How far an amendment has come; a second person approves or declines it."""

    PROPOSED = "proposed", "Proposed"
    APPROVED = "approved", "Approved"
    DECLINED = "declined", "Declined"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Amendment(models.Model):
    """A change to an approved figure: what it said, what it should say, and why.

    `revision` is the one the figure has once this is approved; what stood before stays here.
    """

    council = models.ForeignKey(Council, models.CASCADE, related_name="amendments")
    figure = models.ForeignKey(Figure, models.PROTECT, related_name="amendments")
    revision = models.PositiveSmallIntegerField()
    numerator = models.DecimalField(max_digits=14, decimal_places=4, null=True, blank=True)
    denominator = models.DecimalField(max_digits=14, decimal_places=4, null=True, blank=True)
    value = models.DecimalField(max_digits=16, decimal_places=8, null=True, blank=True)
    missing = models.CharField(max_length=16, choices=choices_of(MissingReason), blank=True)
    comment = models.TextField(blank=True, max_length=2000)
    was_numerator = models.DecimalField(max_digits=14, decimal_places=4, null=True, blank=True)
    was_denominator = models.DecimalField(max_digits=14, decimal_places=4, null=True, blank=True)
    was_value = models.DecimalField(max_digits=16, decimal_places=8, null=True, blank=True)
    was_missing = models.CharField(max_length=16, choices=choices_of(MissingReason), blank=True)
    was_comment = models.TextField(blank=True, max_length=2000)
    reason = models.TextField("why it is amended", max_length=2000)
    status = models.CharField(
        max_length=12, choices=AmendmentStatus.choices, default=AmendmentStatus.PROPOSED
    )
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_reason = models.TextField(blank=True, max_length=2000)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["council", "-proposed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "figure"],
                condition=Q(status=AmendmentStatus.PROPOSED),
                name="amendment_open_once",
            ),
            models.UniqueConstraint(
                fields=["council", "figure", "revision"],
                condition=Q(status=AmendmentStatus.APPROVED),
                name="amendment_revision_once",
            ),
            both_or_neither("decided_by", "decided_at", "amendment_decided_pair"),
            models.CheckConstraint(
                condition=Q(status=AmendmentStatus.PROPOSED, decided_by__isnull=True)
                | Q(status=AmendmentStatus.WITHDRAWN, decided_by=F("proposed_by"))
                | (
                    Q(status__in=[AmendmentStatus.APPROVED, AmendmentStatus.DECLINED])
                    & Q(decided_by__isnull=False)
                    & ~Q(decided_by=F("proposed_by"))
                ),
                name="amendment_decided_by_another",
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(missing=""), name="amendment_value_or_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"Amendment of {self.figure}"

    def get_absolute_url(self) -> str:
        return reverse("scorecard:amendment-detail", args=[self.council.slug, self.pk])
