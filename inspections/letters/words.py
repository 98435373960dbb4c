"""How is a text made plain, and parted into sentences?"""

import re


def plain(text: str) -> str:
    """Single spaces and one kind of apostrophe."""
    return " ".join(text.replace("’", "'").split())


def sentences(text: str) -> list[str]:
    """The sentences of a paragraph.

    >>> sentences("It began on 5 May. It ended soon; Nobody knew why.")
    ['It began on 5 May.', 'It ended soon;', 'Nobody knew why.']
    """
    return re.split(r"(?<=[.;])\s+(?=[A-Z‘“])", text)
