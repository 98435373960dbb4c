"""How does a page explain a word of ours where it stands?"""

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from improvement import glossary


def term_html(name: str, text: str = "") -> SafeString:
    """A link to the word's entry, its meaning at hand; the bare word if there is no entry."""
    try:
        found = glossary.term(name)
    except KeyError:
        return format_html("{}", text or name)
    return format_html(
        '<a class="govuk-link app-term" href="{}#{}" title="{}">{}</a>',
        reverse("glossary"),
        found.slug,
        found.meaning,
        text or name,
    )
