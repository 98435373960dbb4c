"""`python -m scorecard.uploads.child xlsx`: what does a file hold, read where it can do no harm?

Run by `reading.py` as a process of its own, with the file as its standard input and the table as
its output. It gives up memory, time and the room to write before it looks at the first byte, and
needs the standard library alone.
"""

import io
import json
import sys
from collections.abc import Callable
from typing import IO

from improvement import confined
from scorecard.uploads.delimited import read_delimited
from scorecard.uploads.limits import LARGEST_FILE, LIMITS
from scorecard.uploads.table import FileRefused, Table, to_json
from scorecard.uploads.workbook import read_workbook

TOO_MUCH = (
    "Reading this file takes more memory than any return needs. "
    "Copy the sheet with figures to a new workbook."
)


def confine() -> None:
    """No more than a return needs, whatever the file asks for."""
    confined.confine(LIMITS)


def read_text(file: IO[bytes]) -> Table:
    return read_delimited(file.read(LARGEST_FILE + 1))


READERS: dict[str, Callable[[IO[bytes]], Table]] = {"xlsx": read_workbook, "csv": read_text}


def answer(kind: str, data: IO[bytes]) -> str:
    """The table, or why there is none."""
    try:
        return to_json(READERS[kind](data))
    except FileRefused as refusal:
        return json.dumps({"refused": refusal.message})
    except MemoryError:
        return json.dumps({"refused": TOO_MUCH})


def main() -> None:
    confine()
    data = io.BytesIO(sys.stdin.buffer.read(LARGEST_FILE + 1))
    sys.stdout.buffer.write(answer(sys.argv[1], data).encode("ascii"))


if __name__ == "__main__":
    main()
