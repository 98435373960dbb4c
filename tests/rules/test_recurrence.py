"""Is each return of a matter counted once, in order, whatever way the findings are linked?"""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from improvement.rules.recurrence import Recurrence, Sighting, ordinal, recurrences
from tests.fuzzing import examples


def seen(key: int, repeats: int | None, year: int, inspection: int | None = None) -> Sighting:
    return Sighting(key, repeats, inspection or key, date(year, 5, 1), year)


def said(*sightings: Sighting) -> dict[int, str]:
    return {key: one.said for key, one in recurrences(sightings).items()}


@pytest.mark.parametrize(
    ("sightings", "told"),
    [
        pytest.param([seen(1, None, 2018)], {1: ""}, id="once"),
        pytest.param(
            [seen(1, None, 2018), seen(2, 1, 2020), seen(3, 2, 2023)],
            {1: "", 2: "Second time since 2018", 3: "Third time since 2018"},
            id="a chain",
        ),
        pytest.param(
            [seen(1, None, 2018), seen(2, 1, 2020), seen(3, 1, 2023)],
            {1: "", 2: "Second time since 2018", 3: "Third time since 2018"},
            id="both linked to the first",
        ),
        pytest.param(
            [seen(1, None, 2018, 9), seen(2, 1, 2018, 9)], {1: "", 2: ""}, id="one report, twice"
        ),
        pytest.param(
            [Sighting(1, None, 1), Sighting(2, 1, 2, date(2020, 1, 1), 2020)],
            {1: "", 2: "Second time since 2020"},
            id="the first has no day",
        ),
        pytest.param(
            [Sighting(1, None, 1), Sighting(2, 1, 2)],
            {1: "", 2: "Second time"},
            id="no days at all",
        ),
        pytest.param([seen(2, 7, 2020)], {2: ""}, id="what it repeats is not known"),
    ],
)
def test_recurrence_is_told(sightings, told):
    assert said(*sightings) == told


def test_a_ring_is_walked_once():
    rings = recurrences([seen(1, 2, 2018), seen(2, 1, 2020), seen(3, 1, 2021)])
    assert max(one.times for one in rings.values()) == 3


@pytest.mark.parametrize(
    ("number", "word"),
    [(1, "First"), (3, "Third"), (10, "Tenth"), (11, "11th"), (12, "12th"), (21, "21st"),
     (22, "22nd"), (33, "33rd"), (111, "111th")],
)  # fmt: skip
def test_ordinals(number, word):
    assert ordinal(number) == word


@given(st.lists(st.integers(0, 30), min_size=1, max_size=25), st.randoms())
@examples(at_a_desk=60, in_ci=200)
def test_the_last_of_any_chain_counts_every_inspection_in_any_order(gaps, shuffle):
    """Each finding repeats an earlier one, chosen anyhow: the last has seen them all."""
    day = date(2000, 1, 1).toordinal()
    found = []
    for key, gap in enumerate(gaps):
        day += gap
        repeats = shuffle.randrange(key) if key else None
        found.append(Sighting(key, repeats, key, date.fromordinal(day), 2000))
    told = recurrences(shuffle.sample(found, len(found)))
    last = max(found, key=lambda one: (one.day, one.key))
    assert told[last.key] == Recurrence(len(found), 2000)
    assert told == recurrences(found)
    assert all(1 <= one.times <= len(found) for one in told.values())
