"""How are councils named in a sentence?"""

from collections.abc import Sequence


def in_words(names: Sequence[str]) -> str:
    """As in "Blackpool, Bury and Oldham".

    >>> in_words(["Blackpool", "Bury", "Oldham"]), in_words(["Bury"])
    ('Blackpool, Bury and Oldham', 'Bury')
    """
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last


def with_verb(names: Sequence[str], verb: str, verb_of_many: str) -> str:
    """As in "Bury is" and "Bury and Oldham are"."""
    return f"{in_words(names)} {verb if len(names) == 1 else verb_of_many}"
