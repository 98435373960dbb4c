"""How is an audit that outsiders carried out marked? By a word and a shape."""

from functools import cache

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

INDEPENDENT = "Independent"
DIAMOND = mark_safe(
    '<svg class="app-rag__shape" viewBox="0 0 12 12" aria-hidden="true">'
    '<path d="M6 0l6 6-6 6-6-6z"/></svg>'
)


@cache
def independent_tag() -> SafeString:
    """The word, and the diamond that marks the same in the charts."""
    return format_html(
        '<span class="app-rag app-rag--blue app-nowrap">{}{}</span>', DIAMOND, INDEPENDENT
    )
