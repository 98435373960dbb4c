"""Do two people who record for one council at once wait for each other?"""

import pytest

from improvement.boards import services
from tests.improvement.boards.builders import days, make_board, make_decision, make_meeting

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(monkeypatch, board, meeting, decision) -> list[str]:
    """What happened in which order: the council's row held, a reference looked for."""
    told: list[str] = []
    found = services.next_reference
    monkeypatch.setattr(services, "hold", lambda held: told.append(f"held {held.slug}"))
    monkeypatch.setattr(
        services, "next_reference", lambda *args: told.append("numbered") or found(*args)
    )
    return told


def test_council_is_held_before_a_decision_is_numbered(meeting, held):
    make_decision(meeting)

    assert held == [f"held {meeting.council.slug}", "numbered"]


def test_council_is_held_before_what_is_unique_is_stored(council, board, meeting, decision, held):
    make_meeting(make_board(council), on=days(-3))
    services.change_meeting(meeting=meeting, by=None, on=days(-4))
    services.change_decision(decision=decision, by=None, text="Why so late?")

    assert held == [f"held {council.slug}"] * 4
