"""Which published letters were read, and what stands in them page by page?"""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from improvement.councils.constraints import both_or_neither
from improvement.councils.models import Council
from inspections.models.inspections import Inspection
from inspections.models.words import PAGE_AT_MOST


def where_kept(letter: "Letter", filename: str) -> str:
    """A name made of what the letter holds: nothing a sender wrote reaches the disk."""
    return f"letters/{letter.council.slug}/{letter.digest}.pdf"


class Letter(models.Model):
    """A report or letter of an inspectorate, as published, and the draft read from it.

    It is a draft until someone confirms what was read; then it stands behind an inspection for
    good. The same letter, by content, is kept once for each council.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", "To be checked"
        CONFIRMED = "confirmed", "Confirmed"

    council = models.ForeignKey(Council, models.PROTECT, related_name="letters")
    digest = models.CharField("SHA-256 of the file", max_length=64)
    filename = models.CharField(max_length=200)
    file = models.FileField(upload_to=where_kept, max_length=200)
    pages_count = models.PositiveSmallIntegerField("pages")
    reading = models.JSONField("as the reader read it", default=dict)
    draft = models.JSONField("as corrected so far", default=dict)
    status = models.CharField(max_length=12, choices=Status, default=Status.DRAFT)
    inspection = models.ForeignKey(
        Inspection, models.PROTECT, null=True, blank=True, related_name="letters"
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    uploaded_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["council", "-uploaded_at", "-id"]
        indexes = [models.Index(fields=["council", "status"], name="letter_by_status")]
        constraints = [
            models.UniqueConstraint(fields=["council", "digest"], name="letter_once"),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "confirmed"]), name="letter_status_known"
            ),
            models.CheckConstraint(
                condition=Q(status="draft", inspection=None)
                | (Q(status="confirmed") & ~Q(inspection=None)),
                name="letter_confirmed_with_inspection",
            ),
            both_or_neither("uploaded_by", "uploaded_at", "letter_uploaded_who_and_when"),
            both_or_neither("confirmed_by", "confirmed_at", "letter_confirmed_who_and_when"),
        ]

    def __str__(self) -> str:
        return self.filename

    def get_absolute_url(self) -> str:
        return reverse("inspections:letter-detail", args=[self.council.slug, self.pk])

    @property
    def is_confirmed(self) -> bool:
        """Has someone made an inspection of it?"""
        return self.status == self.Status.CONFIRMED


class LetterPage(models.Model):
    """The text of one page of a letter."""

    letter = models.ForeignKey(Letter, models.CASCADE, related_name="pages")
    number = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(1), MaxValueValidator(PAGE_AT_MOST)]
    )
    text = models.TextField(blank=True)

    class Meta:
        ordering = ["letter", "number"]
        constraints = [
            models.UniqueConstraint(fields=["letter", "number"], name="letter_page_once")
        ]

    def __str__(self) -> str:
        return f"Page {self.number} of {self.letter}"


class LetterParagraph(models.Model):
    """A paragraph of a letter, numbered where the letter numbers it: evidence that can be found."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="letter_paragraphs")
    letter = models.ForeignKey(Letter, models.CASCADE, related_name="paragraphs")
    position = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField(null=True, blank=True)
    heading = models.CharField("under the heading", max_length=200, blank=True)
    page = models.PositiveSmallIntegerField()
    text = models.TextField()

    class Meta:
        ordering = ["council", "letter", "position"]
        indexes = [
            models.Index(fields=["council", "letter", "position"], name="paragraph_in_order")
        ]
        constraints = [
            models.UniqueConstraint(fields=["letter", "position"], name="letter_paragraph_once")
        ]

    def __str__(self) -> str:
        return f"Paragraph {self.number or self.position} of {self.letter}"
