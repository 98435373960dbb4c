"""What do the tests of packs share?"""

import pytest

from tests.improvement.packs.builders import Material, make_content, make_material


@pytest.fixture
def made(area) -> Material:
    return make_material(area)


@pytest.fixture
def content(area):
    return make_content(area)
