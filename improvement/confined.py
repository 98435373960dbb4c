"""How is a file read that may have been made to do harm, where it can do none?

Whatever parses an uploaded file runs in a process of its own: `run_confined` starts it, `confine`
is the first thing it does. It gives up memory, time and the room to write before it looks at the
first byte. The standard library is all this needs, so that such a process starts quickly.
"""

import resource
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parent.parent
# A little longer than the time it may compute, for a machine that is busy.
LEEWAY = 1.5
PIECE = 65_536


class Stopped(Exception):
    """The process came to no answer within its limits."""


class TooLarge(Exception):
    """The file is larger than anything of its kind."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one file may cost, in bytes and seconds."""

    memory: int
    seconds: int
    answer: int

    @property
    def patience(self) -> float:
        """How long the process that waits for the answer waits."""
        return self.seconds + LEEWAY


def confine(limits: Limits) -> None:
    """No more than this, whatever the file asks for; a lower limit that holds already stays."""
    for kind, most in (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_CPU, limits.seconds),
        (resource.RLIMIT_FSIZE, limits.answer),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(kind)[1]
        lowest = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (lowest, lowest))


def copied(file: IO[bytes], copy: IO[bytes], most: int) -> int:
    """Put a file where another process can read it; its size, or `TooLarge`."""
    file.seek(0)
    size = 0
    while piece := file.read(PIECE):
        copy.write(piece)
        size += len(piece)
        if size > most:
            raise TooLarge
    return size


def run_confined(
    module: str,
    *words: str,
    given: IO[bytes],
    limits: Limits,
    patience: float,
    needs_libraries: bool = False,
    root: Path = ROOT,
) -> bytes:
    """What one of our own modules answers to a file, in a process of its own; or `Stopped`.

    `words` are ours, never a word of the file or its sender. Installed libraries are out of its
    reach unless it needs them.
    """
    flags = ["-E", "-B"] if needs_libraries else ["-S", "-E", "-B"]
    with tempfile.TemporaryFile() as answer:
        try:
            done = subprocess.run(  # noqa: S603 - our own module, no word of the file in it
                [sys.executable, *flags, "-m", module, *words],
                cwd=root,
                env={},
                stdin=given,
                stdout=answer,
                stderr=subprocess.DEVNULL,
                timeout=patience,
                check=False,
            )
        except subprocess.TimeoutExpired as fault:
            raise Stopped from fault
        if done.returncode:
            raise Stopped
        answer.seek(0)
        return answer.read(limits.answer + 1)
