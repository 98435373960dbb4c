"""What do the pages of amendments show: what stands, what is proposed, and who has quoted it?"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Case, QuerySet, Value, When
from django.utils.safestring import SafeString

from improvement.councils.models import Council, User
from improvement.history.selectors import TimelineEntry, timeline_of
from improvement.rules.month import Month
from improvement.rules.number import MissingReason
from improvement.rules.rag import Rating
from improvement.ui.marks import rag_html
from scorecard.amendments.linked import still_to_amend
from scorecard.amendments.revised import Parts, Was
from scorecard.models import AdoptedMeasure, Amendment, AmendmentStatus, Figure
from scorecard.quoting import Quote, quotes_of
from scorecard.selectors.measure_reading import counted, read_targets, target_in, yardstick_for
from scorecard.selectors.measure_screen import sentence
from scorecard.selectors.standing import standing_of, target_of

TAGS = {
    AmendmentStatus.PROPOSED: "blue",
    AmendmentStatus.APPROVED: "green",
    AmendmentStatus.DECLINED: "red",
    AmendmentStatus.WITHDRAWN: "grey",
}


@dataclass(frozen=True, slots=True)
class Side:
    """One revision of a figure: what it says, what it is made of, and how it is rated."""

    revision: int
    value: str
    parts: str
    comment: str
    rag: SafeString
    reason: str


@dataclass(frozen=True, slots=True)
class Approval:
    """Who stands behind a revision, and since when."""

    by: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class AmendmentPage:
    """An amendment with both revisions, and the issued documents that quoted the figure."""

    amendment: Amendment
    measure: AdoptedMeasure
    month: Month
    tag: str
    was: Side
    now: Side
    quotes: list[Quote]
    to_amend: list[str]
    timeline: list[TimelineEntry]

    @property
    def is_open(self) -> bool:
        return self.amendment.status == AmendmentStatus.PROPOSED

    @property
    def sentence(self) -> str:
        """The change in a line: "91% becomes 89%"."""
        became = {AmendmentStatus.PROPOSED: "would become", AmendmentStatus.APPROVED: "became"}
        verb = became.get(AmendmentStatus(self.amendment.status), "would have become")
        if self.was.value == self.now.value:
            return f"{self.was.value}, whose parts or comment change"
        return f"{self.was.value} {verb} {self.now.value}"


class Rater:
    """Rates any value a figure of one month might have. Queries: 2, at the start."""

    def __init__(self, measure: AdoptedMeasure, month: Month) -> None:
        self.yardstick = yardstick_for(measure)
        self.target = target_of(target_in(month, read_targets(measure)))
        before = Figure.objects.approved().filter(
            council_id=measure.council_id, measure=measure, month=month.previous.first_day
        )
        self.previous: Decimal | None = before.values_list("value", flat=True).first()

    def side(self, parts: Parts, revision: int) -> Side:
        """One revision as a reader sees it."""
        rating = self.rated(parts)
        missing = MissingReason(parts.missing).label if parts.missing else ""
        return Side(
            revision=revision,
            value=missing or self.yardstick.printed(parts.value),
            parts=parts_words(parts),
            comment=parts.comment,
            rag=rag_html(rating.rag),
            reason=sentence(rating.reason),
        )

    def rated(self, parts: Parts) -> Rating:
        standing = standing_of(
            self.yardstick,
            parts.value,
            previous=self.previous,
            target=self.target,
            missing=parts.missing,
        )
        return standing.rating


def parts_words(parts: Parts) -> str:
    """What was counted: "21 of 23", a number alone, or nothing where only a value was given."""
    top, whole = counted(parts.numerator), counted(parts.denominator)
    return f"{top} of {whole}" if top and whole else top


def figure_to_amend(council: Council, code: str, month: Month) -> QuerySet[Figure]:
    """The approved figure of a measure for a month, with all its page shows."""
    return (
        Figure.objects.approved()
        .filter(council=council, measure__code=code, month=month.first_day)
        .select_related(
            "council", "measure__measure", "section__area", "section__approved_by",
            "section__monthly_return",
        )
    )  # fmt: skip


def what_stands(figure: Figure) -> Side:
    """The figure as it is. Queries: 2."""
    return Rater(figure.measure, Month.of(figure.month)).side(figure, figure.revision)


def approval_of(figure: Figure) -> Approval:
    """Who approved what stands: the section, or the last amendment since. Queries: 1."""
    last = (
        figure.amendments.filter(status=AmendmentStatus.APPROVED)
        .select_related("decided_by")
        .order_by("-revision")
        .first()
    )
    if last is None:
        section = figure.section
        return Approval(str(section.approved_by or "The system"), section.approved_at)
    return Approval(str(last.decided_by), last.decided_at)


def waiting_of(figure: Figure) -> Amendment | None:
    """The amendment of a figure that waits for a decision."""
    return figure.amendments.filter(status=AmendmentStatus.PROPOSED).first()


def amendment_page(amendment: Amendment) -> AmendmentPage:
    """One amendment, both sides of it. Queries: 4, and those that find its quotes."""
    figure = amendment.figure
    month, rater = Month.of(figure.month), Rater(figure.measure, Month.of(figure.month))
    return AmendmentPage(
        amendment=amendment,
        measure=figure.measure,
        month=month,
        tag=TAGS[AmendmentStatus(amendment.status)],
        was=rater.side(Was.of(amendment), amendment.revision - 1),
        now=rater.side(amendment, amendment.revision),
        quotes=quotes_of(amendment.council, figure.measure.code, month),
        to_amend=still_to_amend(figure, amendment.denominator) if is_alive(amendment) else [],
        timeline=timeline_of(amendment),
    )


def is_alive(amendment: Amendment) -> bool:
    """Does it say something of the figure, or ask to?"""
    return amendment.status in (AmendmentStatus.PROPOSED, AmendmentStatus.APPROVED)


def with_figures(amendments: QuerySet[Amendment]) -> QuerySet[Amendment]:
    """With all that a list or a page shows of each."""
    return amendments.select_related(
        "council", "figure__measure__measure", "figure__section__area",
        "figure__section__monthly_return", "proposed_by", "decided_by",
    )  # fmt: skip


def listed(council: Council) -> QuerySet[Amendment]:
    """A council's amendments, those that wait first, then the latest. Queries: 1."""
    waits = Case(When(status=AmendmentStatus.PROPOSED, then=Value(0)), default=Value(1))
    found = with_figures(Amendment.objects.filter(council=council)).annotate(place=waits)
    return found.order_by("place", "-proposed_at", "-pk")


def amendments_waiting_for(user: User, councils: Collection[int]) -> Iterable[Amendment]:
    """Proposed amendments at these councils (by key) that someone else than the user proposed.

    Oldest first. Queries: 1, or none without councils. Whether the user may decide at them is
    for the caller to know.
    """
    if not councils:
        return []
    waiting = Amendment.objects.filter(council__in=councils, status=AmendmentStatus.PROPOSED)
    return with_figures(waiting.exclude(proposed_by=user)).order_by("proposed_at", "pk")
