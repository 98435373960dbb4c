"""Which pages take a section's figures from checked to submitted to approved?"""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from improvement.councils.access import council_role
from improvement.councils.models import Council
from improvement.councils.roles import APPROVE_FIGURES, KEY_FIGURES, SEE_DRAFTS
from improvement.history.selectors import timeline_of
from improvement.history.services import EditConflict
from improvement.rules.month import Month
from improvement.rules.section import SectionStatus
from improvement.ui.errors import ErrorLink
from scorecard.entry.access import Viewer, section_for, to_section
from scorecard.entry.forms import read_version
from scorecard.entry.keeping import unsaved_of
from scorecard.entry.review import review_of
from scorecard.models import Section
from scorecard.services import approve_section, send_back_section, submit_section


@require_safe
@council_role(*SEE_DRAFTS)
def section_check(request: HttpRequest, council: Council, month: Month, area: str) -> HttpResponse:
    """Every figure of the section as it would be submitted; afterwards, as it was."""
    section = section_for(request, council, month, area)
    return render_check(request, section)


def render_check(
    request: HttpRequest, section: Section, refusals: list[str] | None = None, status: int = 200
) -> HttpResponse:
    """The figures, what is missing, and for those who may the button to submit."""
    viewer = Viewer.of(request)
    context = {
        "page": review_of(section),
        "section": section,
        "may_key": viewer.keys(section),
        "may_decide": viewer.decides(section),
        "links": [ErrorLink(message, "") for message in refusals or []],
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
        return render_check(request, section, refusal.messages, status)
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
    request: HttpRequest, section: Section, refusals: list[str] | None = None, status: int = 200
) -> HttpResponse:
    """The figures and the two decisions; what was typed as a reason stays."""
    reason = request.POST.get("reason", "")
    is_reason = bool(refusals) and request.POST.get("decision") == "send_back" and status == 200
    context = {
        "page": review_of(section),
        "section": section,
        "may_key": False,
        "may_decide": Viewer.of(request).decides(section),
        "links": [ErrorLink(one, "#reason" if is_reason else "") for one in refusals or []],
        "reason": reason,
        "reason_error": refusals[0] if is_reason else "",
        "events": timeline_of(section),
    }
    return render(request, "scorecard/section_decide.html", context, status=status)


def decide(request: HttpRequest, section: Section) -> HttpResponse:
    """Carry out the decision on what was shown, or show it again with what forbids it."""
    version = read_version(request.POST.get("version", ""))
    told = {"section": section, "by": request.user, "version": version}
    try:
        if request.POST.get("decision") == "approve":
            approve_section(**told)
            words = f"{section} is approved."
        else:
            send_back_section(reason=request.POST.get("reason", ""), **told)
            words = f"{section} is sent back, with your reason."
    except ValidationError as refusal:
        section.refresh_from_db(fields=["status", "version", "submitted_by", "submitted_at"])
        status = 409 if isinstance(refusal, EditConflict) else 200
        return render_decide(request, section, refusal.messages, status)
    messages.success(request, words)
    return redirect("scorecard:return-detail", section.council.slug, section.month)
