"""How is a change in the service recorded, put right and taken back? Only here, with an entry."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from improvement.boards.models import WHOLE_SERVICE, ServiceChange
from improvement.councils.locks import hold
from improvement.councils.models import Council, ServiceArea, User
from improvement.history.services import claim_version, record, remove, save


@transaction.atomic
def add_change(
    *,
    council: Council,
    kind: str,
    title: str,
    on: date,
    by: User | None,
    areas: Iterable[ServiceArea] = (),
    **rest: Any,
) -> ServiceChange:
    """Record what changed, when, and which areas it touches; without any, all of them."""
    hold(council)
    change = ServiceChange(council=council, kind=kind, title=title, on=on, **rest)
    save(change, by=by, verb="recorded")
    touch(change, list(areas), by=by)
    return change


@transaction.atomic
def edit_change(
    *,
    change: ServiceChange,
    by: User | None,
    version: int | None = None,
    areas: Iterable[ServiceArea] | None = None,
    **changes: Any,
) -> ServiceChange:
    """Say better what changed. None leaves the areas as they are."""
    hold(change.council)
    for name, value in changes.items():
        setattr(change, name, value)
    save(change, by=by, verb="changed", version=version)
    if areas is not None:
        touch(change, list(areas), by=by)
    return change


@transaction.atomic
def remove_change(*, change: ServiceChange, by: User, reason: str, version: int) -> None:
    """Take back what did not happen, or stands twice; its history keeps it."""
    if not reason.strip():
        raise ValidationError({"reason": "Say why it is removed."})
    hold(change.council)
    claim_version(change, version)
    remove(change, by=by, reason=reason.strip())


def touch(change: ServiceChange, areas: list[ServiceArea], *, by: User | None) -> None:
    """Make the areas what was chosen, with an entry when that differs."""
    if any(area.council_id != change.council_id for area in areas):
        raise ValidationError({"areas": "Choose service areas of this council."})
    before = list(change.areas.all())
    if {one.pk for one in before} == {one.pk for one in areas}:
        return
    change.areas.set(areas)
    told = {"before": {"areas": names_of(before)}, "after": {"areas": names_of(areas)}}
    record(change, by=by, verb="said which areas it touches", **told)


def names_of(areas: Iterable[ServiceArea]) -> list[str]:
    return sorted(area.name for area in areas) or [WHOLE_SERVICE]
