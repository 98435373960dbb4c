"""What is being done about the themes of a cycle?

Actions stand above audits and know them; audits do not know actions. So whoever holds actions says
here, once at start, how those that answer a cycle's themes are found.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from inspections.models import AuditCycle


@dataclass(frozen=True, slots=True)
class Answer:
    """An action that answers a theme, and how it stands."""

    theme: int
    words: str
    state: str
    href: str


Finder = Callable[[AuditCycle], Iterable[Answer]]
finders: list[Finder] = []


def register(finder: Finder) -> None:
    """Add a way to find them: given a cycle, the answers to its themes, in one query."""
    if finder not in finders:
        finders.append(finder)


def answers_to(cycle: AuditCycle) -> dict[int, tuple[Answer, ...]]:
    """The answers by the key of their theme. Queries: one for each finder."""
    by_theme: dict[int, list[Answer]] = {}
    for answer in (one for finder in finders for one in finder(cycle)):
        by_theme.setdefault(answer.theme, []).append(answer)
    return {theme: tuple(found) for theme, found in by_theme.items()}
