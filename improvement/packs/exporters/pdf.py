"""How does a frozen pack become a PDF? Typst sets `templates/packs/board.typ` with the content."""

from datetime import datetime

from improvement.packs.builders.words import Content
from improvement.packs.freezing import TEMPLATES, canonical, checksum
from improvement.ui.typesetting import compile_pdf


def write_pdf(content: Content) -> bytes:
    """A tagged document that every assistive technology can read, dated when it was frozen."""
    frozen = datetime.fromisoformat(content["version"]["frozen_at"])
    inputs = {"content": canonical(content).decode(), "checksum": checksum(content)}
    return compile_pdf(TEMPLATES / f"{content['kind']}.typ", inputs, int(frozen.timestamp()))
