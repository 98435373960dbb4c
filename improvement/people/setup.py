"""What does a council need to begin, and how is it all set up at once or not at all?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from improvement.councils.models import Council, ServiceArea
from improvement.councils.reference import load_register
from improvement.councils.roles import Role
from improvement.people.services import (
    add_areas,
    give_role,
    person_for,
    set_population,
    start_council,
)
from inspections.reference import load_judgement_sets
from scorecard.benchmarks.populations import take_populations
from scorecard.models import Measure
from scorecard.reference import load_catalogue
from scorecard.services.adoption import adopt_measure


@dataclass(frozen=True, slots=True)
class Start:
    """What is asked of a council that begins."""

    name: str
    gss_code: str
    admin_email: str
    areas: dict[str, tuple[str, ...]]
    populations: dict[int, int]


def pair_of(text: str, field: str) -> tuple[str, str]:
    """The two sides of "NAME=REST"; the rest may be empty."""
    name, _, rest = text.partition("=")
    if not name.strip():
        raise ValidationError({field: f"{text!r} has no name before the equals sign."})
    return name.strip(), rest.strip()


def words_of(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())


def population_of(text: str) -> tuple[int, int]:
    year, children = pair_of(text, "population")
    if not (year.isascii() and year.isdigit() and children.isascii() and children.isdigit()):
        raise ValidationError({"population": f"{text!r} is not YEAR=NUMBER, such as 2024=41804."})
    return int(year), int(children)


def read_start(
    *,
    name: str,
    gss_code: str,
    admin_email: str,
    areas: Sequence[str],
    populations: Sequence[str] = (),
) -> Start:
    """Read what was typed; a ValidationError names the option that is wrong."""
    try:
        validate_email(admin_email)
    except ValidationError as error:
        raise ValidationError({"admin-email": f"{admin_email!r} is not an address."}) from error
    pairs = [pair_of(text, "area") for text in areas]
    if len({area.casefold() for area, _ in pairs}) < len(pairs):
        raise ValidationError({"area": "The same service area is named twice."})
    return Start(
        name=name.strip(),
        gss_code=gss_code.strip().upper(),
        admin_email=admin_email.strip().lower(),
        areas={area: words_of(measures) for area, measures in pairs},
        populations=dict(population_of(text) for text in populations),
    )


def load_reference() -> None:
    """The register, the judgement sets and the measure catalogue. Idempotent."""
    load_register()
    load_judgement_sets()
    load_catalogue()


def measures_named(words: Iterable[str]) -> list[Measure]:
    """The catalogue's measures that these codes and groups name, in catalogue order."""
    catalogue = list(Measure.objects.filter(council=None).order_by("position"))
    wanted = {word.casefold() for word in words}
    known = {name.casefold() for one in catalogue for name in (one.code, one.group)}
    if unknown := sorted(wanted - known):
        raise ValidationError({"area": f"No measure or group of measures: {', '.join(unknown)}."})
    return [one for one in catalogue if {one.code.casefold(), one.group.casefold()} & wanted]


def adopt_all(area: ServiceArea, measures: Sequence[Measure], taken: set[str]) -> None:
    """Adopt measures for one area; a measure is returned by one area only."""
    if twice := sorted(taken & {one.code for one in measures}):
        raise ValidationError({"area": f"Returned by two areas: {', '.join(twice)}."})
    for measure in measures:
        aim = measure.default_target or None
        adopt_measure(council=area.council, measure=measure, area=area, by=None, target=aim)
        taken.add(measure.code)


@transaction.atomic
def set_up_council(start: Start) -> Council:
    """Everything a council needs on its first day, in one transaction."""
    load_reference()
    council = start_council(gss_code=start.gss_code, name=start.name, by=None)
    taken: set[str] = set()
    for area in add_areas(council=council, names=start.areas, by=None):
        adopt_all(area, measures_named(start.areas[area.name]), taken)
    take_populations(council=council, by=None)
    for year, children in start.populations.items():
        set_population(council=council, year=year, children=children, by=None)
    administrator = person_for(email=start.admin_email, name="Administrator", by=None)
    give_role(council=council, user=administrator, role=Role.ADMIN, by=None)
    return council
