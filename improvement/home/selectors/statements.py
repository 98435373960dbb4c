"""Which statements of action are due soon, for whoever keeps the journey?"""

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from improvement.ui.days import days_words
from improvement.ui.tasks import Task
from inspections.timeline.expecting import statements_between

# A statement takes weeks to agree. What is sent is not recorded, so nothing is called late.
AHEAD = timedelta(weeks=6)


def statement_tasks(councils: Collection[int], today: date) -> Iterable[tuple[int, Task]]:
    """Each statement that falls due in the next six weeks. Queries: 1."""
    if not councils:
        return
    for inspection, deadline in statements_between(councils, today, today + AHEAD):
        title = f"Send the statement of action: {inspection.called}"
        href, due = inspection.get_absolute_url(), days_words(deadline.on, today)
        yield inspection.council_id, Task(title, href, due, deadline.reason)
