"""What happens when someone saves a month of the establishment?"""

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from improvement.councils.models import Council, User
from improvement.history.services import EditConflict, record
from improvement.rules.month import Month
from workforce.entries import TeamEntry, cells_of, entry_of, faults_of, row_of
from workforce.models import NUMBERS, Establishment, TeamMonth
from workforce.scorecard_link import fed, is_closed, links_of


@transaction.atomic
def key_team_months(
    *,
    council: Council,
    month: Month,
    entries: Sequence[TeamEntry],
    by: User | None,
    version: int | None = None,
    source: str = "",
    today: date | None = None,
) -> Establishment:
    """Store a month's whole establishment: rows that are not among `entries` go.

    `version` is what the editor saw (0: nothing yet). Saving the same again changes nothing and
    is no conflict. Refused once the workforce section is submitted or approved.
    """
    refuse_early(month, today or timezone.localdate())
    refuse_closed(council, month)
    refuse_faults(council, entries)
    held = hold(council, month)
    before = [entry_of(row) for row in TeamMonth.objects.of_month(council, month)]
    if is_same(before, entries) and source in ("", held.source):
        return held
    claim(held, version, by=by, source=source)
    store(council, month, before, entries)
    tell(held, before, entries, by=by)
    return held


def refuse_early(month: Month, today: date) -> None:
    """A month is returned once it is over."""
    if today <= month.last_day:
        raise ValidationError(
            f"{month.label} is not over yet: its workforce can be keyed from 1 {month.next.label}."
        )


def refuse_closed(council: Council, month: Month) -> None:
    """Numbers behind submitted or approved figures stand still."""
    links = fed(links_of(council, month))
    if is_closed(links):
        areas = ", ".join(dict.fromkeys(link.area for link in links))
        raise ValidationError(
            f"The return for {month.label} has its {areas} section submitted or approved, so the "
            "workforce behind it cannot be changed. Nothing was saved."
        )


def refuse_faults(council: Council, entries: Sequence[TeamEntry]) -> None:
    """Name everything that cannot be stored."""
    if not entries:
        raise ValidationError("There is no team in the month: add at least one.")
    if faults := faults_of(council, entries):
        raise ValidationError([fault.message for fault in faults])


def hold(council: Council, month: Month) -> Establishment:
    """The month's establishment, held until the transaction ends; a new one is at version 0."""
    fresh = Establishment(council=council, month=month.first_day, version=0)
    # Two people may begin the same month: one of the two inserts does nothing.
    Establishment.objects.bulk_create([fresh], ignore_conflicts=True)
    held = Establishment.objects.select_for_update(of=("self",)).select_related("council")
    return held.get(council=council, month=month.first_day)


def is_same(before: Sequence[TeamEntry], after: Sequence[TeamEntry]) -> bool:
    """Do two sets of rows say the same, in whatever order?"""
    return {entry.key: entry for entry in before} == {entry.key: entry for entry in after}


def claim(held: Establishment, version: int | None, *, by: User | None, source: str) -> None:
    """Move the month on from the version the editor saw, or refuse."""
    if version is not None and version != held.version:
        raise EditConflict
    held.version += 1
    held.edited_by, held.edited_at = by, timezone.now() if by else None
    held.source = source or held.source
    # The council and the person are those of the request; only the words can be wrong.
    held.clean_fields(exclude=["council", "edited_by"])
    held.save()


def store(
    council: Council, month: Month, before: Sequence[TeamEntry], entries: Sequence[TeamEntry]
) -> None:
    """Insert or update every row in one statement, and remove those that went."""
    kept = {entry.key for entry in entries}
    if gone := [entry for entry in before if entry.key not in kept]:
        rows = TeamMonth.objects.filter(council=council, month=month.first_day)
        for entry in gone:
            rows.filter(team=entry.team, role=entry.role).delete()
    TeamMonth.objects.bulk_create(
        [row_of(council, month, entry) for entry in entries],
        update_conflicts=True,
        unique_fields=["council", "month", "team", "role"],
        update_fields=list(NUMBERS),
    )


def tell(
    held: Establishment,
    before: Sequence[TeamEntry],
    after: Sequence[TeamEntry],
    *,
    by: User | None,
) -> None:
    """One entry with every number that changed."""
    old, new = cells_of(before), cells_of(after)
    changed = [name for name in {**old, **new} if old.get(name) != new.get(name)]
    record(
        held,
        by=by,
        verb="keyed the workforce",
        before={name: old.get(name) for name in changed} if before else {},
        after={name: new.get(name) for name in changed},
    )
