"""Which page answers which address of boards, meetings, decisions and interventions?"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from improvement.boards import forms, selectors, services
from improvement.boards.filters import DecisionFilter
from improvement.boards.models import Board, Decision, Intervention, Meeting, Partner
from improvement.boards.tables import DecisionTable
from improvement.councils.access import council_role
from improvement.councils.models import Council
from improvement.councils.roles import EDIT_BOARDS, RECORD_CHALLENGE, SEE_JOURNEY
from improvement.history.selectors import timeline_of
from improvement.ui.editing import edit_page
from improvement.ui.lists import render_list

Crumbs = list[tuple[str, str]]


def here(council: Council, name: str, *args: Any) -> str:
    """The address of one of these pages at this council."""
    return reverse(f"boards:{name}", args=[council.slug, *args])


def crumbs(council: Council, *rest: tuple[str, str]) -> Crumbs:
    """The way to the boards and on."""
    overview = (council.called, council.get_absolute_url())
    return [overview, ("Boards", here(council, "board-list")), *rest]


def asked(request: HttpRequest, name: str) -> str:
    """A key that a link sent along, if it looks like one."""
    key = request.GET.get(name, "")
    return key if key.isascii() and key.isdigit() and len(key) < 19 else ""


def own(kind: Any, council: Council, pk: int) -> Any:
    """One of the council's own rows, or 404."""
    row = get_object_or_404(kind, council=council, pk=pk)
    row.council = council
    return row


# --- Boards ------------------------------------------------------------------------------------
@require_safe
@council_role(*SEE_JOURNEY)
def board_list(request: HttpRequest, council: Council) -> HttpResponse:
    """Every board, its nearest meetings and what it waits for."""
    boards = selectors.board_rows(council, timezone.localdate())
    context = {
        "boards": boards,
        "may_edit": request.access.has(EDIT_BOARDS),
        "may_record": request.access.has(RECORD_CHALLENGE),
    }
    return render(request, "boards/board_list.html", context)


@require_safe
@council_role(*SEE_JOURNEY)
def board_detail(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """One board: meetings past and next, and what it waits for."""
    page = selectors.board_page(own(Board, council, pk), timezone.localdate())
    context = {
        "page": page,
        "may_edit": request.access.has(EDIT_BOARDS),
        "crumbs": crumbs(council, (page.board.name, "")),
    }
    return render(request, "boards/board_detail.html", context)


@council_role(*EDIT_BOARDS)
def board_add(request: HttpRequest, council: Council) -> HttpResponse:
    """Start a board."""
    form = forms.BoardForm(request.POST or None, instance=Board(council=council))

    def save(**typed: Any) -> Board:
        return services.add_board(council=council, by=request.user, **typed)

    return edit_page(
        request,
        form,
        save,
        done="The board has been added.",
        title="Add a board",
        submit="Add board",
        crumbs=crumbs(council, ("Add a board", "")),
        cancel_href=here(council, "board-list"),
    )


@council_role(*EDIT_BOARDS)
def board_edit(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Change what a board says of itself."""
    board = own(Board, council, pk)
    form = forms.BoardForm(request.POST or None, instance=board)

    def save(**typed: Any) -> Board:
        return services.change_board(board=board, by=request.user, **typed)

    way = crumbs(council, (board.name, board.get_absolute_url()), ("Change", ""))
    return edit_page(
        request,
        form,
        save,
        done="The board has been changed.",
        title="Change a board",
        crumbs=way,
        cancel_href=board.get_absolute_url(),
    )


# --- Meetings ----------------------------------------------------------------------------------
@require_safe
@council_role(*SEE_JOURNEY)
def meeting_detail(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """One meeting and what was said there."""
    known = Meeting.objects.select_related("board")
    page = selectors.meeting_page(own(known, council, pk), timezone.localdate())
    board = page.meeting.board
    way = crumbs(council, (board.name, here(council, "board-detail", board.pk)))
    context = {
        "page": page,
        "may_edit": request.access.has(EDIT_BOARDS),
        "may_record": request.access.has(RECORD_CHALLENGE),
        "crumbs": [*way, (page.meeting.when, "")],
    }
    return render(request, "boards/meeting_detail.html", context)


@council_role(*EDIT_BOARDS)
def meeting_add(request: HttpRequest, council: Council) -> HttpResponse:
    """Put a meeting in a board's calendar."""
    start = {"board": asked(request, "board")}
    form = forms.NewMeetingForm(request.POST or None, council=council, initial=start)

    def save(**typed: Any) -> Meeting:
        return services.add_meeting(by=request.user, **typed)

    return edit_page(
        request,
        form,
        save,
        done="The meeting has been added.",
        title="Add a meeting",
        submit="Add meeting",
        crumbs=crumbs(council, ("Add a meeting", "")),
        cancel_href=here(council, "board-list"),
    )


@council_role(*EDIT_BOARDS)
def meeting_edit(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Change a meeting's day, papers, status or notes."""
    meeting = own(Meeting.objects.select_related("board"), council, pk)
    form = forms.MeetingForm(request.POST or None, instance=meeting)
    meeting.board.council = council

    def save(**typed: Any) -> Meeting:
        return services.change_meeting(meeting=meeting, by=request.user, **typed)

    way = crumbs(council, (str(meeting), meeting.get_absolute_url()), ("Change", ""))
    return edit_page(
        request,
        form,
        save,
        done="The meeting has been changed.",
        title="Change a meeting",
        crumbs=way,
        cancel_href=meeting.get_absolute_url(),
        intro=meeting.board.name,
    )


# --- Decisions ---------------------------------------------------------------------------------
@require_safe
@council_role(*SEE_JOURNEY)
def decision_list(request: HttpRequest, council: Council) -> HttpResponse:
    """Every decision and challenge, filtered, sorted, paged and as a file."""
    known = Decision.objects.filter(council=council).select_related("meeting__board")
    return render_list(
        request,
        table_class=DecisionTable,
        filterset=DecisionFilter(request.GET, known, council=council),
        context=decisions_context(request, council),
        filename=f"{council.slug}-decisions",
        table_options={"slug": council.slug},
    )


def decisions_context(request: HttpRequest, council: Council) -> dict[str, Any]:
    """The words around the list."""
    adding = request.access.has(RECORD_CHALLENGE)
    return {
        "title": "Decisions and challenges",
        "crumbs": crumbs(council, ("Decisions", "")),
        "add_href": here(council, "decision-add") if adding else "",
        "add_text": add_words(request) if adding else "",
        "empty_title": "Nothing recorded yet",
        "empty_body": "What boards decide, ask and challenge is recorded under their meetings.",
    }


def add_words(request: HttpRequest) -> str:
    """What this person may record."""
    if request.access.has(EDIT_BOARDS):
        return "Record a decision or challenge"
    return "Record a challenge or question"


@require_safe
@council_role(*SEE_JOURNEY)
def decision_detail(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """One decision, its answer and its history."""
    decision = own(Decision.objects.select_related("meeting__board"), council, pk)
    context = {
        "decision": decision,
        "row": selectors.decision_row(decision, timezone.localdate()),
        "timeline": timeline_of(decision),
        "may_edit": request.access.has(EDIT_BOARDS),
        "crumbs": crumbs(
            council, ("Decisions", here(council, "decision-list")), (decision.reference, "")
        ),
    }
    return render(request, "boards/decision_detail.html", context)


@council_role(*RECORD_CHALLENGE)
def decision_add(request: HttpRequest, council: Council) -> HttpResponse:
    """Record what a board said; those who do not serve it record challenges and questions."""
    chosen = forms.DecisionForm if request.access.has(EDIT_BOARDS) else forms.ChallengeForm
    start = {"meeting": asked(request, "meeting")}
    form = chosen(request.POST or None, council=council, initial=start)

    def save(**typed: Any) -> Decision:
        return services.add_decision(by=request.user, **typed)

    return edit_page(
        request,
        form,
        save,
        done="It has been recorded.",
        title=add_words(request),
        submit="Record",
        crumbs=crumbs(council, ("Record", "")),
        cancel_href=here(council, "decision-list"),
    )


@council_role(*EDIT_BOARDS)
def decision_edit(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Change a decision, or record its answer."""
    decision = own(Decision.objects.select_related("meeting"), council, pk)
    form = forms.DecisionForm(request.POST or None, instance=decision, council=council)

    def save(**typed: Any) -> Decision:
        return services.change_decision(decision=decision, by=request.user, **typed)

    way = crumbs(council, (decision.reference, decision.get_absolute_url()), ("Change", ""))
    return edit_page(
        request,
        form,
        save,
        done="It has been changed.",
        title=f"Change {decision.reference}",
        crumbs=way,
        cancel_href=decision.get_absolute_url(),
    )


# --- Interventions and partners ----------------------------------------------------------------
@require_safe
@council_role(*SEE_JOURNEY)
def intervention_list(request: HttpRequest, council: Council) -> HttpResponse:
    """Directions, notices, advisers and partners on one page."""
    page = selectors.intervention_page(council)
    context = {"page": page, "may_edit": request.access.has(EDIT_BOARDS)}
    return render(request, "boards/intervention_list.html", context)


def intervention_crumbs(council: Council, text: str) -> Crumbs:
    """The way to the interventions and on."""
    return crumbs(council, ("Interventions", here(council, "intervention-list")), (text, ""))


@council_role(*EDIT_BOARDS)
def intervention_add(request: HttpRequest, council: Council) -> HttpResponse:
    """Record a direction, notice, adviser, commissioner or oversight."""
    form = forms.InterventionForm(request.POST or None, instance=Intervention(council=council))
    back = here(council, "intervention-list")

    def save(**typed: Any) -> str:
        services.add_intervention(council=council, by=request.user, **typed)
        return back

    return edit_page(
        request,
        form,
        save,
        done="The intervention has been added.",
        title="Add an intervention",
        submit="Add intervention",
        crumbs=intervention_crumbs(council, "Add"),
        cancel_href=back,
    )


@council_role(*EDIT_BOARDS)
def intervention_edit(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Change an intervention, or record that it was revoked."""
    intervention = own(Intervention, council, pk)
    form = forms.InterventionForm(request.POST or None, instance=intervention)
    back = here(council, "intervention-list")

    def save(**typed: Any) -> str:
        services.change_intervention(intervention=intervention, by=request.user, **typed)
        return back

    return edit_page(
        request,
        form,
        save,
        done="The intervention has been changed.",
        title="Change an intervention",
        crumbs=intervention_crumbs(council, "Change"),
        cancel_href=back,
    )


@council_role(*EDIT_BOARDS)
def partner_add(request: HttpRequest, council: Council) -> HttpResponse:
    """Record who helps the council improve."""
    form = forms.PartnerForm(request.POST or None, instance=Partner(council=council))
    back = here(council, "intervention-list")

    def save(**typed: Any) -> str:
        services.add_partner(council=council, by=request.user, **typed)
        return back

    return edit_page(
        request,
        form,
        save,
        done="The partner has been added.",
        title="Add a partner",
        submit="Add partner",
        crumbs=intervention_crumbs(council, "Add a partner"),
        cancel_href=back,
    )


@council_role(*EDIT_BOARDS)
def partner_edit(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Change a partner, or record that the help has ended."""
    partner = own(Partner, council, pk)
    form = forms.PartnerForm(request.POST or None, instance=partner)
    back = here(council, "intervention-list")

    def save(**typed: Any) -> str:
        services.change_partner(partner=partner, by=request.user, **typed)
        return back

    return edit_page(
        request,
        form,
        save,
        done="The partner has been changed.",
        title="Change a partner",
        crumbs=intervention_crumbs(council, "Change a partner"),
        cancel_href=back,
    )
