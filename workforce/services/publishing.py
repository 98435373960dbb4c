"""How do the rates of a month become figures of the scorecard?"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction

from improvement.councils.models import Council, User
from improvement.rules.month import Month
from scorecard.services import publish_figures
from scorecard.services.publish import Reading
from workforce.rates import rate_of
from workforce.scorecard_link import PUBLISHED, SOURCE, fed_measures
from workforce.selectors.reading import staffing_of


@dataclass(frozen=True, slots=True)
class PublishedRates:
    """What happened to each measure, by code: written, the same already, or why not."""

    written: tuple[str, ...]
    unchanged: tuple[str, ...]
    left_out: Mapping[str, str]

    def told(self) -> str:
        """In one sentence or two."""
        sent = [*self.written, *self.unchanged]
        first = f"On the scorecard as drafts: {', '.join(sent)}." if sent else "Nothing was sent."
        rest = " ".join(f"{code} was left out: {why}." for code, why in self.left_out.items())
        return f"{first} {rest}".strip()


@transaction.atomic
def publish_rates(*, council: Council, month: Month, by: User | None) -> PublishedRates:
    """Write the month's rates as draft figures of the measures the council has in use.

    A rate that cannot be worked out takes back what was published before. Refused when there is
    nothing to publish or when a section is submitted or approved.
    """
    readings = readings_of(council, month)
    if not readings:
        raise ValidationError(
            "The council uses no measure that the workforce feeds: adopt "
            f"{', '.join(one.code for one in PUBLISHED)} first."
        )
    done = publish_figures(council=council, month=month, readings=readings, source=SOURCE, by=by)
    if done.refused:
        told = [f"{code}: {why}." for code, why in done.refused.items()]
        raise ValidationError(["Nothing was published.", *told])
    left_out = {
        code: "not every team has returned" for code, (top, _) in readings.items() if top is None
    }
    kept = tuple(code for code in done.unchanged if code not in left_out)
    written = tuple(code for code in done.written if code not in left_out)
    return PublishedRates(written, kept, left_out)


def readings_of(council: Council, month: Month) -> dict[str, Reading]:
    """Numerator and denominator for each fed measure, by the council's own code.

    Both are empty where the rate cannot be worked out. Queries: 2.
    """
    rows = staffing_of(council, month)
    rates = {one.code: rate_of(one, rows) for one in PUBLISHED}
    codes = fed_measures(council).values_list("code", "measure__code")
    return {code: (rates[shared].numerator, rates[shared].denominator) for code, shared in codes}
