"""What happens to figures that an officer has typed and not saved yet?

A working copy is not part of the record: it may be nonsense, only the person who typed it ever
reads it, and it changes with every pause between two keys. So it leaves no entry in the history;
the save that follows does. Nothing may count, rate or show a council's figures from it.
"""

from collections.abc import Collection, Mapping, Sequence

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from improvement.councils.models import User
from scorecard.models import AdoptedMeasure, Section, WorkingCopy
from scorecard.services.boxes import BOXES, Page, blended, left_over, read_base
from scorecard.services.keying import refuse_strangers

# What one copy says in place of another.
TYPED = ["cells", "base", "version", "kept_at"]
# Room for nonsense, such as a page pasted into a box, but not for a disk full of it.
LONGEST_BOX = 10_000
LONGEST_COPY = 400_000

Typing = Mapping[AdoptedMeasure, Sequence[str]]
# The names of the boxes changed on a page ("n12"), where its browser says so.
Touched = Collection[str] | None


@transaction.atomic
def keep_typing(
    *,
    section: Section,
    cells: Typing,
    base: str,
    version: int,
    by: User,
    touched: Touched = None,
) -> WorkingCopy | None:
    """Keep the boxes of a sheet exactly as typed, box by box over what this person typed before.

    `base` and `version` are what the sheet began from. A box that this page has not changed keeps
    what another tab or device of the same person has put there. The section itself may have moved
    on, or stand still by now: what was typed is kept all the same. Only what began before this
    person's own last save, or before the copy that is held, is left behind, and nothing is
    returned: those words were overtaken on their way, and would come back in place of newer ones.

    Queries: 2, the first time too.
    """
    copy = copy_of(section, cells, base, version, by)
    if replaced(copy, touched) or added(copy) or replaced(copy, touched):
        return copy
    return None


@transaction.atomic
def keep_refused(
    *,
    section: Section,
    cells: Typing,
    base: str,
    version: int,
    by: User,
    touched: Touched = None,
) -> WorkingCopy:
    """Keep what a person sent to be saved and what was not, whatever came before it.

    Queries: 2.
    """
    copy = copy_of(section, cells, base, version, by)
    if held := held_copy(copy):
        blend(copy, held, touched)
    put(copy)
    return copy


@transaction.atomic
def end_typing(
    *,
    section: Section,
    by: User,
    cells: Typing | None = None,
    base: str = "",
    touched: Touched = None,
) -> None:
    """What this person typed is saved: an empty copy stays, to tell what comes late.

    What another page of theirs had kept, and this save (`cells`) does not hold, stays in it.

    Queries: 2.
    """
    copy = copy_of(section, cells or {}, "", section.version, by)
    held, saved = held_copy(copy), Page(copy.cells, read_base(base), touched)
    copy.cells = {}
    if held and saved.cells:
        copy.cells, copy.base = left_over(saved, page_of(held))
        copy.kept_at = held.kept_at if copy.cells else copy.kept_at
    put(copy)


@transaction.atomic
def discard_typing(*, section: Section, by: User) -> None:
    """Throw away what this person typed and did not save. Queries: 1."""
    WorkingCopy.objects.filter(section=section, person=by).delete()


def copy_of(section: Section, cells: Typing, base: str, version: int, by: User) -> WorkingCopy:
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


def held_copy(copy: WorkingCopy) -> WorkingCopy | None:
    """What is held of the same person's typing, until the transaction ends."""
    held = WorkingCopy.objects.select_for_update(of=("self",))
    return held.filter(section_id=copy.section_id, person_id=copy.person_id).first()


def page_of(copy: WorkingCopy, touched: Touched = None) -> Page:
    return Page(copy.cells, read_base(copy.base), touched)


def blend(copy: WorkingCopy, held: WorkingCopy, touched: Touched) -> None:
    """Lay a copy over the one that is held, box by box."""
    is_later = copy.version >= held.version
    page = page_of(copy, touched)
    copy.cells, copy.base = blended(page, page_of(held), is_later=is_later)
    copy.version = max(copy.version, held.version)


def replaced(copy: WorkingCopy, touched: Touched) -> bool:
    """Lay a copy over one that began no later than it did."""
    held = held_copy(copy)
    if held is None or held.version > copy.version:
        return False
    blend(copy, held, touched)
    copy.pk = held.pk
    copy.save(force_update=True, update_fields=TYPED)
    return True


def added(copy: WorkingCopy) -> bool:
    """Store the first copy; false when there is one, which may have come just now."""
    try:
        with transaction.atomic():
            copy.save(force_insert=True)
    except IntegrityError:
        copy.pk = None
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


def refuse_excess(cells: Typing, base: str) -> None:
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
