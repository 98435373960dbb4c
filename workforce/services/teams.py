"""How is a team added or changed?"""

from typing import Any

from django.db import transaction

from improvement.councils.models import Council, User
from improvement.history.services import save
from workforce.models import Team


@transaction.atomic
def add_team(*, council: Council, by: User | None, **fields: Any) -> Team:
    """Add a team; it stands last unless told where."""
    if "position" not in fields:
        fields["position"] = Team.objects.filter(council=council).count() + 1
    return save(Team(council=council, **fields), by=by, verb="added")


@transaction.atomic
def edit_team(*, team: Team, by: User, version: int | None = None, **fields: Any) -> Team:
    """Rename a team, move it, or close it; its past months stay."""
    for name, value in fields.items():
        setattr(team, name, value)
    return save(team, by=by, verb="changed", version=version)
