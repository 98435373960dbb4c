"""What is about to be submitted or approved: each figure beside last month's?"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.safestring import SafeString

from improvement.rules.checks import check_change
from improvement.rules.month import Month
from improvement.rules.rag import Rating
from improvement.rules.section import SectionStatus
from improvement.rules.target import plain
from improvement.rules.value import Unit, print_value, round_half_up
from improvement.ui.marks import rag_html
from scorecard.entry.forms import sentence
from scorecard.entry.sheet import History, figures_of, shown
from scorecard.entry.words import TAGS
from scorecard.models import AdoptedMeasure, Figure, Section, Target
from scorecard.selectors.standing import standing_of, target_of, yardstick_of
from scorecard.services.entries import label_of, unfinished


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """One figure as it would be approved."""

    code: str
    name: str
    cell: str
    parts: str
    value: str
    is_missing: bool
    last: str
    change: str
    rag: SafeString
    reason: str
    comment: str
    source: str
    warning: str
    gap: str


@dataclass(frozen=True, slots=True)
class Review:
    """A section's figures, ready to check, submit or decide on."""

    section: Section
    month: Month
    status: str
    tag: str
    lines: tuple[ReviewLine, ...]

    @property
    def gaps(self) -> tuple[ReviewLine, ...]:
        """What still stops the section from being submitted."""
        return tuple(line for line in self.lines if line.gap)

    @property
    def warnings(self) -> int:
        """How many figures are odd and have no comment yet."""
        return sum(bool(line.warning and not line.comment) for line in self.lines)


def reviewed_measures(section: Section) -> QuerySet[AdoptedMeasure]:
    """What the section was asked for; an approved one, what it holds."""
    target = Target.objects.filter(
        council_id=section.council_id,
        measure=OuterRef("pk"),
        effective_from__lte=section.month.first_day,
    ).order_by("-effective_from")
    held = Q(pk__in=section.figures.values("measure"))
    asked = Q(is_active=True, area_id=section.area_id)
    is_approved = section.status == SectionStatus.APPROVED
    return (
        AdoptedMeasure.objects.filter(held if is_approved else held | asked)
        .filter(council_id=section.council_id)
        .select_related("measure")
        .annotate(target_text=Subquery(target.values("text")[:1]))
        .order_by("position", "code")
    )


def review_of(section: Section) -> Review:
    """The section's figures beside last month's, rated as the board would see them. Queries: 2."""
    measures: Sequence[AdoptedMeasure] = list(reviewed_measures(section))
    history = figures_of(section, measures)
    key = reverse(
        "scorecard:section-key", args=[section.council.slug, section.month, section.area.slug]
    )
    status = SectionStatus(section.status)
    lines = tuple(review_line(measure, section.month, history, key) for measure in measures)
    return Review(section, section.month, status.label, TAGS[status], lines)


def review_line(measure: AdoptedMeasure, month: Month, history: History, key: str) -> ReviewLine:
    """One figure: its parts, value, movement, rating and whatever is odd about it."""
    figure = history.get((measure.pk, month))
    before = history.get((measure.pk, month.previous))
    value, last = value_of(measure, figure), value_of(measure, before)
    rag, reason = rated(measure, figure, before)
    gaps = unfinished(measure, figure)
    lead = f"{label_of(measure)}: "
    warnings = check_change(label=label_of(measure), previous=last, value=value)
    answered = " Say why." if figure and figure.comment else ""
    return ReviewLine(
        code=measure.code,
        name=measure.name,
        cell=f"{key}#n{measure.pk}",
        parts=parts_of(measure, figure),
        value=shown(measure, figure),
        is_missing=bool(figure and figure.missing),
        last=shown(measure, before),
        change=change_of(measure, last, value),
        rag=rag,
        reason=reason,
        comment=figure.comment if figure else "",
        source=figure.source if figure else "",
        warning=sentence(warnings[0].message.removeprefix(lead)).removesuffix(answered)
        if warnings
        else "",
        gap=sentence(gaps[0].message.removeprefix(lead)) if gaps else "",
    )


def value_of(measure: AdoptedMeasure, figure: Figure | None) -> Decimal | None:
    """A value at the precision that is shown, so that no message prints eight places."""
    if figure is None or figure.value is None:
        return None
    return round_half_up(figure.value, measure.decimals)


def parts_of(measure: AdoptedMeasure, figure: Figure | None) -> str:
    """What was keyed: "23 of 25", or a count that a rate was worked out from."""
    if figure is None or figure.numerator is None:
        return ""
    if figure.denominator is not None:
        return f"{number(figure.numerator)} of {number(figure.denominator)}"
    is_itself = figure.value == figure.numerator or measure.measure.takes_two_numbers
    return "" if is_itself else number(figure.numerator)


def number(keyed: Decimal) -> str:
    """A keyed number with its thousands set apart."""
    whole, dot, places = plain(keyed).partition(".")
    return f"{int(whole):,}{dot}{places}"


def change_of(measure: AdoptedMeasure, last: Decimal | None, value: Decimal | None) -> str:
    """The step from last month with its sign, in points for a percentage."""
    if last is None or value is None:
        return "—"
    unit, step = Unit(measure.measure.unit), value - last
    if not step:
        return "No change"
    size = print_value(abs(step), Unit.COUNT, measure.decimals)
    words = f"{'+' if step > 0 else '−'}{size} {unit.noun}".strip()
    return words.removesuffix("s") if abs(step) == 1 and unit.noun else words


def rated(
    measure: AdoptedMeasure, figure: Figure | None, before: Figure | None
) -> tuple[SafeString, str]:
    """The rating the board would see, and its reason."""
    rating = judged(measure, figure, before)
    return rag_html(rating.rag), sentence(rating.reason)


def judged(measure: AdoptedMeasure, figure: Figure | None, before: Figure | None) -> Rating:
    """How a figure would be rated, stored or not; the measure comes with its `target_text`."""
    definition = measure.measure
    yardstick = yardstick_of(
        unit=definition.unit,
        decimals=measure.decimals,
        polarity=definition.polarity,
        expected=measure.expected_change or definition.expected_change,
        baseline=measure.baseline,
        rag_tolerance=measure.rag_tolerance,
        direction_tolerance=measure.direction_tolerance,
        is_tolerance_relative=measure.is_tolerance_relative,
    )
    standing = standing_of(
        yardstick,
        figure.value if figure else None,
        previous=before.value if before else None,
        target=target_of(measure.target_text),
        missing=figure.missing if figure else "",
    )
    return standing.rating
