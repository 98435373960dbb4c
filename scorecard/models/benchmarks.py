"""What has been published nationally, and how does each authority compare?

National statistics belong to no council: they are held once, and every council reads them.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from improvement.councils.models import Council
from improvement.rules.comparison import Band
from improvement.rules.published import Symbol
from scorecard.models.measures import Measure
from scorecard.models.words import choices_of


def number_or_symbol(number: str, symbol: str, name: str) -> models.CheckConstraint:
    """A number without a symbol, or a symbol without a number."""
    told = Q(**{f"{number}__isnull": False, symbol: ""})
    untold = Q(**{f"{number}__isnull": True}) & ~Q(**{symbol: ""})
    return models.CheckConstraint(condition=told | untold, name=name)


class BenchmarkRelease(models.Model):
    """One published file as taken in: of which source, when, by whom, and what came of it."""

    source = models.CharField(max_length=40)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField("SHA-256", max_length=64)
    first_year = models.PositiveSmallIntegerField(null=True, blank=True)
    last_year = models.PositiveSmallIntegerField(null=True, blank=True)
    rows_read = models.PositiveIntegerField()
    rows_skipped = models.PositiveIntegerField()
    # Why rows were skipped, with how many: {"Cumbria (909) is not on the register": 11}.
    skipped = models.JSONField(default=dict, blank=True)
    added = models.PositiveIntegerField()
    changed = models.PositiveIntegerField()
    imported_at = models.DateTimeField()
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-imported_at", "-pk"]
        indexes = [models.Index(fields=["source", "-id"], name="release_latest")]

    def __str__(self) -> str:
        return self.file_name


class BenchmarkValue(models.Model):
    """One published number, or the symbol printed in its place, for one place and period.

    `series` is a catalogue measure's code, or the child population. `place` is England, a region
    by name, or an authority by its DfE number, which outlasts changes of GSS code.
    """

    class Level(models.TextChoices):
        """How large a place is."""

        ENGLAND = "england", "England"
        REGION = "region", "Region"
        AUTHORITY = "authority", "Local authority"

    release = models.ForeignKey(BenchmarkRelease, models.PROTECT, related_name="values")
    series = models.CharField(max_length=24)
    period_end = models.DateField()
    level = models.CharField(max_length=10, choices=Level)
    place = models.CharField(max_length=60)
    value = models.DecimalField(max_digits=18, decimal_places=6, null=True, blank=True)
    symbol = models.CharField(max_length=8, choices=choices_of(Symbol), blank=True)
    # The codes as published, where two authorities make one return between them.
    shared = models.CharField("published together", max_length=60, blank=True)

    class Meta:
        ordering = ["series", "period_end", "place"]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "period_end", "place"], name="benchmark_value_once"
            ),
            number_or_symbol("value", "symbol", "benchmark_number_or_symbol"),
        ]

    def __str__(self) -> str:
        return f"{self.series}, {self.place}, {self.period_end:%Y}"


class Comparison(models.Model):
    """How one authority compares on one measure in one published period.

    Worked out when a file is taken in, so that a page reads one row a measure, however many
    authorities there are. It holds from the end of its period until the end of the next.
    """

    council = models.ForeignKey(Council, models.CASCADE, related_name="comparisons")
    measure = models.ForeignKey(Measure, models.CASCADE, related_name="comparisons")
    period_end = models.DateField()
    until = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=40)
    value = models.DecimalField(max_digits=18, decimal_places=6, null=True, blank=True)
    symbol = models.CharField(max_length=8, choices=choices_of(Symbol), blank=True)
    previous = models.DecimalField(max_digits=18, decimal_places=6, null=True, blank=True)
    is_shared = models.BooleanField("published with another authority", default=False)
    england = models.DecimalField(max_digits=18, decimal_places=6, null=True, blank=True)
    england_symbol = models.CharField(max_length=8, choices=choices_of(Symbol), blank=True)
    region = models.DecimalField(max_digits=18, decimal_places=6, null=True, blank=True)
    region_symbol = models.CharField(max_length=8, choices=choices_of(Symbol), blank=True)
    neighbours_median = models.DecimalField(max_digits=18, decimal_places=6, null=True, blank=True)
    neighbours_mean = models.DecimalField(max_digits=18, decimal_places=6, null=True, blank=True)
    neighbours_counted = models.PositiveSmallIntegerField(default=0)
    quartile = models.CharField(max_length=1, choices=choices_of(Band), blank=True)
    rank = models.PositiveSmallIntegerField(null=True, blank=True)
    ranked = models.PositiveSmallIntegerField("authorities ranked", default=0)

    class Meta:
        ordering = ["council", "measure", "period_end"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "measure", "period_end"], name="comparison_once"
            ),
            number_or_symbol("value", "symbol", "comparison_value_or_symbol"),
            number_or_symbol("england", "england_symbol", "comparison_england_or_symbol"),
            number_or_symbol("region", "region_symbol", "comparison_region_or_symbol"),
        ]
        indexes = [models.Index(fields=["measure", "period_end"], name="comparison_across")]

    def __str__(self) -> str:
        return f"{self.measure.code}, {self.council}, {self.period_end:%Y}"
