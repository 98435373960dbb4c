"""How do compared councils leave as a table: what is on screen, as CSV or as a workbook?"""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

from django.http import HttpResponse

from improvement.rules.value import NOTHING
from improvement.ui.csvout import csv_response
from scorecard.compare.across import AcrossPage
from scorecard.compare.heat import HeatPage
from scorecard.compare.held import NOT_USED
from scorecard.exports import FILLS, SAFELY, XLSX

Row = Sequence[str]
WIDTHS = {"council": 30, "measure": 46, "own_name": 46, "reason": 40, "published": 34}
HEAT_HEADER = (
    "council", "region", "kind", "illustrative", "group", "code", "measure", "rating", "figure",
    "month", "target", "reason", "on_baseline",
)  # fmt: skip
ACROSS_HEADER = (
    "rank", "council", "region", "illustrative", "code", "measure", "own_name", "basis", "compared",
    "compared_as", "figure", "as_at", "rating", "reason", "target", "notes", "published",
    "published_period",
)  # fmt: skip


def heat_rows(page: HeatPage) -> Iterable[Row]:
    """A line for each cell on screen, council by council."""
    for row in page.rows:
        who = (row.name, row.region, row.kind, yes(row.is_illustrative))
        for column, cell in zip(page.columns, row.cells, strict=True):
            which = (column.group, column.code, column.name)
            if cell is None:
                yield (*who, *which, NOT_USED, "", "", "", "", "")
            else:
                yield (
                    *who, *which, cell.word, cell.printed, cell.month, cell.target, cell.reason,
                    given(cell.improvement),
                )  # fmt: skip


def across_rows(page: AcrossPage) -> Iterable[Row]:
    """A line for each council, in the order on screen."""
    for row in page.rows:
        yield (
            str(row.rank or ""), row.council, row.region, yes(row.is_illustrative), page.code,
            page.name, row.own_name, page.basis, given(row.compared_text), page.scale.heading,
            given(row.printed), row.as_at, row.rag_word, row.reason, row.target,
            "; ".join(row.notes), row.published, row.published_period,
        )  # fmt: skip


def yes(told: bool) -> str:
    return "yes" if told else ""


def given(text: str) -> str:
    """A dash for nothing leaves its cell empty."""
    return "" if text == NOTHING else text


def heat_csv(page: HeatPage) -> HttpResponse:
    return csv_response("compare-councils", HEAT_HEADER, heat_rows(page))


def heat_xlsx(page: HeatPage) -> HttpResponse:
    return workbook("compare-councils", "Compare councils", HEAT_HEADER, heat_rows(page))


def across_csv(page: AcrossPage) -> HttpResponse:
    return csv_response(f"compare-{page.code}", ACROSS_HEADER, across_rows(page))


def across_xlsx(page: AcrossPage) -> HttpResponse:
    return workbook(f"compare-{page.code}", page.code, ACROSS_HEADER, across_rows(page))


def workbook(name: str, title: str, header: Row, rows: Iterable[Row]) -> HttpResponse:
    """One sheet with a filter, its ratings coloured; every cell is the text that is on screen."""
    from xlsxwriter import Workbook  # 60 ms that a page view need not pay

    out = BytesIO()
    with Workbook(out, SAFELY) as book:
        book.set_properties({"title": title})
        write(book, book.add_worksheet(title), header, list(rows))
    response = HttpResponse(out.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response


def write(book: Any, sheet: Any, header: Row, rows: list[Row]) -> None:
    plain = book.add_format({"valign": "top", "text_wrap": True})
    fills = {
        word: book.add_format({"bg_color": colour, "valign": "top"})
        for word, colour in FILLS.items()
    }
    for index, heading in enumerate(header):
        sheet.set_column(index, index, WIDTHS.get(heading, 14))
    sheet.write_row(0, 0, header, book.add_format({"bold": True, "bottom": 2}))
    for number, row in enumerate(rows, start=1):
        for index, text in enumerate(row):
            if text:
                sheet.write_string(number, index, text, fills.get(text, plain))
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, max(len(rows), 1), len(header) - 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


HEAT_DOWNLOADS = {"csv": heat_csv, "xlsx": heat_xlsx}
ACROSS_DOWNLOADS = {"csv": across_csv, "xlsx": across_xlsx}
