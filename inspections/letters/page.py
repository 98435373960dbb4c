"""What stands on a page? Runs of letters where the PDF put them, and the lines they make.

Lengths are in points from the foot and the left edge of the page, as in the PDF itself.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Run:
    """Letters on one baseline with no wide gap between them: a line of text, or a table's cell."""

    text: str
    left: float
    right: float
    base: float
    size: float
    is_bold: bool
    # Where the second word begins: what hangs under a bullet hangs there.
    second: float


@dataclass(frozen=True, slots=True)
class Page:
    """One page, numbered as a viewer numbers it, and its runs from top to bottom."""

    number: int
    width: float
    height: float
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One run in its place in the letter's reading order."""

    page: int
    text: str
    left: float
    right: float
    second: float
    base: float
    size: float
    is_bold: bool
    column: int = 0
