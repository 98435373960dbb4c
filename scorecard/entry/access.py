"""Which sections of a return may this person see, key and decide on?"""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from improvement.councils.access import Access
from improvement.councils.models import Council, ServiceArea, User
from improvement.councils.roles import APPROVE_FIGURES, KEY_FIGURES, SEE_DRAFTS, Role
from improvement.rules.month import Month
from improvement.rules.section import SectionStatus, may_decide, may_key
from scorecard.models import Section

SEE_EVERY_AREA = SEE_DRAFTS - {Role.OFFICER}
KEY_EVERY_AREA = KEY_FIGURES - {Role.OFFICER}
OTHER_AREA = "This section belongs to another service area than yours."


@dataclass(frozen=True)
class Viewer:
    """A person at a council, and what they may do with a section."""

    user: User
    access: Access

    @classmethod
    def of(cls, request: HttpRequest) -> "Viewer":
        return cls(request.user, request.access)

    def areas(self, field: str = "area") -> Q:
        """A condition that leaves only the areas this person sees."""
        if self.access.has(SEE_EVERY_AREA):
            return Q()
        return Q(**{f"{field}__in": self.access.own_area_ids})

    @property
    def may_open(self) -> bool:
        return self.access.has(APPROVE_FIGURES)

    def sees(self, area: ServiceArea) -> bool:
        return self.access.covers(area, freely=SEE_EVERY_AREA)

    def keys(self, section: Section) -> bool:
        """May they key it, now?"""
        status = SectionStatus(section.status)
        return may_key(status) and self.access.covers(section.area, freely=KEY_EVERY_AREA)

    def decides(self, section: Section) -> bool:
        """May they approve it or send it back, now?"""
        if not self.access.has(APPROVE_FIGURES):
            return False
        return may_decide(SectionStatus(section.status), section.submitted_by_id, self.user.pk)

    def is_stand_in(self, section: Section) -> bool:
        """Is it sent back to an officer, while they may key it for every area's sake?"""
        is_back = section.status == SectionStatus.SENT_BACK
        is_own = section.area_id in self.access.own_area_ids
        return is_back and not is_own and section.submitted_by_id != self.user.pk

    def amends(self, section: Section) -> bool:
        """May they ask for one of its figures, approved before, to be put right?"""
        return self.access.has(APPROVE_FIGURES) and section.status == SectionStatus.APPROVED

    def wrote(self, section: Section) -> bool:
        """Is it waiting for someone else's approval of their own submission?"""
        submitted = section.status == SectionStatus.SUBMITTED
        return submitted and section.submitted_by_id == self.user.pk


def section_for(
    request: HttpRequest, council: Council, month: Month, area: str, *, to_key: bool = False
) -> Section:
    """The section at this address, for someone whose area it is. Queries: 1, and 1 for officers."""
    section = get_object_or_404(Section.objects.of_month(council, month), area__slug=area)
    section.council = section.monthly_return.council = council
    freely = KEY_EVERY_AREA if to_key else SEE_EVERY_AREA
    if not request.access.covers(section.area, freely=freely):
        raise PermissionDenied(OTHER_AREA)
    return section


def to_section(view: str, section: Section) -> HttpResponse:
    """On to another page of the same section."""
    return redirect(f"scorecard:{view}", section.council.slug, section.month, section.area.slug)
