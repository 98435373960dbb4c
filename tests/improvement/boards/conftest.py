"""What do the tests of boards share: a board, a meeting it held and one challenge?"""

import pytest

from improvement.boards.models import Board, Decision, Meeting
from tests.improvement.boards.builders import make_board, make_decision, make_meeting


@pytest.fixture
def board(council) -> Board:
    return make_board(council, name="Improvement Board")


@pytest.fixture
def meeting(board) -> Meeting:
    return make_meeting(board)


@pytest.fixture
def decision(meeting) -> Decision:
    return make_decision(meeting)
