"""What does the page of an audit cycle show?"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from improvement.history.selectors import TimelineEntry, timeline_of
from improvement.practice import practice_choices, practice_name
from improvement.rules.proportion import Share, share_of, share_words
from improvement.ui.svg_audit import Bar, BarPair, paired_bars
from improvement.ui.tasks import Task
from inspections.audits.answers import Answer, answers_to
from inspections.audits.counts import GOOD_OR_BETTER, AreaCounts
from inspections.audits.marks import independent_tag
from inspections.audits.selectors import counts_in, place_of
from inspections.audits.words import GRADE_WORDS, cases_words
from inspections.models import AuditCycle, AuditTheme
from inspections.register.page import finding_link, inspection_link
from inspections.selectors import NONE_GIVEN, day_words

Row = tuple[str, Any]
GOOD_WORDS = "Good or better"
LINE_BREAK = mark_safe("<br>")
GLANCE = (
    "Practice area",
    "Audited",
    "Moderated",
    "Good or better",
    "Likely between",
    "Inadequate",
    "Auditor and moderator agreed",
)
HEADERS = ("Grade", "Auditor", "After moderation")


@dataclass(frozen=True, slots=True)
class AreaBlock:
    """One practice area of a cycle: the grades as picture and table, and what follows from them."""

    code: str
    name: str
    glance: tuple[str, ...]
    cases: str
    picture: SafeString
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    good: str
    inadequate: str
    agreement: str
    direction: str
    edit_href: str


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """A theme with the actions that answer it."""

    pk: int
    text: str
    area: str
    edit_href: str
    remove_href: str
    answers: tuple[Answer, ...]
    needs_answer: bool
    action_href: str


@dataclass(frozen=True, slots=True)
class ThemeGroup:
    """The themes of one kind."""

    label: str
    rows: tuple[ThemeRow, ...]


@dataclass(frozen=True, slots=True)
class CyclePage:
    """Everything the page of a cycle shows."""

    title: str
    programme: str
    independent: SafeString | str
    account: str
    summary: tuple[Row, ...]
    glance: tuple[str, ...]
    areas: tuple[AreaBlock, ...]
    themes: tuple[ThemeGroup, ...]
    trend_href: str
    timeline: list[TimelineEntry]


def cycle_page(cycle: AuditCycle) -> CyclePage:
    """One cycle with its areas, themes, what answers them, and its history. Queries: 5."""
    counted = counts_by_area(cycle)
    return CyclePage(
        title=cycle.name,
        programme=cycle.programme or "Audit cycle",
        independent=independent_tag() if cycle.is_independent else "",
        account=cycle.summary,
        summary=tuple(cycle_summary(cycle, counted)),
        glance=GLANCE,
        areas=tuple(area_block(cycle, code, counts) for code, counts in counted.items()),
        themes=theme_groups(cycle),
        trend_href=trend_href(cycle),
        timeline=timeline_of(cycle),
    )


def counts_by_area(cycle: AuditCycle) -> dict[str, AreaCounts]:
    """The counts of each area that has any, in the order of the areas. Queries: 1."""
    rows = sorted(cycle.results.all(), key=lambda row: place_of(row.area))
    return {code: counts_in(own) for code, own in groupby(rows, key=lambda row: row.area)}


def area_choices(cycle: AuditCycle) -> list[Task]:
    """Every area, and how many cases have been keyed for it. Queries: 1."""
    counted = counts_by_area(cycle)
    return [
        Task(name, area_href(cycle, code), keyed_words(counted.get(code)))
        for code, name in practice_choices()
    ]


def keyed_words(counts: AreaCounts | None) -> str:
    """How far the keying of an area is."""
    return cases_words(counts.cases) if counts else "Not keyed"


def area_href(cycle: AuditCycle, code: str) -> str:
    """Where an area's results are keyed."""
    return reverse("inspections:cycle-area", args=[cycle.council.slug, cycle.pk, code])


def trend_href(cycle: AuditCycle) -> str:
    """The trend of the cycle's own programme."""
    from inspections.audits.trend import programme_href

    return programme_href(cycle.council, cycle.programme)


# --- What is said of the cycle ------------------------------------------------------------------


def cycle_summary(cycle: AuditCycle, counted: dict[str, AreaCounts]) -> list[Row]:
    """The facts of a cycle that were given."""
    facts = [
        ("Programme", cycle.programme),
        ("First day", day_words(cycle.started)),
        ("Last day", day_words(cycle.ended)),
        ("Who audited", cycle.get_audited_by_display()),
        ("Auditors", cycle.auditors),
        ("How cases were chosen", cycle.sample),
        ("Audits", audits_words(cycle.planned, counted)),
        ("Recorded as", recorded_as(cycle)),
        ("Findings it confirmed as put right", confirmed_by(cycle)),
        ("Source", cycle.source),
    ]
    return [(key, value) for key, value in facts if value]


def recorded_as(cycle: AuditCycle) -> SafeString | str:
    """The inspection that the same audit is also kept as."""
    return inspection_link(cycle.inspection, cycle.council.slug) if cycle.inspection else ""


def confirmed_by(cycle: AuditCycle) -> SafeString:
    """The findings that these audits showed to be put right. Queries: 1."""
    slug = cycle.council.slug
    found = cycle.confirmed_findings.order_by("reference", "id")
    return format_html_join(LINE_BREAK, "{}", ((finding_link(one, slug),) for one in found))


def audits_words(planned: int | None, counted: dict[str, AreaCounts]) -> str:
    """Planned against completed. A case has a grade in several areas, so that the area with most
    grades, not their sum, tells how many were audited."""
    done = max((counts.cases for counts in counted.values()), default=0)
    told = f"{done:,} with results" if done else "No results yet"
    return told if planned is None else f"{told}, of {planned:,} planned"


# --- One area -----------------------------------------------------------------------------------


def area_block(cycle: AuditCycle, code: str, counts: AreaCounts) -> AreaBlock:
    """One area, ready to print."""
    name = practice_name(code)
    return AreaBlock(
        code=code,
        name=name,
        glance=glance_of(counts),
        cases=cases_in_words(counts),
        picture=grade_picture(name, counts),
        headers=HEADERS,
        rows=grade_rows(counts),
        good=f"{GOOD_WORDS} after moderation: {share_words(counts.good)}.",
        inadequate=f"Inadequate after moderation: {share_words(counts.inadequate)}.",
        agreement=agreement_words(counts.agreement),
        direction=direction_words(counts),
        edit_href=area_href(cycle, code),
    )


def glance_of(counts: AreaCounts) -> tuple[str, ...]:
    """An area in one line, under `GLANCE`."""
    shares = (counts.good, counts.inadequate, counts.agreement)
    good, inadequate, agreement = (share.counted if share else NONE_GIVEN for share in shares)
    between = counts.good.between if counts.good else NONE_GIVEN
    return f"{counts.cases:,}", f"{counts.n:,}", good, between, inadequate, agreement


def cases_in_words(counts: AreaCounts) -> str:
    """How many audits, and how many of them moderated."""
    if not counts.unmoderated:
        return f"{cases_words(counts.cases)}, every one moderated."
    return f"{cases_words(counts.cases)}, {counts.n:,} moderated."


def agreement_words(agreement: Share | None) -> str:
    """Auditor and moderator agreed on 17 of 20."""
    if agreement is None:
        return "Agreement is not known: no case has both an auditor’s and a moderated grade."
    return f"Auditor and moderator agreed on {agreement.words}."


def direction_words(counts: AreaCounts) -> str:
    """Which way moderation moved grades; nothing where it moved none."""
    moved = ((counts.lowered, "lower"), (counts.raised, "higher"))
    told = [f"a {way} grade in {cases_words(n)}" for n, way in moved if n]
    return f"The moderator gave {' and '.join(told)}." if told else ""


def grades_of(counts: AreaCounts) -> tuple[dict[str, int], dict[str, int]]:
    """Cases by grade as the auditor gave it, and as it stood after moderation."""
    return counts.auditor, counts.moderated


def bar_of(share: Share | None, *, whisker: bool = False) -> Bar | None:
    """A share as a bar."""
    if share is None:
        return None
    bounds = (share.low, share.high) if whisker else (None, None)
    return Bar(share.value, share.counted, *bounds)


def good_shares(counts: AreaCounts) -> tuple[Share | None, Share | None]:
    """Good or better, by auditor and after moderation."""
    first, second = (
        share_of(sum(held[grade] for grade in GOOD_OR_BETTER), sum(held.values()))
        for held in grades_of(counts)
    )
    return first, second


def grade_picture(name: str, counts: AreaCounts) -> SafeString:
    """The grades as pairs of bars, and Good or better with how sure it is."""
    own, moderated = grades_of(counts)
    pairs = [
        BarPair(
            word, *(bar_of(share_of(held[grade], sum(held.values()))) for held in (own, moderated))
        )
        for grade, word in GRADE_WORDS.items()
    ]
    good = (bar_of(share, whisker=True) for share in good_shares(counts))
    title = f"{name}: grades by auditor and after moderation. The table below holds the same."
    return paired_bars([*pairs, BarPair(GOOD_WORDS, *good)], HEADERS[1:], title)


def grade_rows(counts: AreaCounts) -> tuple[tuple[str, ...], ...]:
    """The same as a table; Good or better with its interval."""
    own, moderated = grades_of(counts)
    rows = [
        (word, *(counted_words(held[grade], sum(held.values())) for held in (own, moderated)))
        for grade, word in GRADE_WORDS.items()
    ]
    good = (share.words if share else NONE_GIVEN for share in good_shares(counts))
    return (*rows, (GOOD_WORDS, *good))


def counted_words(count: int, of: int) -> str:
    """One cell of the table."""
    share = share_of(count, of)
    return share.counted if share else NONE_GIVEN


# --- Themes -------------------------------------------------------------------------------------


def theme_groups(cycle: AuditCycle) -> tuple[ThemeGroup, ...]:
    """Themes by kind, what is to improve first. Queries: 1 and those of the answers."""
    themes = list(cycle.themes.all())
    answers = answers_to(cycle) if themes else {}
    kinds = (AuditTheme.Kind.IMPROVEMENT, AuditTheme.Kind.STRENGTH)
    groups = (theme_group(cycle, kind, themes, answers) for kind in kinds)
    return tuple(group for group in groups if group.rows)


def theme_group(
    cycle: AuditCycle,
    kind: AuditTheme.Kind,
    themes: Iterable[AuditTheme],
    answers: dict[int, tuple[Answer, ...]],
) -> ThemeGroup:
    """The themes of one kind."""
    own = (one for one in themes if one.kind == kind)
    return ThemeGroup(
        str(kind.label), tuple(theme_row(cycle, one, answers.get(one.pk, ())) for one in own)
    )


def theme_row(cycle: AuditCycle, theme: AuditTheme, answers: tuple[Answer, ...]) -> ThemeRow:
    """One theme, ready to print."""
    slug, own = cycle.council.slug, [cycle.council.slug, cycle.pk, theme.pk]
    return ThemeRow(
        pk=theme.pk,
        text=theme.text,
        area=practice_name(theme.area) or "Across all practice",
        edit_href=reverse("inspections:theme-edit", args=own),
        remove_href=reverse("inspections:theme-remove", args=own),
        answers=answers,
        needs_answer=theme.kind == AuditTheme.Kind.IMPROVEMENT,
        action_href=f"{reverse('plans:action-add', args=[slug])}?theme={theme.pk}",
    )
