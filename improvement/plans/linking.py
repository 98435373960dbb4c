"""Which measures do open findings rely on? Registered with the scorecard, which cannot ask.

A finding relies on the measures of the actions that answer it.
"""

from improvement.councils.models import Council
from improvement.plans.models import Action
from improvement.rules.finding import FindingStatus

# What waits for something still; a finding addressed, confirmed or past relies on no figure.
OPEN = (FindingStatus.OPEN, FindingStatus.ACTION_PLANNED, FindingStatus.IN_PROGRESS)


def measures_of_open_findings(council: Council) -> frozenset[int]:
    """The keys of the adopted measures. Queries: 1."""
    rows = Action.objects.filter(
        council=council, measures__isnull=False, findings__status__in=OPEN
    ).values_list("measures", flat=True)
    return frozenset(rows.distinct())
