"""What do the tests of reminders start from?"""

import pytest

from tests.scorecard.builders import Desk, make_desk


@pytest.fixture
def desk(area, cast) -> Desk:
    """October's front door, due on Friday 13 November 2026, with nothing keyed."""
    return make_desk(area)
