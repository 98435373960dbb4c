"""Which tables hold measures, returns and what happens to them?"""

from scorecard.models.amendments import Amendment, AmendmentStatus
from scorecard.models.measures import AdoptedMeasure, Measure, Target
from scorecard.models.returns import Figure, MonthlyReturn, Section
from scorecard.models.working import Reminder, WorkingCopy

__all__ = [
    "AdoptedMeasure",
    "Amendment",
    "AmendmentStatus",
    "Figure",
    "Measure",
    "MonthlyReturn",
    "Reminder",
    "Section",
    "Target",
    "WorkingCopy",
]
