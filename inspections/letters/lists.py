"""Which columns and filters do the list of letters, and the search in them, have?"""

import re
from typing import Any

import django_filters
import django_tables2
from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from improvement.ui.lists import FilterForm
from improvement.ui.tables import Table
from improvement.ui.templatetags.components import uk_date
from inspections.kinds import kind_name
from inspections.letters.querysets import saying
from inspections.models import Letter, LetterParagraph

TONES = {Letter.Status.DRAFT: " govuk-tag--yellow", Letter.Status.CONFIRMED: " govuk-tag--green"}


class LetterFilter(django_filters.FilterSet):
    """Narrow the list of letters."""

    status = django_filters.ChoiceFilter(
        label="Status", empty_label="All", choices=Letter.Status.choices
    )

    class Meta:
        model = Letter
        fields: list[str] = []
        form = FilterForm


class LetterTable(Table):
    """Letters, and what has become of each."""

    caption = "Letters"
    wide = ("kind", "inspection")

    kind = django_tables2.Column("Letter", orderable=False, empty_values=())
    day = django_tables2.Column("First day", orderable=False)
    filename = django_tables2.Column("File")
    status = django_tables2.Column("Status")
    uploaded_at = django_tables2.Column("Uploaded")
    confirmed_at = django_tables2.Column("Confirmed")
    inspection = django_tables2.Column("Inspection", orderable=False)

    def render_kind(self, record: Letter) -> SafeString:
        href = record.get_absolute_url()
        name = kind_name(record.kind) if record.kind else "A letter without a kind"
        return format_html('<a class="govuk-link" href="{}">{}</a>', href, name)

    def render_status(self, record: Letter) -> SafeString:
        tone, word = TONES[record.status], record.get_status_display()
        return format_html('<strong class="govuk-tag{}">{}</strong>', tone, word)

    def render_uploaded_at(self, record: Letter) -> str:
        return by_whom(record.uploaded_at, record.uploaded_by)

    def render_confirmed_at(self, record: Letter) -> str:
        return by_whom(record.confirmed_at, record.confirmed_by)

    def render_inspection(self, record: Letter) -> SafeString:
        href = reverse(
            "inspections:inspection-detail", args=[record.council.slug, record.inspection_id]
        )
        return format_html('<a class="govuk-link" href="{}">{}</a>', href, record.inspection)


def by_whom(at: Any, by: Any) -> str:
    """When and by whom, in one cell."""
    return f"{uk_date(at)}, {by}" if by else uk_date(at)


class ParagraphFilter(django_filters.FilterSet):
    """Words that paragraphs hold."""

    q = django_filters.CharFilter(
        label="Words in the letters",
        method="saying",
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
    )

    class Meta:
        model = LetterParagraph
        fields: list[str] = []
        form = FilterForm

    def saying(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return saying(queryset, value)

    def __init__(self, data: QueryDict, queryset: QuerySet) -> None:
        asked = queryset if data.get("q", "").strip() else queryset.none()
        super().__init__(data, asked)


class ParagraphTable(Table):
    """Paragraphs of letters that hold the words somebody looked for."""

    caption = "Paragraphs"

    letter = django_tables2.Column("Letter", orderable=False)
    number = django_tables2.Column("Paragraph", orderable=False)
    heading = django_tables2.Column("Under the heading", orderable=False)
    text = django_tables2.Column("Text", orderable=False)
    page = django_tables2.Column("Page", orderable=False, attrs={"td": {"class": "app-nowrap"}})

    def render_letter(self, record: LetterParagraph) -> str:
        return str(record.letter.inspection or record.letter)

    def render_text(self, value: str) -> SafeString:
        return marked(value, self.query.get("q", ""))

    def value_text(self, value: str) -> str:
        return value

    def render_page(self, record: LetterParagraph) -> SafeString:
        held = [record.council.slug, record.letter_id]
        href = f"{reverse('inspections:letter-detail', args=held)}?page={record.page}#letter-page"
        return format_html('<a class="govuk-link" href="{}">Page {}</a>', href, record.page)

    def value_page(self, value: int) -> int:
        return value


def marked(text: str, words: str) -> SafeString:
    """A text with the words that were looked for marked in it."""
    asked = "|".join(re.escape(word) for word in words.split() if word)
    if not asked:
        return conditional_escape(text)
    parts = re.split(f"({asked})", text, flags=re.IGNORECASE)
    shown = [
        format_html("<mark>{}</mark>", part) if at % 2 else conditional_escape(part)
        for at, part in enumerate(parts)
    ]
    return mark_safe("".join(shown))  # noqa: S308 - every part is escaped above
