"""How does a preview travel through the browser and come back to be confirmed?

As the file's own cells, not as what was made of them: whatever comes back is read, checked and
compared from the beginning.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from scorecard.entry.forms import read_version
from scorecard.entry.sheet import Cells
from scorecard.uploads.desk import Desk
from scorecard.uploads.matching import Given, Matched, Refusal
from scorecard.uploads.preview import Preview
from scorecard.uploads.reading import clean_name

PARTS = {"n": "numerator", "d": "denominator", "m": "missing", "c": "comment"}
LONGEST_WHERE = 60
LONGEST_REFUSAL = 400
# More than this helps nobody: a file with so much wrong is mended as a whole.
MOST_REFUSED = 50


@dataclass(frozen=True, slots=True)
class Posted:
    """A preview that came back."""

    matched: Matched
    versions: dict[int, int]
    seen: dict[int, str]
    file_name: str
    refused: list[Refusal] = field(default_factory=list)

    @classmethod
    def read(cls, desk: Desk, data: Mapping[str, str]) -> "Posted":
        """What was sent of this desk's measures and sections; everything else is no matter."""
        measures = [one for one in desk.measures if f"n{one.pk}" in data]
        given = [
            Given(one, data.get(f"w{one.pk}", "")[:LONGEST_WHERE], cells_in(data, one.pk))
            for one in measures
        ]
        return cls(
            matched=Matched(given),
            versions={
                one.pk: read_version(data.get(f"v{one.pk}", "")) for one in desk.sections.values()
            },
            seen={one.pk: data[f"b{one.pk}"] for one in measures if f"b{one.pk}" in data},
            file_name=clean_name(data.get("file", "")),
            refused=refusals_in(data),
        )


def refusals_in(data: Mapping[str, str]) -> list[Refusal]:
    """What the file was refused for when it was shown: told once more, and never saved."""
    parts = [[data.get(f"{letter}{n}", "") for letter in "xyz"] for n in range(MOST_REFUSED)]
    return [
        Refusal(where[:LONGEST_WHERE], message[:LONGEST_REFUSAL], label[:LONGEST_REFUSAL])
        for where, message, label in parts
        if message
    ]


def cells_in(data: Mapping[str, str], pk: int) -> Cells:
    """One measure's cells; line ends as people mean them."""
    parts = {
        name: data.get(f"{letter}{pk}", "").replace("\r\n", "\n").strip()
        for letter, name in PARTS.items()
    }
    return Cells(**parts)


def hidden_fields(preview: Preview, file_name: str) -> Iterator[tuple[str, str]]:
    """What the confirming form carries: each name and its text; empty cells are left out."""
    yield "file", file_name
    for section in preview.sections:
        yield f"v{section.pk}", str(section.version)
    for number, one in enumerate(preview.refused[:MOST_REFUSED]):
        for letter, text in zip("xyz", (one.where, one.message, one.label), strict=True):
            yield f"{letter}{number}", text
    for line in preview.lines:
        pk, cells = line.measure.pk, line.given.cells
        yield f"n{pk}", cells.numerator
        yield f"w{pk}", line.given.where
        yield f"b{pk}", line.stamp
        for letter, name in list(PARTS.items())[1:]:
            if text := getattr(cells, name):
                yield f"{letter}{pk}", text
