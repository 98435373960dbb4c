"""Which pages show a council's inspections as a history?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from improvement.councils.access import council_role
from improvement.councils.models import Council
from improvement.councils.roles import EDIT_JOURNEY, SEE_JOURNEY
from improvement.ui.xlsxout import download
from inspections.timeline.choice import Choice
from inspections.timeline.exports import GRID_HEADER, HISTORY_HEADER, grid_rows, history_rows
from inspections.timeline.grid import grid_page
from inspections.timeline.history import history_page


@require_safe
@council_role(*SEE_JOURNEY)
def inspection_history(request: HttpRequest, council: Council) -> HttpResponse:
    """Everything external and internal, newest first, and what usually comes next."""
    page = history_page(council, Choice.read(request.GET), timezone.localdate())
    name, asked = f"{council.slug}-inspection-history", request.GET.get("format", "")
    if file := download(asked, name, "Inspection history", HISTORY_HEADER, history_rows(page)):
        return file
    context = {"page": page, "can_edit": request.access.has(EDIT_JOURNEY)}
    return render(request, "inspections/inspection_history.html", context)


@require_safe
@council_role(*SEE_JOURNEY)
def judgement_grid(request: HttpRequest, council: Council) -> HttpResponse:
    """Areas by inspections, framework by framework."""
    page = grid_page(council)
    name, asked = f"{council.slug}-judgements", request.GET.get("format", "")
    if file := download(asked, name, "Judgements", GRID_HEADER, grid_rows(page)):
        return file
    return render(request, "inspections/judgement_grid.html", {"page": page})
