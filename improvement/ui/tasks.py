"""What is one thing to do, as a task list shows it?"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """One of several places a task is done at: what it is called in full, and in short."""

    before: str
    name: str
    after: str
    href: str


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do: what, where, and how far or how pressing it is, in a word.

    `rag` colours that word where it stands for a rating.
    """

    title: str
    href: str
    status: str
    hint: str = ""
    rag: str = ""
    parts: tuple[Part, ...] = ()
