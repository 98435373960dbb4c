"""Which pages show the calendar of returns, and one month as a list of tasks?"""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from improvement.councils.access import council_role
from improvement.councils.models import Council
from improvement.councils.roles import APPROVE_FIGURES, SEE_DRAFTS
from improvement.history.selectors import timeline_of
from improvement.rules.month import Month
from scorecard.entry.access import Viewer
from scorecard.entry.calendar import calendar_of, return_page
from scorecard.models import MonthlyReturn
from scorecard.services import open_return


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
