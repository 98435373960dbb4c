"""How do an inspection and a finding lead to the letter they were read from?"""

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from inspections.models import Finding, Inspection

LINE_BREAK = mark_safe("<br>")


def letters_of(inspection: Inspection, slug: str) -> SafeString:
    """The letters behind an inspection, each a link; nothing where there is none. Queries: 1."""
    rows = inspection.letters.order_by("id").values_list("pk", "filename", "pages_count")
    return format_html_join(
        LINE_BREAK,
        '<a class="govuk-link" href="{}">{}</a>, {}',
        (
            (reverse("inspections:letter-detail", args=[slug, pk]), name, pages_words(pages))
            for pk, name, pages in rows
        ),
    )


def pages_words(pages: int) -> str:
    return f"{pages} page" if pages == 1 else f"{pages} pages"


def page_of_finding(finding: Finding, slug: str) -> SafeString | str:
    """The page of the letter that a finding stands on, as a link. Queries: 1, where it has one."""
    pk = first_letter(finding) if finding.page else None
    if pk is None:
        return ""
    href = reverse("inspections:letter-detail", args=[slug, pk])
    return format_html(
        '<a class="govuk-link" href="{}?page={}#letter-page">See page {} of the letter</a>',
        href,
        finding.page,
        finding.page,
    )


def first_letter(finding: Finding) -> int | None:
    """The first letter behind its inspection."""
    letters = finding.inspection.letters.order_by("id")
    return letters.values_list("pk", flat=True).first()
