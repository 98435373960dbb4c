"""Is a stored value told as people say it?"""

import pytest

from improvement.history.selectors import told


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "nothing"),
        ("", "nothing"),
        ([], "nothing"),
        (True, "yes"),
        (["NHS", "Police"], "NHS, Police"),
        ("2026-12-28", "28 December 2026"),
        ("2026-02-31", "2026-02-31"),
        ("A1", "A1"),
        (0, "0"),
    ],
)
def test_value_in_words(value, words):
    assert told(value) == words
