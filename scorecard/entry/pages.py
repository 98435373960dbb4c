"""What does the sheet show after a save that did not go through?"""

from collections.abc import Sequence
from dataclasses import replace

from improvement.rules.section import SectionStatus, may_key
from scorecard.entry.forms import SheetForm
from scorecard.entry.sheet import Sheet, merged, sheet_of, with_faults
from scorecard.models import AdoptedMeasure, Section


def saved_words(changed: int) -> str:
    """What a save did, in words."""
    if not changed:
        return "Nothing had changed since the last save."
    return f"Draft saved: {changed} {'figure' if changed == 1 else 'figures'} changed."


def keyed_page(
    section: Section, measures: Sequence[AdoptedMeasure], form: SheetForm, *, is_conflict: bool
) -> Sheet:
    """The sheet with everything typed still in its boxes, and what stood in the way."""
    if is_conflict:
        section = fresh(section)
    is_closed = not may_key(SectionStatus(section.status))
    sheet = merged(sheet_of(section, measures), form.typed, form.base, is_closed=is_closed)
    sheet = replace(sheet, is_conflict=True) if is_conflict else with_faults(sheet, form.faults)
    return replace(sheet, links=form.refusals + sheet.links)


def fresh(section: Section) -> Section:
    """The section as it is now, to see who saved it meanwhile."""
    now = Section.objects.select_related("monthly_return", "area", "edited_by").get(pk=section.pk)
    now.council = now.monthly_return.council = section.council
    return now
