"""How alike are two findings, by their words?

Each finding is reduced to the words that tell what it is about: small words and those that every
report uses ("the quality of…", "needs to improve", "children") are dropped, endings are cut. The
score is the share of words two findings have in common, 0 to 100: twice the common words over the
words of both (Dice). To compare thousands at once, each word stands as one sign in a short
string, and rapidfuzz compares the strings.

The threshold was tuned on the demo's councils and on published letters: from a third of the words
upwards most pairs of one council are about one matter; below, chance takes over. Two words at
least must be in common, or "Demand keeps growing" would be like every other demand. A person
decides: the score only proposes.
"""

import re
from collections.abc import Iterable, Iterator, Sequence, Sized
from dataclasses import dataclass

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

THRESHOLD = 33
COMMON_AT_LEAST = 2
ROWS_AT_ONCE = 256
EACH_KEEPS = 20
FIRST_SIGN = 0x4E00
LAST_SIGN = 0xD7A3  # signs beyond would meet the surrogates; a council's words never reach it
ENDINGS = ("ments", "ment", "ings", "ing", "ions", "ion", "ies", "es", "ed", "s", "ly")
STEM_AT_LEAST = 4
WORD = re.compile(r"[a-z]+|[0-9]+")
SAID = re.compile(r"[A-Za-z]+|[0-9]+")
SAID_EVERYWHERE = """
    a about after all also an and another any are as at be been before being between both but by
    can could did do does down during each few for from had has have how if in into is it its less
    many may might more most much must no nor not of on only or other out over own same should so
    some such than that the their them then there these they this those through to too two under
    up very was well were what when where which who whom whose will with would
    better child children ensure families family improve improved improvement improving include
    including need needs needed people quality service services timely timeliness young
"""
EVERYWHERE = frozenset(SAID_EVERYWHERE.split())


@dataclass(frozen=True, slots=True)
class Like:
    """Two texts, by their place in what was given, and their score."""

    one: int
    other: int
    score: int


def telling_words(text: str) -> frozenset[str]:
    """The words that say what a text is about, without their endings.

    >>> sorted(telling_words("The quality of assessments needs to improve."))
    ['assess']
    """
    plain = text.lower().replace("’s", "").replace("'s", "")
    return frozenset(stem(word) for word in WORD.findall(plain) if word not in EVERYWHERE)


def stem(word: str) -> str:
    """A word without its ending, so that assessment and assessed are one."""
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= STEM_AT_LEAST:
            return word[: -len(ending)]
    return word


def shared(common: int, one: Sized, other: Sized) -> int:
    """The words in common as a share of both, 0 to 100."""
    return 200 * common // (len(one) + len(other))


def alike(rows: Sequence[str], columns: Sequence[str]) -> Iterator[Like]:
    """Pairs that read alike, each text with the few of the others that it is most like.

    Both are given as their signs. They are compared some hundred rows at a time and each row
    keeps a few pairs, so that time and memory stay small however many there are.
    """
    from rapidfuzz import fuzz, process

    for start in range(0, len(rows) if columns else 0, ROWS_AT_ONCE):
        part = rows[start : start + ROWS_AT_ONCE]
        scores = process.cdist(part, columns, scorer=fuzz.ratio, score_cutoff=THRESHOLD)
        # The most alike of a row first; a stable order, so that ties fall as they were given.
        best = (-scores).argsort(axis=1, kind="stable")[:, :EACH_KEEPS]
        for at, order in enumerate(best.tolist(), start=start):
            yield from pairs_of(at, rows[at], order, columns)


def pairs_of(at: int, row: str, order: Iterable[int], columns: Sequence[str]) -> Iterator[Like]:
    """One text with those of the others that it is like."""
    for to in order:
        common = len(set(row) & set(columns[to]))
        score = shared(common, row, columns[to]) if common else 0
        if common >= COMMON_AT_LEAST and score >= THRESHOLD:
            yield Like(at, to, score)


def signs_of(texts: Iterable[str]) -> list[str]:
    """Each text as a string of signs in order, one for each telling word."""
    known: dict[str, str] = {}
    return ["".join(sorted(sign_of(word, known) for word in telling_words(one))) for one in texts]


def sign_of(word: str, known: dict[str, str]) -> str:
    """The sign of a word; words beyond the last sign share it."""
    return known.setdefault(word, chr(min(FIRST_SIGN + len(known), LAST_SIGN)))


def marked(text: str, other: str) -> SafeString:
    """A text with the words it has in common with another marked."""
    common = telling_words(text) & telling_words(other)
    return format_html_join("", "{}", ((part,) for part in parts_of(text, common)))


def parts_of(text: str, common: frozenset[str]) -> Iterator[str]:
    """The text in pieces, the common words between marks."""
    at = 0
    for found in SAID.finditer(text):
        word = found[0].lower()
        if word not in EVERYWHERE and stem(word) in common:
            yield conditional_escape(text[at : found.start()])
            yield format_html("<mark>{}</mark>", found[0])
            at = found.end()
    yield conditional_escape(text[at:])
