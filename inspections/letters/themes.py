"""What did a joint inspection or a visit look at, in the letter's own words?"""

import re
from collections.abc import Sequence

from inspections.letters.blocks import Block
from inspections.letters.letter import Said, Sure
from inspections.letters.openings import FIRST_BLOCKS
from inspections.letters.places import Register, flat
from inspections.letters.words import sentences

# Of the effectiveness of …, of the multi-agency response to what?
MULTI = re.compile(
    r"(?:multi-? ?agency|partnership|agencies[’']|local area[’']s?|joint)\s+"
    r"(?:response|arrangements)\s+(?:to|for)\s+(.+)",
    re.IGNORECASE,
)
DEEP = re.compile(
    r"deep[ -]dive[’'‘]?\s+(?:focus\s+)?(?:on|into)\s+"
    r"(?:the (?:multi-agency )?response to\s+)?(.+)",
    re.IGNORECASE,
)
LOOKING = r"inspectors (?:looked at|evaluated|considered|focused on|reviewed)"
LOOKED = re.compile(LOOKING, re.IGNORECASE)
LOOKED_AT = re.compile(
    LOOKING + r"\b.{0,60}?(?:arrangements (?:for|to|in relation to)|response to"
    r"|quality (?:and impact )?of|effectiveness of|progress made in(?: relation to)?|areas? of)"
    r"\s+(.+)",
    re.IGNORECASE,
)
LONGEST_THEME = 200
# What may stand before a council's name.
BEFORE = re.compile(
    r"^(the |((london|royal|metropolitan) )?borough of |(area|city|county|district) of )+"
)


def theme_said(kind: str, blocks: Sequence[Block], register: Register) -> Said[str] | None:
    """What a joint inspection or a visit looked at, in the letter's words."""
    if kind == "jtai":
        return jtai_theme(blocks, register)
    if kind in ("focused-visit", "monitoring-visit"):
        return visit_theme(blocks)
    return None


def jtai_theme(blocks: Sequence[Block], register: Register) -> Said[str] | None:
    for pattern in (DEEP, MULTI):
        for block in blocks[:FIRST_BLOCKS]:
            for sentence in sentences(block.words):
                match = pattern.search(sentence)
                if match and re.search(r"inspection|jtai", sentence, re.IGNORECASE):
                    return Said(without_place(match[1], register), Sure.CERTAIN, block.page)
    return None


def without_place(theme: str, register: Register) -> str:
    """A theme without " in Blackpool" and what follows it, and without a full stop.

    >>> from inspections.letters.known import Place
    >>> without_place("abuse in the family in Ashby for years.", Register([Place("Ashby", "E1")]))
    'abuse in the family'
    """
    theme = theme.strip()
    for match in re.finditer(r"\s+(?:in|within|across|at)\s+", theme):
        rest = flat(theme[match.end() :])
        found = register.pattern.match(rest) or register.pattern.match(BEFORE.sub("", rest))
        if found:
            theme = theme[: match.start()]
            break
    return theme.rstrip(" .")[:LONGEST_THEME]


def visit_theme(blocks: Sequence[Block]) -> Said[str] | None:
    """What the inspectors of a visit looked at: a sentence, or the bullets that follow it."""
    for at, block in enumerate(blocks[:FIRST_BLOCKS]):
        for sentence in sentences(block.words):
            match = LOOKED_AT.search(sentence)
            if match is None and not LOOKED.search(sentence):
                continue
            if sentence.rstrip().endswith(":"):
                listed = following_items(blocks[at + 1 :])
                if listed:
                    return Said("; ".join(listed)[:LONGEST_THEME], Sure.LIKELY, block.page)
            elif match:
                return Said(match[1].strip().rstrip(" .")[:LONGEST_THEME], Sure.LIKELY, block.page)
    return None


def following_items(blocks: Sequence[Block]) -> list[str]:
    listed = []
    for block in blocks:
        if block.marker is None:
            break
        listed.append(block.words.rstrip(" .;,"))
    return listed
