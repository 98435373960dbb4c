"""How does a list of rows become a table that sorts, pages and exports, at little cost a cell?

django-tables2 keeps the columns and the order of the rows. What a cell needs is worked out once a
column, not once a cell: measured on 50 rows that is most of the cost of its own template.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from html import unescape
from typing import Any

import django_tables2
from django.db.models import Model
from django.http import QueryDict
from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString
from django_tables2.columns import BoundColumn, Column
from django_tables2.utils import Accessor, signature

from improvement.ui.marks import rag_html

NUMERIC = "govuk-table__cell--numeric"


class DayColumn(Column):
    """A date as 27 Mar 2026; ISO in exports, which sort by it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("attrs", {"td": {"class": "app-nowrap"}})
        super().__init__(*args, **kwargs)

    def render(self, value: date) -> str:
        return f"{value.day} {value:%b %Y}"

    def value(self, value: date) -> str:
        return value.isoformat()


class NumberColumn(Column):
    """A number, right-aligned so that digits stand under digits."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("attrs", {"td": {"class": NUMERIC}, "th": {"class": NUMERIC}})
        super().__init__(*args, **kwargs)


class RagColumn(Column):
    """A rating as word, shape and colour; its word in exports."""

    def render(self, value: Any) -> SafeString:
        return rag_html(value)


@dataclass(frozen=True, slots=True)
class Head:
    """One column's heading as the template shows it."""

    text: str
    css: str
    href: str
    sorted: str


@dataclass(frozen=True, slots=True)
class CellMaker:
    """Everything one column needs to make its cells."""

    column: BoundColumn
    path: tuple[str, ...]
    display: str
    make: Callable[..., Any]
    wants: tuple[str, ...]
    css: str

    def value_of(self, record: Any) -> Any:
        """The value the column shows: the words of a choice, else what its path leads to."""
        if self.display and isinstance(record, Model):
            return getattr(record, self.display)()
        return follow(record, self.path)

    def cell(self, record: Any, table: django_tables2.Table) -> Any:
        """The cell, or the column's stand-in for an empty one."""
        value = self.value_of(record)
        if value in self.column.column.empty_values:
            return None
        offered = {
            "value": value,
            "record": record,
            "column": self.column.column,
            "bound_column": self.column,
            "table": table,
        }
        return self.make(**{name: offered[name] for name in self.wants})


def follow(record: Any, path: tuple[str, ...]) -> Any:
    """What lies at the end of a path of keys, attributes and plain methods; None if it breaks."""
    for step in path:
        record = record.get(step) if isinstance(record, Mapping) else getattr(record, step, None)
        if callable(record) and not getattr(record, "do_not_call_in_templates", False):
            record = record()
        if record is None:
            return None
    return record


def choice_words(table: django_tables2.Table, path: tuple[str, ...]) -> str:
    """The name of Django's method for the words of a choice, if the column is one."""
    model = getattr(table.data, "model", None)
    if model is None or len(path) != 1:
        return ""
    method = f"get_{path[0]}_display"
    return method if hasattr(model, method) else ""


def maker_of(
    table: django_tables2.Table, column: BoundColumn, make: Callable[..., Any], display: bool = True
) -> CellMaker:
    """Work out once how this column's cells are made."""
    path = tuple(Accessor(column.accessor).bits)
    words = choice_words(table, path) if display and plain(column, make) else ""
    css = str(column.column.attrs.get("td", {}).get("class", ""))
    css = f"{css} app-wide".strip() if column.name in getattr(table, "wide", ()) else css
    return CellMaker(column, path, words, make, signature(make)[0], f" {css}" if css else "")


def plain(column: BoundColumn, make: Callable[..., Any]) -> bool:
    """Does the column show its value as it is? Those that render it get the stored value."""
    return getattr(make, "__func__", None) in (Column.render, Column.value)


def linked(maker: CellMaker, cell: Any, record: Any) -> Any:
    """The cell as a link, where the column links."""
    link = maker.column.link
    href = link.compose_url(record=record, bound_column=maker.column) if link else None
    return format_html('<a class="govuk-link" href="{}">{}</a>', href, cell) if href else cell


def as_text(cell: Any) -> Any:
    """A cell for a file: no mark-up."""
    return unescape(strip_tags(cell)).strip() if isinstance(cell, SafeString) else cell


class Table(django_tables2.Table):
    """Base of every list. Set `caption`; the template and the export read the rest."""

    caption = "List"
    shows_caption = False
    wide = ("text", "title")  # columns of sentences: they keep room for words on a narrow screen
    query: QueryDict = QueryDict()

    class Meta:
        template_name = "components/table.html"
        default = "—"

    @property
    def heads(self) -> list[Head]:
        """The headings, each a link that sorts by its column."""
        return [self.head_of(column) for column in self.columns]

    def head_of(self, column: BoundColumn) -> Head:
        css = str(column.column.attrs.get("th", {}).get("class", ""))
        css = css.replace("__cell--", "__header--")
        order = column.order_by_alias
        way = ("descending" if order.is_descending else "ascending") if column.is_ordered else ""
        return Head(
            str(column.header),
            f" {css}" if css else "",
            self.sort_href(column) if column.orderable else "",
            way,
        )

    def sort_href(self, column: BoundColumn) -> str:
        """The same list in the order of this column, from its first page."""
        query = self.query.copy()
        query.pop("page", None)
        query["sort"] = str(column.order_by_alias.next)
        return f"?{query.urlencode()}"

    def lean_rows(self) -> Iterator[list[tuple[str, Any]]]:
        """The rows of this page as (class, cell) pairs, ready to print."""
        makers = [maker_of(self, column, column.render) for column in self.columns]
        for row in self.paginated_rows:
            yield [(maker.css, self.shown(maker, row.record)) for maker in makers]

    def shown(self, maker: CellMaker, record: Any) -> Any:
        cell = maker.cell(record, self)
        return maker.column.default if cell is None else linked(maker, cell, record)

    def export_header(self) -> list[str]:
        return [str(column.header) for column in self.export_columns()]

    def export_columns(self) -> list[BoundColumn]:
        every = self.columns.iterall()
        return [column for column in every if not column.column.exclude_from_export]

    def export_rows(self) -> Iterator[list[Any]]:
        """Every row of the whole list, sorted, as plain values."""
        makers = [self.export_maker(column) for column in self.export_columns()]
        for record in self.data:
            yield [as_text(maker.cell(record, self)) for maker in makers]

    def export_maker(self, column: BoundColumn) -> CellMaker:
        make = column.value
        inherited = getattr(make, "__func__", None) is Column.value
        return maker_of(self, column, column.render if inherited else make)
