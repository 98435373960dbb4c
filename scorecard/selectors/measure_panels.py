"""What stands around a measure's chart: its legend, its events, its comparison, its links?"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from django.utils.safestring import SafeString, mark_safe

from improvement.rules.rag import Rag
from improvement.ui.drawing import Drawing
from improvement.ui.marks import direction_html
from improvement.ui.svg import BAND, BRAND, QUIET
from improvement.ui.svg_process import AHEAD, EVENT, REFERENCE, marker
from scorecard.around import Linked
from scorecard.benchmarks.selectors import Compared, Number
from scorecard.selectors.comparing import referred
from scorecard.selectors.measure import MeasurePage
from scorecard.selectors.measure_drawing import MEDIAN, numbered

Shown = tuple[SafeString, str]

MARK_WORDS = {
    "common": "Common cause: no real change",
    "improvement": "Special cause: improvement",
    "concern": "Special cause: concern",
    "neutral": "Special cause: neither better nor worse",
    "figure": "Approved figure",
    "green": Rag.GREEN.word,
    "amber": Rag.AMBER.word,
    "red": Rag.RED.word,
    "none": Rag.NOT_RATED.word,
}
SHARED = "The number is of a return made together with another authority."


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """One published number beside the council's own."""

    name: str
    text: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class ComparePanel:
    """How the council compares: in short, in numbers, and how far the numbers can be held so."""

    short: str
    place: str
    trend: SafeString | str
    rows: tuple[ComparedRow, ...]
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class EventRow:
    """One event under the number that it has on the chart."""

    number: int
    when: str
    kind: str
    words: str
    href: str


# --- The legend -----------------------------------------------------------------------------------
def legend_of(drawing: Drawing, *, is_trial: bool = False, target: str = "") -> tuple[Shown, ...]:
    """Each mark and line that the chart draws, with its words."""
    return (*marks_in(drawing), *lines_in(drawing, is_trial), *fields_in(drawing, target))


def marks_in(drawing: Drawing) -> Iterator[Shown]:
    drawn = {
        kind for kind, value in zip(drawing.kinds, drawing.values, strict=True) if value is not None
    }
    for kind, words in MARK_WORDS.items():
        if kind in drawn:
            yield swatch(f'<g transform="translate(14 8)">{marker(kind)}</g>'), words


def lines_in(drawing: Drawing, is_trial: bool) -> Iterator[Shown]:
    """Lines with their latest values, so that nothing on the chart need be guessed."""
    latest = {one.name: one for one in drawing.levels}
    for name, one in latest.items():
        dash = f' stroke-dasharray="{one.dash}"' if one.dash else ""
        trial = " (trial)" if is_trial and name.endswith("limit") else ""
        line = f'<path d="M1 8h26" stroke="{QUIET}" stroke-width="2"{dash}/>'
        yield swatch(line), f"{name}{trial} {drawing.show(one.value)}"


def fields_in(drawing: Drawing, target: str) -> Iterator[Shown]:
    """The target, dated references, events and months ahead, where the chart has any."""
    if drawing.fields:
        field = f'<path d="M1 2h26v12H1z" fill="{BAND}" stroke="#8fbcb0"/>'
        yield swatch(field), f"Target {target}".strip()
    if drawing.references:
        stroke = f'<path d="M5 8h18" stroke="{REFERENCE}" stroke-width="3"/>'
        named = ", ".join(f"{one.name} {one.text}" for one in drawing.references)
        yield swatch(stroke), f"Published, {drawing.references[0].period}: {named}"
    if drawing.events:
        upright = f'<path d="M14 0v16" stroke="{EVENT}" stroke-width="2" stroke-dasharray="2 2"/>'
        yield swatch(upright), "Event, numbered as listed"
    if drawing.ahead:
        ahead = f'<path d="M1 8h26" stroke="{REFERENCE}" stroke-width="2" stroke-dasharray="5 4"/>'
        yield swatch(f'<path d="M1 2h26v12H1z" fill="{AHEAD}"/>{ahead}'), "Forecast and its range"


def swatch(shape: str) -> SafeString:
    """A small picture of a mark; its words stand beside it."""
    return mark_safe(  # noqa: S308 - our own constants
        f'<svg viewBox="0 0 28 16" width="28" height="16" aria-hidden="true" stroke="none" '
        f'fill="{BRAND}">{shape}</svg>'
    )


# --- Events and links -----------------------------------------------------------------------------
def events_of(page: MeasurePage) -> tuple[EventRow, ...]:
    """Every event on the chart, oldest first, as it is numbered there."""
    return tuple(
        EventRow(n, one.when, one.kind.value, one.words, one.href)
        for n, some in numbered(page)
        for one in some
    )


def links_of(page: MeasurePage) -> tuple[tuple[str, tuple[Linked, ...]], ...]:
    """What speaks of the measure, kind by kind."""
    groups = groupby(page.linked, key=lambda one: one.kind)
    return tuple((kind.value, tuple(some)) for kind, some in groups)


# --- The comparison -------------------------------------------------------------------------------
def compare_panel(compared: Compared | None) -> ComparePanel | None:
    """What is published, the council's own number first; none where nothing is."""
    if compared is None:
        return None
    numbers = (
        (f"{compared.council}, as published", compared.own),
        (compared.england_label, compared.england),
        (compared.region_label, compared.region),
        (compared.neighbours_label, compared.neighbours_median),
        ("Neighbours’ mean", compared.neighbours_mean),
    )
    return ComparePanel(
        short=short_of(compared),
        place=place_of(compared),
        trend=direction_html(compared.direction, compared.improvement)
        if compared.direction
        else "",
        rows=tuple(row_of(name, number) for name, number in numbers if name),
        facts=facts_of(compared),
    )


def row_of(name: str, number: Number) -> ComparedRow:
    is_known = number.value is not None
    return ComparedRow(name, number.text, "" if is_known else number.why_not)


def short_of(compared: Compared) -> str:
    """The one thing to know: which quarter, or else the reference that the scorecard shows."""
    if compared.band_text:
        return f"Quarter {compared.band_text}"
    label, number = referred(compared)
    return f"{MEDIAN if number is compared.neighbours_median else label} {number.text}"


def place_of(compared: Compared) -> str:
    return f"Rank {compared.rank_text}, 1 is best" if compared.rank_text else ""


def facts_of(compared: Compared) -> tuple[tuple[str, str], ...]:
    """What has to be known before the numbers are held side by side."""
    told = (
        ("Period", compared.period),
        ("Quarter of all authorities", compared.band_text),
        ("Rank", place_of(compared).removeprefix("Rank ")),
        ("Source", compared.source),
        ("Not the local figure", compared.difference),
        ("Published together", SHARED if compared.is_shared else ""),
    )
    return tuple((name, words) for name, words in told if words)
