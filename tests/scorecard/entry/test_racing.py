"""Does exactly one of several savers win, and does a save get lost where nobody checks?"""

import json
import os

import pytest
from django.db import connection

from tests.load.serving import fresh_environment, run
from tests.scorecard.entry.racing import REFUSED, SAVED, WRITERS

ROUNDS = 20


@pytest.fixture(scope="module")
def told(tmp_path_factory) -> list[dict]:
    """Every round, on the database that the tests run on, in a database of its own."""
    postgres = os.environ["DATABASE_URL"] if connection.vendor == "postgresql" else ""
    with fresh_environment(tmp_path_factory.mktemp("race"), postgres) as env:
        words = run("tests.scorecard.entry.racing", str(ROUNDS), env=env)
    return [json.loads(line) for line in words.splitlines()]


def test_exactly_one_of_four_wins_every_round(told):
    checked = [one for one in told if one["is_checked"]]
    assert len(checked) == ROUNDS
    for one in checked:
        assert sorted(one["codes"]) == [SAVED] + [REFUSED] * (WRITERS - 1)
        assert (one["lost"], one["moved"]) == (0, 1)


def test_without_the_check_acknowledged_saves_are_lost(told):
    """The negative control: the same race, and nobody asks which version was seen."""
    unchecked = [one for one in told if not one["is_checked"]]
    assert len(unchecked) == ROUNDS
    assert sum(one["saved"] for one in unchecked) > ROUNDS
    assert sum(one["lost"] for one in unchecked) > 0
