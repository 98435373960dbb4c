"""How good is practice when the council, its peers or independent auditors look at case files?"""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from improvement.councils.models import Council
from improvement.practice import practice_name, validate_practice_area
from inspections.models.inspections import Inspection
from inspections.models.words import NOT_TOO_LONG, TEXT_LENGTH
from inspections.validators import validate_day

CASES_AT_MOST = 10_000


class AuditGrade(models.TextChoices):
    """The four grades of a practice audit, as in an inspection, best first."""

    OUTSTANDING = "outstanding", "Outstanding"
    GOOD = "good", "Good"
    REQUIRES_IMPROVEMENT = "requires-improvement", "Requires improvement"
    INADEQUATE = "inadequate", "Inadequate"


class AuditCycle(models.Model):
    """One round of quality-assurance audits: when, of what, by whom, of how many cases.

    Only counts of cases are stored; percentages are derived from them and shown with n.
    """

    class AuditedBy(models.TextChoices):
        INTERNAL = "internal", "The council's own managers and practitioners"
        PEER = "peer", "Peers from another council"
        MULTI_AGENCY = "multi-agency", "Several agencies together"
        INDEPENDENT = "independent", "Independent auditors"

    council = models.ForeignKey(Council, models.PROTECT, related_name="audit_cycles")
    name = models.CharField(max_length=120)
    programme = models.CharField(
        max_length=160, blank=True, help_text="Such as monthly practice audits."
    )
    started = models.DateField("first day", validators=[validate_day])
    ended = models.DateField("last day", validators=[validate_day])
    audited_by = models.CharField(max_length=20, choices=AuditedBy, default=AuditedBy.INTERNAL)
    auditors = models.CharField("who audited, by role", max_length=200, blank=True)
    sample = models.CharField("how cases were chosen", max_length=400, blank=True)
    planned = models.PositiveSmallIntegerField(
        "audits planned", null=True, blank=True, validators=[MaxValueValidator(CASES_AT_MOST)]
    )
    summary = models.TextField(max_length=TEXT_LENGTH, blank=True, validators=[NOT_TOO_LONG])
    source = models.CharField(max_length=300, blank=True)
    inspection = models.ForeignKey(
        Inspection,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="audit_cycles",
        verbose_name="recorded as",
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["council", "-ended", "-id"]
        indexes = [models.Index(fields=["council", "-ended", "-id"], name="audit_cycle_latest")]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "name"],
                name="audit_cycle_name_once",
                violation_error_code="name",
                violation_error_message="Another cycle has this name.",
            ),
            models.CheckConstraint(
                condition=Q(ended__gte=F("started")),
                name="audit_cycle_days_in_order",
                violation_error_code="ended",
                violation_error_message="The last day cannot be before the first day.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("inspections:cycle-detail", args=[self.council.slug, self.pk])

    def clean(self) -> None:
        super().clean()
        if self.inspection_id and self.inspection.council_id != self.council_id:
            raise ValidationError({"inspection": "Choose an inspection of this council."})

    @property
    def is_independent(self) -> bool:
        """Did someone outside the council's own management judge the cases?"""
        return self.audited_by == self.AuditedBy.INDEPENDENT


class AuditResult(models.Model):
    """How many cases of one practice area the auditor gave one grade, and moderation another.

    No auditor's grade: only the moderated one is known. No moderated grade: not moderated.
    """

    cycle = models.ForeignKey(AuditCycle, models.CASCADE, related_name="results")
    area = models.CharField("practice area", max_length=40, validators=[validate_practice_area])
    auditor_grade = models.CharField(max_length=24, choices=AuditGrade, blank=True)
    moderated_grade = models.CharField(max_length=24, choices=AuditGrade, blank=True)
    cases = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(1), MaxValueValidator(CASES_AT_MOST)]
    )

    class Meta:
        ordering = ["cycle", "area", "auditor_grade", "moderated_grade"]
        constraints = [
            models.UniqueConstraint(
                fields=["cycle", "area", "auditor_grade", "moderated_grade"],
                name="audit_result_once",
            ),
            models.CheckConstraint(
                condition=~Q(auditor_grade="", moderated_grade=""), name="audit_result_graded"
            ),
            models.CheckConstraint(condition=Q(cases__gte=1), name="audit_result_of_cases"),
        ]

    def __str__(self) -> str:
        return f"{practice_name(self.area)}: {self.cases}"

    @property
    def council(self) -> Council:
        return self.cycle.council


class AuditTheme(models.Model):
    """What a round of audits saw across cases: something done well, or something to improve."""

    class Kind(models.TextChoices):
        STRENGTH = "strength", "Done well"
        IMPROVEMENT = "improvement", "To improve"

    council = models.ForeignKey(Council, models.PROTECT, related_name="audit_themes")
    cycle = models.ForeignKey(AuditCycle, models.CASCADE, related_name="themes")
    kind = models.CharField(max_length=12, choices=Kind)
    area = models.CharField(
        "practice area", max_length=40, blank=True, validators=[validate_practice_area]
    )
    text = models.TextField("theme", max_length=TEXT_LENGTH, validators=[NOT_TOO_LONG])
    position = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["cycle", "position", "id"]
        indexes = [models.Index(fields=["council", "cycle", "position"], name="audit_theme_order")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["strength", "improvement"]), name="audit_theme_kind_known"
            )
        ]

    def __str__(self) -> str:
        return self.text[:80]

    def clean(self) -> None:
        super().clean()
        if self.cycle_id and self.cycle.council_id != self.council_id:
            raise ValidationError({"cycle": "Choose a cycle of this council."})
