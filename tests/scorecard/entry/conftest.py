"""When is it in tests of what is typed and kept?"""

import pytest
from django.utils import timezone

from tests.scorecard.entry.sheets import AT


@pytest.fixture
def friday(monkeypatch):
    """Four minutes past ten on Friday 20 November 2026."""
    monkeypatch.setattr(timezone, "now", lambda: AT)
