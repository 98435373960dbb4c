"""Which page answers which address of plans and actions?"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from improvement.councils.access import council_role
from improvement.councils.models import Council
from improvement.councils.roles import EDIT_JOURNEY, SEE_JOURNEY, UPDATE_ACTIONS
from improvement.plans import forms, selectors, services
from improvement.plans.asked import asked_words, links_asked
from improvement.plans.filters import ActionFilter
from improvement.plans.models import Action, Evidence, Milestone, Plan, Priority
from improvement.plans.tables import ActionTable
from improvement.ui.editing import edit_page
from improvement.ui.lists import render_list

Crumbs = list[tuple[str, str]]


# --- Finding the way ---------------------------------------------------------------------------
def plan_href(council: Council) -> str:
    """Where the plan in force is."""
    return reverse("plans:plan-detail", args=[council.slug])


def action_href(action: Action) -> str:
    """Where an action is; no query for its council's slug when the council is at hand."""
    return reverse("plans:action-detail", args=[action.council.slug, action.pk])


def crumbs_to_plan(council: Council, *rest: tuple[str, str]) -> Crumbs:
    """The way to the plan and on."""
    return [(council.called, council.get_absolute_url()), ("Plan", plan_href(council)), *rest]


def crumbs_to_action(action: Action, here: str) -> Crumbs:
    """The way to a page of one action."""
    step = (f"Action {action.reference}", action_href(action))
    return crumbs_to_plan(action.council, step, (here, ""))


def action_of(council: Council, pk: int) -> Action:
    """One of the council's actions, with the facts it is judged by, or 404."""
    actions = Action.objects.filter(council=council).with_standing(timezone.localdate())
    known = actions.select_related("plan", "priority", "owner")
    action = get_object_or_404(known, pk=pk)
    action.council = council
    return action


def may_update(request: HttpRequest, action: Action) -> bool:
    """The improvement lead, or an owner whose action this is."""
    if request.access.has(EDIT_JOURNEY):
        return True
    return request.access.has(UPDATE_ACTIONS) and action.owner_id == request.user.pk


def updatable(request: HttpRequest, council: Council, pk: int) -> Action:
    """An action this person may update, or refuse."""
    action = action_of(council, pk)
    if not may_update(request, action):
        raise PermissionDenied("You can update only the actions that you own.")
    return action


# --- The plan ----------------------------------------------------------------------------------
@require_safe
@council_role(*SEE_JOURNEY)
def plan_detail(request: HttpRequest, council: Council) -> HttpResponse:
    """The plan in force, or how to start one."""
    page = selectors.plan_page(council, timezone.localdate())
    context = {"page": page, "may_edit": request.access.has(EDIT_JOURNEY)}
    return render(request, "plans/plan_detail.html", context)


@council_role(*EDIT_JOURNEY)
def plan_add(request: HttpRequest, council: Council) -> HttpResponse:
    """Start a plan, or a new version that takes the place of the present one."""
    form = forms.PlanForm(request.POST or None, instance=Plan(council=council))

    def save(**typed: Any) -> Plan:
        return services.add_plan(council=council, by=request.user, **typed)

    return edit_page(
        request,
        form,
        save,
        done="The plan has been added.",
        title="Add a plan",
        submit="Add plan",
        crumbs=crumbs_to_plan(council, ("Add a plan", "")),
        cancel_href=plan_href(council),
        intro="It becomes the plan in force. An earlier plan keeps its actions as they are.",
    )


@council_role(*EDIT_JOURNEY)
def plan_edit(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Change the plan's own words and dates."""
    plan = get_object_or_404(Plan.objects.select_related("council"), council=council, pk=pk)
    form = forms.PlanForm(request.POST or None, instance=plan)

    def save(**typed: Any) -> Plan:
        return services.change_plan(plan=plan, by=request.user, **typed)

    return edit_page(
        request,
        form,
        save,
        done="The plan has been changed.",
        title="Change the plan",
        crumbs=crumbs_to_plan(council, ("Change", "")),
        cancel_href=plan_href(council),
    )


@council_role(*EDIT_JOURNEY)
def priority_add(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Add a priority to a plan."""
    plan = get_object_or_404(Plan.objects.select_related("council"), council=council, pk=pk)
    fresh = Priority(plan=plan, number=services.next_number(plan.priorities.all()))
    form = forms.PriorityForm(request.POST or None, instance=fresh)

    def save(**typed: Any) -> str:
        services.add_priority(plan=plan, by=request.user, **typed)
        return plan_href(council)

    return edit_page(
        request,
        form,
        save,
        done="The priority has been added.",
        title="Add a priority",
        submit="Add priority",
        crumbs=crumbs_to_plan(council, ("Add a priority", "")),
        cancel_href=plan_href(council),
    )


@council_role(*EDIT_JOURNEY)
def priority_edit(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Change a priority's number, words or sponsor."""
    known = Priority.objects.select_related("plan__council").filter(plan__council=council)
    priority = get_object_or_404(known, pk=pk)
    form = forms.PriorityForm(request.POST or None, instance=priority)

    def save(**typed: Any) -> str:
        services.change_priority(priority=priority, by=request.user, **typed)
        return plan_href(council)

    return edit_page(
        request,
        form,
        save,
        done="The priority has been changed.",
        title="Change a priority",
        crumbs=crumbs_to_plan(council, ("Change a priority", "")),
        cancel_href=plan_href(council),
    )


# --- Actions -----------------------------------------------------------------------------------
@require_safe
@council_role(*SEE_JOURNEY)
def action_list(request: HttpRequest, council: Council) -> HttpResponse:
    """Every action, filtered, sorted, paged and as a file."""
    actions = Action.objects.filter(council=council).with_brag(timezone.localdate())
    known = actions.select_related("plan", "priority", "owner")
    return render_list(
        request,
        table_class=ActionTable,
        filterset=ActionFilter(request.GET, known, council=council, user=request.user),
        context=actions_context(request, council),
        filename=f"{council.slug}-actions",
        table_options={"slug": council.slug},
    )


def actions_context(request: HttpRequest, council: Council) -> dict[str, Any]:
    """The words around the list."""
    adding = request.access.has(EDIT_JOURNEY)
    return {
        "title": "Actions",
        "crumbs": crumbs_to_plan(council, ("Actions", "")),
        "add_href": reverse("plans:action-add", args=[council.slug]) if adding else "",
        "add_text": "Add an action" if adding else "",
        "empty_title": "No actions yet",
        "empty_body": "Actions say who will do what by when. They belong to the plan.",
    }


@require_safe
@council_role(*SEE_JOURNEY)
def action_detail(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """One action with everything that hangs on it."""
    action = action_of(council, pk)
    editing = request.access.has(EDIT_JOURNEY)
    page = selectors.action_page(action, reader=request.user, may_accept=editing)
    context = {
        "page": page,
        "may_edit": editing,
        "may_update": may_update(request, action),
        "crumbs": crumbs_to_plan(council, (f"Action {action.reference}", "")),
    }
    return render(request, "plans/action_detail.html", context)


@council_role(*EDIT_JOURNEY)
def action_add(request: HttpRequest, council: Council) -> HttpResponse:
    """Add an action; a finding's page may send its finding along."""
    asked = links_asked(request, council)
    form = forms.ActionForm(request.POST or None, instance=Action(council=council), council=council)

    def save(**typed: Any) -> Action:
        return services.add_action(council=council, by=request.user, **asked, **typed)

    return edit_page(
        request,
        form,
        save,
        done="The action has been added.",
        title="Add an action",
        submit="Add action",
        crumbs=crumbs_to_plan(council, ("Add an action", "")),
        cancel_href=plan_href(council),
        intro=asked_words(**asked),
    )


@council_role(*EDIT_JOURNEY)
def action_edit(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Change what an action says; its date only with a reason."""
    action = action_of(council, pk)
    form = forms.ActionForm(request.POST or None, instance=action, council=council)

    def save(**typed: Any) -> str:
        services.change_action(action=action, by=request.user, **typed)
        return action_href(action)

    return edit_page(
        request,
        form,
        save,
        done="The action has been changed.",
        title=f"Change action {action.reference}",
        crumbs=crumbs_to_action(action, "Change"),
        cancel_href=action_href(action),
    )


@council_role(*UPDATE_ACTIONS)
def action_update(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """The monthly update, short enough for a phone."""
    action = updatable(request, council, pk)
    form = forms.UpdateForm(request.POST or None, instance=action)

    def save(new_due: Any, **typed: Any) -> str:
        services.update_action(action=action, by=request.user, due=new_due, **typed)
        return action_href(action)

    return edit_page(
        request,
        form,
        save,
        done="Your update has been saved.",
        title=f"Update action {action.reference}",
        intro=action.title,
        submit="Save update",
        crumbs=crumbs_to_action(action, "Update"),
        cancel_href=action_href(action),
    )


@council_role(*EDIT_JOURNEY)
def action_link(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Say which findings and audit themes an action answers, which measures it should move."""
    action = action_of(council, pk)
    form = forms.LinkForm(request.POST or None, action=action)

    def save(**typed: Any) -> Action:
        return services.link(action=action, by=request.user, **typed)

    return edit_page(
        request,
        form,
        save,
        done="The links have been saved.",
        template="plans/action_link.html",
        title=f"Findings and measures of action {action.reference}",
        intro=action.title,
        submit="Save links",
        crumbs=crumbs_to_action(action, "Findings and measures"),
        cancel_href=action_href(action),
    )


# --- Milestones and evidence -------------------------------------------------------------------
@council_role(*EDIT_JOURNEY)
def milestone_add(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Add a step on the way."""
    action = action_of(council, pk)
    form = forms.MilestoneForm(request.POST or None, instance=Milestone(action=action))

    def save(**typed: Any) -> str:
        services.add_milestone(action=action, by=request.user, **typed)
        return action_href(action)

    return edit_page(
        request,
        form,
        save,
        done="The milestone has been added.",
        title="Add a milestone",
        intro=action.title,
        submit="Add milestone",
        cancel_href=action_href(action),
        crumbs=crumbs_to_action(action, "Add a milestone"),
    )


@council_role(*EDIT_JOURNEY)
def milestone_edit(request: HttpRequest, council: Council, pk: int, milestone: int) -> HttpResponse:
    """Change a step; its date only with a reason."""
    action = action_of(council, pk)
    step = get_object_or_404(action.milestones, pk=milestone)
    form = forms.MilestoneForm(request.POST or None, instance=step)

    def save(**typed: Any) -> str:
        services.change_milestone(milestone=step, by=request.user, **typed)
        return action_href(action)

    return edit_page(
        request,
        form,
        save,
        done="The milestone has been changed.",
        title="Change a milestone",
        intro=action.title,
        cancel_href=action_href(action),
        crumbs=crumbs_to_action(action, "Change a milestone"),
    )


@council_role(*UPDATE_ACTIONS)
def action_evidence_add(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Offer evidence that an action is done."""
    action = updatable(request, council, pk)
    form = forms.EvidenceForm(request.POST or None, instance=Evidence(action=action))

    def save(**typed: Any) -> str:
        services.add_evidence(action=action, by=request.user, **typed)
        return action_href(action)

    return edit_page(
        request,
        form,
        save,
        done="The evidence has been given.",
        title="Give evidence",
        submit="Give evidence",
        crumbs=crumbs_to_action(action, "Give evidence"),
        cancel_href=action_href(action),
        intro="Someone other than the action's owner will look at it and accept it.",
    )


@require_POST
@council_role(*EDIT_JOURNEY)
def evidence_accept(request: HttpRequest, council: Council, pk: int, evidence: int) -> HttpResponse:
    """Accept a piece of evidence: a second person's word that it shows what it should."""
    action = action_of(council, pk)
    piece = get_object_or_404(Evidence, action=action, pk=evidence)
    try:
        services.accept_evidence(evidence=piece, by=request.user)
        messages.success(request, "The evidence has been accepted.")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(action_href(action))
