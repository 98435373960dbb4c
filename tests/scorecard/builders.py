"""How do tests make a council's measures, and a return that is open?"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import count

from improvement.councils.models import Council, ServiceArea
from improvement.rules.month import Month, months_between
from improvement.rules.value import Unit
from scorecard.models import AdoptedMeasure, Measure, MonthlyReturn, Section
from scorecard.services import (
    Entry,
    adopt_measure,
    key_section,
    load_approved_figures,
    open_return,
)

OCTOBER = Month(2026, 10)
MID_NOVEMBER = date(2026, 11, 12)
codes = count(1)


def make_measure(area: ServiceArea, *, unit: Unit = Unit.PERCENT, **fields) -> AdoptedMeasure:
    """A measure in use in an area: a percentage keyed as two numbers, unless told otherwise."""
    number = next(codes)
    pair = "denominator_label" in fields or unit is Unit.PERCENT
    definition = {
        "code": f"TT{number}",
        "name": f"Test measure {number}",
        "group": "Tests",
        "unit": unit,
        "basis": "month",
        "polarity": "higher",
        "numerator_label": "Done",
        "denominator_label": "Due" if pair else "",
        "position": number,
    }
    own = {key: fields.pop(key) for key in ("target", "target_from", "baseline") if key in fields}
    measure = Measure.objects.create(council=area.council, **definition | fields)
    return adopt_measure(council=area.council, measure=measure, area=area, by=None, **own)


def make_return(council: Council, month: Month = OCTOBER, **fields) -> MonthlyReturn:
    return open_return(council=council, month=month, **{"today": MID_NOVEMBER, **fields})


def section_of(council: Council, area: ServiceArea, month: Month = OCTOBER) -> Section:
    """The area's section, read afresh."""
    return Section.objects.of_month(council, month).select_related("council").get(area=area)


def pair(numerator: object, denominator: object = None, **fields) -> Entry:
    """An entry from plain numbers."""
    return Entry(
        numerator=None if numerator is None else Decimal(str(numerator)),
        denominator=None if denominator is None else Decimal(str(denominator)),
        **fields,
    )


@dataclass
class Desk:
    """An area with measures and its open section: what an officer finds on the 1st."""

    council: Council
    area: ServiceArea
    measures: list[AdoptedMeasure]

    @property
    def section(self) -> Section:
        return section_of(self.council, self.area)

    def key(self, *entries: Entry, by) -> int:
        """Key the measures in order."""
        held = self.section
        given = dict(zip(self.measures, entries, strict=False))
        return key_section(section=held, entries=given, by=by, version=held.version)


def make_desk(area: ServiceArea, count: int = 2, **fields) -> Desk:
    measures = [make_measure(area, **fields) for _ in range(count)]
    make_return(area.council)
    return Desk(area.council, area, measures)


def past(council, cast, measure: AdoptedMeasure, values: list, last: Month = OCTOBER) -> None:
    """Earlier months of one measure, newest last, just before a month; None for a gap."""
    months = months_between(last.plus(-len(values)), last.previous)
    for month, value in zip(months, values, strict=True):
        rows = {measure.code: Entry(value=Decimal(str(value)))} if value is not None else {}
        load_approved_figures(
            council=council,
            month=month,
            rows=rows,
            submitted_by=cast.officer,
            approved_by=cast.lead,
        )
