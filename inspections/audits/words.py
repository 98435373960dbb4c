"""What are grades, cells and cases called on audit pages?"""

from inspections.audits.counts import Cell
from inspections.models import AuditGrade

GRADE_WORDS: dict[str, str] = {grade.value: str(grade.label) for grade in AuditGrade}
NOT_KNOWN, NOT_MODERATED = "Auditor’s grade not known", "Not moderated"


def auditor_word(grade: str) -> str:
    """A row of the matrix."""
    return GRADE_WORDS.get(grade, NOT_KNOWN)


def moderated_word(grade: str) -> str:
    """A column of the matrix."""
    return GRADE_WORDS.get(grade, NOT_MODERATED)


def cell_words(cell: Cell) -> str:
    """A cell of the matrix: auditor Good, moderated Inadequate."""
    own, moderated = cell
    first = f"auditor {GRADE_WORDS[own]}" if own else "auditor’s grade not known"
    second = f"moderated {GRADE_WORDS[moderated]}" if moderated else "not moderated"
    return f"{first}, {second}"


def cases_words(cases: int) -> str:
    """1 audit; 12 audits."""
    return f"{cases:,} audit{'' if cases == 1 else 's'}"
