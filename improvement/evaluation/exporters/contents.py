"""What does the first page of a bundle tell whoever opens it?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from improvement.evaluation.exporters.tables import Listed
from improvement.evaluation.selectors.bundle import BundlePage, LetterLine
from improvement.evaluation.words import counted
from improvement.ui.word import Column, Paper, numbered_footer, quieten

ILLUSTRATIVE = "Illustrative: a made-up council with generated figures"


@dataclass(frozen=True, slots=True)
class Packed:
    """A letter, and why it is not in the file; nothing where it is."""

    letter: LetterLine
    refused: str


def write_contents(page: BundlePage, lists: Sequence[Listed], letters: Sequence[Packed]) -> bytes:
    """The page of contents as a Word document, dated on the day of the bundle."""
    council = page.council
    paper = Paper(
        title=f"{council.name}: {page.title.lower()}, {page.as_at}", brand=council.brand_colour[1:]
    )
    set_properties(paper, page)
    paper.says(page.title, "Title")
    paper.pairs(
        [
            ("Council", council.name),
            ("As at", page.as_at),
            ("Figures", page.month.label if page.month else "None approved yet"),
        ]
    )
    write_lists(paper, lists)
    write_letters(paper, letters)
    paper.heading("How to read this", 1)
    for line in NOTES:
        paper.says(line, "List Bullet")
    return paper.bytes()


def set_properties(paper: Paper, page: BundlePage) -> None:
    """What the file says of itself, and the head and foot of every page."""
    held, council = paper.doc.core_properties, page.council
    held.title, held.subject = paper.title, page.title
    held.author = held.last_modified_by = council.name
    held.language, held.revision = "en-GB", 1
    held.created = held.modified = datetime.combine(page.today, datetime.min.time())
    section = paper.doc.sections[0]
    head = section.header.paragraphs[0]
    head.add_run(council.name)
    if council.is_illustrative:
        head.add_run(f"    {ILLUSTRATIVE}").bold = True
    quieten(head.runs)
    numbered_footer(section.footer.paragraphs[0], f"{page.title}, as at {page.as_at}")


def write_lists(paper: Paper, lists: Sequence[Listed]) -> None:
    """Every list with how much is in it: the same rows as sheets of one workbook and as CSV."""
    paper.heading("What is in this bundle", 1)
    paper.says("Each list is a sheet of lists.xlsx and a file of its own in the folder lists.")
    columns = (
        Column("List", 30), Column("What it holds", 92), Column("Rows", 18, is_number=True),
        Column("File", 30),
    )  # fmt: skip
    rows = [[one.name, one.says, str(len(one.rows)), f"{one.file}.csv"] for one in lists]
    paper.table(columns, rows)


def write_letters(paper: Paper, letters: Sequence[Packed]) -> None:
    """The published letters behind the findings, and why any of them is not here."""
    paper.heading("Letters", 1)
    if not letters:
        paper.says("No letter has been imported for the inspections that these findings come from.")
        return
    columns = (Column("Inspection", 62), Column("When", 38), Column("File", 70))
    paper.table(
        columns,
        [
            [
                one.letter.title,
                one.letter.when,
                one.refused or f"letters/{one.letter.name}, {counted(one.letter.pages, 'page')}",
            ]
            for one in letters
        ],
    )


NOTES = (
    "Figures are those that a second person has approved, with the ratings the scorecard gives "
    "them. A change is called real only where the process chart shows it.",
    "Shares of audits stand with the number of cases and the range in which the true share lies.",
    "Evidence older than 12 months, or of no recorded day, is marked in the column Age.",
    "Findings are in the words they are recorded in; the letter each is from is in the folder "
    "letters where it has been imported.",
)
