"""What is kept of a return beside its figures: words not saved yet, and reminders sent?"""

from django.conf import settings
from django.db import models

from improvement.councils.models import Council
from scorecard.models.returns import Section


class WorkingCopy(models.Model):
    """What one officer has typed into a section's sheet and not saved yet, exactly as typed.

    It is theirs alone, may be nonsense, and is never a figure: saving the sheet ends it.
    """

    council = models.ForeignKey(Council, models.CASCADE, related_name="+")
    section = models.ForeignKey(Section, models.CASCADE, related_name="working_copies")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    # The boxes by measure: {"12": ["23", "25", "", "a comment"]}.
    cells = models.JSONField(default=dict)
    # What the sheet showed when typing began, and the section's version then.
    base = models.TextField(blank=True)
    version = models.PositiveIntegerField()
    kept_at = models.DateTimeField()

    class Meta:
        ordering = ["council", "section", "person"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "section", "person"], name="working_copy_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.section}, as {self.person} typed it"


class Reminder(models.Model):
    """A mail about returns that one person was sent for one council on one day."""

    council = models.ForeignKey(Council, models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    day = models.DateField()
    sent_at = models.DateTimeField()

    class Meta:
        ordering = ["council", "-day", "person"]
        constraints = [
            models.UniqueConstraint(fields=["council", "day", "person"], name="reminder_day_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.day}"
