"""PDFs made by hand to do harm, or to be nothing that can be read."""

import io
import zlib
from collections.abc import Callable

from inspections.letters.limits import LARGEST_FILE

Objects = list[tuple[int, bytes]]
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
CATALOGUE = (1, b"<</Type/Catalog/Pages 2 0 R>>")


def written(objects: Objects) -> bytes:
    """A PDF of these objects, the first of them its root."""
    out, places = b"%PDF-1.7\n", {}
    for number, body in objects:
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    most = max(places)
    table = b"".join(b"%010d 00000 n \n" % places.get(at, 0) for at in range(1, most + 1))
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (most + 1)
    tail = b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (most + 1, len(out))
    return out + head + table + tail


def stream(words: bytes, data: bytes) -> bytes:
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (words, len(data), data)


def packed(data: bytes, times: int = 1) -> bytes:
    """A stream compressed as often as it says."""
    for _ in range(times):
        data = zlib.compress(data, 9)
    return stream(b"/Filter[" + b"/FlateDecode " * times + b"]", data)


def one_page(content: bytes, more: Objects | None = None, resources: bytes = b"") -> bytes:
    page = (
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<"
        b"/Font<</F1 5 0 R>>" + resources + b">>>>"
    )
    pages = (2, b"<</Type/Pages/Kids[3 0 R]/Count 1>>")
    return written([CATALOGUE, pages, (3, page), (4, content), (5, FONT), *(more or [])])


def endless_forms() -> bytes:
    """Each form draws the next one twenty times, ten deep."""
    forms = [
        (
            number,
            stream(
                b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</A %d 0 R>>>>"
                % (number + 1),
                b"/A Do " * 20,
            ),
        )
        for number in range(6, 16)
    ]
    last = (16, stream(b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]", b"0 0 m"))
    return one_page(stream(b"", b"/A Do " * 20), [*forms, last], b"/XObject<</A 6 0 R>>")


def many_pages(count: int) -> bytes:
    kids = b"<</Type/Pages/Kids[" + b"3 0 R " * count + b"]/Count %d>>" % count
    return written([CATALOGUE, (2, kids), (3, b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>")])


def locked(data: bytes) -> bytes:
    """The same PDF, locked with a password."""
    from pypdf import PdfReader, PdfWriter

    writer, out = PdfWriter(clone_from=PdfReader(io.BytesIO(data))), io.BytesIO()
    writer.encrypt("not this one", algorithm="AES-128")
    writer.write(out)
    return out.getvalue()


HOSTILE: dict[str, Callable[[], bytes]] = {
    "a page of a million letters": lambda: one_page(
        packed(b"BT /F1 1 Tf " + b"(%s) Tj " % (b"abcdefghi " * 100) * 1_000 + b"ET")
    ),
    "a stream of 600 MB": lambda: one_page(packed(b" " * 600_000_000, times=2)),
    "forms within forms": endless_forms,
    "ten thousand pages": lambda: many_pages(10_000),
    "lists within lists": lambda: written(
        [(1, b"<</Type/Catalog/Pages 2 0 R/X " + b"[" * 200_000 + b"]" * 200_000 + b">>")]
    ),
    "pages that hold themselves": lambda: written(
        [CATALOGUE, (2, b"<</Type/Pages/Kids[2 0 R]/Count 5>>")]
    ),
    "more than may be sent": lambda: b"%PDF-1.7\n" + b"0" * LARGEST_FILE,
}
