"""How is a rating or a direction shown: always a word and a shape, the colour only helps.

Ready strings, made once each, so that a table of a thousand cells costs nothing to mark.
"""

from functools import lru_cache
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

SHAPES = {
    "green": '<circle cx="6" cy="6" r="5.5"/>',
    "amber": '<path d="M6 .5 12 11.5H0z"/>',
    "red": '<path d="M.5.5h11v11H.5z"/>',
    "blue": '<path d="M6 0l6 6-6 6-6-6z"/>',
    "none": '<path d="M6 .5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11zm0 2a3.5 3.5 0 1 0 0 7 3.5 3.5 '
    '0 0 0 0-7z"/>',
}
WORDS = {"no_data": "No data", "not_rated": "Not rated", "": "Not rated"}
ARROWS = {
    "Increasing": "M6 11V1M2 5l4-4 4 4",
    "Decreasing": "M6 1v10M2 7l4 4 4-4",
    "Steady": "M1 6h10M7 2l4 4-4 4",
}
VERDICTS = {"Improving": "improving", "Worsening": "worsening"}


@lru_cache(maxsize=256)
def _rag(value: str, word: str) -> SafeString:
    tone = value if value in SHAPES else "none"
    return format_html(
        '<span class="app-rag app-rag--{}"><svg class="app-rag__shape" viewBox="0 0 12 12" '
        'aria-hidden="true">{}</svg>{}</span>',
        tone,
        mark_safe(SHAPES[tone]),  # noqa: S308 - our own constants
        word,
    )


def rag_html(rag: Any, word: str = "") -> SafeString:
    """A Rag or Brag (or its value) as word, shape and colour; `word` replaces its own."""
    value = "" if rag is None else str(getattr(rag, "value", rag))
    own = word or getattr(rag, "word", "") or WORDS.get(value, value.replace("_", " ").capitalize())
    return _rag(value, str(own))


@lru_cache(maxsize=256)
def _direction(direction: str, verdict: str) -> SafeString:
    if direction not in ARROWS:
        return mark_safe('<span class="app-quiet">Not known</span>')
    told = format_html(' <span class="app-direction__verdict">{}</span>', verdict)
    return format_html(
        '<span class="app-direction app-direction--{}"><svg class="app-direction__arrow" '
        'viewBox="0 0 12 12" aria-hidden="true"><path d="{}"/></svg>{}{}</span>',
        VERDICTS.get(verdict, "plain"),
        ARROWS[direction],
        direction,
        told if verdict in VERDICTS else "",
    )


def direction_html(direction: Any, improvement: Any = None) -> SafeString:
    """A Direction as arrow and word, with Improving or Worsening where that is known."""
    way = "" if direction is None else str(getattr(direction, "value", direction)).capitalize()
    verdict = "" if improvement is None else str(getattr(improvement, "value", improvement))
    return _direction(way, verdict.capitalize())
