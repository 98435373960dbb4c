"""What makes a pack's content one fixed thing, and with which template and code was it made?"""

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime
from functools import cache
from pathlib import Path

from improvement.packs.builders.words import Content, moment_words

PACKS = Path(__file__).resolve().parent
UI = PACKS.parent / "ui"
TEMPLATES = PACKS.parent.parent / "templates" / "packs"
# What the writers of files share with other exports.
WRITERS = ("typesetting", "word", "workbook")


def canonical(content: Content) -> bytes:
    """The one way to write a content down, so that equal contents have equal checksums."""
    return json.dumps(
        content, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
    ).encode()


def checksum(content: Content) -> str:
    """SHA-256 over the content as canonical JSON."""
    return hashlib.sha256(canonical(content)).hexdigest()


def hash_of(paths: Iterable[Path], root: Path) -> str:
    """One SHA-256 over files and their names."""
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


@cache
def template_version() -> str:
    """SHA-256 over the templates that documents are set with."""
    return hash_of(TEMPLATES.glob("*.typ"), TEMPLATES)


@cache
def code_version() -> str:
    """SHA-256 over the code that builds the content and writes the files."""
    own = (path for part in ("builders", "exporters") for path in (PACKS / part).glob("*.py"))
    return hash_of([*own, *(UI / f"{name}.py" for name in WRITERS)], PACKS.parent)


def stamped(
    content: Content, *, number: int, by: str, at: datetime, amendment: str = ""
) -> Content:
    """The content with its document control: which version, who froze it and when, and of what."""
    return content | {
        "version": {
            "number": number,
            "frozen_by": by,
            "frozen_at": at.isoformat(timespec="seconds"),
            "frozen": moment_words(at),
            "amendment": amendment,
            "template_version": template_version(),
            "code_version": code_version(),
        }
    }
