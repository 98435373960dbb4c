"""What does an improvement board pack say? One plain document for every format and screen."""

import re
from collections.abc import Iterator
from datetime import date

from improvement.boards.models import Meeting
from improvement.councils.models import Council
from improvement.glossary import all_terms
from improvement.packs.builders.figures import red_content, scorecard_content, summary_content
from improvement.packs.builders.journey import decisions_content, findings_content, plan_content
from improvement.packs.builders.staffing import workforce_content
from improvement.packs.builders.words import Content, day_words, iso
from improvement.rules.month import Month
from scorecard.selectors import ScorecardPage, scorecard_page

FORMAT = 1
TITLE = "Improvement board pack"
ILLUSTRATIVE = "Illustrative: a made-up council with generated figures"
WORD = re.compile(r"[A-Za-z][A-Za-z0-9+-]+")


def board_content(council: Council, month: Month, meeting: Meeting | None, today: date) -> Content:
    """Everything a board pack says, as plain JSON. Queries: about 25, whatever the history."""
    page = scorecard_page(council, month)
    content = {
        "format": FORMAT,
        "kind": "board",
        "title": TITLE,
        **cover_content(council, month, meeting, today),
        "summary": summary_content(page),
        "scorecard": scorecard_content(page),
        "red": red_content(page),
        "plan": plan_content(council, today),
        "findings": findings_content(council),
        "workforce": workforce_content(council, month, today),
        "decisions": decisions_content(council, today),
        "sources": sources_content(page, today),
    }
    return content | {"glossary": glossary_content(content)}


def cover_content(council: Council, month: Month, meeting: Meeting | None, today: date) -> Content:
    """Whose pack it is, for which meeting and which month."""
    return {
        "council": {
            "name": council.name,
            "short": council.called,
            "slug": council.slug,
            "brand_colour": council.brand_colour,
        },
        "label": ILLUSTRATIVE if council.is_illustrative else "",
        "month": {"id": str(month), "label": month.label, "last_day": day_words(month.last_day)},
        "board": meeting.board.name if meeting else "",
        "meeting": meeting_words(meeting),
        "meeting_on": iso(meeting.on) if meeting else None,
        "as_at": day_words(today),
    }


def meeting_words(meeting: Meeting | None) -> str:
    """When and where the board meets."""
    if meeting is None:
        return "No meeting named"
    at = f"{meeting.starts_at:%H:%M}" if meeting.starts_at else ""
    return ", ".join(part for part in (meeting.when, at, meeting.place) if part)


def sources_content(page: ScorecardPage, today: date) -> list[str]:
    """Where each part comes from and what day it speaks of."""
    month, day = page.month, day_words(today)
    quoted = sorted({row.source for row in page if row.source})
    return [
        f"Figures: the approved monthly return for {month.label}, as at "
        f"{day_words(month.last_day)} unless a measure says otherwise. "
        "Only figures that a second person has approved are in this pack.",
        *(f"Figures quoted from: {source}." for source in quoted),
        "Ratings: worked out from each figure, its target and its baseline by the published "
        "rules of Improvement Journey, at the precision shown.",
        f"Plan, findings and decisions: as recorded on {day}.",
        f"Establishment: the approved monthly return for {month.label}. "
        f"Leadership posts: as held on {day}.",
    ]


def glossary_content(content: Content) -> list[Content]:
    """The terms that the pack uses, with their meaning."""
    said = " ".join(texts_of([content[part] for part in ("scorecard", "red", "findings", "plan")]))
    words, lower = set(WORD.findall(said)), said.lower()
    return [
        {"term": term.label, "meaning": term.meaning}
        for term in all_terms().values()
        if term.short in words or re.search(rf"\b{re.escape(term.term.lower())}\b", lower)
    ]


def texts_of(value: object, key: str = "") -> Iterator[str]:
    """Every text a reader sees in a part of the content; drawings are not words."""
    if isinstance(value, str) and key != "chart":
        yield value
    elif isinstance(value, dict):
        for name, held in value.items():
            yield from texts_of(held, name)
    elif isinstance(value, list):
        for held in value:
            yield from texts_of(held)
