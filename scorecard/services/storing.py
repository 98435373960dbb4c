"""How do many figures of one section reach the database at once, and what is told of them?"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from improvement.rules.month import Month
from improvement.rules.number import MissingReason
from improvement.rules.target import plain
from scorecard.models import AdoptedMeasure, Figure, Section
from scorecard.services.entries import (
    Children,
    Entry,
    FigureProblems,
    all_problems,
    compute,
    figure_of,
    is_per_child,
)

# What a second save of the same figure may change.
KEYED = (
    "section",
    "numerator",
    "denominator",
    "value",
    "missing",
    "comment",
    "is_share",
    "as_at",
    "printed_direction",
    "source",
)
State = dict[str, Any]
Pair = tuple[Figure | None, Figure]


def worked_out(
    section: Section, entries: Mapping[AdoptedMeasure, Entry], children: int | None
) -> list[Figure]:
    """Every entry as a row ready to store, or one refusal that names every bad cell."""
    month = Month.of(section.monthly_return.month)
    rows = [
        (measure, entry, compute(measure, entry, month, children))
        for measure, entry in entries.items()
    ]
    if problems := all_problems(rows):
        raise FigureProblems(problems)
    return [figure_of(section, *row) for row in rows]


def children_for(section: Section, entries: Iterable[AdoptedMeasure]) -> int | None:
    """The child population the section's rates are over, read only when there is one."""
    if not any(is_per_child(measure) for measure in entries):
        return None
    return Children(section.council).in_month(section.month)


def is_changed(held: Figure | None, fresh: Figure) -> bool:
    """Does a row say something that the stored one does not? An empty new one does not."""
    names = [name for name in KEYED if name not in ("section", "is_share")]
    if held is None:
        return any(getattr(fresh, name) not in (None, "") for name in names)
    return any(getattr(held, name) != getattr(fresh, name) for name in names)


def changed_figures(held: Mapping[int, Figure], fresh: Iterable[Figure]) -> list[Pair]:
    """What differs from what the section holds, as pairs of before and after."""
    pairs = [(held.get(figure.measure_id), figure) for figure in fresh]
    return [(before, after) for before, after in pairs if is_changed(before, after)]


def store_figures(figures: list[Figure]) -> None:
    """Insert or update any number of figures in one statement."""
    Figure.objects.bulk_create(
        figures,
        update_conflicts=True,
        unique_fields=["council", "month", "measure"],
        update_fields=list(KEYED),
    )


def told_of(pairs: Iterable[Pair]) -> tuple[State, State]:
    """What changed in each figure, before and after, for the one entry of a save."""
    before: State = {}
    after: State = {}
    for old, new in pairs:
        is_pair = new.measure.measure.takes_two_numbers
        was, now = in_words(old, is_pair=is_pair), in_words(new, is_pair=is_pair)
        for part in (part for part in now if was[part] != now[part]):
            key = f"{new.measure.code} {part}".strip()
            before[key], after[key] = was[part], now[part]
    return before, after


def in_words(figure: Figure | None, *, is_pair: bool) -> dict[str, str]:
    """A figure as the history tells it: what was keyed, from which its value follows."""
    if figure is None:
        return dict.fromkeys(("", "comment", "source"), "")
    words = keyed_words(figure, is_pair=is_pair)
    return {"": words, "comment": figure.comment, "source": figure.source}


def keyed_words(figure: Figure, *, is_pair: bool) -> str:
    """ "23 of 25", "9", "numerator 23 alone", or why there is no figure."""
    top, whole = figure.numerator, figure.denominator
    if top is None and whole is None:
        return MissingReason(figure.missing).label if figure.missing else ""
    if top is None:
        return f"denominator {spaced(whole)} alone"
    if whole is None:
        return f"numerator {spaced(top)} alone" if is_pair else spaced(top)
    return f"{spaced(top)} of {spaced(whole)}"


def spaced(keyed: Decimal) -> str:
    """A keyed number with its thousands set apart, and no idle noughts."""
    whole, dot, places = plain(keyed).partition(".")
    return f"{int(whole):,}{dot}{places}"
