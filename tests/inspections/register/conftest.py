"""Which inspections and findings do the tests of the register meet?"""

from datetime import date

import pytest

from inspections.models import AuditCycle, Finding, Inspection
from tests.inspections.builders import make_finding, make_inspection


@pytest.fixture
def first(council) -> Inspection:
    return make_inspection(council, started=date(2018, 5, 14))


@pytest.fixture
def second(council) -> Inspection:
    return make_inspection(council, kind="focused-visit", started=date(2021, 3, 2))


@pytest.fixture
def third(council) -> Inspection:
    return make_inspection(council, kind="jtai", started=date(2024, 9, 9))


@pytest.fixture
def drift(first) -> Finding:
    return make_finding(first, reference="A1", text="Supervision records drift and delay.")


@pytest.fixture
def again(second) -> Finding:
    return make_finding(second, reference="B1", text="Drift and delay in supervision records.")


def make_audit(council, ended: date, **fields) -> AuditCycle:
    """A round of audits that ended on a day."""
    fields = {"name": f"Round to {ended}", "started": ended, "ended": ended, **fields}
    return AuditCycle.objects.create(council=council, **fields)
