"""What does a letter say, once its pages are read? Pages in, a reading out; no file, no library."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from inspections.letters import dating, facts, openings, themes
from inspections.letters.blocks import Block, blocks_of
from inspections.letters.days import Days
from inspections.letters.evidence import paragraphs_of
from inspections.letters.findings import findings_of
from inspections.letters.judging import judged_in
from inspections.letters.known import Known, Place
from inspections.letters.letter import LetterReading, LetterRefused, Said
from inspections.letters.limits import FEWEST_LETTERS
from inspections.letters.lines import lines_of, page_texts
from inspections.letters.page import Line, Page
from inspections.letters.places import Register, council_said

SCAN = (
    "This PDF is a scan: a picture of a letter without text. Download the letter from the "
    "inspectorate's site, where its text can be read, or record the inspection by hand."
)
STRANGER = (
    "This PDF does not read like a letter or report about a council's children's services from "
    "Ofsted or a joint inspection. Choose another file, or record the inspection by hand."
)


@dataclass(frozen=True, slots=True)
class Opened:
    """A letter in pages, lines and blocks, and what the file was called."""

    name: str
    pages: Sequence[Page]
    texts: Sequence[str]
    lines: Sequence[Line]
    blocks: Sequence[Block]


def interpreted(pages: Sequence[Page], known: Known, name: str = "") -> LetterReading:
    """The reading of a letter's pages, or `LetterRefused` when it is no letter we know."""
    texts = page_texts(pages)
    if sum(map(len, texts)) < FEWEST_LETTERS:
        raise LetterRefused(SCAN)
    lines = lines_of(pages)
    letter = Opened(name, pages, texts, lines, blocks_of(lines))
    register = Register(known.places)
    days = dating.days_said(lines, letter.blocks)
    kind = openings.kind_said(letter.blocks, days.value if days else None)
    place = council_said(register, openings.naming(letter.blocks, lines), texts)
    if kind is None or place is None:
        raise LetterRefused(STRANGER)
    said: dict[str, Said[Any]] = {"kind": kind, "council": place}
    said |= told(letter, known, register, kind.value, days)
    return composed(letter, known, said)


def told(
    letter: Opened, known: Known, register: Register, kind: str, days: Said[Days] | None
) -> dict[str, Said[Any]]:
    """Every single fact that the letter tells, by its name."""
    on_site = days.value if days else None
    found: dict[str, Said[Any] | None] = {
        "start": Said(on_site.first, days.sure, days.page) if days and on_site else None,
        "end": Said(on_site.last, days.sure, days.page) if days and on_site else None,
        "published": dating.published_said(letter.lines, on_site, letter.name),
        "lead_role": facts.role_said(letter.lines),
        "inspectorates": facts.inspectorates_said(letter.blocks, known.inspectorates.get(kind, ())),
        "theme": themes.theme_said(kind, letter.blocks, register),
        "statement_due": dating.statement_said(letter.blocks, on_site.last if on_site else None),
        "visit": facts.visit_said(letter.blocks) if kind == "monitoring-visit" else None,
    }
    return {name: said for name, said in found.items() if said is not None}


def composed(letter: Opened, known: Known, said: Mapping[str, Said[Any]]) -> LetterReading:
    """The reading, put together."""
    values = {name: one.value for name, one in said.items()}
    place: Place = values.pop("council")
    judged, judgements = judged_in(
        values["kind"], values.get("start"), letter.pages, letter.blocks, known.sets
    )
    return LetterReading(
        **values,
        council=place.name,
        gss=place.gss,
        judgement_set=judged.code if judged else "",
        judgements=tuple(judgements),
        findings=tuple(findings_of(letter.blocks)),
        paragraphs=tuple(paragraphs_of(letter.blocks)),
        pages=tuple(letter.texts),
        sure={name: one.sure for name, one in said.items()},
        found_on={name: one.page for name, one in said.items() if one.page},
    )
