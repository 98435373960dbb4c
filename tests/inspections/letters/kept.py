"""How do tests make a letter that has been read, without reading a PDF each time?"""

import io
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import count

from improvement.councils.models import Council, User
from inspections.letters import services
from inspections.letters.letter import (
    LetterFinding,
    LetterJudgement,
    LetterParagraph,
    LetterReading,
    Sure,
)
from inspections.models import Letter

numbers = count(1)

GRADES = {"leaders": "good", "help": "requires-improvement", "care": "good", "overall": "good"}
TO_IMPROVE = (
    "The timeliness of pathway plans for care leavers.",
    "How managers record their oversight of assessments at the front door.",
    "The quality of return interviews when children have been missing.",
)
PDF_HEAD = b"%PDF-1.7\n"


def make_reading(at: Council, **changes) -> LetterReading:
    """An ILACS letter of January 2022 with four grades and three findings."""
    findings = tuple(
        LetterFinding("improvement", text, page, Sure.CERTAIN)
        for page, text in enumerate(TO_IMPROVE, start=2)
    )
    judgements = tuple(
        LetterJudgement(area, area, grade, grade, 1, Sure.CERTAIN) for area, grade in GRADES.items()
    )
    paragraphs = (
        LetterParagraph(1, "What it is like", 2, "Children see the same worker for years."),
        LetterParagraph(2, "What it is like", 3, "Supervision is recorded late in some teams."),
    )
    reading = LetterReading(
        kind="ilacs-standard",
        council=at.name,
        gss=at.gss_code,
        start=date(2022, 1, 24),
        end=date(2022, 2, 4),
        published=date(2022, 3, 18),
        inspectorates=("Ofsted",),
        judgement_set="ilacs-a",
        judgements=judgements,
        findings=findings,
        paragraphs=paragraphs,
        pages=("First page", "Second page", "Third page", "Fourth page"),
        sure={"kind": Sure.CERTAIN, "start": Sure.CERTAIN, "end": Sure.LIKELY},
        found_on={"start": 1},
    )
    return replace(reading, **changes)


@cache
def drawn_page(words: str) -> bytes:
    """A PDF of one page that says these words."""
    import typst

    return bytes(typst.compile(f'#set document(title: "{words}")\n{words}'.encode()))


def store(reading: LetterReading, council: Council, by: User | None, data: bytes = b"") -> Letter:
    """Keep what was read, as an upload does."""
    data = data or PDF_HEAD + str(next(numbers)).encode()
    file = io.BytesIO(data)
    letter = services.letter_from(
        reading, council, digest=services.digest_of(file), filename="letter.pdf", by=by
    )
    return services.store_letter(letter, reading, file).letter


def make_letter(at: Council, by: User, **changes) -> Letter:
    """A letter whose draft waits to be checked."""
    return store(make_reading(at, **changes), at, by)


def sent(letter: Letter, do: str = "save", **changes) -> dict:
    """What the check page's form sends when somebody changes only this."""
    draft = services.held_draft(letter)
    told = {"version": letter.version, "page": 1, "do": do, **draft.facts}
    told |= {f"grade-{code}": grade for code, grade in draft.grades.items()}
    told["row"] = [one.key for one in draft.findings]
    for one in draft.findings:
        for name in ("kind", "text", "page", "area", "agencies"):
            told[f"{one.key}-{name}"] = getattr(one, name)
        if one.is_dropped:
            told[f"{one.key}-dropped"] = "1"
    return told | changes
