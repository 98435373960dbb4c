"""Which pages list and record what changed in the service?"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from improvement.boards.changes import services
from improvement.boards.changes.forms import ChangeForm, RemoveChangeForm
from improvement.boards.changes.tables import ChangeFilter, ChangeTable, changes_of
from improvement.boards.models import ServiceChange
from improvement.boards.views import Crumbs, crumbs, here, own
from improvement.councils.access import council_role
from improvement.councils.models import Council
from improvement.councils.roles import RECORD_CHANGES, SEE_JOURNEY
from improvement.history.selectors import timeline_of
from improvement.ui.editing import edit_page
from improvement.ui.lists import render_list

EMPTY = (
    "A restructure, a new recording system, another policy or another way of counting. Each is "
    "marked on the charts of the measures it touches, so that a step in a line can be explained."
)


def way_to(council: Council, *rest: tuple[str, str]) -> Crumbs:
    """The way to the changes and on."""
    listed = here(council, "change-list")
    return crumbs(council, ("Changes in the service", listed if rest else ""), *rest)


@require_safe
@council_role(*SEE_JOURNEY)
def change_list(request: HttpRequest, council: Council) -> HttpResponse:
    """What changed in the service, latest first."""
    may_edit = request.access.has(RECORD_CHANGES)
    return render_list(
        request,
        table_class=ChangeTable,
        filterset=ChangeFilter(request.GET, changes_of(council), council=council),
        context={
            "title": "Changes in the service",
            "crumbs": way_to(council),
            "add_href": here(council, "change-add") if may_edit else "",
            "add_text": "Record a change" if may_edit else "",
            "empty_title": "No change is recorded yet",
            "empty_body": EMPTY,
        },
        filename=f"{council.slug}-changes",
        table_options={"slug": council.slug},
    )


@require_safe
@council_role(*SEE_JOURNEY)
def change_detail(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """One change: what, when, for whom, and its history."""
    change = own(ServiceChange.objects.prefetch_related("areas"), council, pk)
    facts = (
        ("What kind", change.get_kind_display()),
        ("When", change.when),
        ("Service areas", change.touched),
        ("Decided by", change.decided_by),
        ("Notes", change.notes),
        ("Source", change.source),
    )
    context = {
        "change": change,
        "facts": [(key, value) for key, value in facts if value],
        "timeline": timeline_of(change),
        "may_edit": request.access.has(RECORD_CHANGES),
        "crumbs": way_to(council, (change.title, "")),
    }
    return render(request, "boards/change_detail.html", context)


@council_role(*RECORD_CHANGES)
def change_add(request: HttpRequest, council: Council) -> HttpResponse:
    """Record a change in the service."""
    form = ChangeForm(
        request.POST or None, instance=ServiceChange(council=council), council=council
    )

    def save(**typed: Any) -> ServiceChange:
        return services.add_change(council=council, by=request.user, **typed)

    return edit_page(
        request, form, save, done="The change is recorded.", title="Record a change",
        intro=EMPTY, submit="Record change", crumbs=way_to(council, ("Record", "")),
        cancel_href=here(council, "change-list"),
    )  # fmt: skip


@council_role(*RECORD_CHANGES)
def change_edit(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Say better what changed."""
    change = own(ServiceChange, council, pk)
    form = ChangeForm(request.POST or None, instance=change, council=council)

    def save(**typed: Any) -> ServiceChange:
        return services.edit_change(change=change, by=request.user, **typed)

    href = change.get_absolute_url()
    return edit_page(
        request, form, save, done="The change has been put right.", title="Put a change right",
        crumbs=way_to(council, (change.title, href), ("Put right", "")), cancel_href=href,
    )  # fmt: skip


@council_role(*RECORD_CHANGES)
def change_remove(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Take back what did not happen, or stands twice."""
    change = own(ServiceChange, council, pk)
    form = RemoveChangeForm(request.POST or None, instance=change)

    def save(**typed: Any) -> str:
        services.remove_change(change=change, by=request.user, **typed)
        return here(council, "change-list")

    href = change.get_absolute_url()
    return edit_page(
        request, form, save, done="The change has been removed.", title="Remove a change",
        intro=f"{change.title}, {change.when}", submit="Remove change",
        crumbs=way_to(council, (change.title, href), ("Remove", "")), cancel_href=href,
    )  # fmt: skip
