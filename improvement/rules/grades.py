"""Is one grade better than another, and may the two be held against each other at all?"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Change(StrEnum):
    """How an area stands since the inspection before."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "same"
    NOT_COMPARABLE = "not_comparable"

    @property
    def word(self) -> str:
        return self.value.replace("_", " ").capitalize()


@dataclass(frozen=True, slots=True)
class Graded:
    """An area as one framework judged it: its name there, its grade, and the framework's scale.

    No grade ("" is not graded, None not recorded) cannot be held against another.
    """

    name: str
    grade: str | None
    scale: Mapping[str, int]


def change_between(earlier: Graded | None, later: Graded) -> tuple[Change, str]:
    """Better, worse or the same, with the reason why not where it cannot be said.

    >>> scale = {"good": 2, "inadequate": 4}
    >>> change_between(Graded("Help", "inadequate", scale), Graded("Help", "good", scale))[0].word
    'Better'
    """
    before, now = rank_of(earlier), rank_of(later)
    reason = why_not(earlier, later)
    if reason or before is None or now is None:
        return Change.NOT_COMPARABLE, reason
    if before == now:
        return Change.SAME, ""
    return (Change.BETTER if now < before else Change.WORSE), ""


def rank_of(one: Graded | None) -> int | None:
    """Where a grade stands in its scale, 1 the best; none without a grade of that scale."""
    return one.scale.get(one.grade) if one and one.grade else None


def why_not(earlier: Graded | None, later: Graded) -> str:
    """Why two judgements cannot be compared; empty where they can."""
    if earlier is None:
        return "The framework of the time did not judge this area."
    if earlier.name != later.name:
        return f"The framework of the time judged another area: {earlier.name}."
    if dict(earlier.scale) != dict(later.scale):
        return "The grades of the time were others."
    for one, when in ((earlier, "last time"), (later, "this time")):
        if one.grade not in one.scale:
            said = "Not recorded" if one.grade is None else "Not graded"
            return f"{said} {when}."
    return ""
