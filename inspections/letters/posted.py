"""What did the check page send: which draft, which deed, and where does it lead?"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from inspections.letters.draft import EMPTY_LINE, MOST_FINDINGS, Draft, typed_draft

LARGEST_VERSION = 2**31 - 1
DEEDS: dict[str, Callable[[Draft, str], Draft]] = {
    "split": Draft.split,
    "merge": Draft.merge,
    "drop": Draft.drop,
    "back": lambda draft, key: draft.drop(key, is_dropped=False),
    "add": lambda draft, key: draft.add(),
}
NOT_SPLIT = (
    "Put an empty line into the finding where it should be split, then choose “Split” again."
)


@dataclass(frozen=True, slots=True)
class Sent:
    """A check page that came back: what was typed, which version it began from, what to do."""

    typed: Draft
    version: int
    page: int
    deed: str
    key: str

    @classmethod
    def read(cls, data: Any) -> "Sent":
        """A deed is one word, or a word and the finding or page it is done to: "split:f3"."""
        deed, _, key = data.get("do", "save").partition(":")
        page = key if deed == "page" else data.get("page", "")
        return cls(typed_draft(data), whole(data.get("version", "")), whole(page) or 1, deed, key)

    def changed(self) -> Draft:
        """The draft once the deed is done; as typed where there is nothing to do it to."""
        known = {one.key for one in self.typed.findings}
        is_possible = self.key in known or self.deed == "add"
        if self.deed not in DEEDS or not is_possible or self.is_full:
            return self.typed
        return DEEDS[self.deed](self.typed, self.key)

    @property
    def is_full(self) -> bool:
        """Would there be more findings than any letter has?"""
        return self.deed in ("split", "add") and len(self.typed.findings) >= MOST_FINDINGS

    @property
    def warning(self) -> str:
        """What to say of a split without a place to split at."""
        if self.deed != "split" or self.key not in {one.key for one in self.typed.findings}:
            return ""
        return "" if EMPTY_LINE.search(self.typed.finding(self.key).text) else NOT_SPLIT

    @property
    def anchor(self) -> str:
        """Where on the page to go on."""
        if self.deed == "page":
            return "#letter-page"
        if self.deed == "add":
            return f"#finding-{self.changed().findings[-1].key}"
        return f"#finding-{self.key}" if self.key else ""


def whole(text: str) -> int:
    """A number that a form of ours carried; 0 for anything else."""
    is_number = text.isascii() and text.isdigit() and len(text) < 11
    return min(int(text), LARGEST_VERSION) if is_number else 0
