"""What does a heading of a letter announce: something to improve, a priority, a strength?"""

import re

IMPROVEMENT, PRIORITY, STRENGTH = "improvement", "priority", "strength"

ANNOUNCED = {
    PRIORITY: (
        r"(key |the )?(areas?|matters?) (for|of|requiring|that requires?|that require) "
        r"(immediate|priority|urgent)( and (immediate|priority|urgent))? action"
        r"|(priority|immediate)( and (immediate|priority))? actions?( required)?"
        r"|(the )?areas? of significant weakness(es)?"
    ),
    IMPROVEMENT: (
        r"(\w+ )?(what|which|where) (still |else )?(do|does|must|should)?( \w+){0,8}? ?"
        r"needs?( still| also)? to( be)? improved?"
        r"( (in|for|to|and|at) .{1,140})?"
        r"|what (still )?needs (further )?improvement( in .{1,140})?"
        r"|(key |the |main |other |further )?areas? (for|of|requiring|needing|that need|to) "
        r"(further )?(improvement|development|improve)( and development)?"
        r"( in .{1,140}| include)?"
        r"|(key |main |summary of |the |our )?recommendations?"
        r"( for improvement| for the local authority)?"
        r"|areas where (improvement|development) (is|was) (needed|required)"
    ),
    STRENGTH: (
        r"(key |main |areas? of |identified |the |significant |the local authoritys "
        r"|the councils )?strengths?( include)?"
        r"|(the |this )?(local )?(authority|council|partnership|area) has the following strengths"
        r"|what (works|is working|has worked|worked) well( in .{1,140})?"
        r"|what is the (local )?(area )?partnership doing that is effective"
    ),
}
# Said of the partnership's evaluation; formal areas for improvement follow under their own head.
BETTER = r"what does the (local )?(area )?partnership need to do better"
# Words that look like one of these and begin a study of one case, or speak of somebody else.
OTHERS = re.compile(
    r"(practice|case) stud(y|ies)|\blscb\b|safeguarding children board|\bboard needs?\b"
    r"|last inspection|previous(ly)? inspect",
)
# Reports of the single framework judge the safeguarding board too, with lists of its own.
BOARD = re.compile(r"\blscb\b|safeguarding children board|\bboard needs?\b")
AUTHORITY = re.compile(r"\blocal authority|\bcouncil\b")
PATTERNS = {kind: re.compile(pattern) for kind, pattern in ANNOUNCED.items()}
STARTS = re.compile(
    r"(main|headline|key|summary of|our)? ?findings( and evaluation( of progress)?)?"
    r"|context|background|next steps|overview|summary|executive summary|conclusion"
    r"|yours (sincerely|faithfully)|(practice|case) stud(y|ies).{0,80}"
    r"|the (experiences and progress of|impact of leaders on) .{1,120}"
    r"(outstanding|good|inadequate|requires improvement)"
    r"|information about (the|this) .{1,80}|about this inspection|areas covered by the visit"
    r"|local area partnership details|inspection team|inspection judgements?.{0,40}"
    r"|what the inspection judgements mean|what is it like to be a child .{1,120}",
)
# What a list of findings is parted by: whom they are for, or which children they are about.
PARTS = re.compile(
    r"(for |the )?((local |safeguarding )?(childrens )?(safeguarding )?partnership|(all )?partners"
    r"|(all|partner|other) agencies|multi-agency( (working|partnership))?"
    r"|(local authority|council)( childrens (social care|services))?"
    r"|childrens (social care|services)( services)?|social care"
    r"|health( (services|partners|agencies|professionals))?|nhs [\w ]{1,60}"
    r"|([\w ]{1,40} )?(police|constabulary)( (service|force))?|[\w ]{1,60} integrated care board"
    r"|(national )?probation( service)?|education( (services|settings))?|schools( and settings)?"
    r"|youth (justice|offending) (service|team)|early (help|years)"
    r"|(children who need )?help and protection|(help and protection for )?disabled children"
    r"|children (in care|looked after)( and care leavers| and achieving permanence)?"
    r"|permanence|fostering|adoption( performance)?|care leavers|leadership"
    r"|leadership,? management and governance|workforce|(the )?front door)"
)
STUDY = re.compile(r"(practice|case) stud(y|ies)\b")
CONTINUED = re.compile(r"\(cont(inued|d)?\.?\)")
NUMBERED = re.compile(r"\d+(\.\d+)*[.)]?\s+")


def key(text: str) -> str:
    """A heading as its words alone.

    >>> key("What needs to improve?"), key("2.  Areas for improvement:")
    ('what needs to improve', 'areas for improvement')
    """
    bare = NUMBERED.sub("", text.strip(), count=1) if NUMBERED.match(text.strip()) else text
    bare = CONTINUED.sub("", bare.casefold().replace("’", "'"))
    return " ".join(re.sub(r"[^\w'/&,()-]+", " ", bare).replace("'", "").split())


def announces(heading: str) -> str:
    """The kind of finding a heading announces; "" for none.

    >>> announces("What needs to improve?"), announces("Areas for priority action")
    ('improvement', 'priority')
    >>> announces("What needs to improve in this area of social work practice")
    'improvement'
    >>> announces("Key strengths"), announces("Practice study: areas for improvement")
    ('strength', '')
    >>> announces("What does the local authority need to improve?"), announces("Main findings")
    ('improvement', '')
    """
    words = key(heading)
    if not words or len(words) > 200 or OTHERS.search(words):
        return ""
    return next((kind for kind, one in PATTERNS.items() if one.fullmatch(words)), "")


def is_of_board(heading: str, was_of_board: bool) -> bool:
    """Does what follows a heading speak of the safeguarding board, not of the council?

    >>> is_of_board("What does the LSCB need to improve?", False), is_of_board("Areas", True)
    (True, True)
    >>> is_of_board("What does the local authority need to improve?", True)
    False
    """
    words = key(heading)
    if BOARD.search(words):
        return True
    return was_of_board and not AUTHORITY.search(words)


def is_better(heading: str) -> bool:
    """Does the heading stand over what an area partnership is told to do better?"""
    return bool(re.fullmatch(BETTER, key(heading)))


def is_study(heading: str) -> bool:
    """Does a heading begin the study of one case, a box that may stand within a list?"""
    return bool(STUDY.match(key(heading)))


def names_part(heading: str) -> bool:
    """Does a heading part a list of findings, without ending it?

    >>> names_part("West Yorkshire Police:"), names_part("Children looked after")
    (True, True)
    >>> names_part("Children looked after require improvement"), names_part("Main findings")
    (False, False)
    """
    return bool(PARTS.fullmatch(key(heading)))


def is_known(text: str) -> bool:
    """Is a whole line one of the headings these letters have, in whatever style?"""
    words = key(text)
    if len(words) > 200 or text.rstrip().endswith((".", ",", ";")):
        return False
    return bool(announces(text) or is_better(text) or STARTS.fullmatch(words))
