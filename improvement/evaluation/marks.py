"""How is it shown that evidence is old, or of no known day? As a shape with its words."""

from functools import lru_cache

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from improvement.rules.freshness import Aged, Freshness

# A clock for what is old, a question for what has no date; what is current needs no mark.
SHAPES = {
    Freshness.CURRENT: '<path d="M2 6.5l3 3 5-7" fill="none" stroke="currentColor" '
    'stroke-width="2" stroke-linecap="round"/>',
    Freshness.OLD: '<circle cx="6" cy="6" r="5" fill="none" stroke="currentColor" '
    'stroke-width="1.5"/><path d="M6 3v3.2l2 1.6" fill="none" stroke="currentColor" '
    'stroke-width="1.5" stroke-linecap="round"/>',
    Freshness.UNDATED: '<path d="M3.5 4a2.5 2.5 0 1 1 3.6 2.3C6.3 6.7 6 7 6 8M6 10.5v.5" '
    'fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round"/>',
}


@lru_cache(maxsize=256)
def freshness_html(freshness: Freshness, words: str) -> SafeString:
    """One mark, made once."""
    return format_html(
        '<span class="app-age app-age--{}"><svg class="app-age__shape" viewBox="0 0 12 12" '
        'aria-hidden="true">{}</svg>{}</span>',
        freshness.value,
        mark_safe(SHAPES[freshness]),  # noqa: S308 - our own constants
        words,
    )


def age_html(aged: Aged) -> SafeString:
    """The mark of what is old or undated; nothing for what is current."""
    return freshness_html(aged.freshness, aged.freshness.word) if aged.is_marked else SafeString()


def standing_html(aged: Aged) -> SafeString:
    """The mark of any freshness, where a reader looks for the good news too."""
    return freshness_html(aged.freshness, aged.freshness.word)
