"""What do the workforce's pages, packs and downloads show? One frozen object for each."""

from workforce.selectors.establishment import WorkforcePage, workforce_page
from workforce.selectors.leadership import LeadershipPage, leadership_page
from workforce.selectors.months import KeyedMonth, keyed_months
from workforce.selectors.reading import staffing_of

__all__ = [
    "KeyedMonth",
    "LeadershipPage",
    "WorkforcePage",
    "keyed_months",
    "leadership_page",
    "staffing_of",
    "workforce_page",
]
