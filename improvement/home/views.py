"""What waits for me, and how does this council's journey stand?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from improvement.councils.access import council_role, memberships_of, public, signed_in
from improvement.councils.models import Council
from improvement.councils.roles import SEE_APPROVED
from improvement.home.selectors import overview_page, work_of


@require_safe
@signed_in
def home(request: HttpRequest) -> HttpResponse:
    """Your work: what is due, sent back, waiting for approval or overdue, council by council."""
    today = timezone.localdate()
    desks = work_of(request.user, memberships_of(request), today)
    return render(request, "home/home.html", {"desks": desks, "today": today})


@require_safe
@council_role(*SEE_APPROVED)
def council_overview(request: HttpRequest, council: Council) -> HttpResponse:
    """The journey on one page; `?journey=whole` tells it from its beginning."""
    whole = request.GET.get("journey") == "whole"
    page = overview_page(council, request.access, timezone.localdate(), whole=whole)
    return render(request, "home/council_overview.html", {"page": page})


@require_safe
@public
def healthz(request: HttpRequest) -> HttpResponse:
    """For a load balancer: does the service answer, with its database?"""
    Council.objects.exists()
    return HttpResponse("ok", content_type="text/plain")
