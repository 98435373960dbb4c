"""What waits for a person, and how does a council's journey stand?"""

from improvement.home.selectors.overview import overview_page
from improvement.home.selectors.work import work_of

__all__ = ["overview_page", "work_of"]
