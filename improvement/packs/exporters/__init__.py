"""Which files can a frozen pack be written to? Each from one content, the same every time."""

from collections.abc import Callable
from dataclasses import dataclass

from improvement.packs.builders.words import Content


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file: its ending, what people call it, and how browsers know it."""

    ending: str
    label: str
    content_type: str

    def write(self, content: Content) -> bytes:
        """The file. The libraries are heavy, so they are only loaded when one is written."""
        return writer_of(self.ending)(content)


OFFICE = "application/vnd.openxmlformats-officedocument"
FORMATS = {
    one.ending: one
    for one in (
        Format("pdf", "PDF", "application/pdf"),
        Format("docx", "Word", f"{OFFICE}.wordprocessingml.document"),
        Format("xlsx", "Excel", f"{OFFICE}.spreadsheetml.sheet"),
    )
}


def writer_of(ending: str) -> Callable[[Content], bytes]:
    """The function that writes files with this ending."""
    if ending == "pdf":
        from improvement.packs.exporters.pdf import write_pdf

        return write_pdf
    if ending == "docx":
        from improvement.packs.exporters.docx import write_docx

        return write_docx
    from improvement.packs.exporters.xlsx import write_xlsx

    return write_xlsx


def file_name(content: Content, ending: str) -> str:
    """exampleshire-board-pack-2026-10-v1.pdf"""
    slug, month = content["council"]["slug"], content["month"]["id"]
    return f"{slug}-{content['kind']}-pack-{month}-v{content['version']['number']}.{ending}"
