"""What did an officer type and not save: what does it come to, and how does it come back?"""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from improvement.councils.models import User
from improvement.rules.checks import Problem
from improvement.rules.number import MissingReason
from improvement.rules.rag import Rag, Rating
from improvement.rules.section import SectionStatus, may_key
from scorecard.entry.forms import SheetForm, sentence, told_in_line
from scorecard.entry.review import judged, rated, reviewed_measures
from scorecard.entry.sheet import (
    Cells,
    Fault,
    Line,
    Sheet,
    measures_of,
    merged,
    sheet_of,
    shown,
)
from scorecard.models import AdoptedMeasure, Figure, Section, WorkingCopy
from scorecard.services import end_typing, keep_refused, key_section
from scorecard.services.checking import (
    comment_fault,
    linked_problems,
    month_figures,
    warnings_for,
)
from scorecard.services.entries import Entry, compute, figure_of
from scorecard.services.storing import children_for

# What a line says of itself while something in it cannot be read.
UNREAD = Rating(Rag.NO_DATA, "")


# --- What becomes of it ------------------------------------------------------------------------
@transaction.atomic
def save_typing(section: Section, form: SheetForm, by: User) -> int:
    """Save a draft; what was typed is saved then, so its copy ends in the same step."""
    changed = key_section(section=section, entries=form.entries, by=by, version=form.version)
    told = {"cells": form.boxes, "base": form.base, "touched": form.touched}
    end_typing(section=section, by=by, **told)
    return changed


def keep_unsaved(section: Section, form: SheetForm, by: User) -> None:
    """Keep what a save did not take, so that it outlives the page that shows it.

    More text than can be kept stands in that page alone.
    """
    with suppress(ValidationError):
        keep_refused(section=section, by=by, **form.as_typed)


# --- What it comes to --------------------------------------------------------------------------
def rated_measures(section: Section) -> list[AdoptedMeasure]:
    """What the sheet asks for, each with the target it is rated against. Queries: 1."""
    measures = reviewed_measures(section)
    return [one for one in measures if one.is_active and one.area_id == section.area_id]


def kept_answer(section: Section, copy: WorkingCopy, form: SheetForm) -> dict[str, Any]:
    """What the browser is told: when it was kept, and each line as saving it would read it.

    Queries: 2, and 1 where a rate is over the children of the area.
    """
    kept = clock(copy.kept_at)
    return {
        "kept": kept,
        "message": f"Kept at {kept}. Not saved to the return yet.",
        "version": section.version,
        "lines": live_lines(section, form),
    }


def live_lines(section: Section, form: SheetForm) -> dict[str, dict[str, Any]]:
    """Every line with something typed or stored, worked out as a save would."""
    month = month_figures(section)
    stored = {figure.measure_id for figure in month}
    children = children_for(section, form.entries)
    form.mark(linked_problems(form.readable, month))
    fresh = {
        measure: worked_out(section, measure, entry, children)
        for measure, entry in form.entries.items()
        if form.typed[measure.pk] != Cells() or measure.pk in stored
    }
    odd = warnings_for(section, fresh, {one.pk: figure for one, figure in fresh.items()})
    doubts = {
        one: doubts_of(section, one, figure, odd.get(one.pk, [])) for one, figure in fresh.items()
    }
    return {
        str(one.pk): live_line(one, figure, form.faults.get(one.pk, []), doubts[one])
        for one, figure in fresh.items()
    }


def worked_out(
    section: Section, measure: AdoptedMeasure, entry: Entry, children: int | None
) -> Figure:
    """An entry as the figure it would be stored as."""
    return figure_of(section, measure, entry, compute(measure, entry, section.month, children))


def doubts_of(
    section: Section, measure: AdoptedMeasure, figure: Figure, odd: list[Problem]
) -> list[str]:
    """What is odd about a figure, and that its comment does not explain it."""
    fault = comment_fault(section, measure, figure) if odd else ""
    return [told_in_line(measure, one) for one in odd] + ([fault] if fault else [])


def live_line(
    measure: AdoptedMeasure, figure: Figure, faults: Iterable[Fault], doubts: list[str]
) -> dict[str, Any]:
    """One line for the browser; what cannot be read has no value and no rating."""
    faults = [{"field": fault.field, "told": fault.told} for fault in faults]
    # A rating asks nothing of the month before; only a direction would.
    rating = UNREAD if faults else judged(measure, figure, None)
    return {
        "value": "" if faults else shown(measure, figure),
        "rag": rating.rag.value,
        "word": "" if faults else rating.rag.word,
        "reason": sentence(rating.reason),
        "faults": faults,
        "warnings": [] if faults else doubts,
    }


def stale_words(section: Section, copy: WorkingCopy | None, person: User) -> str:
    """Why a save from where this sheet began would not go through; nothing when it would."""
    if copy is None:
        return (
            "You have saved or typed in this section on another page since you opened this one. "
            "What you typed here is in this page alone: save to see both side by side."
        )
    status = SectionStatus(section.status)
    if not may_key(status):
        return (
            f"{section} is {status.label.lower()}, so its figures cannot be changed. "
            "What you typed is kept, but not saved."
        )
    if copy.version == section.version:
        return ""
    where = " on another page" if section.edited_by == person else ""
    who = "You" if where else section.edited_by or "Someone else"
    when = f" at {clock(section.edited_at)}" if section.edited_at else ""
    return (
        f"{who} saved this section{where}{when}, after you opened it. What you typed is kept: "
        "save to see both versions side by side."
    )


# --- How it comes back -------------------------------------------------------------------------
def typing_of(section: Section, person: User) -> WorkingCopy | None:
    """What this person typed into the section and never saved. Queries: 1."""
    return WorkingCopy.objects.filter(section=section, person=person).first()


def opened_sheet(section: Section, person: User) -> Sheet:
    """The sheet as stored, or with every word that this person typed and never saved.

    Queries: 3, whatever the history.
    """
    sheet = sheet_of(section, rated_measures(section), rated)
    copy = typing_of(section, person)
    return restored(sheet, copy) if copy else sheet


def restored(sheet: Sheet, copy: WorkingCopy) -> Sheet:
    """The typed words in their boxes, beside whatever was saved in them since they were typed."""
    brought = merged(sheet, cells_of(copy), copy.base)
    if not differing(sheet, brought):
        return sheet
    has_moved = copy.version != sheet.section.version
    return replace(
        brought,
        restored=day_and_clock(copy.kept_at),
        is_conflict=brought.is_conflict or has_moved,
    )


def cells_of(copy: WorkingCopy) -> dict[int, Cells]:
    """The boxes by measure, as kept."""
    return {int(pk): Cells(*boxes) for pk, boxes in copy.cells.items()}


def differing(stored: Sheet, typed: Sheet) -> list[Line]:
    """The typed lines that say something else than the stored ones."""
    pairs = zip(stored.lines, typed.lines, strict=True)
    return [mine for line, mine in pairs if mine.cells != line.cells]


@dataclass(frozen=True, slots=True)
class UnsavedLine:
    """One line that was typed and never saved, to read and copy from."""

    code: str
    name: str
    typed: str
    comment: str


@dataclass(frozen=True, slots=True)
class Unsaved:
    """What a person typed into a section and never saved."""

    typed_at: str
    lines: tuple[UnsavedLine, ...]


def unsaved_of(section: Section, person: User) -> Unsaved | None:
    """What this person typed that is not in the return. Queries: 1, and 2 more when there is some.

    For where the sheet itself cannot be opened any more, or has been left.
    """
    if (copy := typing_of(section, person)) is None:
        return None
    stored = sheet_of(section, measures_of(section))
    lines = [unsaved_line(line) for line in differing(stored, restored(stored, copy))]
    return Unsaved(day_and_clock(copy.kept_at), tuple(lines)) if lines else None


def unsaved_line(line: Line) -> UnsavedLine:
    """One line in words: "23 of 25", "No cases", or whatever was typed in place of that."""
    cells, reasons = line.cells, set(MissingReason)
    missing = MissingReason(cells.missing).label if cells.missing in reasons else cells.missing
    typed = "; ".join(words for words in (numbers_of(line), missing) if words)
    return UnsavedLine(line.code, line.name, typed or "Nothing", cells.comment)


def numbers_of(line: Line) -> str:
    """The numbers as typed; of a pair both, even if one is empty."""
    top, whole = line.cells.numerator, line.cells.denominator
    if not (line.has_denominator and (top or whole)):
        return top
    return f"{top or 'empty'} of {whole or 'empty'}"


def clock(at: datetime) -> str:
    """10:04, on the clocks of this country."""
    return f"{timezone.localtime(at):%H:%M}"


def day_and_clock(at: datetime) -> str:
    """Friday 20 November at 10:04."""
    local = timezone.localtime(at)
    return f"{local:%A} {local.day} {local:%B} at {clock(at)}"
