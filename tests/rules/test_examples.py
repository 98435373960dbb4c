"""Do the examples in the rules' own docstrings hold?"""

import doctest
import importlib
import pkgutil

import pytest

import improvement.rules

MODULES = sorted(module.name for module in pkgutil.iter_modules(improvement.rules.__path__))


@pytest.mark.parametrize("name", MODULES)
def test_docstring_examples(name):
    module = importlib.import_module(f"improvement.rules.{name}")
    results = doctest.testmod(module)
    assert results.attempted > 0
    assert results.failed == 0
