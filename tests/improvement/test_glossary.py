"""Is every term findable, once, and does a missing one say so?"""

import pytest
import yaml

from improvement import glossary

SHORTS = """
ASYE CADS CIN CLA CP CSWW DCS EET EHCP ICB ICPC ILACS IRO JTAI LAIT LMCS MASH PEP PLO SDQ SEND SIF
SLIP SPC SSDA903 UASC WD XmR YTD
"""


def test_glossary_terms_are_unique_and_in_order() -> None:
    terms = list(glossary.TERMS.values())
    assert len(terms) >= 60
    names = [term.term.lower() for term in terms]
    assert names == sorted(names)
    keys = names + [term.short.lower() for term in terms if term.short]
    assert len(keys) == len(set(keys))
    assert all(term.meaning.endswith(".") for term in terms)


def test_glossary_loses_no_entry_to_a_shared_address() -> None:
    entries = yaml.safe_load(glossary.SOURCE.read_text(encoding="utf-8"))
    assert len(glossary.TERMS) == len(entries)


@pytest.mark.parametrize("short", SHORTS.split())
def test_glossary_explains_abbreviation(short: str) -> None:
    assert glossary.term(short).short == short
    assert glossary.term(short.lower()) == glossary.term(short)


@pytest.mark.parametrize(
    "name",
    ["RAG", "brag", "Baseline", "section", "monthly-return", "statistical-neighbours"],
)
def test_glossary_finds_term_by_name_or_slug(name: str) -> None:
    found = glossary.term(name)
    assert glossary.TERMS[found.slug] is found


def test_glossary_names_the_term_it_lacks() -> None:
    with pytest.raises(KeyError, match="quango"):
        glossary.term("quango")


def test_glossary_has_no_other_attributes() -> None:
    with pytest.raises(AttributeError, match="NO_SUCH"):
        glossary.NO_SUCH  # noqa: B018
