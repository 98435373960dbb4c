"""How is typst called, so that the same input gives the same bytes on every machine?"""

import json
from collections.abc import Sequence
from pathlib import Path

from improvement.ui.assets import FONT_DIR

# One page for each drawing, as large as the drawing is.
DRAWINGS = b"""#set page(width: auto, height: auto, margin: 0pt)
#for (index, one) in json(bytes(sys.inputs.charts)).enumerate() {
  if index > 0 { pagebreak() }
  image(bytes(one), format: "svg")
}"""
PIXELS_PER_INCH = 144.0


class FontError(Exception):
    """The fonts have not been built; the message says what to do."""


def fonts() -> list[Path]:
    """Where our font lies; without it every machine would set the text in another."""
    if not any(FONT_DIR.glob("*.ttf")):
        raise FontError("The fonts are not built yet: run `manage.py build_assets` first.")
    return [FONT_DIR]


def compile_pdf(template: Path, inputs: dict[str, str], timestamp: int) -> bytes:
    """A tagged PDF/UA-1 document, dated with `timestamp` and not with today."""
    import typst

    return typst.compile(
        template,
        root=template.parent,
        font_paths=fonts(),
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=["ua-1"],
        sys_inputs=inputs,
        timestamp=timestamp,
    )


def pictures_of(charts: Sequence[str]) -> list[bytes]:
    """Each SVG drawing as a PNG picture."""
    import typst

    if not charts:
        return []
    made = typst.compile(
        DRAWINGS,
        font_paths=fonts(),
        ignore_system_fonts=True,
        format="png",
        ppi=PIXELS_PER_INCH,
        sys_inputs={"charts": json.dumps(charts)},
    )
    return [made] if isinstance(made, bytes) else list(made)
