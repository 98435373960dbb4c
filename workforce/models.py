"""Who is there to do the work: which teams, how many people, and who leads them?"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from improvement.councils.constraints import both_or_neither, first_of_month
from improvement.councils.models import Council, ServiceArea
from improvement.rules.month import Month
from inspections.dates import Precision, said_date
from workforce.querysets import TeamMonthQuerySet, TeamQuerySet, TenureQuerySet
from workforce.roles import NOT_SOCIAL_WORK, Standing, Tier, WorkerRole

NUMBERS = (
    "posts",
    "permanent",
    "agency",
    "vacancies",
    "starters",
    "leavers",
    "asye",
    "days_lost",
    "cases",
    "case_holders",
)


def not_negative(field: str) -> models.CheckConstraint:
    """A number of people, days or cases is nought or more, or was not returned."""
    return models.CheckConstraint(
        condition=Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__gte": 0}),
        name=f"team_month_{field}_not_negative",
        violation_error_message="A number cannot be below nought.",
    )


def full_time(label: str) -> models.DecimalField:
    """Full-time equivalents, or days: up to two decimals, empty when not returned."""
    return models.DecimalField(
        label,
        max_digits=8,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0))],
    )


class Team(models.Model):
    """A group of workers under one manager, as the council names it."""

    council = models.ForeignKey(Council, models.CASCADE, related_name="teams")
    name = models.CharField(max_length=120)
    area = models.ForeignKey(
        ServiceArea,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="teams",
        verbose_name="service area",
    )
    position = models.PositiveSmallIntegerField("place in the list", default=0)
    is_active = models.BooleanField("still exists", default=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = TeamQuerySet.as_manager()

    class Meta:
        ordering = ["council", "position", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "name"],
                name="team_name_once",
                violation_error_message="This council already has a team with that name.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        if self.area_id and self.area.council_id != self.council_id:
            raise ValidationError({"area": "Choose a service area of this council."})


class Establishment(models.Model):
    """What a council returned about its teams for one month: who keyed it last, and from where."""

    council = models.ForeignKey(Council, models.CASCADE, related_name="establishments")
    month = models.DateField()
    source = models.CharField("where this comes from", max_length=200, blank=True)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    edited_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["council", "-month"]
        constraints = [
            models.UniqueConstraint(fields=["council", "month"], name="establishment_month_once"),
            first_of_month("month", "establishment_first_of_month"),
            both_or_neither("edited_by", "edited_at", "establishment_edited_pair"),
        ]

    def __str__(self) -> str:
        return f"Workforce, {Month.of(self.month).label}"

    def get_absolute_url(self) -> str:
        return reverse("workforce:workforce-month", args=[self.council.slug, Month.of(self.month)])


class TeamMonth(models.Model):
    """The posts of one role in one team at the end of a month, as full-time equivalents.

    An empty number was not returned: it is never nought, and no rate is computed without it.
    """

    council = models.ForeignKey(Council, models.CASCADE, related_name="+")
    month = models.DateField()
    team = models.ForeignKey(Team, models.PROTECT, related_name="months")
    role = models.CharField(max_length=24, choices=WorkerRole)
    posts = full_time("established posts")
    permanent = full_time("employed workers")
    agency = full_time("agency workers")
    vacancies = full_time("vacant posts")
    starters = full_time("started in the month")
    leavers = full_time("left in the month")
    asye = full_time("newly qualified (ASYE) workers holding cases")
    days_lost = full_time("days lost to sickness in the month")
    cases = models.PositiveIntegerField("cases held", null=True, blank=True)
    case_holders = full_time("workers holding cases, agency included")

    objects = TeamMonthQuerySet.as_manager()

    class Meta:
        ordering = ["council", "-month", "team", "role"]
        verbose_name = "team's month"
        constraints = [
            models.UniqueConstraint(
                fields=["council", "month", "team", "role"], name="team_month_once"
            ),
            first_of_month("month", "team_month_first_of_month"),
            models.CheckConstraint(
                condition=Q(role__in=WorkerRole.values), name="team_month_role_known"
            ),
            *(not_negative(field) for field in NUMBERS),
            models.CheckConstraint(
                condition=Q(asye__isnull=True)
                | Q(case_holders__isnull=True)
                | Q(asye__lte=F("case_holders")),
                name="team_month_asye_among_case_holders",
                violation_error_message="Newly qualified workers holding cases cannot outnumber "
                "all workers holding cases.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.team}, {self.get_role_display()}, {Month.of(self.month).label}"

    @property
    def is_social_work(self) -> bool:
        """Is the row among those that the census rates count?"""
        return self.role not in NOT_SOCIAL_WORK


class LeadershipPost(models.Model):
    """A post whose holder leads a part of children's services; told by title, never by name."""

    council = models.ForeignKey(Council, models.CASCADE, related_name="leadership_posts")
    title = models.CharField(max_length=160)
    tier = models.CharField(max_length=10, choices=Tier, default=Tier.OTHER)
    is_statutory = models.BooleanField("the law requires this post", default=False)
    position = models.PositiveSmallIntegerField("place in the list", default=0)
    is_active = models.BooleanField("still exists", default=True)
    source = models.CharField("where this comes from", max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["council", "position", "title"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "title"],
                name="leadership_post_once",
                violation_error_message="This council already has a post with that title.",
            ),
            models.CheckConstraint(
                condition=Q(tier__in=Tier.values), name="leadership_post_tier_known"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Tenure(models.Model):
    """A stretch of time in which a leadership post was held on one set of terms, or by nobody."""

    council = models.ForeignKey(Council, models.CASCADE, related_name="+")
    post = models.ForeignKey(LeadershipPost, models.CASCADE, related_name="tenures")
    standing = models.CharField("held", max_length=10, choices=Standing)
    starts = models.DateField("from")
    starts_precision = models.CharField(
        "the start is known to", max_length=8, choices=Precision, default=Precision.DAY
    )
    ends = models.DateField("to", null=True, blank=True)
    ends_precision = models.CharField(
        "the end is known to", max_length=8, choices=Precision, default=Precision.DAY
    )
    note = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = TenureQuerySet.as_manager()

    class Meta:
        ordering = ["council", "post", "-starts", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["post"],
                condition=Q(ends__isnull=True),
                name="tenure_one_current",
                violation_error_message="This post already has a current holder.",
            ),
            models.UniqueConstraint(
                fields=["post", "starts"],
                name="tenure_start_once",
                violation_error_message="This post already changed hands on that day.",
            ),
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")),
                name="tenure_ends_after_start",
                violation_error_message="It cannot end before it starts.",
            ),
            models.CheckConstraint(
                condition=Q(standing__in=Standing.values), name="tenure_standing_known"
            ),
            models.CheckConstraint(
                condition=Q(starts_precision__in=Precision.values)
                & Q(ends_precision__in=Precision.values),
                name="tenure_precision_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post}: {self.get_standing_display().lower()} from {self.since}"

    @property
    def since(self) -> str:
        """The start, as precisely as it is known."""
        return said_date(self.starts, self.starts_precision)

    @property
    def until(self) -> str:
        """The end, as precisely as it is known; empty while it goes on."""
        return said_date(self.ends, self.ends_precision) if self.ends else ""

    def is_held_on(self, day: date) -> bool:
        """Does the day fall within it?"""
        return self.starts <= day and (self.ends is None or day <= self.ends)

    def clean(self) -> None:
        super().clean()
        if self.post_id and self.post.council_id != self.council_id:
            raise ValidationError({"post": "Choose a post of this council."})
        if self.post_id and (other := self.overlapping()):
            raise ValidationError({"starts": f"The post was already held then: {other.told()}."})

    def overlapping(self) -> Tenure | None:
        """Another stretch of the same post that shares a day with this one."""
        others = Tenure.objects.filter(post=self.post_id).exclude(pk=self.pk)
        return others.sharing_a_day(self.starts, self.ends).first()

    def told(self) -> str:
        """In words: "interim from 1 May 2024 to 3 June 2025"."""
        end = f" to {self.until}" if self.ends else ""
        return f"{self.get_standing_display().lower()} from {self.since}{end}"
