"""What is one thing to do?"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do: what, where, how pressing in a word, and by when."""

    title: str
    href: str
    status: str
    hint: str = ""
    rag: str = ""
