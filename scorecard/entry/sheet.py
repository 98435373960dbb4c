"""What stands on an officer's sheet: one line a measure, every string ready for the template?"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, fields, replace
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from improvement.rules.month import Month
from improvement.rules.number import MissingReason
from improvement.rules.target import plain
from improvement.rules.value import Basis, Unit, print_value
from improvement.ui.errors import ErrorLink
from scorecard.entry.pasted import paste_words
from scorecard.models import AdoptedMeasure, Figure, Section
from scorecard.services.boxes import began_as, marks, read_base, write_base
from scorecard.services.entries import LONGEST_COMMENT, entry_of

# What the boxes of a line are called: n58 is the figure of the measure with the key 58.
BOX_WORDS = (("n", "figure"), ("d", "out of"), ("m", "why there is none"), ("c", "comment"))


@dataclass(frozen=True, slots=True)
class Cells:
    """What stands in the boxes of one line, exactly as typed or as stored."""

    numerator: str = ""
    denominator: str = ""
    missing: str = ""
    comment: str = ""


NAMES = tuple(field.name for field in fields(Cells))


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with one box: told briefly in its line, in full at the top of the page."""

    field: str
    told: str
    full: str


@dataclass(frozen=True, slots=True)
class Line:
    """One measure of a sheet."""

    pk: int
    code: str
    name: str
    what: str
    counted: str
    kind: str
    has_denominator: bool
    last: str
    year_ago: str
    value: str
    cells: Cells
    options: SafeString
    faults: tuple[Fault, ...] = ()
    clashes: tuple[str, ...] = ()
    # What the approver asked of this figure when the section was sent back.
    sent_back: str = ""
    # How the stored figure is rated, and why.
    rag: SafeString | str = ""
    reason: str = ""

    @property
    def cell(self) -> str:
        """Where a link to this line leads: its first box."""
        return f"#n{self.pk}"

    def wrong(self, field: str) -> SafeString | str:
        """The attributes that mark a box as wrong and lead to what is said about it."""
        if all(fault.field != field for fault in self.faults):
            return ""
        return format_html(' aria-invalid="true" aria-describedby="e{}"', self.pk)

    @property
    def numerator_wrong(self) -> SafeString | str:
        return self.wrong("numerator")

    @property
    def denominator_wrong(self) -> SafeString | str:
        return self.wrong("denominator")

    @property
    def missing_wrong(self) -> SafeString | str:
        return self.wrong("missing")

    @property
    def comment_wrong(self) -> SafeString | str:
        return self.wrong("comment")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A section as an officer keys it."""

    section: Section
    month: Month
    lines: tuple[Line, ...]
    base: str
    links: tuple[ErrorLink, ...] = ()
    is_conflict: bool = False
    is_closed: bool = False
    # When the words in its boxes were typed, if they were kept and never saved.
    restored: str = ""

    @property
    def takes_pairs(self) -> bool:
        """Does any measure need a denominator? Without one its column is left out."""
        return any(line.has_denominator for line in self.lines)

    @property
    def longest_comment(self) -> int:
        """How many characters of a comment can be saved."""
        return LONGEST_COMMENT

    @property
    def labels(self) -> str:
        """What each box is called, for the page that holds this form after a sign-out."""
        return "\n".join(
            f"{box}{line.pk}={line.code}, {words}"
            for line in self.lines
            for box, words in BOX_WORDS
            if box != "d" or line.has_denominator
        )

    @property
    def paste_words(self) -> dict[str, Any]:
        """What its script has to know to read a block from a spreadsheet."""
        return paste_words(self.month)

    @property
    def asked(self) -> tuple[Line, ...]:
        """The lines in which the approver asked for something."""
        return tuple(line for line in self.lines if line.sent_back)


def reason_options(chosen: str) -> SafeString:
    """The reasons a figure may be missing, one of them chosen."""
    rows = [("", "", "")] + [(one.value, "", one.label) for one in MissingReason]
    marked = [(value, " selected" if value == chosen else "", label) for value, _, label in rows]
    return format_html_join("", '<option value="{}"{}>{}</option>', marked)


OPTIONS = {chosen: reason_options(chosen) for chosen in ("", *MissingReason)}


def cells_of(figure: Figure | None) -> Cells:
    """A stored figure as it stands in the boxes."""
    entry = entry_of(figure)
    return Cells(
        numerator="" if entry.numerator is None else plain(entry.numerator),
        denominator="" if entry.denominator is None else plain(entry.denominator),
        missing=entry.missing.value if entry.missing else "",
        comment=entry.comment,
    )


def shown(measure: AdoptedMeasure, figure: Figure | None) -> str:
    """A figure as a reader sees it: its value, or why there is none."""
    if figure is not None and figure.missing:
        return MissingReason(figure.missing).label
    value = figure.value if figure else None
    return print_value(value, Unit(measure.measure.unit), measure.decimals)


def counted(measure: AdoptedMeasure) -> str:
    """What is keyed, in words: one number, or one over another."""
    definition = measure.measure
    if not definition.takes_two_numbers:
        return definition.numerator_label
    whole = definition.denominator_label
    return f"{definition.numerator_label} ÷ {whole[:1].lower()}{whole[1:]}"


def measures_of(section: Section) -> list[AdoptedMeasure]:
    """What a section's officer is asked for. Queries: 1."""
    return list(AdoptedMeasure.objects.in_use(section.council).filter(area_id=section.area_id))


History = Mapping[tuple[int, Month], Figure]
# A measure, its figure and last month's, as a rating ready to show and its reason.
Rate = Callable[[AdoptedMeasure, Figure | None, Figure | None], tuple[SafeString | str, str]]


def figures_of(section: Section, measures: Iterable[AdoptedMeasure]) -> History:
    """This month's figures, last month's and those of a year ago. Queries: 1."""
    month = section.month
    months = [one.first_day for one in (month, month.previous, month.same_month_last_year)]
    figures = Figure.objects.filter(
        council_id=section.council_id, month__in=months, measure__in=[one.pk for one in measures]
    )
    return {(figure.measure_id, Month.of(figure.month)): figure for figure in figures}


def unrated(
    measure: AdoptedMeasure, figure: Figure | None, before: Figure | None
) -> tuple[SafeString | str, str]:
    """No rating: for a sheet that shows none."""
    return "", ""


def line_of(measure: AdoptedMeasure, month: Month, history: History, rate: Rate = unrated) -> Line:
    """One measure's line as stored."""
    definition, figure = measure.measure, history.get((measure.pk, month))
    before = history.get((measure.pk, month.previous))
    cells = cells_of(figure)
    rag, reason = rate(measure, figure, before) if figure else ("", "")
    return Line(
        pk=measure.pk,
        code=measure.code,
        name=measure.name,
        what=definition.what,
        counted=counted(measure),
        kind=f"{Unit(definition.unit).label} · {Basis(definition.basis).label}",
        has_denominator=definition.takes_two_numbers,
        last=shown(measure, before),
        year_ago=shown(measure, history.get((measure.pk, month.same_month_last_year))),
        value=shown(measure, figure) if figure else "",
        cells=cells,
        options=OPTIONS.get(cells.missing, OPTIONS[""]),
        sent_back=figure.sent_back_reason if figure else "",
        rag=rag,
        reason=reason,
    )


def sheet_of(section: Section, measures: Sequence[AdoptedMeasure], rate: Rate = unrated) -> Sheet:
    """The sheet as stored. Queries: 1, whatever the history."""
    month, history = section.month, figures_of(section, measures)
    lines = tuple(line_of(measure, month, history, rate) for measure in measures)
    return Sheet(section, month, lines, base_of(lines))


def with_faults(sheet: Sheet, faults: Mapping[int, list[Fault]]) -> Sheet:
    """The sheet with what is wrong beside its boxes, and named at the top."""
    lines = tuple(replace(line, faults=tuple(faults.get(line.pk, ()))) for line in sheet.lines)
    links = tuple(
        ErrorLink(fault.full, f"#{fault.field[0]}{line.pk}")
        for line in lines
        for fault in line.faults
    )
    return replace(sheet, lines=lines, links=links)


def with_cells(line: Line, cells: Cells) -> Line:
    """A line with other words in its boxes; its value and rating hold only if they are stored."""
    is_stored = cells == line.cells
    return replace(
        line,
        cells=cells,
        value=line.value if is_stored else "",
        rag=line.rag if is_stored else "",
        options=OPTIONS.get(cells.missing, OPTIONS[""]),
    )


def base_of(lines: Iterable[Line]) -> str:
    """What the officer starts from, carried by the form to tell their changes from another's."""
    return write_base({line.pk: marks(astuple(line.cells)) for line in lines})


def merged(
    sheet: Sheet, typed: Mapping[int, Cells], base: str, *, is_closed: bool = False
) -> Sheet:
    """What is stored and what was typed, side by side: nothing typed is lost.

    A box that was not touched takes what is stored; one that was keeps what was typed, and says
    what was saved meanwhile if that is another thing than what it began as. Its start is carried
    on, so that both are told again until a save or a discard decides. Where nothing can be saved
    any more, every difference is told.
    """
    began = read_base(base)
    starts = {line.pk: began_as(began, line.pk) for line in sheet.lines}
    pairs = [(line, typed.get(line.pk, line.cells)) for line in sheet.lines]
    lines = tuple(
        merged_line(line, mine, starts[line.pk], is_closed=is_closed) for line, mine in pairs
    )
    carried = {line.pk: carried_marks(line, mine, starts[line.pk]) for line, mine in pairs}
    is_conflict = any(line.clashes for line in lines)
    base = write_base(carried)
    return replace(sheet, lines=lines, base=base, is_conflict=is_conflict, is_closed=is_closed)


def merged_line(line: Line, mine: Cells, start: Sequence[Any], *, is_closed: bool) -> Line:
    """One line of both, with a sentence for each box in which the two differ."""
    kept: dict[str, str] = {}
    clashes: list[str] = []
    mine_marks, their_marks = marks(astuple(mine)), marks(astuple(line.cells))
    for n, name in enumerate(NAMES):
        theirs = getattr(line.cells, name)
        untouched = mine_marks[n] == start[n]
        kept[name] = theirs if untouched else getattr(mine, name)
        is_new = their_marks[n] != start[n]
        if mine_marks[n] != their_marks[n] and (is_new or is_closed):
            saved = f"saved {'meanwhile ' if is_new else ''}as {worded(name, theirs)}"
            typed = "" if untouched else f"; you typed {worded(name, getattr(mine, name))}"
            clashes.append(f"{box_label(line, name)}: {saved}{typed}.")
    return replace(with_cells(line, Cells(**kept)), clashes=tuple(clashes))


def carried_marks(line: Line, mine: Cells, start: Sequence[Any]) -> list[Any]:
    """What each box of a merged line begins as: as stored, unless it holds what was typed."""
    theirs = marks(astuple(line.cells))
    pairs = zip(marks(astuple(mine)), start, theirs, strict=True)
    return [stored if typed == began else began for typed, began, stored in pairs]


def box_label(line: Line, name: str) -> str:
    """What a box is called on the sheet."""
    if name == "numerator" and not line.has_denominator:
        return "Figure"
    return "Reason" if name == "missing" else name.capitalize()


def worded(name: str, text: str) -> str:
    """A box's content in a sentence."""
    if not text:
        return "empty"
    if name == "missing" and text in set(MissingReason):
        return f"“{MissingReason(text).label.lower()}”"
    return f"“{text}”"
