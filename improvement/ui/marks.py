"""How is a rating, a direction or a signal shown: always a word and a shape, the colour only helps.

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
# A special cause is a filled mark that points the way of its meaning; common cause is a wave.
SIGNALS = {
    "improvement": '<path d="M1 9.5 8 2l7 7.5-2 2L8 6l-5 5.5z"/>',
    "concern": '<path d="M8 .5 15.5 14H.5zM7.2 5v5h1.6V5zm0 6v1.6h1.6V11z" fill-rule="evenodd"/>',
    "neutral": '<path d="M8 1l7 7-7 7-7-7z"/>',
    "common": '<path d="M1 9c2.3-6 4.7-6 7-1s4.7 5 7-1" fill="none" stroke="currentColor" '
    'stroke-width="2" stroke-linecap="round"/>',
}
ASSURANCES = {
    "consistent_pass": ("M1.5 6.5l3 3 6-7", "Reliably meets target"),
    "consistent_fail": ("M2 2l8 8M10 2l-8 8", "Reliably misses target"),
    "inconsistent": ("M1 4h7M6 2l2 2-2 2M11 8H4M6 6 4 8l2 2", "Hit or miss on target"),
}
# The chart speaks of all its months; a latest figure on the other side is what has changed.
OVERTAKEN = {
    ("consistent_fail", "green"): "Missed target before",
    ("consistent_pass", "red"): "Met target before",
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


@lru_cache(maxsize=64)
def signal_html(kind: str, word: str, said: str = "") -> SafeString:
    """What a process chart found, as icon and word; `said` is the icon's text alternative."""
    if kind not in SIGNALS:
        return format_html('<span class="app-quiet">{}</span>', word or "–")
    return format_html(
        '<span class="app-signal app-signal--{}"><svg viewBox="0 0 16 16" role="img" '
        'aria-label="{}">{}</svg> {}</span>',
        kind,
        said,
        mark_safe(SIGNALS[kind]),  # noqa: S308 - our own constants
        word,
    )


@lru_cache(maxsize=32)
def assurance_html(assurance: str, rag: str = "") -> SafeString:
    """Whether a target can be relied on to be met; nothing where that cannot be said. It never
    contradicts the rating beside it: what the months together say is then told as the past."""
    if assurance not in ASSURANCES:
        return mark_safe("")
    path, word = ASSURANCES[assurance]
    return format_html(
        '<span class="app-assurance app-assurance--{}"><svg viewBox="0 0 12 12" '
        'aria-hidden="true"><path d="{}"/></svg> {}</span>',
        assurance,
        path,
        OVERTAKEN.get((assurance, rag), word),
    )
