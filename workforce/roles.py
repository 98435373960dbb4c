"""Which posts does a team have, and which of them are social work?"""

from django.db import models


class WorkerRole(models.TextChoices):
    """What someone in a team is employed to do.

    Newly qualified workers are not a role of their own: they hold a social worker's post, and
    a team says how many of its social workers are in their first assessed and supported year.
    """

    SOCIAL_WORKER = "social_worker", "Social worker"
    SENIOR_SOCIAL_WORKER = "senior_social_worker", "Senior social worker"
    ADVANCED_PRACTITIONER = "advanced_practitioner", "Advanced practitioner"
    TEAM_MANAGER = "team_manager", "Team manager"
    SERVICE_MANAGER = "service_manager", "Service manager"
    PERSONAL_ADVISER = "personal_adviser", "Personal adviser"
    FAMILY_SUPPORT = "family_support", "Family support worker"

    @property
    def is_social_work(self) -> bool:
        """Does the post need a registered social worker? Only those are in the census rates."""
        return self not in NOT_SOCIAL_WORK


# The census counts registered children's social workers, managers included, and nobody else.
NOT_SOCIAL_WORK = frozenset({WorkerRole.PERSONAL_ADVISER, WorkerRole.FAMILY_SUPPORT})


class Tier(models.TextChoices):
    """How far up the service a leadership post stands."""

    DIRECTOR = "director", "Director"
    DEPUTY = "deputy", "Deputy or assistant director"
    HEAD = "head", "Head of service"
    MANAGER = "manager", "Service lead or manager"
    OTHER = "other", "Other"


class Standing(models.TextChoices):
    """On what terms someone holds a leadership post, or that nobody does."""

    PERMANENT = "permanent", "Permanent"
    INTERIM = "interim", "Interim"
    AGENCY = "agency", "Agency"
    VACANT = "vacant", "Vacant"
