"""Which issued documents have quoted a figure?

Documents stand above the scorecard and know it; it does not know them. So whoever issues them
says here, once at start, how theirs are found.
"""

from collections.abc import Callable
from dataclasses import dataclass

from improvement.councils.models import Council
from improvement.rules.month import Month


@dataclass(frozen=True, slots=True)
class Quote:
    """One issued document that said something of a figure: what it is, what it said, where it is.

    `is_current` is false for a version that has since been replaced by another.
    """

    title: str
    version: int
    said: str
    href: str
    is_current: bool


Finder = Callable[[Council, str, Month], list[Quote]]
finders: list[Finder] = []


def register(finder: Finder) -> None:
    """Add a way to find quotes: given a council, a measure's code and a month."""
    if finder not in finders:
        finders.append(finder)


def quotes_of(council: Council, code: str, month: Month) -> list[Quote]:
    """Every issued document that quoted the figure. Queries: as many as the finders need."""
    return [quote for finder in finders for quote in finder(council, code, month)]
