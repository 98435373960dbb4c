"""Which packs has a council prepared, and exactly what did each version say?"""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from improvement.councils.constraints import both_or_neither, first_of_month
from improvement.councils.models import Council
from improvement.rules.month import Month


def person(null: bool = True) -> models.ForeignKey:
    """Who did it; nobody is deleted from under a pack."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=null, blank=null, related_name="+"
    )


class Pack(models.Model):
    """What a board is given to read for one meeting: one month's figures with all around them.

    `status` is that of its newest version; `issued_number` the version that readers have, which
    stays theirs while a later version is being prepared.
    """

    class Kind(models.TextChoices):
        """Whom it is for."""

        BOARD = "board", "Improvement board pack"

    class Status(models.TextChoices):
        """How far it has come; an issued pack never changes."""

        DRAFT = "draft", "Draft"
        IN_REVIEW = "in_review", "In review"
        APPROVED = "approved", "Approved"
        ISSUED = "issued", "Issued"

    council = models.ForeignKey(Council, models.PROTECT, related_name="packs")
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.BOARD)
    title = models.CharField(max_length=160)
    month = models.DateField()
    meeting = models.ForeignKey(
        "boards.Meeting", models.PROTECT, null=True, blank=True, related_name="packs"
    )
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    created_by = person()
    created_at = models.DateTimeField(null=True, blank=True)
    approved_by = person()
    approved_at = models.DateTimeField(null=True, blank=True)
    issued_by = person()
    issued_at = models.DateTimeField(null=True, blank=True)
    issued_number = models.PositiveSmallIntegerField("version issued", null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["council", "-month", "-id"]
        indexes = [models.Index(fields=["council", "-month", "-id"], name="pack_latest")]
        constraints = [
            first_of_month("month", "pack_first_of_month"),
            both_or_neither("created_by", "created_at", "pack_created_pair"),
            both_or_neither("approved_by", "approved_at", "pack_approved_pair"),
            both_or_neither("issued_by", "issued_at", "pack_issued_pair"),
            models.CheckConstraint(
                condition=Q(issued_at__isnull=True, issued_number__isnull=True)
                | Q(issued_at__isnull=False, issued_number__isnull=False),
                name="pack_issued_version_known",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["approved", "issued"]) | Q(approved_by__isnull=False),
                name="pack_approved_by_someone",
            ),
            models.CheckConstraint(
                condition=~Q(status="issued") | Q(issued_by__isnull=False),
                name="pack_issued_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True)
                | Q(created_by__isnull=True)
                | ~Q(approved_by=F("created_by")),
                name="pack_approved_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {Month.of(self.month).label}"

    def get_absolute_url(self) -> str:
        return reverse("packs:pack-detail", args=[self.council.slug, self.pk])

    @property
    def is_issued(self) -> bool:
        """May those who only read packs read a version of it?"""
        return self.issued_number is not None

    def clean(self) -> None:
        """Keep the meeting within the council, since foreign keys alone do not."""
        if self.meeting is not None and self.meeting.council_id != self.council_id:
            raise ValidationError({"meeting": "Choose one of this council's meetings."})


class PackVersion(models.Model):
    """One frozen state of a pack: everything it says, with checksums over what makes it.

    The database refuses to change or remove one.
    """

    council = models.ForeignKey(Council, models.PROTECT, related_name="+")
    pack = models.ForeignKey(Pack, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    content_sha256 = models.CharField(max_length=64)
    template_version = models.CharField(max_length=64)
    code_version = models.CharField(max_length=64)
    amendment = models.CharField(max_length=300, blank=True)
    frozen_by = person()
    frozen_at = models.DateTimeField()

    class Meta:
        ordering = ["pack", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["pack", "number"], name="pack_version_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="pack_version_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.pack}, version {self.number}"
