"""Which lines of text does a letter consist of, in reading order and without page furniture?"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from inspections.letters.markers import is_marker_alone
from inspections.letters.page import Line, Page, Run

FOOT, HEAD = 0.105, 0.90  # of the page's height: where furniture may stand
LOWEST = 0.07  # of the page's height: small print below is a running foot
SMALL = 0.86  # of the body's size: footnotes and running feet
LARGE = 1.3  # of the body's size: a title, though it names a city of the address
SAME_BASELINE = 3.0
RUNNING_FOOT = re.compile(
    r"page\s+\d+(\s+of\s+\d+)?|(https?://|www\.)\S+|\d{1,3}\s*\|\s*p\s*a\s*g\s*e|official(-sensitive)?",
    re.IGNORECASE,
)
FOOTNOTE = re.compile(r"[\d¹²³⁴-⁹]{1,2}(\s*[^\W\d]|$)")
IMPRINT = re.compile(
    r"the office for standards in education, children’?'?s services and skills \(?ofsted\)?"
    r"|if you would like a copy of this (document|report|letter)",
    re.IGNORECASE,
)
ADDRESS = re.compile(
    r"piccadilly gate|store street|manchester|aviation house|125 kingsway|london( wc2b 6se)?"
    r"|m1 2wd|wc2b 6se|clive house|70 petty france|sw1h 9ex|(t|f|textphone|e|w)\s*:?\s*[\d\s]{6,}"
    r"|(textphone|t|tel)\s*:?\s*0\d[\d\s]+|(e:?\s*)?enquiries@ofsted\.gov\.uk|(w:?\s*)?www\.(gov\.uk/)?ofsted\S*"
    r"|(e:?\s*)?\S+@ofsted\.gov\.uk|direct t .*",
    re.IGNORECASE,
)


def body_size(pages: Iterable[Page]) -> float:
    """The size most of the letter is set in."""
    counted: Counter[float] = Counter()
    for page in pages:
        for run in page.runs:
            counted[round(run.size * 2) / 2] += len(run.text)
    return counted.most_common(1)[0][0] if counted else 0.0


def lines_of(pages: Sequence[Page]) -> list[Line]:
    """The letter's lines: furniture, footnotes and the imprint at its end are left out."""
    size = body_size(pages)
    repeated = repeated_texts(pages)
    lines: list[Line] = []
    for page in pages:
        runs = joined_markers(page.runs)
        kept = [run for run in runs if not is_furniture(run, page, size, repeated)]
        kept = without_contents(without_footnotes(kept, size))
        lines += [line_of(run, page.number, column) for run, column in in_columns(kept, page)]
    return before_imprint(lines, len(pages))


def line_of(run: Run, page: int, column: int) -> Line:
    return Line(
        page, run.text, run.left, run.right, run.second, run.base, run.size, run.is_bold, column
    )


def page_texts(pages: Sequence[Page]) -> list[str]:
    """Every page's text as it reads, with nothing left out but running heads and feet."""
    size, repeated = body_size(pages), repeated_texts(pages)
    return [
        "\n".join(
            "  ".join(run.text for run in row)
            for row in rows_of(
                [run for run in page.runs if not is_furniture(run, page, size, repeated)]
            )
        )
        for page in pages
    ]


def rows_of(runs: Sequence[Run]) -> list[list[Run]]:
    """Runs that share a baseline, from left to right."""
    rows: list[list[Run]] = []
    for run in runs:
        if rows and abs(rows[-1][0].base - run.base) <= SAME_BASELINE:
            rows[-1].append(run)
        else:
            rows.append([run])
    return [sorted(row, key=lambda run: run.left) for row in rows]


def joined_markers(runs: Sequence[Run]) -> list[Run]:
    """A bullet or number set far from its words belongs to them."""
    joined: list[Run] = []
    for row in rows_of(runs):
        pending: Run | None = None
        for run in row:
            if pending is not None:
                sign = with_stop(pending.text, run.text)
                run = replace(run, text=f"{sign} {run.text}", left=pending.left, second=run.left)
                pending = None
            elif is_marker_alone(run.text) and run is not row[-1]:
                pending = run
                continue
            joined.append(run)
    return joined


def with_stop(sign: str, words: str) -> str:
    """A number in a cell of its own, before a sentence, as if it were an item's.

    >>> with_stop("2", "The pace of change"), with_stop("2", "of 12"), with_stop("•", "The pace")
    ('2.', '2', '•')
    """
    return f"{sign}." if sign.isdigit() and words[:1].isupper() else sign


def plain(text: str) -> str:
    """A running head or foot without what changes from page to page."""
    return re.sub(r"\d+", "#", text).casefold().strip()


def in_margin(run: Run, page: Page) -> bool:
    return run.base < FOOT * page.height or run.base > HEAD * page.height


def repeated_texts(pages: Sequence[Page]) -> set[str]:
    """What stands in the margin of more than one page."""
    seen = Counter(
        text
        for page in pages
        for text in {plain(run.text) for run in page.runs if in_margin(run, page)}
    )
    return {text for text, times in seen.items() if times > 1}


def is_furniture(run: Run, page: Page, size: float, repeated: set[str]) -> bool:
    """Is it a running head or foot, a page number or the inspectorate's address?"""
    text = run.text.strip()
    if ADDRESS.fullmatch(text) and page.number == 1 and run.size <= LARGE * size:
        return True
    if not in_margin(run, page):
        return False
    if text.isdigit() and abs(int(text[:4]) - page.number) <= 3:
        return True
    if run.base < LOWEST * page.height and run.size <= SMALL * size:
        return True
    return plain(text) in repeated or bool(RUNNING_FOOT.fullmatch(text))


def without_footnotes(runs: list[Run], size: float) -> list[Run]:
    """The runs without the small print under the last line of the page's text."""
    last = max((at for at, run in enumerate(runs) if run.size > SMALL * size), default=-1)
    small = runs[last + 1 :]
    begins = next((at for at, run in enumerate(small) if FOOTNOTE.match(run.text)), None)
    return runs if begins is None else runs[: last + 1 + begins]


def without_contents(runs: list[Run]) -> list[Run]:
    """The runs without a table of contents: rows that end in the number of a page."""
    listed = [
        run
        for row in rows_of(runs)
        if is_of_contents(" ".join(run.text for run in row), len(row))
        for run in row
    ]
    return [run for run in runs if run not in listed] if len(listed) > 2 else runs


def is_of_contents(text: str, cells: int) -> bool:
    """Is it a line of a table of contents?

    >>> is_of_contents("Recommendations ........ 5", 1), is_of_contents("Findings 12", 2)
    (True, True)
    >>> is_of_contents("Children under 5", 1)
    False
    """
    leaders = re.search(r"[^.…\d](\s?[.…]){4,}\s*\d{1,3}$", text)
    return bool(leaders) or (cells > 1 and bool(re.search(r"[^\W\d]\S*\s+\d{1,3}$", text)))


def in_columns(runs: Sequence[Run], page: Page) -> list[tuple[Run, int]]:
    """The runs in reading order: the right-hand cells of a table after its left-hand ones."""
    ordered: list[tuple[Run, int]] = []
    band: list[list[Run]] = []
    for row in rows_of(runs):
        if belongs_to_band(row, band):
            band.append(row)
            continue
        ordered += cells(band)
        band = []
        if len(row) > 1:
            band = [row]
        else:
            ordered.append((row[0], 0))
    return ordered + cells(band)


def belongs_to_band(row: list[Run], band: list[list[Run]]) -> bool:
    """Does the row go on with the table above it?"""
    if not band:
        return False
    gap = band[-1][0].base - row[0].base
    size = max(run.size for run in row)
    edge = max(band, key=len)[1].left
    if len(row) > 1 or row[0].left >= edge - 4:
        return gap <= 3.5 * size
    return row[0].right < edge and gap <= 1.6 * size


def cells(band: list[list[Run]]) -> list[tuple[Run, int]]:
    """A table's runs, column by column."""
    if not band:
        return []
    edge = max(band, key=len)[1].left - 4
    runs = [run for row in band for run in row]
    left = [(run, 0) for run in runs if run.left < edge]
    return left + [(run, 1) for run in runs if run.left >= edge]


def before_imprint(lines: list[Line], pages: int) -> list[Line]:
    """The lines before the inspectorate says who it is and how to write to it."""
    for at, line in enumerate(lines):
        if IMPRINT.match(line.text) and (line.page > 1 or pages == 1) and at > len(lines) / 3:
            return lines[:at]
    return lines
