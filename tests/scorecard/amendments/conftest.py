"""An approved October in which one measure says 21 of 23."""

import pytest

from improvement.councils.models import User
from scorecard.models import AdoptedMeasure
from tests.scorecard.amendments.builders import make_approved, make_deputy
from tests.scorecard.builders import make_measure, pair


@pytest.fixture
def deputy(council) -> User:
    return make_deputy(council)


@pytest.fixture
def measure(area, cast) -> AdoptedMeasure:
    made = make_measure(area, target="90%+", name="Visits in time")
    entry = pair(21, 23, comment="As counted")
    make_approved(area.council, {made: entry}, officer=cast.officer, lead=cast.lead)
    return made
