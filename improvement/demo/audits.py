"""How do a council's rounds of practice audits come in from its facts?

An area's matrix is written as the page shows it: a row for each auditor's grade, best first, then
one for cases whose auditor's grade is not known; in each the moderated grades, best first, then how
many were not moderated.
"""

from datetime import date

from improvement.councils.models import Council
from improvement.demo.facts import Facts, Row
from improvement.plans.models import Action
from improvement.plans.services import link
from inspections.audits.counts import GRADES, Cell
from inspections.audits.services import add_cycle, add_theme, record_results
from inspections.models import AuditCycle, AuditTheme

ROWS = COLUMNS = (*GRADES, "")


def load_audits(council: Council, facts: Facts) -> None:
    """Every cycle with its results and themes; an action that answers a theme says so."""
    for row in facts.rows("audit_cycles"):
        cycle = load_cycle(council, facts, row)
        for area, matrix in row["results"].items():
            record_results(cycle=cycle, area=area, cells=cells_of(matrix), by=None)
        for theme in row.get("themes", []):
            load_theme(cycle, theme)


def load_cycle(council: Council, facts: Facts, row: Row) -> AuditCycle:
    """What is said of a cycle."""
    named = ("audited_by", "auditors", "sample", "planned", "summary", "programme")
    started, ended = facts.day(row["started"]), facts.day(row["ended"])
    return add_cycle(
        council=council,
        by=None,
        name=f"{row['name']}, {span_words(started, ended)}",
        started=started,
        ended=ended,
        source=facts.source(row),
        **{name: row[name] for name in named if name in row},
    )


def span_words(started: date, ended: date) -> str:
    """The months of a cycle: May to July 2026, November 2025 to January 2026, or one month."""
    last = f"{ended:%B %Y}"
    if f"{started:%B %Y}" == last:
        return last
    year = "" if started.year == ended.year else f" {started.year}"
    return f"{started:%B}{year} to {last}"


def cells_of(matrix: list[list[int]]) -> dict[Cell, int]:
    """The counts of an area by auditor's and moderated grade."""
    return {
        (own, moderated): cases
        for own, line in zip(ROWS, matrix, strict=True)
        for moderated, cases in zip(COLUMNS, line, strict=True)
        if cases
    }


def load_theme(cycle: AuditCycle, row: Row) -> AuditTheme:
    """A theme, and the action that answers it."""
    theme = add_theme(
        cycle=cycle, kind=row["kind"], area=row.get("area", ""), text=row["text"], by=None
    )
    if reference := row.get("answered_by"):
        action = Action.objects.get(council=cycle.council, reference=reference)
        link(action=action, audit_themes=[*action.audit_themes.all(), theme], by=None)
    return theme
