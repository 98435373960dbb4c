"""How does a list page filter, sort, page and export, whatever its address says?"""

import re
from typing import Any

from django.core.paginator import EmptyPage, Page, Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django_filters import FilterSet

from improvement.ui import forms
from improvement.ui.tables import Table
from improvement.ui.xlsxout import DOWNLOADS, download

LONGEST_VALUE = 200
PER_PAGE_LIMIT = 100
WHOLE_NUMBER = re.compile(r"[0-9]{1,9}", re.ASCII)
OWN = ("page", "per_page", "sort", "format")


class FilterForm(forms.Form):
    """The form of a FilterSet (its `Meta.form`): nothing in it is required."""

    hides_optional = True


def safe_query(given: QueryDict) -> QueryDict:
    """The query without what no filter could mean: null characters and endless values."""
    query = QueryDict(mutable=True)
    for key, values in given.lists():
        query.setlist(
            key.replace("\x00", ""), [value.replace("\x00", "")[:LONGEST_VALUE] for value in values]
        )
    return query


def whole_number(text: str | None, default: int) -> int:
    """A positive number of at most nine digits, or the default."""
    number = int(text) if text and WHOLE_NUMBER.fullmatch(text) else 0
    return number or default


def page_of(table: Table, query: QueryDict, per_page: int) -> Page:
    """The page asked for; the last one when there are not so many."""
    size = min(whole_number(query.get("per_page"), per_page), PER_PAGE_LIMIT)
    # django-tables2 counts the rows, rather than fetching them all, once it sees a paginator.
    paginator = table.paginator = Paginator(table.rows, size)
    try:
        return paginator.page(whole_number(query.get("page"), 1))
    except EmptyPage:
        return paginator.page(paginator.num_pages)


def shown_words(page: Page) -> str:
    """Showing 1 to 50 of 132."""
    total = page.paginator.count
    return f"Showing {page.start_index():,} to {page.end_index():,} of {total:,}"


def with_query(query: QueryDict, **changes: str) -> str:
    """The address of this list with some of its query changed."""
    changed = query.copy()
    changed.pop("page", None)
    for key, value in changes.items():
        changed[key] = value
    return f"?{changed.urlencode()}"


def filtered(source: Any, query: QueryDict) -> tuple[Any, Any]:
    """The rows that the filters leave, and the filter form (None for a bare list of rows)."""
    if not isinstance(source, FilterSet):
        return source, None
    source.data = query
    source.form.hides_optional = True
    return source.qs, source.form


def list_context(table: Table, query: QueryDict, form: Any, per_page: int) -> dict[str, Any]:
    """What components/list.html shows."""
    page = table.page = page_of(table, query, per_page)
    return {
        "table": table,
        "page": page,
        "shown": shown_words(page),
        "filter_form": form,
        "sort": query.get("sort", ""),
        "csv_href": with_query(query, format="csv"),
        "xlsx_href": with_query(query, format="xlsx"),
        "is_filtered": any(value for key, value in query.items() if key not in OWN),
    }


DEFAULTS = {
    "crumbs": (),
    "intro": "",
    "add_href": "",
    "add_text": "",
    "empty_title": "Nothing here yet",
    "empty_body": "",
}


def render_list(
    request: HttpRequest,
    *,
    table_class: type[Table],
    filterset: Any,
    context: dict[str, Any],
    filename: str,
    template: str = "components/list_page.html",
    per_page: int = 50,
    table_options: dict[str, Any] | None = None,
) -> HttpResponse:
    """A list page, or the whole filtered and sorted list for `?format=csv` and `?format=xlsx`.

    `filterset` is a FilterSet bound to request.GET, or plain rows. The context may hold title,
    crumbs, intro, add_href, add_text, empty_title, empty_body.
    """
    query = safe_query(request.GET)
    rows, form = filtered(filterset, query)
    table = table_class(rows, **(table_options or {}))
    table.query = query
    if query.get("sort"):
        table.order_by = query.getlist("sort")[:3]
    if (kind := query.get("format", "")) in DOWNLOADS:
        title = str(context.get("title") or table.caption)
        return download(kind, filename, title, table.export_header(), table.export_rows())
    shown = list_context(table, query, form, per_page)
    return render(request, template, {**DEFAULTS, **context, **shown})
