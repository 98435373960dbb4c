"""What does a page offer to choose from, where it is no list with filters of its own?"""

from dataclasses import dataclass

Options = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Select:
    """One list to choose from, as the page shows it."""

    name: str
    label: str
    options: Options
    chosen: str
