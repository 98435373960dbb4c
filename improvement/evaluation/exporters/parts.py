"""How do findings, strengths, figures, audits, sources and actions stand in a Word document?"""

from collections.abc import Sequence

from improvement.evaluation.selectors.actions import ActionLine, EvidenceLine
from improvement.evaluation.selectors.audits import AuditLine
from improvement.evaluation.selectors.findings import FindingLine, StrengthLine
from improvement.evaluation.selectors.measures import MeasureLine
from improvement.evaluation.selectors.sources import SourceLine
from improvement.rules.freshness import Aged, Freshness
from improvement.rules.month import Month
from improvement.ui.typesetting import pictures_of
from improvement.ui.word import Bold, Cell, Column, Drawing, Mark, Paper, Small

SPARK_WIDTH = 17
# Shapes that every font has; what is current needs none.
SHAPES = {Freshness.OLD: "◊", Freshness.UNDATED: "?"}


def marked(aged: Aged) -> list[Small]:
    """The warning beside evidence that is old or of no known day: a shape and its words."""
    return [Small(age_words(aged))] if aged.is_marked else []


def age_words(aged: Aged) -> str:
    """How fresh something is, with the shape that a warning has on paper."""
    shape = SHAPES.get(aged.freshness)
    return f"{shape} {aged.freshness.word}" if shape else aged.freshness.word


def small(*texts: str) -> list[Small]:
    """Each of these that says something, on a line of its own."""
    return [Small(text) for text in texts if text]


def write_findings(paper: Paper, heading: str, rows: Sequence[FindingLine], none: str) -> None:
    paper.heading(heading, 3)
    if not rows:
        paper.says(none)
        return
    columns = (Column("Ref.", 18), Column("Finding", 82), Column("From", 40), Column("Status", 30))
    paper.table(columns, [finding_row(one) for one in rows])


def finding_row(one: FindingLine) -> list[Cell]:
    return [
        one.reference,
        [one.text, *small(one.recurrence)],
        [one.source.called, Small(one.source.when), *marked(one.aged)],
        [one.status, *small(one.kind)],
    ]


def write_strengths(paper: Paper, rows: Sequence[StrengthLine]) -> None:
    paper.heading("Strengths", 3)
    if not rows:
        paper.says("No strength is on record.")
        return
    columns = (Column("Ref.", 18), Column("Strength", 72), Column("From", 40),
               Column("Does it hold?", 40))  # fmt: skip
    paper.table(
        columns,
        [
            [one.reference, one.text, [one.source.called, Small(one.source.when),
             *marked(one.aged)], [one.standing, *small(one.reason)]]
            for one in rows
        ],
    )  # fmt: skip


def write_measures(paper: Paper, rows: Sequence[MeasureLine], month: Month | None) -> None:
    """The figures with a line of the last year each, drawn small."""
    paper.heading(f"Figures for {month.label}" if month else "Figures", 3)
    if not rows:
        paper.says("No approved figure tells of this." if month else "No figure is approved yet.")
        return
    columns = (
        Column("Code", 13), Column("Measure", 38), Column("Figure", 16, is_number=True),
        Column("Rating", 36), Column("On baseline", 22), Column("Real change?", 24),
        Column("Last year", 21),
    )  # fmt: skip
    drawn = pictures_of([str(one.row.spark_svg) for one in rows])
    paper.table(
        columns,
        [measure_row(one, picture) for one, picture in zip(rows, drawn, strict=True)],
        size=8,
    )


def measure_row(one: MeasureLine, picture: bytes) -> list[Cell]:
    row = one.row
    improvement = str(row.improvement)
    better = improvement if improvement in ("Improving", "Worsening") else ""
    target = f"Target {row.target}" if row.target else ""
    return [
        row.code,
        [row.name, *small(target), *marked(one.aged)],
        Bold(row.current),
        [Mark(row.standing, row.rag_word), *small(one.reason)],
        [row.direction_text or "Not known", *small(better)],
        row.signal.word or "No figure",
        Drawing(picture, SPARK_WIDTH, row.spark_title),
    ]


def write_audits(paper: Paper, rows: Sequence[AuditLine]) -> None:
    paper.heading("Practice audits", 3)
    if not rows:
        paper.says("No practice audit is on record.")
        return
    columns = (
        Column("Cycle", 48), Column("Area of practice", 40), Column("Cases", 16, is_number=True),
        Column("Good or better", 30), Column("Audited by", 36),
    )  # fmt: skip
    paper.table(
        columns,
        [
            [[one.name, Small(one.when), *marked(one.aged)], one.area_name, str(one.cases),
             [Bold(one.share), *small(one.interval)], [one.audited_by, *small(one.moderated)]]
            for one in rows
        ],
    )  # fmt: skip


def write_sources(paper: Paper, rows: Sequence[SourceLine]) -> None:
    if not rows:
        paper.says("Nothing on record says how we know it.")
        return
    columns = (Column("Source", 68), Column("When", 52), Column("Gives", 50))
    paper.table(columns, [[one.title, [one.when, *marked(one.aged)], one.gives] for one in rows])


def write_actions(paper: Paper, rows: Sequence[ActionLine]) -> None:
    paper.heading("Actions of the plan in force", 3)
    if not rows:
        paper.says("No action of the plan in force answers these findings or moves these measures.")
        return
    columns = (
        Column("Ref.", 14), Column("Action", 66), Column("Owner", 34), Column("Due", 26),
        Column("Status", 30),
    )  # fmt: skip
    paper.table(columns, [action_row(one) for one in rows])


def action_row(one: ActionLine) -> list[Cell]:
    brag = one.row.brag.shown.brag
    return [
        one.row.reference,
        [one.row.title, *small(one.there_for)],
        one.owner,
        one.due,
        [Mark(brag.value, brag.word), *small(one.reason)],
    ]


def write_evidence(paper: Paper, rows: Sequence[EvidenceLine]) -> None:
    paper.heading("Evidence given", 3)
    if not rows:
        paper.says("No evidence has been given yet for these actions and findings.")
        return
    columns = (Column("Evidence", 66), Column("For", 24), Column("Given", 44),
               Column("Accepted", 36))  # fmt: skip
    paper.table(
        columns,
        [
            [[one.title, *small(one.detail)], one.about, [one.given, *marked(one.aged)],
             one.accepted]
            for one in rows
        ],
    )  # fmt: skip
