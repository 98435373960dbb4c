"""Which tables hold measures, returns and what happens to them?"""

from scorecard.models.amendments import Amendment, AmendmentStatus
from scorecard.models.benchmarks import BenchmarkRelease, BenchmarkValue, Comparison
from scorecard.models.measures import AdoptedMeasure, Measure, Target
from scorecard.models.returns import Figure, MonthlyReturn, Section
from scorecard.models.standings import CurrentStanding, Rebase, ScorecardVersion
from scorecard.models.working import Reminder, WorkingCopy

__all__ = [
    "AdoptedMeasure",
    "Amendment",
    "AmendmentStatus",
    "BenchmarkRelease",
    "BenchmarkValue",
    "Comparison",
    "CurrentStanding",
    "Figure",
    "Measure",
    "MonthlyReturn",
    "Rebase",
    "Reminder",
    "ScorecardVersion",
    "Section",
    "Target",
    "WorkingCopy",
]
