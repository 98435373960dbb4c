"""What happened around a measure, and what else of the council's speaks of it?

Inspections, directions, findings, actions and packs stand beside or above the scorecard, which
does not know them. So whoever holds them says here, once at start, how they are found and who
may see them.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from improvement.councils.roles import Role
from scorecard.models import AdoptedMeasure


class EventKind(StrEnum):
    """What kind of thing may have changed a measure."""

    INSPECTION = "Inspection"
    INTERVENTION = "Government intervention"
    LEADERSHIP = "Leadership change"
    CHANGE = "Change in the service"
    REBASE = "Limits worked out anew"


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happened in a council, on a day as precisely as it is known."""

    on: date
    when: str
    kind: EventKind
    words: str
    href: str = ""


class LinkKind(StrEnum):
    """What else speaks of a measure."""

    FINDING = "Findings"
    ACTION = "Actions"
    PACK = "Packs that show it"


@dataclass(frozen=True, slots=True)
class Linked:
    """A finding, an action or a pack that speaks of a measure, with how it stands."""

    kind: LinkKind
    words: str
    state: str
    href: str


Source = Callable[[AdoptedMeasure, date, date], Iterable[Happening | Linked]]
sources: list[tuple[Source, frozenset[Role]]] = []


def register(source: Source, *, readers: frozenset[Role]) -> None:
    """Add a source: given a measure and two days, what to show to those who may read it.

    A source answers in one query, however much a council holds.
    """
    if (source, readers) not in sources:
        sources.append((source, readers))


def around(
    measure: AdoptedMeasure, first: date, last: date, roles: Collection[Role]
) -> tuple[list[Happening], list[Linked]]:
    """Everything that happened between two days, oldest first, and everything linked.

    Only what one of the roles may read. Queries: one for each source.
    """
    held = frozenset(roles)
    found = [
        one for source, readers in sources if held & readers for one in source(measure, first, last)
    ]
    happened = [one for one in found if isinstance(one, Happening)]
    linked = [one for one in found if isinstance(one, Linked)]
    return sorted(happened, key=lambda one: one.on), linked
