"""How does the register of outcomes leave, and which columns does a file need to come in?"""

from collections.abc import Iterable, Sequence

from django.http import HttpResponse

from improvement.ui.csvout import csv_response
from improvement.ui.workbook import Cell, Day, Mark
from improvement.ui.xlsxout import download
from inspections.outcomes.standing import OutcomeRow, StandingPage

TEMPLATE = (
    "council_gss", "council", "kind", "start", "end", "published", "leaders", "help", "care",
    "leavers", "overall",
)  # fmt: skip


def header_of(page: StandingPage) -> Sequence[str]:
    """The columns of the table on screen."""
    facts = ("Authority", "Region", "Made up", "Inspection", "First day", "Published", "Framework")
    return (*facts, *page.areas)


def rows_of(page: StandingPage) -> Iterable[Sequence[Cell]]:
    """A line for each authority on screen."""
    for row in page.rows:
        marks = (Mark(cell.tone, cell.word) if cell.code else cell.word for cell in row.cells)
        yield (*facts_of(row), *marks)


def facts_of(row: OutcomeRow) -> Sequence[Cell]:
    """What is said of an inspection beside its grades."""
    out = row.published
    return (
        row.authority, row.region, "yes" if row.is_illustrative else "", row.kind,
        Day(row.on.isoformat(), row.when), Day(out.isoformat() if out else None, ""),
        row.framework,
    )  # fmt: skip


def outcome_download(asked: str, page: StandingPage) -> HttpResponse | None:
    """The file asked for; none where the page itself was asked for."""
    return download(asked, "inspection-outcomes", "Outcomes", header_of(page), rows_of(page))


def template_file() -> HttpResponse:
    """The headings a file of published outcomes needs, ready to fill."""
    return csv_response("published-outcomes-template", TEMPLATE, [])
