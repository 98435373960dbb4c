"""Which pages show a council's approved figures?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from improvement.councils.access import council_role
from improvement.councils.models import Council
from improvement.councils.roles import (
    APPROVE_FIGURES,
    EDIT_MEASURES,
    RECORD_CHALLENGE,
    RECORD_CHANGES,
    SEE_APPROVED,
    SEE_DRAFTS,
    SEE_JOURNEY,
)
from improvement.rules.month import Month
from improvement.ui.svg_process import pictures
from scorecard.charts import figure_of
from scorecard.exports import DOWNLOADS
from scorecard.kept import KeptPage
from scorecard.linking import measures_of_open_findings
from scorecard.printed import printed_groups
from scorecard.selectors.forecasting import FORECAST_COLUMNS, forecast_page
from scorecard.selectors.measure import measure_page
from scorecard.selectors.measure_panels import legend_of
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
        href = reverse("scorecard:scorecard-month", args=[council.slug, month])
        query = Choice.read(request.GET).query()
        return redirect(f"{href}?{query}" if query else href)
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
    knows_findings = request.access.has(SEE_JOURNEY)
    choice = Choice.read(request.GET, may_see_findings=knows_findings)
    about = {"month": month, "choice": choice}
    download = DOWNLOADS.get(request.GET.get("format", ""))
    if download:
        page = scorecard_page(council, month)
        return download(narrow(page, choice, linked_to(page, choice)))
    if choice.asks_findings:  # findings change without the scorecard's knowledge: made each time
        main = month_main(council, month, choice, knows_findings=knows_findings)
        return render(request, "scorecard/scorecard_month.html", {**about, "main": main})
    kept = KeptPage(request, council, str(month), choice.query(), str(knows_findings))
    if unchanged := kept.unchanged():
        return unchanged
    main = kept.part(lambda: month_main(council, month, choice, knows_findings=knows_findings))
    page = render(request, "scorecard/scorecard_month.html", {**about, "main": main})
    return kept.marked(page)


def month_main(
    council: Council, month: Month, choice: Choice, *, knows_findings: bool
) -> SafeString:
    """The part of the page that is the same for everyone who may see as much."""
    page = scorecard_page(council, month)
    linked = linked_to(page, choice)
    screen = screen_of(page, choice, linked, may_see_findings=knows_findings)
    shown = narrow(page, choice, linked)
    context = {"page": shown, "screen": screen, "choice": choice, "council": council}
    context["groups"] = printed_groups(shown, screen.as_at, by_group=choice.sort != "theme")
    return render_to_string("scorecard/_month.html", context)


def linked_to(page: ScorecardPage, choice: Choice) -> frozenset[int]:
    """The measures that open findings rely on, where the choice asks. Queries: none otherwise."""
    return measures_of_open_findings(page.council) if choice.asks_findings else frozenset()


@require_safe
@council_role(*SEE_APPROVED)
def measure_detail(request: HttpRequest, council: Council, code: str) -> HttpResponse:
    """One measure: how it stands, its chart and every approved month, its definition."""
    page = measure_page(council, code, roles=request.roles, whole=request.GET.get("all") == "1")
    screen = measure_screen(page, may_amend=request.access.has(APPROVE_FIGURES))
    context = {"page": page, "screen": screen}
    context["may_set_target"] = request.access.has(EDIT_MEASURES)
    context["may_challenge"] = request.access.has(RECORD_CHALLENGE)
    context["may_record_change"] = request.access.has(RECORD_CHANGES)
    return render(request, "scorecard/measure_detail.html", context)


@require_safe
@council_role(*SEE_APPROVED)
def measure_forecast(request: HttpRequest, council: Council, code: str) -> HttpResponse:
    """The next twelve months of a measure, worked out when they are asked for."""
    page = forecast_page(council, code)
    context = {"page": page, "columns": FORECAST_COLUMNS}
    if page.drawing and page.first:
        context["figure"] = figure_of(page.drawing, page.first, page.yardstick)
        context["picture"] = pictures(page.drawing, page.finding)
        context["legend"] = legend_of(page.drawing, target=page.target)
    return render(request, "scorecard/measure_forecast.html", context)
