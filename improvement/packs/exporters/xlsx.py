"""How does a frozen pack become a workbook? One sheet for each part, numbers as numbers."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Any

from improvement.packs.builders.words import Content

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

# Text stays text: nothing keyed anywhere may turn into a formula or a link.
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
TONES = {"red": "#B3261E", "amber": "#8A5300", "green": "#0F7A52", "blue": "#1D5FA8"}
FONT = "Arial"
WIDEST = 60


@dataclass(frozen=True, slots=True)
class Number:
    """A number with how many decimals it shows, and whether it is a percentage."""

    value: str | None
    decimals: int = 0
    is_percent: bool = False
    printed: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A rating: its word, with the colour only as help."""

    key: str
    word: str


@dataclass(frozen=True, slots=True)
class Day:
    """A date as a date; its words where there is none."""

    iso: str | None
    words: str


Cell = str | int | Number | Mark | Day


class Book:
    """A workbook that remembers the formats it has made."""

    def __init__(self, workbook: "Workbook") -> None:
        self.workbook = workbook
        self.made: dict[tuple, Format] = {}

    def style(self, **properties: Any) -> "Format":
        """A format, made once."""
        key = tuple(sorted(properties.items()))
        if key not in self.made:
            common = {"font_name": FONT, "font_size": 10, "valign": "top", "text_wrap": True}
            self.made[key] = self.workbook.add_format(common | properties)
        return self.made[key]

    def write(self, sheet: "Worksheet", row: int, column: int, cell: Cell) -> None:
        """One cell, by what it is."""
        if isinstance(cell, Number):
            self.write_number(sheet, row, column, cell)
        elif isinstance(cell, Mark):
            tone = TONES.get(cell.key, "#47585E")
            sheet.write_string(row, column, cell.word, self.style(bold=True, font_color=tone))
        elif isinstance(cell, Day) and cell.iso:
            day = datetime.fromisoformat(cell.iso)
            shown = self.style(num_format="d mmmm yyyy", align="left")
            sheet.write_datetime(row, column, day, shown)
        elif isinstance(cell, int):
            sheet.write_number(row, column, cell, self.style(num_format="#,##0"))
        else:
            words = cell.words if isinstance(cell, Day) else cell
            sheet.write_string(row, column, words, self.style())

    def write_number(self, sheet: "Worksheet", row: int, column: int, cell: Number) -> None:
        """A number in its unit; what is printed in its place where there is none."""
        if cell.value is None:
            sheet.write_string(row, column, cell.printed, self.style(align="right"))
            return
        digits = "#,##0" + ("." + "0" * cell.decimals if cell.decimals else "")
        shown = f'{digits}"%"' if cell.is_percent else digits
        sheet.write_number(row, column, Decimal(cell.value), self.style(num_format=shown))

    def sheet(
        self, name: str, header: Sequence[str], rows: Iterable[Sequence[Cell]], note: str = ""
    ) -> None:
        """A table: a heading that stays in sight, a filter, columns as wide as what is in them."""
        sheet = self.workbook.add_worksheet(name)
        held = [list(row) for row in rows]
        for column, words in enumerate(header):
            sheet.write_string(0, column, words, self.style(bold=True, bottom=1))
            sheet.set_column(column, column, width_of(words, [row[column] for row in held]))
        for number, row in enumerate(held, start=1):
            for column, cell in enumerate(row):
                self.write(sheet, number, column, cell)
        if not held:
            sheet.write_string(1, 0, note, self.workbook.add_format({"font_name": FONT}))
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(len(held), 1), len(header) - 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)


def width_of(header: str, cells: Sequence[Cell]) -> float:
    """A column wide enough to read, never wider than a page."""
    longest = max((len(text_of(cell)) for cell in cells), default=0)
    return min(max(longest, len(header) + 3) * 1.05 + 2, WIDEST)


def text_of(cell: Cell) -> str:
    """About what a cell shows."""
    if isinstance(cell, Mark):
        return cell.word
    if isinstance(cell, Day):
        return cell.words
    return (cell.printed or str(cell.value)) if isinstance(cell, Number) else str(cell)


# --- The sheets ---------------------------------------------------------------------------------


def write_xlsx(content: Content) -> bytes:
    """The workbook, dated when the content was frozen."""
    import xlsxwriter

    buffer = BytesIO()
    workbook = xlsxwriter.Workbook(buffer, OPTIONS)
    frozen = datetime.fromisoformat(content["version"]["frozen_at"]).replace(tzinfo=None)
    title = f"{content['council']['name']}: {content['title']}, {content['month']['label']}"
    workbook.set_properties(
        {
            "title": title,
            "author": content["version"]["frozen_by"],
            "comments": content["label"],
            "created": frozen,
        }
    )
    book = Book(workbook)
    write_summary(book, content)
    for write in SHEETS:
        write(book, content)
    workbook.close()
    return buffer.getvalue()


def summary_rows(content: Content) -> list[tuple[str, Cell]]:
    """What the cover and the first page say."""
    version = content["version"]
    return [
        ("Council", content["council"]["name"]),
        ("Document", content["title"]),
        ("Board", content["board"] or "None named"),
        ("Meeting", content["meeting"]),
        ("Figures for", content["month"]["label"]),
        ("Everything else as at", content["as_at"]),
        ("Version", version["number"]),
        ("Frozen", f"{version['frozen']} by {version['frozen_by']}"),
        ("Amendment", version["amendment"] or "None: this is the first version"),
        *([("Label", content["label"])] if content["label"] else []),
        ("What the numbers say", content["summary"]["sentence"]),
        *((f"{one['word']} measures", one["number"]) for one in content["summary"]["counts"]),
        ("Plan", content["plan"]["sentence"]),
        ("Findings", content["findings"]["sentence"]),
        ("Workforce", content["workforce"]["sentence"]),
        ("Leadership", content["workforce"]["leadership"]["sentence"]),
        ("Decisions", content["decisions"]["sentence"]),
        *(("Source", source) for source in content["sources"]),
    ]


def write_summary(book: Book, content: Content) -> None:
    book.sheet("Summary", ("What", "Said"), summary_rows(content))


def figure(row: Content, key: str, printed: str) -> Number:
    """A measure's number with the decimals it is shown to."""
    return Number(row[key], row["decimals"], row["unit"] == "percent", row[printed])


def write_scorecard(book: Book, content: Content) -> None:
    groups = content["scorecard"]["groups"]
    *earlier, current = content["scorecard"]["months"]
    header = (
        "Group", "Code", "Measure", "Period", "Baseline", *earlier, current, "Target", "Rating",
        "Why", "On baseline", "Better or worse", "On last month", "Better or worse on month",
        "As at", "Comment", "Returned by",
    )  # fmt: skip
    rows = [scorecard_row(row) for group in groups for row in group["rows"]]
    book.sheet("Scorecard", header, rows, "No measure stands on the scorecard for this month.")


def scorecard_row(row: Content) -> list[Cell]:
    earlier = [
        Number(value, row["decimals"], row["unit"] == "percent", text)
        for value, text in zip(row["history_values"], row["history"], strict=True)
    ]
    return [
        row["group"], row["code"], row["name"], row["basis"],
        figure(row, "baseline", "baseline_text"), *earlier, figure(row, "value", "current"),
        row["target"], Mark(row["rag"], row["rag_word"]), row["reason"], row["direction"],
        row["improvement"], row["month_direction"], row["month_improvement"], row["as_at"],
        row["comment"], row["area"],
    ]  # fmt: skip


def write_exceptions(book: Book, content: Content) -> None:
    header = ("Code", "Measure", "Figure", "Target", "Rating", "Why", "Comment")
    rows = [
        (
            row["code"], row["name"], figure(row, "value", "current"), row["target"],
            Mark(row["rag"], row["rag_word"]), row["reason"], row["comment"],
        )
        for row in content["summary"]["exceptions"]
    ]  # fmt: skip
    book.sheet("Exceptions", header, rows, "No measure is an exception.")


def write_plan(book: Book, content: Content) -> None:
    header = (
        "Reference", "Action", "Priority", "Owner", "Lead agency", "Due", "First due", "Status",
        "Why", "Owner says", "Overdue", "Last update",
    )  # fmt: skip
    rows = [
        (
            one["reference"], one["title"], one["priority"], one["owner"], one["agency"],
            Day(one["due_on"], one["due"]), one["original_due"],
            Mark(one["brag"], one["brag_word"]), one["reason"], one["stated"],
            "Yes" if one["is_overdue"] else "No", one["last_update"],
        )
        for one in content["plan"]["actions"]
    ]  # fmt: skip
    book.sheet("Plan", header, rows, content["plan"]["sentence"])


def write_findings(book: Book, content: Content) -> None:
    header = ("Reference", "Finding", "Kind", "Theme", "From", "When", "Status", "Repeats")
    keys = ("reference", "text", "kind", "theme", "inspection", "when", "status", "repeats")
    rows = [[one[key] for key in keys] for one in content["findings"]["open"]]
    book.sheet("Findings", header, rows, content["findings"]["sentence"])


def write_workforce(book: Book, content: Content) -> None:
    held = content["workforce"]
    rows: list[list[Cell]] = [
        ["Rate", one["name"], "", Number(one["value"], 1, one["unit"] == "percent", one["text"]),
         one["parts"], one["definition"], one["note"]]
        for one in held["rates"]
    ]  # fmt: skip
    for line in held["lines"]:
        told = zip(held["headings"], line["cells"], strict=True)
        rows += [["Establishment", line["team"], line["role"], plain(text), name, "", ""]
                 for name, text in told]  # fmt: skip
    rows += [
        ["Leadership", post["title"], post["tier"], post["standing"], "held as",
         post["since"], post["length"]]
        for post in held["leadership"]["posts"]
    ]  # fmt: skip
    header = ("Part", "What", "Role or tier", "Value", "Of what", "More", "Note")
    book.sheet("Workforce", header, rows, held["sentence"])


def plain(text: str) -> Cell:
    """A printed full-time equivalent as a number again; a dash stays a dash."""
    digits = text.replace(",", "")
    if not digits.replace(".", "", 1).isdigit():
        return Number(None, printed=text)
    return Number(digits, len(digits.partition(".")[2]), printed=text)


def write_decisions(book: Book, content: Content) -> None:
    header = ("Reference", "Kind", "What was said", "Board", "Meeting", "Who answers", "Due",
              "Standing")  # fmt: skip
    rows = [
        (
            one["reference"], one["kind"], one["text"], one["board"], one["meeting"],
            one["owner"], Day(one["due_on"], one["due"]), one["standing"],
        )
        for one in content["decisions"]["rows"]
    ]  # fmt: skip
    book.sheet("Decisions", header, rows, content["decisions"]["sentence"])


SHEETS: tuple[Callable[[Book, Content], None], ...] = (
    write_scorecard,
    write_exceptions,
    write_plan,
    write_findings,
    write_workforce,
    write_decisions,
)
