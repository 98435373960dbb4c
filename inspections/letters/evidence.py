"""Which paragraphs of a letter can be found again as evidence, under which heading?"""

from collections.abc import Iterator, Sequence

from inspections.letters.blocks import HEADING, ITEM, Block
from inspections.letters.letter import LetterParagraph

LONGEST_HEADING = 200
FEWEST_WORDS = 6
TABLE_HEADS = ("judgement", "grade")
FAREWELL = ("yours sincerely", "yours faithfully")
# Who wrote and to whom: people appear as roles.
ABOUT_PEOPLE = ("lead inspector", "inspection team", "local area partnership details")


def paragraphs_of(blocks: Sequence[Block]) -> list[LetterParagraph]:
    """Every paragraph and item of some length, with its number where the letter gives one."""
    heading = ""
    found = []
    for block in body_of(blocks):
        lowered = block.words.casefold()
        if block.kind == HEADING:
            heading = heading if lowered.strip() in TABLE_HEADS else block.words[:LONGEST_HEADING]
        elif is_evidence(block) and not heading.casefold().startswith(ABOUT_PEOPLE):
            number = block.marker.number if block.marker else None
            found.append(LetterParagraph(number, heading, block.page, block.words))
    return found


def body_of(blocks: Sequence[Block]) -> Iterator[Block]:
    """A letter between its greeting and its farewell; a report from its first block on."""
    greeting = next((at for at, one in enumerate(blocks[:40]) if starts(one, ("dear ",))), -1)
    for block in blocks[greeting + 1 :]:
        if starts(block, FAREWELL):
            return
        yield block


def starts(block: Block, words: tuple[str, ...]) -> bool:
    return block.words.casefold().startswith(words)


def is_evidence(block: Block) -> bool:
    """Is it a sentence or an item, not a line of a table or who led the inspection?"""
    is_sentence = block.kind == ITEM or block.words.rstrip().endswith(
        (".", "?", "!", ":", "”", "’")
    )
    is_long = len(block.words.split()) >= FEWEST_WORDS
    return is_sentence and is_long and not starts(block, ABOUT_PEOPLE)
