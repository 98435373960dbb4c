"""What country do the tests of benchmarks stand in?"""

import pytest

from improvement.councils.models import Council
from tests.scorecard.benchmarks.builders import make_country


@pytest.fixture
def country(db) -> list[Council]:
    return make_country()
