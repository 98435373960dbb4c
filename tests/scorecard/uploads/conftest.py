"""Who uploads what? An area with a pair, a count, a rate and a percentage keyed as one number."""

from dataclasses import dataclass

import pytest

from improvement.councils.models import Council, ServiceArea
from improvement.rules.value import Unit
from scorecard.models import AdoptedMeasure, Section
from scorecard.uploads.desk import Desk, desk_of
from tests.scorecard.builders import OCTOBER, make_measure, make_return, section_of


@dataclass
class Office:
    """A council's open month, and its measures by what they take."""

    council: Council
    area: ServiceArea
    pair: AdoptedMeasure
    count: AdoptedMeasure
    share: AdoptedMeasure
    days: AdoptedMeasure

    @property
    def measures(self) -> list[AdoptedMeasure]:
        return [self.pair, self.count, self.share, self.days]

    @property
    def section(self) -> Section:
        return section_of(self.council, self.area)

    def desk(self, *own: ServiceArea) -> Desk:
        """The month as someone sees it who keys these areas, or all of them."""
        return desk_of(self.council, OCTOBER, [one.pk for one in own] if own else None)

    def stored(self, measure: AdoptedMeasure):
        return measure.figures.filter(month=OCTOBER.first_day).first()

    def told(self) -> dict[str, tuple]:
        """Everything stored of the month, by code."""
        rows = self.section.figures.select_related("measure")
        return {
            one.measure.code: (one.numerator, one.denominator, one.missing, one.comment)
            for one in rows
        }


@pytest.fixture
def office(council, area) -> Office:
    office = Office(
        council=council,
        area=area,
        pair=make_measure(area, code="PA1", name="Visits in time"),
        count=make_measure(area, code="CO1", name="Referrals", unit=Unit.COUNT),
        share=make_measure(
            area, code="SH1", name="Share of posts", unit=Unit.PERCENT, denominator_label="",
            is_whole=False, decimals=1,
        ),
        days=make_measure(
            area, code="DA1", name="Days to decide", unit=Unit.DAYS, is_whole=False, decimals=1
        ),
    )  # fmt: skip
    make_return(council)
    return office
