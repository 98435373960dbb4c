"""What was read in a letter, and how sure is it?

The process that reads the PDF and the one that asked for it both use this: the standard library
is all it needs.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class LetterRefused(Exception):
    """A file that cannot be read as a letter; the message says what it is and what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Sure(StrEnum):
    """How far can what was read be trusted before someone has looked?"""

    CERTAIN = "certain"
    LIKELY = "likely"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Said(Generic[T]):
    """One fact as the letter says it: how sure it is, and on which page it stands."""

    value: T
    sure: Sure = Sure.CERTAIN
    page: int | None = None


@dataclass(frozen=True, slots=True)
class LetterJudgement:
    """A grade of one judgement area: codes of the set it belongs to, and the words as printed."""

    area: str
    name: str
    grade: str
    word: str
    page: int | None
    sure: Sure


@dataclass(frozen=True, slots=True)
class LetterFinding:
    """One whole bullet: an improvement, a priority or a strength, and the page it begins on."""

    kind: str
    text: str
    page: int
    sure: Sure


@dataclass(frozen=True, slots=True)
class LetterParagraph:
    """A paragraph under its heading, with its number where the letter numbers it."""

    number: int | None
    heading: str
    page: int
    text: str


@dataclass(frozen=True, slots=True)
class LetterReading:
    """Everything read in one letter; `sure` and `found_on` tell of each single fact by its name.

    `kind` is a code of the inspection kinds, `judgement_set` one of the judgement sets, `council`
    a name of the register; what the letter does not say is empty.
    """

    kind: str
    council: str = ""
    gss: str = ""
    start: date | None = None
    end: date | None = None
    published: date | None = None
    lead_role: str = ""
    inspectorates: tuple[str, ...] = ()
    theme: str = ""
    judgement_set: str = ""
    statement_due: date | None = None
    visit: int | None = None
    judgements: tuple[LetterJudgement, ...] = ()
    findings: tuple[LetterFinding, ...] = ()
    paragraphs: tuple[LetterParagraph, ...] = ()
    pages: tuple[str, ...] = ()
    sure: Mapping[str, Sure] = field(default_factory=dict)
    found_on: Mapping[str, int] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Plain values, fit for a JSON column."""
        plain = {name: getattr(self, name) for name in PLAIN}
        days = {name: day_text(getattr(self, name)) for name in DAYS}
        listed = {name: [rows_of(one) for one in getattr(self, name)] for name in LISTS}
        return {
            **plain,
            **days,
            **listed,
            "inspectorates": list(self.inspectorates),
            "pages": list(self.pages),
            "sure": {name: mark.value for name, mark in self.sure.items()},
            "found_on": dict(self.found_on),
        }

    @classmethod
    def from_json(cls, held: Mapping[str, Any]) -> "LetterReading":
        """The reading that `to_json` wrote."""
        return cls(
            **{name: held[name] for name in PLAIN},
            **{name: text_day(held[name]) for name in DAYS},
            **{name: tuple(make(one) for one in held[name]) for name, make in LISTS.items()},
            inspectorates=tuple(held["inspectorates"]),
            pages=tuple(held["pages"]),
            sure={name: Sure(mark) for name, mark in held["sure"].items()},
            found_on=dict(held["found_on"]),
        )


PLAIN = ("kind", "council", "gss", "lead_role", "theme", "judgement_set", "visit")
DAYS = ("start", "end", "published", "statement_due")


def day_text(day: date | None) -> str | None:
    return day.isoformat() if day else None


def text_day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def rows_of(one: Any) -> dict[str, Any]:
    """The fields of a judgement, finding or paragraph; a mark of sureness as its word."""
    held = {name: getattr(one, name) for name in one.__slots__}
    return {name: str(value) if isinstance(value, Sure) else value for name, value in held.items()}


def judgement_from(row: Mapping[str, Any]) -> LetterJudgement:
    return LetterJudgement(**{**row, "sure": Sure(row["sure"])})


def finding_from(row: Mapping[str, Any]) -> LetterFinding:
    return LetterFinding(**{**row, "sure": Sure(row["sure"])})


def paragraph_from(row: Mapping[str, Any]) -> LetterParagraph:
    return LetterParagraph(**row)


LISTS = {"judgements": judgement_from, "findings": finding_from, "paragraphs": paragraph_from}


def to_text(reading: LetterReading) -> str:
    """The reading as one process hands it to the other."""
    return json.dumps(reading.to_json(), separators=(",", ":"))
