"""How do the scorecard's tests make measures with a history of approved figures?"""

from datetime import UTC, datetime
from decimal import Decimal
from itertools import count

from improvement.councils.models import Council, ServiceArea, User
from improvement.rules.month import Month
from improvement.rules.section import SectionStatus
from improvement.rules.value import Unit
from scorecard.models import AdoptedMeasure, Figure, Measure, MonthlyReturn, Section, Target
from tests.builders import make_user

numbers = count(1)


def adopt(area: ServiceArea, code: str = "", *, target: str = "", **fields) -> AdoptedMeasure:
    """A measure in use, its definition beside it, with a target from long ago."""
    number = next(numbers)
    code = code or f"TM{number}"
    definition = {
        "unit": fields.pop("unit", Unit.PERCENT),
        "basis": fields.pop("basis", "month"),
        "polarity": fields.pop("polarity", "higher"),
        "denominator_label": fields.pop("denominator_label", ""),
        "theme": fields.pop("theme", ""),
    }
    fields = {"name": f"Measure {number}", "group": "Key measures", "position": number, **fields}
    measure = Measure.objects.create(
        council=area.council, code=code, name=fields["name"], group=fields["group"], **definition
    )
    adopted = AdoptedMeasure.objects.create(
        council=area.council, measure=measure, code=code, area=area, **fields
    )
    if target:
        set_target(adopted, target, Month(2010, 4))
    return adopted


def set_target(measure: AdoptedMeasure, text: str, since: Month) -> Target:
    return Target.objects.create(
        council=measure.council, measure=measure, text=text, effective_from=since.first_day
    )


def section_of(
    area: ServiceArea,
    month: Month,
    *,
    status: SectionStatus = SectionStatus.APPROVED,
    approver: User | None = None,
) -> Section:
    """The area's section for a month, approved unless told otherwise."""
    monthly_return, _ = MonthlyReturn.objects.get_or_create(
        council=area.council, month=month.first_day, defaults={"due_on": month.next.last_day}
    )
    decided = {}
    if status is SectionStatus.APPROVED:
        at = datetime(month.next.year, month.next.number, 9, 10, tzinfo=UTC)
        decided = {
            "submitted_by": person(area.council, "Sam Submitter"),
            "submitted_at": at,
            "approved_by": approver or person(area.council, "Asha Approver"),
            "approved_at": at,
        }
    section, _ = Section.objects.get_or_create(
        council=area.council,
        monthly_return=monthly_return,
        area=area,
        defaults={"status": status, **decided},
    )
    return section


def person(council: Council, name: str) -> User:
    username = f"{name.split()[0].lower()}-of-{council.slug}"
    return User.objects.filter(username=username).first() or make_user(username, name=name)


def give(
    measure: AdoptedMeasure,
    month: Month,
    value: Decimal | int | str | None,
    *,
    is_approved: bool = True,
    **fields,
) -> Figure:
    """One figure, in an approved section unless it is a draft."""
    status = SectionStatus.APPROVED if is_approved else SectionStatus.DRAFT
    return Figure.objects.create(
        council=measure.council,
        measure=measure,
        month=month.first_day,
        section=section_of(measure.area, month, status=status),
        value=None if value is None else Decimal(value),
        is_approved=is_approved,
        **fields,
    )


def give_all(measure: AdoptedMeasure, last: Month, values: list) -> None:
    """A run of figures, the last one in the month named; None leaves a month out."""
    for index, value in enumerate(values):
        if value is not None:
            give(measure, last.plus(index - len(values) + 1), value)
