"""Which pieces do pages put together? Each with explicit arguments, shown in the gallery."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BaseFormSet
from django.http import QueryDict
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from improvement.ui.errors import error_links
from improvement.ui.glossarylink import term_html
from improvement.ui.marks import direction_html, rag_html
from improvement.ui.svg import sparkline as sparkline_svg
from improvement.ui.tasks import Task

register = template.Library()


@register.simple_tag
def rag_tag(rag: Any, word: str = "") -> SafeString:
    """A rating as word, shape and colour."""
    return rag_html(rag, word)


@register.simple_tag
def direction_mark(direction: Any, improvement: Any = None) -> SafeString:
    """A direction as arrow and word, and whether that is for the better."""
    return direction_html(direction, improvement)


@register.simple_tag
def sparkline(values: Sequence[Any], title: str) -> SafeString:
    """The last values as a line the height of a word."""
    return sparkline_svg(values, title)


@register.simple_tag
def term(name: str, text: str = "") -> SafeString:
    """A word of ours, explained in the glossary."""
    return term_html(name, text)


@register.inclusion_tag("components/tile.html")
def tile(
    label: str,
    value: Any,
    rag: Any = None,
    direction: Any = None,
    improvement: Any = None,
    spark: SafeString | str = "",
    href: str = "",
    note: str = "",
) -> dict[str, Any]:
    """One figure in large: its label, value and signals."""
    return {
        "label": label,
        "value": value,
        "href": href,
        "note": note,
        "spark": spark,
        "mark": rag_html(rag) if rag else "",
        "way": direction_html(direction, improvement) if direction else "",
    }


@register.inclusion_tag("components/chart_with_table.html")
def chart_with_table(
    chart_id: str,
    title: str,
    headers: Sequence[str],
    rows: Iterable[Sequence[Any]],
    figure: Any = None,
    picture: SafeString | str = "",
    summary: str = "",
    legend: Iterable[tuple[SafeString, str]] = (),
) -> dict[str, Any]:
    """A chart and the table of its values. `figure` is a plotly figure as a dict (drawn by
    chart.js over the picture); `picture` a ready SVG, which also serves without script; `legend`
    each mark as a small picture with its words."""
    return {
        "chart_id": chart_id,
        "title": title,
        "headers": headers,
        "rows": rows,
        "figure": figure,
        "figure_id": f"{chart_id}-figure",
        "picture": picture,
        "summary": summary,
        "legend": legend,
    }


@register.inclusion_tag("components/chart_scripts.html")
def chart_scripts() -> dict[str, Any]:
    """The scripts that draw interactive charts: for the `scripts` block of a page with one."""
    return {}


@register.inclusion_tag("components/summary_list.html")
def summary_list(rows: Iterable[Sequence[Any]]) -> dict[str, Any]:
    """Keys and values: (key, value), or (key, value, href, words) with a link to change it."""
    padded = [(*row, "", "")[:4] for row in rows]
    return {"rows": padded, "has_actions": any(row[2] for row in padded)}


@register.inclusion_tag("components/task_list.html")
def task_list(items: Iterable[Task]) -> dict[str, Any]:
    """What is to be done, each with its status."""
    return {"items": items}


@register.inclusion_tag("components/error_summary.html")
def error_summary(form: BaseForm | BaseFormSet | None) -> dict[str, Any]:
    """Every error of the form at the top of the page, each leading to its field."""
    return {"links": error_links(form) if form is not None else []}


@register.inclusion_tag("components/empty_state.html")
def empty_state(title: str, body: str = "", href: str = "", action: str = "") -> dict[str, Any]:
    """Nothing here yet, and what to do about it."""
    return {"title": title, "body": body, "href": href, "action": action}


@register.inclusion_tag("components/pager.html")
def pager(page: Page, query: QueryDict | None = None) -> dict[str, Any]:
    """Links to the other pages of a list; `query` keeps filters and order."""
    kept = query.copy() if query is not None else QueryDict(mutable=True)
    kept.pop("page", None)
    start = kept.urlencode()
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {
        "page": page,
        "start": f"?{start}&page=" if start else "?page=",
        "numbers": list(numbers),
        "gap": page.paginator.ELLIPSIS,
    }


@register.simple_tag
def breadcrumb(text: str, href: str = "") -> SafeString:
    """One step of the way here, inside the `breadcrumbs` block; without href, this page."""
    if not href:
        return format_html(
            '<li class="govuk-breadcrumbs__list-item" aria-current="page">{}</li>', text
        )
    return format_html(
        '<li class="govuk-breadcrumbs__list-item">'
        '<a class="govuk-breadcrumbs__link" href="{}">{}</a></li>',
        href,
        text,
    )


@register.inclusion_tag("components/timeline.html")
def timeline(events: Iterable[Any]) -> dict[str, Any]:
    """Who did what, when and why; events have at, by, verb, reason, changes."""
    return {"events": events}


@register.inclusion_tag("components/notification.html")
def notification(text: str, title: str = "Important", kind: str = "info") -> dict[str, Any]:
    """Something to know before reading on; kind "success" for what has just been done."""
    return {"text": text, "title": title, "kind": kind}


@register.filter
def uk_date(value: Any) -> str:
    """27 March 2026; a dash for none."""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return f"{value.day} {value:%B %Y}" if isinstance(value, date) else "—"


@register.filter
def uk_datetime(value: Any) -> str:
    """27 March 2026, 14:05, on the clocks of this country."""
    if not isinstance(value, datetime):
        return uk_date(value)
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{uk_date(local)}, {local:%H:%M}"
