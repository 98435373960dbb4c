"""How does an uploaded letter become a reading, whatever somebody has put into the file?

Size and kind are judged here; everything that parses runs in a process of its own (`child.py`)
with limits on memory, time and what it may answer, so that the worst a file can do is be refused.
"""

from typing import IO

from inspections.letters.letter import (
    LetterFinding,
    LetterJudgement,
    LetterParagraph,
    LetterReading,
    LetterRefused,
    Said,
    Sure,
)

__all__ = [
    "LetterFinding",
    "LetterJudgement",
    "LetterParagraph",
    "LetterReading",
    "LetterRefused",
    "Said",
    "Sure",
    "picture_of",
    "read_letter",
]


def read_letter(data: bytes | IO[bytes]) -> LetterReading:
    """What the letter says, or `LetterRefused`."""
    raise LetterRefused("Letters cannot be read yet.")


def picture_of(data: bytes | IO[bytes], page: int) -> bytes:
    """One page as a PNG picture, or `LetterRefused`."""
    raise LetterRefused("Letters cannot be shown yet.")
