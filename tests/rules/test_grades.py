"""Is better called better, and is what cannot be compared never compared?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from improvement.rules.grades import Change, Graded, change_between
from tests.fuzzing import examples

SCALE = {"outstanding": 1, "good": 2, "requires-improvement": 3, "inadequate": 4}
OLD = {"outstanding": 1, "good": 2, "adequate": 3, "inadequate": 4}


def graded(grade, name="Help", scale=SCALE) -> Graded:
    return Graded(name, grade, scale)


@pytest.mark.parametrize(
    ("earlier", "later", "change", "reason"),
    [
        (graded("inadequate"), graded("good"), "better", ""),
        (graded("good"), graded("requires-improvement"), "worse", ""),
        (graded("good"), graded("good"), "same", ""),
        (None, graded("good"), "not_comparable", "did not judge"),
        (graded("good", "Help and care"), graded("good"), "not_comparable", "Help and care"),
        (graded("good", scale=OLD), graded("good"), "not_comparable", "were others"),
        (graded(""), graded("good"), "not_comparable", "Not graded last time"),
        (graded(None), graded("good"), "not_comparable", "Not recorded last time"),
        (graded("good"), graded(None), "not_comparable", "Not recorded this time"),
        (graded("good"), graded("adequate"), "not_comparable", "Not graded this time"),
    ],
)
def test_change(earlier, later, change, reason):
    found, why = change_between(earlier, later)
    assert found == change
    assert reason in why
    assert bool(why) == bool(reason)


GRADES = st.sampled_from([*SCALE, "", None])


@examples()
@given(GRADES, GRADES)
def test_turned_round_better_is_worse(one, other):
    turned = {Change.BETTER: Change.WORSE, Change.WORSE: Change.BETTER}
    there, _ = change_between(graded(one), graded(other))
    back, _ = change_between(graded(other), graded(one))
    assert back == turned.get(there, there)
