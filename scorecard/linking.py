"""Which measures does an open finding rely on?

Findings and actions stand above the scorecard and know it; it does not know them. So whoever holds
them says here, once at start, how the measures they rely on are found.
"""

from collections.abc import Callable

from improvement.councils.models import Council

Finder = Callable[[Council], frozenset[int]]
finders: list[Finder] = []


def register(finder: Finder) -> None:
    """Add a way to find them: given a council, the keys of its adopted measures."""
    if finder not in finders:
        finders.append(finder)


def measures_of_open_findings(council: Council) -> frozenset[int]:
    """Every measure that an open finding relies on. Queries: as many as the finders need."""
    return frozenset[int]().union(*(finder(council) for finder in finders))
