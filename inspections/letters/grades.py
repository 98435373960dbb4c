"""Which judgement area and which grade do the words of a table or heading mean?"""

import re

from inspections.letters.known import Grade, Set

# What tells an area, whatever else its name says in the year of the letter; the first wins.
SIGNS: tuple[tuple[str, str], ...] = (
    ("overall", r"overall effectiveness|^overall|children'?s services in .+ (are|require)"),
    ("leaders", r"impact of leaders|leadership,? management and governance|^leadership"),
    ("adoption", r"adoption performance|^adoption"),
    ("help", r"help and protection"),
    ("care", r"children in care|looked after|permanence|in our care"),
    ("leavers", r"care leavers|care experienced|leaving care"),
)
GRADE_WORDS = {
    "outstanding": r"outstanding",
    "good": r"good",
    "requires-improvement": r"requires? improvement(?: to be good)?",
    "adequate": r"adequate",
    "inadequate": r"inadequate",
}
ANY_GRADE = "|".join(GRADE_WORDS.values())
ENDS_WITH_GRADE = re.compile(rf"^(.*?)\s*(?::|–|-|\bis\b|\bare\b|\bwas\b|\s)\s*({ANY_GRADE})$")


def simple(text: str) -> str:
    """Words in small letters, with single spaces and no numbering before or full stop after."""
    lowered = " ".join(text.casefold().replace("’", "'").split())
    return re.sub(r"^\d+(\.\d+)*[.)]?\s+", "", lowered).strip(" .:*")


def grade_code(text: str) -> str:
    """The grade a whole text is; "" for none.

    >>> grade_code("Requires Improvement to be good"), grade_code("GOOD"), grade_code("Good help")
    ('requires-improvement', 'good', '')
    """
    bare = simple(text)
    return next((code for code, words in GRADE_WORDS.items() if re.fullmatch(words, bare)), "")


def area_code(text: str) -> str:
    """The area a text names; "" for none.

    >>> area_code("The experiences and progress of children in care and care leavers")
    'care'
    >>> area_code("2.2 Experiences and progress of care leavers"), area_code("Grade")
    ('leavers', '')
    """
    bare = simple(text)
    return next((code for code, sign in SIGNS if re.search(sign, bare)), "")


def grade_of(judged: Set, code: str) -> Grade | None:
    return next((grade for grade in judged.grades if grade.code == code), None)


def graded_heading(text: str) -> tuple[str, str] | None:
    """Area and grade of a heading that says both.

    >>> graded_heading("The experiences and progress of care leavers: Outstanding")
    ('leavers', 'outstanding')
    >>> graded_heading("The impact of leaders on social work practice is inadequate")
    ('leaders', 'inadequate')
    >>> graded_heading("Main findings")
    """
    match = ENDS_WITH_GRADE.match(simple(text))
    if match is None:
        return None
    area, grade = area_code(match[1]), grade_code(match[2])
    return (area, grade) if area and grade else None
