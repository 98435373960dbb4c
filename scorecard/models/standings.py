"""What is kept ready about a council's measures, so that a page need not work it out again?"""

from django.db import models

from improvement.councils.constraints import first_of_month
from improvement.councils.models import Council
from improvement.rules.direction import Direction, Improvement
from improvement.rules.month import Month
from improvement.rules.number import MissingReason
from improvement.rules.rag import Rag
from scorecard.models.measures import AdoptedMeasure, Measure
from scorecard.models.words import choices_of


class Rebase(models.Model):
    """From a month on, a measure's process limits are worked out anew, because of a known change.

    As when a recording system was replaced: what came before says nothing of what follows.
    """

    council = models.ForeignKey(Council, models.CASCADE, related_name="+")
    measure = models.ForeignKey(AdoptedMeasure, models.CASCADE, related_name="rebases")
    month = models.DateField("from month")
    reason = models.CharField(max_length=200)

    class Meta:
        ordering = ["council", "measure", "month"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "measure", "month"], name="rebase_month_once"
            ),
            first_of_month("month", "rebase_first_of_month"),
        ]

    def __str__(self) -> str:
        return f"{self.measure.code}: rebased from {Month.of(self.month).label}"


class CurrentStanding(models.Model):
    """How a measure stands by its latest approved figure: what other pages say of it, kept.

    Worked out from figures, targets and settings, in the transaction that changes any of them,
    and never read to work out anything else. `definition` is the measure that councils share,
    so that one table answers how they compare.
    """

    council = models.ForeignKey(Council, models.CASCADE, related_name="standings")
    measure = models.OneToOneField(AdoptedMeasure, models.CASCADE, related_name="standing")
    definition = models.ForeignKey(Measure, models.PROTECT, related_name="+")
    month = models.DateField()
    as_at = models.DateField()
    value = models.DecimalField(max_digits=16, decimal_places=8, null=True, blank=True)
    missing = models.CharField(max_length=16, choices=choices_of(MissingReason), blank=True)
    printed = models.CharField(max_length=40)
    target = models.CharField(max_length=30, blank=True)
    rag = models.CharField(max_length=12, choices=choices_of(Rag))
    reason = models.CharField(max_length=300, blank=True)
    direction = models.CharField(max_length=12, choices=choices_of(Direction), blank=True)
    improvement = models.CharField(max_length=16, choices=choices_of(Improvement), blank=True)
    # The special-cause word and the assurance word of the process chart; empty where there is none.
    variation = models.CharField(max_length=32, blank=True)
    assurance = models.CharField(max_length=32, blank=True)
    # The latest thirteen months' values as written numbers, null where there is a gap.
    spark = models.JSONField(default=list)

    class Meta:
        ordering = ["council", "definition"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "definition"], name="standing_definition_once"
            ),
            first_of_month("month", "standing_first_of_month"),
        ]
        indexes = [models.Index(fields=["definition", "council"], name="standing_across")]

    def __str__(self) -> str:
        return f"{self.measure.code}, {Month.of(self.month).label}: {self.printed}"


class ScorecardVersion(models.Model):
    """A number that grows whenever anything a council's scorecard shows may have changed."""

    council = models.OneToOneField(
        Council, models.CASCADE, primary_key=True, related_name="scorecard_version"
    )
    number = models.PositiveBigIntegerField(default=1)

    def __str__(self) -> str:
        return f"{self.council}: {self.number}"
