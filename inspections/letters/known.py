"""What must a reader know beforehand: the register of councils, the judgement sets, the kinds?

It goes to the reading process as text, so that nothing there needs a setting or a database.
"""

import json
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Place:
    """A council: its name in the register, its code, and what else it is called."""

    name: str
    gss: str
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Area:
    code: str
    name: str
    is_overall: bool


@dataclass(frozen=True, slots=True)
class Grade:
    code: str
    word: str


@dataclass(frozen=True, slots=True)
class Set:
    """A judgement set: which kinds and first days it holds for, its areas and grades."""

    code: str
    kinds: tuple[str, ...]
    first_day: date | None
    last_day: date | None
    areas: tuple[Area, ...]
    grades: tuple[Grade, ...]

    def holds_on(self, day: date | None) -> bool:
        """Does the set judge an inspection that began on the day?"""
        if day is None:
            return False
        return (self.first_day or day) <= day <= (self.last_day or day)


@dataclass(frozen=True, slots=True)
class Known:
    places: tuple[Place, ...]
    sets: tuple[Set, ...]
    inspectorates: dict[str, tuple[str, ...]]

    def to_text(self) -> str:
        return json.dumps(asdict(self), default=str, separators=(",", ":"))


def known_from(text: str | bytes) -> Known:
    """What `Known.to_text` wrote."""
    held = json.loads(text)
    places = [Place(row["name"], row["gss"], tuple(row["others"])) for row in held["places"]]
    return Known(
        tuple(places),
        tuple(set_from(row) for row in held["sets"]),
        {kind: tuple(names) for kind, names in held["inspectorates"].items()},
    )


def set_from(row: dict[str, Any]) -> Set:
    return Set(
        row["code"],
        tuple(row["kinds"]),
        day_from(row["first_day"]),
        day_from(row["last_day"]),
        tuple(Area(one["code"], one["name"], one["is_overall"]) for one in row["areas"]),
        tuple(Grade(one["code"], one["word"]) for one in row["grades"]),
    )


def day_from(held: date | str | None) -> date | None:
    return date.fromisoformat(str(held)) if held else None
