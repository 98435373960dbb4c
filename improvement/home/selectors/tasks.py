"""What is one thing to do?"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """One of several things that a task is made of: what it is called in full, and in short."""

    before: str
    name: str
    after: str
    href: str


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do: what, where, how pressing in a word, and by when."""

    title: str
    href: str
    status: str
    hint: str = ""
    rag: str = ""
    parts: tuple[Part, ...] = ()
