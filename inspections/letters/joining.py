"""How do the lines of a sentence become the sentence again, its hyphens mended?"""

import re
from collections.abc import Iterable
from functools import reduce

WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?")
BROKEN_END = re.compile(r"([^\W\d_]+)-$")
NEXT_WORD = re.compile(r"([^\W\d_]+)")
SUSPENDED = {"and", "or", "to"}
# What a hyphen follows as a rule, and what it precedes.
BEFORE = set(
    "pre re co non multi inter intra self well post anti ex semi sub under over out low high long"
    " short mid full part one two three four five six single double cross child decision age joined"
    " step follow face start stand time problem solution information early late good poor best day"
    " front police school place home life trauma strengths relationship evidence data risk needs"
    " in on up down off large small medium longer shorter higher lower better ever year month week"
    " family parent person staff peer locality community council government service".split()
)
AFTER = set(
    "making based centred focused led up down in out off on term agency being sharing old olds wide"
    " quality time level depth going date informed aged specific related gathering setting solving"
    " taking giving building planning working keeping line door edge house care risk tracking to by"
    " over around through wellbeing statutory referral referrals appropriate proceedings birth year"
    " month week day compliant effective located located operative production design ordinated"
    " resident attendance engagement accidental existent smart makers maker finding holders holder"
    " sensitive friendly ready range ranging minded world life story bound scale class run hours"
    " stop shop group groups set sets assessment assessments reported harm awareness improvement"
    " esteem confidence reflection reliant evaluation regulation".split()
)


class Vocabulary:
    """The words a letter itself uses, whole and hyphenated."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.words: set[str] = set()
        self.compounds: set[tuple[str, str]] = set()
        for line in lines:
            whole = line.casefold().removesuffix("-")
            found = WORD.findall(whole)
            self.words.update(found)
            self.compounds.update(re.findall(r"([^\W\d_]+)-(?=([^\W\d_]+))", whole))

    def keeps_hyphen(self, first: str, second: str) -> bool:
        """Is the hyphen between two parts, at the end of a line, one of the word's own?

        >>> words = Vocabulary(["Decision-making and planning", "for the community"])
        >>> words.keeps_hyphen("decision", "making"), words.keeps_hyphen("commu", "nity")
        (True, False)
        """
        a, b = first.casefold(), second.casefold()
        if second[:1].isupper() or (a, b) in self.compounds:
            return True
        if a + b in self.words:
            return False
        if b in AFTER or a in BEFORE:
            return True
        return a in self.words and b in self.words and min(len(a), len(b)) > 2


def join_lines(lines: Iterable[str], words: Vocabulary) -> str:
    """The lines as one text.

    >>> words = Vocabulary(["the community", "age-appropriate work"])
    >>> join_lines(["help in the com-", "munity for 16-", "and 17-year-olds, age-", "appropriate"], words)
    'help in the community for 16- and 17-year-olds, age-appropriate'
    """
    return reduce(lambda text, line: join_two(text, line, words), lines, "").strip()


def join_two(text: str, line: str, words: Vocabulary) -> str:
    if not text or not line:
        return text or line
    following = NEXT_WORD.match(line)
    if not text.endswith("-") or text.endswith(" -"):
        return (
            f"{text.removesuffix(chr(0xAD))}{'' if text.endswith((chr(0xAD), '/')) else ' '}{line}"
        )
    if following and following[1].casefold() in SUSPENDED:
        return f"{text} {line}"
    broken = BROKEN_END.search(text)
    if broken and following and not words.keeps_hyphen(broken[1], following[1]):
        return text[:-1] + line
    return text + line
