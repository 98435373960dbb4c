"""What happens to figures that an officer has typed and not saved yet?

A working copy is not part of the record: it may be nonsense, only the person who typed it ever
reads it, and it changes with every pause between two keys. So it leaves no entry in the history;
the save that follows does. Nothing may count, rate or show a council's figures from it.
"""

from collections.abc import Mapping, Sequence

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from improvement.councils.models import User
from scorecard.models import AdoptedMeasure, Section, WorkingCopy
from scorecard.services.keying import refuse_strangers

# What one copy says in place of another.
TYPED = ["cells", "base", "version", "kept_at"]
# A line is four boxes: numerator, denominator, reason, comment.
BOXES = 4
# Room for nonsense, such as a page pasted into a box, but not for a disk full of it.
LONGEST_BOX = 10_000
LONGEST_COPY = 400_000


@transaction.atomic
def keep_typing(
    *,
    section: Section,
    cells: Mapping[AdoptedMeasure, Sequence[str]],
    base: str,
    version: int,
    by: User,
) -> WorkingCopy | None:
    """Keep the boxes of a sheet exactly as typed, in place of what this person typed before.

    `base` and `version` are what the sheet began from. The section itself may have moved on, or
    stand still by now: what was typed is kept all the same. Only what began before this person's
    own last save, or before the copy that is held, is left behind, and nothing is returned: those
    words were overtaken on their way, and would come back in place of newer ones.

    Queries: 1, and 1 more the first time.
    """
    copy = copy_of(section, cells, base, version, by)
    return copy if replaced(copy) or added(copy) or replaced(copy) else None


@transaction.atomic
def keep_refused(
    *,
    section: Section,
    cells: Mapping[AdoptedMeasure, Sequence[str]],
    base: str,
    version: int,
    by: User,
) -> WorkingCopy:
    """Keep what a person sent to be saved and what was not: it overtakes whatever is held.

    Queries: 1.
    """
    copy = copy_of(section, cells, base, version, by)
    put(copy)
    return copy


@transaction.atomic
def end_typing(*, section: Section, by: User) -> None:
    """What this person typed is saved: an empty copy stays, to tell what comes late. Queries: 1."""
    put(copy_of(section, {}, "", section.version, by))


@transaction.atomic
def discard_typing(*, section: Section, by: User) -> None:
    """Throw away what this person typed and did not save. Queries: 1."""
    WorkingCopy.objects.filter(section=section, person=by).delete()


def copy_of(
    section: Section,
    cells: Mapping[AdoptedMeasure, Sequence[str]],
    base: str,
    version: int,
    by: User,
) -> WorkingCopy:
    """A copy that can be stored, or a refusal."""
    refuse_strangers(section, cells)
    refuse_excess(cells, base)
    copy = WorkingCopy(
        council_id=section.council_id,
        section=section,
        person=by,
        cells={str(one.pk): [storable(box) for box in boxes] for one, boxes in cells.items()},
        base=storable(base),
        version=version,
        kept_at=timezone.now(),
    )
    copy.clean_fields(exclude=("council", "section", "person", "cells"))
    return copy


def replaced(copy: WorkingCopy) -> bool:
    """Put a copy in place of one that began no later than it did."""
    held = WorkingCopy.objects.filter(
        section_id=copy.section_id, person_id=copy.person_id, version__lte=copy.version
    )
    return bool(held.update(**{name: getattr(copy, name) for name in TYPED}))


def added(copy: WorkingCopy) -> bool:
    """Store the first copy; false when there is one, which may have come just now."""
    try:
        with transaction.atomic():
            copy.save(force_insert=True)
    except IntegrityError:
        return False
    return True


def put(copy: WorkingCopy) -> None:
    """Store a copy in place of the one that is held, in one statement."""
    WorkingCopy.objects.bulk_create(
        [copy],
        update_conflicts=True,
        unique_fields=["council", "section", "person"],
        update_fields=TYPED,
    )


def refuse_excess(cells: Mapping[AdoptedMeasure, Sequence[str]], base: str) -> None:
    """Four boxes a line, none of them endless, and not too much in all."""
    boxes = [box for line in cells.values() for box in line]
    if len(boxes) != BOXES * len(cells):
        raise ValidationError(f"Each line of a sheet has {BOXES} boxes.")
    total = len(base) + sum(map(len, boxes))
    if max(map(len, boxes), default=0) > LONGEST_BOX or total > LONGEST_COPY:
        raise ValidationError("That is more text than a sheet can keep. Shorten it, then save.")


def storable(text: str) -> str:
    """Text as both databases can hold it: PostgreSQL takes no null character."""
    return text.replace("\x00", "\ufffd")
