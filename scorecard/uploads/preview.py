"""What would a file change: what is new, what is changed, what is refused and where it stands?

Every cell goes through the very code that reads the sheet's own boxes. Worked out afresh when it
is shown and again when it is confirmed, so that nothing the browser sends back is believed.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from zlib import crc32

from django.utils.safestring import SafeString

from improvement.rules.section import SectionStatus
from scorecard.entry.forms import nonsense, read_entry
from scorecard.entry.sheet import Cells, cells_of, shown
from scorecard.models import AdoptedMeasure, Figure, Section
from scorecard.services.checking import linked_problems
from scorecard.services.entries import Entry, compute, entry_of, figure_of, label_of
from scorecard.services.storing import keyed_words
from scorecard.uploads.desk import Desk, is_open
from scorecard.uploads.matching import Given, Matched, Refusal

NEW, CHANGED = "New", "Changed"
WHOLE_DIGITS = re.compile(r"(?<![\d.])\d+")
PLACE = re.compile(r"(.*?)([A-Z]*|row )([0-9]+)")


@dataclass(frozen=True, slots=True)
class Line:
    """One measure of which the file says something that is not stored yet."""

    given: Given
    section: Section
    entry: Entry
    state: str
    was: str
    now: str
    value: str
    comment: str
    stamp: str
    figure: Figure
    is_moved: bool = False
    rag: SafeString | str = ""
    warnings: tuple[str, ...] = ()

    @property
    def measure(self) -> AdoptedMeasure:
        return self.given.measure


@dataclass(slots=True)
class Preview:
    """A file beside what is stored."""

    lines: list[Line] = field(default_factory=list)
    unchanged: list[Given] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def count(self, state: str) -> int:
        return sum(line.state == state for line in self.lines)

    @property
    def sections(self) -> list[Section]:
        """The sections that would be saved, in one order, so that no two savers wait in a ring."""
        found = {line.section.pk: line.section for line in self.lines}
        return [found[pk] for pk in sorted(found)]

    @property
    def entries(self) -> dict[AdoptedMeasure, Entry]:
        return {line.measure: line.entry for line in self.lines}

    def entries_of(self, section: Section) -> dict[AdoptedMeasure, Entry]:
        return {line.measure: line.entry for line in self.lines if line.section.pk == section.pk}


def preview_of(desk: Desk, matched: Matched) -> Preview:
    """The whole file against the whole month. Queries: none, the desk has read them."""
    preview = Preview(refused=list(matched.refused), notes=list(matched.notes))
    for given in matched.given:
        outcome = judged(desk, given)
        if isinstance(outcome, Line):
            preview.lines.append(outcome)
        elif outcome:
            preview.refused += outcome
        else:
            preview.unchanged.append(given)
    refuse_broken_links(desk, preview)
    preview.refused.sort(key=in_file_order)
    return preview


def in_file_order(refusal: Refusal) -> tuple[str, int]:
    """Sheet and row, so that the file can be mended from top to bottom."""
    place = PLACE.fullmatch(refusal.where)
    return (place[1], int(place[3])) if place else ("", 0)


def judged(desk: Desk, given: Given) -> Line | list[Refusal]:
    """A line to save, or what forbids it; nothing at all when it says what is stored."""
    measure = given.measure
    section = desk.section_of(measure)
    if section is None:
        return [refusal(given, no_section(desk, measure))]
    stored = desk.figures.get(measure.pk)
    entry, refused = read(desk, given, stored)
    if refused or is_same(entry, stored):
        return refused
    if not is_open(section):
        status = SectionStatus(section.status).label.lower()
        said = f"{section.area} is {status}, so its figures cannot be changed."
        return [refusal(given, said)]
    return line_of(desk, section, given, entry, stored)


def no_section(desk: Desk, measure: AdoptedMeasure) -> str:
    """Why a measure of the council cannot be keyed here."""
    if measure.area_id in desk.elsewhere:
        return f"{measure.code} belongs to {measure.area}, another service area than yours."
    return f"{measure.area} has no section in this return yet. Ask the performance lead to add it."


def read(desk: Desk, given: Given, stored: Figure | None) -> tuple[Entry, list[Refusal]]:
    """The entry a row makes on top of what is stored, read as the sheet reads it."""
    measure = given.measure
    if is_comment_alone(given.cells):
        entry = replace(entry_of(stored), comment=given.cells.comment)
        faults = []
    else:
        entry, faults = read_entry(measure, filled(given.cells, cells_of(stored)))
    faults = faults or nonsense(measure, entry, desk.month)
    return entry, [refusal(given, fault.told, fault.field) for fault in faults]


def is_comment_alone(cells: Cells) -> bool:
    return not (cells.numerator or cells.denominator or cells.missing)


def filled(cells: Cells, stored: Cells) -> Cells:
    """The file's cells with what is stored in those it leaves empty.

    A number and a reason answer the same question: whichever the file gives takes the place of
    the other.
    """
    gives_number = bool(cells.numerator or cells.denominator)
    return Cells(
        numerator=cells.numerator or ("" if cells.missing else stored.numerator),
        denominator=cells.denominator or ("" if cells.missing else stored.denominator),
        missing=cells.missing or ("" if gives_number else stored.missing),
        comment=cells.comment or stored.comment,
    )


def is_same(entry: Entry, stored: Figure | None) -> bool:
    """Does the file say what is stored already?"""
    held = entry_of(stored)
    names = ("numerator", "denominator", "missing", "comment")
    return all(getattr(entry, name) == getattr(held, name) for name in names)


def line_of(
    desk: Desk, section: Section, given: Given, entry: Entry, stored: Figure | None
) -> Line:
    """What a row would change, in words."""
    measure = given.measure
    fresh = figure_of(section, measure, entry, compute(measure, entry, desk.month, desk.children))
    was = words_of(measure, stored)
    return Line(
        given=given,
        section=section,
        entry=entry,
        state=CHANGED if was else NEW,
        was=was,
        now=words_of(measure, fresh),
        value=shown(measure, fresh),
        comment=entry.comment if entry.comment != entry_of(stored).comment else "",
        stamp=stamp_of(measure, stored),
        figure=fresh,
    )


def words_of(measure: AdoptedMeasure, figure: Figure | None) -> str:
    """ "23 of 25", "9", or why there is no figure; nothing when nothing was returned."""
    if figure is None:
        return ""
    keyed = keyed_words(figure, is_pair=measure.measure.takes_two_numbers)
    words = WHOLE_DIGITS.sub(lambda digits: f"{int(digits[0]):,}", keyed)
    return words or ("" if figure.value is None else shown(measure, figure))


def stamp_of(measure: AdoptedMeasure, figure: Figure | None) -> str:
    """What is stored, in little, to tell later whether it has moved on."""
    comment = figure.comment if figure else ""
    return f"{words_of(measure, figure)}|{crc32(comment.encode()):x}"


def refusal(given: Given, message: str, name: str = "") -> Refusal:
    return Refusal(given.address(name), message, label_of(given.measure))


def refuse_broken_links(desk: Desk, preview: Preview) -> None:
    """Take out what would be at odds with another measure, until what is left agrees."""
    while broken := linked_problems(preview.entries, desk.figures.values()):
        by_pk = {line.measure.pk: line.given for line in preview.lines}
        said: dict[int, list[Refusal]] = {}
        for measure, problem in broken:
            message = problem.message.removeprefix(f"{label_of(measure)}: ")
            row = said.setdefault(measure.pk, [])
            row.append(refusal(by_pk[measure.pk], message, problem.field))
        preview.refused += [one for row in said.values() for one in row]
        preview.lines = [line for line in preview.lines if line.measure.pk not in said]


def moved_since(lines: Sequence[Line], seen: dict[int, str]) -> list[Line]:
    """Lines marked where the stored figure is no longer the one that was shown."""
    return [
        replace(line, is_moved=line.stamp != seen.get(line.measure.pk, line.stamp))
        for line in lines
    ]


def in_words(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def counted(preview: Preview) -> str:
    """ "14 figures to save: 10 new, 4 changed. 3 as saved already." """
    parts = [(preview.count(NEW), "new"), (preview.count(CHANGED), "changed")]
    kinds = ", ".join(f"{number} {word}" for number, word in parts if number)
    to_save = in_words(len(preview.lines), "figure", "figures")
    said = [f"{to_save} to save: {kinds}." if preview.lines else "No figure to save."]
    said += told(len(preview.unchanged), "as saved already")
    said += told(len(preview.refused), "refused")
    return " ".join(said)


def told(number: int, word: str) -> Iterable[str]:
    return [f"{number:,} {word}."] if number else []
