"""Every test of published outcomes has the frameworks that they are judged under."""

import pytest

from inspections.reference import load_judgement_sets


@pytest.fixture(autouse=True)
def frameworks(db) -> None:
    load_judgement_sets()
