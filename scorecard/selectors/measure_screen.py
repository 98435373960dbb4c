"""How is a measure's page laid out: its cards, its table, its definition, its picture?"""

from dataclasses import dataclass, replace
from textwrap import shorten
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from improvement.rules.direction import Polarity
from improvement.rules.forecast import ENOUGH, OLDEST
from improvement.rules.month import Month
from improvement.rules.rag import ExpectedChange
from improvement.rules.theme import theme_name
from improvement.rules.value import Basis
from improvement.ui.drawing import Drawing
from improvement.ui.marks import assurance_html, direction_html, rag_html, signal_html
from improvement.ui.svg_process import pictures
from scorecard.around import EventKind, Linked
from scorecard.charts import figure_of
from scorecard.selectors.forecasting import refusal
from scorecard.selectors.measure import MeasurePage
from scorecard.selectors.measure_drawing import MEANT, drawing_of
from scorecard.selectors.measure_panels import (
    MARK_WORDS,
    ComparePanel,
    EventRow,
    Shown,
    compare_panel,
    events_of,
    legend_of,
    links_of,
)
from scorecard.selectors.measure_points import MeasurePoint
from scorecard.selectors.measure_words import (
    benchmark_words,
    checked_with,
    decimals_of,
    denominator_of,
    label_words,
)
from scorecard.selectors.revisions import Revision
from scorecard.selectors.scorecard import in_words as day_words
from scorecard.selectors.signalled import NO_FIGURE, RUNNING, Signalled, in_words
from scorecard.selectors.signals import NOT_CHARTED
from scorecard.selectors.standing import Moved

Cell = str | SafeString
SHOWN_REASON = 160


@dataclass(frozen=True, slots=True)
class MeasureScreen:
    """The page's parts, ready to print."""

    rag: Cell
    as_at: str
    on_baseline: Cell
    on_month: Cell
    published_as: str
    real: Cell
    assurance: Cell
    reading: str
    headers: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    title: str
    picture: Cell
    figure: dict[str, Any] | None
    legend: tuple[Shown, ...]
    summary: str
    events: tuple[EventRow, ...]
    compared: ComparePanel | None
    links: tuple[tuple[str, tuple[Linked, ...]], ...]
    definition: tuple[tuple[str, str], ...]
    target_rows: tuple[tuple[str, str, str], ...]
    no_forecast: str


def measure_screen(page: MeasurePage, *, may_amend: bool = False) -> MeasureScreen:
    """What the page shows around and under the chart. Queries: none."""
    last, signal = page.latest, signal_of(page)
    drawing = drawing_of(page) if page.points else None
    # That a figure is missing is said but once.
    summary = f"{page.finding} {signal.said}" if drawing and signal.word else page.finding
    return MeasureScreen(
        rag=rag_html(last.rag) if last else "",
        as_at=day_words(last.as_at) if last and last.value is not None else "",
        on_baseline=way_html(last.standing.on_baseline) if last else "",
        on_month=way_html(last.standing.on_month) if last else "",
        published_as=last.printed_direction if last and last.directions_differ else "",
        real=signal_html(signal.kind.value, signal.word, signal.variation_text),
        assurance=assured_html(last, signal),
        reading=signal.said,
        headers=tuple(headers_of(page)),
        rows=tuple(row_of(page, point, may_amend) for point in reversed(page.points)),
        title=title_of(page),
        picture=pictures(drawing, summary) if drawing else "",
        figure=figure_of(drawing, page.points[0].month, page.yardstick) if drawing else None,
        legend=legend_for(page, drawing) if drawing else (),
        summary=summary,
        events=events_of(page),
        compared=compare_panel(page.compared),
        links=links_of(page),
        definition=definition_of(page),
        target_rows=tuple((one.since.label, one.text, one.reason or "—") for one in page.targets),
        no_forecast=refusal(page.adopted, known_of(page)),
    )


def known_of(page: MeasurePage) -> int:
    """How many figures a forecast could go by; enough where there are earlier ones not shown."""
    anew = [one.on for one in page.happened if one.kind is EventKind.REBASE]
    if page.has_earlier and not anew:
        return ENOUGH
    since = Month.of(anew[-1]) if anew else page.points[0].month if page.points else None
    latest = page.points[-OLDEST:]
    return sum(one.value is not None and one.month >= since for one in latest)


def title_of(page: MeasurePage) -> str:
    """The chart's title, with the unit where the axis does not say it beside each number."""
    return "Month by month" + ("" if page.unit.suffix else f": {page.unit.label.lower()}")


def way_html(moved: Moved) -> SafeString:
    return direction_html(moved.direction, moved.improvement)


def legend_for(page: MeasurePage, drawing: Drawing) -> tuple[Shown, ...]:
    is_trial = page.chart is not None and page.chart.xmr.is_trial
    return legend_of(drawing, is_trial=is_trial, target=page.points[-1].target)


def signal_of(page: MeasurePage) -> Signalled:
    """What the process chart says of the latest month, or why there is none.

    As on the scorecard, a month without a figure says nothing: that an earlier one was a real
    change is not how things are now.
    """
    if page.adopted.measure.basis in NOT_CHARTED:
        return RUNNING
    if page.latest and page.latest.value is None:
        said = f"There is no figure for {page.latest.month.label} to read."
        return replace(NO_FIGURE, said=said)
    return in_words(page.chart) if page.chart else NO_FIGURE


def assured_html(last: MeasurePoint | None, signal: Signalled) -> SafeString:
    """Whether the target can be relied on, as it reads beside the latest rating."""
    assurance = signal.assurance.value if signal.assurance else ""
    return assurance_html(assurance, last.rag.value if last else "")


def has_parts(page: MeasurePage) -> bool:
    """Was anything counted as one number over another?"""
    return any(point.denominator for point in page.points)


def has_comments(page: MeasurePage) -> bool:
    """Was anything said with a figure? An empty column would push the others off the screen."""
    return any(point.comment for point in page.points)


def headers_of(page: MeasurePage) -> list[str]:
    parts = ["Counted"] if has_parts(page) else []
    charted = ["Is it real"] if page.chart else []
    said = ["Comment"] if has_comments(page) else []
    return [
        "Month", "Value", *parts, "Target", "Rating", *charted, "On baseline", *said, "Provenance",
    ]  # fmt: skip


def row_of(page: MeasurePage, point: MeasurePoint, may_amend: bool) -> tuple[Cell, ...]:
    """One month of the table under the chart."""
    parts = (counts_of(point),) if has_parts(page) else ()
    charted = (label_cell(point),) if page.chart else ()
    said = (point.comment,) if has_comments(page) else ()
    return (
        point.month.label,
        value_cell(point),
        *parts,
        point.target,
        format_html("{}<small>{}</small>", rag_html(point.rag), sentence(point.reason)),
        *charted,
        baseline_cell(point),
        *said,
        provenance_cell(page, point, may_amend=may_amend),
    )


def label_cell(point: MeasurePoint) -> Cell:
    """What the process chart says of the month: its meaning as a shape, its reason as words."""
    if point.label is None or point.meaning is None:
        return ""
    words = label_words(point.label)
    return signal_html(MEANT[point.meaning], words, MARK_WORDS[MEANT[point.meaning]])


def sentence(words: str) -> str:
    """With a capital at its start, the rest as written."""
    return words[:1].upper() + words[1:]


def counts_of(point: MeasurePoint) -> str:
    """What was counted: "146 of 224"."""
    if not point.denominator:
        return point.numerator
    return f"{point.numerator} of {point.denominator}"


def provenance_of(point: MeasurePoint) -> str:
    """As at when, approved by whom, from where, and how often revised."""
    if not point.is_returned:
        return ""
    told = (
        f"As at {day_words(point.as_at)}" if point.value is not None else "",
        f"approved by {approval_of(point)}" if point.approved_at else "",
        point.source,
        f"revision {point.revision}" if point.revision > 1 else "",
    )
    return sentence("; ".join(one for one in told if one))


def value_cell(point: MeasurePoint) -> Cell:
    """The value, marked when it is not the one first approved."""
    if not point.amended.revisions:
        return point.text
    return format_html("{}<small>Revised</small>", point.text)


def provenance_cell(page: MeasurePage, point: MeasurePoint, *, may_amend: bool) -> SafeString:
    """Where the figure comes from, what it said before, and for a lead the way to amend it."""
    told = [format_html("<small>{}</small>", provenance_of(point))]
    told += [revision_html(one) for one in point.amended.revisions]
    if may_amend and point.is_returned:
        told.append(amend_html(page, point))
    return format_html_join("", "{}", ((one,) for one in told))


def revision_html(one: Revision) -> SafeString:
    """ "Revised, 12 March 2026: was 91%; why", as a link to both revisions."""
    why = shorten(one.reason, SHOWN_REASON, placeholder="…")
    return format_html(
        '<small><a class="govuk-link" href="{}">Revised, {}</a>: was {}; {}</small>',
        one.href, day_words(one.on), one.was, why,
    )  # fmt: skip


def amend_html(page: MeasurePage, point: MeasurePoint) -> SafeString:
    """The way to amend a figure, or to the amendment that waits for a decision."""
    hidden = format_html('<span class="govuk-visually-hidden"> of {}</span>', point.month.label)
    link = '<small><a class="govuk-link" href="{}">{}{}</a></small>'
    if point.amended.waiting_href:
        return format_html(link, point.amended.waiting_href, "Amendment waiting", hidden)
    code = page.adopted.code
    href = reverse("scorecard:figure-amend", args=[page.council.slug, code, point.month])
    return format_html(link, href, "Amend the figure", hidden)


def baseline_cell(point: MeasurePoint) -> SafeString:
    """The computed direction, with the published one where it says otherwise."""
    computed = way_html(point.standing.on_baseline)
    if not point.directions_differ:
        return computed
    return format_html("{}<small>published as {}</small>", computed, point.printed_direction)


def approval_of(point: MeasurePoint) -> str:
    """Who approved the month, and on which day."""
    day = timezone.localtime(point.approved_at).date()
    return f"{point.approved_by} on {day_words(day)}"


def definition_of(page: MeasurePage) -> tuple[tuple[str, str], ...]:
    """The measure's card: what is known about it, nothing where nothing is."""
    adopted, measure, yardstick = page.adopted, page.adopted.measure, page.yardstick
    rows = (
        ("What it is", measure.what),
        ("Which way is good", measure.why or Polarity(measure.polarity).label),
        ("Theme", theme_name(measure.theme)),
        ("Unit", yardstick.unit.label),
        ("Numerator", measure.numerator_label),
        ("Denominator", denominator_of(measure)),
        ("Covers", Basis(measure.basis).label),
        ("Shown with", decimals_of(yardstick.decimals)),
        ("Expected change", ExpectedChange(yardstick.expected).label if yardstick.expected else ""),
        ("Baseline", baseline_of(page)),
        ("Timescale", measure.timescale),
        ("Collection", measure.source),
        ("Checked with", checked_with(measure)),
        ("Benchmark", benchmark_words(measure)),
        ("Service area", adopted.area.name),
        ("Owner", adopted.owner_role),
    )
    return tuple((key, value) for key, value in rows if value)


def baseline_of(page: MeasurePage) -> str:
    """The baseline with where it comes from."""
    adopted = page.adopted
    if adopted.baseline is None:
        return ""
    month = Month.of(adopted.baseline_month).label if adopted.baseline_month else ""
    told = adopted.baseline_label or month
    return f"{page.baseline_text} ({told})" if told else page.baseline_text
