"""A finding's life: which moves are allowed, and which need a reason."""

from datetime import date
from itertools import pairwise, product

import pytest

from improvement.rules.finding import (
    FindingStatus,
    can_move,
    is_later,
    keeps_evidence,
    moves_from,
    needs_reason,
)

OPEN, PLANNED, UNDER_WAY, ADDRESSED, CONFIRMED, NOT_RELEVANT = FindingStatus
ALLOWED = {
    (OPEN, PLANNED),
    (PLANNED, UNDER_WAY),
    (UNDER_WAY, ADDRESSED),
    (ADDRESSED, CONFIRMED),
    (PLANNED, OPEN),
    (UNDER_WAY, PLANNED),
    (ADDRESSED, UNDER_WAY),
    (OPEN, NOT_RELEVANT),
    (PLANNED, NOT_RELEVANT),
    (UNDER_WAY, NOT_RELEVANT),
    (ADDRESSED, NOT_RELEVANT),
    (NOT_RELEVANT, OPEN),
}


@pytest.mark.parametrize(("old", "new"), list(product(FindingStatus, repeat=2)))
def test_can_move(old, new):
    assert can_move(old, new) is ((old, new) in ALLOWED)
    assert (new in moves_from(old)) is ((old, new) in ALLOWED)


def test_the_usual_path_is_offered_first():
    path = [OPEN, PLANNED, UNDER_WAY, ADDRESSED, CONFIRMED]
    assert [moves_from(old)[0] for old, _ in pairwise(path)] == path[1:]


@pytest.mark.parametrize("new", FindingStatus)
def test_only_setting_aside_always_needs_a_reason(new):
    assert needs_reason(new) is (new is NOT_RELEVANT)


@pytest.mark.parametrize(
    ("old", "new", "needed"),
    [
        (OPEN, PLANNED, False),
        (ADDRESSED, CONFIRMED, False),
        (ADDRESSED, UNDER_WAY, True),
        (PLANNED, OPEN, True),
        (NOT_RELEVANT, OPEN, True),
        (OPEN, NOT_RELEVANT, True),
    ],
)
def test_a_step_back_needs_a_reason(old, new, needed):
    assert needs_reason(new, old) is needed


def test_labels():
    assert [status.label for status in FindingStatus] == [
        "Open",
        "Action planned",
        "In progress",
        "Addressed",
        "Confirmed",
        "No longer relevant",
    ]


def test_evidence_counts_once_a_finding_is_addressed_and_no_sooner():
    assert [one for one in FindingStatus if keeps_evidence(one)] == [ADDRESSED, CONFIRMED]


@pytest.mark.parametrize(
    ("day", "than", "later"),
    [
        pytest.param(date(2024, 5, 2), date(2024, 5, 1), True, id="the next day"),
        pytest.param(date(2024, 5, 1), date(2024, 5, 1), False, id="the same day"),
        pytest.param(date(2024, 4, 30), date(2024, 5, 1), False, id="the day before"),
        pytest.param(None, date(2024, 5, 1), False, id="no day"),
        pytest.param(date(2024, 5, 1), None, False, id="than no day"),
    ],
)
def test_later_is_surely_later(day, than, later):
    assert is_later(day, than) is later
