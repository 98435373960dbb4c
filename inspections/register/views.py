"""Which pages show and change the register of findings?"""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from improvement.councils.access import council_role
from improvement.councils.models import Council, User
from improvement.councils.roles import EDIT_JOURNEY, SEE_JOURNEY
from improvement.ui.lists import render_list
from improvement.ui.xlsxout import download
from inspections import services as inspection_services
from inspections.models import Finding
from inspections.register import services
from inspections.register.counts import status_counts
from inspections.register.filters import FindingFilter
from inspections.register.forms import (
    SAME,
    FindingForm,
    FindingStatusForm,
    RepeatAnswerForm,
    StandingForm,
)
from inspections.register.page import finding_page
from inspections.register.repeats import proposals_for, repeats_page
from inspections.register.selectors import recurrences_of
from inspections.register.strengths import strengths_file, strengths_page
from inspections.register.tables import FindingTable
from inspections.views import add_href, council_step, crumbs_to, keyed, posted, step_to


def finding_of(council: Council, pk: int) -> Finding:
    """A finding of this council with all its page tells, or 404."""
    told = ("inspection", "repeats", "owner", "confirmed_by", "confirmed_by_audit")
    return get_object_or_404(council.findings.select_related(*told), pk=pk)


# --- The register -------------------------------------------------------------------------------


@require_safe
@council_role(*SEE_JOURNEY)
def finding_list(request: HttpRequest, council: Council) -> HttpResponse:
    found = FindingFilter(
        request.GET, council.findings.for_list(), council=council, today=timezone.localdate()
    )
    can_edit = request.access.has(EDIT_JOURNEY)
    return render_list(
        request,
        table_class=FindingTable,
        filterset=found,
        filename=f"{council.slug}-findings",
        template="inspections/finding_list.html",
        table_options={"recurrences": recurrences_of(council), "can_tick": can_edit},
        context=list_words(request, council) | {"counts": status_counts(found, request.GET)},
    )


def list_words(request: HttpRequest, council: Council) -> dict[str, Any]:
    """What stands around the register."""
    return {
        "title": "Findings",
        "crumbs": [council_step(council), ("Findings", "")],
        "intro": "What inspections found, and how far the answer to each has come.",
        "can_edit": request.access.has(EDIT_JOURNEY),
        "list_actions": "inspections/finding_ticked.html",
        "add_href": add_href(request, council, "finding"),
        "add_text": "Add a finding",
        "empty_title": "No finding has been recorded yet",
        "empty_body": "Findings belong to an inspection: record that first.",
    }


@require_safe
@council_role(*SEE_JOURNEY)
def finding_detail(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    finding = finding_of(council, pk)
    can_edit = request.access.has(EDIT_JOURNEY)
    context = {
        "page": finding_page(finding, today=timezone.localdate(), proposing=can_edit),
        "finding": finding,
        "crumbs": crumbs_to(council, "finding", (finding.reference, "")),
        "can_edit": can_edit,
    }
    return render(request, "inspections/finding_detail.html", context)


@council_role(*EDIT_JOURNEY)
def finding_add(request: HttpRequest, council: Council) -> HttpResponse:
    asked = {"inspection": request.GET.get("inspection")}
    form = FindingForm(posted(request), council=council, initial=asked)
    return keyed(
        request,
        form,
        lambda: inspection_services.add_finding(by=request.user, **form.said()),
        told="The finding has been added.",
        onward=after_adding,
        title="Add a finding",
        submit="Add finding",
        crumbs=crumbs_to(council, "finding", ("Add", "")),
        cancel_href=reverse("inspections:finding-list", args=[council.slug]),
    )


@council_role(*EDIT_JOURNEY)
def finding_edit(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    finding = finding_of(council, pk)
    form = FindingForm(posted(request), council=council, instance=finding)
    return keyed(
        request,
        form,
        lambda: inspection_services.change_finding(
            finding=finding, by=request.user, version=form.version, **form.said()
        ),
        fresh=lambda: FindingForm(council=council, instance=finding_of(council, pk)),
        told="The finding has been changed.",
        title="Change this finding",
        crumbs=crumbs_to(council, "finding", step_to(finding), ("Change", "")),
        cancel_href=finding.get_absolute_url(),
    )


@council_role(*EDIT_JOURNEY)
def finding_status(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    finding = finding_of(council, pk)
    if not finding.can_move:
        return redirect(finding)
    form = FindingStatusForm(posted(request), finding=finding)
    return keyed(
        request,
        form,
        lambda: inspection_services.move_finding(finding=finding, by=request.user, **form.move()),
        fresh=lambda: FindingStatusForm(finding=finding_of(council, pk)),
        told=f"The status of {finding.reference} has been changed.",
        title="Change the status of this finding",
        intro=f"{finding.reference} is now: {finding.stage.label}.",
        submit="Save status",
        crumbs=crumbs_to(council, "finding", step_to(finding), ("Status", "")),
        cancel_href=finding.get_absolute_url(),
    )


def after_adding(finding: Finding) -> str:
    """Back to the inspection; where it may repeat an earlier finding, to that question first."""
    if proposals_for(finding):
        return f"{finding.get_absolute_url()}#repeats"
    return finding.inspection.get_absolute_url()


# --- Repeats ------------------------------------------------------------------------------------


@require_safe
@council_role(*EDIT_JOURNEY)
def repeat_list(request: HttpRequest, council: Council) -> HttpResponse:
    context = {
        "page": repeats_page(council),
        "crumbs": crumbs_to(council, "finding", ("Possible repeats", "")),
    }
    return render(request, "inspections/repeat_list.html", context)


@require_POST
@council_role(*EDIT_JOURNEY)
def repeat_answer(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    finding = finding_of(council, pk)
    form = RepeatAnswerForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Choose one of the two buttons again: the answer did not arrive.")
        return redirect(finding)
    earlier = finding_of(council, form.cleaned_data["earlier"])
    try:
        told = answered(form.cleaned_data, finding, earlier, request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, told)
    return redirect(form.onward(council, finding))


def answered(keyed: dict[str, Any], finding: Finding, earlier: Finding, by: User) -> str:
    """Do what was answered; say what was done."""
    if keyed["answer"] == SAME:
        services.link_repeat(finding=finding, earlier=earlier, by=by, version=keyed["version"])
        return f"{finding.reference} is linked to {earlier.reference}: the same matter."
    services.tell_apart(finding=finding, earlier=earlier, by=by)
    return f"{finding.reference} and {earlier.reference} are told apart. Nobody is asked again."


@require_POST
@council_role(*EDIT_JOURNEY)
def repeat_undo(request: HttpRequest, council: Council, pk: int, apart: int) -> HttpResponse:
    finding = finding_of(council, pk)
    told = finding.set_apart.select_related("earlier").filter(pk=apart).first()
    if told is None:
        messages.info(request, "That had been taken back already.")
        return redirect(finding)
    told.finding = finding
    services.take_back(told=told, by=request.user)
    messages.success(request, f"{told.earlier.reference} may be the same matter again.")
    return redirect(finding)


# --- Strengths ----------------------------------------------------------------------------------


@require_safe
@council_role(*SEE_JOURNEY)
def strength_list(request: HttpRequest, council: Council) -> HttpResponse:
    page = strengths_page(council, today=timezone.localdate())
    asked, name = request.GET.get("format", ""), f"{council.slug}-strengths"
    if file := download(asked, name, "Strengths", *strengths_file(page)):
        return file
    context = {
        "page": page,
        "crumbs": crumbs_to(council, "finding", ("Strengths", "")),
        "can_edit": request.access.has(EDIT_JOURNEY),
    }
    return render(request, "inspections/strength_list.html", context)


@council_role(*EDIT_JOURNEY)
def strength_standing(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    finding = strength_of(council, pk)
    form = StandingForm(posted(request), finding=finding)
    return keyed(
        request,
        form,
        lambda: services.record_standing(finding=finding, by=request.user, **form.said()),
        fresh=lambda: StandingForm(finding=strength_of(council, pk)),
        told=f"What is known of {finding.reference} has been recorded.",
        onward=lambda _: reverse("inspections:strength-list", args=[council.slug]),
        title="Does this strength still hold?",
        intro=finding.text,
        crumbs=crumbs_to(council, "finding", step_to(finding), ("Does it still hold?", "")),
        cancel_href=finding.get_absolute_url(),
    )


def strength_of(council: Council, pk: int) -> Finding:
    """A strength of this council; other findings have no such page."""
    finding = finding_of(council, pk)
    if finding.needs_answer:
        raise Http404("Not a strength.")
    return finding
