"""What does the workforce page of one month show? Frozen, with every string ready."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import groupby

from django.utils.safestring import SafeString

from improvement.councils.models import Council
from improvement.rules.month import Month, months_between
from improvement.rules.section import SectionStatus
from improvement.rules.value import NOTHING
from improvement.ui.svg import sparkline
from workforce.models import NUMBERS, Establishment
from workforce.rates import (
    TURNOVER,
    YEAR,
    Definition,
    Number,
    Rate,
    Staffing,
    rate_of,
    social_work,
    total,
    turnover_of,
)
from workforce.scorecard_link import (
    KEYED_ELSEWHERE,
    PUBLISHED,
    Link,
    fed,
    is_approved,
    is_closed,
    links_of,
)
from workforce.selectors.months import KeyedMonth, keyed_months
from workforce.selectors.reading import ByMonth, staffing_of_year

HEADINGS = {
    "posts": "Posts",
    "permanent": "Employed",
    "agency": "Agency",
    "vacancies": "Vacant",
    "starters": "Started",
    "leavers": "Left",
    "asye": "Newly qualified",
    "days_lost": "Sick days",
    "cases": "Cases",
    "case_holders": "Case holders",
}

MOST_NAMED = 5
NOT_USED, NOT_OPEN = "Not on the scorecard", "Not open"


@dataclass(frozen=True, slots=True)
class RateRow:
    """One rate of the month: value, parts, definition, recent months and the scorecard's word.

    `standing` says in words how it relates to the figure on the scorecard.
    """

    code: str
    name: str
    definition: str
    rate: Rate
    text: str
    parts: str
    missing: tuple[str, ...]
    missing_more: int
    is_published: bool
    standing: str
    spark: tuple[Decimal | None, ...]
    spark_title: str

    @property
    def is_headline(self) -> bool:
        """Is it one that the scorecard takes from here?"""
        return self.code in {definition.code for definition in PUBLISHED}

    @property
    def spark_svg(self) -> SafeString:
        return sparkline(self.spark, self.spark_title)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the establishment table, its numbers ready to print."""

    team: str
    role: str
    cells: tuple[str, ...]
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class WorkforcePage:
    """A council's establishment at the end of one month.

    `headings` go with the `cells` of each line; `status` is how far the return that carries the
    rates has come.
    """

    council: Council
    month: Month
    is_keyed: bool
    source: str
    edited_by: str
    edited_at: datetime | None
    establishment: Establishment | None
    months: tuple[KeyedMonth, ...]
    is_approved: bool
    is_closed: bool
    status: str
    headings: tuple[str, ...]
    lines: tuple[Line, ...]
    totals: tuple[Line, ...]
    rates: tuple[RateRow, ...]
    areas: tuple[int, ...]
    rows: tuple[Staffing, ...]

    @property
    def in_post(self) -> str:
        """Social workers in post, agency included, as full-time equivalents."""
        counted = social_work(self.rows)
        sums = [total(counted, field) for field in ("permanent", "agency")]
        return fte_text(None if None in sums else sum(sums))

    @property
    def posts(self) -> str:
        """Established social work posts."""
        return fte_text(total(social_work(self.rows), "posts"))

    @property
    def headlines(self) -> tuple[RateRow, ...]:
        """The rates that the scorecard takes from here."""
        return tuple(row for row in self.rates if row.is_headline)

    @property
    def may_be_published(self) -> bool:
        """Is there a measure to publish to, and does it still take figures?"""
        return self.is_keyed and bool(self.areas) and not self.is_closed

    @property
    def has_return(self) -> bool:
        """Has the return opened that carries the rates?"""
        return self.status not in (NOT_USED, NOT_OPEN)

    @property
    def is_published(self) -> bool:
        """Does the scorecard hold exactly these rates?"""
        used = [row for row in self.headlines if row.standing]
        return bool(used) and all(row.is_published for row in used)

    @property
    def note(self) -> str:
        """How the month and the scorecard agree, in a sentence."""
        if not self.areas:
            return "The council's scorecard uses none of the measures that are worked out here."
        if self.is_published:
            return "The scorecard holds exactly these rates."
        if self.is_closed:
            return "The scorecard holds other figures, and its section is no longer open."
        return "The scorecard does not hold these rates yet."

    def neighbours(self, *, sees_drafts: bool) -> tuple[Month | None, Month | None]:
        """The months before and after that the reader may open."""
        seen = [one.month for one in self.months if sees_drafts or one.is_approved]
        earlier = [month for month in seen if month < self.month]
        later = [month for month in seen if month > self.month]
        return (earlier[0] if earlier else None, later[-1] if later else None)

    def csv_rows(self) -> Iterator[tuple[Number | str, ...]]:
        """Every row with plain numbers; empty where nothing was returned."""
        for row in self.rows:
            yield (str(self.month), row.team, row.role, *(getattr(row, name) for name in NUMBERS))


CSV_HEADER = ("month", "team", "role", *NUMBERS)


def workforce_page(council: Council, month: Month) -> WorkforcePage:
    """Everything the workforce page shows for one month. Queries: 4, whatever the history."""
    held = establishment_of(council, month)
    months = keyed_months(council)
    year = staffing_of_year(council, month)
    every = links_of(council, month)
    links = fed(every)
    rows = year.get(month, [])
    return WorkforcePage(
        council=council,
        month=month,
        is_keyed=held is not None,
        source=held.source if held else "",
        edited_by=str(held.edited_by) if held and held.edited_by else "",
        edited_at=held.edited_at if held else None,
        establishment=held,
        months=months,
        is_approved=is_approved(links),
        is_closed=is_closed(links),
        status=status_of(links),
        headings=tuple(HEADINGS[name] for name in NUMBERS),
        lines=tuple(lines_of(rows)),
        totals=totals_of(rows),
        rates=rates_of(shown_year(year, month, months), month, every),
        areas=tuple({link.area_id for link in links}),
        rows=tuple(rows),
    )


def establishment_of(council: Council, month: Month) -> Establishment | None:
    """Who keyed the month, and when."""
    held = Establishment.objects.filter(council=council, month=month.first_day)
    return held.select_related("edited_by").first()


def status_of(links: Sequence[Link]) -> str:
    """How far the return that carries the rates has come, in words."""
    if not links:
        return NOT_USED
    statuses = {link.status for link in links}
    if None in statuses:
        return NOT_OPEN
    return min(statuses, key=list(SectionStatus).index).label


def shown_year(year: ByMonth, month: Month, months: Iterable[KeyedMonth]) -> ByMonth:
    """The month itself, and those before it that are approved: drafts of the past stay unseen."""
    approved = {one.month for one in months if one.is_approved} | {month}
    return {one: rows for one, rows in year.items() if one in approved}


def fte_text(number: Number) -> str:
    """19.5, 22 or 1,204: no empty decimals; a dash for what was not returned."""
    if number is None:
        return NOTHING
    text = f"{Decimal(number):,.2f}"
    return text.rstrip("0").rstrip(".")


def lines_of(rows: Sequence[Staffing]) -> Iterator[Line]:
    """The rows team by team; a team with several roles ends in its own total."""
    for team, grouped in groupby(rows, key=lambda row: row.team):
        own = list(grouped)
        for row in own:
            yield Line(team, row.role, tuple(fte_text(getattr(row, name)) for name in NUMBERS))
        if len(own) > 1:
            yield sum_line(own, team, "All roles")


def sum_line(rows: Sequence[Staffing], team: str, role: str) -> Line:
    """A line of totals; a number that a row did not return has none."""
    return Line(team, role, tuple(fte_text(total(rows, name)) for name in NUMBERS), is_total=True)


def totals_of(rows: Sequence[Staffing]) -> tuple[Line, ...]:
    """Social work as the census counts it, and everyone."""
    if not rows:
        return ()
    counted = social_work(rows)
    lines = [sum_line(rows, "All teams", "All roles")]
    if counted and len(counted) < len(rows):
        lines.insert(0, sum_line(counted, "All teams", "Social work roles"))
    return tuple(lines)


def rates_of(year: ByMonth, month: Month, links: Sequence[Link]) -> tuple[RateRow, ...]:
    """Every rate of the month, the published ones first; none that is keyed elsewhere."""
    by_code = {link.catalogue_code: link for link in links}
    shown = [one for one in KEYED_ELSEWHERE if one.code not in by_code]
    return tuple(
        rate_row(one, value_in(one, year, month), by_code.get(one.code), year, month)
        for one in (*PUBLISHED, *shown)
    )


def value_in(definition: Definition, year: ByMonth, month: Month) -> Rate:
    """One rate as it stood at the end of a month."""
    if definition is TURNOVER:
        return turnover_of([year.get(one, []) for one in year_to(month)])
    return rate_of(definition, year.get(month, []))


def year_to(month: Month) -> list[Month]:
    """The twelve months that end with this one."""
    return months_between(month.plus(1 - YEAR), month)


def history_of(definition: Definition, year: ByMonth, month: Month) -> tuple[Decimal | None, ...]:
    """The rate in each of the twelve months; none where it cannot be worked out."""
    if definition is TURNOVER:
        return ()
    return tuple(rate_of(definition, year.get(one, [])).value for one in year_to(month))


def rate_row(
    definition: Definition, rate: Rate, link: Link | None, year: ByMonth, month: Month
) -> RateRow:
    """One rate ready to show."""
    return RateRow(
        code=definition.code,
        name=definition.name,
        definition=definition.words,
        rate=rate,
        text=rate.text,
        parts=parts_of(rate),
        missing=rate.missing[:MOST_NAMED],
        missing_more=max(0, len(rate.missing) - MOST_NAMED),
        is_published=bool(link) and is_as_published(rate, link),
        standing=standing_of(rate, link) if link else "",
        spark=history_of(definition, year, month),
        spark_title=f"{definition.name}, last {YEAR} months",
    )


def parts_of(rate: Rate) -> str:
    """The two numbers behind a rate: "24 ÷ 141.5"."""
    if rate.numerator is None:
        return ""
    return f"{fte_text(rate.numerator)} ÷ {fte_text(rate.denominator)}"


def is_as_published(rate: Rate, link: Link) -> bool:
    """Does the scorecard hold the same two numbers?"""
    return (rate.numerator, rate.denominator) == (link.numerator, link.denominator) and (
        rate.numerator is not None
    )


def standing_of(rate: Rate, link: Link) -> str:
    """How the rate relates to the figure on the scorecard, in words."""
    if is_as_published(rate, link):
        return f"{link.code}: the same"
    if link.numerator is None:
        return f"{link.code}: still empty"
    held = fte_text(link.numerator)
    over = f" ÷ {fte_text(link.denominator)}" if link.denominator is not None else ""
    return f"{link.code}: differs, {held}{over}"
