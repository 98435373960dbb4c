"""How is a change of a draft told to people: where it stands, and what was said?"""

from improvement.practice import judgement_names, practice_name
from inspections.forms import NOT_GRADED, NOT_RECORDED
from inspections.kinds import kind_name
from inspections.letters.draft import Difference
from inspections.models import FindingKind

GRADE = "grade"
LABELS = {
    "started": "first day",
    "ended": "last day",
    "inspectorates": "carried out by",
    "statement_due": "statement of action due",
    "number": "number in the series",
    "follows": "follows inspection",
    "about": "about this council",
    "area": "area of practice",
    "dropped": "left out",
}
NO_GRADE = {NOT_RECORDED: "Not recorded yet", NOT_GRADED: "Not graded by the inspectors"}


def label_of(one: Difference) -> str:
    """Where a change stands: "First day", "Grade for “Care leavers”", "Finding 3: page"."""
    if one.where == GRADE:
        return f"Grade for “{judgement_names().get(one.name, one.name.capitalize())}”"
    name = LABELS.get(one.name, one.name)
    return f"Finding {one.where[1:]}: {name}" if one.where else name.capitalize()


def words_of(one: Difference, value: str) -> str:
    """What was said, with words for codes."""
    if one.where == GRADE:
        return NO_GRADE.get(value, value.replace("-", " ").capitalize())
    if one.name == "kind":
        return dict(FindingKind.choices).get(value, value) if one.where else kind_name(value)
    return practice_name(value) if one.name == "area" else value
