"""Which lists does a bundle hold, and what stands in their columns?

Each list is written once; the spreadsheet and the CSV files are made from it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from improvement.evaluation.selectors.bundle import BundlePage
from improvement.evaluation.selectors.measures import MeasureLine
from improvement.practice import practice_name
from improvement.rules.value import Unit
from improvement.ui.csvout import csv_text
from improvement.ui.workbook import Cell, Mark, Number, text_of


@dataclass(frozen=True, slots=True)
class Listed:
    """One list of the bundle: what it is called, its columns and its rows."""

    name: str
    file: str
    says: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def csv(self) -> bytes:
        """The list as CSV, with the byte order mark that Excel needs."""
        rows = [[plain(cell) for cell in row] for row in self.rows]
        return csv_text(self.header, rows).encode("utf-8-sig")


def plain(cell: Cell) -> str:
    """A cell as CSV holds it: the number itself, or what is printed in its place."""
    if isinstance(cell, Number):
        return cell.value if cell.value is not None else cell.printed
    return text_of(cell)


def lists_of(page: BundlePage) -> tuple[Listed, ...]:
    """Every list of the bundle, the empty ones too: an empty list says that there is nothing."""
    return tuple(make(page) for make in MAKERS)


def findings(page: BundlePage) -> Listed:
    return Listed(
        "Findings", "findings", "What inspections and reviews found, and how far the answer is",
        ("Reference", "Finding", "Kind", "Practice area", "From", "When", "Age", "Status",
         "What was said of it", "Found before", "Who answers"),
        tuple(
            (one.reference, one.text, one.kind, one.area_name, one.source.called, one.source.when,
             one.aged.freshness.word, one.status, one.reason, one.recurrence, one.owner)
            for one in page.records.findings
        ),
    )  # fmt: skip


def strengths(page: BundlePage) -> Listed:
    return Listed(
        "Strengths", "strengths", "What was found well, and whether it still holds",
        ("Reference", "Strength", "Practice area", "From", "When", "Age", "Standing",
         "What shows it"),
        tuple(
            (one.reference, one.text, one.area_name, one.source.called, one.source.when,
             one.aged.freshness.word, one.standing, one.reason)
            for one in page.records.strengths
        ),
    )  # fmt: skip


def measures(page: BundlePage) -> Listed:
    return Listed(
        "Measures", "measures", "Approved figures as the scorecard shows them",
        ("Code", "Measure", "Practice area", "Figure", "As printed", "Target", "Rating", "Why",
         "On baseline", "Better or worse", "Real change?", "Reading of the chart", "As at", "Age"),
        tuple(measure_row(one) for one in page.records.measures),
    )  # fmt: skip


def measure_row(one: MeasureLine) -> tuple[Cell, ...]:
    row = one.row
    value = None if row.value is None else format(row.value.normalize(), "f")
    figure = Number(value, row.decimals, row.unit is Unit.PERCENT, row.current)
    areas = ", ".join(practice_name(code) for code in sorted(one.areas))
    return (
        row.code, row.name, areas, figure, row.current, row.target or "None set",
        Mark(row.standing, row.rag_word), one.reason, row.direction_text, str(row.improvement),
        row.signal.word, row.signal.said, row.as_at_text, one.aged.freshness.word,
    )  # fmt: skip


def audits(page: BundlePage) -> Listed:
    return Listed(
        "Audits", "audits", "Practice audits: graded cases, with how sure each share is",
        ("Cycle", "When", "Practice area", "Audited by", "Cases", "Good or better",
         "Between", "How grades were reached", "Age"),
        tuple(
            (one.name, one.when, one.area_name, one.audited_by, one.cases, one.share,
             one.interval, one.moderated, one.aged.freshness.word)
            for one in page.records.audits
        ),
    )  # fmt: skip


def actions(page: BundlePage) -> Listed:
    return Listed(
        "Actions", "actions", "Actions of the plan in force that answer these findings or measures",
        ("Reference", "Action", "Priority", "Owner", "Lead agency", "Due", "Status", "Why",
         "There for"),
        tuple(
            (one.row.reference, one.row.title, one.row.priority, one.owner, one.row.agency,
             one.due, Mark(one.row.brag.shown.brag.value, one.brag_word), one.reason,
             one.there_for)
            for one in page.records.actions
        ),
    )  # fmt: skip


def evidence(page: BundlePage) -> Listed:
    return Listed(
        "Evidence", "evidence", "What was given as evidence, by whom, and whether it was accepted",
        ("About", "Evidence", "Detail", "Link", "Given", "Accepted", "Age"),
        tuple(
            (one.about, one.title, one.detail, one.link, one.given, one.accepted,
             one.aged.freshness.word)
            for one in page.records.evidence
        ),
    )  # fmt: skip


def sources(page: BundlePage) -> Listed:
    return Listed(
        "Sources", "sources", "Where all of this comes from, and of which day it is",
        ("Source", "When", "Gives", "Age"),
        tuple(
            (one.title, one.when, one.gives, one.aged.freshness.word) for one in page.sources
        ),
    )  # fmt: skip


MAKERS: Sequence[Callable[[BundlePage], Listed]] = (
    findings,
    strengths,
    measures,
    audits,
    actions,
    evidence,
    sources,
)


def workbook_of(page: BundlePage, lists: Iterable[Listed]) -> bytes:
    """Every list as a sheet of one workbook, dated on the day of the page."""
    from datetime import datetime
    from io import BytesIO

    import xlsxwriter

    from improvement.ui.workbook import OPTIONS, Book

    buffer = BytesIO()
    workbook = xlsxwriter.Workbook(buffer, OPTIONS)
    made = datetime.combine(page.today, datetime.min.time())
    title = f"{page.council.name}: {page.title}, {page.as_at}"
    workbook.set_properties({"title": title, "author": page.council.name, "created": made})
    book = Book(workbook)
    for one in lists:
        book.sheet(one.name, one.header, one.rows, "Nothing is on record.")
    workbook.close()
    return buffer.getvalue()
