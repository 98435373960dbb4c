"""What does a word or abbreviation on our screens and in our papers mean?

Every term is written once, in `fixtures/glossary.yaml`; the glossary page, the `{% term %}` tag and
the appendix of a pack all read it here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

import yaml

SOURCE = Path(__file__).resolve().parent.parent / "fixtures" / "glossary.yaml"

TERMS: Mapping[str, Term]


@dataclass(frozen=True, slots=True)
class Term:
    """One entry of the glossary."""

    slug: str
    term: str
    meaning: str
    short: str = ""
    source: str = ""

    @property
    def label(self) -> str:
        """The words in full, with the abbreviation in use: "Child in need (CIN)"."""
        return f"{self.term} ({self.short})" if self.short else self.term


def slug_of(words: str) -> str:
    """The address of a term on the glossary page.

    >>> slug_of("Lead member for children's services")
    'lead-member-for-childrens-services'
    """
    return re.sub(r"[^a-z0-9]+", "-", words.lower().replace("'", "")).strip("-")


@cache
def all_terms() -> Mapping[str, Term]:
    """Every term by its slug, in the order of the alphabet."""
    entries = yaml.safe_load(SOURCE.read_text(encoding="utf-8"))
    terms = (Term(slug=slug_of(entry["term"]), **entry) for entry in entries)
    return MappingProxyType({term.slug: term for term in terms})


@cache
def _by_short() -> Mapping[str, Term]:
    return {term.short.lower(): term for term in all_terms().values() if term.short}


def term(slug_or_short: str) -> Term:
    """The term of that slug, full name or abbreviation, in any case; KeyError if there is none.

    >>> term("iro").term
    'Independent reviewing officer'
    """
    found = all_terms().get(slug_of(slug_or_short)) or _by_short().get(slug_or_short.lower())
    if found is None:
        raise KeyError(f"The glossary has no term {slug_or_short!r}.")
    return found


def __getattr__(name: str) -> Mapping[str, Term]:
    """Read the file only when someone first asks for TERMS."""
    if name == "TERMS":
        return all_terms()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
