"""What does the people page show?"""

from dataclasses import dataclass

from improvement.councils.models import Council, Membership


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One role of one person."""

    membership_id: int
    name: str
    email: str
    role: str
    areas: str


@dataclass(frozen=True, slots=True)
class PeoplePage:
    rows: tuple[PersonRow, ...]


def people_page(council: Council) -> PeoplePage:
    """Everyone who may enter now, by name. Queries: 2."""
    memberships = (
        Membership.objects.filter(council=council, is_active=True)
        .select_related("user")
        .prefetch_related("areas")
        .order_by("user__name", "role")
    )
    return PeoplePage(
        tuple(
            PersonRow(
                one.pk,
                one.user.name,
                one.user.email,
                one.get_role_display(),
                ", ".join(area.name for area in one.areas.all()) or "All areas",
            )
            for one in memberships
        )
    )
