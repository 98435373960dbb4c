"""How have the leadership posts been held over the last years, as one picture?

A bar for each stretch, with its terms written in it wherever they fit; the table beside the
picture says the same in words.
"""

from collections.abc import Iterator
from datetime import date
from html import escape

from django.utils.safestring import SafeString, mark_safe

from improvement.rules.month import Month
from workforce.roles import Standing
from workforce.selectors.leadership import LeadershipPage, PostRow, TenureRow

YEARS = 3
WIDTH, EDGE = 960, 2
STEP, TITLE, BAR, TOP = 56, 18, 22, 30
LETTER = 7.4
# White behind the words, so that a year's line does not run through them.
HALO = ' stroke="#ffffff" stroke-width="5" paint-order="stroke"'
# Fill, edge and ink: dark for settled, lighter for passing, an empty outline for nobody.
LOOKS = {
    Standing.PERMANENT: ("#0d4f57", "#0d4f57", "#ffffff"),
    Standing.INTERIM: ("#bfe0da", "#0d4f57", "#14252b"),
    Standing.AGENCY: ("#f6d9a8", "#7a4b00", "#14252b"),
    Standing.VACANT: ("#ffffff", "#a4262c", "#7d1a20"),
}


class Scale:
    """From a day to a place on the picture: the last three years."""

    def __init__(self, today: date) -> None:
        self.first = Month.of(today).plus(-12 * YEARS).first_day
        self.last = today
        self.days = (self.last - self.first).days

    def x(self, day: date) -> float:
        inside = min(max(day, self.first), self.last)
        return EDGE + (inside - self.first).days / self.days * (WIDTH - 2 * EDGE)

    def years(self) -> Iterator[int]:
        """Each year that begins within it."""
        return iter(range(self.first.year + 1, self.last.year + 1))


def span_chart(page: LeadershipPage) -> SafeString:
    """The picture; empty when nothing is known of these years."""
    scale = Scale(page.today)
    rows = [row for row in page.posts if any(is_seen(one, scale) for one in row.tenures)]
    if not rows:
        return SafeString()
    height = TOP + STEP * len(rows) + 4
    parts = [year_line(year, scale, height) for year in scale.years()]
    for n, row in enumerate(rows):
        parts += row_parts(row, TOP + n * STEP, scale)
    title = f"How each leadership post was held in the {YEARS} years to {page.today:%d %B %Y}"
    return mark_safe(  # noqa: S308 - every text in it is escaped where it enters
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{WIDTH}" height="{height}" '
        f'viewBox="0 0 {WIDTH} {height}"><title>{escape(title)}</title>{"".join(parts)}</svg>'
    )


def is_seen(tenure: TenureRow, scale: Scale) -> bool:
    """Does a stretch fall within the picture?"""
    return tenure.starts <= scale.last and (tenure.ends is None or tenure.ends >= scale.first)


def year_line(year: int, scale: Scale, height: int) -> str:
    """Where a year begins."""
    x = scale.x(date(year, 1, 1))
    return (
        f'<line x1="{x:.1f}" y1="{TOP - 8}" x2="{x:.1f}" y2="{height}" stroke="#cdd8d9"/>'
        + text(x + 4, TOP - 12, str(year), "#47585e")
    )


def row_parts(row: PostRow, y: int, scale: Scale) -> list[str]:
    """One post: its title, and under it its bars, so that a narrow screen shows both."""
    parts = [text(0, y + 14, row.title, "#14252b", halo=HALO)]
    return parts + [bar(one, y + TITLE, scale) for one in row.tenures if is_seen(one, scale)]


def bar(tenure: TenureRow, y: int, scale: Scale) -> str:
    """One stretch, with its terms in it where they fit."""
    fill, edge, ink = LOOKS[tenure.standing]
    x = scale.x(tenure.starts)
    width = max(3.0, scale.x(tenure.ends or scale.last) - x - 1)
    dash = ' stroke-dasharray="4 3"' if tenure.standing == Standing.VACANT else ""
    box = (
        f'<rect x="{x:.1f}" y="{y + 1}" width="{width:.1f}" height="{BAR}" rx="2" '
        f'fill="{fill}" stroke="{edge}"{dash}><title>{escape(told(tenure))}</title></rect>'
    )
    fits = width > len(tenure.word) * LETTER + 12
    return box + (text(x + 7, y + 17, tenure.word, ink, size=13) if fits else "")


def told(tenure: TenureRow) -> str:
    """A stretch in words."""
    return f"{tenure.word}, {tenure.since} to {tenure.until or 'now'}"


def text(x: float, y: float, words: str, fill: str, size: int = 14, halo: str = "") -> str:
    """Words at a place."""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}"{halo} '
        f'font-family="Inter, sans-serif" fill="{fill}">{escape(words)}</text>'
    )
