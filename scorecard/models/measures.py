"""What does a council measure, and what does it aim for?"""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from improvement.councils.constraints import first_of_month
from improvement.councils.models import Council, ServiceArea
from improvement.rules.checks import Link
from improvement.rules.direction import Polarity
from improvement.rules.month import Month
from improvement.rules.rag import ExpectedChange
from improvement.rules.theme import Theme
from improvement.rules.value import Basis, Unit
from scorecard.models.words import choices_of
from scorecard.querysets import AdoptedMeasureQuerySet

CODE = RegexValidator(r"^[A-Z]{2}[A-Z0-9-]{1,14}\Z", "Enter a code such as FD3 or CL4-1M.")


class Measure(models.Model):
    """A defined indicator: what is counted, over what, and which way is good.

    Without a council it stands in the shared catalogue; with one it is that council's own.
    """

    council = models.ForeignKey(
        Council, models.CASCADE, null=True, blank=True, related_name="own_measures"
    )
    code = models.CharField(max_length=16, validators=[CODE])
    group = models.CharField(max_length=60)
    theme = models.CharField(max_length=12, choices=choices_of(Theme), blank=True)
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
    links = models.JSONField("checked with", default=list, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

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

    @property
    def not_above(self) -> str:
        """The code of the measure that it may not exceed; nothing where there is none."""
        return next((link[Link.NOT_ABOVE] for link in self.links if Link.NOT_ABOVE in link), "")


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
