"""What does the page show of a file before it is saved, and of one that could not be?"""

from collections.abc import Sequence
from typing import Any

from improvement.ui.errors import ErrorLink
from scorecard.uploads.desk import Desk
from scorecard.uploads.posted import Posted, hidden_fields
from scorecard.uploads.preview import (
    CHANGED,
    NEW,
    Preview,
    counted,
    in_words,
    moved_since,
    preview_of,
    told,
)

# More than this helps nobody: a file with so much wrong is mended as a whole.
MOST_SHOWN = 50


def preview_page(desk: Desk, preview: Preview, file_name: str) -> dict[str, Any]:
    """A file beside what is stored."""
    return {
        "desk": desk,
        "preview": preview,
        "file_name": file_name,
        "counted": counted(preview),
        "links": refusal_links(preview),
        "hidden": list(hidden_fields(preview, file_name)),
        "save": save_words(preview),
        "is_conflict": False,
    }


def conflict_page(desk: Desk, posted: Posted, refusals: Sequence[str]) -> dict[str, Any]:
    """The same file against the month as it is now, with what has moved since it was shown."""
    preview = preview_of(desk, posted.matched)
    preview.lines = moved_since(preview.lines, posted.seen)
    page = preview_page(desk, preview, posted.file_name)
    page["links"] = [ErrorLink(message, "") for message in refusals] + page["links"]
    page["is_conflict"] = not page["links"]
    return page


def refusal_links(preview: Preview) -> list[ErrorLink]:
    """Each refused cell by its address; the cell is in the file, so there is nowhere to lead."""
    links = [ErrorLink(str(one), "") for one in preview.refused[:MOST_SHOWN]]
    if rest := len(preview.refused) - len(links):
        links.append(ErrorLink(f"And {in_words(rest, 'more', 'more')} like these.", ""))
    return links


def save_words(preview: Preview) -> str:
    """What the button does: leaving something out is said on it."""
    number, left = len(preview.lines), len(preview.refused)
    words = f"Save {in_words(number, 'figure', 'figures')}"
    return f"{words} and leave out the {left} refused" if left else words


def saved_words(preview: Preview, file_name: str) -> str:
    """What was done."""
    if not preview.lines:
        return "Nothing in the file differs from what is saved already."
    kinds = [*told(preview.count(NEW), "new"), *told(preview.count(CHANGED), "changed")]
    number = in_words(len(preview.lines), "figure", "figures")
    return f"{number} saved from {file_name}. {' '.join(kinds)}"
