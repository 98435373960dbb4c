"""Is this zip a workbook that may be unpacked, and which of its parts are the sheets?

Everything here is judged by the zip's own directory, before a byte of it is unpacked. What an
entry claims to hold is a true bound: nothing beyond it is ever read.
"""

import posixpath
import struct
import zipfile
import zlib
from collections.abc import Callable
from typing import IO
from xml.parsers import expat

from scorecard.uploads.limits import MOST_MEMBERS, MOST_RATIO, MOST_UNPACKED
from scorecard.uploads.table import FileRefused

CHUNK = 65_536
ENCRYPTED = 0x1
UNPACKABLE = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
DAMAGED = (
    "This workbook is damaged or cut short. Open it in Excel, save it again and upload that copy."
)
SAVE_AS = "Open it and save it as an Excel workbook (.xlsx) or as CSV."
OTHERS = {
    "word/document.xml": "a Word document",
    "ppt/presentation.xml": "a PowerPoint presentation",
    "xl/workbook.bin": "a binary Excel workbook (.xlsb)",
    "mimetype": "an OpenDocument file (such as .ods)",
}
# What the zip and XML libraries raise over a broken file, between them; a way of packing that
# they do not know is among the RuntimeErrors.
UNREADABLE = (
    expat.ExpatError,
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    ValueError,
)
Start = Callable[[str, dict[str, str]], None]


class Package:
    """The parts of a workbook, read one at a time and never faster than they are judged."""

    def __init__(self, file: IO[bytes]) -> None:
        try:
            self.zip = zipfile.ZipFile(file)
            self.members = {one.filename: one for one in self.zip.infolist()}
        except UNREADABLE as fault:
            raise FileRefused(DAMAGED) from fault
        check_members(self.zip.infolist())

    def read(self, name: str, parser: expat.XMLParserType) -> None:
        """Feed one part to a parser, a little at a time."""
        if name not in self.members:
            raise FileRefused(DAMAGED)
        try:
            with self.zip.open(self.members[name]) as part:
                while chunk := part.read(CHUNK):
                    parser.Parse(chunk, False)  # noqa: FBT003 - expat takes no name for it
            parser.Parse(b"", True)  # noqa: FBT003
        except UNREADABLE as fault:
            raise FileRefused(DAMAGED) from fault

    def related(self, part: str) -> dict[str, tuple[str, str]]:
        """What a part refers to: kind and place, by the id it uses."""
        folder, name = posixpath.split(part)
        found: dict[str, tuple[str, str]] = {}

        def start(tag: str, told: dict[str, str]) -> None:
            if tag == "Relationship" and told.get("TargetMode") != "External":
                place = posixpath.normpath(posixpath.join("/", folder, told.get("Target", "")))
                kind = told.get("Type", "").rpartition("/")[2]
                found[told.get("Id", "")] = (kind, place.lstrip("/"))

        relations = posixpath.join(folder, "_rels", f"{name}.rels")
        if relations in self.members:
            self.read(relations, parser_of(start))
        return found


def parser_of(
    start: Start,
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> expat.XMLParserType:
    """A parser that knows no entities: a part that declares any is refused at once."""
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse_doctype
    parser.StartElementHandler = lambda tag, told: start(
        local(tag), {local(name): value for name, value in told.items()}
    )
    if end:
        parser.EndElementHandler = lambda tag: end(local(tag))
    if text:
        parser.CharacterDataHandler = text
    return parser


def local(name: str) -> str:
    """A name without its namespace: Excel has two sets of them."""
    return name.rpartition("}")[2]


def refuse_doctype(*_: object) -> None:
    raise FileRefused("This workbook holds declarations that no spreadsheet writes. " + SAVE_AS)


def check_members(members: list[zipfile.ZipInfo]) -> None:
    """Refuse what could not be a return by its directory alone."""
    names = {one.filename for one in members}
    for name, words in OTHERS.items():
        if name in names:
            raise FileRefused(f"This is {words}, not an Excel workbook. {SAVE_AS}")
    if any(one.flag_bits & ENCRYPTED for one in members):
        raise FileRefused("This workbook is protected by a password. Save it without one.")
    if any(one.compress_type not in UNPACKABLE for one in members):
        raise FileRefused(DAMAGED)
    if len(members) > MOST_MEMBERS:
        raise FileRefused(
            f"This workbook has {len(members):,} parts, more than any return needs. "
            "Copy the sheet with figures to a new workbook."
        )
    check_unpacked(sum(one.file_size for one in members), sum(one.compress_size for one in members))


def check_unpacked(unpacked: int, packed: int) -> None:
    """Refuse what would grow out of all proportion."""
    if unpacked > MOST_UNPACKED or unpacked > MOST_RATIO * max(packed, CHUNK):
        raise FileRefused(
            "This workbook unpacks to far more than any return needs. "
            "Copy the sheet with figures to a new workbook."
        )
