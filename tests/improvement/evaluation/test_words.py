"""Do the examples in the words' own docstrings hold?"""

import doctest

from improvement.evaluation import words


def test_docstring_examples():
    results = doctest.testmod(words)
    assert results.attempted > 0
    assert results.failed == 0
