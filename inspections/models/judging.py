"""What does each framework judge, and with which grades?"""

from django.db import models
from django.db.models import F, Q

from inspections.querysets import JudgementSetQuerySet
from inspections.validators import validate_codes, validate_grades


class JudgementSet(models.Model):
    """The judgement areas and grades one framework used between two dates.

    Frameworks change, so an inspection keeps the set it was judged by. Some sets carry no
    overall grade; some carry no grades at all.
    """

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    kinds = models.JSONField(default=list, validators=[validate_codes])
    first_day = models.DateField(null=True, blank=True)
    last_day = models.DateField(null=True, blank=True)
    grades = models.JSONField(default=list, blank=True, validators=[validate_grades])

    objects = JudgementSetQuerySet.as_manager()

    class Meta:
        ordering = ["first_day", "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day=None) | Q(first_day=None) | Q(last_day__gte=F("first_day")),
                name="judgement_set_days_in_order",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_graded(self) -> bool:
        """Does the framework give grades at all?"""
        return bool(self.grades)

    def grade_choices(self) -> list[tuple[str, str]]:
        """The grades, best first."""
        ranked = sorted(self.grades, key=lambda one: one["rank"])
        return [(one["code"], one["word"]) for one in ranked]

    def grade_word(self, code: str) -> str:
        """A grade as printed in reports."""
        return dict(self.grade_choices()).get(code, code)


class JudgementArea(models.Model):
    """One thing a framework judges; a sub-judgement stands under its parent."""

    judgement_set = models.ForeignKey(JudgementSet, models.CASCADE, related_name="areas")
    code = models.SlugField(max_length=40)
    name = models.CharField(max_length=160)
    position = models.PositiveSmallIntegerField(default=0)
    is_overall = models.BooleanField(default=False)
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="sub_areas"
    )

    class Meta:
        ordering = ["judgement_set_id", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["judgement_set", "code"], name="judgement_area_code_once"
            )
        ]

    def __str__(self) -> str:
        return self.name
