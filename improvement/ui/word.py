"""How are headings, tables, ratings and pictures made in a Word document that anyone can read?

The pieces that a Word export is put together from. Word is only loaded when one is made.
"""

import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

FONT = "Arial"
INK, QUIET = "14252B", "47585E"
TONES = {"red": "B3261E", "amber": "8A5300", "green": "0F7A52", "blue": "1D5FA8"}
SHAPES = {"red": "■", "amber": "▲", "green": "●", "blue": "◆"}
HAIR = "CDD8D9"
# What zip files can date a member with at the earliest: a day that never changes.
UNDATED = (1980, 1, 1, 0, 0, 0)
PORTRAIT_WIDTH, LANDSCAPE_WIDTH = 170, 265
UNSAYABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Bold:
    """Words in bold."""

    text: str


@dataclass(frozen=True, slots=True)
class Small:
    """Words beside the main ones, on a line of their own."""

    text: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A rating: a shape and its word, the colour only helps."""

    key: str
    word: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A small picture in a line of words, so many millimetres wide, and the words that stand
    for it."""

    data: bytes
    width: float
    alt: str


Part = str | Bold | Small | Mark | Drawing
Cell = Part | Sequence[Part]


@dataclass(frozen=True, slots=True)
class Column:
    """A table's column: its heading, its width in millimetres, and whether it holds numbers."""

    heading: str
    width: float
    is_number: bool = False


class Paper:
    """A Word document being written."""

    def __init__(self, *, title: str, brand: str) -> None:
        self.doc: WordDocument = Document()
        self.brand = brand
        self.title = title
        set_language(self.doc)
        set_styles(self.doc, brand)
        section = self.doc.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        set_margins(section)

    def heading(self, text: str, level: int) -> Paragraph:
        return self.doc.add_heading(sayable(text), level)

    def says(self, text: str, style: str | None = None) -> Paragraph:
        return self.doc.add_paragraph(sayable(text), style)

    def new_page(self) -> None:
        self.doc.add_page_break()

    def turn(self, *, landscape: bool) -> None:
        """Begin a new section, on its side or upright."""
        section = self.doc.add_section(WD_SECTION.NEW_PAGE)
        section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        wide, high = (297, 210) if landscape else (210, 297)
        section.page_width, section.page_height = Mm(wide), Mm(high)
        set_margins(section)

    def picture(self, data: bytes, *, alt: str, title: str) -> None:
        """A picture with the words that stand for it."""
        shape = self.doc.add_picture(BytesIO(data), width=Mm(PORTRAIT_WIDTH))
        shape._inline.docPr.set("descr", alt)
        shape._inline.docPr.set("title", title)

    def table(
        self, columns: Sequence[Column], rows: Iterable[Sequence[Cell]], size: float = 8.5
    ) -> None:
        """A table whose heading is repeated on every page and whose rows are never split."""
        held = [list(row) for row in rows]
        table = self.doc.add_table(rows=len(held) + 1, cols=len(columns))
        table.autofit = False
        dress_table(table)
        for column, grid in zip(columns, table._tbl.tblGrid.gridCol_lst, strict=True):
            grid.w = Mm(column.width)
        headings: list[Cell] = [Bold(column.heading) for column in columns]
        for number, (row, cells) in enumerate(zip(table.rows, [headings, *held], strict=True)):
            keep_together(row, is_heading=number == 0)
            for column, cell, parts in zip(columns, row.cells, cells, strict=True):
                cell.width = Mm(column.width)
                fill(cell.paragraphs[0], parts, size=size, is_number=column.is_number)
        self.doc.add_paragraph().paragraph_format.space_after = Pt(2)

    def pairs(self, rows: Iterable[tuple[str, str]]) -> None:
        """Keys and what they say, a line each."""
        for key, value in rows:
            paragraph = self.doc.add_paragraph()
            paragraph.paragraph_format.space_after = Pt(3)
            paragraph.add_run(f"{key}: ").bold = True
            paragraph.add_run(sayable(value))

    def marks(self, counts: Iterable[tuple[Mark, int]]) -> None:
        """How many stand how, in a line."""
        paragraph = self.doc.add_paragraph()
        for index, (mark, number) in enumerate(counts):
            paragraph.add_run(("      " if index else "") + f"{number} ").bold = True
            put(paragraph, mark)

    def bytes(self) -> bytes:
        """The document, with nothing in it that depends on when it was written."""
        buffer = BytesIO()
        self.doc.save(buffer)
        return without_clock(buffer.getvalue())


def sayable(text: str) -> str:
    """A text without what no document can hold, such as the form feeds of a pasted letter."""
    return UNSAYABLE.sub("", text)


def fill(paragraph: Paragraph, parts: Cell, *, size: float, is_number: bool) -> None:
    """Write a cell's parts, the small ones on lines of their own."""
    paragraph.paragraph_format.space_after = Pt(0)
    if is_number:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    several = parts if isinstance(parts, list | tuple) else [parts]
    for part in several:
        put(paragraph, part, size)


def put(paragraph: Paragraph, part: Part, size: float | None = None) -> None:
    """Write one part."""
    if isinstance(part, Drawing):
        draw(paragraph, part)
        return
    if isinstance(part, Mark):
        run = paragraph.add_run(f"{SHAPES.get(part.key, '○')} {part.word}")
        run.bold = True
        run.font.color.rgb = RGBColor.from_string(TONES.get(part.key, QUIET))
    elif isinstance(part, Small):
        paragraph.add_run().add_break()
        run = paragraph.add_run(sayable(part.text))
        run.font.color.rgb = RGBColor.from_string(QUIET)
    else:
        run = paragraph.add_run(sayable(part.text if isinstance(part, Bold) else part))
        run.bold = isinstance(part, Bold) or None
    if size:
        run.font.size = Pt(size)


def draw(paragraph: Paragraph, part: Drawing) -> None:
    """Put a picture into the line, with the words that stand for it."""
    shape = paragraph.add_run().add_picture(BytesIO(part.data), width=Mm(part.width))
    shape._inline.docPr.set("descr", part.alt)


# --- What python-docx has no words for -----------------------------------------------------------


def element(name: str, **attributes: Any) -> Any:
    """An element of Word's own vocabulary."""
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), str(value))
    return made


def set_language(doc: WordDocument) -> None:
    """British English throughout, for spelling and for screen readers."""
    for lang in doc.styles.element.iter(qn("w:lang")):
        lang.set(qn("w:val"), "en-GB")


def set_margins(section: Any) -> None:
    narrow = section.orientation == WD_ORIENT.LANDSCAPE
    section.left_margin = section.right_margin = Mm(16 if narrow else 20)
    section.top_margin = section.bottom_margin = Mm(20)
    section.header_distance = section.footer_distance = Mm(10)


def set_styles(doc: WordDocument, brand: str) -> None:
    """Our type: one sans serif, headings by size and weight, none in blue."""
    normal = doc.styles["Normal"]
    normal.font.size = Pt(10)
    normal.paragraph_format.space_after = Pt(6)
    sizes = {"Normal": 10, "Title": 30, "Heading 1": 20, "Heading 2": 14, "Heading 3": 11}
    for name, size in sizes.items():
        style = doc.styles[name]
        set_font(style)
        style.font.size = Pt(size)
        style.font.color.rgb = RGBColor.from_string(brand if name == "Title" else INK)
        style.font.bold = name != "Normal"
    border = doc.styles["Title"].element.pPr.find(qn("w:pBdr"))
    if border is not None:
        doc.styles["Title"].element.pPr.remove(border)


def set_font(style: Any) -> None:
    """Name the font for every script, and drop what the theme would put in its place."""
    style.font.name = FONT
    fonts = style.element.rPr.rFonts
    for key in [key for key in fonts.attrib if key.endswith("Theme")]:
        del fonts.attrib[key]
    for key in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{key}"), FONT)


def dress_table(table: Any) -> None:
    """Hairlines between rows, a line under the heading comes with its cells."""
    borders = element("w:tblBorders")
    for side in ("bottom", "insideH"):
        borders.append(element(f"w:{side}", val="single", sz=4, space=0, color=HAIR))
    margins = element("w:tblCellMar")
    for side, twips in (("top", 40), ("left", 80), ("bottom", 40), ("right", 80)):
        margins.append(element(f"w:{side}", w=twips, type="dxa"))
    properties = table._tbl.tblPr
    layout = properties.find(qn("w:tblLayout"))
    for old in properties.findall(qn("w:tblLook")):
        properties.remove(old)
    layout.addprevious(borders)
    properties.append(margins)
    properties.append(element("w:tblLook", firstRow=1, lastRow=0, firstColumn=0, noHBand=1))


def keep_together(row: Any, *, is_heading: bool) -> None:
    """A row stays on one page; the heading comes again on each."""
    properties = row._tr.get_or_add_trPr()
    properties.append(element("w:cantSplit"))
    if not is_heading:
        return
    properties.append(element("w:tblHeader"))
    for cell in row._tr.tc_lst:
        borders = element("w:tcBorders")
        borders.append(element("w:bottom", val="single", sz=8, space=0, color=INK))
        cell.get_or_add_tcPr().append(borders)


def begin_field(paragraph: Paragraph, code: str) -> None:
    """From here on stands something that Word works out; `code` says what."""
    text = OxmlElement("w:instrText")
    text.set(qn("xml:space"), "preserve")
    text.text = f" {code} "
    for piece in (mark_of("begin"), text, mark_of("separate")):
        paragraph.add_run()._r.append(piece)


def mark_of(kind: str) -> Any:
    """A boundary of a field."""
    return element("w:fldChar", fldCharType=kind)


def field(paragraph: Paragraph, code: str, shown: str = "1") -> None:
    """Something that Word works out, such as the number of the page."""
    begin_field(paragraph, code)
    paragraph.add_run(shown)
    paragraph.add_run()._r.append(mark_of("end"))


def table_of_contents(paragraphs: Sequence[Paragraph]) -> None:
    """Make these lines what stands there until Word is asked for page numbers."""
    before = paragraphs[0].insert_paragraph_before()
    begin_field(before, 'TOC \\o "1-2" \\h \\z \\u')
    for run in reversed(before.runs):
        paragraphs[0]._p.insert(0 if paragraphs[0]._p.pPr is None else 1, run._r)
    before._p.getparent().remove(before._p)
    paragraphs[-1].add_run()._r.append(mark_of("end"))


def numbered_footer(paragraph: Paragraph, words: str) -> None:
    """Page n of m, with what the document is."""
    paragraph.add_run(f"{words}    Page ")
    field(paragraph, "PAGE")
    paragraph.add_run(" of ")
    field(paragraph, "NUMPAGES")
    quieten(paragraph.runs)


def quieten(runs: Iterable[Run]) -> None:
    for run in runs:
        run.font.size = Pt(8)
        run.font.color.rgb = RGBColor.from_string(QUIET)


def without_clock(data: bytes) -> bytes:
    """The same archive with every member dated alike, so that the same content is the same file."""
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            member = zipfile.ZipInfo(name, UNDATED)
            member.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(member, old.read(name))
    return buffer.getvalue()
