"""How does a council take a measure into use, define its own, and aim for something?"""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from improvement.councils.locks import hold
from improvement.councils.models import Council, ServiceArea, User
from improvement.history.services import difference, remove, save
from improvement.rules.month import Month
from improvement.rules.value import Unit
from scorecard.models import AdoptedMeasure, Measure, Target
from scorecard.services.aims import USUAL_REASON, aim_of
from scorecard.services.bounding import bounded
from scorecard.services.moving import refuse_keyed, settle_sections
from scorecard.services.standings import bump_version, refresh_standings

# What a council's own use of a measure starts from, unless it says otherwise.
INHERITED = ("code", "name", "group", "position", "expected_change", "decimals")
# What a council decides about its own use of a measure; its code and definition stay.
SETTINGS = frozenset(
    {
        "name", "group", "area", "owner_role", "position", "baseline", "baseline_label",
        "baseline_month", "expected_change", "decimals", "rag_tolerance", "direction_tolerance",
        "is_tolerance_relative",
    }
)  # fmt: skip
# What can be said better about a council's own measure without changing what it counts.
WORDS = frozenset(
    {"theme", "what", "why", "numerator_label", "denominator_label", "timescale", "source"}
)
SAME_PARTS = "Whether it is out of something cannot change: define another measure for that."
# A target or a baseline of a later month than this is a slip of the keyboard.
FURTHEST_MONTHS = 24
NEEDS_WHOLE = "A percentage is one number out of another: say what it is out of."
NO_WHOLE = "A number is counted by itself: leave this empty, or choose another unit."


@transaction.atomic
def define_own_measure(*, council: Council, by: User | None, **fields: Any) -> Measure:
    """Add a measure that only this council has."""
    return save(Measure(council=council, **fields), by=by, verb="defined")


@transaction.atomic
def define_and_adopt(
    *,
    council: Council,
    area: ServiceArea,
    by: User,
    definition: dict[str, Any],
    not_above: str = "",
    **own: Any,
) -> AdoptedMeasure:
    """Add a measure that only this council has, and take it into use at once.

    `not_above` is the code of a measure in use that it may not exceed.
    """
    hold(council)
    refuse_odd_parts(definition)
    if Measure.objects.filter(council=None, code=definition["code"]).exists():
        told = f"{definition['code']} is in the shared catalogue: adopt it, or use another code."
        raise ValidationError({"code": told})
    if AdoptedMeasure.objects.filter(council=council, code=definition["code"]).exists():
        raise ValidationError({"code": f"{definition['code']} is in use already."})
    place = next_position(council, definition["group"])
    links = bounded(council, definition["code"], [], not_above)
    measure = define_own_measure(council=council, by=by, position=place, links=links, **definition)
    return adopt_measure(council=council, measure=measure, area=area, by=by, **own)


@transaction.atomic
def edit_definition(
    *,
    measure: Measure,
    by: User,
    version: int,
    reason: str = "",
    not_above: str | None = None,
    **words: str,
) -> Measure:
    """Say better what a council's own measure is, and what it may not exceed (None: as it was).

    What it counts cannot change: figures stand.

    The catalogue belongs to every council, so its words change only with its files.
    """
    if unknown := set(words) - WORDS:
        raise ValueError(f"{sorted(unknown)} cannot be changed.")
    if measure.council is None:
        raise ValidationError(f"{measure.code} belongs to the shared catalogue.")
    hold(measure.council)
    held = Measure.objects.get(pk=measure.pk)
    if bool(words.get("denominator_label", held.denominator_label)) != held.takes_two_numbers:
        raise ValidationError({"denominator_label": SAME_PARTS})
    for name, value in words.items():
        setattr(held, name, value)
    if not_above is not None and not_above != held.not_above:
        held.links = bounded(measure.council, held.code, held.links, not_above)
    if difference(Measure.objects.get(pk=held.pk), held) == ({}, {}):
        return held
    save(held, by=by, verb="changed the definition", reason=reason, version=version)
    bump_version(council=measure.council)
    return held


def refuse_odd_parts(definition: dict[str, Any]) -> None:
    """A percentage needs what it is out of; a plain number has no such thing."""
    unit, whole = Unit(definition["unit"]), definition.get("denominator_label", "")
    if unit is Unit.PERCENT and not whole:
        raise ValidationError({"denominator_label": NEEDS_WHOLE})
    if unit is Unit.COUNT and whole:
        raise ValidationError({"denominator_label": NO_WHOLE})


def next_position(council: Council, group: str) -> int:
    """Straight after the group's last measure, or after all of them."""
    places = AdoptedMeasure.objects.filter(council=council).values_list("position", "group")
    within = [place for place, name in places if name == group] or [place for place, _ in places]
    return max(within, default=0) + 1


@transaction.atomic
def edit_adopted(
    *, measure: AdoptedMeasure, by: User, version: int, reason: str = "", **own: Any
) -> AdoptedMeasure:
    """Change how a council uses a measure. Saving what stands already changes nothing.

    A measure changes its service area only while no open return holds a figure of it.
    """
    if unknown := set(own) - SETTINGS:
        raise ValueError(f"{sorted(unknown)} cannot be set.")
    held = held_measure(measure)
    stored = AdoptedMeasure.objects.get(pk=held.pk)
    for name, value in own.items():
        setattr(held, name, value)
    if difference(stored, held) == ({}, {}):
        return held
    refuse_early(held.baseline_month)
    is_moving = held.area_id != stored.area_id
    if is_moving:
        refuse_strangers(held.council, held.measure, held.area)
        refuse_keyed(stored, "Its service area can change", to=held.area)
    save(held, by=by, verb="changed the settings", reason=reason, version=version)
    if is_moving:
        settle_sections(council=held.council, by=by)
    refresh_standings(council=held.council, measures=[held])
    return held


@transaction.atomic
def retire_measure(
    *, measure: AdoptedMeasure, by: User, reason: str, version: int
) -> AdoptedMeasure:
    """Stop asking for a measure; its approved figures and targets stay.

    Refused while an open return holds a figure of it that nobody has approved.
    """
    held = held_measure(measure)
    if held.is_active:
        refuse_keyed(held, "It can be retired")
    return switch(held, by=by, verb="retired", reason=reason, version=version, is_active=False)


@transaction.atomic
def return_to_use(
    *, measure: AdoptedMeasure, by: User, reason: str, version: int
) -> AdoptedMeasure:
    """Ask for a retired measure again, from the returns that are open."""
    held = held_measure(measure)
    verb = "returned to use"
    return switch(held, by=by, verb=verb, reason=reason, version=version, is_active=True)


def switch(
    held: AdoptedMeasure, *, by: User, verb: str, reason: str, version: int, is_active: bool
) -> AdoptedMeasure:
    """Retire or return; doing again what is done already changes nothing."""
    if held.is_active == is_active:
        return held
    if not reason.strip():
        raise ValidationError({"reason": "Say why."})
    held.is_active = is_active
    save(held, by=by, verb=verb, reason=reason.strip(), version=version)
    settle_sections(council=held.council, by=by)
    refresh_standings(council=held.council, measures=[held])
    return held


def held_measure(measure: AdoptedMeasure) -> AdoptedMeasure:
    """The measure as it is now, while nobody else writes to its council."""
    hold(measure.council)
    known = AdoptedMeasure.objects.select_related("council", "measure", "area")
    return known.get(pk=measure.pk)


@transaction.atomic
def adopt_measure(
    *,
    council: Council,
    measure: Measure,
    area: ServiceArea,
    by: User | None,
    target: str | None = None,
    target_from: Month | None = None,
    target_reason: str = "",
    **own: Any,
) -> AdoptedMeasure:
    """Take a measure into use in one service area, with a first target when one is given.

    The catalogue's usual target needs no other reason than that.
    `own` holds what the council does its own way: name, group, baseline, tolerances and so on.
    """
    refuse_strangers(council, measure, area)
    hold(council)
    if AdoptedMeasure.objects.filter(council=council, measure=measure).exists():
        raise ValidationError(f"{measure.code} is in use already.")
    inherited = {name: getattr(measure, name) for name in INHERITED}
    told = {name: value for name, value in own.items() if value is not None}
    refuse_early(told.get("baseline_month"))
    adopted = AdoptedMeasure(council=council, measure=measure, area=area, **inherited | told)
    save(adopted, by=by, verb="adopted")
    if target:
        start = target_from or Month.of(timezone.localdate()).previous
        why = target_reason or usual_reason(adopted, target)
        set_target(measure=adopted, effective_from=start, text=target, reason=why, by=by)
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
    """Aim for something from a month on; the targets of earlier months stay as they were.

    However it was typed, it is stored as it is printed, so that every page says it alike.
    """
    printed = read_target(measure, text)
    refuse_far(effective_from)
    hold(measure.council)
    start = effective_from.first_day
    target = Target.objects.filter(measure=measure, effective_from=start).first()
    verb = "changed the target" if target else "set a target"
    target = target or Target(council=measure.council, measure=measure, effective_from=start)
    target.text, target.reason = printed, reason
    save(target, by=by, verb=verb, reason=reason)
    refresh_standings(council=measure.council, measures=[measure])
    return target


@transaction.atomic
def remove_target(*, target: Target, by: User, reason: str) -> None:
    """Take back a target that should not have been set; the one before it holds on."""
    if not reason.strip():
        raise ValidationError({"reason": "Say why the target is removed."})
    hold(target.council)
    measure = target.measure
    remove(target, by=by, verb="removed the target", reason=reason.strip())
    refresh_standings(council=target.council, measures=[measure])


def refuse_far(start: Month) -> None:
    """A target may be agreed ahead, but not for years that nobody plans."""
    latest = Month.of(timezone.localdate()).plus(FURTHEST_MONTHS)
    if start > latest:
        told = f"Choose {latest.label} or earlier: nothing is agreed further ahead than that."
        raise ValidationError({"effective_from": told})


def refuse_early(baseline_month: date | None) -> None:
    """A baseline is what was, never what is still to come."""
    if baseline_month and baseline_month > timezone.localdate():
        told = f"{Month.of(baseline_month).label} has not begun: a baseline is of a month past."
        raise ValidationError({"baseline_month": told})


def read_target(measure: AdoptedMeasure, text: str) -> str:
    """The target as it is printed; refused, naming the measure and the field, when it is none."""
    defined = measure.measure
    try:
        return aim_of(text, Unit(defined.unit), defined.polarity)
    except ValidationError as error:
        raise ValidationError({"text": f"{measure.code}: {error.message}"}) from error


def usual_reason(measure: AdoptedMeasure, text: str) -> str:
    """Why a council aims for what the catalogue suggests; nothing for any other target."""
    usual = measure.measure.default_target
    return USUAL_REASON if usual and read_target(measure, text) == usual else ""
