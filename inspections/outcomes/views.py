"""Which pages show how authorities were judged, and take in what was published?

The register belongs to the person, not to one council: whoever has a council may read it. An
administrator of any council in use may send a file; it must be without a fault, and restate less
than a tenth of what is held.
"""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from improvement.councils.access import council_role, memberships_of, signed_in
from improvement.councils.models import Council
from improvement.councils.published_files import FileFault
from improvement.councils.roles import ADMINISTER
from inspections.outcomes.exports import TEMPLATE, outcome_download, template_file
from inspections.outcomes.forms import OutcomesForm
from inspections.outcomes.importing import Import, import_outcomes, report_lines
from inspections.outcomes.standing import standing_page


@require_safe
@signed_in
def outcome_list(request: HttpRequest) -> HttpResponse:
    """Judgement areas across authorities, on screen or as a download."""
    own = {one.council.pk: one.council for one in memberships_of(request)}
    if not own:
        raise Http404("No council of yours.")
    page = standing_page(list(own.values()), request.GET)
    if file := outcome_download(request.GET.get("format", ""), page):
        return file
    context = {"page": page, "import_href": import_href(request)}
    return render(request, "inspections/outcome_list.html", context)


def import_href(request: HttpRequest) -> str:
    """Where an administrator sends a file; nowhere for everyone else."""
    administered = [one for one in memberships_of(request) if one.role in ADMINISTER]
    if not administered:
        return ""
    return reverse("inspections:outcome-import", args=[administered[0].council.slug])


@council_role(*ADMINISTER)
def outcome_import(request: HttpRequest, council: Council) -> HttpResponse:
    """Take in a file of published outcomes, whole or not at all; `?format=csv` is its template."""
    is_sent = request.method == "POST"
    if not is_sent and request.GET.get("format") == "csv":
        return template_file()
    form = OutcomesForm(request.POST, request.FILES) if is_sent else OutcomesForm()
    if is_sent and form.is_valid() and (done := taken_in(request, form)):
        messages.success(request, " ".join(report_lines(done)))
        return redirect("outcomes:outcome-list")
    context = {"form": form, "columns": TEMPLATE}
    return render(request, "inspections/outcome_import.html", context)


def taken_in(request: HttpRequest, form: OutcomesForm) -> Import | None:
    """What came of the file; its faults stand on the form."""
    file = form.cleaned_data["file"]
    try:
        return import_outcomes(
            file_name=file.name, content=file.read(), by=request.user, careful=True
        )
    except FileFault as fault:
        for message in fault.faults:
            form.add_error("file", message)
        return None
