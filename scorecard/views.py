"""Which pages show a council's approved figures?"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from improvement.councils.access import council_role
from improvement.councils.models import Council
from improvement.councils.roles import (
    APPROVE_FIGURES,
    EDIT_MEASURES,
    RECORD_CHALLENGE,
    SEE_APPROVED,
    SEE_DRAFTS,
)
from improvement.rules.month import Month
from scorecard.charts import measure_figure
from scorecard.exports import DOWNLOADS
from scorecard.selectors.measure import measure_page
from scorecard.selectors.measure_screen import measure_screen
from scorecard.selectors.narrowing import Choice, narrow
from scorecard.selectors.reading import latest_month
from scorecard.selectors.rows import ScorecardPage
from scorecard.selectors.scorecard import scorecard_page
from scorecard.selectors.screen import screen_of


@require_safe
@council_role(*SEE_APPROVED)
def scorecard_latest(request: HttpRequest, council: Council) -> HttpResponse:
    """The month asked for, or the latest approved one, or a page that says there is none."""
    month = asked_month(request) or latest_month(council)
    if month:
        return redirect("scorecard:scorecard-month", council.slug, month)
    may_see_returns = request.access.has(SEE_DRAFTS)
    return render(request, "scorecard/scorecard_none.html", {"may_see_returns": may_see_returns})


def asked_month(request: HttpRequest) -> Month | None:
    """The month chosen in the picker, if it is one."""
    try:
        return Month.parse(request.GET.get("month", ""))
    except ValueError:
        return None


@require_safe
@council_role(*SEE_APPROVED)
def scorecard_month(request: HttpRequest, council: Council, month: Month) -> HttpResponse:
    """One month's scorecard on screen, or the same rows as a download."""
    choice = Choice.read(request.GET)
    page = scorecard_page(council, month)
    download = DOWNLOADS.get(request.GET.get("format", ""))
    if download:
        return download(narrow(page, choice))
    return render(request, "scorecard/scorecard_month.html", month_context(page, choice))


def month_context(page: ScorecardPage, choice: Choice) -> dict[str, Any]:
    return {"page": narrow(page, choice), "screen": screen_of(page, choice), "choice": choice}


@require_safe
@council_role(*SEE_APPROVED)
def measure_detail(request: HttpRequest, council: Council, code: str) -> HttpResponse:
    """One measure: how it stands, its chart and every approved month, its definition."""
    page = measure_page(council, code)
    figure = measure_figure(page) if page.points else None
    screen = measure_screen(page, may_amend=request.access.has(APPROVE_FIGURES))
    context = {"page": page, "screen": screen, "figure": figure}
    context["may_set_target"] = request.access.has(EDIT_MEASURES)
    context["may_challenge"] = request.access.has(RECORD_CHALLENGE)
    return render(request, "scorecard/measure_detail.html", context)
