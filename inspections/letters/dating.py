"""On which days did it take place, when was it published, and by when is an answer due?"""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from inspections.letters.blocks import Block
from inspections.letters.days import Days, days_in, only_day
from inspections.letters.letter import Said, Sure
from inspections.letters.openings import EARLIER, FIRST_BLOCKS
from inspections.letters.page import Line
from inspections.letters.words import sentences

DATE_LABEL = re.compile(
    r"^(?:(?:inspection|visit|on-?site inspection|fieldwork)\s*dates?"
    r"|dates|dates? of (?:the )?(?:inspection|visit|fieldwork))\s*(?::|(?=\s\d)|$)",
    re.IGNORECASE,
)
TOOK_PLACE = re.compile(
    r"(?:took place|carried out|conducted|undertook|undertaken|visit(?:ed)? (?:to|of)"
    r"|inspection of|services|inspected|on|from|between)\b",
    re.IGNORECASE,
)
PUBLISHED = re.compile(
    r"(?:(?:report |letter )?(?:publish(?:ed|ing)|publication)(?: date| on)?|date published)"
    r"\s*:?\s*$",
    re.IGNORECASE,
)
FILE_DAY = re.compile(r"(?<!\d)(20\d\d)[-_ .]?(0[1-9]|1[0-2])[-_ .]?([0-2]\d|3[01])(?!\d)")
STATEMENT = re.compile(
    r"statement of (?:proposed )?action|written statement|action plan|protectionofchildren@",
    re.IGNORECASE,
)
DUE = re.compile(r"(\bby|no later than|before|until)\s*(the )?$")


def days_said(lines: Sequence[Line], blocks: Sequence[Block]) -> Said[Days] | None:
    """The days on site: after their label, else in the sentence that says when it took place."""
    return labelled_days(lines) or told_days(blocks)


def labelled_days(lines: Sequence[Line]) -> Said[Days] | None:
    for at, line in enumerate(lines):
        match = DATE_LABEL.match(line.text)
        if line.page > 4 or match is None:
            continue
        rest = line.text[match.end() :]
        for more in ("", beside(line, lines), below(at, lines)):
            words = f"{rest} {more}"
            found = list(days_in(words))
            if found and not is_broken_off(words, found):
                return Said(merged(found), Sure.CERTAIN, line.page)
    return None


def beside(line: Line, lines: Sequence[Line]) -> str:
    """What stands in the next cell of the same row."""
    level = (
        one.text
        for one in lines
        if one.page == line.page and one.left > line.right and abs(one.base - line.base) <= 3
    )
    return next(level, "")


def below(at: int, lines: Sequence[Line]) -> str:
    """The next line of the same page."""
    return next((one.text for one in lines[at + 1 : at + 2] if one.page == lines[at].page), "")


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
            if not re.search(r"inspect(?:ion|ed)|visit|conducted", sentence, re.IGNORECASE):
                continue
            for found in days_in(sentence):
                before = sentence[: found.at]
                if TOOK_PLACE.search(before[-60:]) and not EARLIER.search(before):
                    return Said(
                        found, Sure.LIKELY if len(found.days) == 1 else Sure.CERTAIN, block.page
                    )
    return None


def published_said(lines: Sequence[Line], days: Days | None, name: str) -> Said[date] | None:
    """The day of publication: after its label, at the head of a letter, else in the file's name."""
    for at, line in enumerate(lines):
        if line.page > 3:
            break
        for found in days_in(line.text):
            before = line.text[: found.at]
            if PUBLISHED.search(before) and not EARLIER.search(before):
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
        if line.page == 1 and day and not (days and day <= days.last):
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
                is_due = DUE.search(sentence[: found.at])
                if is_due and not (after and found.first <= after):
                    return Said(found.first, Sure.CERTAIN, block.page)
    return None
