"""What does an officer find on the 1st? An area with two measures and its open section."""

import pytest

from tests.scorecard.builders import Desk, make_desk


@pytest.fixture
def desk(area, cast) -> Desk:
    return make_desk(area)
