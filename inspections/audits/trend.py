"""Is practice getting better from cycle to cycle, beyond what chance would explain?

Like is compared with like: the cycles of one programme, without independent audits. Those stand
beside them, marked, and no line joins them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.safestring import SafeString

from improvement.councils.models import Council
from improvement.practice import practice_name
from improvement.rules.proportion import Share, change_between, share_words
from improvement.ui.svg_audit import SharePoint, shares_over_time
from inspections.audits.counts import AreaCounts, counts_of
from inspections.audits.marks import INDEPENDENT
from inspections.audits.querysets import results_over_time
from inspections.audits.selectors import place_of
from inspections.models import AuditCycle, AuditResult

NO_PROGRAMME = "-"
CYCLES_SHOWN = 8
HEADERS = ("Cycle", "Last day", "Who audited", "Good or better, moderated", "Likely between")


WHO = {
    AuditCycle.AuditedBy.INTERNAL: "The council",
    AuditCycle.AuditedBy.PEER: "Peers",
    AuditCycle.AuditedBy.MULTI_AGENCY: "Several agencies",
    AuditCycle.AuditedBy.INDEPENDENT: f"◆\N{NO-BREAK SPACE}{INDEPENDENT}",
}


@dataclass(frozen=True, slots=True)
class Programme:
    """A programme that can be chosen."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class AreaTrend:
    """One area over the cycles of a programme."""

    code: str
    name: str
    verdicts: tuple[str, ...]
    picture: SafeString
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class TrendPage:
    """Everything the trend page shows."""

    programme: str
    programmes: tuple[Programme, ...]
    areas: tuple[AreaTrend, ...]
    has_independent: bool


def programme_href(council: Council, programme: str) -> str:
    """The trend of one programme."""
    query = urlencode({"programme": programme or NO_PROGRAMME})
    return f"{reverse('inspections:cycle-trend', args=[council.slug])}?{query}"


def trend_page(council: Council, asked: str = "") -> TrendPage:
    """Good or better by area over the cycles of the programme asked for. Queries: 1."""
    rows = list(results_over_time(council))
    cycles = {row.cycle_id: row.cycle for row in rows}
    chosen = chosen_programme(list(cycles.values()), asked)
    shown = {pk for pk, cycle in cycles.items() if belongs(cycle, chosen)}
    areas = by_area(row for row in rows if row.cycle_id in shown)
    trends = (area_trend(code, held) for code, held in areas.items())
    return TrendPage(
        programme=programme_label(chosen),
        programmes=programmes_of(cycles.values(), chosen),
        areas=tuple(sorted(trends, key=lambda one: place_of(one.code))),
        has_independent=any(cycles[pk].is_independent for pk in shown),
    )


def belongs(cycle: AuditCycle, programme: str) -> bool:
    """Is the cycle of this programme, or one by outsiders, which stands beside every programme?"""
    return cycle.programme == programme or cycle.is_independent


def programme_label(programme: str) -> str:
    """A programme's name, or that it has none."""
    return programme or "Cycles without a programme"


def chosen_programme(cycles: list[AuditCycle], asked: str) -> str:
    """The one asked for if it is known; else that of the council's own latest cycle."""
    wanted = "" if asked == NO_PROGRAMME else asked
    if asked and any(cycle.programme == wanted for cycle in cycles):
        return wanted
    own = [cycle for cycle in cycles if not cycle.is_independent] or cycles
    return own[-1].programme if own else ""


def programmes_of(cycles: Iterable[AuditCycle], chosen: str) -> tuple[Programme, ...]:
    """The programmes that can be chosen, by name."""
    names = sorted({cycle.programme for cycle in cycles})
    return tuple(
        Programme(name or NO_PROGRAMME, programme_label(name), name == chosen) for name in names
    )


def by_area(rows: Iterable[AuditResult]) -> dict[str, list[tuple[AuditCycle, AreaCounts]]]:
    """For each area its cycles in order, each with its counts."""
    held: dict[str, dict[int, list[AuditResult]]] = {}
    for row in rows:
        held.setdefault(row.area, {}).setdefault(row.cycle_id, []).append(row)
    return {
        area: [(own[0].cycle, counts_of(cells_of(own))) for own in cycles.values()]
        for area, cycles in held.items()
    }


def cells_of(rows: Iterable[AuditResult]) -> list[tuple[str, str, int]]:
    """Stored results as the counting takes them."""
    return [(row.auditor_grade, row.moderated_grade, row.cases) for row in rows]


# --- One area -----------------------------------------------------------------------------------


def area_trend(code: str, held: list[tuple[AuditCycle, AreaCounts]]) -> AreaTrend:
    """One area, ready to print: its last cycles as picture and table, and what has changed."""
    last = held[-CYCLES_SHOWN:]
    name = practice_name(code)
    title = f"{name}: share moderated as Good or better, cycle by cycle, with its 95% interval"
    points = [point_of(cycle, counts.good) for cycle, counts in last if counts.good]
    return AreaTrend(
        code=code,
        name=name,
        verdicts=verdicts([counts.good for cycle, counts in held if not cycle.is_independent]),
        picture=shares_over_time(points, title),
        headers=HEADERS,
        rows=tuple(row_of(cycle, counts.good) for cycle, counts in reversed(last)),
    )


def verdicts(shares: list[Share | None]) -> tuple[str, ...]:
    """What can be said of the change since the cycle before, and since the first."""
    if not shares:
        return ("Only independent audits have looked at this: there is no trend to draw.",)
    if len(shares) == 1:
        return ("One cycle so far: a trend needs two.",)
    before = f"Since the cycle before. {change_between(shares[-2], shares[-1]).reason}"
    if len(shares) == 2:
        return (before,)
    return before, f"Since the first cycle. {change_between(shares[0], shares[-1]).reason}"


def point_of(cycle: AuditCycle, share: Share) -> SharePoint:
    """A cycle's share as a point of the chart."""
    return SharePoint(
        label=f"{cycle.ended:%b %Y}",
        words=f"{share.percent} of {share.of:,}",
        value=share.value,
        low=share.low,
        high=share.high,
        is_apart=cycle.is_independent,
    )


def row_of(cycle: AuditCycle, share: Share | None) -> tuple[str, ...]:
    """A cycle's share as a line of the table."""
    day = f"{cycle.ended.day} {cycle.ended:%b %Y}".replace(" ", "\N{NO-BREAK SPACE}")
    who = WHO[AuditCycle.AuditedBy(cycle.audited_by)]
    counted = share.counted if share else share_words(share)
    return cycle.name, day, who, counted, share.between if share else "—"
