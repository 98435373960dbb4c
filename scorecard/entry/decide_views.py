"""Which pages take a section's figures from checked to submitted to approved?"""

from collections.abc import Sequence

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from improvement.councils.access import council_role
from improvement.councils.models import Council, User
from improvement.councils.roles import APPROVE_FIGURES, KEY_FIGURES, SEE_DRAFTS
from improvement.history.selectors import timeline_of
from improvement.history.services import EditConflict
from improvement.rules.month import Month
from improvement.rules.section import SectionStatus, may_decide
from improvement.ui.errors import ErrorLink
from scorecard.entry.access import Viewer, section_for, to_section
from scorecard.entry.decision import Decision, refusal_links
from scorecard.entry.forms import read_version
from scorecard.entry.keeping import unsaved_of
from scorecard.entry.review import review_of
from scorecard.models import Section
from scorecard.services import approve_section, send_back_section, submit_section
from scorecard.services.sections import has_keyed


@require_safe
@council_role(*SEE_DRAFTS)
def section_check(request: HttpRequest, council: Council, month: Month, area: str) -> HttpResponse:
    """Every figure of the section as it would be submitted; afterwards, as it was."""
    section = section_for(request, council, month, area)
    return render_check(request, section)


def render_check(
    request: HttpRequest, section: Section, links: Sequence[ErrorLink] = (), status: int = 200
) -> HttpResponse:
    """The figures, what is missing, and for those who may the button to submit."""
    viewer = Viewer.of(request)
    context = {
        "page": review_of(section),
        "section": section,
        "may_key": viewer.keys(section),
        "may_decide": viewer.decides(section),
        "may_amend": viewer.amends(section),
        "links": links,
        "events": timeline_of(section),
        "unsaved": unsaved_of(section, request.user),
    }
    return render(request, "scorecard/section_check.html", context, status=status)


@council_role(*KEY_FIGURES)
@require_POST
def section_submit(request: HttpRequest, council: Council, month: Month, area: str) -> HttpResponse:
    """Hand the section over, as it was shown."""
    section = section_for(request, council, month, area, to_key=True)
    version = read_version(request.POST.get("version", ""))
    try:
        submit_section(section=section, by=request.user, version=version)
    except ValidationError as refusal:
        section = section_for(request, council, month, area, to_key=True)
        status = 409 if isinstance(refusal, EditConflict) else 200
        return render_check(request, section, refusal_links(section, refusal), status)
    messages.success(request, f"{section} is submitted. Another person now approves it.")
    return redirect("scorecard:return-detail", council.slug, month)


@council_role(*APPROVE_FIGURES)
def section_decide(request: HttpRequest, council: Council, month: Month, area: str) -> HttpResponse:
    """A submitted section before a second person: approve it, or send it back with a reason."""
    section = section_for(request, council, month, area)
    if request.method == "POST":
        return decide(request, section)
    if section.status != SectionStatus.SUBMITTED:
        return to_section("section-check", section)
    return render_decide(request, section)


def render_decide(
    request: HttpRequest, section: Section, decision: Decision | None = None, status: int = 200
) -> HttpResponse:
    """The figures and the two decisions; whatever was typed stays in its box."""
    decision = decision or Decision()
    viewer = Viewer.of(request)
    is_second = viewer.decides(section)
    context = {
        "page": decision.on(review_of(section)),
        "section": section,
        "may_key": False,
        "may_decide": is_second,
        "may_approve": is_second and not has_keyed(section, request.user),
        "decision": decision,
        "links": decision.links,
        "events": timeline_of(section),
    }
    return render(request, "scorecard/section_decide.html", context, status=status)


def decide(request: HttpRequest, section: Section) -> HttpResponse:
    """Carry out the decision on what was shown, or show it again with what forbids it."""
    decision = Decision.read(section, request.POST)
    try:
        words = carry_out(section, decision, request.user)
    except ValidationError as refusal:
        decision.refuse(refusal)
        section.refresh_from_db(fields=["status", "version", "submitted_by", "submitted_at"])
        status = 409 if isinstance(refusal, EditConflict) else 200
        return render_decide(request, section, decision, status)
    messages.success(request, words)
    return redirect("scorecard:return-detail", section.council.slug, section.month)


def carry_out(section: Section, decision: Decision, by: User) -> str:
    """Approve or send back; what was done, in words."""
    if decision.is_approval:
        if may_decide(SectionStatus(section.status), section.submitted_by_id, by.pk):
            decision.refuse_doubt()
        approve_section(section=section, by=by, version=decision.version)
        return f"{section} is approved."
    send_back_section(
        section=section,
        reason=decision.reason,
        asked=decision.asked,
        by=by,
        version=decision.version,
    )
    return f"{section} is sent back, with what has to change."
