"""What happens when an officer saves the figures of a section?"""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Case, F, Value, When
from django.utils import timezone

from improvement.councils.models import User
from improvement.history.services import EditConflict, record
from improvement.rules.section import SectionStatus, may_key
from scorecard.models import AdoptedMeasure, Section
from scorecard.services.checking import linked_problems, month_figures
from scorecard.services.entries import Entry, FigureProblems
from scorecard.services.storing import (
    changed_figures,
    children_for,
    store_figures,
    told_of,
    worked_out,
)

# Every verb under which figures come to a section: whoever did one of these never approves it.
KEYING = ("keyed figures", "published figures", "uploaded figures")
KEYABLE = [status for status in SectionStatus if may_key(status)]
# A section sent back keeps its reason in view until it is submitted again.
STARTED = Case(
    When(status=SectionStatus.NOT_STARTED, then=Value(SectionStatus.DRAFT.value)),
    default=F("status"),
)


@transaction.atomic
def key_section(
    *,
    section: Section,
    entries: Mapping[AdoptedMeasure, Entry],
    by: User | None,
    version: int,
    verb: str = "keyed figures",
    reason: str = "",
    beside: Mapping[AdoptedMeasure, Entry] | None = None,
) -> int:
    """Save a draft of a section's figures; says how many changed.

    A measure without an entry stays as it is; an empty entry clears its figure. Saving the
    same again changes nothing and is no conflict, so that a double click does no harm.
    `beside` is what the same transaction saves in other sections: linked measures answer to it.
    """
    if verb not in KEYING:
        raise ValueError(f"{verb!r} would not count as keying when the section is approved.")
    refuse_unkeyable(section)
    refuse_strangers(section, entries)
    fresh = worked_out(section, entries, children_for(section, entries))
    month = month_figures(section)
    own = {held.measure_id: held for held in month if held.section_id == section.pk}
    pairs = changed_figures(own, fresh)
    if not pairs:
        return 0
    if broken := linked_problems({**(beside or {}), **entries}, month):
        raise FigureProblems(broken)
    claim(section, by=by, version=version)
    store_figures([after for _, after in pairs])
    before, after = told_of(pairs)
    record(section, by=by, verb=verb, before=before, after=after, reason=reason)
    return len(pairs)


def refuse_unkeyable(section: Section) -> None:
    """Submitted and approved figures stand still."""
    status = SectionStatus(section.status)
    if may_key(status):
        return
    raise ValidationError(
        f"{section} is {status.label.lower()}, so its figures cannot be changed. Nothing was saved."
    )


def refuse_strangers(section: Section, entries: Mapping[AdoptedMeasure, Entry]) -> None:
    """A section holds only the measures of its own council and area."""
    for measure in entries:
        if (measure.council_id, measure.area_id) != (section.council_id, section.area_id):
            raise ValidationError(f"{measure.code} is not one of the measures of {section.area}.")


def claim(section: Section, *, by: User | None, version: int) -> None:
    """Move the section on from the version the editor saw; one of two editors succeeds."""
    now = timezone.now() if by else None
    seen = Section.objects.filter(pk=section.pk, version=version, status__in=KEYABLE)
    moved = seen.update(version=F("version") + 1, status=STARTED, edited_by=by, edited_at=now)
    if not moved:
        section.refresh_from_db(fields=["status", "version"])
        refuse_unkeyable(section)
        raise EditConflict
    section.version = version + 1
    if section.status == SectionStatus.NOT_STARTED:
        section.status = SectionStatus.DRAFT
