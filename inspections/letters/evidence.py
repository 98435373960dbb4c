"""Which paragraphs of a letter can be found again as evidence, under which heading?"""

from collections.abc import Sequence

from inspections.letters.blocks import HEADING, Block
from inspections.letters.letter import LetterParagraph

LONGEST_HEADING = 200
FEWEST_WORDS = 6


def paragraphs_of(blocks: Sequence[Block]) -> list[LetterParagraph]:
    """Every paragraph and item of some length, with its number where the letter gives one."""
    heading = ""
    found = []
    for block in blocks:
        if block.kind == HEADING:
            heading = block.words[:LONGEST_HEADING]
        elif heading.casefold().startswith(("yours sincerely", "yours faithfully")):
            break
        elif len(block.words.split()) >= FEWEST_WORDS:
            number = block.marker.number if block.marker else None
            found.append(LetterParagraph(number, heading, block.page, block.words))
    return found
