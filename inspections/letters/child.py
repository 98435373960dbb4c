"""`python -m inspections.letters.child read|picture …`: what does a PDF hold, read where it can
do no harm?

Run by `reading.py` as a process of its own: its standard input is one line of what a reader must
know (register, judgement sets), then the file. It gives up memory, time and the room to write
before it looks at the first byte of either. Its answer begins with a letter that says what it is.
"""

import sys
from collections.abc import Callable
from typing import IO

from improvement.confined import confine
from inspections.letters.letter import LetterRefused, to_text
from inspections.letters.limits import LARGEST_FILE, LIMITS

READ, PICTURE = "read", "picture"
# The first byte of an answer.
ANSWERED, REFUSED = b"A", b"R"
TOO_MUCH = (
    "Reading this PDF takes more memory than any inspection letter needs. "
    "Choose the letter or report itself."
)
BROKEN = "This PDF is broken and cannot be read. Download it again from the inspectorate's site."


def read(known: bytes, data: bytes, name: str) -> bytes:
    """The reading as JSON."""
    from inspections.letters.interpreting import interpreted
    from inspections.letters.known import known_from
    from inspections.letters.pdf import pages_of

    return to_text(interpreted(pages_of(data), known_from(known), name)).encode("ascii")


def picture(known: bytes, data: bytes, page: str) -> bytes:
    """The page as PNG."""
    from inspections.letters.pdf import picture as drawn

    return drawn(data, int(page))


TASKS: dict[str, Callable[[bytes, bytes, str], bytes]] = {READ: read, PICTURE: picture}


def answer(task: str, word: str, known: bytes, data: bytes) -> bytes:
    """What was asked for, or why there is none; nothing in a file can make this fail."""
    try:
        return ANSWERED + TASKS[task](known, data, word)
    except LetterRefused as refusal:
        return REFUSED + refusal.message.encode()
    except MemoryError:
        return REFUSED + TOO_MUCH.encode()
    except (ValueError, RecursionError, ArithmeticError, LookupError, OSError, TypeError):
        return REFUSED + BROKEN.encode()


def given(stream: IO[bytes]) -> tuple[bytes, bytes]:
    """The line of what must be known, and the file after it."""
    return stream.readline(), stream.read(LARGEST_FILE + 1)


def main() -> None:
    confine(LIMITS)
    known, data = given(sys.stdin.buffer)
    task, word = sys.argv[1:3]
    sys.stdout.buffer.write(answer(task, word, known, data))


if __name__ == "__main__":
    main()
