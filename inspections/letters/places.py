"""Which council of the register does a letter speak of, however it writes the name?"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from inspections.letters.known import Place
from inspections.letters.letter import Said, Sure

# Councils that have been inspected and are gone; their letters stay theirs.
FORMER = (
    Place("Bournemouth", "E06000028", ("Bournemouth Borough",)),
    Place("Cumbria", "E10000006"),
    Place("Northamptonshire", "E10000021"),
    Place("Poole", "E06000029", ("Borough of Poole",)),
)
NOT_COUNCILS = re.compile(
    r"integrated care|icb\b|nhs|clinical commissioning|police|constabulary|probation|university"
    r"|foundation trust|fire and rescue",
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A council's name in a text: where its words begin and end."""

    place: Place
    at: int
    end: int


def flat(text: str) -> str:
    """A name as its words alone, however it is punctuated.

    >>> flat("Windsor & Maidenhead"), flat("St. Helens"), flat("Stoke-on-Trent’s")
    ('windsor and maidenhead', 'st helens', 'stoke on trent')
    """
    lowered = text.casefold().replace("&", " and ").replace("’", "'")
    lowered = re.sub(r"'s\b", "", lowered)
    lowered = re.sub(r"\bsaint\b", "st", lowered)
    return " ".join(re.sub(r"[^\w]+", " ", lowered).split())


class Register:
    """All councils by every name they go by."""

    def __init__(self, places: Iterable[Place]) -> None:
        self.by_name: dict[str, Place] = {}
        for place in (*FORMER, *places):
            for name in (place.name, *place.others):
                if not name.isupper() or len(name) > 4:
                    self.by_name[flat(name)] = place
        names = sorted(self.by_name, key=len, reverse=True)
        self.pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b")

    def mentions(self, text: str) -> list[Mention]:
        """Every council a text names; the longest name wins, so that no part of one is another."""
        return [
            Mention(self.by_name[match[0]], match.start(), match.end())
            for match in self.pattern.finditer(flat(text))
        ]

    def councils_in(self, text: str) -> list[Place]:
        """The councils a text names, each once; names of other bodies are passed over."""
        flattened = flat(text)
        found: dict[str, Place] = {}
        for one in self.mentions(text):
            if not NOT_COUNCILS.match(flattened[one.end : one.end + 40].strip()):
                found.setdefault(one.place.name, one.place)
        return list(found.values())


def council_said(
    register: Register, titles: Sequence[tuple[str, int, Sure]], texts: Sequence[str]
) -> Said[Place] | None:
    """The council a letter is about, by its titles in their order, else by what it names most."""
    for title, page, sure in titles:
        named = register.councils_in(title)
        if len(named) == 1:
            return Said(named[0], sure, page)
        if named:
            best = most_named(register, texts, named)
            return Said(best, Sure.UNSURE, page) if best else None
    best = most_named(register, texts, [])
    return Said(best, Sure.UNSURE, 1) if best else None


def most_named(register: Register, texts: Sequence[str], among: Sequence[Place]) -> Place | None:
    """The council that the whole letter names most often."""
    counted = Counter(one.place.name for text in texts for one in register.mentions(text))
    by_name = {place.name: place for place in register.by_name.values()}
    allowed = [place.name for place in among] or list(counted)
    if not allowed:
        return None
    return by_name[max(allowed, key=lambda name: counted[name])]
