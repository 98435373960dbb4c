"""What is about to be submitted or approved: each figure beside last month's?"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.safestring import SafeString

from improvement.rules.checks import Problem
from improvement.rules.month import Month
from improvement.rules.rag import Rating
from improvement.rules.section import SectionStatus
from improvement.rules.value import Unit, print_value, round_half_up
from improvement.ui.marks import rag_html
from scorecard.entry.changes import Since, since_sent_back
from scorecard.entry.forms import sentence, told_in_line
from scorecard.entry.sheet import History, figures_of, shown
from scorecard.entry.words import TAGS
from scorecard.models import AdoptedMeasure, Figure, Section, Target
from scorecard.selectors.standing import standing_of, target_of, yardstick_of
from scorecard.services.checking import comment_fault, warnings_for
from scorecard.services.entries import gaps_in
from scorecard.services.storing import spaced


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """One figure as it would be approved."""

    pk: int
    code: str
    name: str
    cell: str
    say_why: str
    parts: str
    value: str
    is_missing: bool
    last: str
    change: str
    rag: SafeString
    reason: str
    comment: str
    source: str
    warnings: tuple[str, ...]
    gap: str
    sent_back: str
    since: Since
    has_figure: bool
    is_explained: bool
    # What the approver has typed about it and not sent yet, and what is wrong with that.
    asking: str = ""
    asking_fault: str = ""

    @property
    def is_unexplained(self) -> bool:
        """Is it odd, and has nobody said why?"""
        return bool(self.warnings) and not self.is_explained

    @property
    def is_unheeded(self) -> bool:
        """Was something asked of it, and has nothing changed since?"""
        return bool(self.sent_back) and not self.since.is_changed


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
    def unexplained(self) -> tuple[ReviewLine, ...]:
        """Figures that are odd and have no comment yet: they, too, stop a submit."""
        return tuple(line for line in self.lines if line.is_unexplained)

    @property
    def asked(self) -> tuple[ReviewLine, ...]:
        """Figures of which the approver asked something."""
        return tuple(line for line in self.lines if line.sent_back)

    @property
    def changed(self) -> tuple[ReviewLine, ...]:
        """Figures that say something else than when the section was sent back."""
        return tuple(line for line in self.lines if line.since.is_changed)

    @property
    def unheeded(self) -> tuple[ReviewLine, ...]:
        """Figures of which something was asked, and that are as they were."""
        return tuple(line for line in self.lines if line.is_unheeded)


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
    """The section's figures beside last month's, rated as the board would see them.

    Queries: 3, and 1 when a rate waits for the child population.
    """
    measures = list(reviewed_measures(section))
    history = figures_of(section, measures)
    status, found = SectionStatus(section.status), findings_of(section, measures, history)
    lines = tuple(review_line(section, measure, history, found) for measure in measures)
    return Review(section, section.month, status.label, TAGS[status], lines)


@dataclass(frozen=True, slots=True)
class Findings:
    """What stops each figure from being submitted, and what is odd about it, by measure."""

    key: str
    gaps: Mapping[int, Sequence[Problem]]
    warnings: Mapping[int, Sequence[Problem]]


def findings_of(section: Section, measures: Sequence[AdoptedMeasure], history: History) -> Findings:
    """The checks of a submit, of what the section is still asked for; and where to answer them."""
    asked = [one for one in measures if one.is_active and one.area_id == section.area_id]
    figures = {pk: figure for (pk, month), figure in history.items() if month == section.month}
    return Findings(
        key=sheet_href(section),
        gaps=gaps_in(section, asked, figures),
        warnings=warnings_for(section, asked, figures),
    )


def sheet_href(section: Section) -> str:
    """Where the section is keyed."""
    place = [section.council.slug, section.month, section.area.slug]
    return reverse("scorecard:section-key", args=place)


def review_line(
    section: Section, measure: AdoptedMeasure, history: History, found: Findings
) -> ReviewLine:
    """One figure: its parts, value, movement, rating and whatever is odd about it."""
    month = section.month
    figure = history.get((measure.pk, month))
    before = history.get((measure.pk, month.previous))
    value, last = value_of(measure, figure), value_of(measure, before)
    rag, reason = rated(measure, figure, before)
    fault: str | None = ""
    if figure:
        figure.measure = measure
        fault = comment_fault(section, measure, figure)
    return ReviewLine(
        pk=measure.pk,
        code=measure.code,
        name=measure.name,
        cell=f"{found.key}#n{measure.pk}",
        say_why=f"{found.key}#c{measure.pk}",
        parts=parts_of(measure, figure),
        value=shown(measure, figure),
        is_missing=bool(figure and figure.missing),
        last=shown(measure, before),
        change=change_of(measure, last, value),
        rag=rag,
        reason=reason,
        comment=figure.comment if figure else "",
        source=figure.source if figure else "",
        warnings=warning_words(measure, found.warnings.get(measure.pk, ()), fault),
        is_explained=fault is None,
        gap=" ".join(told_in_line(measure, one) for one in found.gaps.get(measure.pk, ())),
        sent_back=figure.sent_back_reason if figure else "",
        since=since_sent_back(section, figure),
        has_figure=figure is not None,
    )


def warning_words(
    measure: AdoptedMeasure, odd: Iterable[Problem], fault: str | None
) -> tuple[str, ...]:
    """What is odd, in sentences; a link beside them asks why, until a comment has said so.

    A comment that does not (`fault`) is told of too.
    """
    told = [told_in_line(measure, one).removesuffix(" Say why.") for one in odd]
    return (*told, fault) if told and fault else tuple(told)


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
        return f"{spaced(figure.numerator)} of {spaced(figure.denominator)}"
    is_itself = figure.value == figure.numerator or measure.measure.takes_two_numbers
    return "" if is_itself else spaced(figure.numerator)


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
