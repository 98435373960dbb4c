"""What does a council measure, what did it aim for, and what did it return each month?"""

from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from improvement.councils.constraints import both_or_neither, first_of_month
from improvement.councils.models import Council, ServiceArea
from improvement.rules.direction import Direction, Polarity
from improvement.rules.month import Month
from improvement.rules.number import MissingReason
from improvement.rules.rag import ExpectedChange
from improvement.rules.section import SectionStatus
from improvement.rules.value import Basis, Unit
from scorecard.querysets import AdoptedMeasureQuerySet, FigureQuerySet, SectionQuerySet

CODE = RegexValidator(r"^[A-Z]{2}[A-Z0-9-]{1,14}\Z", "Enter a code such as FD3 or CL4-1M.")


def choices_of(words: type) -> list[tuple[str, str]]:
    """A rules word list as Django choices: stored value and a readable label."""
    return [(one.value, getattr(one, "label", one.value.replace("_", " "))) for one in words]


class Measure(models.Model):
    """A defined indicator: what is counted, over what, and which way is good.

    Without a council it stands in the shared catalogue; with one it is that council's own.
    """

    council = models.ForeignKey(
        Council, models.CASCADE, null=True, blank=True, related_name="own_measures"
    )
    code = models.CharField(max_length=16, validators=[CODE])
    group = models.CharField(max_length=60)
    name = models.CharField(max_length=160)
    what = models.TextField("what it is", blank=True)
    why = models.TextField("which way is good, and why it matters", blank=True)
    unit = models.CharField(max_length=12, choices=choices_of(Unit))
    numerator_label = models.CharField(max_length=160, blank=True)
    denominator_label = models.CharField(max_length=160, blank=True)
    basis = models.CharField(max_length=16, choices=choices_of(Basis))
    polarity = models.CharField(max_length=8, choices=choices_of(Polarity))
    expected_change = models.CharField(
        max_length=20, choices=choices_of(ExpectedChange), blank=True
    )
    default_target = models.CharField(max_length=30, blank=True)
    decimals = models.PositiveSmallIntegerField(default=0, validators=[MaxValueValidator(4)])
    is_whole = models.BooleanField("keyed numbers are whole", default=True)
    timescale = models.CharField("statutory timescale", max_length=120, blank=True)
    source = models.CharField("collection", max_length=80, blank=True)
    links = models.JSONField(default=list, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["code"], condition=Q(council__isnull=True), name="catalogue_code_once"
            ),
            models.UniqueConstraint(fields=["council", "code"], name="own_code_once"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def takes_two_numbers(self) -> bool:
        """Does an officer key a numerator and a denominator, rather than one number?"""
        return bool(self.denominator_label)


class AdoptedMeasure(models.Model):
    """A measure as one council uses it: its own name, group, baseline and tolerances."""

    council = models.ForeignKey(Council, models.CASCADE, related_name="measures")
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="adoptions")
    code = models.CharField(max_length=16, validators=[CODE])
    name = models.CharField(max_length=160)
    group = models.CharField(max_length=60)
    area = models.ForeignKey(ServiceArea, models.PROTECT, related_name="measures")
    owner_role = models.CharField("owner", max_length=80, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField(default=True)
    baseline = models.DecimalField(max_digits=16, decimal_places=8, null=True, blank=True)
    baseline_label = models.CharField("baseline source", max_length=120, blank=True)
    baseline_month = models.DateField(null=True, blank=True)
    expected_change = models.CharField(
        max_length=20, choices=choices_of(ExpectedChange), blank=True
    )
    decimals = models.PositiveSmallIntegerField(default=0, validators=[MaxValueValidator(4)])
    rag_tolerance = models.DecimalField(
        "closeness that earns amber, % of the nearest bound",
        max_digits=6,
        decimal_places=2,
        default=Decimal("5"),
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(100))],
    )
    direction_tolerance = models.DecimalField(
        "change that still counts as steady",
        max_digits=12,
        decimal_places=4,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0))],
    )
    is_tolerance_relative = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)

    objects = AdoptedMeasureQuerySet.as_manager()

    class Meta:
        ordering = ["council", "position", "code"]
        constraints = [
            models.UniqueConstraint(fields=["council", "code"], name="adopted_code_once"),
            models.UniqueConstraint(fields=["council", "measure"], name="adopted_once"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    def get_absolute_url(self) -> str:
        return reverse("scorecard:measure-detail", args=[self.council.slug, self.code])


class Target(models.Model):
    """What a council aims for on a measure, from a month on."""

    council = models.ForeignKey(Council, models.CASCADE, related_name="+")
    measure = models.ForeignKey(AdoptedMeasure, models.CASCADE, related_name="targets")
    effective_from = models.DateField("from month")
    text = models.CharField("target", max_length=30)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["council", "measure", "effective_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "measure", "effective_from"], name="target_month_once"
            ),
            first_of_month("effective_from", "target_from_first_of_month"),
        ]

    def __str__(self) -> str:
        return f"{self.measure.code}: {self.text} from {Month.of(self.effective_from).label}"


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
