"""Which part of the history did the reader ask for?"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from urllib.parse import urlencode

LONGEST = 60


@dataclass(frozen=True, slots=True)
class Choice:
    """Family, kind and year; empty for all."""

    family: str = ""
    kind: str = ""
    year: str = ""

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "Choice":
        """From an address; what is not known there is found nowhere, and so left out later."""
        return cls(*(query.get(name, "")[:LONGEST] for name in ("family", "kind", "year")))

    def within(self, offered: Mapping[str, Iterable[str]]) -> "Choice":
        """Without whatever is not offered."""
        kept = {
            name: value
            for name in ("family", "kind", "year")
            if (value := getattr(self, name)) in set(offered[name])
        }
        return Choice(**kept)

    @property
    def is_made(self) -> bool:
        """Does it leave anything out?"""
        return bool(self.family or self.kind or self.year)

    @property
    def query(self) -> str:
        """The choice as an address query."""
        return urlencode({name: value for name, value in asdict(self).items() if value})
