"""How has each area been judged, inspection by inspection, without mixing frameworks?"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from django.urls import reverse
from django.utils.safestring import SafeString

from improvement.councils.models import Council
from inspections.grading import (
    LINE_OF,
    LINES,
    NO_OVERALL,
    NOT_GRADED,
    NOT_JUDGED,
    NOT_RECORDED,
    Line,
    grade_mark,
    no_grade,
    short_area,
    tone_of,
)
from inspections.models import Inspection, JudgementArea, JudgementSet
from inspections.timeline.held import graded

OVERALL = "overall"


@dataclass(frozen=True, slots=True)
class Cell:
    """How one inspection judged one area: a grade, or why there is none."""

    word: str
    tone: str
    html: SafeString
    area: str
    starts_group: bool = False

    @property
    def is_grade(self) -> bool:
        return bool(self.tone)


@dataclass(frozen=True, slots=True)
class Column:
    """One inspection."""

    kind: str
    when: str
    on: date | None
    href: str
    framework: str
    starts_group: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Neighbouring inspections of one framework."""

    name: str
    span: int


@dataclass(frozen=True, slots=True)
class Row:
    """One area across the inspections."""

    area: str
    is_overall: bool
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Names:
    """What one framework calls its areas, in full."""

    framework: str
    areas: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """One line of inspections: areas down, inspections across, newest first."""

    code: str
    title: str
    groups: tuple[Group, ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    names: tuple[Names, ...]
    note: str


@dataclass(frozen=True, slots=True)
class GridPage:
    """Every line that has grades."""

    grids: tuple[Grid, ...]


def grid_page(council: Council) -> GridPage:
    """Judgements over time. Queries: 3, whatever the history."""
    held = list(graded(council))
    lines = {code: [one for one in held if LINE_OF[one.kind] == code] for code in LINES}
    return GridPage(tuple(grid_of(LINES[code], own) for code, own in lines.items() if own))


def grid_of(line: Line, inspections: list[Inspection]) -> Grid:
    """One line, newest inspection first."""
    groups = [
        (own, list(held)) for own, held in groupby(inspections, lambda one: one.judgement_set)
    ]
    frameworks = list(dict.fromkeys(own for own, _ in groups))
    return Grid(
        code=line.code,
        title=line.name,
        groups=tuple(Group(own.name, len(held)) for own, held in groups),
        columns=tuple(columns_of(groups)),
        rows=tuple(rows_of(line, inspections)),
        names=tuple(names_of(own) for own in frameworks),
        note=note_of(frameworks),
    )


def columns_of(groups: Iterable[tuple[JudgementSet, list[Inspection]]]) -> Iterator[Column]:
    """The inspections, each told with its framework."""
    for own, held in groups:
        for position, one in enumerate(held):
            href = reverse("inspections:inspection-detail", args=[one.council.slug, one.pk])
            yield Column(one.kind_name, one.when, one.held, href, own.name, position == 0)


def rows_of(line: Line, inspections: list[Inspection]) -> Iterator[Row]:
    """Every area that any framework of the line judged: the line's own first."""
    judged: dict[str, JudgementArea] = {}
    for one in inspections:
        for area in one.judgement_set.areas.all():
            judged.setdefault(area.code, area)
    order = [*line.areas, *sorted(judged, key=lambda code: judged[code].position)]
    for code in dict.fromkeys(code for code in order if code in judged):
        area = judged[code]
        cells = tuple(
            replace(cell_of(one, code), starts_group=starts)
            for one, starts in zip(inspections, first_of_groups(inspections), strict=True)
        )
        yield Row(short_area(code, area.name), area.is_overall, cells)


def first_of_groups(inspections: list[Inspection]) -> list[bool]:
    """Which inspections begin another framework."""
    sets = [one.judgement_set_id for one in inspections]
    return [position == 0 or own != sets[position - 1] for position, own in enumerate(sets)]


def cell_of(inspection: Inspection, code: str) -> Cell:
    """One judgement, or the reason why there is none."""
    own = inspection.judgement_set
    area = next((one for one in own.areas.all() if one.code == code), None)
    if area is None:
        word = NO_OVERALL if code == OVERALL else NOT_JUDGED
        return Cell(word, "", no_grade(f"— {word[0].lower()}{word[1:]}"), "")
    given = {one.area_id: one.grade for one in inspection.judgements.all()}
    if not (grade := given.get(area.pk)):
        word = NOT_RECORDED if grade is None else NOT_GRADED
        return Cell(word, "", no_grade(word), area.name)
    word = own.grade_word(grade)
    return Cell(word, tone_of(grade), grade_mark(grade, word), area.name)


def names_of(own: JudgementSet) -> Names:
    """The areas of a framework, short and in full."""
    areas = tuple((short_area(one.code, one.name), one.name) for one in own.areas.all())
    return Names(own.name, areas)


def note_of(frameworks: list[JudgementSet]) -> str:
    """That a framework gives no overall grade, where one does not."""
    without = [own.name for own in frameworks if not any(one.is_overall for one in own.areas.all())]
    return f"{' and '.join(without)}: {NO_OVERALL.lower()} is given." if without else ""
