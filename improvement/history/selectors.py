"""What happened to this object, told in order?"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format

from improvement.history.models import Event

SHOWN = 50
ISO_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:", re.ASCII)
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Change:
    """One field before and after, in words."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One entry of an object's history."""

    at: datetime
    by: str
    verb: str
    reason: str
    changes: tuple[Change, ...]


def told(value: Any) -> str:
    """A stored value in words."""
    if value is None or value == "" or value == []:
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(pairs_in_words(one) for one in value)
    return day_words(value) if isinstance(value, str) else str(value)


def pairs_in_words(value: Any) -> str:
    """Named values of one thing, as a rule between two measures has: "not above FD1"."""
    if not isinstance(value, dict):
        return str(value)
    return ", ".join(f"{name} {held}".replace("_", " ") for name, held in value.items())


def moment_words(text: str) -> str:
    """A stored moment by the clocks of this country; any other text as it is."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    return date_format(timezone.localtime(moment), "j F Y, H:i") if moment.tzinfo else text


def told_as(name: str, value: Any) -> str:
    """A value in words, a comment as what somebody said."""
    said = name == "comment" or name.endswith(" comment")
    return f"“{value}”" if said and isinstance(value, str) and value else told(value)


def day_words(text: str) -> str:
    """A stored day as people read it; any other text as it is."""
    try:
        if ISO_DAY.fullmatch(text):
            return date_format(date.fromisoformat(text), "j F Y")
        return moment_words(text) if ISO_MOMENT.match(text) else text
    except ValueError:
        return text


def field_label(kind: str, name: str) -> str:
    """A field's own label, with a capital; the bare name for what no longer exists."""
    try:
        label = str(apps.get_model(kind)._meta.get_field(name).verbose_name)
    except (LookupError, AttributeError, FieldDoesNotExist):
        label = name.replace("_", " ")
    return label[:1].upper() + label[1:]


def changes_of(event: Event) -> tuple[Change, ...]:
    """What changed; the first entry of an object lists nothing, its page shows it."""
    if not event.before:
        return ()
    names = list(event.after or event.before)
    return tuple(
        Change(
            field_label(event.kind, name),
            told_as(name, event.before.get(name)),
            told_as(name, event.after.get(name)),
        )
        for name in names
    )


def timeline_of(obj: models.Model) -> list[TimelineEntry]:
    """The latest entries about one object. Queries: 1."""
    return entries_of(Event.objects.about(obj).select_related("by")[:SHOWN])


def entries_of(
    events: Iterable[Event], with_labels: Collection[str] = frozenset()
) -> list[TimelineEntry]:
    """Events in words; those about one of these kinds of object say which object it was."""
    return [
        TimelineEntry(
            event.at,
            str(event.by or "The system"),
            f"{event.verb} ({event.label})" if event.kind in with_labels else event.verb,
            event.reason,
            changes_of(event),
        )
        for event in events
    ]
