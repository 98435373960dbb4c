"""Do findings about one matter read alike, and others not?"""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspections.register.likeness import (
    COMMON_AT_LEAST,
    EACH_KEEPS,
    THRESHOLD,
    alike,
    marked,
    signs_of,
    stem,
    telling_words,
)
from tests.fuzzing import examples

WORDS = (
    "supervision", "records", "plans", "placements", "referrals", "thresholds", "delay",
    "health", "oversight", "the", "of", "children",
)  # fmt: skip
texts = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)


def compared(ones: Sequence[str], others: Sequence[str]) -> dict[tuple[int, int], int]:
    """The pairs that the product proposes, by their places, with their scores."""
    signs = signs_of([*ones, *others])
    likes = alike(signs[: len(ones)], signs[len(ones) :])
    return {(like.one, like.other): like.score for like in likes}


def score(one: str, other: str) -> int:
    """The plain definition: twice the words in common over the words of both, 0 to 100."""
    first, second = telling_words(one), telling_words(other)
    return 200 * len(first & second) // (len(first) + len(second)) if first and second else 0


def is_alike(one: str, other: str) -> bool:
    """The plain definition: words enough in common, and a large enough share of both."""
    common = len(telling_words(one) & telling_words(other))
    return common >= COMMON_AT_LEAST and score(one, other) >= THRESHOLD


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(
            "Supervision and managers' oversight are not effective enough.",
            "Managers' oversight should be visible on the file.",
            id="oversight",
        ),
        pytest.param(
            "The timeliness of initial health assessments.",
            "Initial health assessment is late.",
            id="endings",
        ),
        pytest.param(
            "Pre-proceedings work needs to improve.",
            "Thresholds vary: some reached pre-proceedings fast.",
            id="a term of two words",
        ),
    ],
)
def test_one_matter_in_other_words_is_alike(one, other):
    assert compared([one], [other])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("", "", id="nothing"),
        pytest.param("The quality of services for children.", "Quality of services.", id="no word"),
        pytest.param("Demand keeps growing.", "Demand on schools.", id="one word in common"),
        pytest.param(
            "Private fostering needs better checks.",
            "Supervision should test the work harder.",
            id="other matters",
        ),
    ],
)
def test_other_matters_are_not_alike(one, other):
    assert not compared([one], [other])


@given(st.lists(texts, max_size=8), st.lists(texts, max_size=8))
@examples(at_a_desk=60, in_ci=80)
def test_comparing_thousands_finds_what_comparing_two_does(ones, others):
    """The signs and the library agree with the plain definition, pair by pair."""
    found = compared(ones, others)
    assert found == {
        (at, to): score(one, other)
        for at, one in enumerate(ones)
        for to, other in enumerate(others)
        if is_alike(one, other)
    }
    assert all(THRESHOLD <= told <= 100 for told in found.values())
    assert {(to, at): told for (at, to), told in compared(others, ones).items()} == found


def test_each_text_keeps_the_few_it_is_most_like():
    words = "supervision records plans referrals"
    others = [f"{words} {'x' * (at % 30 + 2)}" for at in range(60)] + [words]
    signs = signs_of([words, *others])
    likes = list(alike(signs[:1], signs[1:]))
    assert len(likes) == EACH_KEEPS
    assert (likes[0].other, likes[0].score) == (60, 100)


def test_an_ending_goes_only_from_a_word_that_is_long_enough():
    assert [stem(one) for one in ("assessments", "assessed", "used", "bus")] == [
        "assess", "assess", "used", "bus",
    ]  # fmt: skip
    assert (THRESHOLD, COMMON_AT_LEAST) == (33, 2)


def test_common_words_are_marked_and_mark_up_stays_text():
    told = marked("<b>Supervision</b> drifts & drifts.", "supervised plans drift")
    assert told == (
        "&lt;b&gt;<mark>Supervision</mark>&lt;/b&gt; <mark>drifts</mark> &amp; <mark>drifts</mark>."
    )
