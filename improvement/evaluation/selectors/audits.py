"""What do practice audits say of these areas: how many cases, and how sure is each share?

Of each area the council's own last cycle that moderated any of it, and the last independent one.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString

from improvement.councils.models import Council
from improvement.evaluation.marks import age_html
from improvement.evaluation.words import day_words
from improvement.rules.freshness import Aged, aged
from inspections.audits.selectors import AreaPicture, audit_picture


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One area of practice in one audit cycle: its cases, and the share good or better."""

    cycle: int
    name: str
    href: str
    when: str
    day: date
    area: str
    area_name: str
    audited_by: str
    cases: int
    share: str
    interval: str
    moderated: str
    aged: Aged

    @property
    def age_html(self) -> SafeString:
        return age_html(self.aged)


def audits_of(council: Council, today: date) -> tuple[AuditLine, ...]:
    """The latest moderated picture of every area, in the order of the areas. Queries: 1."""
    return tuple(line_of(one, today) for one in audit_picture(council))


def line_of(one: AreaPicture, today: date) -> AuditLine:
    """One area's picture, ready to print."""
    return AuditLine(
        cycle=one.cycle_pk,
        name=one.cycle,
        href=one.href,
        when=f"Ended {day_words(one.as_at)}",
        day=one.as_at,
        area=one.area,
        area_name=one.area_name,
        audited_by=one.audited_by,
        cases=one.n,
        share=one.good.counted if one.good else "No cases",
        interval=f"Likely between {one.good.between}".replace(" to ", " and ") if one.good else "",
        moderated=f"Grades agreed in {one.agreement.counted}" if one.agreement else "",
        aged=aged(one.as_at, today),
    )
