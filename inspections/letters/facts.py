"""Who inspected, in which role, and which visit of its series was it?"""

import re
from collections.abc import Sequence

from inspections.letters.blocks import Block
from inspections.letters.letter import Said, Sure
from inspections.letters.openings import FIRST_BLOCKS
from inspections.letters.page import Line
from inspections.letters.words import plain

ORDINALS = [
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"),
    *("tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth"),
]
VISIT_NUMBER = re.compile(
    rf"\b({'|'.join(ORDINALS)}|\d{{1,2}}(?:st|nd|rd|th))\s+(?:ofsted\s+)?"
    r"(?:and (?:final|last)\s+)?monitoring\s+visit",
    re.IGNORECASE,
)
ROLE = re.compile(
    r"((?:His|Her) Majesty[’']s (?:Senior )?Inspector)(?!ate|s| of)"
    r"|\b(Senior HMI|HMI)\b(?! (?:Con|Pro|Pri))"
    r"|(Ofsted Inspector|Social Care Regulatory Inspector|CQC lead inspector)"
)
INSPECTORATES: tuple[tuple[str, str], ...] = (
    ("Ofsted", r"\bofsted\b"),
    ("Care Quality Commission", r"care quality commission|\bcqc\b"),
    (
        "HM Inspectorate of Constabulary and Fire & Rescue Services",
        r"inspectorate of constabulary\s+and fire|hmicfrs",
    ),
    (
        "HM Inspectorate of Constabulary",
        r"inspectorate of constabulary(?!\s+and fire)|\bhmic\b|hmi constabulary",
    ),
    (
        "HM Inspectorate of Probation",
        r"inspectorate of probation|hmi ?probation|\bhmip\b|\bhmi prob",
    ),
    ("HM Inspectorate of Prisons", r"inspectorate of prisons"),
)
BY_WHOM = re.compile(
    r"carried out by|conducted by|undertook|undertaken by|inspectors from|by ofsted"
    r"|ofsted.{0,40}conducted",
)


def visit_said(blocks: Sequence[Block]) -> Said[int] | None:
    """Which monitoring visit of its series it is."""
    for block in blocks[:FIRST_BLOCKS]:
        match = VISIT_NUMBER.search(block.words)
        if match:
            word = match[1].casefold()
            number = ORDINALS.index(word) + 1 if word in ORDINALS else int(re.sub(r"\D", "", word))
            return Said(number, Sure.CERTAIN, block.page)
    return None


def role_said(lines: Sequence[Line]) -> Said[str] | None:
    """The lead inspector's role, never the name."""
    for at, line in enumerate(lines):
        if line.text.casefold().startswith(("lead inspector", "yours sincerely")):
            match = ROLE.search(" ".join(near.text for near in lines[at : at + 8]))
            if match:
                return Said(role_in(match), Sure.CERTAIN, line.page)
    for line in lines:
        if match := ROLE.search(line.text):
            return Said(role_in(match), Sure.LIKELY, line.page)
    return None


def role_in(match: re.Match[str]) -> str:
    return next(word for word in match.groups() if word)


def inspectorates_said(blocks: Sequence[Block], usual: tuple[str, ...]) -> Said[tuple[str, ...]]:
    """Who inspected, as the opening says; else those who usually do."""
    if len(usual) < 2:
        return Said(usual, Sure.LIKELY)
    for block in blocks[:FIRST_BLOCKS]:
        words = plain(block.words).casefold()
        if BY_WHOM.search(words):
            named = tuple(name for name, sign in INSPECTORATES if re.search(sign, words))
            if len(named) > 1:
                return Said(named, Sure.CERTAIN, block.page)
    return Said(usual, Sure.LIKELY)
