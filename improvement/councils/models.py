"""Which councils are there, and who works for them in what role?"""

from collections.abc import Iterable

from django.contrib.auth.models import AbstractUser
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse

from improvement.councils.querysets import CouncilQuerySet, MembershipQuerySet
from improvement.councils.roles import Role

GSS_CODE = RegexValidator(r"^[A-Z]\d{8}\Z", "Enter a GSS code: a letter and eight digits.")
COLOUR = RegexValidator(r"^#[0-9a-fA-F]{6}\Z", "Enter a colour as # and six hexadecimal digits.")


class User(AbstractUser):
    """A person who signs in; what they may do is held by their memberships."""

    first_name = None
    last_name = None
    name = models.CharField(max_length=120)
    email = models.EmailField("email address", unique=True)

    REQUIRED_FIELDS = ["email", "name"]

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_any_case"),
        ]

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)


class Council(models.Model):
    """A local authority responsible for children's services in England.

    All 153 are on the register; those that use the product are live.
    """

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=120, unique=True)
    short_name = models.CharField(max_length=60, blank=True)
    gss_code = models.CharField("GSS code", max_length=9, unique=True, validators=[GSS_CODE])
    dfe_number = models.CharField("DfE number", max_length=3, unique=True)
    region = models.CharField(max_length=60)
    kind = models.CharField(max_length=60)
    other_names = models.JSONField(default=list, blank=True)
    is_live = models.BooleanField(default=False)
    is_illustrative = models.BooleanField(default=False)
    brand_colour = models.CharField(max_length=7, default="#0b4f56", validators=[COLOUR])
    due_working_day = models.PositiveSmallIntegerField(
        default=10, validators=[MinValueValidator(1), MaxValueValidator(20)]
    )
    neighbours = models.ManyToManyField(
        "self", through="Neighbour", symmetrical=False, related_name="neighbour_of"
    )

    objects = CouncilQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("council-overview", args=[self.slug])

    @property
    def called(self) -> str:
        """The short name where one is in use."""
        return self.short_name or self.name


class Neighbour(models.Model):
    """A statistical neighbour: one of the ten most similar authorities, nearest first."""

    council = models.ForeignKey(Council, models.CASCADE, related_name="neighbour_links")
    neighbour = models.ForeignKey(Council, models.CASCADE, related_name="+")
    rank = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["council", "rank"]
        constraints = [
            models.UniqueConstraint(fields=["council", "rank"], name="neighbour_rank_once"),
            models.UniqueConstraint(fields=["council", "neighbour"], name="neighbour_once"),
        ]

    def __str__(self) -> str:
        return f"{self.council}: {self.rank}. {self.neighbour}"


class Population(models.Model):
    """Children aged 0 to 17 living in a council's area, ONS mid-year estimate."""

    council = models.ForeignKey(Council, models.CASCADE, related_name="populations")
    year = models.PositiveSmallIntegerField(validators=[MinValueValidator(2000)])
    children = models.PositiveIntegerField(validators=[MinValueValidator(1)])

    class Meta:
        ordering = ["council", "year"]
        constraints = [
            models.UniqueConstraint(fields=["council", "year"], name="population_year_once")
        ]

    def __str__(self) -> str:
        return f"{self.council}, {self.year}: {self.children:,}"


class ServiceArea(models.Model):
    """A part of children's services that returns its own figures."""

    council = models.ForeignKey(Council, models.CASCADE, related_name="areas")
    name = models.CharField(max_length=80)
    slug = models.SlugField(max_length=80)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["council", "position", "name"]
        constraints = [
            models.UniqueConstraint(fields=["council", "slug"], name="area_slug_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """One role that one person holds at one council, and for officers the areas it covers."""

    council = models.ForeignKey(Council, models.CASCADE, related_name="memberships")
    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role)
    areas = models.ManyToManyField(ServiceArea, blank=True, related_name="memberships")
    is_active = models.BooleanField(default=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["council", "user", "role"]
        constraints = [
            models.UniqueConstraint(fields=["council", "user", "role"], name="membership_once"),
            models.CheckConstraint(
                condition=models.Q(role__in=Role.values), name="membership_role_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()} at {self.council}"


def names_of(councils: Iterable[Council]) -> list[str]:
    """Every name each council goes by, for matching text to the register."""
    return [name for council in councils for name in (council.name, *council.other_names)]
