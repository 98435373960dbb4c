"""Who has a section now: whoever keys it, the officers of its area, or those who approve?"""

from collections import defaultdict
from collections.abc import Collection, Mapping

from improvement.councils.models import Membership
from improvement.councils.roles import Role
from improvement.rules.section import SectionStatus
from scorecard.models import Section

Officers = Mapping[int, list[str]]
NOBODY = "No officer has this area"


def officers_by_area(councils: Collection[int]) -> dict[int, list[str]]:
    """The officers who key each area at present, by name. Queries: 1."""
    links = Membership.areas.through.objects.filter(
        membership__council__in=councils,
        membership__role=Role.OFFICER,
        membership__is_active=True,
        membership__user__is_active=True,
    )
    found: dict[int, list[str]] = defaultdict(list)
    person = ("membership__user__name", "membership__user__username")
    for area, name, username in links.order_by(*person).values_list("servicearea_id", *person):
        found[area].append(name or username)
    return found


def who_has(section: Section, officers: Officers) -> str:
    """Whose move it is; nobody's once the section is approved."""
    status = SectionStatus(section.status)
    if status is SectionStatus.APPROVED:
        return ""
    if status is SectionStatus.SUBMITTED:
        return f"With a performance lead, from {section.submitted_by}"
    names = officers.get(section.area_id, [])
    if section.edited_by is None:
        return f"With {', '.join(names)}" if names else NOBODY
    last = str(section.edited_by)
    others = f"; officers: {', '.join(names)}" if names and last not in names else ""
    return f"With {last}{others}"


def holder_of(section: Section, officers: Officers) -> str:
    """Whose move an overdue section waits for: whoever approves it, or its officers."""
    if section.status == SectionStatus.SUBMITTED:
        return "A performance lead"
    return ", ".join(officers.get(section.area_id, ())) or NOBODY
