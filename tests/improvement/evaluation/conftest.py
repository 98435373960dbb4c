"""What do the tests of the self-evaluation share?"""

import pytest

from inspections.reference import load_judgement_sets
from tests.improvement.evaluation.builders import Journey, make_journey


@pytest.fixture(autouse=True)
def _reference(request, settings, tmp_path) -> None:
    """Judgement sets where a database is at hand, and a storage of the test's own."""
    settings.MEDIA_ROOT = tmp_path / "media"
    if "db" in request.fixturenames:
        load_judgement_sets()


@pytest.fixture
def journey(area, cast) -> Journey:
    return make_journey(area, cast, "ours")
