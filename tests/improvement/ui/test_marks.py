"""Is a rating always a word and a shape, and a direction always a word and an arrow?"""

import pytest

from improvement.rules.brag import Brag
from improvement.rules.direction import Direction, Improvement
from improvement.rules.rag import Rag
from improvement.ui.marks import SHAPES, assurance_html, direction_html, rag_html


@pytest.mark.parametrize("rag", [*Rag, *Brag])
def test_rating_is_word_and_shape(rag):
    html = rag_html(rag)
    assert html.endswith(f"{rag.word}</span>")
    assert 'aria-hidden="true"' in html


def test_each_colour_has_its_own_shape():
    assert len(set(SHAPES.values())) == len(SHAPES)


def test_value_alone_gives_the_same_mark():
    assert rag_html("no_data") == rag_html(Rag.NO_DATA)
    assert "Not rated" in rag_html(None)


@pytest.mark.parametrize("direction", list(Direction))
def test_direction_is_word_and_arrow(direction):
    html = direction_html(direction, Improvement.IMPROVING)
    assert direction.value in html
    assert "<path" in html
    assert "Improving" in html


def test_unknown_direction_says_so():
    assert "Not known" in direction_html(None)


def test_words_are_escaped():
    assert "<b>" not in rag_html("green", "<b>")


@pytest.mark.parametrize(
    ("assurance", "rag", "word"),
    [
        ("consistent_fail", "red", "Reliably misses target"),
        ("consistent_fail", "green", "Missed target before"),
        ("consistent_pass", "green", "Reliably meets target"),
        ("consistent_pass", "red", "Met target before"),
        ("inconsistent", "green", "Hit or miss on target"),
    ],
)
def test_assurance_never_contradicts_the_rating_beside_it(assurance, rag, word):
    assert f"</svg> {word}</span>" in assurance_html(assurance, rag)
