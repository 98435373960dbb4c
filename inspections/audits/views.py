"""Which pages show audit cycles, take in their results and themes, and draw the trend?"""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from improvement.councils.access import council_role
from improvement.councils.models import Council
from improvement.councils.roles import EDIT_JOURNEY, SEE_JOURNEY
from improvement.practice import practice_areas, practice_name
from improvement.ui.lists import render_list
from inspections.audits import services
from inspections.audits.counts import AreaCounts
from inspections.audits.filters import CycleFilter
from inspections.audits.forms import CycleForm, MatrixForm, RemoveForm, ThemeForm
from inspections.audits.pages import area_choices, area_href, cycle_page
from inspections.audits.querysets import cycles_for_list
from inspections.audits.selectors import counts_in
from inspections.audits.tables import CycleTable
from inspections.audits.trend import trend_page
from inspections.forms import accepted
from inspections.models import AuditCycle
from inspections.views import Crumbs, council_step, keyed, posted

# --- What the views share -----------------------------------------------------------------------


def cycle_of(council: Council, pk: int) -> AuditCycle:
    """A cycle of this council, or 404."""
    cycle = get_object_or_404(council.audit_cycles.select_related("inspection"), pk=pk)
    cycle.council = council
    return cycle


def crumbs_to(council: Council, *steps: tuple[str, str]) -> Crumbs:
    """The way here: council, audits, and what lies between."""
    listed = ("Audits", reverse("inspections:cycle-list", args=[council.slug]))
    return [council_step(council), listed, *steps]


def step_to(cycle: AuditCycle) -> tuple[str, str]:
    """A step of the way here."""
    return cycle.name, cycle.get_absolute_url()


# --- Cycles -------------------------------------------------------------------------------------


@require_safe
@council_role(*SEE_JOURNEY)
def cycle_list(request: HttpRequest, council: Council) -> HttpResponse:
    adding = request.access.has(EDIT_JOURNEY)
    return render_list(
        request,
        table_class=CycleTable,
        filterset=CycleFilter(request.GET, cycles_for_list(council), council=council),
        filename=f"{council.slug}-audits",
        template="inspections/cycle_list.html",
        context={
            "title": "Audits",
            "crumbs": [council_step(council), ("Audits", "")],
            "intro": "Rounds of quality-assurance audits of practice, newest first.",
            "add_href": reverse("inspections:cycle-add", args=[council.slug]) if adding else "",
            "add_text": "Add a cycle",
            "empty_title": "No audit cycle has been recorded yet",
            "empty_body": "Record the last round of audits: its grades show how good practice is.",
        },
    )


@require_safe
@council_role(*SEE_JOURNEY)
def cycle_trend(request: HttpRequest, council: Council) -> HttpResponse:
    context = {
        "page": trend_page(council, request.GET.get("programme", "")),
        "crumbs": crumbs_to(council, ("Trend", "")),
    }
    return render(request, "inspections/cycle_trend.html", context)


@require_safe
@council_role(*SEE_JOURNEY)
def cycle_detail(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    cycle = cycle_of(council, pk)
    context = {
        "page": cycle_page(cycle),
        "cycle": cycle,
        "crumbs": crumbs_to(council, (cycle.name, "")),
        "can_edit": request.access.has(EDIT_JOURNEY),
    }
    return render(request, "inspections/cycle_detail.html", context)


@council_role(*EDIT_JOURNEY)
def cycle_add(request: HttpRequest, council: Council) -> HttpResponse:
    form = CycleForm(posted(request), council=council)
    return keyed(
        request,
        form,
        lambda: services.add_cycle(council=council, by=request.user, **form.said()),
        told="The cycle has been added. Now key its results.",
        title="Add an audit cycle",
        submit="Add cycle",
        crumbs=crumbs_to(council, ("Add", "")),
        cancel_href=reverse("inspections:cycle-list", args=[council.slug]),
    )


@council_role(*EDIT_JOURNEY)
def cycle_edit(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    cycle = cycle_of(council, pk)
    form = CycleForm(posted(request), council=council, instance=cycle)
    return keyed(
        request,
        form,
        lambda: services.change_cycle(
            cycle=cycle, by=request.user, version=form.version, **form.said()
        ),
        fresh=lambda: CycleForm(council=council, instance=cycle_of(council, pk)),
        told="The cycle has been changed.",
        title="Change this cycle",
        crumbs=crumbs_to(council, step_to(cycle), ("Change", "")),
        cancel_href=cycle.get_absolute_url(),
    )


@council_role(*EDIT_JOURNEY)
def cycle_remove(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    cycle = cycle_of(council, pk)
    form = RemoveForm(posted(request), version=cycle.version)
    return keyed(
        request,
        form,
        lambda: services.remove_cycle(
            cycle=cycle, by=request.user, reason=form.cleaned_data["reason"], version=form.version
        ),
        fresh=lambda: RemoveForm(version=cycle_of(council, pk).version),
        onward=lambda _: reverse("inspections:cycle-list", args=[council.slug]),
        told="The cycle has been removed.",
        title="Remove this cycle?",
        intro=f"“{cycle.name}” goes with its results and themes. The history keeps what it held.",
        submit="Remove cycle",
        crumbs=crumbs_to(council, step_to(cycle), ("Remove", "")),
        cancel_href=cycle.get_absolute_url(),
    )


# --- Results ------------------------------------------------------------------------------------


@require_safe
@council_role(*EDIT_JOURNEY)
def cycle_results(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    cycle = cycle_of(council, pk)
    context = {
        "cycle": cycle,
        "areas": area_choices(cycle),
        "crumbs": crumbs_to(council, step_to(cycle), ("Results", "")),
    }
    return render(request, "inspections/cycle_results.html", context)


@council_role(*EDIT_JOURNEY)
def cycle_area(request: HttpRequest, council: Council, pk: int, practice: str) -> HttpResponse:
    cycle = cycle_of(council, pk)
    form = matrix_form(request, cycle, practice)
    if "fill" in request.POST:
        form.fill(request.POST.get("block", ""))
    elif form.is_bound and accepted(
        form,
        lambda: services.record_results(
            cycle=cycle, area=practice, cells=form.counts(), by=request.user, version=form.version
        ),
        lambda: matrix_form(request, cycle_of(council, pk), practice, is_fresh=True),
    ):
        messages.success(request, f"The results for {practice_name(practice)} have been saved.")
        return redirect("inspections:cycle-results", council.slug, pk)
    context = matrix_context(cycle, practice, form)
    return render(
        request, "inspections/cycle_area.html", context, status=409 if form.is_conflict else 200
    )


def matrix_form(
    request: HttpRequest, cycle: AuditCycle, practice: str, *, is_fresh: bool = False
) -> MatrixForm:
    """The matrix of a known area; without auditors' grades when asked, and none are stored."""
    if practice not in practice_areas():
        raise Http404("There is no such practice area.")
    counts: AreaCounts = counts_in(cycle.results.filter(area=practice))
    is_simple = request.GET.get("only") == "moderated" and is_moderated_only(counts)
    data = None if is_fresh else posted(request)
    return MatrixForm(data, cycle=cycle, counts=counts, is_simple=is_simple)


def is_moderated_only(counts: AreaCounts) -> bool:
    """Can the counts be shown without auditors' grades, leaving nothing out?"""
    return all(not own for own, _ in counts.cells)


def matrix_context(cycle: AuditCycle, practice: str, form: MatrixForm) -> dict[str, Any]:
    """The words around the matrix."""
    name, href = practice_name(practice), area_href(cycle, practice)
    results = reverse("inspections:cycle-results", args=[cycle.council.slug, cycle.pk])
    return {
        "form": form,
        "cycle": cycle,
        "title": name,
        "other_href": href if form.is_simple else f"{href}?only=moderated",
        "cancel_href": results,
        "crumbs": crumbs_to(cycle.council, step_to(cycle), ("Results", results), (name, "")),
    }


# --- Themes -------------------------------------------------------------------------------------


@council_role(*EDIT_JOURNEY)
def theme_add(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    cycle = cycle_of(council, pk)
    form = ThemeForm(posted(request), cycle=cycle)
    return keyed(
        request,
        form,
        lambda: services.add_theme(cycle=cycle, by=request.user, **form.said()),
        onward=lambda theme: theme.cycle,
        told="The theme has been added.",
        title="Add a theme",
        intro="Something that several of the audited cases show.",
        submit="Add theme",
        crumbs=crumbs_to(council, step_to(cycle), ("Add a theme", "")),
        cancel_href=cycle.get_absolute_url(),
    )


@council_role(*EDIT_JOURNEY)
def theme_edit(request: HttpRequest, council: Council, pk: int, theme: int) -> HttpResponse:
    cycle = cycle_of(council, pk)
    own = get_object_or_404(cycle.themes, pk=theme)
    form = ThemeForm(posted(request), cycle=cycle, instance=own)
    return keyed(
        request,
        form,
        lambda: services.change_theme(
            theme=own, by=request.user, version=form.version, **form.said()
        ),
        fresh=lambda: ThemeForm(cycle=cycle, instance=cycle.themes.get(pk=theme)),
        onward=lambda saved: saved.cycle,
        told="The theme has been changed.",
        title="Change this theme",
        crumbs=crumbs_to(council, step_to(cycle), ("Change a theme", "")),
        cancel_href=cycle.get_absolute_url(),
    )


@council_role(*EDIT_JOURNEY)
def theme_remove(request: HttpRequest, council: Council, pk: int, theme: int) -> HttpResponse:
    cycle = cycle_of(council, pk)
    own = get_object_or_404(cycle.themes, pk=theme)
    form = RemoveForm(posted(request), version=own.version)
    return keyed(
        request,
        form,
        lambda: services.remove_theme(
            theme=own, by=request.user, reason=form.cleaned_data["reason"], version=form.version
        ),
        fresh=lambda: RemoveForm(version=cycle.themes.get(pk=theme).version),
        told="The theme has been removed.",
        title="Remove this theme?",
        intro=own.text,
        submit="Remove theme",
        crumbs=crumbs_to(council, step_to(cycle), ("Remove a theme", "")),
        cancel_href=cycle.get_absolute_url(),
    )
