"""What does the draft of a letter hold, and how is it split, merged and put right?

A draft keeps what somebody typed, even what no inspection could hold: faults are told, never
forgotten. It is text throughout and knows no database.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from improvement.practice import guess_area
from inspections.forms import NOT_GRADED, NOT_RECORDED
from inspections.letters.letter import LetterFinding, LetterReading, Sure

MOST_FINDINGS = 150
LONGEST_TEXT = 20_000
LONGEST_FACT = 2_000
EMPTY_LINE = re.compile(r"\n[^\S\n]*\n\s*")
NUMBERED = re.compile(r"f[0-9]{1,5}")

# What an inspection calls a fact, and what the reader calls it.
READ_AS = {
    "kind": "kind",
    "started": "start",
    "ended": "end",
    "published": "published",
    "theme": "theme",
    "inspectorates": "inspectorates",
    "statement_due": "statement_due",
    "number": "visit",
}
# `about` is ticked where the letter names no council; `follows` is the key of an inspection.
FACTS = (*READ_AS, "follows", "about")
PARTS = ("kind", "text", "page", "area", "agencies")


@dataclass(frozen=True, slots=True)
class DraftFinding:
    """One finding as it stands: read, added or split off, and perhaps left out."""

    key: str
    kind: str = "improvement"
    text: str = ""
    page: str = ""
    area: str = ""
    agencies: str = ""
    is_dropped: bool = False

    @property
    def number(self) -> int:
        """What its key counts: findings as they were read come first."""
        return int(self.key[1:])


@dataclass(frozen=True, slots=True)
class Draft:
    """An inspection in the making: facts, grades by area and findings, all as typed."""

    facts: Mapping[str, str] = field(default_factory=dict)
    grades: Mapping[str, str] = field(default_factory=dict)
    findings: tuple[DraftFinding, ...] = ()

    @property
    def kept(self) -> list[DraftFinding]:
        """The findings that nobody has left out."""
        return [one for one in self.findings if not one.is_dropped]

    def to_json(self) -> dict[str, Any]:
        """Plain values, fit for a JSON column."""
        names = DraftFinding.__slots__
        rows = [{name: getattr(one, name) for name in names} for one in self.findings]
        return {"facts": dict(self.facts), "grades": dict(self.grades), "findings": rows}

    @classmethod
    def from_json(cls, held: Mapping[str, Any]) -> "Draft":
        """The draft that `to_json` wrote."""
        rows = tuple(DraftFinding(**row) for row in held.get("findings", ()))
        return cls(held.get("facts", {}), held.get("grades", {}), rows)

    def split(self, key: str) -> "Draft":
        """The finding in as many as it has parts between empty lines."""
        room = MOST_FINDINGS - len(self.findings)
        return self.with_instead(key, split_finding(self.finding(key), self.next_number, room))

    def merge(self, key: str) -> "Draft":
        """The finding and the next one that is kept, in one; the first says kind and page."""
        own, following = self.finding(key), self.after(key)
        if following is None:
            return self
        text = f"{own.text.rstrip()} {following.text.lstrip()}".strip()
        merged = self.with_instead(key, [replace(own, text=text)])
        return merged.with_instead(following.key, [])

    def drop(self, key: str, *, is_dropped: bool = True) -> "Draft":
        """Leave a finding out, or bring it back."""
        return self.with_instead(key, [replace(self.finding(key), is_dropped=is_dropped)])

    def add(self) -> "Draft":
        """One more finding, empty, at the end."""
        return replace(self, findings=(*self.findings, DraftFinding(f"f{self.next_number}")))

    @property
    def next_number(self) -> int:
        """Above every number in use."""
        return max((one.number for one in self.findings), default=0) + 1

    def finding(self, key: str) -> DraftFinding:
        """The finding of that key, or KeyError."""
        return {one.key: one for one in self.findings}[key]

    def after(self, key: str) -> DraftFinding | None:
        """The next finding that is kept."""
        at = [one.key for one in self.findings].index(key)
        return next((one for one in self.findings[at + 1 :] if not one.is_dropped), None)

    def with_instead(self, key: str, rows: list[DraftFinding]) -> "Draft":
        """The same draft with these in the finding's place."""
        kept = [[one] if one.key != key else rows for one in self.findings]
        return replace(self, findings=tuple(one for some in kept for one in some))


def split_finding(own: DraftFinding, number: int, room: int) -> list[DraftFinding]:
    """A finding by its empty lines: the first part keeps its key, the others are numbered on.

    Where there is room for no more, the last part keeps the rest.
    """
    if room < 1:
        return [own]
    first, *others = [part.strip() for part in EMPTY_LINE.split(own.text.strip(), maxsplit=room)]
    parts = [replace(own, text=first)]
    for at, text in enumerate((text for text in others if text), start=number):
        parts.append(replace(own, key=f"f{at}", text=text, area=guess_area(text) or own.area))
    return parts


# --- From a reading -----------------------------------------------------------------------------


def draft_of(reading: LetterReading) -> Draft:
    """What was read, as a person may put it right."""
    facts = {name: said(getattr(reading, source)) for name, source in READ_AS.items()}
    facts["theme"] = facts["theme"][:1].upper() + facts["theme"][1:]
    grades = {one.area: one.grade or NOT_GRADED for one in reading.judgements}
    rows = enumerate(reading.findings[:MOST_FINDINGS], start=1)
    return Draft(facts, grades, tuple(drafted(number, one) for number, one in rows))


def drafted(number: int, read: LetterFinding) -> DraftFinding:
    """One bullet, with the area of practice that its words speak of."""
    area = guess_area(read.text)
    return DraftFinding(f"f{number}", read.kind, read.text, str(read.page), area)


def said(value: Any) -> str:
    """A fact as somebody would type it."""
    if isinstance(value, date):
        return f"{value.day}/{value.month}/{value.year}"
    if isinstance(value, tuple):
        return "\n".join(value)
    return "" if value is None else str(value)


# --- From a form --------------------------------------------------------------------------------


def typed_draft(sent: Any) -> Draft:
    """What a form sent, as a draft: every word of it, within bounds; unknown names are no matter.

    `sent` is a request's POST. Findings come in the order of their `row` fields.
    """
    facts = {name: clean(sent.get(name, ""), LONGEST_FACT) for name in FACTS}
    areas = [name for name in sent if name.startswith("grade-")][:50]
    grades = {name[6:46]: clean(sent.get(name, ""), 40) for name in areas}
    keys = [key for key in dict.fromkeys(sent.getlist("row")) if NUMBERED.fullmatch(key)]
    rows = tuple(typed_finding(sent, key) for key in keys[:MOST_FINDINGS])
    return Draft(facts, grades, rows)


def typed_finding(sent: Any, key: str) -> DraftFinding:
    """One finding of the form."""
    parts = {name: sent.get(f"{key}-{name}", "") for name in PARTS}
    parts = {
        name: clean(text, LONGEST_TEXT if name == "text" else LONGEST_FACT)
        for name, text in parts.items()
    }
    return DraftFinding(key, **parts, is_dropped=bool(sent.get(f"{key}-dropped")))


def clean(text: str, longest: int) -> str:
    """Line ends as people mean them, and nothing that a database cannot hold."""
    return text.replace("\r\n", "\n").replace("\x00", "").strip()[:longest]


# --- What differs -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that two drafts say differently: where it stands, and both sayings."""

    where: str
    name: str
    before: str
    after: str


def differences(before: Draft, after: Draft) -> Iterator[Difference]:
    """What changed from one draft to the other: facts, grades, then findings by their key."""
    yield from between("", before.facts, after.facts)
    yield from between("grade", before.grades, after.grades)
    old, new = ({one.key: one for one in draft.findings} for draft in (before, after))
    for key in dict.fromkeys([*old, *new]):
        yield from between(key, parts_of(old.get(key)), parts_of(new.get(key)))


def between(
    where: str, before: Mapping[str, str], after: Mapping[str, str]
) -> Iterator[Difference]:
    """The names under which two mappings differ; what is absent is empty."""
    for name in dict.fromkeys([*before, *after]):
        old, new = before.get(name, ""), after.get(name, "")
        if old != new:
            yield Difference(where, name, old, new)


def parts_of(finding: DraftFinding | None) -> dict[str, str]:
    """What is compared of a finding; nothing of one that is not there."""
    if finding is None:
        return {}
    told = {name: getattr(finding, name) for name in PARTS}
    return {**told, "dropped": "yes" if finding.is_dropped else ""}


# --- How sure -----------------------------------------------------------------------------------

CORRECTED, ADDED = "corrected", "added"


def fact_mark(name: str, draft: Draft, first: Draft, reading: LetterReading) -> str:
    """How sure a fact is: as the reader said, unless someone has changed it since."""
    if draft.facts.get(name, "") != first.facts.get(name, ""):
        return CORRECTED
    mark = reading.sure.get(READ_AS.get(name, ""))
    return str(mark) if mark and draft.facts.get(name) else ""


def grade_mark(area: str, draft: Draft, first: Draft, reading: LetterReading) -> str:
    """How sure a grade is; one that was not found asks to be looked for."""
    if draft.grades.get(area, NOT_RECORDED) != first.grades.get(area, NOT_RECORDED):
        return CORRECTED
    marks = {one.area: str(one.sure) for one in reading.judgements}
    return marks.get(area, str(Sure.UNSURE))


def finding_mark(own: DraftFinding, first: Draft, reading: LetterReading) -> str:
    """How sure a finding is, by the words, kind and page it was read with."""
    read = {one.key: one for one in first.findings}.get(own.key)
    if read is None:
        return ADDED
    if (own.kind, own.text, own.page) != (read.kind, read.text, read.page):
        return CORRECTED
    return str(reading.findings[own.number - 1].sure)
