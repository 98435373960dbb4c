"""What does a browser send for a line of the establishment, and what does its reader see?"""

import re

from workforce.models import NUMBERS


def text_of(response) -> str:
    """A page as its reader sees it: no mark-up, single spaces."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def typed(team, version: int = 1, role: str = "social_worker", **numbers: object) -> dict:
    """What a browser sends for one line."""
    prefix = f"t{team.pk}-{role}"
    given = dict.fromkeys(NUMBERS, "") | numbers
    boxes = {f"{prefix}-{name}": str(value) for name, value in given.items()}
    return {"version": str(version), "row": prefix, **boxes}
