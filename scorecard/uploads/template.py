"""In which workbook does an officer fill in a month, away from the browser?

One sheet with a row a measure: what is known is locked, what is asked for is open and checked as
it is typed. The same figures give the same bytes.
"""

from datetime import datetime, time
from decimal import Decimal
from io import BytesIO
from math import ceil
from typing import Any

from improvement.rules.number import MissingReason
from improvement.rules.value import Unit
from scorecard.entry.sheet import cells_of, counted, shown
from scorecard.exports import SAFELY
from scorecard.models import AdoptedMeasure, Figure
from scorecard.services.entries import LARGEST, LONGEST_COMMENT
from scorecard.uploads.desk import Desk
from scorecard.uploads.workbook import GUIDE

SHEET = "Figures"
HEADINGS = (
    ("Service area", 18),
    ("Code", 9),
    ("Measure", 38),
    ("What to count", 40),
    ("Unit", 13),
    ("Last month", 12),
    ("Figure or numerator", 12),
    ("Denominator", 13),
    ("If there is none, why", 16),
    ("Comment", 44),
)
TOP, WHOLE, REASON, COMMENT = 6, 7, 8, 9
TITLE_ROW, HINT_ROW, HEADING_ROW = 0, 1, 3
HINT = (
    "Fill in the white cells, save, and upload this file. Leave a cell empty if you do not have "
    "its figure yet: what is saved stays as it is. The second sheet says more."
)
GUIDANCE = (
    ("Where", "Fill in the white cells of the sheet “Figures”. Grey cells are locked."),
    (
        "One number",
        "For most counts there is one number: type it under “Figure or numerator”. The grey "
        "denominator is not needed.",
    ),
    (
        "Two numbers",
        "For a percentage type how many, and out of how many: 23 and 25. The percentage itself "
        "is worked out for you.",
    ),
    (
        "No figure",
        "Write 0 only for a true nought. Where there is no figure to give, leave the numbers "
        "empty and choose why from the list.",
    ),
    (
        "Not yet",
        "An empty cell changes nothing: a figure that is saved already stays as it is. To take "
        "a saved figure away, do so on the screen.",
    ),
    (
        "Comment",
        "Say why a figure has changed a lot, or is the same again. Readers see the comment.",
    ),
    (
        "Upload",
        "Save the file and upload it from the month’s page. You are shown what is new, changed "
        "and refused before anything is saved.",
    ),
    (
        "Your own workbook",
        "You may upload a workbook or CSV of your own instead, if it has a heading Code or "
        "Measure, a heading Numerator or Figure, and where needed Denominator, Reason, Comment.",
    ),
)
LOCKED_FILL, LINE, BRAND = "#EEF2F3", "#B9C6C9", "#0D4F57"
LINE_HEIGHT, HEAD_HEIGHT, A4 = 15, 33, 9
GUIDE_WIDTH = 90
WHOLE_FORMAT, NUMBER_FORMAT = "#,##0", "General"


def template_title(desk: Desk) -> str:
    """By which a template that comes back is known."""
    return f"{desk.council}: monthly return for {desk.month.label}"


def template_name(desk: Desk) -> str:
    return f"return-{desk.council.slug}-{desk.month}.xlsx"


def template_of(desk: Desk) -> bytes:
    """The workbook, with what is keyed already in its cells. Queries: 1."""
    from xlsxwriter import Workbook  # 60 ms that a page view need not pay

    out = BytesIO()
    with Workbook(out, SAFELY) as book:
        made = datetime.combine(desk.month.first_day, time())
        book.set_properties({"title": template_title(desk), "created": made})
        FiguresSheet(book, desk).write()
        write_guide(book)
    return out.getvalue()


class FiguresSheet:
    """The sheet that is filled in."""

    def __init__(self, book: Any, desk: Desk) -> None:
        self.desk, self.sheet = desk, book.add_worksheet(SHEET)
        cell = {"valign": "top", "text_wrap": True, "border": 1, "border_color": LINE}
        locked = cell | {"bg_color": LOCKED_FILL}
        typed = cell | {"locked": False}
        self.title = book.add_format({"bold": True, "font_size": 14})
        head = {"bold": True, "valign": "vcenter"}
        self.head = book.add_format(locked | head)
        self.typed_head = book.add_format(locked | head | {"bg_color": BRAND, "color": "#FFFFFF"})
        self.locked = book.add_format(locked)
        self.last = book.add_format(locked | {"align": "right"})
        self.words = book.add_format(typed | {"quote_prefix": True})
        self.whole = book.add_format(typed | {"num_format": WHOLE_FORMAT})
        self.number = book.add_format(typed | {"num_format": NUMBER_FORMAT})

    def write(self) -> None:
        """Title, headings, a row a measure, locks and checks."""
        sheet = self.sheet
        sheet.write_string(TITLE_ROW, 0, template_title(self.desk), self.title)
        sheet.write_string(HINT_ROW, 0, HINT)
        for column, (heading, width) in enumerate(HEADINGS):
            sheet.set_column(column, column, width)
            head = self.typed_head if column >= TOP else self.head
            sheet.write_string(HEADING_ROW, column, heading, head)
        sheet.set_row(HEADING_ROW, HEAD_HEIGHT)
        before = figures_before(self.desk)
        for row, measure in enumerate(self.desk.open_measures, start=HEADING_ROW + 1):
            self.write_known(row, measure, before.get(measure.pk))
            self.write_typed(row, measure)
            self.check_typed(row, measure)
        sheet.freeze_panes(HEADING_ROW + 1, 3)
        sheet.protect("", {"format_columns": True, "format_rows": True})
        sheet.repeat_rows(HEADING_ROW)
        set_page(sheet)

    def write_known(self, row: int, measure: AdoptedMeasure, before: Figure | None) -> None:
        """What the officer reads: which measure, what to count, what it was."""
        unit = Unit(measure.measure.unit).label
        words = (measure.area.name, measure.code, measure.name, counted(measure), unit)
        for column, text in enumerate(words):
            self.sheet.write_string(row, column, text, self.locked)
        lines = max(lines_of(text, HEADINGS[n][1]) for n, text in enumerate(words))
        self.sheet.set_row(row, lines * LINE_HEIGHT)
        self.sheet.write_string(row, TOP - 1, shown(measure, before), self.last)

    def write_typed(self, row: int, measure: AdoptedMeasure) -> None:
        """What the officer fills in, with what is saved already."""
        cells = cells_of(self.desk.figures.get(measure.pk))
        kind = self.whole if is_counted(measure) else self.number
        self.write_number(row, TOP, cells.numerator, kind)
        if measure.measure.takes_two_numbers:
            self.write_number(row, WHOLE, cells.denominator, kind)
        else:
            self.sheet.write_blank(row, WHOLE, None, self.locked)
        reason = MissingReason(cells.missing).label if cells.missing else ""
        self.write_words(row, REASON, reason)
        self.write_words(row, COMMENT, cells.comment)

    def write_number(self, row: int, column: int, text: str, kind: Any) -> None:
        if text:
            self.sheet.write_number(row, column, Decimal(text), kind)
        else:
            self.sheet.write_blank(row, column, None, kind)

    def write_words(self, row: int, column: int, text: str) -> None:
        """Words stay words, whatever they begin with."""
        if text:
            self.sheet.write_string(row, column, text, self.words)
        else:
            self.sheet.write_blank(row, column, None, self.words)

    def check_typed(self, row: int, measure: AdoptedMeasure) -> None:
        """Refuse in the workbook what would be refused here."""
        is_pair = measure.measure.takes_two_numbers
        self.sheet.data_validation(row, TOP, row, WHOLE if is_pair else TOP, number_check(measure))
        self.sheet.data_validation(row, REASON, row, REASON, REASON_CHECK)
        self.sheet.data_validation(row, COMMENT, row, COMMENT, COMMENT_CHECK)


def lines_of(text: str, width: int) -> int:
    """How many lines a text takes in a column; not every spreadsheet works that out itself."""
    return ceil(len(text) / width)


def set_page(sheet: Any) -> None:
    """A sheet that can be printed, too."""
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)


def number_check(measure: AdoptedMeasure) -> dict[str, Any]:
    """A number that is not below nought, and whole where people or things are counted."""
    is_whole = is_counted(measure)
    kind = "a whole number, 0 or more" if is_whole else "a number, 0 or more"
    return {
        "validate": "integer" if is_whole else "decimal",
        "criteria": "between",
        "minimum": 0,
        "maximum": int(LARGEST),
        "error_title": "Not a figure",
        "error_message": f"Type {kind}. Leave the cell empty if there is none, and choose why.",
    }


REASON_CHECK = {
    "validate": "list",
    "source": [reason.label for reason in MissingReason],
    "error_title": "Not a reason",
    "error_message": "Choose a reason from the list, or leave the cell empty.",
}
COMMENT_CHECK = {
    "validate": "length",
    "criteria": "<=",
    "value": LONGEST_COMMENT,
    "error_title": "Too long",
    "error_message": f"A comment has at most {LONGEST_COMMENT:,} characters.",
}


def is_counted(measure: AdoptedMeasure) -> bool:
    """Are its numbers counts of people or things?"""
    definition = measure.measure
    units = {Unit.PERCENT, Unit.RATE_10K, Unit.RATE_100K, Unit.COUNT}
    is_count = Unit(definition.unit) in units and definition.is_whole
    return is_count and not (definition.unit == Unit.COUNT and definition.decimals)


def figures_before(desk: Desk) -> dict[int, Figure]:
    """Last month's figures, by measure. Queries: 1."""
    day = desk.month.previous.first_day
    rows = Figure.objects.filter(council=desk.council, month=day)
    return {figure.measure_id: figure for figure in rows}


def write_guide(book: Any) -> None:
    """A short sheet that says how."""
    sheet = book.add_worksheet(GUIDE)
    title = book.add_format({"bold": True, "font_size": 14})
    strong = book.add_format({"bold": True, "valign": "top"})
    plain = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 1, GUIDE_WIDTH)
    sheet.write_string(0, 0, GUIDE, title)
    for row, (lead, text) in enumerate(GUIDANCE, start=2):
        sheet.write_string(row, 0, lead, strong)
        sheet.write_string(row, 1, text, plain)
        sheet.set_row(row, lines_of(text, GUIDE_WIDTH) * LINE_HEIGHT + 6)
    sheet.protect("")
    sheet.hide_gridlines(2)
    set_page(sheet)
