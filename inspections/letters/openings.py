"""What kind of letter is it, and in which words does it name its council?"""

import re
from collections.abc import Sequence

from inspections.letters.blocks import Block
from inspections.letters.days import Days
from inspections.letters.letter import Said, Sure
from inspections.letters.page import Line
from inspections.letters.words import plain

FIRST_BLOCKS = 45
SHORT_AT_MOST = 7  # days from first to last on site
# The sentence with which every letter to a director begins.
SUMMARISES = re.compile(
    r"(?:summari[sz]es?|sets out|outlines?|reports?|gives|contains|details)\b"
    r".{0,60}?(?:findings|outcome)\b.{0,60}?"
    r"(monitoring visit|focus(?:s)?ed (?:assurance )?visit|assurance visit"
    r"|joint targeted area inspection|joint (?:local )?area (?:send )?(?:inspection|revisit)"
    r"|area send)",
)
VISITS = (
    ("monitoring", "monitoring-visit"),
    ("assurance visit", "focused-visit"),
    ("focus", "focused-visit"),
    ("targeted", "jtai"),
    ("", "area-send"),
)
TITLES: tuple[tuple[str, str], ...] = (
    (
        "area-send",
        r"area send (full |monitoring |thematic )?(inspection|visit)|joint (local )?area send"
        r"|local area send inspection|joint local area (inspection|revisit)|area send"
        r"|local area.{0,40}special educational needs.{0,60}inspection",
    ),
    (
        "jtai",
        r"joint targeted area inspection|\bjtai\b"
        r"|joint inspection of the multi-agency response",
    ),
    (
        "sif",
        r"inspection of services for children in need of help and protection"
        r"|services for children in need of help and protection, children looked after",
    ),
    ("slac", r"inspection of safeguarding and looked after children"),
    ("monitoring-visit", r"monitoring visit"),
    ("focused-visit", r"focus(s)?ed (assurance )?visit|assurance visit"),
    (
        "ilacs",
        r"inspection of children's social care services|\bilacs\b"
        r"|inspection of .{2,90}children's (social care )?services",
    ),
)
EARLIER = re.compile(
    r"previous|last (?:inspection|visit|inspected)|since|judged|was inspected|first visit|dated",
    re.IGNORECASE,
)


def kind_said(blocks: Sequence[Block], days: Days | None) -> Said[str] | None:
    """The kind of inspection, by the letter's opening sentence, else by its title."""
    for block in blocks[:FIRST_BLOCKS]:
        match = SUMMARISES.search(plain(block.words).casefold())
        if match:
            kind = next(kind for sign, kind in VISITS if sign in match[1])
            return Said(kind, Sure.CERTAIN, block.page)
    for block in titles(blocks):
        words = plain(block.words).casefold()
        for kind, sign in TITLES:
            if re.search(sign, words):
                return told_apart(kind, blocks, days, block.page)
    return None


def titles(blocks: Sequence[Block]) -> list[Block]:
    """The short blocks at the head of a letter."""
    head = [block for block in blocks[:FIRST_BLOCKS] if block.page <= 2]
    return [block for block in head if len(block.words) <= 260]


def told_apart(kind: str, blocks: Sequence[Block], days: Days | None, page: int) -> Said[str]:
    """Standard and short inspections look alike; the days on site tell them apart."""
    if kind != "ilacs":
        return Said(kind, Sure.CERTAIN, page)
    for block in titles(blocks):
        match = re.search(r"\b(standard|short) inspection\b", block.words.casefold())
        if match and not EARLIER.search(block.words):
            return Said(f"ilacs-{match[1]}", Sure.CERTAIN, block.page)
    if days is None:
        return Said("ilacs-standard", Sure.UNSURE, page)
    is_short = (days.last - days.first).days < SHORT_AT_MOST
    return Said("ilacs-short" if is_short else "ilacs-standard", Sure.LIKELY, page)


# Where a letter names its council, surest first.
NAMING: tuple[tuple[str, Sure], ...] = (
    (
        r"(?:monitoring|focuss?ed|assurance) visit (?:to|of|in)\s+(.+?)(?:children's services|$)",
        Sure.CERTAIN,
    ),
    (r"joint targeted area inspection (?:of|in)\s+(.+)", Sure.CERTAIN),
    (r"area send (?:\w+ )?(?:inspection|visit|revisit) (?:of|in|to)\s+(.+)", Sure.CERTAIN),
    (
        r"joint (?:local )?area (?:send )?(?:inspection|revisit) (?:of|in|to)\s+(.+)",
        Sure.CERTAIN,
    ),
    (
        r"inspection of\s+(.+?)(?:local authority|children's (?:social care )?services"
        r"|council\b|$)",
        Sure.CERTAIN,
    ),
    (r"^(.{3,60}\b(?:council|borough|city|county|london)\b.{0,30})$", Sure.CERTAIN),
    (r"^((?:\S+ ?){1,6})$", Sure.LIKELY),
    (
        r"(?:special educational needs|effectiveness of|response to|visit to|area inspection)"
        r".{0,160}? (?:of|in|to)\s+(.+)",
        Sure.LIKELY,
    ),
    (r"dear (.+)", Sure.LIKELY),
    (r"director.{0,60}?services.{0,12}?,(.+)", Sure.LIKELY),
    (r"children's services in (.+?)(?: are| is| requires?)", Sure.LIKELY),
)


def naming(blocks: Sequence[Block], lines: Sequence[Line]) -> list[tuple[str, int, Sure]]:
    """The words in which a letter may name its council, surest first."""
    heads = [(plain(block.words), block.page) for block in blocks[:FIRST_BLOCKS]]
    heads += [(plain(line.text), line.page) for line in lines[:40]]
    found = []
    for pattern, sure in NAMING:
        for words, page in heads:
            match = re.search(pattern, words.casefold())
            if match and len(words) < 400:
                found.append((match[1], page, sure))
    return found
