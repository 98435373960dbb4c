"""Who may key and publish the workforce, and who sees it before it is approved?

It belongs to the service areas whose measures it feeds: an officer keys it who covers them all.
A council without such measures leaves it to its performance lead.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied

from improvement.councils.roles import SEE_DRAFTS, Role
from workforce.scorecard_link import fed_measures

if TYPE_CHECKING:
    from improvement.councils.access import Access

ANY_AREA = frozenset({Role.LEAD})
SEES_EVERY_DRAFT = SEE_DRAFTS - {Role.OFFICER}


@dataclass(frozen=True, slots=True)
class Rights:
    """What one person may do with one council's workforce."""

    may_key: bool
    sees_drafts: bool


def rights_of(access: Access) -> Rights:
    """Work out both. Queries: none for a lead, else 1, for an officer 2."""
    if access.has(ANY_AREA):
        return Rights(may_key=True, sees_drafts=True)
    if not access.has({Role.OFFICER}):
        return Rights(may_key=False, sees_drafts=access.has(SEES_EVERY_DRAFT))
    areas = set(fed_measures(access.council).order_by().values_list("area_id", flat=True))
    covers = bool(areas) and areas <= access.own_area_ids
    return Rights(may_key=covers, sees_drafts=covers or access.has(SEES_EVERY_DRAFT))


def require_keeper(access: Access) -> None:
    """Refuse whoever may not key."""
    if not rights_of(access).may_key:
        raise PermissionDenied(
            "Only the performance lead, or an officer who covers the workforce, may do this."
        )
