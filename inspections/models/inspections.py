"""What did inspectors look at, when, and how did they judge it?"""

from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from improvement.councils.models import Council
from inspections.dates import NOT_RECORDED, Precision, last_possible, said_date
from inspections.kinds import inspection_kinds, kind_name, validate_kind
from inspections.models.judging import JudgementArea, JudgementSet
from inspections.models.words import NOT_TOO_LONG, TEXT_LENGTH
from inspections.querysets import InspectionQuerySet
from inspections.validators import validate_day, validate_names

NUMBER_AT_MOST = 100


class Inspection(models.Model):
    """An inspection, visit, review or audit of a council's services by someone outside them.

    A monitoring visit follows the inspection that led to it and is numbered in that series.
    """

    council = models.ForeignKey(Council, models.PROTECT, related_name="inspections")
    kind = models.CharField(max_length=40, validators=[validate_kind])
    title = models.CharField(max_length=200, blank=True)
    theme = models.CharField("theme or subject", max_length=200, blank=True)
    inspectorates = models.JSONField(
        "inspectorates", default=list, blank=True, validators=[validate_names]
    )
    started = models.DateField("first day", null=True, blank=True, validators=[validate_day])
    ended = models.DateField("last day", null=True, blank=True, validators=[validate_day])
    published = models.DateField("published", null=True, blank=True, validators=[validate_day])
    date_precision = models.CharField(
        "first day is known to", max_length=8, choices=Precision, default=Precision.DAY
    )
    date_note = models.CharField("note on the date", max_length=200, blank=True)
    judgement_set = models.ForeignKey(
        JudgementSet, models.PROTECT, null=True, blank=True, related_name="inspections"
    )
    follows = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="visits",
        verbose_name="follows inspection",
    )
    number = models.PositiveSmallIntegerField(
        "number in the series",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(NUMBER_AT_MOST)],
    )
    outcome = models.CharField(max_length=200, blank=True)
    headline = models.TextField(max_length=TEXT_LENGTH, blank=True, validators=[NOT_TOO_LONG])
    summary = models.TextField(max_length=TEXT_LENGTH, blank=True, validators=[NOT_TOO_LONG])
    source = models.CharField(max_length=300, blank=True)
    statement_due = models.DateField(
        "statement of action due", null=True, blank=True, validators=[validate_day]
    )
    version = models.PositiveIntegerField(default=1)

    objects = InspectionQuerySet.as_manager()

    class Meta:
        ordering = [F("started").desc(nulls_last=True), "-id"]
        indexes = [
            models.Index(fields=["council", "-started", "-id"], name="inspection_latest"),
            models.Index(fields=["council", "kind", "-started"], name="inspection_of_kind"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(started=None) | Q(ended=None) | Q(ended__gte=F("started")),
                name="inspection_days_in_order",
                violation_error_code="ended",
                violation_error_message="The last day cannot be before the first day.",
            ),
            models.CheckConstraint(
                condition=Q(started=None) | Q(published=None) | Q(published__gte=F("started")),
                name="inspection_published_after_start",
                violation_error_code="published",
                violation_error_message="It cannot be published before its first day.",
            ),
            models.CheckConstraint(
                condition=Q(date_precision__in=Precision.values),
                name="inspection_precision_known",
            ),
            models.CheckConstraint(
                condition=Q(date_precision=Precision.UNKNOWN) | ~Q(started=None),
                name="inspection_precision_fits_start",
                violation_error_code="started",
                violation_error_message=("Give the first day, or say that it is not known."),
            ),
            models.CheckConstraint(
                condition=Q(number=None) | (Q(number__gte=1) & ~Q(follows=None)),
                name="inspection_number_in_series",
                violation_error_code="follows",
                violation_error_message=("A number needs the inspection that the visit follows."),
            ),
            models.UniqueConstraint(
                fields=["follows", "number"],
                name="inspection_number_once",
                violation_error_code="number",
                violation_error_message="That series already has a visit with this number.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.called}, {self.when.replace(NOT_RECORDED, NOT_RECORDED.lower())}"

    def get_absolute_url(self) -> str:
        return reverse("inspections:inspection-detail", args=[self.council.slug, self.pk])

    def clean(self) -> None:
        super().clean()
        if self.follows_id:
            self.check_follows()
        if self.judgement_set_id and self.kind not in self.judgement_set.kinds:
            raise ValidationError(
                {"judgement_set": f"“{self.judgement_set}” does not judge this kind of inspection."}
            )

    def check_follows(self) -> None:
        """A visit follows an inspection of the same council that is not itself a follow-up."""
        if self.follows.council_id != self.council_id:
            raise ValidationError({"follows": "Choose an inspection of this council."})
        if self.follows_id == self.pk or self.follows.follows_id:
            raise ValidationError({"follows": "Choose the inspection that began the series."})

    @property
    def kind_name(self) -> str:
        """The kind in words."""
        return kind_name(self.kind)

    @property
    def called(self) -> str:
        """Its own title, or else its kind and its number in a series."""
        numbered = f"{self.kind_name} {self.number}" if self.number else self.kind_name
        return self.title or numbered

    @property
    def when(self) -> str:
        """The first day, as precisely as it is known."""
        return said_date(self.started, self.date_precision)

    @property
    def held_on(self) -> date | None:
        """The first day, or the day it was published where that is all we know."""
        return self.started or self.published

    @property
    def told_on(self) -> date | None:
        """That day, unless it is kept for order only and nobody knows it."""
        return self.published if self.date_precision == Precision.UNKNOWN else self.held_on

    @property
    def held_by(self) -> date | None:
        """The day by which it had surely begun, where only a month or a year is known."""
        return last_possible(self.held_on, self.date_precision)

    @property
    def is_graded(self) -> bool:
        """Does its judgement set give grades?"""
        return self.judgement_set is not None and self.judgement_set.is_graded

    @property
    def is_in_series(self) -> bool:
        """Are inspections of this kind numbered in a series?"""
        kind = inspection_kinds().get(self.kind)
        return bool(kind and kind.is_numbered_series)


class Judgement(models.Model):
    """The grade an inspection gave one judgement area.

    No grade says that inspectors did not grade the area; no judgement says that nobody has
    recorded one here. The two are never shown alike.
    """

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="judgements")
    area = models.ForeignKey(JudgementArea, models.PROTECT, related_name="judgements")
    grade = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["inspection_id", "area__position"]
        constraints = [
            models.UniqueConstraint(fields=["inspection", "area"], name="judgement_once")
        ]

    def __str__(self) -> str:
        return f"{self.area}: {self.word}"

    @property
    def council(self) -> Council:
        return self.inspection.council

    @property
    def word(self) -> str:
        """The grade as printed."""
        return self.area.judgement_set.grade_word(self.grade) if self.grade else "Not graded"

    def clean(self) -> None:
        super().clean()
        own = self.area.judgement_set
        if own.pk != self.inspection.judgement_set_id:
            raise ValidationError({"area": "This inspection was not judged on that area."})
        if self.grade and self.grade not in dict(own.grade_choices()):
            raise ValidationError({"grade": f"“{self.grade[:40]}” is not a grade of {own}."})
