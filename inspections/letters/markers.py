"""Does a line begin a bullet or a numbered item, and with what?"""

import re
from dataclasses import dataclass

# Word's symbol fonts reach us as private signs, whatever they look like on paper.
SIGNS = "•◼■▪▫□●○◦⚫⬛⬤◾◆◇❖➢➤►▶‣⁃∙·✓✔★*"
PRIVATE = "\ue000-\uf8ff"
GLYPH = re.compile(
    rf"(?:[{re.escape(SIGNS)}{PRIVATE}]|[-–—−‒](?=\s)|[oO§¡](?=\s))\s*(.*)", re.DOTALL
)
GLYPH_ONLY = re.compile(rf"[{re.escape(SIGNS)}{PRIVATE}–—−‒o§-]")
NUMBER = re.compile(
    r"(?:recommendation\s+)?\(?(\d{1,3})(?:[.)]|:)(?!\d)\s*(?=\S)(.*)", re.DOTALL | re.IGNORECASE
)
LETTERED = re.compile(r"\(?([a-z]|[ivx]{2,4})[.)]\s+(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Marker:
    """How an item begins: a sign, a number or a letter, and the words after it."""

    style: str  # "sign", "number" or "letter"
    sign: str
    rest: str
    number: int | None = None


def marker_of(text: str) -> Marker | None:
    """The marker a line begins with.

    >>> marker_of("◼ The pace of change.").rest
    'The pace of change.'
    >>> marker_of("12. Most children").number, marker_of("2024 was hard"), marker_of("1.5 per cent")
    (12, None, None)
    >>> marker_of("– and in care").style, marker_of("-based work"), marker_of("(b) homes").style
    ('sign', None, 'letter')
    """
    if match := GLYPH.fullmatch(text):
        return Marker("sign", text[0], match[1])
    if match := NUMBER.fullmatch(text):
        return Marker("number", "1.", match[2], int(match[1]))
    if match := LETTERED.fullmatch(text):
        return Marker("letter", "a)", match[2])
    return None


def is_marker_alone(text: str) -> bool:
    """Is the run a bullet or a number whose words stand further right?

    >>> [is_marker_alone(text) for text in ("\uf0a7", "14.", "o", "14", "Good")]
    [True, True, True, True, False]
    """
    return bool(GLYPH_ONLY.fullmatch(text) or re.fullmatch(r"\(?\d{1,3}[.)]?", text))
