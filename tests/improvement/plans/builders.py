"""How do tests make plans and actions? Through the services, with sensible defaults."""

from datetime import date, timedelta
from itertools import count

from django.utils import timezone

from improvement.councils.models import Council
from improvement.plans import services
from improvement.plans.models import Action, Plan, Priority

numbers = count(1)


def days(number: int) -> date:
    """A day so many days from today."""
    return timezone.localdate() + timedelta(days=number)


def make_plan(council: Council, **fields) -> Plan:
    """A plan in force for a year now."""
    fields = {"title": "Improvement plan", "starts": days(-365), **fields}
    return services.add_plan(council=council, by=None, **fields)


def make_priority(plan: Plan, **fields) -> Priority:
    fields = {"title": f"Priority {next(numbers)}", **fields}
    return services.add_priority(plan=plan, by=None, **fields)


def make_action(priority: Priority, **fields) -> Action:
    """An action on track, begun and due in a hundred days, unless told otherwise."""
    fields = {
        "title": f"Action {next(numbers)}",
        "start": days(-10),
        "due": days(100),
        "status": "on_track",
        **fields,
    }
    return services.add_action(council=priority.council, priority=priority, by=None, **fields)
