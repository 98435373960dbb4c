"""Which grade did a letter give each judgement area: by its table, and by its headings?"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from inspections.letters.blocks import HEADING, Block
from inspections.letters.grades import (
    ANY_GRADE,
    area_code,
    grade_code,
    grade_of,
    graded_heading,
    simple,
)
from inspections.letters.known import Set
from inspections.letters.letter import LetterJudgement, Sure
from inspections.letters.page import Page, Run

TABLE_PAGES = 8  # a report of the single framework has its table behind some front matter
MOST_CELL_LINES = 5
SAME_ROW = 3.0  # points
NEAR = 26.0  # points between a grade and the words it belongs to
WHOLE_GRADES = (
    *("outstanding", "good", "adequate", "inadequate", "requires improvement"),
    *("requires improvement to be good", "require improvement to be good"),
)
ROW = re.compile(rf"^(.+?)\s*:?\s+({ANY_GRADE})$")
OVERALL = re.compile(
    rf"overall (?:judgement|effectiveness)\b[^.]{{0,80}}?\b({ANY_GRADE})\b"
    rf"|children['’]?s services in [^.]{{3,60}}? (?:are |is )?({ANY_GRADE})\.?$",
    re.IGNORECASE,
)
OUTCOMES = (
    (
        "systemic-failings",
        r"widespread and/?\s?(or)? ?systemic failings|widespread or systemic failings",
    ),
    ("inconsistent", r"inconsistent experiences and outcomes"),
    ("typically-positive", r"typically (lead to )?positive experiences and outcomes"),
)


@dataclass(frozen=True, slots=True)
class Cell:
    """An area's name or a grade in a table, over one or more lines."""

    code: str
    words: str
    page: int
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Graded:
    """What was read: an area's code, its name as printed, the grade's code and words."""

    area: str
    name: str
    grade: str
    word: str
    page: int


def grades_in_tables(pages: Sequence[Page]) -> list[Graded]:
    """Every area with the grade beside it, in printed order; an area counts once."""
    found: dict[str, Graded] = {}
    for page in pages[:TABLE_PAGES]:
        for graded in grades_on(page):
            found.setdefault(graded.area, graded)
    return list(found.values())


def grades_on(page: Page) -> list[Graded]:
    grades = grade_cells(page)
    closely = whole_rows(page)
    if not grades:
        return closely
    edge = min(cell.left for cell, _ in grades) - 4
    names = area_cells([run for run in page.runs if run.left < edge], page.number)
    names = [name for name in names if not ROW.match(simple(name.words))]
    cells = [cell for run, cell in grades if not is_further(run, cell, grades)]
    pairs = [(name, nearest(name, cells)) for name in names]
    beside = [
        Graded(name.code, name.words, cell.code, cell.words, page.number)
        for name, cell in pairs
        if cell is not None
    ]
    codes = {one.area for one in beside}
    return beside + [one for one in closely if one.area not in codes]


def is_further(run: Run, cell: Cell, grades: Sequence[tuple[Run, Cell]]) -> bool:
    """Does another grade stand before it in its row: is it that of an earlier inspection?"""
    return any(
        other.right < run.left and distance(cell, before) < SAME_ROW for other, before in grades
    )


def whole_rows(page: Page) -> list[Graded]:
    """Rows set so closely that an area's first line and its grade are one line of text."""
    found = []
    for at, run in enumerate(page.runs):
        match = ROW.match(simple(run.text))
        if match is None or not is_beginning(run.text) or len(run.text) > 140:
            continue
        more = [below.text for below in page.runs[at + 1 : at + 4] if is_cell_line(run, below)]
        words = area_words(match[1], more)
        if words:
            grade = grade_code(match[2])
            found.append(Graded(area_code(words), words, grade, match[2], page.number))
    return found


def area_words(first: str, more: Sequence[str]) -> str:
    """As few lines as it takes to name an area; "" when none is named."""
    tries = (" ".join([first, *more[:count]]) for count in range(len(more) + 1))
    return next((words for words in tries if area_code(words)), "")


def is_cell_line(first: Run, below: Run) -> bool:
    """Can a line below belong to the cell that the first one begins?"""
    return (
        abs(below.left - first.left) < 12
        and first.base - below.base <= 3.2 * first.size
        and not is_beginning(below.text)
        and not grade_code(below.text)
    )


def grade_cells(page: Page) -> list[tuple[Run, Cell]]:
    """The grades that stand alone in a cell, those wrapped over lines joined."""
    cells: list[tuple[Run, Cell]] = []
    taken: list[Run] = []
    for run in page.runs:
        if run in taken or run.left <= 0.2 * page.width or not begins_grade(run.text):
            continue
        lines = grade_lines(run, page.runs)
        words = " ".join(one.text for one in lines)
        if code := grade_code(words):
            taken += lines
            cells.append((run, Cell(code, words, page.number, run.base, lines[-1].base)))
    return cells


def begins_grade(text: str) -> bool:
    """Is a text a grade, or the first words of one?

    >>> begins_grade("Requires"), begins_grade("Good"), begins_grade("Good help")
    (True, True, False)
    """
    bare = simple(text)
    return bool(bare) and any(f"{grade} ".startswith(f"{bare} ") for grade in WHOLE_GRADES)


def grade_lines(run: Run, runs: Sequence[Run]) -> list[Run]:
    """The lines of one grade: as long as they go on with its words."""
    lines = [run]
    for below in runs:
        last = lines[-1]
        is_under = abs(below.left - run.left) < 6 and 0 < last.base - below.base <= 1.6 * run.size
        if is_under and begins_grade(" ".join([*(one.text for one in lines), below.text])):
            lines.append(below)
    return lines


def area_cells(runs: Sequence[Run], page: int) -> list[Cell]:
    """The areas a table's left-hand cells name, each over as many lines as it takes."""
    cells: list[Cell] = []
    at = 0
    while at < len(runs):
        taken = cell_lines(runs[at : at + MOST_CELL_LINES])
        words = " ".join(run.text for run in runs[at : at + taken])
        code = area_code(words)
        if code and len(words) < 200:
            cells.append(Cell(code, words, page, runs[at].base, runs[at + taken - 1].base))
        at += taken
    return cells


def cell_lines(runs: Sequence[Run]) -> int:
    """How many lines the first cell of a column takes: until a gap or a new beginning."""
    taken = 1
    for above, run in pairwise(runs):
        is_close = 0 < above.base - run.base <= 1.5 * run.size and abs(run.left - above.left) < 12
        if not is_close or is_beginning(run.text):
            break
        taken += 1
    return taken


def is_beginning(text: str) -> bool:
    """Does a cell's line begin the name of an area?"""
    return bool(
        re.match(
            r"(\d(\.\d)?\.?\s)|the (impact|experiences)|overall|leadership|children (who|looked)"
            r"|adoption|experiences and",
            text.casefold(),
        )
    )


def nearest(name: Cell, grades: Sequence[Cell]) -> Cell | None:
    """The grade in the same row: within the name's lines, or closest to them."""
    if not grades:
        return None
    best = min(grades, key=lambda cell: (distance(name, cell), abs(middle(name) - middle(cell))))
    return best if distance(name, best) <= NEAR else None


def distance(name: Cell, grade: Cell) -> float:
    """Points between two cells' lines; 0 where they share a height."""
    return max(0.0, grade.bottom - name.top, name.bottom - grade.top)


def middle(cell: Cell) -> float:
    return (cell.top + cell.bottom) / 2


def grades_in_headings(blocks: Sequence[Block]) -> dict[str, tuple[str, Block]]:
    """What the letter's headings say: "… care leavers: good"."""
    found: dict[str, tuple[str, Block]] = {}
    for block in blocks:
        said = graded_heading(block.words) if block.kind == HEADING else None
        if said:
            found.setdefault(said[0], (said[1], block))
    return found


def chosen_set(kind: str, start: date | None, areas: set[str], sets: Sequence[Set]) -> Set | None:
    """The set of the kind that held on the first day, unless what is printed fits another alone."""
    own = [one for one in sets if kind in one.kinds and one.areas]
    by_day = next((one for one in own if one.holds_on(start)), None)
    graded = areas - {"overall"}
    fits = [one for one in own if graded and graded == {a.code for a in one.areas} - {"overall"}]
    if by_day is None:
        with_overall = [one for one in fits if "overall" in {a.code for a in one.areas}]
        candidates = with_overall if "overall" in areas else fits
        only = own[0] if len(own) == 1 and start is None else None
        return candidates[-1] if candidates else only
    if by_day in fits or not fits:
        return by_day
    return fits[0]


def judgements_of(
    tables: Sequence[Graded], headings: dict[str, tuple[str, Block]], judged: Set
) -> list[LetterJudgement]:
    """The judgements in the set's own areas and words, in the set's order."""
    by_area = {one.area: one for one in tables}
    found = []
    for area in judged.areas:
        said = by_area.get(area.code) or from_heading(area.code, headings)
        grade = grade_of(judged, said.grade) if said else None
        if said and grade:
            sure = how_sure(area.code, by_area, headings)
            found.append(
                LetterJudgement(area.code, area.name, grade.code, grade.word, said.page, sure)
            )
    return found


def from_heading(code: str, headings: dict[str, tuple[str, Block]]) -> Graded | None:
    if code not in headings:
        return None
    grade, block = headings[code]
    return Graded(code, block.words, grade, grade, block.page)


def how_sure(code: str, tables: dict[str, Graded], headings: dict[str, tuple[str, Block]]) -> Sure:
    """Certain when the table says it and no heading says otherwise."""
    in_table, in_heading = tables.get(code), headings.get(code)
    if in_table and in_heading and in_table.grade != in_heading[0]:
        return Sure.UNSURE
    return Sure.CERTAIN if in_table else Sure.LIKELY


def overall_in_words(blocks: Sequence[Block]) -> Graded | None:
    """The overall grade where it stands in a sentence or heading instead of the table."""
    for block in blocks[:40]:
        match = OVERALL.search(block.words)
        if match:
            word = next(one for one in match.groups() if one and grade_code(one))
            return Graded("overall", "Overall effectiveness", grade_code(word), word, block.page)
    return None


def outcome_of(blocks: Sequence[Block]) -> Graded | None:
    """Which of the three outcomes an area SEND inspection came to."""
    for block in blocks[:40]:
        words = block.words.casefold()
        for code, sign in OUTCOMES:
            if re.search(sign, words):
                return Graded("outcome", "Inspection outcome", code, block.words, block.page)
    return None


def judged_in(
    kind: str,
    start: date | None,
    pages: Sequence[Page],
    blocks: Sequence[Block],
    sets: Sequence[Set],
) -> tuple[Set | None, list[LetterJudgement]]:
    """The set that a letter was judged by, and its judgements; ungraded letters have none."""
    if not any(kind in one.kinds and one.areas for one in sets):
        ungraded = next((one for one in sets if kind in one.kinds), None)
        return ungraded, []
    tables, headings = grades_in_tables(pages), grades_in_headings(blocks)
    if kind == "area-send":
        outcome = outcome_of(blocks)
        tables, headings = ([outcome] if outcome else []), {}
    elif not any(one.area == "overall" for one in tables):
        overall = overall_in_words(blocks) if kind in ("sif", "slac") else None
        tables = [*tables, overall] if overall else tables
    areas = {one.area for one in tables} | set(headings)
    judged = chosen_set(kind, start, areas, sets)
    return judged, judgements_of(tables, headings, judged) if judged else []
