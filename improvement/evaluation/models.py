"""What does the council say of itself, one part of the self-evaluation at a time?"""

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.urls import reverse

from improvement.councils.models import Council
from improvement.evaluation.judgements import known_judgement
from improvement.practice import judgement_names
from inspections.models import JudgementSet
from inspections.validators import validate_day

WORDS_AT_MOST = 10_000
# A text field's own limit binds forms only; this one binds the services too.
NOT_TOO_LONG = MaxLengthValidator(WORDS_AT_MOST)


class Statement(models.Model):
    """The council's own words on one judgement area: what it knows, how, and what it is doing.

    A grade it gives itself is one of the framework in force on the day of the review.
    """

    council = models.ForeignKey(Council, models.PROTECT, related_name="statements")
    judgement = models.CharField("judgement area", max_length=40, validators=[known_judgement])
    knows = models.TextField("what we know", max_length=WORDS_AT_MOST, validators=[NOT_TOO_LONG])
    sources = models.TextField(
        "how we know it", max_length=WORDS_AT_MOST, blank=True, validators=[NOT_TOO_LONG]
    )
    doing = models.TextField(
        "what we are doing", max_length=WORDS_AT_MOST, blank=True, validators=[NOT_TOO_LONG]
    )
    own_grade = models.CharField("the grade we give ourselves", max_length=40, blank=True)
    judgement_set = models.ForeignKey(
        JudgementSet,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="judgement set of that grade",
    )
    reviewed_on = models.DateField("last reviewed", validators=[validate_day])
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["council", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "judgement"],
                name="statement_once",
                violation_error_code="conflict",
                violation_error_message="Someone else has written this statement meanwhile: open "
                "it again and add to it.",
            ),
            models.CheckConstraint(
                condition=models.Q(own_grade="", judgement_set=None)
                | (~models.Q(own_grade="") & ~models.Q(judgement_set=None)),
                name="statement_grade_of_a_set",
            ),
        ]

    def __str__(self) -> str:
        return judgement_names().get(self.judgement, self.judgement)

    def get_absolute_url(self) -> str:
        return reverse("evaluation:area-detail", args=[self.council.slug, self.judgement])

    def clean(self) -> None:
        super().clean()
        held = self.judgement_set
        if self.own_grade and held and self.own_grade not in dict(held.grade_choices()):
            raise ValidationError(
                {"own_grade": f"“{self.own_grade[:40]}” is not a grade of {held}."}
            )

    @property
    def grade_word(self) -> str:
        """The council's own grade as the framework prints it; nothing where it gives none."""
        return self.judgement_set.grade_word(self.own_grade) if self.judgement_set else ""
