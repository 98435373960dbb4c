"""A chart in words: the sentence is true of the figures, and no icon is without its text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from improvement.rules.month import Month, months_between
from improvement.rules.spc import Assurance, Better, Rebase, Variation, xmr
from improvement.rules.spc_words import assurance_words, reading, variation_words

LAST = Month(2026, 11)
# Twelve points, mean 10, limits 10 ± 10.64.
SAW, WAS = [8, 12] * 6, [12, 8] * 6
UP, DOWN = list(range(7, 14)), list(range(13, 6, -1))


def read(values, improvement="increase", rebases=()):
    months = months_between(LAST.plus(1 - len(values)), LAST) if values else []
    return reading(xmr(values, improvement=improvement, rebases=rebases), months)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param(SAW, "November 2026 is within the limits: no real change.", id="common"),
        pytest.param(
            [*SAW, 99],
            "November 2026 is above the upper limit: a real improvement.",
            id="above-limit",
        ),
        pytest.param(
            [*SAW, -79], "November 2026 is below the lower limit: a real worsening.", id="below"
        ),
        pytest.param(
            SAW + UP,
            "The last seven months rise without a break: a real improvement since May 2026.",
            id="rise",
        ),
        pytest.param(
            WAS + DOWN,
            "The last seven months fall without a break: a real worsening since May 2026.",
            id="fall",
        ),
        pytest.param(
            SAW + [11] * 9,
            "The last ten months are above the mean: a real improvement since February 2026.",
            id="above-mean",
        ),
        pytest.param(
            WAS + [9] * 10,
            "The last 11 months are below the mean: a real worsening since January 2026.",
            id="below-mean",
        ),
        pytest.param(
            [*SAW, 0, 9, 0, *SAW, 20, 11, 20],
            "At least two of the last three months are close to the upper limit:"
            " a real improvement.",
            id="near-upper",
        ),
        pytest.param(
            [*SAW, 20, 11, 20, *WAS, 0, 9, 0],
            "At least two of the last three months are close to the lower limit: a real worsening.",
            id="near-lower",
        ),
        pytest.param(
            [*SAW, 7, 8, 9, None, 10, 11, 12, 13],
            "The last seven figures rise without a break: a real improvement since April 2026.",
            id="a-gap-within",
        ),
        pytest.param(
            [*SAW, *UP, None],
            "The last seven figures rise without a break: a real improvement since April 2026.",
            id="a-gap-at-the-end",
        ),
        pytest.param(
            [*SAW, None], "October 2026 is within the limits: no real change.", id="last-returned"
        ),
        pytest.param(
            [8, 12] * 4,
            "November 2026 is within the limits: no real change"
            " (on trial limits, from eight figures).",
            id="trial",
        ),
        pytest.param(
            [None, 8],
            "November 2026 is the only figure: one cannot show a change.",
            id="one-figure",
        ),
        pytest.param([None], "There is no figure to read.", id="gap"),
        pytest.param([], "There is no figure to read.", id="nothing"),
    ],
)
def test_reading(values, expected):
    assert read(values) == expected


@pytest.mark.parametrize(
    ("improvement", "change"),
    [("increase", "improvement"), ("decrease", "worsening"), ("neutral", "change")],
)
def test_reading_says_what_is_better(improvement, change):
    said = f"The last seven months rise without a break: a real {change} since May 2026."
    assert read(SAW + UP, improvement) == said


def test_reading_is_of_the_last_stretch():
    values = SAW + [value + 100 for value in SAW]
    said = read(values, rebases=[Rebase(12, "New definition")])
    assert said == "November 2026 is within the limits: no real change."


def test_the_first_figure_after_a_rebase_is_not_called_the_only_one_there_is():
    said = read([*SAW, 110], rebases=[Rebase(12, "New definition")])
    assert said == (
        "November 2026 is the only figure since the limits were begun anew:"
        " one cannot show a change."
    )


def test_reading_needs_a_month_to_each_value():
    with pytest.raises(ValueError, match="month"):
        reading(xmr(SAW, improvement="increase"), [LAST])


@given(st.lists(st.integers(0, 9) | st.none(), max_size=30), st.sampled_from(Better))
def test_reading_is_one_sentence(values, improvement):
    said = read(values, improvement)
    assert said[0].isupper()
    assert said.endswith(".")
    assert said.count(".") == 1


@pytest.mark.parametrize(
    ("words", "kinds"), [(variation_words, Variation), (assurance_words, Assurance)]
)
def test_every_icon_has_its_own_text(words, kinds):
    said = [words(kind) for kind in (*kinds, None)]
    assert len(set(said)) == len(said)
    assert all(said)


def test_icons_say_what_they_show():
    assert variation_words(Variation.CONCERN_LOW) == "Special cause concern, low"
    assert assurance_words(Assurance.FAILS) == "Consistently fails the target"
    assert assurance_words(None) == "No assurance can be read"
