"""Which boxes of a sheet has a page changed, and what do two pages of one person come to?

A page carries what its boxes began as (its base), so that a box it never touched gives way to
whatever another page, another device or another person put there meanwhile.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zlib import crc32

# A line is four boxes: numerator, denominator, reason, comment; each is named by a letter first.
LETTERS = "ndmc"
BOXES = len(LETTERS)
EMPTY = [""] * BOXES
Marks = Mapping[str, Any]


def marks(boxes: Sequence[str]) -> list[str]:
    """A line's boxes in little: a comment by its checksum."""
    *short, comment = boxes
    return [*short, f"{crc32(comment.encode()):x}" if comment else ""]


def write_base(lines: Mapping[Any, Sequence[str | None]]) -> str:
    """The marks of every line in which something stands, as a form carries them."""
    filled = {pk: list(line) for pk, line in lines.items() if any(one != "" for one in line)}
    return json.dumps(filled, separators=(",", ":"))


def read_base(text: str) -> dict[str, Any]:
    """The start as the form brought it back; nothing when it is not one."""
    try:
        read = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return read if isinstance(read, dict) else {}


def began_as(base: Marks, pk: object) -> list[Any]:
    """The marks a line began with; of one that cannot be told, marks that no box has."""
    line = base.get(str(pk), EMPTY)
    return line if isinstance(line, list) and len(line) == BOXES else [None] * BOXES


@dataclass(frozen=True, slots=True)
class Page:
    """The boxes of one page by line, and what they began as.

    `touched` names the boxes that were changed on it, where its browser says so: a box changed
    and changed back is one of them. Otherwise they are the boxes that differ from their start.
    """

    cells: Mapping[str, Sequence[str]]
    base: Marks
    touched: Collection[str] | None = None

    def has_touched(self, pk: str, at: int) -> bool:
        """Was this box changed on this page?"""
        if self.touched is not None:
            return f"{LETTERS[at]}{pk}" in self.touched
        return self.differs(pk, at)

    def differs(self, pk: str, at: int) -> bool:
        """Does this box say something else than at its start?"""
        return marks(self.cells[pk])[at] != began_as(self.base, pk)[at]


def blended(page: Page, held: Page, *, is_later: bool) -> tuple[dict[str, list[str]], str]:
    """A page over what was held before it, box by box: the cells and their base.

    What neither has changed is as the one that began later (`is_later`: the page) has it.
    """
    cells: dict[str, list[str]] = {}
    base: dict[str, list[Any]] = {}
    for pk in {**held.cells, **page.cells}:
        sides = [side_of(page, held, pk, at, is_later=is_later) for at in range(BOXES)]
        cells[pk] = [side.cells[pk][at] for at, side in enumerate(sides)]
        base[pk] = [began_as(side.base, pk)[at] for at, side in enumerate(sides)]
    return cells, write_base(base)


def side_of(page: Page, held: Page, pk: str, at: int, *, is_later: bool) -> Page:
    """Which of the two has the say in one box."""
    if pk not in held.cells:
        return page
    if pk not in page.cells:
        return held
    if page.has_touched(pk, at):
        return page
    return held if held.differs(pk, at) or not is_later else page


def left_over(saved: Page, held: Page) -> tuple[dict[str, list[str]], str]:
    """What was held and is not in a save: boxes that another page of the same person changed.

    The boxes beside them on their lines stand as saved.
    """
    cells: dict[str, list[str]] = {}
    base: dict[str, list[Any]] = {}
    for pk, line in held.cells.items():
        ours = saved.cells.get(pk)
        waits = [ours is None or waiting(saved, held, pk, at) for at in range(BOXES)]
        waits = [wait and held.differs(pk, at) for at, wait in enumerate(waits)]
        if any(waits):
            as_saved = list(line) if ours is None else list(ours)
            began = began_as(held.base, pk)
            done = marks(as_saved)
            cells[pk] = [line[at] if wait else as_saved[at] for at, wait in enumerate(waits)]
            base[pk] = [began[at] if wait else done[at] for at, wait in enumerate(waits)]
    return cells, write_base(base)


def waiting(saved: Page, held: Page, pk: str, at: int) -> bool:
    """Does a held box say something that the save neither took nor replaced?"""
    return not saved.has_touched(pk, at) and held.cells[pk][at] != saved.cells[pk][at]
