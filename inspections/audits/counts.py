"""What follows from the counts of one practice area in one cycle?

Only cases are stored, by the auditor's and the moderated grade; every share is derived here, once.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from improvement.rules.proportion import Share, share_of
from inspections.models import AuditGrade

GRADES = tuple(grade.value for grade in AuditGrade)  # best first
GOOD_OR_BETTER = (AuditGrade.OUTSTANDING.value, AuditGrade.GOOD.value)
RANK = {grade: rank for rank, grade in enumerate(GRADES)}
# Auditor's grade and moderated grade, either of them "" where it is not known.
Cell = tuple[str, str]


@dataclass(frozen=True, slots=True)
class AreaCounts:
    """The cases of one practice area by auditor's and moderated grade."""

    cells: Mapping[Cell, int]

    @property
    def cases(self) -> int:
        """Every case, moderated or not."""
        return sum(self.cells.values())

    @property
    def auditor(self) -> dict[str, int]:
        """Cases by the auditor's grade, best first; those without one left out."""
        return {g: sum(n for (own, _), n in self.cells.items() if own == g) for g in GRADES}

    @property
    def moderated(self) -> dict[str, int]:
        """Cases by the moderated grade, best first; those not moderated left out."""
        return {g: sum(n for (_, mod), n in self.cells.items() if mod == g) for g in GRADES}

    @property
    def n(self) -> int:
        """How many cases have a moderated grade: what the picture rests on."""
        return sum(self.moderated.values())

    @property
    def unmoderated(self) -> int:
        """How many cases only the auditor graded."""
        return self.cases - self.n

    @property
    def good(self) -> Share | None:
        """Moderated as Good or better, of those moderated."""
        return share_of(sum(self.moderated[grade] for grade in GOOD_OR_BETTER), self.n)

    @property
    def inadequate(self) -> Share | None:
        """Moderated as Inadequate, of those moderated."""
        return share_of(self.moderated[AuditGrade.INADEQUATE.value], self.n)

    @property
    def agreement(self) -> Share | None:
        """Where auditor and moderator gave the same grade, of those that both graded."""
        return share_of(self.moved(0), self.moved(0) + self.lowered + self.raised)

    @property
    def lowered(self) -> int:
        """Where the moderator gave a lower grade than the auditor."""
        return self.moved(1)

    @property
    def raised(self) -> int:
        """Where the moderator gave a higher grade than the auditor."""
        return self.moved(-1)

    def moved(self, way: int) -> int:
        """Cases that both graded, the moderator worse (1), alike (0) or better (-1)."""
        return sum(
            cases
            for (own, moderated), cases in self.cells.items()
            if own and moderated and way_of(own, moderated) == way
        )


def way_of(own: str, moderated: str) -> int:
    """Which way moderation moved a grade: 1 down, 0 not at all, -1 up."""
    apart = RANK[moderated] - RANK[own]
    return (apart > 0) - (apart < 0)


def counts_of(rows: Iterable[tuple[str, str, int]]) -> AreaCounts:
    """The counts that stored results hold."""
    cells: Counter[Cell] = Counter()
    for own, moderated, cases in rows:
        cells[own, moderated] += cases
    return AreaCounts(cells)
