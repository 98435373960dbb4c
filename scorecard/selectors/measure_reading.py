"""What is read of one measure: its definition, its figures, its targets and rebases?"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import CharField, Exists, F, OuterRef, Value
from django.http import Http404

from improvement.councils.models import Council
from improvement.rules.month import Month
from improvement.rules.target import plain
from scorecard.models import AdoptedMeasure, Figure
from scorecard.selectors.revisions import shown_amendments
from scorecard.selectors.signals import WINDOW, Rebased
from scorecard.selectors.standing import Yardstick, yardstick_of


@dataclass(frozen=True, slots=True)
class DatedTarget:
    """A target and the month from which it holds."""

    text: str
    since: Month
    reason: str


@dataclass(frozen=True, slots=True)
class FigureFacts:
    """An approved figure's columns."""

    month: date
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    missing: str
    comment: str
    as_at: date | None
    printed_direction: str
    source: str
    revision: int
    approved_by: str | None
    approved_at: datetime | None
    is_amended: bool = False


COLUMNS = (
    "month", "value", "numerator", "denominator", "missing", "comment", "as_at",
    "printed_direction", "source", "revision", "section__approved_by__name",
    "section__approved_at", "is_amended",
)  # fmt: skip


def read_adopted(council: Council, code: str) -> AdoptedMeasure:
    """The council's measure with its definition; retired ones keep their page."""
    found = (
        AdoptedMeasure.objects.filter(council=council, code=code)
        .select_related("measure", "area")
        .first()
    )
    if found is None:
        raise Http404("No such measure at this council.")
    found.council = council
    return found


def yardstick_for(adopted: AdoptedMeasure) -> Yardstick:
    """What the measure is judged by, the council's own settings before the catalogue's."""
    return yardstick_of(
        unit=adopted.measure.unit,
        decimals=adopted.decimals,
        polarity=adopted.measure.polarity,
        expected=adopted.expected_change or adopted.measure.expected_change,
        baseline=adopted.baseline,
        rag_tolerance=adopted.rag_tolerance,
        direction_tolerance=adopted.direction_tolerance,
        is_tolerance_relative=adopted.is_tolerance_relative,
    )


def read_targets(adopted: AdoptedMeasure) -> tuple[DatedTarget, ...]:
    """Every target the measure has had, latest first."""
    return read_dated(adopted)[0]


def read_dated(adopted: AdoptedMeasure) -> tuple[tuple[DatedTarget, ...], list[Rebased]]:
    """Every target the measure has had, latest first, and every rebase, oldest first.

    Queries: 1, since both are few dated rows of one measure.
    """
    columns = ("day", "words", "why", "is_what")
    targets = adopted.targets.order_by().annotate(
        day=F("effective_from"), words=F("text"), why=F("reason"), is_what=said("target")
    )
    rebases = adopted.rebases.order_by().annotate(
        day=F("month"), words=said(""), why=F("reason"), is_what=said("rebase")
    )
    rows = sorted(targets.values_list(*columns).union(rebases.values_list(*columns)))
    aimed = [DatedTarget(text, Month.of(day), why) for day, text, why, is_what in rows
             if is_what == "target"]  # fmt: skip
    return tuple(aimed[::-1]), [(day, why) for day, _, why, is_what in rows if is_what == "rebase"]


def said(text: str) -> Value:
    return Value(text, output_field=CharField())


def read_figures(
    adopted: AdoptedMeasure, *, whole: bool = False
) -> tuple[dict[Month, FigureFacts], bool]:
    """The measure's approved figures by month, and whether there are earlier ones.

    Those of the latest three years and of the month before, which the first is held against.
    Each says whether it was amended, or is asked to be, so that nobody need ask in vain.
    """
    found = (
        Figure.objects.approved()
        .filter(council_id=adopted.council_id, measure=adopted)
        .annotate(is_amended=Exists(shown_amendments().filter(figure=OuterRef("pk"))))
        .order_by("-month")
        .values_list(*COLUMNS)
    )
    rows = list(found if whole else found[: WINDOW + 1])
    figures = {Month.of(row[0]): FigureFacts(*row) for row in rows}
    if whole or not figures:
        return figures, False
    first = max(figures).plus(-WINDOW)
    return {month: one for month, one in figures.items() if month >= first}, min(figures) <= first


def target_in(month: Month, targets: tuple[DatedTarget, ...]) -> str:
    """The target that held in a month; `targets` are latest first."""
    return next((one.text for one in targets if one.since <= month), "")


def counted(number: Decimal | None) -> str:
    """A numerator or denominator as it was counted."""
    if number is None:
        return ""
    whole, dot, places = plain(number).partition(".")
    return f"{int(whole):,}{dot}{places}"
