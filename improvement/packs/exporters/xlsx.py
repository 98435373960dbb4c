"""How does a frozen pack become a workbook? One sheet for each part, numbers as numbers."""

from collections.abc import Callable
from datetime import datetime
from io import BytesIO

from improvement.packs.builders.words import Content, why_of
from improvement.ui.workbook import OPTIONS, Book, Cell, Day, Mark, Number

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
        "Real change?", "What its chart says", "Published beside it", "Quarter", "Published for",
        "As at", "Comment", "Returned by",
    )  # fmt: skip
    rows = [scorecard_row(row) for group in groups for row in group["rows"]]
    book.sheet("Scorecard", header, rows, "No measure stands on the scorecard for this month.")


# Packs that were frozen before signals were read have none of these.
SIGNALS = ("signal", "reading", "compared", "compared_place", "compared_period")


def scorecard_row(row: Content) -> list[Cell]:
    earlier = [
        Number(value, row["decimals"], row["unit"] == "percent", text)
        for value, text in zip(row["history_values"], row["history"], strict=True)
    ]
    return [
        row["group"], row["code"], row["name"], row["basis"],
        figure(row, "baseline", "baseline_text"), *earlier, figure(row, "value", "current"),
        row["target"], Mark(row["rag"], row["rag_word"]), row["reason"], row["direction"],
        row["improvement"], row["month_direction"], row["month_improvement"],
        *(row.get(key, "") for key in SIGNALS), row["as_at"], row["comment"], row["area"],
    ]  # fmt: skip


def write_exceptions(book: Book, content: Content) -> None:
    header = ("Code", "Measure", "Figure", "Target", "Rating", "Why", "Comment")
    rows = [
        (
            row["code"], row["name"], figure(row, "value", "current"), row["target"],
            Mark(row["rag"], row["rag_word"]), why_of(row), row["comment"],
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
