"""How does an uploaded letter become a reading, whatever somebody has put into the file?

Size and kind are judged here; everything that parses runs in a process of its own (`child.py`)
with limits on memory, time and what it may answer, so that the worst a file can do is be refused.
"""

import io
import json
import re
import tempfile
from functools import cache
from typing import IO

from improvement import confined
from improvement.councils.reference import register_rows
from inspections.kinds import inspection_kinds
from inspections.letters.child import ANSWERED, PICTURE, READ
from inspections.letters.known import Known, Place, set_from
from inspections.letters.letter import (
    LetterFinding,
    LetterJudgement,
    LetterParagraph,
    LetterReading,
    LetterRefused,
    Said,
    Sure,
)
from inspections.letters.limits import LARGEST_FILE, LIMITS, MEGABYTE
from inspections.reference import judgement_set_rows

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

PATIENCE = LIMITS.patience
HEAD = 2_048
CHOOSE = "Choose the letter or report as the inspectorate publishes it, a PDF."
PDF = b"%PDF-"
# What begins like this is known, and is no PDF.
STRANGERS = {
    b"PK": "a Word document, a workbook or another zip file",
    b"\xd0\xcf\x11\xe0": "an old Word or Excel document",
    b"{\\rtf": "a text document (.rtf)",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"II*\0": "a picture",
    b"MM\0*": "a picture",
    b"\x1f\x8b": "a compressed file",
    b"<?xml": "an XML file",
}


def read_letter(data: bytes | IO[bytes], name: str = "") -> LetterReading:
    """What the letter says, or `LetterRefused`.

    The file's own name tells the day of publication where the letter itself does not.
    """
    held = asked(READ, day_words(name), data)
    return LetterReading.from_json(json.loads(held))


def picture_of(data: bytes | IO[bytes], page: int) -> bytes:
    """One page as a PNG picture, or `LetterRefused`."""
    return asked(PICTURE, str(int(page)), data)


def day_words(name: str) -> str:
    """The figures of a file's name: no other word of a sender reaches the other process."""
    return re.sub(r"[^0-9]+", "-", name)[-100:].lstrip("-")


@cache
def known() -> Known:
    """The register, the judgement sets and the kinds, from their reviewed files."""
    places = tuple(
        Place(row["name"], row["gss_code"], tuple(filter(None, row["other_names"].split(";"))))
        for row in register_rows()
    )
    sets = tuple(set_from(row) for row in judgement_set_rows())
    return Known(
        places, sets, {code: kind.inspectorates for code, kind in inspection_kinds().items()}
    )


def asked(task: str, word: str, data: bytes | IO[bytes]) -> bytes:
    """What the reading process answers, or `LetterRefused`."""
    file = io.BytesIO(data) if isinstance(data, bytes | bytearray) else data
    # Unbuffered: the other process goes on reading where this one stands.
    with tempfile.TemporaryFile(buffering=0) as copy:
        copy.write(known().to_text().encode("ascii") + b"\n")
        begins = copy.tell()
        size = copied(file, copy)
        copy.seek(begins)
        refuse_stranger(copy.read(HEAD), size)
        copy.seek(0)
        answer = child_answer(task, word, copy)
    if answer[:1] != ANSWERED:
        raise LetterRefused(answer[1:].decode())
    return answer[1:]


def copied(file: IO[bytes], copy: IO[bytes]) -> int:
    """Put the file where the other process can read it; refused when it is too big."""
    try:
        return confined.copied(file, copy, LARGEST_FILE)
    except confined.TooLarge as fault:
        raise LetterRefused(
            f"This file is larger than {LARGEST_FILE // MEGABYTE} MB. {CHOOSE}"
        ) from fault


def refuse_stranger(head: bytes, size: int) -> None:
    """Only what says it is a PDF is handed on."""
    if not size or not head.strip():
        raise LetterRefused(f"This file is empty. {CHOOSE}")
    # As in the PDF format itself, a little may stand before its mark.
    if PDF in head[:1_024]:
        return
    what = stranger_in(head) or "not a PDF"
    raise LetterRefused(f"This file is {what}. {CHOOSE}")


def stranger_in(head: bytes) -> str:
    """What the file is, when it is certainly no PDF."""
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:200].lower()
    if text.startswith((b"<!doctype html", b"<html")):
        return "a web page, not a PDF"
    found = next((words for start, words in STRANGERS.items() if head.startswith(start)), "")
    return f"{found}, not a PDF" if found else ""


def child_answer(task: str, word: str, copy: IO[bytes]) -> bytes:
    """What the reading process says; refused when it was stopped."""
    try:
        return confined.run_confined(
            "inspections.letters.child",
            task,
            word,
            given=copy,
            limits=LIMITS,
            patience=PATIENCE,
            needs_libraries=True,
        )
    except confined.Stopped as fault:
        raise LetterRefused(
            "This PDF takes more time or memory to read than any inspection letter needs. "
            "Choose the letter or report itself."
        ) from fault
