"""How do the lines of a sentence become the sentence again, its hyphens mended?"""

import re
from collections.abc import Iterable
from functools import reduce

WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?")
BROKEN_END = re.compile(r"([^\W\d_]+)-$")
NEXT_WORD = re.compile(r"([^\W\d_]+)")
COMPOUND = re.compile(r"([^\W\d_]+)-(?=([^\W\d_]+))")
SUSPENDED = {"and", "or", "to"}
SOFT_HYPHEN = "\xad"
# What a hyphen follows as a rule, and what it precedes.
BEFORE = {
    *("age", "anti", "best", "better", "child", "co", "community", "council", "cross"),
    *("data", "day", "decision", "double", "down", "early", "ever", "evidence", "ex", "face"),
    *("family", "five", "follow", "four", "front", "full", "good", "government", "high"),
    *("higher", "home", "in", "information", "inter", "intra", "joined", "large", "late"),
    *("life", "locality", "long", "longer", "low", "lower", "medium", "mid", "month"),
    *("multi", "needs", "non", "off", "on", "one", "out", "over", "parent", "part", "peer"),
    *("person", "place", "police", "poor", "post", "pre", "problem", "re", "relationship"),
    *("risk", "school", "self", "semi", "service", "short", "shorter", "single", "six"),
    *("small", "solution", "staff", "stand", "start", "step", "strengths", "sub", "three"),
    *("time", "trauma", "two", "under", "up", "week", "well", "year"),
}
AFTER = {
    *("accidental", "aged", "agency", "appropriate", "around", "assessment", "assessments"),
    *("attendance", "awareness", "based", "being", "birth", "bound", "building", "by"),
    *("care", "centred", "class", "compliant", "confidence", "date", "day", "depth"),
    *("design", "door", "down", "edge", "effective", "engagement", "esteem", "evaluation"),
    *("existent", "finding", "focused", "friendly", "gathering", "giving", "going", "group"),
    *("groups", "harm", "holder", "holders", "hours", "house", "improvement", "in"),
    *("informed", "keeping", "led", "level", "life", "line", "located", "maker", "makers"),
    *("making", "minded", "month", "off", "old", "olds", "on", "operative", "ordinated"),
    *("out", "over", "planning", "proceedings", "production", "quality", "range", "ranging"),
    *("ready", "referral", "referrals", "reflection", "regulation", "related", "reliant"),
    *("reported", "resident", "risk", "run", "scale", "sensitive", "set", "sets", "setting"),
    *("sharing", "shop", "smart", "solving", "specific", "statutory", "stop", "story"),
    *("taking", "term", "through", "time", "to", "tracking", "up", "week", "wellbeing"),
    *("wide", "working", "world", "year"),
}


# These take a hyphen whatever follows.
ALWAYS = {"self", "non", "multi", "pre", "well", "anti", "mid", "post", "cross", "semi"}


class Vocabulary:
    """The words a letter itself uses, whole and hyphenated, and whether it breaks words at all."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.words: set[str] = set()
        self.compounds: set[tuple[str, str]] = set()
        broken: list[tuple[str, str]] = []
        end = ""
        for line in lines:
            whole = line.casefold()
            if end:  # what a line begins with is half a word then
                begin, _, whole = whole.partition(" ")
                broken += [(end, half) for half in NEXT_WORD.findall(begin)[:1]]
            half_word = BROKEN_END.search(whole)
            end = half_word[1] if half_word else ""
            whole = whole.rpartition(" ")[0] if end else whole
            self.words.update(WORD.findall(whole))
            self.compounds.update(COMPOUND.findall(whole))
        surely = sum(a + b in self.words and (a, b) not in self.compounds for a, b in broken)
        # Most letters break a line at a hyphen of a word's own, and nowhere else.
        self.breaks_words = surely * 4 >= len(broken) > 0

    def keeps_hyphen(self, first: str, second: str) -> bool:
        """Is the hyphen between two parts, at the end of a line, one of the word's own?

        >>> words = Vocabulary(["Decision-making and plan-", "ning for the community, planning"])
        >>> words.keeps_hyphen("decision", "making"), words.keeps_hyphen("commu", "nity")
        (True, False)
        >>> Vocabulary(["Words that are whole"]).keeps_hyphen("whole", "systems")
        True
        """
        a, b = first.casefold(), second.casefold()
        if second[:1].isupper() or (a, b) in self.compounds:
            return True
        if a + b in self.words:
            return False
        return not self.breaks_words or self.reads_as_two(a, b)

    def reads_as_two(self, a: str, b: str) -> bool:
        """Are both parts words, or such as hyphens join?"""
        if a in ALWAYS or (b in AFTER and (a in BEFORE or a in self.words)):
            return True
        return b in self.words and (a in BEFORE or (a in self.words and min(len(a), len(b)) > 2))


def join_lines(lines: Iterable[str], words: Vocabulary) -> str:
    """The lines as one text.

    >>> words = Vocabulary(["the community and community", "age-appropriate work"])
    >>> join_lines(["the com-", "munity for 16-", "and 17-year-olds, age-", "appropriate"], words)
    'the community for 16- and 17-year-olds, age-appropriate'
    """
    return reduce(lambda text, line: join_two(text, line, words), lines, "").strip()


def join_two(text: str, line: str, words: Vocabulary) -> str:
    if not text or not line:
        return text or line
    if text.endswith((SOFT_HYPHEN, "/")):
        return text.removesuffix(SOFT_HYPHEN) + line
    following = NEXT_WORD.match(line)
    is_suspended = following and following[1].casefold() in SUSPENDED
    if not text.endswith("-") or text.endswith(" -") or is_suspended:
        return f"{text} {line}"
    broken = BROKEN_END.search(text)
    goes_on = COMPOUND.match(line)
    if broken and following and not goes_on and not words.keeps_hyphen(broken[1], following[1]):
        return text[:-1] + line
    return text + line
