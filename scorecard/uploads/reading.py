"""How does an uploaded file become a table, whatever somebody has put into it?

Size and kind are judged here; everything that parses runs in a process of its own (`child.py`)
with limits on memory, time and what it may answer, so that the worst a file can do is be refused.
"""

import tempfile
from pathlib import Path
from typing import IO

from improvement import confined
from improvement.confined import ROOT
from scorecard.uploads.limits import LARGEST_FILE, LIMITS, MEGABYTE
from scorecard.uploads.table import FileRefused, Table, from_json

PATIENCE = LIMITS.patience
HEAD = 4_096
LONGEST_FILE_NAME = 100
WORKBOOK_ENDINGS, TEXT_ENDINGS = {".xlsx"}, {".csv", ".tsv", ".txt"}
SAVE_AS = "Open it in your spreadsheet, save it as .xlsx or .csv, and upload that copy."
CHOOSE = "Choose the workbook that holds your figures, saved as .xlsx or .csv."
ZIP, OLD_OFFICE = b"PK", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# What begins like this is known, and is neither.
STRANGERS = {
    b"%PDF": "a PDF",
    b"{\\rtf": "a text document (.rtf)",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\x1f\x8b": "a compressed file",
    b"7z\xbc\xaf": "a compressed file",
    b"Rar!": "a compressed file",
}


def clean_name(name: str) -> str:
    """A file's own name, fit to show and to keep in the history."""
    last = name.replace("\\", "/").rpartition("/")[2]
    shown = "".join(letter for letter in last if letter.isprintable()).strip()
    return shown[-LONGEST_FILE_NAME:] or "a file without a name"


def read_file(file: IO[bytes], name: str) -> Table:
    """The table in a file, or `FileRefused`."""
    # Unbuffered: the other process goes on reading where this one stands.
    with tempfile.TemporaryFile(buffering=0) as copy:
        size = copied(file, copy)
        kind = kind_of(head_of(copy), size, clean_name(name))
        return from_json(child_answer(kind, copy))


def copied(file: IO[bytes], copy: IO[bytes]) -> int:
    """Put a file where another process can read it; its size, or a refusal when it is too big."""
    try:
        return confined.copied(file, copy, LARGEST_FILE)
    except confined.TooLarge as fault:
        raise FileRefused(
            f"This file is larger than {LARGEST_FILE // MEGABYTE} MB. "
            "Copy the sheet with figures to a new workbook."
        ) from fault


def head_of(copy: IO[bytes]) -> bytes:
    """The first bytes, by which a file is known; the file is back at its beginning."""
    copy.seek(0)
    head = copy.read(HEAD)
    copy.seek(0)
    return head


def kind_of(head: bytes, size: int, name: str) -> str:
    """ "xlsx" or "csv" by what the file holds; refused when its name says something else."""
    if not size or not head.strip():
        raise FileRefused(f"{name} is empty. Choose the file that holds your figures.")
    if stranger := stranger_in(head):
        advice = SAVE_AS if head.startswith(OLD_OFFICE) else CHOOSE
        raise FileRefused(
            f"{name} is {stranger}, not a workbook or CSV that is read here. {advice}"
        )
    ending = Path(name).suffix.casefold()
    if ending not in WORKBOOK_ENDINGS | TEXT_ENDINGS:
        raise FileRefused(f"{name} does not end in .xlsx or .csv. {SAVE_AS}")
    is_workbook = head.startswith(ZIP)
    if is_workbook and ending in TEXT_ENDINGS:
        raise FileRefused(
            f"{name} is named as text but is a workbook or another zip file. "
            "If it is an Excel workbook, rename it to end in .xlsx."
        )
    if ending in WORKBOOK_ENDINGS and not is_workbook:
        raise FileRefused(f"{name} is named as a workbook but is not one. {SAVE_AS}")
    return "xlsx" if is_workbook else "csv"


def stranger_in(head: bytes) -> str:
    """What the file is, when it is certainly neither a workbook of today nor a text."""
    if head.startswith(OLD_OFFICE):
        return "an old Excel workbook (.xls), or one with a password"
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:200].lower()
    if text.startswith((b"<!doctype html", b"<html", b"<table")):
        return "a web page"
    if text.startswith(b"<?xml"):
        return "an XML file"
    return next((words for start, words in STRANGERS.items() if head.startswith(start)), "")


def child_answer(kind: str, copy: IO[bytes]) -> bytes:
    """What the reading process says; refused when it was stopped."""
    try:
        return confined.run_confined(
            "scorecard.uploads.child",
            kind,
            given=copy,
            limits=LIMITS,
            patience=PATIENCE,
            root=ROOT,
        )
    except confined.Stopped as fault:
        raise FileRefused(too_slow()) from fault


def too_slow() -> str:
    return (
        "This file takes more time or memory to read than any return needs. "
        "Copy the sheet with figures to a new workbook."
    )
