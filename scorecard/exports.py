"""How does a scorecard leave as a table: the same rows as on screen, as CSV or as a workbook?"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from typing import Any

from django.http import HttpResponse
from django.utils import timezone

from improvement.rules.value import NOTHING, Unit, round_half_up
from improvement.ui.csvout import csv_response
from scorecard.selectors.rows import ScorecardPage, ScorecardRow

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Text stays text: a workbook must never run, or link to, what somebody keyed.
SAFELY = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
A3 = 8
LINE, MOST_LINES = 15, 27  # points; no row of a workbook is taller than 409
FILLS = {"Green": "#DCF1E6", "Amber": "#FDECCB", "Red": "#FBE0DD"}


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the download: its heading, what stands in it, how wide a workbook sets it.

    `number` is what a workbook can reckon with, where the text is a number printed.
    """

    heading: str
    text: Callable[[ScorecardRow], str]
    width: int = 14
    number: Callable[[ScorecardRow], Decimal | None] = lambda row: None


def printed(text: str) -> str:
    """A printed value; an absent one leaves its cell empty, its reason stands in its own."""
    return "" if text == NOTHING else text


def columns_of(page: ScorecardPage) -> list[Column]:
    """The columns for one month, the earlier months among them."""
    return [
        Column("month", lambda row: str(page.month), 9),
        Column("group", lambda row: row.group, 18),
        Column("theme", lambda row: row.theme_text, 26),
        Column("code", lambda row: row.code, 10),
        Column("measure", lambda row: row.name, 48),
        Column("unit", lambda row: row.unit.label),
        Column("basis", lambda row: row.basis),
        Column("baseline", lambda row: printed(row.baseline_text), 10, lambda row: row.baseline),
        Column("baseline_source", lambda row: row.baseline_label, 22),
        *(earlier_column(page, index) for index in range(len(page.earlier))),
        Column("current", lambda row: printed(row.current), 10, lambda row: row.value),
        Column("as_at", lambda row: row.as_at.isoformat() if row.current != NOTHING else "", 11),
        Column("target", lambda row: row.target, 14),
        Column("rag", lambda row: row.rag_word, 12),
        Column("reason", lambda row: row.reason, 46),
        Column("direction", lambda row: str(row.direction or "")),
        Column("improvement", lambda row: printed(str(row.improvement))),
        Column("printed_direction", lambda row: row.printed_direction, 16),
        Column("previous_direction", lambda row: str(row.month_direction or ""), 16),
        Column("previous_improvement", lambda row: printed(str(row.month_improvement)), 16),
        Column("real_change", lambda row: row.signal.word, 18),
        Column("signal", lambda row: row.signal.variation_text, 30),
        Column("assurance", lambda row: row.signal.assurance_text, 30),
        Column("signal_reading", lambda row: row.signal.said, 46),
        Column("compared_with", lambda row: row.benchmark.label if row.benchmark else "", 14),
        Column("compared_value", benchmark_text, 12),
        Column("compared_quarter", lambda row: row.benchmark.band if row.benchmark else "", 18),
        Column("compared_period", lambda row: row.benchmark.period if row.benchmark else "", 18),
        Column("compared_reading", lambda row: row.benchmark.said if row.benchmark else "", 90),
        Column("exception", why, 60),
        Column("comment", lambda row: row.comment, 46),
        Column("source", lambda row: row.source, 30),
        Column("worked_out_as", lambda row: row.formula, 30),
        Column("returned_by", lambda row: row.area, 20),
        Column("owner", lambda row: row.owner, 24),
        Column("approved_by", lambda row: row.approved_by, 20),
        Column("approved_on", approved_on, 11),
        Column("revision", lambda row: str(row.revision) if row.approved_by else "", 9),
    ]


def why(row: ScorecardRow) -> str:
    """The reasons for which the row is an exception."""
    return " ".join(f"{one.word}. {one.said}" for one in row.notices)


def benchmark_text(row: ScorecardRow) -> str:
    """The published number beside it, as it is printed."""
    return printed(row.benchmark.text) if row.benchmark else ""


def earlier_column(page: ScorecardPage, index: int) -> Column:
    """One of the months before; the line beside it ends with this month's own number."""
    heading, place = str(page.earlier[index]), index - len(page.earlier) - 1
    return Column(
        heading, lambda row: printed(row.history[index]), 10, lambda row: row.spark[place]
    )


def approved_on(row: ScorecardRow) -> str:
    """The day of approval, on the clocks of this country."""
    at = row.approved_at
    return timezone.localtime(at).date().isoformat() if at else ""


def filename_of(page: ScorecardPage) -> str:
    return f"scorecard-{page.council.slug}-{page.month}"


def scorecard_csv(page: ScorecardPage) -> HttpResponse:
    """The rows on screen as CSV."""
    columns = columns_of(page)
    rows = [[column.text(row) for column in columns] for row in page]
    return csv_response(filename_of(page), [column.heading for column in columns], rows)


def scorecard_xlsx(page: ScorecardPage) -> HttpResponse:
    """The rows on screen as a workbook."""
    response = HttpResponse(workbook_of(page), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{filename_of(page)}.xlsx"'
    return response


def workbook_of(page: ScorecardPage) -> bytes:
    """One sheet: headings, rows, a filter; baseline and figures as true numbers."""
    from xlsxwriter import Workbook  # 60 ms that a page view need not pay

    out = BytesIO()
    with Workbook(out, SAFELY) as book:
        book.set_properties({"title": f"{page.council}: scorecard, {page.month.label}"})
        sheet = book.add_worksheet(f"Scorecard {page.month}")
        write_sheet(book, sheet, page)
    return out.getvalue()


def write_sheet(book: Any, sheet: Any, page: ScorecardPage) -> None:
    columns, rows = columns_of(page), page.rows
    head = book.add_format({"bold": True, "bottom": 2, "text_wrap": True, "valign": "bottom"})
    for index, column in enumerate(columns):
        sheet.set_column(index, index, column.width)
        sheet.write_string(0, index, column.heading, head)
    formats = Formats(book)
    for number, row in enumerate(rows, start=1):
        sheet.set_row(number, LINE * lines_of(row, columns))
        for index, column in enumerate(columns):
            write_cell(sheet, number, index, column, row, formats)
    sheet.freeze_panes(1, 5)
    sheet.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)
    # On paper it is three sheets wide, each with the measures' names: one would be too small.
    sheet.set_paper(A3)
    sheet.set_landscape()
    sheet.fit_to_pages(3, 0)
    sheet.repeat_rows(0)
    sheet.repeat_columns(0, 4)


def lines_of(row: ScorecardRow, columns: list[Column]) -> int:
    """How many lines its longest cell takes: not every program makes a row as tall as its text."""
    return min(MOST_LINES, max(wrapped(column.text(row), column.width) for column in columns))


def wrapped(text: str, width: int) -> int:
    """About how many lines a text takes in a column; words are not broken, so rather one more."""
    return sum(math.ceil(len(line) * 1.1 / width) or 1 for line in text.split("\n"))


class Formats:
    """The workbook's cell formats, each made once."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self.held: dict[tuple, Any] = {}

    def of(self, **wanted: Any) -> Any:
        key = tuple(sorted(wanted.items()))
        if key not in self.held:
            self.held[key] = self.book.add_format({"valign": "top", "text_wrap": True, **wanted})
        return self.held[key]

    def number(self, row: ScorecardRow) -> Any:
        places = "." + "0" * row.decimals if row.decimals else ""
        suffix = '"%"' if row.unit is Unit.PERCENT else ""
        return self.of(num_format=f"#,##0{places}{suffix}")


def write_cell(
    sheet: Any, number: int, index: int, column: Column, row: ScorecardRow, formats: Formats
) -> None:
    """A figure as a number at the precision shown, everything else as text."""
    value = column.number(row)
    if value is not None:
        shown = round_half_up(value, row.decimals)
        sheet.write_number(number, index, shown, formats.number(row))
        return
    text = column.text(row)
    fill = FILLS.get(text) if column.heading == "rag" else None
    if not text:
        return
    sheet.write_string(number, index, text, formats.of(**({"bg_color": fill} if fill else {})))


DOWNLOADS = {"csv": scorecard_csv, "xlsx": scorecard_xlsx}
