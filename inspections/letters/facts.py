"""What kind of letter is it, of which days, of what theme, by whom, and what does it ask for?"""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from inspections.letters.blocks import Block
from inspections.letters.days import Days, days_in, only_day
from inspections.letters.letter import Said, Sure
from inspections.letters.page import Line
from inspections.letters.places import Register, flat

FIRST_BLOCKS = 45
SHORT_AT_MOST = 7  # days from first to last on site
# The sentence with which every letter to a director begins.
SUMMARISES = re.compile(
    r"(?:summarises|sets out|outlines|reports|gives|contains|details)\b.{0,60}?(?:findings|outcome)\b.{0,60}?"
    r"(monitoring visit|focused visit|focused assurance visit|assurance visit|joint targeted area inspection"
    r"|joint (?:local )?area (?:send )?(?:inspection|revisit)|area send)",
)
VISITS = {
    "monitoring visit": "monitoring-visit",
    "focused visit": "focused-visit",
    "assurance visit": "focused-visit",
    "focused assurance visit": "focused-visit",
    "joint targeted area inspection": "jtai",
}
TITLES: tuple[tuple[str, str], ...] = (
    (
        "area-send",
        r"area send (full |monitoring |thematic )?(inspection|visit)|joint (local )?area send|"
        r"local area send inspection|local area.{0,40}special educational needs.{0,60}inspection"
        r"|joint local area (inspection|revisit)|area send",
    ),
    (
        "jtai",
        r"joint targeted area inspection|\bjtai\b|joint inspection of the multi-agency response",
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
        r"inspection of children's social care services|inspection of .{2,90}children's (social care )?services"
        r"|inspection of local authority children's services|\bilacs\b",
    ),
)
DATE_LABEL = re.compile(
    r"^(?:inspection|visit|on-?site inspection|fieldwork)?\s*dates?(?: of (?:the )?(?:inspection|visit|fieldwork))?\s*:",
    re.IGNORECASE,
)
TOOK_PLACE = re.compile(
    r"(?:took place|was (?:carried out|conducted|undertaken)|carried out|conducted|undertook|undertaken"
    r"|visit(?:ed)? (?:to|of)|inspection of|services|inspected|on|from|between)\b",
    re.IGNORECASE,
)
EARLIER = re.compile(
    r"previous|last (?:inspection|visit|inspected)|since|judged|was inspected|first visit|dated",
    re.IGNORECASE,
)
PUBLISHED = re.compile(
    r"(?:report |letter )?(?:publish(?:ed|ing)|publication)(?: date| on)?\s*:?\s*$|date published\s*:?\s*$",
    re.IGNORECASE,
)
FILE_DAY = re.compile(r"(?<!\d)(20\d\d)[-_ .]?(0[1-9]|1[0-2])[-_ .]?([0-2]\d|3[01])(?!\d)")
STATEMENT = re.compile(
    r"statement of (?:proposed )?action|written statement|action plan|protectionofchildren@",
    re.IGNORECASE,
)
ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth"
    " fourteenth fifteenth".split()
)
VISIT_NUMBER = re.compile(
    rf"\b({'|'.join(ORDINALS)}|\d{{1,2}}(?:st|nd|rd|th))\s+(?:ofsted\s+)?(?:and (?:final|last)\s+)?monitoring\s+visit",
    re.IGNORECASE,
)
ROLE = re.compile(
    r"((?:His|Her) Majesty[’']s (?:Senior )?Inspector)(?!ate|s| of)|\b(Senior HMI|HMI)\b"
    r"|(Ofsted Inspector|Social Care Regulatory Inspector|CQC lead inspector)"
)
INSPECTORATES: tuple[tuple[str, str], ...] = (
    ("Ofsted", r"\bofsted\b"),
    ("Care Quality Commission", r"care quality commission|\bcqc\b"),
    (
        "HM Inspectorate of Constabulary and Fire & Rescue Services",
        r"inspectorate of constabulary\s+and fire|hmicfrs",
    ),
    ("HM Inspectorate of Constabulary", r"inspectorate of constabulary(?!\s+and fire)|\bhmic\b"),
    (
        "HM Inspectorate of Probation",
        r"inspectorate of probation|hmi ?probation|\bhmip\b|\bhmi prob",
    ),
    ("HM Inspectorate of Prisons", r"inspectorate of prisons"),
)
BY_WHOM = re.compile(
    r"carried out by|conducted by|undertook|undertaken by|inspectors from|by ofsted|ofsted.{0,40}conducted",
    re.IGNORECASE,
)


def plain(text: str) -> str:
    return " ".join(text.replace("’", "'").split())


def kind_said(blocks: Sequence[Block], days: Days | None) -> Said[str] | None:
    """The kind of inspection, by the letter's opening sentence, else by its title."""
    for block in blocks[:FIRST_BLOCKS]:
        match = SUMMARISES.search(plain(block.words).casefold())
        if match:
            return Said(VISITS.get(match[1], "area-send"), Sure.CERTAIN, block.page)
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
        r"(?:monitoring|focuse?d|assurance) visit (?:to|of|in)\s+(.+?)(?:children's services|$)",
        Sure.CERTAIN,
    ),
    (r"joint targeted area inspection (?:of|in)\s+(.+)", Sure.CERTAIN),
    (r"area send (?:\w+ )?(?:inspection|visit|revisit) (?:of|in|to)\s+(.+)", Sure.CERTAIN),
    (r"joint (?:local )?area (?:send )?(?:inspection|revisit) (?:of|in|to)\s+(.+)", Sure.CERTAIN),
    (
        r"inspection of\s+(.+?)(?:local authority|children's (?:social care )?services|council\b|$)",
        Sure.CERTAIN,
    ),
    (
        r"(?:special educational needs|effectiveness of|response to|visit to|area inspection).{0,160}? (?:of|in|to)\s+(.+)",
        Sure.LIKELY,
    ),
    (r"^(.+?(?:council|borough|city|county|london).*)$", Sure.LIKELY),
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


def days_said(lines: Sequence[Line], blocks: Sequence[Block]) -> Said[Days] | None:
    """The days on site: after their label, else in the sentence that says when it took place."""
    return labelled_days(lines) or told_days(blocks)


def labelled_days(lines: Sequence[Line]) -> Said[Days] | None:
    for at, line in enumerate(lines):
        match = DATE_LABEL.match(line.text)
        if line.page > 4 or match is None:
            continue
        below = next((one.text for one in lines[at + 1 : at + 2] if one.page == line.page), "")
        rest = line.text[match.end() :]
        for words, sure in ((rest, Sure.CERTAIN), (f"{rest} {below}", Sure.CERTAIN)):
            found = list(days_in(words))
            if found and not is_broken_off(words, found):
                return Said(merged(found), sure, line.page)
    return None


def is_broken_off(words: str, found: Sequence[Days]) -> bool:
    """Does the range go on in the next line?"""
    return bool(re.search(r"(\bto|\band|[-–—,])\s*$", words.strip())) or found[0].at > 40


def merged(found: Sequence[Days]) -> Days:
    days = tuple(day for one in found for day in one.days)
    return Days(days, found[0].at, found[-1].end)


def told_days(blocks: Sequence[Block]) -> Said[Days] | None:
    """The first days that a sentence of the opening says the visit or inspection took."""
    for block in blocks[:FIRST_BLOCKS]:
        for sentence in sentences(block.words):
            if not re.search(r"inspection|visit|conducted", sentence, re.IGNORECASE):
                continue
            for found in days_in(sentence):
                before = sentence[: found.at]
                if TOOK_PLACE.search(before[-60:]) and not EARLIER.search(before):
                    return Said(
                        found, Sure.LIKELY if len(found.days) == 1 else Sure.CERTAIN, block.page
                    )
    return None


def sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.;])\s+(?=[A-Z‘“])", text)


def published_said(lines: Sequence[Line], days: Days | None, name: str) -> Said[date] | None:
    """The day of publication: after its label, at the head of a letter, else in the file's name."""
    for at, line in enumerate(lines):
        if line.page > 3:
            break
        for found in days_in(line.text):
            if PUBLISHED.search(line.text[: found.at]):
                return Said(found.first, Sure.CERTAIN, line.page)
        if PUBLISHED.search(line.text) and at + 1 < len(lines):
            below = only_day(lines[at + 1].text)
            if below:
                return Said(below, Sure.CERTAIN, line.page)
    return letter_day(lines, days) or day_in_name(name, days)


def letter_day(lines: Sequence[Line], days: Days | None) -> Said[date] | None:
    """The date that stands alone above the address of a letter."""
    for line in lines[:30]:
        day = only_day(line.text)
        if line.page == 1 and day and not (days and day < days.last):
            return Said(day, Sure.CERTAIN, 1)
        if line.text.casefold().startswith("dear "):
            return None
    return None


def day_in_name(name: str, days: Days | None) -> Said[date] | None:
    """A day in the file's own name, where it follows the inspection within a year.

    >>> day_in_name("ilacs-anyshire-2024-01-12.pdf", None).value
    datetime.date(2024, 1, 12)
    """
    for match in FILE_DAY.finditer(name):
        try:
            day = date(int(match[1]), int(match[2]), int(match[3]))
        except ValueError:
            continue
        if days is None or days.last < day <= days.last + timedelta(days=366):
            return Said(day, Sure.LIKELY, None)
    return None


def statement_said(blocks: Sequence[Block], after: date | None) -> Said[date] | None:
    """The printed day by which a statement of action is due."""
    for block in reversed(blocks):
        for sentence in sentences(block.words):
            if not STATEMENT.search(sentence):
                continue
            for found in days_in(sentence):
                is_due = re.search(
                    r"(\bby|no later than|before|until)\s*(the )?$", sentence[: found.at]
                )
                if is_due and not (after and found.first <= after):
                    return Said(found.first, Sure.CERTAIN, block.page)
    return None


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
        lowered = line.text.casefold()
        if not (lowered.startswith("lead inspector") or lowered.startswith("yours sincerely")):
            continue
        for near in lines[at : at + 8]:
            match = ROLE.search(near.text)
            if match:
                return Said(next(word for word in match.groups() if word), Sure.CERTAIN, near.page)
    match = next((ROLE.search(line.text) for line in lines if ROLE.search(line.text)), None)
    return Said(next(word for word in match.groups() if word), Sure.LIKELY) if match else None


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


MULTI = r"(?:multi-? ?agency|partnership|agencies'|local area's?|joint)\s+(?:response|arrangements)\s+(?:to|for)\s+(.+)"
DEEP = re.compile(
    r"deep[ -]dive['’‘]?\s+(?:focus\s+)?(?:on|into)\s+(?:the (?:multi-agency )?response to\s+)?(.+)",
    re.IGNORECASE,
)
LOOKED_AT = re.compile(
    r"inspectors (?:looked at|evaluated|considered|focused on|reviewed)\b.{0,60}?(?:arrangements (?:for|to|in relation to)|response to"
    r"|quality (?:and impact )?of|effectiveness of|progress made in(?: relation to)?|area of)\s+(.+)",
    re.IGNORECASE,
)
LONGEST_THEME = 200


def theme_said(kind: str, blocks: Sequence[Block], register: Register) -> Said[str] | None:
    """What a joint inspection or a visit looked at, in the letter's words."""
    if kind == "jtai":
        return jtai_theme(blocks, register)
    if kind in ("focused-visit", "monitoring-visit"):
        return visit_theme(blocks)
    return None


def jtai_theme(blocks: Sequence[Block], register: Register) -> Said[str] | None:
    for pattern in (DEEP, re.compile(MULTI, re.IGNORECASE)):
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
        rest = re.sub(r"^(the |(london |royal )?borough of |city of |county of )+", "", rest)
        found = register.pattern.match(rest)
        if found:
            theme = theme[: match.start()]
            break
    return theme.rstrip(" .")[:LONGEST_THEME]


def visit_theme(blocks: Sequence[Block]) -> Said[str] | None:
    """What the inspectors of a visit looked at: a sentence, or the bullets that follow it."""
    for at, block in enumerate(blocks[:FIRST_BLOCKS]):
        for sentence in sentences(block.words):
            match = LOOKED_AT.search(sentence)
            if match is None and not re.search(
                r"inspectors (looked at|reviewed|evaluated)", sentence, re.IGNORECASE
            ):
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
