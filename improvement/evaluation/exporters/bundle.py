"""How does a bundle become one file: a page of contents, its lists, and the letters behind it?

Everything but the letters is small and made in memory; letters are copied piece by piece from
where they are kept to whoever asked, and no more of them than fit.
"""

import zipfile
from collections.abc import Iterable, Iterator, Sequence

from django.core.files.storage import default_storage

from improvement.evaluation.exporters.contents import Packed, write_contents
from improvement.evaluation.exporters.tables import lists_of, workbook_of
from improvement.evaluation.selectors.bundle import BundlePage, LetterLine

# What zip files can date a member with at the earliest: the same page is the same file.
UNDATED = (1980, 1, 1, 0, 0, 0)
PIECE = 64 * 1024
LETTERS_AT_MOST = 60
BYTES_AT_MOST = 150 * 1024 * 1024
CONTENTS, WORKBOOK = "contents.docx", "lists.xlsx"
TOO_MUCH = "Left out: the bundle would be too large. Open it from its inspection."
NOT_THERE = "Left out: its file could not be found. Tell whoever runs the service."


def bundle_name(page: BundlePage) -> str:
    """testham-visit-front-door-2026-11-21.zip"""
    return f"{page.council.slug}-visit-{page.code}-{page.today:%Y-%m-%d}.zip"


class Outlet:
    """Where the archive is written to, and where what is written is taken from at once."""

    def __init__(self) -> None:
        self.held: list[bytes] = []

    def write(self, data: bytes) -> int:
        self.held.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing is kept back."""

    def taken(self) -> bytes:
        """What has been written since it was last taken."""
        data, self.held = b"".join(self.held), []
        return data


def bundle_pieces(page: BundlePage) -> Iterator[bytes]:
    """The whole bundle, piece by piece; nothing is made before the first is asked for."""
    outlet = Outlet()
    with zipfile.ZipFile(outlet, "w") as bundle:
        letters = packed(page.letters)
        for name, data in made(page, letters):
            bundle.writestr(member(name), data)
            yield outlet.taken()
        for one in letters:
            if not one.refused:
                yield from copied(bundle, one.letter, outlet)
    yield outlet.taken()


def made(page: BundlePage, letters: Sequence[Packed]) -> Iterator[tuple[str, bytes]]:
    """What is made for the bundle, each with its name, contents first."""
    lists = lists_of(page)
    yield CONTENTS, write_contents(page, lists, letters)
    yield WORKBOOK, workbook_of(page, lists)
    for one in lists:
        yield f"lists/{one.file}.csv", one.csv


def copied(bundle: zipfile.ZipFile, letter: LetterLine, outlet: Outlet) -> Iterator[bytes]:
    """One letter from where it is kept."""
    into = member(f"letters/{letter.name}")
    with default_storage.open(letter.stored) as kept, bundle.open(into, "w") as to:
        while piece := kept.read(PIECE):
            to.write(piece)
            yield outlet.taken()


def member(name: str) -> zipfile.ZipInfo:
    """A member without a clock in it."""
    info = zipfile.ZipInfo(name, UNDATED)
    info.compress_type = zipfile.ZIP_DEFLATED
    return info


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
