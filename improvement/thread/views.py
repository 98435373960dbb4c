"""Which page shows where the golden thread breaks?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from improvement.councils.access import council_role
from improvement.councils.models import Council
from improvement.councils.roles import SEE_JOURNEY
from improvement.thread.selectors import CSV_HEADER, broken_threads
from improvement.ui.csvout import csv_response


@require_safe
@council_role(*SEE_JOURNEY)
def broken_list(request: HttpRequest, council: Council) -> HttpResponse:
    """Every break, on screen or as CSV."""
    page = broken_threads(council, timezone.localdate())
    if request.GET.get("format") == "csv":
        return csv_response(f"{council.slug}-broken-threads", CSV_HEADER, page.csv_rows())
    return render(request, "thread/broken_list.html", {"page": page})
