"""The examples in the reader's docstrings are true."""

import doctest
from importlib import import_module

import pytest

MODULES = [
    *("blocks", "dating", "days", "grades", "headings", "joining", "judging", "lines"),
    *("markers", "places", "themes", "words"),
]


@pytest.mark.parametrize("name", MODULES)
def test_examples_hold(name):
    results = doctest.testmod(import_module(f"inspections.letters.{name}"))
    assert results.failed == 0


def test_there_are_examples():
    counts = [doctest.testmod(import_module(f"inspections.letters.{name}")) for name in MODULES]
    assert sum(one.attempted for one in counts) > 30
