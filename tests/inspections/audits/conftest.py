"""What cycle is each page test about, and at which addresses?"""

import pytest
from django.urls import reverse

from inspections.models import AuditCycle
from tests.inspections.audits.builders import make_cycle, make_results


@pytest.fixture
def cycle(council) -> AuditCycle:
    return make_cycle(council)


@pytest.fixture
def keyed(cycle) -> AuditCycle:
    """A cycle with twenty cases of the front door."""
    return make_results(cycle)


@pytest.fixture
def address(council):
    """The address of a page by its name and keys."""

    def of(name: str, *keys) -> str:
        return reverse(f"inspections:{name}", args=[council.slug, *keys])

    return of
