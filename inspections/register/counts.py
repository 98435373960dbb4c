"""How many findings stand at each status?"""

from dataclasses import dataclass

from django.db.models import Count
from django.http import QueryDict
from django.utils.safestring import SafeString

from improvement.rules.finding import FindingStatus
from improvement.ui.lists import safe_query
from inspections.marks import status_tag
from inspections.register.filters import FindingFilter


@dataclass(frozen=True, slots=True)
class StatusCount:
    """One status with how many findings have it, and the list of them."""

    tag: SafeString
    count: int
    href: str
    is_chosen: bool


def status_counts(found: FindingFilter, given: QueryDict) -> tuple[StatusCount, ...]:
    """The findings that the other filters leave, status by status. Queries: 1."""
    query = safe_query(given)
    found.data = query
    rows = found.whatever_status().to_answer().order_by()
    held = dict(rows.values_list("status").annotate(n=Count("pk")))
    return tuple(status_count(one, held.get(one.value, 0), query) for one in FindingStatus)


def status_count(status: FindingStatus, count: int, query: QueryDict) -> StatusCount:
    """One status; its link chooses it, or takes the choice back."""
    is_chosen = query.get("status") == status.value
    changed = query.copy()
    for name in ("page", "format"):
        changed.pop(name, None)
    changed["status"] = "" if is_chosen else status.value
    return StatusCount(status_tag(status), count, f"?{changed.urlencode()}", is_chosen)
