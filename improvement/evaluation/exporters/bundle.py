"""How does a bundle become one file: a page of contents, its lists, and the letters behind it?

Everything but the letters is small and made in memory; letters are copied piece by piece from
where they are kept, and no more of them than fit.
"""

import shutil
import zipfile
from collections.abc import Iterable
from tempfile import SpooledTemporaryFile
from typing import IO

from django.core.files.storage import default_storage

from improvement.evaluation.exporters.contents import Packed, write_contents
from improvement.evaluation.exporters.tables import lists_of, workbook_of
from improvement.evaluation.selectors.bundle import BundlePage, LetterLine

# What zip files can date a member with at the earliest: the same page is the same file.
UNDATED = (1980, 1, 1, 0, 0, 0)
IN_MEMORY = 4 * 1024 * 1024
PIECE = 64 * 1024
LETTERS_AT_MOST = 60
BYTES_AT_MOST = 150 * 1024 * 1024
CONTENTS, WORKBOOK = "contents.docx", "lists.xlsx"
TOO_MUCH = "Left out: the bundle would be too large. Open it from its inspection."
NOT_THERE = "Left out: its file could not be found. Tell whoever runs the service."


def bundle_name(page: BundlePage) -> str:
    """testham-visit-front-door-2026-11-21.zip"""
    return f"{page.council.slug}-visit-{page.code}-{page.today:%Y-%m-%d}.zip"


def bundle_file(page: BundlePage) -> IO[bytes]:
    """The whole bundle, ready to be read from its start; on disk once it outgrows memory."""
    letters, lists = packed(page.letters), lists_of(page)
    file = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - whoever sends it closes it
    with zipfile.ZipFile(file, "w") as bundle:
        put(bundle, CONTENTS, write_contents(page, lists, letters))
        put(bundle, WORKBOOK, workbook_of(page, lists))
        for one in lists:
            put(bundle, f"lists/{one.file}.csv", one.csv)
        for one in letters:
            if not one.refused:
                copy_letter(bundle, one.letter)
    file.seek(0)
    return file


def member(name: str) -> zipfile.ZipInfo:
    """A member without a clock in it."""
    info = zipfile.ZipInfo(name, UNDATED)
    info.compress_type = zipfile.ZIP_DEFLATED
    return info


def put(bundle: zipfile.ZipFile, name: str, data: bytes) -> None:
    bundle.writestr(member(name), data)


def copy_letter(bundle: zipfile.ZipFile, letter: LetterLine) -> None:
    """One letter from where it is kept, piece by piece."""
    into = member(f"letters/{letter.name}")
    with default_storage.open(letter.stored) as kept, bundle.open(into, "w") as to:
        shutil.copyfileobj(kept, to, PIECE)


def packed(letters: Iterable[LetterLine]) -> tuple[Packed, ...]:
    """Which letters go in, in order, while there is room; the contents say which do not."""
    room, places = BYTES_AT_MOST, LETTERS_AT_MOST
    found = []
    for one in letters:
        size = size_of(one.stored)
        refused = NOT_THERE if size is None else TOO_MUCH if size > room or not places else ""
        if not refused:
            room, places = room - (size or 0), places - 1
        found.append(Packed(one, refused))
    return tuple(found)


def size_of(stored: str) -> int | None:
    """How large a kept file is; none when it cannot be found."""
    try:
        return default_storage.size(stored)
    except OSError:
        return None
