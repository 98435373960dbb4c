"""How does a change get its entry? In the same transaction, by the same call that saves it."""

from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models, transaction

from improvement.councils.models import Council, User
from improvement.history.models import Event
from improvement.history.querysets import kind_of

M = TypeVar("M", bound=models.Model)
State = dict[str, Any]

# What says nothing to a reader: the lock's own counter and the row's own key.
UNTOLD = frozenset({"id", "version", "password", "last_login"})


class EditConflict(ValidationError):
    """Someone else saved this first; what was typed has not been saved."""

    def __init__(self) -> None:
        super().__init__(
            "Someone else changed this while you were working. Nothing you typed is lost: "
            "compare it with what is saved now, then save again.",
            code="conflict",
        )


def plain(value: Any) -> Any:
    """A value as JSON can hold it without loss."""
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    return value


def state_of(obj: models.Model) -> State:
    """Every stored field of an object, as plain values."""
    fields = [field for field in obj._meta.concrete_fields if field.name not in UNTOLD]
    return {field.name: plain(field.value_from_object(obj)) for field in fields}


def in_words(obj: models.Model, state: State) -> State:
    """A state as a reader sees it: choices by their label, foreign keys by their name."""
    return {name: word_for(obj, name, value) for name, value in state.items()}


def word_for(obj: models.Model, name: str, value: Any) -> Any:
    """One stored value in words; numbers and dates stay as they are."""
    field = obj._meta.get_field(name)
    if value is None:
        return None
    if field.is_relation:
        return str(getattr(obj, name))
    return str(dict(field.flatchoices).get(value, value)) if field.flatchoices else value


def difference(before: models.Model | None, after: models.Model) -> tuple[State, State]:
    """The fields that changed, in words, on both sides; for a new object all, on one side."""
    new = state_of(after)
    if before is None:
        return {}, in_words(after, {name: value for name, value in new.items() if value})
    old = state_of(before)
    changed = [name for name in new if old[name] != new[name]]
    return (
        in_words(before, {name: old[name] for name in changed}),
        in_words(after, {name: new[name] for name in changed}),
    )


def council_of(obj: models.Model) -> Council | None:
    """The council an object belongs to, when it belongs to one."""
    return obj if isinstance(obj, Council) else getattr(obj, "council", None)


def entry(
    obj: models.Model,
    *,
    by: User | None,
    verb: str,
    before: State | None = None,
    after: State | None = None,
    reason: str = "",
) -> Event:
    """An event about an object, not yet stored (for writing many at once)."""
    return Event(
        council=council_of(obj),
        by=by,
        verb=verb,
        kind=kind_of(obj),
        object_id=obj.pk,
        label=str(obj)[:200],
        before=before or {},
        after=after or {},
        reason=reason,
    )


def record(obj: models.Model, *, by: User | None, verb: str, **told: Any) -> Event:
    """Leave one entry. `told` may hold before, after and reason."""
    event = entry(obj, by=by, verb=verb, **told)
    event.save(force_insert=True)
    return event


def record_all(events: Iterable[Event]) -> None:
    """Leave many entries in one statement."""
    Event.objects.bulk_create(events)


@transaction.atomic
def save(obj: M, *, by: User | None, verb: str, reason: str = "", version: int | None = None) -> M:
    """Check an object, store it and leave one entry with what changed.

    `version` is the version the editor started from; if the stored row has moved on since,
    nothing is saved and `EditConflict` says so.
    """
    stored = None if obj._state.adding else type(obj)._base_manager.get(pk=obj.pk)
    if version is not None:
        claim_version(obj, version)
    obj.full_clean()
    obj.save()
    before, after = difference(stored, obj)
    record(obj, by=by, verb=verb, before=before, after=after, reason=reason)
    return obj


def claim_version(obj: models.Model, version: int) -> None:
    """Move the row's version on from the one the editor saw, or refuse."""
    rows = type(obj)._base_manager.filter(pk=obj.pk, version=version)
    if not rows.update(version=version + 1):
        raise EditConflict
    obj.version = version + 1


@transaction.atomic
def remove(obj: models.Model, *, by: User | None, verb: str = "removed", reason: str = "") -> None:
    """Delete an object and leave an entry that keeps what it held."""
    record(obj, by=by, verb=verb, before=in_words(obj, state_of(obj)), reason=reason)
    obj.delete()
