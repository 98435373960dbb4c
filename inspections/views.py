"""Which pages show and change inspections and judgements?"""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from improvement.councils.access import council_role
from improvement.councils.models import Council
from improvement.councils.roles import EDIT_JOURNEY, SEE_JOURNEY
from improvement.ui.lists import render_list
from inspections import services
from inspections.filters import InspectionFilter
from inspections.forms import InspectionForm, JudgementsForm, accepted
from inspections.models import Finding, Inspection
from inspections.selectors import inspection_page
from inspections.tables import InspectionTable

Crumbs = list[tuple[str, str]]


# --- What the views share -----------------------------------------------------------------------


def inspection_of(council: Council, pk: int) -> Inspection:
    """An inspection of this council, or 404."""
    return get_object_or_404(council.inspections.select_related("judgement_set", "follows"), pk=pk)


def finding_of(council: Council, pk: int) -> Finding:
    """A finding of this council, or 404."""
    return get_object_or_404(council.findings.select_related("inspection", "repeats"), pk=pk)


def crumbs_to(council: Council, noun: str, *steps: tuple[str, str]) -> Crumbs:
    """The way here: council, list, and what lies between."""
    listed = (f"{noun.capitalize()}s", reverse(f"inspections:{noun}-list", args=[council.slug]))
    return [council_step(council), listed, *steps]


def council_step(council: Council) -> tuple[str, str]:
    """The first step of the way to every page of a council."""
    return council.called, council.get_absolute_url()


def step_to(thing: Inspection | Finding) -> tuple[str, str]:
    """A step of the way here: an inspection by name, a finding by reference."""
    name = thing.called if isinstance(thing, Inspection) else thing.reference
    return name, thing.get_absolute_url()


def posted(request: HttpRequest) -> Any:
    """What was sent; None when the page is only being opened."""
    return request.POST if request.method == "POST" else None


def keyed(
    request: HttpRequest,
    form: Any,
    save: Callable[[], Any],
    *,
    told: str,
    fresh: Callable[[], Any] | None = None,
    onward: Callable[[Any], Any] = lambda saved: saved,
    **page: Any,
) -> HttpResponse:
    """Save what was sent and go on; or show the form, 409 when someone else saved first."""
    if form.is_bound and (saved := accepted(form, save, fresh)):
        messages.success(request, told)
        return redirect(onward(saved))
    status = 409 if form.is_conflict else 200
    return render(request, "components/form_page.html", {"form": form, **page}, status=status)


def add_href(request: HttpRequest, council: Council, noun: str, verb: str = "add") -> str:
    """Where to add one; nowhere for those who may not."""
    if not request.access.has(EDIT_JOURNEY):
        return ""
    return reverse(f"inspections:{noun}-{verb}", args=[council.slug])


# --- Inspections --------------------------------------------------------------------------------


def list_intro(council: Council) -> SafeString:
    """What the list holds, and where else the same is told."""
    return format_html(
        "Inspections, visits, reviews and audits, newest first. See them as "
        '<a class="govuk-link" href="{}">a history with what comes next</a>, their '
        '<a class="govuk-link" href="{}">judgements over time</a>, or the '
        '<a class="govuk-link" href="{}">letters</a> they were read from.',
        reverse("inspections:inspection-history", args=[council.slug]),
        reverse("inspections:judgement-grid", args=[council.slug]),
        reverse("inspections:letter-list", args=[council.slug]),
    )


@require_safe
@council_role(*SEE_JOURNEY)
def inspection_list(request: HttpRequest, council: Council) -> HttpResponse:
    rows = council.inspections.for_list()
    return render_list(
        request,
        table_class=InspectionTable,
        filterset=InspectionFilter(request.GET, rows, council=council),
        filename=f"{council.slug}-inspections",
        context={
            "title": "Inspections",
            "crumbs": [council_step(council), ("Inspections", "")],
            "intro": list_intro(council),
            "add_href": add_href(request, council, "letter", "upload"),
            "add_text": "Upload a letter",
            "empty_title": "No inspection has been recorded yet",
            "empty_body": "Upload the letter of the last inspection first: its findings are where "
            "plans start.",
        },
    )


@require_safe
@council_role(*SEE_JOURNEY)
def inspection_detail(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    inspection, can_edit = inspection_of(council, pk), request.access.has(EDIT_JOURNEY)
    context = {
        "page": inspection_page(inspection, timezone.localdate(), proposing=can_edit),
        "inspection": inspection,
        "crumbs": crumbs_to(council, "inspection", (inspection.called, "")),
        "can_edit": can_edit,
    }
    return render(request, "inspections/inspection_detail.html", context)


@council_role(*EDIT_JOURNEY)
def inspection_add(request: HttpRequest, council: Council) -> HttpResponse:
    form = InspectionForm(posted(request), council=council)
    return keyed(
        request,
        form,
        lambda: services.add_inspection(council=council, by=request.user, **form.said()),
        told="The inspection has been added.",
        title="Add an inspection",
        submit="Add inspection",
        crumbs=crumbs_to(council, "inspection", ("Add", "")),
        cancel_href=reverse("inspections:inspection-list", args=[council.slug]),
    )


@council_role(*EDIT_JOURNEY)
def inspection_edit(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    inspection = inspection_of(council, pk)
    form = InspectionForm(posted(request), council=council, instance=inspection)
    return keyed(
        request,
        form,
        lambda: services.change_inspection(
            inspection=inspection, by=request.user, version=form.version, **form.said()
        ),
        fresh=lambda: InspectionForm(council=council, instance=inspection_of(council, pk)),
        told="The inspection has been changed.",
        title="Change this inspection",
        crumbs=crumbs_to(council, "inspection", step_to(inspection), ("Change", "")),
        cancel_href=inspection.get_absolute_url(),
    )


@council_role(*EDIT_JOURNEY)
def inspection_judgements(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    inspection = graded_inspection(council, pk)
    form = JudgementsForm(posted(request), inspection=inspection)
    return keyed(
        request,
        form,
        lambda: services.record_judgements(
            inspection=inspection, by=request.user, version=form.version, grades=form.grades()
        ),
        fresh=lambda: JudgementsForm(inspection=graded_inspection(council, pk)),
        told="The judgements have been saved.",
        title="Judgements",
        intro=f"{inspection}: {inspection.judgement_set}.",
        submit="Save judgements",
        crumbs=crumbs_to(council, "inspection", step_to(inspection), ("Judgements", "")),
        cancel_href=inspection.get_absolute_url(),
    )


def graded_inspection(council: Council, pk: int) -> Inspection:
    """An inspection whose framework gives grades; the others have no such page."""
    inspection = inspection_of(council, pk)
    if not inspection.is_graded:
        raise Http404("This inspection gives no grades.")
    return inspection
