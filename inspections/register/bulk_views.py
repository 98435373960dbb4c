"""How are many findings changed at once: chosen, shown as they would be, then confirmed?"""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from improvement.councils.access import council_role
from improvement.councils.models import Council
from improvement.councils.roles import EDIT_JOURNEY
from inspections.models import Finding
from inspections.register.bulk import summary_of
from inspections.register.bulk_forms import BulkForm, looked_at, ticked
from inspections.register.services import change_findings
from inspections.views import crumbs_to, posted


@council_role(*EDIT_JOURNEY)
def finding_bulk(request: HttpRequest, council: Council) -> HttpResponse:
    """One address for the three steps: what to change, the summary, and confirming it."""
    findings = ticked(council, request.POST or request.GET)
    form = BulkForm(posted(request), council=council, findings=findings)
    if not findings or "again" in request.POST or not form.is_valid():
        return choose_page(request, council, findings, form)
    if "confirm" not in request.POST:
        return summary_page(request, council, findings, form)
    return confirmed(request, council, findings, form)


def confirmed(
    request: HttpRequest, council: Council, findings: list[Finding], form: BulkForm
) -> HttpResponse:
    """Change all that the summary showed; or show it anew, with why nothing was saved."""
    versions = looked_at(findings, request.POST)
    try:
        changed = change_findings(
            council=council, by=request.user, change=form.change(), versions=versions
        )
    except ValidationError as error:
        fresh = ticked(council, request.POST)
        return summary_page(request, council, fresh, form, refusal=" ".join(error.messages))
    told = f"{len(changed)} finding{'s have' if len(changed) != 1 else ' has'} been changed."
    messages.success(request, told)
    return redirect("inspections:finding-list", council.slug)


def choose_page(
    request: HttpRequest, council: Council, findings: list[Finding], form: BulkForm
) -> HttpResponse:
    """What is to change, for the findings that were ticked."""
    return bulk_page(request, council, "choose", findings=findings, form=form)


def summary_page(
    request: HttpRequest,
    council: Council,
    findings: list[Finding],
    form: BulkForm,
    refusal: str = "",
) -> HttpResponse:
    """What would change, finding by finding, to be confirmed."""
    page: dict[str, Any] = {"summary": summary_of(findings, form.change()), "sent": form.sent()}
    page["findings"] = findings
    return bulk_page(
        request, council, "summary", status=409 if refusal else 200, refusal=refusal, **page
    )


def bulk_page(
    request: HttpRequest, council: Council, step: str, *, status: int = 200, **page: Any
) -> HttpResponse:
    """One of the two pages."""
    context = {
        "crumbs": crumbs_to(council, "finding", ("Change many", "")),
        "list_href": reverse("inspections:finding-list", args=[council.slug]),
        **page,
    }
    return render(request, f"inspections/finding_bulk_{step}.html", context, status=status)
