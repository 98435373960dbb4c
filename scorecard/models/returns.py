"""What did a council return each month, section by section and figure by figure?"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from improvement.councils.constraints import both_or_neither, first_of_month
from improvement.councils.models import Council, ServiceArea
from improvement.rules.direction import Direction
from improvement.rules.month import Month
from improvement.rules.number import MissingReason
from improvement.rules.section import SectionStatus
from scorecard.models.measures import AdoptedMeasure
from scorecard.models.words import choices_of
from scorecard.querysets import FigureQuerySet, SectionQuerySet


class MonthlyReturn(models.Model):
    """A council's figures for one month: sections that are keyed, submitted and approved."""

    council = models.ForeignKey(Council, models.CASCADE, related_name="returns")
    month = models.DateField()
    due_on = models.DateField()
    locked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["council", "-month"]
        constraints = [
            models.UniqueConstraint(fields=["council", "month"], name="return_month_once"),
            first_of_month("month", "return_first_of_month"),
        ]

    def __str__(self) -> str:
        return f"Monthly return, {Month.of(self.month).label}"

    def get_absolute_url(self) -> str:
        month = Month.of(self.month)
        return reverse("scorecard:return-detail", args=[self.council.slug, month])

    @property
    def is_locked(self) -> bool:
        return self.locked_at is not None


class Section(models.Model):
    """One service area's part of a monthly return, with its own status."""

    council = models.ForeignKey(Council, models.CASCADE, related_name="+")
    monthly_return = models.ForeignKey(MonthlyReturn, models.CASCADE, related_name="sections")
    area = models.ForeignKey(ServiceArea, models.PROTECT, related_name="+")
    status = models.CharField(
        max_length=12, choices=choices_of(SectionStatus), default=SectionStatus.NOT_STARTED
    )
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    edited_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    submitted_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    sent_back_reason = models.TextField(blank=True)
    # What each figure said when the section was last sent back, by measure, to show what changed.
    as_sent_back = models.JSONField(default=dict, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = SectionQuerySet.as_manager()

    class Meta:
        ordering = ["council", "monthly_return", "area"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "monthly_return", "area"], name="section_once"
            ),
            both_or_neither("edited_by", "edited_at", "section_edited_pair"),
            both_or_neither("submitted_by", "submitted_at", "section_submitted_pair"),
            both_or_neither("approved_by", "approved_at", "section_approved_pair"),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("submitted_by")),
                name="section_approved_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(status=SectionStatus.APPROVED)
                | Q(approved_by__isnull=False, submitted_by__isnull=False),
                name="section_approved_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area}, {self.month.label}"

    @property
    def month(self) -> Month:
        """The month its figures are for."""
        return Month.of(self.monthly_return.month)


class Figure(models.Model):
    """One measure's number for one month at one council.

    No row, or a row without a value, is "not returned", never zero. `value` is derived from
    numerator and denominator where the measure has both, and is as keyed where it has not.
    """

    council = models.ForeignKey(Council, models.CASCADE, related_name="+")
    month = models.DateField()
    measure = models.ForeignKey(AdoptedMeasure, models.PROTECT, related_name="figures")
    section = models.ForeignKey(Section, models.PROTECT, related_name="figures")
    numerator = models.DecimalField(max_digits=14, decimal_places=4, null=True, blank=True)
    denominator = models.DecimalField(max_digits=14, decimal_places=4, null=True, blank=True)
    value = models.DecimalField(max_digits=16, decimal_places=8, null=True, blank=True)
    missing = models.CharField(max_length=16, choices=choices_of(MissingReason), blank=True)
    comment = models.TextField(blank=True, max_length=2000)
    sent_back_reason = models.TextField(blank=True, max_length=2000)
    is_share = models.BooleanField(default=False)
    is_approved = models.BooleanField(default=False)
    as_at = models.DateField(null=True, blank=True)
    printed_direction = models.CharField(max_length=12, choices=choices_of(Direction), blank=True)
    source = models.CharField(max_length=120, blank=True)
    revision = models.PositiveSmallIntegerField(default=1)

    objects = FigureQuerySet.as_manager()

    class Meta:
        ordering = ["council", "month", "measure"]
        constraints = [
            models.UniqueConstraint(fields=["council", "month", "measure"], name="figure_once"),
            first_of_month("month", "figure_first_of_month"),
            models.CheckConstraint(
                condition=Q(numerator__isnull=True) | Q(numerator__gte=0),
                name="figure_numerator_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(denominator__isnull=True) | Q(denominator__gte=0),
                name="figure_denominator_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(is_share=False)
                | Q(numerator__isnull=True)
                | Q(denominator__isnull=True)
                | Q(numerator__lte=F("denominator")),
                name="figure_share_within_whole",
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(missing=""), name="figure_value_or_reason"
            ),
        ]
        indexes = [
            models.Index(fields=["council", "measure", "month"], name="figure_history"),
        ]

    def __str__(self) -> str:
        return f"{self.measure.code}, {Month.of(self.month).label}"
