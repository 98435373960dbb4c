"""How do tests make several councils that share measures, each with its own figures?"""

from decimal import Decimal

from improvement.councils.models import Council, Population
from improvement.councils.roles import Role
from improvement.rules.month import Month
from scorecard.models import AdoptedMeasure, Measure
from scorecard.services.standings import refresh_standings
from tests.builders import make_area, make_council, make_member, make_user
from tests.scorecard.charted import give, set_target

SEPTEMBER = Month(2026, 9)


def make_shared(code: str, **fields) -> Measure:
    """A measure of the catalogue: a monthly percentage, higher is better, unless told otherwise."""
    told = {
        "name": f"Shared {code}", "group": "Front door", "unit": "percent", "basis": "month",
        "polarity": "higher",
    }  # fmt: skip
    return Measure.objects.create(council=None, code=code, **told | fields)


def use(council: Council, shared: Measure, *, target: str = "", **fields) -> AdoptedMeasure:
    """A council takes up a shared measure."""
    area = council.areas.first() or make_area(council)
    told = {"code": shared.code, "name": shared.name, "group": shared.group}
    adopted = AdoptedMeasure.objects.create(
        council=council, measure=shared, area=area, **told | fields
    )
    if target:
        set_target(adopted, target, Month(2020, 4))
    return adopted


def stand(
    council: Council, shared: Measure, value: object, *, month: Month = SEPTEMBER, **fields
) -> AdoptedMeasure:
    """A council with one approved figure of a shared measure, its standing kept."""
    adopted = use(council, shared, **fields)
    give(adopted, month, None if value is None else Decimal(str(value)))
    refresh_standings(council=council)
    return adopted


def viewer_of(*councils: Council):
    person = make_user()
    for council in councils:
        make_member(council, Role.VIEWER, person)
    return person


def make_peopled(name: str, children: int, **fields) -> Council:
    """A council with a child population."""
    council = make_council(name, **fields)
    Population.objects.create(council=council, year=2025, children=children)
    return council
