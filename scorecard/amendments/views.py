"""Which pages propose an amendment of an approved figure, show it and decide on it?"""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from improvement.councils.access import council_role
from improvement.councils.models import Council
from improvement.councils.roles import APPROVE_FIGURES, READ_PACKS, SEE_APPROVED, SEE_DRAFTS
from improvement.history.services import EditConflict
from improvement.rules.month import Month
from improvement.ui.errors import ErrorLink, error_links
from improvement.ui.lists import render_list
from scorecard.amendments.filters import AmendmentFilter
from scorecard.amendments.forms import AmendForm, DecisionForm
from scorecard.amendments.pages import (
    amendment_page,
    approval_of,
    figure_to_amend,
    listed,
    waiting_of,
    what_stands,
    with_figures,
)
from scorecard.amendments.services import (
    approve_amendment,
    decline_amendment,
    propose_amendment,
    withdraw_amendment,
)
from scorecard.amendments.tables import AmendmentTable
from scorecard.entry.access import OTHER_AREA, Viewer
from scorecard.models import Amendment, AmendmentStatus, Figure

DONE = {
    "approve": "The amendment is approved: the figure now says what was proposed.",
    "decline": "The amendment is declined. The figure stays as it was.",
    "withdraw": "The amendment is withdrawn. The figure stays as it was.",
}
CONFLICT, REFUSED = 409, 200


@council_role(*APPROVE_FIGURES)
def figure_amend(request: HttpRequest, council: Council, code: str, month: Month) -> HttpResponse:
    """Propose that an approved figure should say something else, and why."""
    figure = get_object_or_404(figure_to_amend(council, code, month))
    form = AmendForm(request.POST or None, figure=figure)
    if request.method == "POST" and form.is_valid():
        return propose(request, figure, form)
    return render_amend(request, figure, form)


def propose(request: HttpRequest, figure: Figure, form: AmendForm) -> HttpResponse:
    """Hand the amendment to a second person, or show the form again with what forbids it."""
    typed = form.cleaned_data
    told = {"reason": typed["reason"], "revision": typed["revision"]}
    try:
        made = propose_amendment(figure=figure, entry=form.entry, by=request.user, **told)
    except EditConflict as conflict:
        fresh = figure_to_amend(figure.council, figure.measure.code, Month.of(figure.month)).get()
        return render_amend(request, fresh, form.again(fresh, conflict), CONFLICT)
    except ValidationError as refusal:
        form.refuse(refusal)
        return render_amend(request, figure, form, REFUSED)
    messages.success(request, "The amendment is proposed. Another performance lead now decides.")
    return redirect(made)


def render_amend(
    request: HttpRequest, figure: Figure, form: AmendForm, status: int = 200
) -> HttpResponse:
    """What stands, and the boxes for what should."""
    context = {
        "form": form,
        "links": error_links(form),
        "figure": figure,
        "month": Month.of(figure.month),
        "stands": what_stands(figure),
        "approval": approval_of(figure),
        "waiting": waiting_of(figure),
    }
    return render(request, "scorecard/amend_form.html", context, status=status)


@require_safe
@council_role(*SEE_DRAFTS)
def amendment_list(request: HttpRequest, council: Council) -> HttpResponse:
    """Every amendment, those that wait first; officers see those of their own areas."""
    own = Viewer.of(request).areas("figure__section__area")
    returns = reverse("scorecard:return-list", args=[council.slug])
    way = [(council.called, council.get_absolute_url()), ("Returns", returns), ("Amendments", "")]
    return render_list(
        request,
        table_class=AmendmentTable,
        filterset=AmendmentFilter(request.GET, listed(council).filter(own)),
        context={
            "title": "Amendments",
            "crumbs": way,
            "intro": "Approved figures that were put right, or that someone asks to put right.",
            "empty_title": "No approved figure has been amended",
            "empty_body": "A performance lead proposes an amendment from a measure's own page.",
        },
        filename=f"{council.slug}-amendments",
        table_options={"slug": council.slug},
    )


@require_safe
@council_role(*SEE_APPROVED)
def amendment_detail(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Both revisions side by side, with who has quoted the first."""
    return render_amendment(request, amendment_for(request, council, pk))


def amendment_for(request: HttpRequest, council: Council, pk: int) -> Amendment:
    """The amendment at this address: an approved one for everyone, others as drafts are seen."""
    found = get_object_or_404(with_figures(Amendment.objects.filter(council=council)), pk=pk)
    if found.status == AmendmentStatus.APPROVED:
        return found
    if not request.access.has(SEE_DRAFTS):
        raise Http404("No such amendment.")
    if not Viewer.of(request).sees(found.figure.section.area):
        raise PermissionDenied(OTHER_AREA)
    return found


def render_amendment(
    request: HttpRequest,
    amendment: Amendment,
    links: Sequence[ErrorLink] = (),
    status: int = 200,
) -> HttpResponse:
    """The page, with the decisions that this person may take."""
    page = amendment_page(amendment)
    context: dict[str, Any] = {
        "page": page,
        "amendment": amendment,
        "links": links,
        **rights_over(amendment, request, is_open=page.is_open),
        "decision_reason": request.POST.get("decision_reason", ""),
        "reason_error": next((one.message for one in links if one.href), ""),
    }
    return render(request, "scorecard/amend_detail.html", context, status=status)


def rights_over(amendment: Amendment, request: HttpRequest, *, is_open: bool) -> dict[str, bool]:
    """What this person may do: decide on another's, take back their own, and read on from it."""
    is_own, is_lead = amendment.proposed_by == request.user, request.access.has(APPROVE_FIGURES)
    return {
        "may_decide": is_open and is_lead and not is_own,
        "may_withdraw": is_open and is_lead and is_own,
        "may_list": request.access.has(SEE_DRAFTS),
        "may_read_packs": request.access.has(READ_PACKS),
    }


@council_role(*APPROVE_FIGURES)
@require_POST
def amendment_decide(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Approve, decline or withdraw what was shown, or say what forbids it."""
    amendment = amendment_for(request, council, pk)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return render_amendment(request, amendment, error_links(form))
    try:
        decide(amendment, request, **form.cleaned_data)
    except ValidationError as refusal:
        fresh = amendment_for(request, council, pk)
        status = CONFLICT if isinstance(refusal, EditConflict) else REFUSED
        return render_amendment(request, fresh, refusal_links(refusal), status)
    messages.success(request, DONE[form.cleaned_data["decision"]])
    return redirect(amendment)


def decide(
    amendment: Amendment,
    request: HttpRequest,
    *,
    decision: str,
    decision_reason: str,
    version: int,
) -> None:
    """Carry out one decision."""
    told = {"amendment": amendment, "by": request.user, "version": version}
    if decision == "approve":
        approve_amendment(**told)
    elif decision == "decline":
        decline_amendment(reason=decision_reason, **told)
    else:
        withdraw_amendment(**told)


def refusal_links(refusal: ValidationError) -> list[ErrorLink]:
    """What forbids the decision; a fault of the reason leads to its box."""
    is_reason = "decision_reason" in getattr(refusal, "error_dict", {})
    return [ErrorLink(one, "#id_decision_reason" if is_reason else "") for one in refusal.messages]
