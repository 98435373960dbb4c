"""Is a stored value told as people say it?"""

import pytest

from improvement.history.selectors import told, told_as


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
        ("2026-11-21T05:34:28.985234+00:00", "21 November 2026, 05:34"),
        ("2026-07-21T05:34:28+00:00", "21 July 2026, 06:34"),
        ("2026-02-31T05:34:28+00:00", "2026-02-31T05:34:28+00:00"),
        ("A1", "A1"),
        (0, "0"),
    ],
)
def test_value_in_words(value, words):
    assert told(value) == words


def test_a_comment_stands_in_quotes():
    assert told_as("QA2 comment", "Recounted.") == "“Recounted.”"
    assert told_as("comment", "2026-12-28") == "“2026-12-28”"
    assert told_as("QA2 comment", "") == "nothing"
    assert told_as("QA2", "23 of 25") == "23 of 25"
