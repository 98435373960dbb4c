"""How does a table leave as CSV without a cell that a spreadsheet would run?"""

import io
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from defusedcsv import csv
from django.http import HttpResponse

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
TRUE_NUMBER = re.compile(r"[-+]?[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?", re.ASCII)
RISKY = ("=", "+", "-", "@", "|", "%", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def clean_cell(value: Any) -> Any:
    """One cell as text that no spreadsheet takes for a formula; true numbers stay numbers."""
    if value is None or isinstance(value, int | float | Decimal):
        return value
    text = CONTROL.sub("", str(value)).replace("\r\n", "\n").replace("\r", "\n").strip(" \t\n")
    if text.startswith(RISKY) and not TRUE_NUMBER.fullmatch(text):
        return "'" + text
    return text


def csv_text(header: Sequence[Any], rows: Iterable[Sequence[Any]]) -> str:
    """The whole table as CSV text."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([clean_cell(cell) for cell in header])
    writer.writerows([clean_cell(cell) for cell in row] for row in rows)
    return out.getvalue()


def csv_response(
    filename: str, header: Sequence[Any], rows: Iterable[Sequence[Any]]
) -> HttpResponse:
    """A download named `filename`, with the byte order mark that Excel needs to read £ and –."""
    name = re.sub(r"[^A-Za-z0-9._-]+", "-", filename).strip("-.") or "table"
    name = name if name.endswith(".csv") else f"{name}.csv"
    response = HttpResponse(
        csv_text(header, rows).encode("utf-8-sig"), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
