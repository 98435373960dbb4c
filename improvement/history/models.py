"""Who did what, when, and what was there before?"""

from django.conf import settings
from django.db import models

from improvement.history.querysets import EventQuerySet


class Event(models.Model):
    """One thing someone did: who, what, when, before and after. Never changed, never removed.

    Database triggers refuse update and delete, so that not even a query can rewrite the past.
    `by` is empty for what the system itself did (a command, a load).
    """

    council = models.ForeignKey(
        "councils.Council",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        db_index=False,  # the two indexes below begin with it
    )
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    verb = models.CharField(max_length=40)
    kind = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    label = models.CharField(max_length=200)
    before = models.JSONField(default=dict, blank=True)
    after = models.JSONField(default=dict, blank=True)
    reason = models.TextField(blank=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["council", "kind", "object_id", "-id"], name="event_of_object"),
            models.Index(fields=["council", "-id"], name="event_latest"),
        ]

    def __str__(self) -> str:
        return f"{self.label}: {self.verb}"
