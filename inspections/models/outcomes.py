"""Which grades has each authority been given in public?"""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from improvement.councils.models import Council
from inspections.kinds import kind_name, validate_kind
from inspections.models.judging import JudgementArea, JudgementSet
from inspections.validators import validate_day


class PublishedOutcome(models.Model):
    """The published result of one graded inspection of any authority.

    It belongs to everyone, as the inspectorate published it, and holds no words of a council.
    """

    council = models.ForeignKey(Council, models.PROTECT, related_name="published_outcomes")
    kind = models.CharField(max_length=40, validators=[validate_kind])
    judgement_set = models.ForeignKey(JudgementSet, models.PROTECT, related_name="outcomes")
    started = models.DateField("first day", validators=[validate_day])
    ended = models.DateField("last day", null=True, blank=True, validators=[validate_day])
    published = models.DateField(null=True, blank=True, validators=[validate_day])
    is_from_letter = models.BooleanField(default=False)

    class Meta:
        ordering = ["council", "-started", "-id"]
        indexes = [
            models.Index(fields=["council", "kind", "-started"], name="outcome_latest"),
            models.Index(fields=["kind", "-started"], name="outcome_of_kind"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["council", "kind", "started"], name="outcome_once"),
            models.CheckConstraint(
                condition=Q(ended=None) | Q(ended__gte=F("started")),
                name="outcome_days_in_order",
                violation_error_code="ended",
                violation_error_message="The last day cannot be before the first day.",
            ),
            models.CheckConstraint(
                condition=Q(published=None) | Q(published__gte=F("started")),
                name="outcome_published_after_start",
                violation_error_code="published",
                violation_error_message="It cannot be published before its first day.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.council.called}: {kind_name(self.kind)}, {self.started:%d %B %Y}"


class PublishedGrade(models.Model):
    """The grade one authority was given in one judgement area; none says "not graded"."""

    outcome = models.ForeignKey(PublishedOutcome, models.CASCADE, related_name="grades")
    area = models.ForeignKey(JudgementArea, models.PROTECT, related_name="published_grades")
    grade = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["outcome", "area__position"]
        constraints = [
            models.UniqueConstraint(fields=["outcome", "area"], name="published_grade_once")
        ]

    def __str__(self) -> str:
        return f"{self.area}: {self.grade or 'not graded'}"

    def clean(self) -> None:
        super().clean()
        own = self.area.judgement_set
        if own.pk != self.outcome.judgement_set_id:
            raise ValidationError({"area": "This inspection was not judged on that area."})
        if self.grade and self.grade not in dict(own.grade_choices()):
            raise ValidationError({"grade": f"“{self.grade[:40]}” is not a grade of {own}."})
