"""How does a table leave as a workbook of one sheet, its numbers numbers and its text text?"""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from io import BytesIO
from typing import Any

from django.http import HttpResponse

from improvement.ui.csvout import CONTROL, csv_response
from improvement.ui.workbook import OPTIONS, Book, Cell, Day, Mark, Number, text_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What the format allows in one cell, and in the name of a sheet.
LONGEST_CELL, LONGEST_NAME = 32_767, 31
NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\']")
DOWNLOADS = ("csv", "xlsx")


def download(
    kind: str, name: str, title: str, header: Sequence[str], rows: Iterable[Sequence[Any]]
) -> HttpResponse | None:
    """The file asked for; none where the page itself was asked for."""
    if kind == "csv":
        return csv_response(name, header, ([plain(cell) for cell in row] for row in rows))
    return xlsx_response(name, title, header, rows) if kind == "xlsx" else None


def plain(cell: Any) -> Any:
    """A cell as text; a day as it sorts."""
    if isinstance(cell, Day):
        return cell.iso or cell.words
    return text_of(cell) if isinstance(cell, Mark | Number) else cell


def xlsx_response(
    filename: str, title: str, header: Sequence[str], rows: Iterable[Sequence[Any]]
) -> HttpResponse:
    """The rows as a workbook of one sheet."""
    from xlsxwriter import Workbook  # 60 ms that a page view need not pay

    out = BytesIO()
    sheet = NOT_IN_A_NAME.sub(" ", title)[:LONGEST_NAME].strip() or "List"
    with Workbook(out, OPTIONS) as workbook:
        workbook.set_properties({"title": title})
        lines = [[cell_of(value) for value in row] for row in rows]
        Book(workbook).sheet(sheet, header, lines, "Nothing is recorded.")
    response = HttpResponse(out.getvalue(), content_type=XLSX)
    name = re.sub(r"[^A-Za-z0-9._-]+", "-", filename).strip("-.") or "table"
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response


def cell_of(value: Any) -> Cell:
    """One value as a cell: nothing is empty, and never nought."""
    if isinstance(value, Number | Mark | Day):
        return value
    if isinstance(value, Decimal) and value.is_finite():
        return Number(format(value, "f"), decimals=max(-int(value.as_tuple().exponent), 0))
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    return "" if value is None else CONTROL.sub("", str(value))[:LONGEST_CELL]
