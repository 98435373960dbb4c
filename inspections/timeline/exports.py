"""How do the history and the judgements over time leave: as CSV or as a workbook?"""

from collections.abc import Iterable, Sequence

from django.utils.html import strip_tags

from improvement.ui.workbook import Cell, Day, Mark
from inspections.timeline.grid import GridPage
from inspections.timeline.history import HistoryPage

HISTORY_HEADER = (
    "Date", "Title", "Kind", "External or internal", "Carried out by", "Theme", "Grades",
    "Outcome", "Findings", "Series", "Follows",
)  # fmt: skip
GRID_HEADER = ("Service", "Framework", "Inspection", "First day", "Area", "Grade", "Judged as")


def history_rows(page: HistoryPage) -> Iterable[Sequence[Cell]]:
    """A line for each entry on screen."""
    for one in page.moments:
        grades = "; ".join(f"{area}: {strip_tags(mark)}" for area, mark in one.grades)
        yield (
            one.when, one.title, one.kind_name, one.side, one.by, one.theme, grades,
            one.outcome, one.found, one.series, one.head,
        )  # fmt: skip


def grid_rows(page: GridPage) -> Iterable[Sequence[Cell]]:
    """A line for each inspection and area."""
    for grid in page.grids:
        for position, column in enumerate(grid.columns):
            for row in grid.rows:
                cell = row.cells[position]
                yield (
                    grid.title, column.framework, column.kind,
                    Day(column.on.isoformat() if column.on else None, column.when),
                    row.area, Mark(cell.tone, cell.word) if cell.is_grade else cell.word, cell.area,
                )  # fmt: skip
