"""What did an inspection find, and how far has the answer come?"""

from textwrap import shorten

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from improvement.councils.models import Council
from improvement.practice import validate_practice_area
from improvement.rules.finding import FindingStatus, moves_from
from inspections.models.inspections import Inspection
from inspections.models.words import NOT_TOO_LONG, PAGE_AT_MOST, TEXT_LENGTH
from inspections.querysets import UNANSWERED_KINDS, FindingQuerySet
from inspections.validators import validate_day, validate_names


class FindingKind(models.TextChoices):
    """What sort of thing an inspection found."""

    STRENGTH = "strength", "Strength"
    IMPROVEMENT = "improvement", "Area for improvement"
    PRIORITY = "priority", "Area for priority action"
    CONSIDERATION = "consideration", "Area for consideration"
    KEY_ISSUE = "key_issue", "Key issue"
    SUGGESTION = "suggestion", "Suggestion"
    OBSERVATION = "observation", "Observation"


class StrengthStanding(models.TextChoices):
    """Does a strength still hold, as far as the council knows since?"""

    HOLDS = "holds", "Still holds"
    AT_RISK = "at_risk", "At risk"
    LOST = "lost", "No longer holds"


KEEPS_ITS_KIND = (
    "It stays a strength: whether it still holds has been recorded. Record a new finding for what "
    "needs to improve."
)


class Finding(models.Model):
    """One thing an inspection found, in the report's words, with one status until it is settled.

    A later finding may repeat an earlier one.
    """

    council = models.ForeignKey(Council, models.PROTECT, related_name="findings")
    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="findings")
    kind = models.CharField(max_length=20, choices=FindingKind)
    reference = models.CharField(max_length=30)
    text = models.TextField("finding", max_length=TEXT_LENGTH, validators=[NOT_TOO_LONG])
    theme = models.CharField(max_length=120, blank=True)
    area = models.CharField(
        "practice area", max_length=40, blank=True, validators=[validate_practice_area]
    )
    agencies = models.JSONField(default=list, blank=True, validators=[validate_names])
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="findings_owned",
        verbose_name="who answers for it",
    )
    page = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(PAGE_AT_MOST)]
    )
    paragraph = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(PAGE_AT_MOST)]
    )
    status = models.CharField(
        max_length=20,
        choices=[(one.value, one.label) for one in FindingStatus],
        default=FindingStatus.OPEN.value,
    )
    status_reason = models.CharField("reason", max_length=1_000, blank=True)
    evidence = models.TextField(
        "what shows that it is addressed",
        max_length=TEXT_LENGTH,
        blank=True,
        validators=[NOT_TOO_LONG],
    )
    confirmed_by = models.ForeignKey(
        Inspection,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="confirmed_findings",
        verbose_name="confirmed by the inspection",
    )
    confirmed_by_audit = models.ForeignKey(
        "inspections.AuditCycle",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="confirmed_findings",
        verbose_name="confirmed by the audit",
    )
    standing = models.CharField(
        "does the strength still hold", max_length=8, choices=StrengthStanding, blank=True
    )
    standing_reason = models.CharField("what shows it", max_length=1_000, blank=True)
    standing_on = models.DateField("as seen on", null=True, blank=True, validators=[validate_day])
    repeats = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="repeated_by",
        verbose_name="repeats finding",
    )
    position = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    objects = FindingQuerySet.as_manager()

    class Meta:
        ordering = ["inspection_id", "position", "id"]
        indexes = [
            models.Index(fields=["council", "status", "kind"], name="finding_by_status"),
            models.Index(
                fields=["council", "inspection", "position"], name="finding_of_inspection"
            ),
            models.Index(fields=["council", "area", "kind"], name="finding_of_area"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "reference"],
                name="finding_reference_once",
                violation_error_code="reference",
                violation_error_message="Another finding has this reference.",
            ),
            models.CheckConstraint(
                condition=Q(page=None) | Q(page__gte=1), name="finding_page_from_one"
            ),
            models.CheckConstraint(
                condition=Q(paragraph=None) | Q(paragraph__gte=1),
                name="finding_paragraph_from_one",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=FindingKind.values), name="finding_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(status__in=[one.value for one in FindingStatus]),
                name="finding_status_known",
            ),
            models.CheckConstraint(
                condition=~Q(status=FindingStatus.NOT_RELEVANT.value) | ~Q(status_reason=""),
                name="finding_set_aside_with_reason",
                violation_error_code="reason",
                violation_error_message="Say why the finding is no longer relevant.",
            ),
            # Those confirmed before anyone asked by what say so in their reason.
            models.CheckConstraint(
                condition=~Q(status=FindingStatus.CONFIRMED.value)
                | ~Q(confirmed_by=None)
                | ~Q(confirmed_by_audit=None)
                | ~Q(status_reason=""),
                name="finding_confirmed_by_something",
                violation_error_code="confirmed_by",
                violation_error_message="Say which later inspection or audit confirmed it.",
            ),
            models.CheckConstraint(
                condition=Q(standing="") | Q(kind=FindingKind.STRENGTH.value),
                name="finding_standing_of_strength",
            ),
            models.CheckConstraint(
                condition=Q(standing__in=["", *StrengthStanding.values]),
                name="finding_standing_known",
            ),
            models.CheckConstraint(
                condition=Q(standing="") | (~Q(standing_reason="") & ~Q(standing_on=None)),
                name="finding_standing_shown",
                violation_error_code="standing_reason",
                violation_error_message="Say what shows it, and as seen on which day.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference}: {shorten(self.text, 80, placeholder='…')}"

    def get_absolute_url(self) -> str:
        return reverse("inspections:finding-detail", args=[self.council.slug, self.pk])

    def clean(self) -> None:
        super().clean()
        if self.inspection_id and self.inspection.council_id != self.council_id:
            raise ValidationError({"inspection": "Choose an inspection of this council."})
        if self.standing and self.kind != FindingKind.STRENGTH:
            raise ValidationError({"kind": KEEPS_ITS_KIND})
        if self.repeats_id:
            self.check_repeats()

    def check_repeats(self) -> None:
        """A finding repeats an earlier finding of the same council, never itself in a ring."""
        if self.repeats.council_id != self.council_id:
            raise ValidationError({"repeats": "Choose a finding of this council."})
        seen, earlier = {self.pk}, self.repeats
        while earlier is not None:
            if earlier.pk in seen:
                raise ValidationError({"repeats": "A finding cannot repeat itself."})
            seen.add(earlier.pk)
            earlier = earlier.repeats

    @property
    def needs_answer(self) -> bool:
        """Does the finding ask something of the council?"""
        return self.kind not in UNANSWERED_KINDS

    @property
    def stage(self) -> FindingStatus:
        """The status as the rules know it."""
        return FindingStatus(self.status)

    @property
    def can_move(self) -> bool:
        """Is there any status it may go to?"""
        return self.needs_answer and bool(moves_from(self.stage))


class NotARepeat(models.Model):
    """Two findings that read alike and are not the same matter, as someone decided."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="+")
    finding = models.ForeignKey(Finding, models.CASCADE, related_name="set_apart")
    earlier = models.ForeignKey(Finding, models.CASCADE, related_name="+")

    class Meta:
        ordering = ["council", "id"]
        constraints = [
            models.UniqueConstraint(fields=["finding", "earlier"], name="not_a_repeat_once"),
            models.CheckConstraint(
                condition=~Q(finding=models.F("earlier")), name="not_a_repeat_of_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.finding.reference} does not repeat {self.earlier.reference}"
