"""Who oversees the journey, when do they meet, what did they ask for, and who has intervened?"""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from improvement.boards.querysets import DatedQuerySet, DecisionQuerySet, MeetingQuerySet
from inspections.dates import Precision, said_date
from inspections.validators import validate_day

WHOLE_SERVICE = "The whole service"


class Board(models.Model):
    """A group that oversees improvement and holds people to what they promised."""

    council = models.ForeignKey("councils.Council", models.PROTECT, related_name="boards")
    name = models.CharField(max_length=150)
    chair_role = models.CharField("chair", max_length=150, blank=True)
    cadence = models.CharField("how often it meets", max_length=80, blank=True)
    purpose = models.TextField(blank=True, max_length=2000)
    is_statutory = models.BooleanField("required by law or direction", default=False)
    source = models.CharField("where this comes from", max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["council", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "name"],
                name="board_name_once",
                violation_error_message="This council already has a board of that name.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("boards:board-detail", args=[self.council.slug, self.pk])


class Meeting(models.Model):
    """One sitting of a board. Where only its month is known, the date says no more than that."""

    class Status(models.TextChoices):
        """Where a meeting stands."""

        PLANNED = "planned", "Planned"
        HELD = "held", "Held"
        CANCELLED = "cancelled", "Cancelled"

    council = models.ForeignKey("councils.Council", models.PROTECT, related_name="meetings")
    board = models.ForeignKey(Board, models.PROTECT, related_name="meetings")
    on = models.DateField("date", validators=[validate_day])
    precision = models.CharField(
        "how much of the date is known", max_length=8, choices=Precision, default=Precision.DAY
    )
    date_note = models.CharField("note on the date", max_length=150, blank=True)
    starts_at = models.TimeField("start time", null=True, blank=True)
    place = models.CharField(max_length=150, blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.PLANNED)
    papers_due = models.DateField("papers due", null=True, blank=True, validators=[validate_day])
    notes = models.TextField(blank=True, max_length=8000)
    source = models.CharField("where this comes from", max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["council", "-on", "-id"]
        indexes = [models.Index(fields=["council", "on", "id"], name="meeting_by_day")]
        constraints = [
            models.UniqueConstraint(
                fields=["board", "on"],
                name="meeting_day_once",
                violation_error_message="This board already has a meeting on that day.",
            ),
            models.CheckConstraint(
                condition=Q(papers_due__isnull=True) | Q(papers_due__lte=F("on")),
                name="meeting_papers_before",
                violation_error_message="Papers must be due on or before the day of the meeting.",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["planned", "held", "cancelled"]),
                name="meeting_status_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.board.name}, {self.when}"

    def get_absolute_url(self) -> str:
        return reverse("boards:meeting-detail", args=[self.council.slug, self.pk])

    @property
    def when(self) -> str:
        """The date as precisely as it is known."""
        return said_date(self.on, self.precision)

    def clean(self) -> None:
        """Keep board and meeting within one council, since foreign keys alone do not."""
        if self.board.council_id != self.council_id:
            raise ValidationError("Choose one of this council's boards.")


class Decision(models.Model):
    """What a board decided, asked, challenged or set someone to do, and what came of it."""

    class Kind(models.TextChoices):
        """What was said."""

        DECISION = "decision", "Decision"
        CHALLENGE = "challenge", "Challenge"
        ACTION = "action", "Action"
        QUESTION = "question", "Question"

    class Status(models.TextChoices):
        """What came of it."""

        OUTSTANDING = "outstanding", "Outstanding"
        ANSWERED = "answered", "Answered"
        DONE = "done", "Done"

    council = models.ForeignKey("councils.Council", models.PROTECT, related_name="decisions")
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="decisions")
    reference = models.CharField(max_length=20)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.DECISION)
    text = models.TextField("what was said", max_length=2000)
    raised_by = models.CharField("raised by (role)", max_length=120, blank=True)
    owner_role = models.CharField("who is to answer (role)", max_length=120, blank=True)
    due = models.DateField("due date", null=True, blank=True, validators=[validate_day])
    status = models.CharField(max_length=12, choices=Status, default=Status.OUTSTANDING)
    answer = models.TextField(blank=True, max_length=4000)
    answered_on = models.DateField("answered on", null=True, blank=True, validators=[validate_day])
    source = models.CharField("where this comes from", max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["council", "reference"]
        indexes = [
            models.Index(fields=["council", "status", "due", "id"], name="decision_by_status"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "reference"],
                name="decision_reference_once",
                violation_error_message="Another decision already has that reference.",
            ),
            models.CheckConstraint(
                condition=Q(status="outstanding", answered_on__isnull=True)
                | (Q(status__in=["answered", "done"]) & Q(answered_on__isnull=False)),
                name="decision_answered_when_answered",
                violation_error_message="Give the day it was answered or done; "
                "leave it empty while outstanding.",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["decision", "challenge", "action", "question"]),
                name="decision_kind_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.text}"[:120]

    def get_absolute_url(self) -> str:
        return reverse("boards:decision-detail", args=[self.council.slug, self.pk])

    def clean(self) -> None:
        """Keep the decision within its council, and an answer with its words."""
        if self.meeting.council_id != self.council_id:
            raise ValidationError({"meeting": "Choose one of this council's meetings."})
        if self.status == self.Status.ANSWERED and not self.answer.strip():
            raise ValidationError({"answer": "Enter the answer that was given."})


class Intervention(models.Model):
    """A power used, or help required, by the Department for Education, in one dated version.

    The day of issue is kept as precisely as the source gives it, with a note where sources
    disagree.
    """

    class Kind(models.TextChoices):
        """The rungs of the ladder."""

        DIRECTION = "direction", "Statutory direction"
        NOTICE = "improvement_notice", "Improvement notice"
        ADVISER = "adviser", "Improvement adviser"
        COMMISSIONER = "commissioner", "Commissioner"
        OVERSIGHT = "oversight", "Oversight meetings"

    council = models.ForeignKey("councils.Council", models.PROTECT, related_name="interventions")
    kind = models.CharField(max_length=20, choices=Kind)
    title = models.CharField(max_length=200, blank=True)
    service = models.CharField(max_length=120)
    number = models.PositiveSmallIntegerField(
        "version number", default=1, validators=[MinValueValidator(1)]
    )
    legal_power = models.CharField(max_length=200, blank=True)
    issued = models.DateField("issued", null=True, blank=True, validators=[validate_day])
    issued_precision = models.CharField(
        "how much of the date is known", max_length=8, choices=Precision, default=Precision.DAY
    )
    date_note = models.CharField("note on the date", max_length=300, blank=True)
    revoked_on = models.DateField(
        "revoked or ended on", null=True, blank=True, validators=[validate_day]
    )
    duties = models.TextField("what it requires", blank=True, max_length=4000)
    source = models.CharField("where this comes from", max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["council", "service", "kind", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "kind", "service", "number"],
                name="intervention_version_once",
                violation_error_message="That version is already recorded.",
            ),
            models.CheckConstraint(
                condition=Q(issued__isnull=True, issued_precision="unknown")
                | (Q(issued__isnull=False) & ~Q(issued_precision="unknown")),
                name="intervention_date_and_precision",
                violation_error_message="Give the date issued, or say that it is not known.",
            ),
            models.CheckConstraint(
                condition=Q(revoked_on__isnull=True)
                | Q(issued__isnull=True)
                | Q(revoked_on__gte=F("issued")),
                name="intervention_ends_after_issue",
                violation_error_message="It must end on or after the day it was issued.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title or self.get_kind_display()}, {self.service}"

    @property
    def issued_words(self) -> str:
        """The date of issue as precisely as it is known."""
        return said_date(self.issued, self.issued_precision)


class ServiceChange(models.Model):
    """A change in the service itself, dated, that may show in its figures: a reorganisation, a new
    recording system, another policy or another way of counting."""

    class Kind(models.TextChoices):
        """What kind of thing changed."""

        RESTRUCTURE = "restructure", "Restructure"
        SYSTEM = "system", "Recording system"
        POLICY = "policy", "Policy or practice"
        DEFINITION = "definition", "Definition or counting"
        OTHER = "other", "Other change"

    council = models.ForeignKey("councils.Council", models.PROTECT, related_name="changes")
    kind = models.CharField(max_length=12, choices=Kind)
    title = models.CharField("what changed", max_length=150)
    on = models.DateField("date", validators=[validate_day])
    precision = models.CharField(
        "how much of the date is known", max_length=8, choices=Precision, default=Precision.DAY
    )
    areas = models.ManyToManyField(
        "councils.ServiceArea", blank=True, related_name="+", verbose_name="service areas"
    )
    decided_by = models.CharField("decided by (role)", max_length=120, blank=True)
    notes = models.TextField(blank=True, max_length=4000)
    source = models.CharField("where this comes from", max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["council", "-on", "-id"]
        indexes = [models.Index(fields=["council", "on", "id"], name="change_by_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["restructure", "system", "policy", "definition", "other"]),
                name="change_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(precision__in=["day", "month", "year"]),
                name="change_precision_known",
                violation_error_message="Give the date at least to its year.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("boards:change-detail", args=[self.council.slug, self.pk])

    @property
    def when(self) -> str:
        """The date as precisely as it is known."""
        return said_date(self.on, self.precision)

    @property
    def touched(self) -> str:
        """The service areas by name; without any, all of them."""
        return ", ".join(area.name for area in self.areas.all()) or WHOLE_SERVICE


class Partner(models.Model):
    """Another council or body that helps the council improve, for a time and a purpose."""

    council = models.ForeignKey("councils.Council", models.PROTECT, related_name="partners")
    name = models.CharField("partner", max_length=150)
    programme = models.CharField(max_length=150, blank=True)
    phase = models.CharField(max_length=60, blank=True)
    scope = models.TextField(blank=True, max_length=2000)
    starts = models.DateField("from", null=True, blank=True, validators=[validate_day])
    starts_precision = models.CharField(
        "how much of the start is known", max_length=8, choices=Precision, default=Precision.DAY
    )
    starts_note = models.CharField("note on the start", max_length=200, blank=True)
    ends = models.DateField("to", null=True, blank=True, validators=[validate_day])
    ends_precision = models.CharField(
        "how much of the end is known", max_length=8, choices=Precision, default=Precision.DAY
    )
    ends_note = models.CharField("note on the end", max_length=200, blank=True)
    source = models.CharField("where this comes from", max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["council", "name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(starts__isnull=True) | Q(ends__gte=F("starts")),
                name="partner_ends_after_start",
                violation_error_message="It must end on or after the day it starts.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def since(self) -> str:
        """The start as precisely as it is known."""
        return said_date(self.starts, self.starts_precision)

    @property
    def until(self) -> str:
        """The end as precisely as it is known; empty while the help goes on."""
        return said_date(self.ends, self.ends_precision) if self.ends else ""
