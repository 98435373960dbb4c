"""How is a grade shown, and which inspections are of one line, so that they can be read together?

A grade is a word, a shape and a colour. "Not graded" is the inspectors' word, "Not recorded" is
ours; the two are never shown alike, and neither is a grade.
"""

from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString

from improvement.ui.marks import rag_html

NOT_GRADED, NOT_RECORDED, NOT_JUDGED = "Not graded", "Not recorded", "Not judged in this set"
NO_OVERALL = "No overall grade"
TONES = {
    "outstanding": "blue",
    "good": "green",
    "requires-improvement": "amber",
    "adequate": "amber",
    "inadequate": "red",
    "typically-positive": "green",
    "inconsistent": "amber",
    "systemic-failings": "red",
}
# As one says them; a framework's own names stand in full beside the table.
SHORT_AREAS = {
    "overall": "Overall",
    "outcome": "Outcome",
    "leaders": "Leaders",
    "help": "Help and protection",
    "care": "Children in care",
    "leavers": "Care leavers",
    "adoption": "Adoption",
}
SHORT_GRADES = {
    "requires-improvement": "Requires improvement",
    "typically-positive": "Typically positive",
    "inconsistent": "Inconsistent",
    "systemic-failings": "Systemic failings",
}


@dataclass(frozen=True, slots=True)
class Line:
    """Inspections that judge the same service, whatever the framework of their day."""

    code: str
    name: str
    kinds: tuple[str, ...]
    areas: tuple[str, ...] = ()


LINES = {
    line.code: line
    for line in (
        Line(
            "social-care",
            "Children’s social care",
            ("ilacs-standard", "ilacs-short", "sif", "slac"),
            ("overall", "leaders", "help", "care", "leavers", "adoption"),
        ),
        Line("send", "Area SEND", ("area-send",), ("outcome",)),
        Line("youth-justice", "Youth justice", ("youth-justice",), ("overall",)),
    )
}
LINE_OF = {kind: line.code for line in LINES.values() for kind in line.kinds}


def kinds_of_line(kind: str) -> tuple[str, ...]:
    """The kinds that an inspection of this kind can be held against."""
    return LINES[LINE_OF[kind]].kinds if kind in LINE_OF else (kind,)


def short_area(code: str, name: str) -> str:
    """An area as one says it."""
    return SHORT_AREAS.get(code, name)


def short_grade(code: str, word: str) -> str:
    """A grade as one says it."""
    return SHORT_GRADES.get(code, word)


def tone_of(code: str) -> str:
    """The colour that helps a grade's word."""
    return TONES.get(code, "none")


def grade_mark(code: str, word: str) -> SafeString:
    """A grade as word, shape and colour."""
    return rag_html(tone_of(code), short_grade(code, word))


def printed_mark(code: str, word: str) -> SafeString:
    """A grade in the report's own word, with shape and colour."""
    return rag_html(tone_of(code), word)


def no_grade(word: str) -> SafeString:
    """Why there is no grade, in quiet words."""
    return format_html('<span class="app-quiet">{}</span>', word)
