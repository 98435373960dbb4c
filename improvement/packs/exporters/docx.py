"""How does a frozen pack become a Word document that a clerk can go on working in?"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from docx.shared import Pt

from improvement.packs.builders.words import Content
from improvement.packs.exporters.docx_figures import write_red, write_scorecard, write_summary
from improvement.ui.word import (
    Bold,
    Cell,
    Column,
    Mark,
    Paper,
    Small,
    numbered_footer,
    quieten,
    table_of_contents,
)

CONTENTS = (
    "What the numbers say",
    "Scorecard",
    "Red measures",
    "Plan and actions",
    "Findings and their status",
    "Workforce",
    "Decisions outstanding",
    "Sources",
    "Terms used",
)
COVER_TOP, COVER_GAP = Pt(120), Pt(36)


def write_docx(content: Content) -> bytes:
    """The document, dated when the content was frozen."""
    paper = Paper(title=title_of(content), brand=content["council"]["brand_colour"].lstrip("#"))
    set_properties(paper, content)
    frame(paper, content)
    for write in PARTS:
        write(paper, content)
    return paper.bytes()


def title_of(content: Content) -> str:
    return f"{content['council']['name']}: {content['title']}, {content['month']['label']}"


def set_properties(paper: Paper, content: Content) -> None:
    """What the file says of itself."""
    version, held = content["version"], paper.doc.core_properties
    frozen = datetime.fromisoformat(version["frozen_at"]).replace(tzinfo=None)
    held.title, held.subject = paper.title, content["title"]
    held.author = held.last_modified_by = version["frozen_by"][:255]
    held.language, held.revision = "en-GB", 1
    held.created = held.modified = frozen
    held.comments = content["label"]
    held.version = str(version["number"])


def frame(paper: Paper, content: Content) -> None:
    """Head and foot of every page: council, month, version, the label, page n of m."""
    section = paper.doc.sections[0]
    words = [content["council"]["name"], content["month"]["label"]]
    words.append(f"version {content['version']['number']}")
    head = section.header.paragraphs[0]
    head.add_run(" · ".join(words))
    if content["label"]:
        head.add_run(f"    {content['label']}").bold = True
    quieten(head.runs)
    numbered_footer(section.footer.paragraphs[0], f"{content['title']}, as at {content['as_at']}")


# --- The parts, in order -------------------------------------------------------------------------


def write_cover(paper: Paper, content: Content) -> None:
    version = content["version"]
    first = paper.says(content["council"]["name"])
    first.paragraph_format.space_before, first.runs[0].bold = COVER_TOP, True
    paper.says(f"{content['title']}, {content['month']['label']}", "Title")
    if content["label"]:
        paper.says("").add_run(f"{content['label']}.").bold = True
    named = [("Board", content["board"])] if content["board"] else []
    paper.pairs(
        [
            *named,
            ("Meeting", content["meeting"]),
            ("Figures for", content["month"]["label"]),
            ("Everything else", f"as at {content['as_at']}"),
        ]
    )
    control = paper.says("Document control")
    control.paragraph_format.space_before, control.runs[0].bold = COVER_GAP, True
    paper.pairs(
        [
            ("Version", str(version["number"])),
            ("Frozen", f"{version['frozen']} by {version['frozen_by']}"),
            ("Amendment", version["amendment"] or "None: this is the first version"),
        ]
    )


def write_contents(paper: Paper, content: Content) -> None:
    """The parts by name; Word adds the page numbers when someone renews the list."""
    paper.new_page()
    paper.says("Contents").runs[0].bold = True
    table_of_contents([paper.says(name) for name in CONTENTS])


def write_plan(paper: Paper, content: Content) -> None:
    plan = content["plan"]
    paper.new_page()
    paper.heading("Plan and actions", 1)
    paper.says(plan["sentence"])
    if plan["total"]:
        paper.marks((Mark(one["key"], one["word"]), one["number"]) for one in plan["counts"])
    paper.heading("Overdue actions", 2)
    write_actions(paper, plan["overdue"], "No actions are overdue.")
    paper.heading("Every action", 2)
    write_actions(paper, plan["actions"], "There are no actions.")


def write_actions(paper: Paper, rows: Sequence[Content], none: str) -> None:
    if not rows:
        paper.says(none)
        return
    columns = (
        Column("Ref.", 14), Column("Action", 44), Column("Owner", 28), Column("Due", 32),
        Column("Status", 24), Column("Why", 28),
    )  # fmt: skip
    paper.table(columns, [action_row(row) for row in rows])


def action_row(row: Content) -> list[Cell]:
    first = [Small(f"first {row['original_due']}")] if row["original_due"] else []
    return [
        row["reference"], row["title"], row["owner"], [row["due"], *first],
        Mark(row["brag"], row["brag_word"]), row["reason"],
    ]  # fmt: skip


def write_findings(paper: Paper, content: Content) -> None:
    held = content["findings"]
    paper.new_page()
    paper.heading("Findings and their status", 1)
    paper.says(held["sentence"])
    if held["counts"]:
        numbers = [Column(word, 20, is_number=True) for word in (*held["statuses"], "All")]
        paper.table((Column("Kind", 30), *numbers), finding_counts(held["counts"]))
    paper.heading("Still open", 2)
    if not held["open"]:
        paper.says("No finding is waiting to be answered.")
        return
    columns = (Column("Ref.", 16), Column("Finding", 74), Column("From", 44), Column("Status", 36))
    paper.table(columns, [finding_row(row) for row in held["open"]])


def finding_counts(counts: Iterable[Content]) -> list[list[Cell]]:
    return [
        [one["kind"], *(str(number) for number in one["numbers"]), Bold(str(one["total"]))]
        for one in counts
    ]


def finding_row(row: Content) -> list[Cell]:
    again = [Small(f"Repeats {row['repeats']}")] if row["repeats"] else []
    return [
        row["reference"], [row["text"], *again], [row["inspection"], Small(row["when"])],
        [row["status"], Small(row["kind"])],
    ]  # fmt: skip


def write_workforce(paper: Paper, content: Content) -> None:
    held = content["workforce"]
    paper.new_page()
    paper.heading("Workforce", 1)
    paper.says(held["sentence"])
    if held["rates"]:
        paper.heading("Rates", 2)
        columns = (
            Column("Rate", 40), Column("Figure", 20, is_number=True),
            Column("From", 32, is_number=True), Column("Worked out as", 78),
        )  # fmt: skip
        paper.table(columns, [rate_row(one) for one in held["rates"]])
    if held["lines"]:
        write_establishment(paper, held)
    paper.heading("Leadership", 2)
    write_leadership(paper, held["leadership"])


def rate_row(one: Content) -> list[Cell]:
    note = [Small(one["note"])] if one["note"] else []
    return [one["name"], Bold(one["text"]), one["parts"], [one["definition"], *note]]


def write_leadership(paper: Paper, held: Content) -> None:
    paper.says(held["sentence"])
    if held["posts"]:
        columns = (Column("Post", 74), Column("Held", 30), Column("Since", 34), Column("For", 32))
        paper.table(
            columns,
            [
                [[post["title"], Small(post["tier"])], post["standing"], post["since"],
                 post["length"]]
                for post in held["posts"]
            ],
        )  # fmt: skip


def write_establishment(paper: Paper, held: Content) -> None:
    paper.heading("Establishment by team", 2)
    numbers = [Column(word, 12.2, is_number=True) for word in held["headings"]]
    rows = [
        [told(line, text) for text in (line["team"], line["role"], *line["cells"])]
        for line in held["lines"]
    ]
    paper.table((Column("Team", 24), Column("Role", 24), *numbers), rows, size=7)


def told(line: Content, text: str) -> Cell:
    """A total stands out."""
    return Bold(text) if line["is_total"] else text


def write_decisions(paper: Paper, content: Content) -> None:
    held = content["decisions"]
    paper.new_page()
    paper.heading("Decisions outstanding", 1)
    paper.says(held["sentence"])
    if not held["rows"]:
        return
    columns = (
        Column("Ref.", 14), Column("What was said", 58), Column("From", 36),
        Column("Who answers", 30), Column("Due", 32),
    )  # fmt: skip
    paper.table(columns, [decision_row(row) for row in held["rows"]])


def decision_row(row: Content) -> list[Cell]:
    return [
        row["reference"], [row["text"], Small(row["kind"])], [row["board"], Small(row["meeting"])],
        row["owner"], [row["due"], Small(row["standing"])],
    ]  # fmt: skip


def write_sources(paper: Paper, content: Content) -> None:
    paper.heading("Sources", 1)
    for source in content["sources"]:
        paper.says(source, "List Bullet")


def write_terms(paper: Paper, content: Content) -> None:
    paper.new_page()
    paper.heading("Terms used", 1)
    if not content["glossary"]:
        paper.says("This pack uses no term of the glossary.")
    paper.pairs((one["term"], one["meaning"]) for one in content["glossary"])


PARTS = (
    write_cover,
    write_contents,
    write_summary,
    write_scorecard,
    write_red,
    write_plan,
    write_findings,
    write_workforce,
    write_decisions,
    write_sources,
    write_terms,
)
