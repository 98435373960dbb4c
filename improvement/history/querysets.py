"""Which events?"""

from __future__ import annotations

from django.db import models


def kind_of(obj: models.Model) -> str:
    """How an object's kind is written in an event: app and model, as "inspections.finding"."""
    return obj._meta.label_lower


class EventQuerySet(models.QuerySet):
    def about(self, obj: models.Model) -> EventQuerySet:
        """Everything that happened to one object, latest first."""
        council_id = obj.pk if kind_of(obj) == "councils.council" else obj.council_id
        return self.filter(council_id=council_id, kind=kind_of(obj), object_id=obj.pk)
