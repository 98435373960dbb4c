"""What do the tests of the self-evaluation share?"""

import pytest

from tests.improvement.evaluation.builders import Journey, make_journey


@pytest.fixture(autouse=True)
def _storage(settings, tmp_path) -> None:
    """A storage of the test's own."""
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def journey(area, cast) -> Journey:
    return make_journey(area, cast, "ours")
