"""What happens to an open return when a measure changes its service area or goes out of use?

A draft belongs to the section it was keyed in. Were its measure asked for elsewhere meanwhile, it
would be approved unseen with a section that no longer shows it; so it has to be settled first.
"""

from django.core.exceptions import ValidationError
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from improvement.councils.models import Council, ServiceArea, User
from improvement.history.services import remove
from improvement.rules.month import Month
from improvement.rules.section import SectionStatus
from scorecard.models import AdoptedMeasure, Figure, MonthlyReturn, Section
from scorecard.services.keying import KEYABLE
from scorecard.services.returns import add_sections
from scorecard.services.sections import lock_when_complete

EMPTY = Q(
    numerator__isnull=True, denominator__isnull=True, value__isnull=True, missing="", comment=""
)
# A section that its officer has handed over takes no further measure.
CLOSED = (SectionStatus.SUBMITTED, SectionStatus.APPROVED)


def keyed_in_open_returns(measure: AdoptedMeasure) -> QuerySet[Figure]:
    """What open returns hold of a measure, in sections that are not approved, oldest first."""
    return (
        Figure.objects.filter(
            council=measure.council_id,
            measure=measure,
            is_approved=False,
            section__monthly_return__locked_at__isnull=True,
        )
        .exclude(EMPTY)
        .select_related("section__area")
        .order_by("month")
    )


def refuse_keyed(measure: AdoptedMeasure, what: str, *, to: ServiceArea | None = None) -> None:
    """Say which section holds a figure that has to be settled first; `to` is the new area."""
    claim_sections(measure, [measure.area_id] + ([to.pk] if to else []))
    figure = keyed_in_open_returns(measure).first()
    if figure:
        raise ValidationError(
            f"{measure.code} has a figure for {Month.of(figure.month).label} in the section "
            f"{figure.section.area}, which is not approved yet. {what} once that section is "
            "approved, or its figure is cleared."
        )
    if to is not None:
        refuse_settled(measure, to)


def claim_sections(measure: AdoptedMeasure, areas: list[int]) -> None:
    """Have whoever is typing in these sections save against their new list of lines.

    Done before looking for drafts, so that none is saved between the look and the change.
    """
    Section.objects.filter(
        council=measure.council_id,
        area__in=areas,
        monthly_return__locked_at__isnull=True,
        status__in=KEYABLE,
    ).update(version=F("version") + 1)


def refuse_settled(measure: AdoptedMeasure, to: ServiceArea) -> None:
    """An open month whose figure is approved, or whose new section is closed, cannot ask again."""
    open_months = MonthlyReturn.objects.filter(council=measure.council_id, locked_at__isnull=True)
    own = Figure.objects.approved().filter(measure=measure, month=OuterRef("month"))
    closed = Section.objects.filter(monthly_return=OuterRef("pk"), area=to, status__in=CLOSED)
    month = open_months.filter(Exists(own) | Exists(closed)).order_by("month").first()
    if month:
        label = Month.of(month.month).label
        told = f"The {label} return is still open and part of it is settled already"
        raise ValidationError(
            {"area": f"{told}. Move {measure.code} once {label} is approved as a whole."}
        )


def settle_sections(*, council: Council, by: User) -> None:
    """Open returns get a section for every area that measures, and lose untouched ones that do not.

    A section without measures can never be keyed, so its month could never be approved.
    """
    for opened in MonthlyReturn.objects.filter(council=council, locked_at__isnull=True):
        add_sections(opened, by=by)
    measuring = AdoptedMeasure.objects.filter(council=council, is_active=True).values("area")
    idle = Section.objects.filter(
        council=council,
        monthly_return__locked_at__isnull=True,
        status=SectionStatus.NOT_STARTED,
        figures__isnull=True,
    ).exclude(area__in=measuring)
    for section in idle.select_related("council", "area", "monthly_return"):
        remove(section, by=by, reason="No measure of the service area is in use.")
        lock_when_complete(section.monthly_return, by=by)
