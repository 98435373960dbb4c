"""What do the scorecard's pages, packs and downloads show? One frozen object for each."""

from scorecard.selectors.measure import MeasurePage, measure_page
from scorecard.selectors.measure_points import MeasurePoint
from scorecard.selectors.narrowing import Choice, narrow
from scorecard.selectors.reading import approved_months
from scorecard.selectors.rows import ScorecardGroup, ScorecardPage, ScorecardRow
from scorecard.selectors.scorecard import scorecard_page

__all__ = [
    "Choice",
    "MeasurePage",
    "MeasurePoint",
    "ScorecardGroup",
    "ScorecardPage",
    "ScorecardRow",
    "approved_months",
    "measure_page",
    "narrow",
    "scorecard_page",
]
