"""How does the self-evaluation become a Word document that the council can send to inspectors?"""

from collections.abc import Sequence
from datetime import datetime

from docx.shared import Pt

from improvement.evaluation.exporters.parts import (
    marked,
    write_actions,
    write_audits,
    write_evidence,
    write_findings,
    write_measures,
    write_sources,
    write_strengths,
)
from improvement.evaluation.selectors.pages import AreaPage, EvaluationPage
from improvement.ui.word import Cell, Column, Paper, Small, numbered_footer, quieten

TITLE = "Self-evaluation"
ILLUSTRATIVE = "Illustrative: a made-up council with generated figures"
COVER_TOP = Pt(120)


def write_word(page: EvaluationPage) -> bytes:
    """The whole self-evaluation, dated on the day of the page."""
    council = page.council
    paper = Paper(
        title=f"{council.name}: {TITLE.lower()}, {page.as_at}", brand=council.brand_colour[1:]
    )
    set_properties(paper, page)
    frame(paper, page)
    write_cover(paper, page)
    write_overview(paper, page)
    for area in page.areas:
        write_area(paper, area, page)
    return paper.bytes()


def set_properties(paper: Paper, page: EvaluationPage) -> None:
    """What the file says of itself."""
    held = paper.doc.core_properties
    held.title, held.subject = paper.title, TITLE
    held.author = held.last_modified_by = page.council.name
    held.language, held.revision = "en-GB", 1
    held.created = held.modified = datetime.combine(page.today, datetime.min.time())
    held.comments = ILLUSTRATIVE if page.council.is_illustrative else ""


def frame(paper: Paper, page: EvaluationPage) -> None:
    """Head and foot of every page."""
    head = paper.doc.sections[0].header.paragraphs[0]
    head.add_run(page.council.name)
    if page.council.is_illustrative:
        head.add_run(f"    {ILLUSTRATIVE}").bold = True
    quieten(head.runs)
    numbered_footer(paper.doc.sections[0].footer.paragraphs[0], f"{TITLE}, as at {page.as_at}")


def write_cover(paper: Paper, page: EvaluationPage) -> None:
    first = paper.says(page.council.name)
    first.paragraph_format.space_before, first.runs[0].bold = COVER_TOP, True
    paper.says(TITLE, "Title")
    if page.council.is_illustrative:
        paper.says(f"{ILLUSTRATIVE}.").runs[0].bold = True
    figures = page.month.label if page.month else "None approved yet"
    paper.pairs(
        [
            ("As at", page.as_at),
            ("Figures", figures),
            ("Statements", f"{page.written} of {len(page.areas)} parts written"),
        ]
    )
    paper.says(
        "Figures are those that a second person has approved, as the scorecard prints them. "
        "Shares of audits carry the number of cases and the range in which the true share lies. "
        f"{page.stale or 'No'} piece{'' if page.stale == 1 else 's'} of evidence "
        f"{'is' if page.stale == 1 else 'are'} older than 12 months or of no recorded day, and "
        "marked so."
    )


def write_overview(paper: Paper, page: EvaluationPage) -> None:
    """The parts side by side: how the council grades itself, and how it was graded."""
    paper.new_page()
    paper.heading("At a glance", 1)
    columns = (
        Column("Part", 42), Column("We say", 30), Column("Last inspection", 46),
        Column("Findings outstanding", 24, is_number=True), Column("Reviewed", 28),
    )  # fmt: skip
    paper.table(columns, [overview_row(area) for area in page.areas])


def overview_row(area: AreaPage) -> list[Cell]:
    last: list = [area.last_grade, *([Small(area.last_from)] if area.last_from else [])]
    mark = marked(area.said.aged) if area.said.is_written else []
    return [
        area.name, area.own_grade, last, str(len(area.records.outstanding)),
        [area.said.reviewed, *mark],
    ]  # fmt: skip


def write_area(paper: Paper, area: AreaPage, page: EvaluationPage) -> None:
    """One part: the council's words first, then what the records hold."""
    paper.new_page()
    paper.heading(area.name, 1)
    reviewed = area.said.reviewed
    if area.said.is_written and area.said.aged.is_marked:
        reviewed = f"{reviewed} ({area.said.aged.freshness.word.lower()})"
    last = f"{area.last_grade} ({area.last_from})" if area.last else area.last_grade
    paper.pairs(
        [("We grade ourselves", area.own_grade), ("Last inspection", last), ("Reviewed", reviewed)]
    )
    held, month = area.records, page.month
    paper.heading("What we know", 2)
    write_words(paper, area.said.knows, "The council has not yet written what it knows here.")
    write_findings(paper, "Findings outstanding", held.outstanding, "No finding is outstanding.")
    write_findings(
        paper,
        "Addressed, or confirmed in the last 12 months",
        held.addressed,
        "No finding has been addressed.",
    )
    write_strengths(paper, held.strengths)
    write_measures(paper, held.measures, month)
    write_audits(paper, held.audits)
    paper.heading("How we know it", 2)
    write_words(paper, area.said.sources, "")
    write_sources(paper, area.sources)
    paper.heading("What we are doing", 2)
    write_words(paper, area.said.doing, "The council has not yet written what it is doing here.")
    write_actions(paper, held.actions)
    write_evidence(paper, held.evidence)


def write_words(paper: Paper, said: Sequence[str], none: str) -> None:
    """The council's own words, a paragraph each; or what stands in their place."""
    for part in said or [none]:
        if part:
            paper.says(part)
