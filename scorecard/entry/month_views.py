"""Which pages show the calendar of returns, what is late, and one month as a list of tasks?"""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from improvement.councils.access import council_role
from improvement.councils.models import Council
from improvement.councils.roles import ADMINISTER, APPROVE_FIGURES, SEE_DRAFTS
from improvement.history.selectors import timeline_of
from improvement.rules.month import Month
from improvement.ui.editing import edit_page
from improvement.ui.forms import read_day
from scorecard.entry.access import Viewer
from scorecard.entry.calendar import calendar_of
from scorecard.entry.due import DueForm
from scorecard.entry.late import late_csv, late_lines
from scorecard.entry.tasks import return_page
from scorecard.entry.words import uk
from scorecard.models import MonthlyReturn
from scorecard.services import move_due, open_return


@council_role(*SEE_DRAFTS, post=APPROVE_FIGURES)
def return_list(request: HttpRequest, council: Council) -> HttpResponse:
    """The calendar of months; a lead opens one from here."""
    if request.method == "POST":
        return open_month(request, council)
    viewer, year = Viewer.of(request), request.GET.get("year", "")
    chosen = int(year) if year.isascii() and year.isdigit() and len(year) == len("2026") else None
    page = calendar_of(council, viewer, timezone.localdate(), chosen)
    context = {"page": page, "year": chosen, "may_set": request.access.has(ADMINISTER)}
    return render(request, "scorecard/return_list.html", context)


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


@require_safe
@council_role(*SEE_DRAFTS)
def return_late(request: HttpRequest, council: Council) -> HttpResponse:
    """Every overdue section of every open month, on screen or as a download."""
    today = timezone.localdate()
    lines = late_lines(council, Viewer.of(request), today)
    if request.GET.get("format") == "csv":
        return late_csv(council, lines, today)
    return render(request, "scorecard/return_late.html", {"lines": lines, "today": today})


@council_role(*APPROVE_FIGURES)
def return_due_day(request: HttpRequest, council: Council, month: Month) -> HttpResponse:
    """Move the day on which one month is due, with a reason."""
    held = get_object_or_404(MonthlyReturn, council=council, month=month.first_day)
    held.council = council
    if held.is_locked:
        messages.error(request, f"{month.label} is approved: it has no due day to move.")
        return redirect(held)
    move = partial(move_due, held=held, by=request.user, was=read_day(request.POST.get("was", "")))
    form = DueForm(request.POST or None)
    done = f"The due day of {month.label} is moved."
    return edit_page(request, form, move, done=done, **due_context(held))


def due_context(held: MonthlyReturn) -> dict[str, Any]:
    """The page on which a due day is moved: what it is now, and how it came to be."""
    return {
        "template": "scorecard/return_due.html",
        "held": held,
        "month": Month.of(held.month),
        "due": uk(held.due_on),
        "events": timeline_of(held),
    }
