"""Which bullets of a letter are improvements, priorities and strengths, each whole?"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from inspections.letters.blocks import EDGE, HEADING, INDENT, ITEM, Block
from inspections.letters.headings import (
    IMPROVEMENT,
    PRIORITY,
    STRENGTH,
    announces,
    is_better,
    is_known,
    is_of_board,
    is_study,
    key,
    names_part,
)
from inspections.letters.joining import Vocabulary, join_lines
from inspections.letters.letter import LetterFinding, Sure

LONGEST, SHORTEST = 5_000, 15
SAME_PLACE = 2.0  # points
ENDS = (".", "!", "?", ":", ";")
NOTHING = re.compile(r"(there (are|were) no\b|none\b|no areas? )", re.IGNORECASE)
# A sentence that ends in a colon and speaks of what the bullets under it are.
LED_IN = (
    (
        PRIORITY,
        r"areas? (of [\w ]{1,60})?(for|of|requiring) (priority|immediate|significant weakness)",
    ),
    (PRIORITY, r"areas? of significant weakness"),
    (
        IMPROVEMENT,
        r"(areas? (for|that need|which need|to|of) (improvement|improve|development)"
        r"|needs? to (be )?improved?|recommend(s|ed|ations?)?\b.*)",
    ),
    (STRENGTH, r"(key )?strengths (include|are|were)|areas of strength|the following strengths"),
)
NOT_FINDINGS = re.compile(
    r"last inspection|previous|since|inspectors (looked|reviewed|considered)|identified at"
)


@dataclass(slots=True, eq=False)
class Section:
    """What stands under one heading that announces findings."""

    kind: str
    sure: Sure
    heading: str = ""
    is_aside: bool = False  # begun by a sentence, under no heading that announces findings
    is_parted: bool = False  # by headings of its own, the first right under its heading
    blocks: list[Block] = field(default_factory=list)


def findings_of(blocks: Sequence[Block]) -> list[LetterFinding]:
    """Every finding, in the letter's order."""
    sections = with_tails(sections_of(blocks))
    formal = any(one.kind in (IMPROVEMENT, PRIORITY) for one in sections)
    has_boxes = any(one.kind == "better" for one in sections)
    found: list[LetterFinding] = []
    for section in sections:
        if section.kind == "better" and formal:
            continue
        kind = IMPROVEMENT if section.kind == "better" else section.kind
        in_boxes = has_boxes and section.kind in (IMPROVEMENT, PRIORITY)
        boxes = in_boxes and boxes_with_lists(section)
        found += of_boxes(boxes, kind) if boxes else of_section(section, kind)
    return joined_across_pages(found)


def with_tails(sections: Sequence[Section]) -> list[Section]:
    """The sections; what stands first under a head that a page repeats ends the item before it."""
    for before, section in pairwise(sections):
        first = section.blocks[0]
        is_repeated = key(before.heading) == key(section.heading) and before.kind == section.kind
        if is_repeated and first.kind != ITEM and first.page == before.blocks[-1].last.page + 1:
            before.blocks.append(section.blocks.pop(0))
    return [one for one in sections if one.blocks]


def boxes_with_lists(section: Section) -> list[list[Block]]:
    """An area's boxes, some with a list under their words; none where they are not such."""
    right = any(block.first.column for block in section.blocks)
    groups: list[list[Block]] = []
    for block in section.blocks:
        if right and not block.first.column:
            continue
        if block.kind == ITEM and groups and groups[-1][0].words.rstrip().endswith(":"):
            groups[-1].append(block)
        elif block.kind == ITEM or len(block.words) > SHORTEST:
            groups.append([block])
    is_parted = len(groups) > 1 and any(len(group) > 1 for group in groups)
    return groups if is_parted and groups[0][0].kind != ITEM else []


def of_boxes(boxes: Sequence[Sequence[Block]], kind: str) -> list[LetterFinding]:
    stated = [box for box in boxes if len(box) > 1 or is_statement(box[0].words)]
    return [made(kind, box, Sure.UNSURE) for box in stated]


def joined_across_pages(found: Sequence[LetterFinding]) -> list[LetterFinding]:
    """Findings, those put together that a page's end broke within a sentence."""
    joined: list[LetterFinding] = []
    for one in found:
        last = joined[-1] if joined else None
        if last and is_broken_by_page(last, one):
            joined[-1] = replace(last, text=f"{last.text} {one.text}"[:LONGEST])
        else:
            joined.append(one)
    return joined


def is_broken_by_page(last: LetterFinding, one: LetterFinding) -> bool:
    """Does a paragraph that a later page begins go on with the one before it?"""
    is_unfinished = not last.text.rstrip().endswith((*ENDS, "and"))
    is_later = one.kind == last.kind and 0 < one.page - last.page <= 2
    return is_later and one.sure == Sure.UNSURE and is_unfinished and one.text[:1].islower()


def sections_of(blocks: Sequence[Block]) -> list[Section]:
    """The parts of a letter that hold findings, each until the next heading."""
    parted = Parting()
    for block in blocks:
        if block.kind == HEADING:
            parted.at_heading(block)
        else:
            parted.at_text(block)
    return without_asides([one for one in parted.sections if one.blocks])


def without_asides(sections: Sequence[Section]) -> list[Section]:
    """A sentence among the evidence begins no list of a kind that has a heading of its own."""
    headed = {one.kind for one in sections if one.heading}
    return [one for one in sections if not (one.is_aside and one.kind in headed)]


@dataclass(slots=True)
class Parting:
    """How far a letter is parted into its sections, block by block."""

    sections: list[Section] = field(default_factory=list)
    current: Section | None = None
    left: Section | None = None  # for a study of one case, after which it may go on
    parted: Section | None = None  # by a heading that may have ended it
    of_board: bool = False

    def at_heading(self, block: Block) -> None:
        """A heading ends the section, unless it only parts its list, and may begin one."""
        if self.current is not None and names_part(block.words):
            return
        self.parted = self.current if may_part(block, self.current) else None
        self.of_board = block.page > 1 and is_of_board(block.words, self.of_board)
        self.left = (self.current or self.left) if is_study(block.words) else None
        self.enter(None if self.of_board else begun_by(block, self.current))

    def at_text(self, block: Block) -> None:
        """Words belong to the section, or lead to another, or come after its end."""
        if not self.of_board and begins_anew(block, self.current):
            self.enter(Section(led_in(block), Sure.LIKELY, is_aside=self.current is None))
            return
        if self.left is not None and goes_on_after_study(block, self.left):
            self.current, self.left = self.left, None
        if self.parted is not None and block.kind == ITEM and style(block) == "sign":
            self.current = self.parted
            self.current.is_parted = True
        self.parted = None
        if self.current is not None:
            self.current.blocks.append(block)
            if is_done(self.current):
                self.current.blocks.pop()
                self.current = None

    def enter(self, section: Section | None) -> None:
        self.current = section
        if section is not None and section not in self.sections:
            self.sections.append(section)


def may_part(block: Block, section: Section | None) -> bool:
    """Can a heading that nobody knows part the list, where something announced must follow?"""
    if section is None or is_known(block.words) or is_of_board(block.words, was_of_board=False):
        return False
    return section.is_parted or (bool(section.heading) and not section.blocks)


def goes_on_after_study(block: Block, left: Section) -> bool:
    """Is it the next item of the list that a study of one case stands in?"""
    last = next((one for one in reversed(left.blocks) if one.kind == ITEM), None)
    return (
        last is not None
        and block.kind == ITEM
        and style(last) == style(block) == "sign"
        and same_sign(last) == same_sign(block)
        and abs(last.level - block.level) <= SAME_PLACE
    )


def begun_by(block: Block, current: Section | None) -> Section | None:
    """The section a heading begins; a heading said twice goes on with the one that it began."""
    kind = "better" if is_better(block.words) else announces(block.words)
    if current and not current.blocks and kind == current.kind:
        return current
    return Section(kind, Sure.CERTAIN, block.words) if kind else None


def begins_anew(block: Block, current: Section | None) -> bool:
    """Does a sentence begin a list of another kind, or the first one?"""
    kind = led_in(block)
    return bool(kind) and (current is None or kind != current.kind)


def led_in(block: Block) -> str:
    """The kind of finding that a sentence before a list announces; "" for none."""
    words = " ".join(block.words.casefold().split())
    if not words.endswith(":") or NOT_FINDINGS.search(words):
        return ""
    return next((kind for kind, sign in LED_IN if re.search(sign, words)), "")


def is_done(section: Section) -> bool:
    """Has the list ended with the block just added, though no heading says so?"""
    *before, block = section.blocks
    items = [one for one in before if one.kind == ITEM]
    if not items:
        return section.heading == "" and block.kind != ITEM and len(before) > 0
    first, last = items[0], items[-1]
    if block.kind != ITEM:
        return section.heading == "" and block.first.column == last.first.column
    if style(first) == "sign" and style(block) == "number":
        return block.level <= last.level + INDENT
    return is_restarted(block, items)


def is_restarted(block: Block, items: Sequence[Block]) -> bool:
    """A number that does not go on counting begins another list; paragraphs may be numbered too."""
    numbers = [one.marker.number for one in items if one.marker and one.marker.number]
    own = block.marker.number if block.marker else None
    if own is None or not numbers or style(items[0]) != "number":
        return False
    return own != numbers[-1] + 1 and abs(block.level - items[0].level) <= INDENT


def style(block: Block) -> str:
    return block.marker.style if block.marker else ""


def of_section(section: Section, kind: str) -> list[LetterFinding]:
    """The section's items; where it has none, its paragraphs, which is less sure."""
    if any(block.kind == ITEM for block in section.blocks):
        return [made(kind, group, section.sure) for group in grouped(section.blocks)]
    right = any(block.first.column for block in section.blocks)
    stated = [block for block in section.blocks if block.first.column or not right]
    return [
        LetterFinding(kind, words[:LONGEST], page, Sure.UNSURE)
        for block in stated
        for words, page in broken_lines(block)
        if is_statement(words)
    ]


def broken_lines(block: Block) -> list[tuple[str, int]]:
    """A paragraph's parts: a new one begins where a line was broken though its words had room.

    Bullets that are drawn, not written, leave lines like these.
    """
    edge = max(line.right for line in block.lines)
    parts = [[block.lines[0]]]
    for above, line in pairwise(block.lines):
        first_word = (line.second if line.second > line.left else line.right) - line.left
        has_room = above.right + first_word < edge - line.size / 4
        if has_room and line.text[:1].isupper():
            parts.append([line])
        else:
            parts[-1].append(line)
    if len(parts) == 1:
        return [(block.words, block.page)]
    words = Vocabulary(line.text for line in block.lines)
    return [(join_lines([line.text for line in part], words), part[0].page) for part in parts]


def grouped(blocks: Sequence[Block]) -> list[list[Block]]:
    """Items with those nested under them; the leftmost marks are the items."""
    items = [block for block in blocks if block.kind == ITEM]
    outer = min(block.level for block in items)
    is_flush = any(abs(line.left - one.level) <= EDGE for one in items for line in one.lines[1:])
    groups: list[list[Block]] = []
    for block in blocks:
        if block.kind != ITEM:
            if groups and is_tail(block, groups[-1][-1], is_flush=is_flush):
                groups[-1].append(block)
        elif groups and (block.level > outer + INDENT or is_sub_item(block, groups[-1][0])):
            groups[-1].append(block)
        else:
            groups.append([block])
    return groups


def is_tail(block: Block, last: Block, *, is_flush: bool) -> bool:
    """Does a page begin with the rest of an item, set as its other lines are?"""
    left = block.first.left
    is_set_alike = (is_flush and abs(left - last.level) <= EDGE) or abs(left - last.hangs) <= EDGE
    is_next = last.kind == ITEM and block.page == last.last.page + 1
    return is_next and is_set_alike and not block.words.rstrip().endswith(":")


def is_sub_item(block: Block, parent: Block) -> bool:
    """A dash, letter or sign of another kind, under words that lead to a list."""
    is_other = style(block) != style(parent) or same_sign(block) != same_sign(parent)
    return is_other and parent.words.rstrip().endswith(":")


def same_sign(block: Block) -> str:
    return block.marker.sign if block.marker else ""


def made(kind: str, blocks: Sequence[Block], sure: Sure) -> LetterFinding:
    """One finding, what is nested under it on lines of its own."""
    first, *more = blocks
    text = first.words
    for block in more:
        text += f"\n– {block.words}" if block.kind == ITEM else f" {block.words}"
    return LetterFinding(kind, text[:LONGEST], first.page, sure)


def is_statement(words: str) -> bool:
    """Is a text something found, not a sentence that leads to a list or says there is none?"""
    words = words.strip()
    is_head = words.endswith(":") or names_part(words)
    return len(words) > SHORTEST and not is_head and not NOTHING.match(words)
