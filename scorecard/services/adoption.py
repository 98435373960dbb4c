"""How does a council take a measure into use, define its own, and aim for something?"""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from improvement.councils.locks import hold
from improvement.councils.models import Council, ServiceArea, User
from improvement.history.services import save
from improvement.rules.month import Month
from improvement.rules.target import Target as Aim
from improvement.rules.target import TargetError
from improvement.rules.value import Unit
from scorecard.models import AdoptedMeasure, Measure, Target
from scorecard.services.standings import bump_version, refresh_standings

# What a council's own use of a measure starts from, unless it says otherwise.
INHERITED = ("code", "name", "group", "position", "expected_change", "decimals")


@transaction.atomic
def define_own_measure(*, council: Council, by: User | None, **fields: Any) -> Measure:
    """Add a measure that only this council has."""
    return save(Measure(council=council, **fields), by=by, verb="defined")


@transaction.atomic
def adopt_measure(
    *,
    council: Council,
    measure: Measure,
    area: ServiceArea,
    by: User | None,
    target: str | None = None,
    target_from: Month | None = None,
    **own: Any,
) -> AdoptedMeasure:
    """Take a measure into use in one service area, with a first target when one is given.

    `own` holds what the council does its own way: name, group, baseline, tolerances and so on.
    """
    refuse_strangers(council, measure, area)
    inherited = {name: getattr(measure, name) for name in INHERITED}
    told = {name: value for name, value in own.items() if value is not None}
    adopted = AdoptedMeasure(council=council, measure=measure, area=area, **inherited | told)
    save(adopted, by=by, verb="adopted")
    if target:
        start = target_from or Month.of(timezone.localdate()).previous
        set_target(measure=adopted, effective_from=start, text=target, by=by)
    bump_version(council=council)
    return adopted


def refuse_strangers(council: Council, measure: Measure, area: ServiceArea) -> None:
    """Neither another council's measure nor its area can be taken into use here."""
    if measure.council_id not in (None, council.pk):
        raise ValidationError(f"{measure.code} belongs to another council.")
    if area.council_id != council.pk:
        raise ValidationError(f"{area} is not one of {council}'s service areas.")


@transaction.atomic
def set_target(
    *,
    measure: AdoptedMeasure,
    effective_from: Month,
    text: str,
    by: User | None,
    reason: str = "",
) -> Target:
    """Aim for something from a month on; the targets of earlier months stay as they were."""
    read_target(measure, text)
    hold(measure.council)
    start = effective_from.first_day
    target = Target.objects.filter(measure=measure, effective_from=start).first()
    verb = "changed the target" if target else "set a target"
    target = target or Target(council=measure.council, measure=measure, effective_from=start)
    target.text, target.reason = text.strip(), reason
    save(target, by=by, verb=verb, reason=reason)
    refresh_standings(council=measure.council, measures=[measure])
    return target


def read_target(measure: AdoptedMeasure, text: str) -> Aim:
    """The target as the rules read it; refused, naming the field, when they cannot."""
    try:
        aim = Aim.parse(text)
    except TargetError as error:
        raise ValidationError({"text": f"{measure.code}: {error.message}"}) from error
    if aim.is_percent and measure.measure.unit != Unit.PERCENT:
        message = f"{measure.code} is not a percentage, so its target takes no % sign."
        raise ValidationError({"text": message})
    return aim
