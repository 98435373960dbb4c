"""How do the history and the judgements over time leave: as CSV or as a workbook?"""

from collections.abc import Iterable, Sequence
from io import BytesIO

from django.http import HttpResponse
from django.utils.html import strip_tags

from improvement.ui.csvout import csv_response
from improvement.ui.workbook import OPTIONS, Book, Cell, Day, Mark, text_of
from inspections.timeline.grid import GridPage
from inspections.timeline.history import HistoryPage

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
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


def as_csv(name: str, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> HttpResponse:
    """The rows as text; a day as it sorts."""
    plain = ([day_or_text(cell) for cell in row] for row in rows)
    return csv_response(name, header, plain)


def day_or_text(cell: Cell) -> str:
    return (cell.iso or cell.words) if isinstance(cell, Day) else text_of(cell)


def as_xlsx(
    name: str, title: str, header: Sequence[str], rows: Iterable[Sequence[Cell]]
) -> HttpResponse:
    """The rows as one sheet."""
    from xlsxwriter import Workbook  # 60 ms that a page view need not pay

    out = BytesIO()
    with Workbook(out, OPTIONS) as workbook:
        workbook.set_properties({"title": title})
        Book(workbook).sheet(title, header, rows, "Nothing is recorded.")
    response = HttpResponse(out.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response


def download(
    kind: str, name: str, title: str, header: Sequence[str], rows: Iterable[Sequence[Cell]]
) -> HttpResponse | None:
    """The file asked for; none where the page itself was asked for."""
    if kind == "csv":
        return as_csv(name, header, rows)
    return as_xlsx(name, title, header, rows) if kind == "xlsx" else None
