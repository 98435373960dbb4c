"""What do the tests of plans share: a plan with one priority and one action of the owner's?"""

import pytest

from improvement.plans.models import Action, Plan, Priority
from tests.improvement.plans.builders import make_action, make_plan, make_priority


@pytest.fixture
def plan(council) -> Plan:
    return make_plan(council)


@pytest.fixture
def priority(plan) -> Priority:
    return make_priority(plan)


@pytest.fixture
def action(priority, cast) -> Action:
    return make_action(priority, owner=cast.owner)


@pytest.fixture
def typed(action) -> dict[str, str]:
    """What the edit form of the action sends when nothing is changed."""
    return {
        "version": str(action.version),
        "priority": str(action.priority_id),
        "reference": action.reference,
        "title": action.title,
        "owner": str(action.owner_id),
        "start": action.start.isoformat(),
        "due": action.due.isoformat(),
    }
