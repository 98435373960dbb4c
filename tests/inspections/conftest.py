"""What inspection and finding is each page test about, and at which addresses?"""

import pytest
from django.urls import reverse

from inspections.models import Finding, Inspection
from tests.inspections.builders import make_finding, make_inspection


@pytest.fixture
def inspection(council) -> Inspection:
    return make_inspection(council)


@pytest.fixture
def finding(inspection) -> Finding:
    return make_finding(inspection, reference="A1", theme="Front door", agencies=["Council"])


@pytest.fixture
def address(council, inspection, finding):
    """The address of a page by its name: about the inspection or the finding of this test."""

    def of(name: str, **changes) -> str:
        noun, verb = name.split("-", 1)
        args = [changes.get("slug", council.slug)]
        if verb not in ("list", "add"):
            args.append(changes.get("pk", (inspection if noun == "inspection" else finding).pk))
        return reverse(f"inspections:{name}", args=args)

    return of
