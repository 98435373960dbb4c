"""Which pages show several councils side by side, and to whom?

Only councils that the reader is a member of: every role sees approved figures, and nobody sees
another council's.
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from improvement.councils.access import memberships_of, signed_in
from improvement.councils.models import Council
from improvement.councils.roles import SEE_APPROVED
from scorecard.compare.across import across_page
from scorecard.compare.choice import Choice
from scorecard.compare.exports import ACROSS_DOWNLOADS, HEAT_DOWNLOADS
from scorecard.compare.heat import heat_page


def own_councils(request: HttpRequest) -> list[Council]:
    """Every council whose approved figures the person may see; 404 for somebody with none."""
    own = {
        one.council.pk: one.council for one in memberships_of(request) if one.role in SEE_APPROVED
    }
    if not own:
        raise Http404("No council of yours to compare.")
    return list(own.values())


@require_safe
@signed_in
def heat_map(request: HttpRequest) -> HttpResponse:
    """Councils by measures, on screen or as a download."""
    councils = own_councils(request)
    choice = Choice.read(request.GET, councils)
    page = heat_page(councils, choice)
    if download := HEAT_DOWNLOADS.get(request.GET.get("format", "")):
        return download(page)
    return render(request, "scorecard/compare.html", {"page": page, "choice": choice})


@require_safe
@signed_in
def measure_across(request: HttpRequest, code: str) -> HttpResponse:
    """One measure across councils, on screen or as a download."""
    councils = own_councils(request)
    choice = Choice.read(request.GET, councils)
    page = across_page(councils, code, choice)
    if page is None:
        raise Http404("None of your councils uses such a measure.")
    if download := ACROSS_DOWNLOADS.get(request.GET.get("format", "")):
        return download(page)
    return render(request, "scorecard/compare_measure.html", {"page": page, "choice": choice})
