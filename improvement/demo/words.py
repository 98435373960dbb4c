"""How does what a council says of itself come in from its facts?"""

from improvement.councils.models import Council
from improvement.demo.facts import Facts, Row
from improvement.evaluation.services import write_statement


def load_statements(council: Council, facts: Facts) -> None:
    """Each part of the self-evaluation that the file has words for."""
    for row in facts.rows("statements"):
        load_statement(council, facts, row)


def load_statement(council: Council, facts: Facts, row: Row) -> None:
    """One part, reviewed on its day but never in the future."""
    reviewed = facts.working_day(row["reviewed"]) or facts.today
    write_statement(
        council=council,
        judgement=row["judgement"],
        today=facts.today,
        by=None,
        knows=row["knows"].strip(),
        sources=row.get("sources", "").strip(),
        doing=row.get("doing", "").strip(),
        own_grade=row.get("own_grade", ""),
        reviewed_on=min(reviewed, facts.today),
    )
