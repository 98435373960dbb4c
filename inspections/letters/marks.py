"""How sure is what was read? Always a word and a shape, the colour only helps."""

from functools import cache

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

WORDS = {
    "certain": "Read with certainty",
    "likely": "Likely",
    "unsure": "Check this",
    "corrected": "Corrected here",
    "added": "Added here",
}
TICK = '<path d="M1.5 6.5l3 3 6-7" fill="none" stroke="currentColor" stroke-width="2"/>'
SHAPES = {
    "certain": TICK,
    "likely": '<path d="M6 .5a5.5 5.5 0 0 1 0 11z"/><circle cx="6" cy="6" r="4.9" fill="none" '
    'stroke="currentColor" stroke-width="1.2"/>',
    "unsure": '<path d="M6 .5 12 11.5H0z"/>',
    "corrected": '<path d="M1 11l.6-3L8.2 1.4l2.4 2.4L4 10.4z"/>',
    "added": '<path d="M5 1h2v4h4v2H7v4H5V7H1V5h4z"/>',
}


@cache
def sure_mark(tone: str) -> SafeString:
    """The mark, made once; nothing where there is nothing to be sure of."""
    if tone not in WORDS:
        return mark_safe("")
    return format_html(
        '<span class="app-sure app-sure--{}"><svg class="app-sure__shape" viewBox="0 0 12 12" '
        'aria-hidden="true">{}</svg>{}</span>',
        tone,
        mark_safe(SHAPES[tone]),  # noqa: S308 - our own constants
        WORDS[tone],
    )
