"""What is each piece of a letter: a heading, a bullet, a numbered item or a paragraph?"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from inspections.letters.headings import is_known
from inspections.letters.joining import Vocabulary, join_lines
from inspections.letters.lines import SAME_BASELINE
from inspections.letters.markers import Marker, marker_of
from inspections.letters.page import Line

HEADING, ITEM, PARAGRAPH = "heading", "item", "paragraph"
INDENT = 7.0  # points: less is the same place
EDGE = 3.0  # points: less is the same edge
LARGER = 1.12
LONGEST_HEADING = 240
SENTENCE_ENDS = (".", "!", "?", ":", ";", "”", "’")


@dataclass(slots=True)
class Block:
    """Lines that belong together, and how they began."""

    kind: str
    first: Line
    texts: list[str]
    hangs: float
    last: Line
    marker: Marker | None = None
    words: str = ""
    lines: list[Line] = field(default_factory=list)
    level: float = field(default=0.0)

    @property
    def page(self) -> int:
        return self.first.page

    def __post_init__(self) -> None:
        self.lines.append(self.first)

    def add(self, line: Line) -> None:
        self.texts.append(line.text)
        self.lines.append(line)
        self.last = line

    @property
    def is_unfinished(self) -> bool:
        """Does the text so far break off within a sentence?"""
        return not self.texts[-1].rstrip().endswith(SENTENCE_ENDS)


class Setting:
    """How the letter is set: the size of its text, the space between lines, its boldness."""

    def __init__(self, lines: Sequence[Line]) -> None:
        letters: dict[float, int] = {}
        for line in lines:
            letters[round(line.size * 2) / 2] = letters.get(round(line.size * 2) / 2, 0) + len(
                line.text
            )
        self.size = max(letters, key=lambda size: letters[size], default=12.0)
        whole = sum(len(line.text) for line in lines) or 1
        bold = sum(len(line.text) for line in lines if line.is_bold)
        self.is_bold = bold > 0.5 * whole
        self.edge = max((line.right for line in lines), default=0.0)

    def is_heading(self, line: Line) -> bool:
        """Bold where the text is not, or larger, or words that head these letters."""
        if len(line.text) > LONGEST_HEADING or not any(letter.isalpha() for letter in line.text):
            return False
        marker = marker_of(line.text)
        if marker and marker.style != "number":
            return False
        stands_out = (line.is_bold and not self.is_bold) or line.size >= LARGER * self.size
        return stands_out or (is_known(line.text) and not line.text[:1].islower())

    def is_tight(self, above: Line, line: Line) -> bool:
        """Does the line follow as the next line of the same paragraph does?"""
        if above.page != line.page or above.column != line.column:
            return False
        gap = above.base - line.base
        return -SAME_BASELINE <= gap <= 1.62 * max(line.size, above.size)


def blocks_of(lines: Sequence[Line]) -> list[Block]:
    """The letter in blocks, each with its whole text."""
    setting = Setting(lines)
    words = Vocabulary(line.text for line in lines)
    blocks: list[Block] = []
    for line in lines:
        current = blocks[-1] if blocks else None
        if current is not None and goes_on(current, line, setting):
            current.add(line)
        else:
            blocks.append(begun(line, setting))
    for block in blocks:
        block.words = join_lines(block.texts, words)
    return blocks


def begun(line: Line, setting: Setting) -> Block:
    """A new block that begins with the line."""
    if setting.is_heading(line):
        return Block(HEADING, line, [line.text], line.left, line)
    marker = marker_of(line.text)
    if marker is None:
        return Block(PARAGRAPH, line, [line.text], line.left, line)
    return Block(ITEM, line, [marker.rest], line.second, line, marker, level=line.left)


def goes_on(block: Block, line: Line, setting: Setting) -> bool:
    """Does the line belong to the block before it?"""
    if block.last.column != line.column and block.last.page == line.page:
        return False
    if block.kind == HEADING:
        return heading_goes_on(block, line, setting)
    if continues_bold(block, line, setting):
        return True
    if setting.is_heading(line) or marker_of(line.text):
        return is_wrapped_marker(block, line, setting)
    if block.kind == ITEM:
        return item_goes_on(block, line, setting)
    return paragraph_goes_on(block, line, setting)


def heading_goes_on(block: Block, line: Line, setting: Setting) -> bool:
    """A heading's next line looks like the line before it and follows closely."""
    above = block.last
    alike = above.is_bold == line.is_bold and abs(above.size - line.size) < 0.6
    if not (alike and setting.is_tight(above, line)):
        return False
    if is_known(block.texts[-1]) and (line.text[:1].isupper() or not setting.is_heading(line)):
        return False
    marker = marker_of(line.text)
    return setting.is_heading(line) and marker is None and sum(map(len, block.texts)) < 200


def continues_bold(block: Block, line: Line, setting: Setting) -> bool:
    """The second line of a bullet that is bold from its first word is no heading."""
    return (
        block.kind == ITEM
        and block.last.is_bold
        and line.is_bold
        and abs(line.left - block.hangs) <= INDENT
        and setting.is_tight(block.last, line)
        and marker_of(line.text) is None
    )


def is_wrapped_marker(block: Block, line: Line, setting: Setting) -> bool:
    """A line that only looks like a new item: a wrapped sentence with "18." at its edge."""
    marker = marker_of(line.text)
    if marker is None or marker.style == "sign" or not block.is_unfinished:
        return False
    hangs = abs(line.left - block.hangs) <= INDENT and block.hangs > block.level + INDENT
    return block.kind == ITEM and hangs and setting.is_tight(block.last, line)


def item_goes_on(block: Block, line: Line, setting: Setting) -> bool:
    """Does a line without a marker belong to the item above it?"""
    at_words = line.left > block.level + EDGE
    at_sign = abs(line.left - block.level) <= EDGE
    if line.page != block.last.page:
        flows = block.is_unfinished or line.text[:1].islower()
        return at_words or (flows and at_sign)
    if setting.is_tight(block.last, line):
        return at_words or at_sign
    return abs(line.left - block.hangs) <= INDENT and at_words and is_near(block, line)


def is_near(block: Block, line: Line) -> bool:
    """A further paragraph of the same item hangs where its words do, not far below."""
    return block.last.base - line.base <= 3.2 * line.size


def paragraph_goes_on(block: Block, line: Line, setting: Setting) -> bool:
    if line.page != block.last.page:
        is_full = block.last.right >= 0.85 * setting.edge
        return line.text[:1].islower() or (block.is_unfinished and is_full)
    return setting.is_tight(block.last, line)
