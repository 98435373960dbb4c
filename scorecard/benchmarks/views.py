"""Which page shows the national benchmarks held, and takes in a newer file?

What is published is the same for every council, so an administrator of any council in use may
take a file in. What they cannot do is change it at will: a file must be declared, read without
one fault, and restate less than a tenth of what is held. Every import leaves an entry.
"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from improvement.councils.access import council_role
from improvement.councils.models import Council
from improvement.councils.published_files import FileFault
from improvement.councils.roles import ADMINISTER, SEE_APPROVED
from scorecard.benchmarks.forms import ReleaseForm
from scorecard.benchmarks.importing import Outcome, import_benchmarks
from scorecard.benchmarks.pages import benchmark_page
from scorecard.benchmarks.report import effects, headline


@council_role(*SEE_APPROVED, post=ADMINISTER)
def benchmark_list(request: HttpRequest, council: Council) -> HttpResponse:
    """What is held, from where; an administrator also sends a newer file."""
    is_sent = request.method == "POST"
    form = ReleaseForm(request.POST, request.FILES) if is_sent else ReleaseForm()
    if is_sent and form.is_valid():
        outcome = taken_in(request, form)
        if outcome:
            told = f"{outcome.source.title}: {headline(outcome)} {effects(outcome)}"
            messages.success(request, told.strip())
            return redirect("scorecard:benchmark-list", council.slug)
    context = {"page": benchmark_page(request.user), "form": form}
    context["may_import"] = request.access.has(ADMINISTER)
    return render(request, "scorecard/benchmark_list.html", context)


def taken_in(request: HttpRequest, form: ReleaseForm) -> Outcome | None:
    """What came of the file; its faults stand on the form."""
    file = form.cleaned_data["file"]
    try:
        return import_benchmarks(
            file_name=file.name, content=file.read(), by=request.user, careful=True
        )
    except FileFault as fault:
        for message in [*fault.faults, "Nothing of this file was taken in."]:
            form.add_error("file", message)
        return None
