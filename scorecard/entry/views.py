"""Which pages take a month's figures from the first number typed to the last approval?"""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from improvement.councils.access import council_role
from improvement.councils.models import Council
from improvement.councils.roles import APPROVE_FIGURES, KEY_FIGURES, SEE_DRAFTS
from improvement.history.selectors import timeline_of
from improvement.history.services import EditConflict
from improvement.rules.month import Month
from improvement.rules.section import SectionStatus, may_key
from improvement.ui.errors import ErrorLink
from scorecard.entry.access import Viewer, section_for
from scorecard.entry.calendar import calendar_of, return_page
from scorecard.entry.forms import SheetForm, read_version
from scorecard.entry.pages import keyed_page, saved_words
from scorecard.entry.review import review_of
from scorecard.entry.sheet import measures_of, sheet_of
from scorecard.models import MonthlyReturn, Section
from scorecard.services import (
    approve_section,
    key_section,
    open_return,
    send_back_section,
    submit_section,
)


@council_role(*SEE_DRAFTS, post=APPROVE_FIGURES)
def return_list(request: HttpRequest, council: Council) -> HttpResponse:
    """The calendar of months; a lead opens one from here."""
    if request.method == "POST":
        return open_month(request, council)
    viewer, year = Viewer.of(request), request.GET.get("year", "")
    chosen = int(year) if year.isascii() and year.isdigit() and len(year) == len("2026") else None
    page = calendar_of(council, viewer, timezone.localdate(), chosen)
    return render(request, "scorecard/return_list.html", {"page": page, "year": chosen})


def open_month(request: HttpRequest, council: Council) -> HttpResponse:
    """Open the month asked for, or say why it cannot be."""
    try:
        month = Month.parse(request.POST.get("month", ""))
        open_return(council=council, month=month, by=request.user)
    except (ValueError, ValidationError) as refusal:
        words = getattr(refusal, "messages", [str(refusal)])
        messages.error(request, words[0])
        return redirect("scorecard:return-list", council.slug)
    messages.success(request, f"The return for {month.label} is open.")
    return redirect("scorecard:return-detail", council.slug, month)


@require_safe
@council_role(*SEE_DRAFTS)
def return_detail(request: HttpRequest, council: Council, month: Month) -> HttpResponse:
    """One month as a list of tasks, a section each."""
    held = get_object_or_404(MonthlyReturn, council=council, month=month.first_day)
    held.council = council
    page = return_page(held, Viewer.of(request), timezone.localdate())
    context = {"page": page, "events": timeline_of(held)}
    return render(request, "scorecard/return_detail.html", context)


@council_role(*KEY_FIGURES)
def section_key(request: HttpRequest, council: Council, month: Month, area: str) -> HttpResponse:
    """The sheet on which a section's figures are keyed."""
    section = section_for(request, council, month, area, to_key=True)
    if request.method == "POST":
        return save_sheet(request, section)
    if not may_key(SectionStatus(section.status)):
        return to_section("section-check", section)
    sheet = sheet_of(section, measures_of(section))
    return render(request, "scorecard/section_key.html", {"sheet": sheet, "section": section})


def save_sheet(request: HttpRequest, section: Section) -> HttpResponse:
    """Save a draft and go on; or show the same sheet, every word still in its box."""
    measures = measures_of(section)
    form = SheetForm(measures, section.month, request.POST)
    status = 200
    try:
        if form.is_valid:
            changed = key_section(
                section=section, entries=form.entries, by=request.user, version=form.version
            )
            messages.success(request, saved_words(changed))
            goes_on = request.POST.get("then") == "check"
            return to_section("section-check" if goes_on else "section-key", section)
    except EditConflict:
        status = 409
    except ValidationError as refusal:
        form.refuse(refusal.messages)
        status = 200 if may_key(SectionStatus(section.status)) else 409
    sheet = keyed_page(section, measures, form, is_conflict=status == 409)
    context = {"sheet": sheet, "section": sheet.section}
    return render(request, "scorecard/section_key.html", context, status=status)


def to_section(view: str, section: Section) -> HttpResponse:
    """On to another page of the same section."""
    return redirect(f"scorecard:{view}", section.council.slug, section.month, section.area.slug)


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
