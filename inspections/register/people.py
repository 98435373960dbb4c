"""Who may answer for a finding?"""

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from improvement.councils.models import Council, User
from improvement.councils.roles import SEE_JOURNEY


def members_of(council: Council, present: int | None = None) -> QuerySet[User]:
    """Active members who see the journey, and whoever answers for it now."""
    member = Q(
        memberships__council=council,
        memberships__is_active=True,
        memberships__role__in=SEE_JOURNEY,
    )
    return User.objects.filter(member | Q(pk=present)).distinct().order_by("name", "pk")


def refuse_stranger(council: Council, owner: User | None) -> None:
    """Nobody answers for a finding who cannot see it."""
    if owner is not None and not members_of(council).filter(pk=owner.pk).exists():
        raise ValidationError({"owner": f"{owner} is not an active member of {council.called}."})
