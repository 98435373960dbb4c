"""What do practice audits say of these areas: how many cases, and how sure is each share?"""

from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString

from improvement.councils.models import Council
from improvement.evaluation.marks import age_html
from improvement.rules.freshness import Aged


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
    is_independent: bool
    cases: int
    share: str
    interval: str
    moderated: str
    aged: Aged

    @property
    def age_html(self) -> SafeString:
        return age_html(self.aged)


def audits_of(council: Council, today: date) -> tuple[AuditLine, ...]:
    """Every area of every cycle, newest first."""
    return ()
