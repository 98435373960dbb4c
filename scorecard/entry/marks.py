"""How is a section's status shown in little room: a shape of its own, and the word beside it?"""

from functools import cache

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from improvement.rules.section import SectionStatus

RING = '<path d="M6 .5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11zm0 1.8a3.7 3.7 0 1 0 0 7.4 3.7 3.7 0 0 0 0-7.4z"/>'  # noqa: E501
SHAPES = {
    SectionStatus.NOT_STARTED: RING,
    SectionStatus.DRAFT: RING + '<path d="M6 1.5a4.5 4.5 0 0 0 0 9z"/>',
    SectionStatus.SUBMITTED: '<path d="M2 .5 11.5 6 2 11.5z"/>',
    SectionStatus.SENT_BACK: '<path d="M6 .5v3.2h5.5v4.6H6v3.2L.5 6z"/>',
    SectionStatus.APPROVED: '<path fill-rule="evenodd" d="M6 0a6 6 0 1 1 0 12A6 6 0 0 1 6 0zm3 '
    '3.2L5.1 7.1 3.2 5.2 2 6.4l3.1 3.1 5.1-5.1z"/>',
}


@cache
def step_shape(status: SectionStatus) -> SafeString:
    """The shape alone, for a strip whose words stand elsewhere."""
    return format_html(
        '<svg class="app-step app-step--{}" viewBox="0 0 12 12" aria-hidden="true">{}</svg>',
        status.value,
        mark_safe(SHAPES[status]),  # noqa: S308 - our own constants
    )


@cache
def step_mark(status: SectionStatus) -> SafeString:
    """The shape and the word."""
    return format_html('<span class="app-nowrap">{}{}</span>', step_shape(status), status.label)
