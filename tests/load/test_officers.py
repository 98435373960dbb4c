"""Does a save that a production server acknowledged stand in the database, whoever else saves?"""

import os

import pytest
from django.db import connection

from tests.load.officers import Officer, measure, outcome


def test_officers_saving_at_once_lose_nothing():
    postgres = os.environ["DATABASE_URL"] if connection.vendor == "postgresql" else ""
    came_to = measure(officers=6, measures=12, rounds=3, postgres=postgres)
    assert came_to.is_good, f"{came_to} {came_to.faults} {came_to.lost}"
    assert came_to.requests == 6 * 3 * 2


@pytest.mark.parametrize(
    "stored",
    [
        {"held": {"front-door": [1, 3]}, "saves": 1},
        {"held": {}, "saves": 1},
        {"held": {"front-door": [1, 2]}, "saves": 2},
    ],
)
def test_a_lost_or_doubled_save_is_found(stored):
    officer = Officer("front-door", "", "", acknowledged=[1, 2], saves=1, seconds=[0.1])
    assert not outcome("SQLite", [officer], 1.0, stored).is_good
    assert outcome("SQLite", [officer], 1.0, {"held": {"front-door": [1, 2]}, "saves": 1}).is_good
