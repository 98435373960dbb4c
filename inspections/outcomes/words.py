"""How are a published file's headings, kinds and grades written, and what do they mean here?"""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from inspections.grading import SHORT_AREAS, SHORT_GRADES
from inspections.kinds import inspection_kinds
from inspections.models import JudgementArea, JudgementSet

NOT_LETTERS = re.compile(r"[^a-z0-9]+")
ENDINGS = (" grade", " judgement", " judgment", " rating", " outcome")
DAYS = ("%Y-%m-%d", "%d/%m/%Y", "%d %B %Y", "%d %b %Y", "%d-%m-%Y", "%d.%m.%Y", "%d-%b-%Y")
EARLIEST, LATEST = 2000, 2099
FACTS = {
    "gss": "gss|gss code|council gss|council gss code|new la code|la code|la gss code|ons code"
    "|authority gss|authority gss code|local authority code|lad code",
    "name": "name|council|council name|la|la name|local authority|local authority name|authority"
    "|authority name",
    "kind": "kind|inspection kind|kind of inspection|type|inspection type|type of inspection"
    "|inspection|framework|event type",
    "start": "start|started|start date|inspection start|inspection start date|first day|date"
    "|inspection date|date of inspection",
    "end": "end|ended|end date|inspection end|inspection end date|last day",
    "published": "published|publication|publication date|date published|published date"
    "|date of publication|report published|report publication date",
}
MORE_AREAS = {
    "leadership": "leaders",
    "impact of leaders": "leaders",
    "the impact of leaders": "leaders",
    "leadership management and governance": "leaders",
    "help protection": "help",
    "protection": "help",
    "children in need of help and protection": "help",
    "children looked after": "care",
    "looked after children": "care",
    "children in care and care leavers": "care",
    "in care": "care",
    "leaving care": "leavers",
    "overall effectiveness": "overall",
    "overall rating": "overall",
    "send": "outcome",
    "area send": "outcome",
}
KINDS = {
    "standard": "ilacs-standard",
    "standard inspection": "ilacs-standard",
    "ilacs standard": "ilacs-standard",
    "short": "ilacs-short",
    "short inspection": "ilacs-short",
    "ilacs short": "ilacs-short",
    "single inspection framework": "sif",
    "send": "area-send",
    "area send": "area-send",
    "local area send": "area-send",
    "local area send inspection": "area-send",
    "youth justice": "youth-justice",
    "hmip youth justice": "youth-justice",
    "youth justice inspection": "youth-justice",
}
# Which ILACS it was shows in how long inspectors stayed: one week for a short one, two otherwise.
EITHER_ILACS, ONE_WEEK = ("ilacs", "ilacs inspection"), timedelta(days=6)
SAYS_NOTHING = {"", "na", "n a", "null", "none", "nil", "not applicable"}
SAYS_NOT_GRADED = {"not graded", "not judged", "no grade", "ungraded", "insufficient evidence"}
LETTERS = {"o": "outstanding", "g": "good", "ri": "requires-improvement", "i": "inadequate"}
MORE_GRADES = {
    "requires improvement": "requires-improvement",
    "requires improvement to be good": "requires-improvement",
    "widespread systemic failings": "systemic-failings",
    "widespread and or systemic failings": "systemic-failings",
    "typically positive": "typically-positive",
}


def plain(text: str) -> str:
    """Lower-case words without marks, as headings and grades are compared.

    >>> plain(" Help & Protection_grade ")
    'help protection grade'
    """
    return NOT_LETTERS.sub(" ", text.lower()).strip()


# --- Headings -----------------------------------------------------------------------------------

FACT_OF = {word: fact for fact, words in FACTS.items() for word in words.split("|")}


def area_words(areas: Iterable[JudgementArea]) -> dict[str, str]:
    """What each area may be called in a heading."""
    known = {plain(name): code for code, name in SHORT_AREAS.items()} | MORE_AREAS
    for area in areas:
        known.setdefault(plain(area.code), area.code)
        known.setdefault(plain(area.name), area.code)
    return known


def column_meaning(heading: str, areas: Mapping[str, str]) -> str:
    """The fact, or the area as "area:code", that a heading names; empty for another column."""
    word = plain(heading)
    if word in FACT_OF:
        return FACT_OF[word]
    for spelling in (word, *(word.removesuffix(end) for end in ENDINGS)):
        if spelling in areas:
            return f"area:{areas[spelling]}"
    return ""


# --- Cells --------------------------------------------------------------------------------------


def kind_of(text: str, started: date, ended: date | None) -> str:
    """The code of a kind; empty for what is not one."""
    word = plain(text)
    if word in EITHER_ILACS:
        is_short = ended is not None and ended - started <= ONE_WEEK
        return "ilacs-short" if is_short else "ilacs-standard"
    known = {plain(one.code): one.code for one in inspection_kinds().values()}
    known |= {plain(one.name): one.code for one in inspection_kinds().values()}
    return known.get(word) or KINDS.get(word, "")


def day_of(text: str) -> date | None:
    """A day in any usual spelling; none for what is not one."""
    told = text.removesuffix(" 00:00:00").removesuffix("T00:00:00")
    for spelling in DAYS:
        try:
            day = datetime.strptime(told, spelling).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
        return day if EARLIEST <= day.year <= LATEST else None
    return None


def grade_of(text: str, own: JudgementSet) -> str | None:
    """The code of a grade, "" for not graded, None where the cell says nothing.

    A grade that the framework does not have raises ValueError.
    """
    word = plain(text)
    if word in SAYS_NOTHING:
        return None
    if word in SAYS_NOT_GRADED:
        return ""
    known = {plain(grade["code"]): grade["code"] for grade in own.grades}
    known |= {plain(grade["word"]): grade["code"] for grade in own.grades}
    known |= {str(grade["rank"]): grade["code"] for grade in own.grades}
    said = plain(SHORT_GRADES.get(word, word))
    found = known.get(said) or LETTERS.get(said) or MORE_GRADES.get(said, "")
    if found not in known.values():
        raise ValueError(text)
    return found
