"""What does the page show of a file before it is saved, and of one that could not be?"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from improvement.councils.models import User
from improvement.ui.errors import ErrorLink
from scorecard.models import Section
from scorecard.uploads.desk import Desk
from scorecard.uploads.outlook import with_outlook
from scorecard.uploads.posted import MOST_REFUSED, Posted, hidden_fields
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


def preview_page(desk: Desk, preview: Preview, file_name: str, reader: User) -> dict[str, Any]:
    """A file beside what is stored. Queries: 2."""
    preview.lines = with_outlook(preview.lines, desk.council, desk.month)
    return {
        "desk": desk,
        "preview": preview,
        "file_name": file_name,
        "counted": counted(preview),
        "links": refusal_links(preview),
        "hidden": list(hidden_fields(preview, file_name)),
        "save": save_words(preview),
        "savers": "",
        "reader": reader,
    }


def conflict_page(
    desk: Desk, posted: Posted, refusals: Sequence[str], reader: User
) -> dict[str, Any]:
    """The same file against the month as it is now, with what has moved since it was shown.

    What was refused of it then is still refused.
    """
    preview = preview_of(desk, posted.matched)
    moved = moved_sections(preview, posted.versions)
    preview.lines = moved_since(preview.lines, posted.seen)
    said = {str(one) for one in preview.refused}
    preview.refused += [one for one in posted.refused if str(one) not in said]
    page = preview_page(desk, preview, posted.file_name, reader)
    page["links"] = [ErrorLink(message, "") for message in refusals] + page["links"]
    page["savers"] = savers_in(moved, reader)
    return page


def moved_sections(preview: Preview, versions: Mapping[int, int]) -> list[Section]:
    """The sections saved by anyone since the file was shown."""
    return [one for one in preview.sections if one.version != versions.get(one.pk, one.version)]


def savers_in(moved: Iterable[Section], reader: User) -> str:
    """Who saved meanwhile: "Olive Officer", "you on another page", or both; nobody is nothing."""
    names = dict.fromkeys(saver_name(section, reader) for section in moved)
    return " and ".join(names)


def saver_name(section: Section, reader: User) -> str:
    if section.edited_by == reader:
        return "you on another page"
    return str(section.edited_by or "the system")


def refusal_links(preview: Preview) -> list[ErrorLink]:
    """Each refused cell by its address; the cell is in the file, so there is nowhere to lead."""
    links = [ErrorLink(str(one), "") for one in preview.refused[:MOST_REFUSED]]
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
