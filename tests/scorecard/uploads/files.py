"""How do tests make the files that people, and those who mean harm, upload?"""

import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import pytest

from scorecard.uploads.reading import read_file
from scorecard.uploads.table import FileRefused, Grid, Table

NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
HEAD = ["Code", "Measure", "Numerator", "Denominator", "Reason", "Comment"]


def csv_of(*rows: Sequence[Any], separator: str = ",", encoding: str = "utf-8") -> bytes:
    lines = (separator.join(str(cell) for cell in row) for row in rows)
    return "\r\n".join(lines).encode(encoding)


def xlsx_of(*rows: Sequence[Any], change: Callable[[Any, Any], None] | None = None) -> bytes:
    """A workbook as a spreadsheet writes it; `change` may add to the book and its first sheet."""
    from xlsxwriter import Workbook

    out = io.BytesIO()
    with Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("Sheet 1")
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if cell is not None:
                    sheet.write(number, column, cell)
        if change:
            change(book, sheet)
    return out.getvalue()


def raw_sheet(rows: str, *, before: str = "", after: str = "") -> str:
    return (
        f'<worksheet xmlns="{NAMESPACE}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'
    )


def raw_row(number: int, *cells: str) -> str:
    return f'<row r="{number}">{"".join(cells)}</row>'


def text_cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def raw_heading(number: int = 1) -> str:
    return raw_row(
        number, *(text_cell(f"{'ABCDEF'[n]}{number}", text) for n, text in enumerate(HEAD))
    )


def raw_book(
    sheet: str | bytes | Iterable[bytes],
    *,
    book: str = "",
    state: str = "",
    styles: str = "",
    extra: dict[str, bytes] | None = None,
    compression: int = zipfile.ZIP_DEFLATED,
) -> bytes:
    """A workbook part by part, for what no spreadsheet would write."""
    hidden = f' state="{state}"' if state else ""
    parts: dict[str, Any] = {
        "_rels/.rels": relations([("r1", "officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": f'<workbook xmlns="{NAMESPACE}" xmlns:r="{RELATIONS}">{book}<sheets>'
        f'<sheet name="Sheet 1" sheetId="1"{hidden} r:id="s1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(
            [("s1", "worksheet", "worksheets/sheet1.xml"), ("s2", "styles", "styles.xml")]
        ),
        "xl/styles.xml": styles or f'<styleSheet xmlns="{NAMESPACE}"/>',
        "xl/worksheets/sheet1.xml": sheet,
        **(extra or {}),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as package:
        for name, data in parts.items():
            if isinstance(data, str | bytes):
                package.writestr(name, data)
                continue
            with package.open(name, "w", force_zip64=True) as part:
                for piece in data:
                    part.write(piece)
    return out.getvalue()


def relations(found: list[tuple[str, str, str]]) -> str:
    lines = "".join(
        f'<Relationship Id="{key}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
        for key, kind, target in found
    )
    return f'<Relationships xmlns="{PACKAGE}">{lines}</Relationships>'


def styles_of(*codes: str) -> str:
    """Cell styles 1, 2, … with these number formats."""
    formats = "".join(
        f'<numFmt numFmtId="{170 + n}" formatCode="{code}"/>' for n, code in enumerate(codes)
    )
    used = "".join(f'<xf numFmtId="{170 + n}"/>' for n in range(len(codes)))
    return (
        f'<styleSheet xmlns="{NAMESPACE}"><numFmts>{formats}</numFmts>'
        f'<cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>'
        f'<cellXfs><xf numFmtId="0"/>{used}</cellXfs></styleSheet>'
    )


def zeros(megabytes: int) -> Iterable[bytes]:
    """One cell of nothing but noughts, which packs a thousandfold."""
    piece = b"0" * 1_048_576
    yield f'<worksheet xmlns="{NAMESPACE}"><sheetData><row r="1">'.encode()
    yield b'<c r="A1" t="inlineStr"><is><t>'
    for _ in range(megabytes):
        yield piece
    yield b"</t></is></c></row></sheetData></worksheet>"


def read(data: bytes, name: str = "figures.xlsx") -> Table:
    return read_file(io.BytesIO(data), name)


def first(data: bytes, name: str = "figures.xlsx") -> Grid:
    return read(data, name).grids[0]


def refused(data: bytes, name: str = "figures.xlsx") -> str:
    """What a file is refused with."""
    with pytest.raises(FileRefused) as refusal:
        read(data, name)
    return refusal.value.message
