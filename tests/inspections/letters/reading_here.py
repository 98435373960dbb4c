"""How do tests read a letter in this very process, where that does no harm and saves time?"""

from inspections.letters.interpreting import interpreted
from inspections.letters.letter import LetterFinding, LetterReading
from inspections.letters.pdf import pages_of
from inspections.letters.reading import known
from tests.inspections.letters.layouts import pdf


def read_here(letter: str | bytes, name: str = "") -> LetterReading:
    """A letter, given as a PDF or as what it is made from."""
    data = pdf(letter) if isinstance(letter, str) else letter
    return interpreted(pages_of(data), known(), name)


def of_kind(reading: LetterReading, kind: str) -> list[LetterFinding]:
    """The findings of one kind, in the letter's order."""
    return [one for one in reading.findings if one.kind == kind]


def texts(reading: LetterReading, kind: str) -> list[str]:
    return [one.text for one in of_kind(reading, kind)]


def grades(reading: LetterReading) -> dict[str, str]:
    return {one.area: one.word for one in reading.judgements}
