"""What does a PDF hold: its letters and where they stand, and what does a page look like?

The one module that knows the PDF library (pdfium). It runs in the confined process only.
"""

import ctypes
import math
import re
import struct
import zlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace

import pypdfium2
import pypdfium2.raw as pdfium

from inspections.letters.joining import SOFT_HYPHEN
from inspections.letters.letter import LetterRefused
from inspections.letters.limits import (
    DOTS_PER_INCH,
    LARGEST_SIDE,
    MOST_LETTERS,
    MOST_LETTERS_A_PAGE,
    MOST_PAGES,
)
from inspections.letters.page import Page, Run

BOLD_FROM = 600
# pdfium's own sign for a hyphen that ends a line, and for what it cannot name.
LINE_HYPHEN, UNNAMED = "\x02", ("\ufffe", "\uffff")
LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
POINTS_PER_INCH = 72
NAME_ROOM = 128
LOCKED = (
    "This PDF is locked with a password. Open it, save or print it as a PDF without one, "
    "and choose that copy."
)
BROKEN = "This PDF is broken and cannot be opened. Download it again from the inspectorate's site."
TOO_LONG = (
    f"This PDF has more than {MOST_PAGES} pages, more than any inspection letter. "
    "Choose the letter or report itself."
)
TOO_FULL = (
    "This PDF holds more text than any inspection letter. Choose the letter or report itself."
)
NO_SUCH_PAGE = "This letter has no page {number}."


@dataclass(slots=True)
class Glyph:
    """One letter as drawn."""

    text: str
    left: float
    right: float
    base: float
    size: float
    is_bold: bool
    rise: float  # of its lowest ink above the line


def opened(data: bytes) -> pypdfium2.PdfDocument:
    """The document, or a refusal that says why there is none."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as fault:
        locked = "password" in str(fault).lower() or "security" in str(fault).lower()
        raise LetterRefused(LOCKED if locked else BROKEN) from fault
    if not 0 < len(document) <= MOST_PAGES:
        count = len(document)
        document.close()
        raise LetterRefused(TOO_LONG if count else BROKEN)
    return document


def pages_of(data: bytes) -> list[Page]:
    """Every page with the runs of its text; a page that cannot be opened stands empty."""
    pages, letters = [], 0
    with closing(opened(data)) as document:
        for index in range(len(document)):
            page = page_of(document, index)
            letters += sum(len(run.text) for run in page.runs)
            if letters > MOST_LETTERS:
                raise LetterRefused(TOO_FULL)
            pages.append(page)
    return pages


def page_of(document: pypdfium2.PdfDocument, index: int) -> Page:
    try:
        page = document[index]
    except pypdfium2.PdfiumError:
        return Page(index + 1, 0, 0, ())
    with closing(page):
        width, height = page.get_size()
        with closing(page.get_textpage()) as text:
            if text.count_chars() > MOST_LETTERS_A_PAGE:
                raise LetterRefused(TOO_FULL)
            runs = [run_of(glyphs) for glyphs in gathered(glyphs_of(text))]
    runs.sort(key=lambda run: (-round(run.base), run.left))
    return Page(index + 1, width, height, tuple(run for run in runs if run.text))


def glyphs_of(text: pypdfium2.PdfTextPage) -> Iterator[Glyph]:
    """The letters of a page in the order the file draws them, without pdfium's own line ends."""
    corner = [ctypes.c_double() for _ in range(6)]
    left, right, bottom, top, across, base = corner
    name, flags = ctypes.create_string_buffer(NAME_ROOM), ctypes.c_int()
    for index in range(text.count_chars()):
        letter = letter_at(text, index)
        if not letter:
            continue
        pdfium.FPDFText_GetCharBox(text, index, left, right, bottom, top)
        pdfium.FPDFText_GetCharOrigin(text, index, across, base)
        name.value = b""
        pdfium.FPDFText_GetFontInfo(text, index, name, NAME_ROOM, flags)
        is_bold = b"bold" in name.value.lower() or (
            pdfium.FPDFText_GetFontWeight(text, index) >= BOLD_FROM
        )
        yield Glyph(
            letter,
            across.value,
            right.value,
            base.value,
            drawn(text, index),
            is_bold,
            bottom.value - base.value,
        )


def drawn(text: pypdfium2.PdfTextPage, index: int) -> float:
    """The size a letter is drawn at: some files scale a font of one point to what they need."""
    scale = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text, index, scale)
    stretch: float = math.hypot(scale.c, scale.d) or 1.0
    return max(0.1, stretch * pdfium.FPDFText_GetFontSize(text, index))


def letter_at(text: pypdfium2.PdfTextPage, index: int) -> str:
    """The letter itself; nothing for a line end that pdfium put in or what has no name."""
    code = pdfium.FPDFText_GetUnicode(text, index)
    letter = chr(code) if 0 < code < 0x110000 else ""
    if letter in UNNAMED or letter in ("\r", "\n", "\u200b", "\ufeff"):
        return ""
    if letter == LINE_HYPHEN:
        return "-"
    return " " if letter.isspace() else LIGATURES.get(letter, letter)


def gathered(glyphs: Iterator[Glyph]) -> Iterator[list[Glyph]]:
    """Letters in runs: a new one where the baseline changes or a wide gap opens."""
    run: list[Glyph] = []
    last: Glyph | None = None
    for glyph in glyphs:
        if glyph.text == " ":
            run.append(glyph)
            continue
        if last and is_raised(last, glyph):
            run.append(glyph)
            last = replace(last, right=glyph.right)
            continue
        if last and is_apart(last, glyph):
            yield run
            run = []
        run.append(glyph)
        last = glyph
    if run:
        yield run


def is_raised(last: Glyph, glyph: Glyph) -> bool:
    """Is it a small letter above the line: the "th" of a day, or the mark of a footnote?"""
    rise = glyph.base - last.base
    is_next = -0.5 * last.size < glyph.left - last.right < 0.6 * last.size
    return glyph.size < 0.8 * last.size and 0.1 * last.size < rise < 0.8 * last.size and is_next


def is_apart(last: Glyph, glyph: Glyph) -> bool:
    """Does the letter begin a run of its own, after the last one?"""
    size = max(last.size, glyph.size)
    if abs(glyph.base - last.base) > 0.3 * size:
        return True
    gap = glyph.left - last.right
    return gap > 2.2 * size or gap < -2 * size


def run_of(glyphs: list[Glyph]) -> Run:
    """One run, its raised footnote marks dropped and its spaces made single."""
    seen = [one for one in glyphs if one.text != " "]
    if not seen:
        return Run("", 0, 0, 0, 0, is_bold=False, second=0)
    size = commonest_size(seen)
    kept = [one for one in glyphs if not is_footnote_mark(one, size, seen)]
    text = whole_words(" ".join("".join(one.text for one in kept).split()))
    shown = [one for one in kept if one.text != " "]
    if not text:
        return Run("", 0, 0, 0, 0, is_bold=False, second=0)
    letters = [one for one in shown if one.text.isalpha()] or shown
    is_bold = sum(one.is_bold for one in letters) >= 0.9 * len(letters)
    return Run(
        text=text,
        left=shown[0].left,
        right=max(one.right for one in shown),
        base=shown[0].base,
        size=size,
        is_bold=is_bold,
        second=second_word(kept),
    )


def whole_words(text: str) -> str:
    """The text without places where a word could have been broken; one that ends it was used.

    >>> [whole_words(text) for text in ("time\xadly vis\xadits", "time\xad")]
    ['timely visits', 'time\xad']
    """
    return re.sub(f"{SOFT_HYPHEN}(?=.)", "", text)


def commonest_size(glyphs: list[Glyph]) -> float:
    counted: dict[float, int] = {}
    for one in glyphs:
        rounded = round(one.size, 1)
        counted[rounded] = counted.get(rounded, 0) + 1
    return max(counted, key=lambda size: (counted[size], size))


def is_footnote_mark(one: Glyph, size: float, seen: list[Glyph]) -> bool:
    """A small raised figure after a word points to a footnote and is no part of the sentence."""
    is_mark = one.size < 0.8 * size or one.rise > 0.2 * size or one.text in RAISED
    return one.text.isdigit() and is_mark and one is not seen[0]


def second_word(glyphs: list[Glyph]) -> float:
    """Where the second word begins; where the first does when there is one only."""
    shown = [one for one in glyphs if one.text != " "]
    was_space = False
    started = False
    for one in glyphs:
        if one.text == " ":
            was_space = started
        elif was_space:
            return one.left
        else:
            started = True
    return shown[0].left


def picture(data: bytes, number: int) -> bytes:
    """A page as a PNG picture."""
    with closing(opened(data)) as document:
        if not 1 <= number <= len(document):
            raise LetterRefused(NO_SUCH_PAGE.format(number=number))
        try:
            page = document[number - 1]
        except pypdfium2.PdfiumError as fault:
            raise LetterRefused(BROKEN) from fault
        with closing(page), closing(page.render(scale=scale_of(page), rev_byteorder=True)) as shown:
            return png(
                bytes(shown.buffer), shown.width, shown.height, shown.stride, shown.n_channels
            )


def scale_of(page: pypdfium2.PdfPage) -> float:
    """Pixels for a point: readable, and never a picture beyond all measure."""
    longest = max(*page.get_size(), 1)
    return min(DOTS_PER_INCH / POINTS_PER_INCH, LARGEST_SIDE / longest)


def png(pixels: bytes, width: int, height: int, stride: int, channels: int) -> bytes:
    """A PNG of rows of grey or coloured pixels."""
    colour = {1: 0, 3: 2, 4: 6}[channels]
    rows = b"".join(
        b"\0" + pixels[row * stride : row * stride + width * channels] for row in range(height)
    )
    head = struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, 0)
    parts = [(b"IHDR", head), (b"IDAT", zlib.compress(rows, 6)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(kind, held) for kind, held in parts)


def chunk(kind: bytes, held: bytes) -> bytes:
    check = zlib.crc32(kind + held)
    return struct.pack(">I", len(held)) + kind + held + struct.pack(">I", check)
