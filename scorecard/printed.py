"""Which rows of a scorecard are printed already?

When one figure of sixty changes, fifty-nine rows stay letter for letter as they were; printing
them is half of what a page costs. A row holds everything that it shows, so the row is its own key.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.template.loader import get_template
from django.utils.safestring import SafeString

from scorecard.selectors.rows import ScorecardPage, ScorecardRow

TEMPLATE = "scorecard/_row.html"


@dataclass(frozen=True, slots=True)
class PrintedGroup:
    """The rows under one heading, ready to stand in the table."""

    name: str
    rows: tuple[SafeString, ...]


def printed_groups(
    page: ScorecardPage, as_at: str, *, by_group: bool = True
) -> Iterator[PrintedGroup]:
    """The table's rows; `as_at` is the day that its figures share, told above it.

    A row names its measure's group where the heading over it does not.
    """
    make = print_row if settings.DEBUG else kept_row  # whoever changes a template wants to see it
    for group in page.groups:
        about = (page.is_compared, not (group.name and by_group), as_at)
        yield PrintedGroup(group.name, tuple(make(row, *about) for row in group.rows))


def print_row(row: ScorecardRow, is_compared: bool, is_ungrouped: bool, as_at: str) -> SafeString:
    told = {"is_compared": is_compared, "is_ungrouped": is_ungrouped, "as_at": as_at}
    return get_template(TEMPLATE).render({"row": row, **told})


kept_row = lru_cache(maxsize=2048)(print_row)
