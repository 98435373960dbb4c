"""Which councils and memberships?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from improvement.councils.models import User


class CouncilQuerySet(models.QuerySet):
    def live(self) -> CouncilQuerySet:
        """Councils that use the product, not merely stand on the register."""
        return self.filter(is_live=True)


class MembershipQuerySet(models.QuerySet):
    def of(self, user: User) -> MembershipQuerySet:
        """What a person may enter now, council by council, in one query."""
        return (
            self.filter(user=user, is_active=True, council__is_live=True)
            .select_related("council")
            .order_by("council__name", "role")
        )
