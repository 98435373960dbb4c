"""What do tests of published outcomes take in, and what is held then?"""

from inspections.models import PublishedOutcome

GRADES = {
    "leaders": "good",
    "help": "requires-improvement",
    "care": "good",
    "leavers": "outstanding",
    "overall": "good",
}


def grades_of(outcome: PublishedOutcome) -> dict[str, str]:
    return dict(outcome.grades.values_list("area__code", "grade"))
