"""Which page answers which address of the establishment?"""

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
from improvement.councils.roles import KEY_FIGURES, SEE_JOURNEY
from improvement.history.selectors import timeline_of
from improvement.history.services import EditConflict
from improvement.rules.month import Month
from improvement.ui.csvout import csv_response
from improvement.ui.editing import edit_page
from workforce import services
from workforce.forms import TeamForm
from workforce.keying import MonthTable, stored_table, typed_table
from workforce.models import Establishment, Team
from workforce.rights import Rights, require_keeper, rights_of
from workforce.selectors import workforce_page
from workforce.selectors.establishment import CSV_HEADER, WorkforcePage
from workforce.selectors.months import visible_months

Crumbs = list[tuple[str, str]]
NOT_YET = "The workforce of this month is a draft: it opens to you once its figures are approved."


def crumbs_to(council: Council, *rest: tuple[str, str]) -> Crumbs:
    """The way to the workforce and on."""
    latest = reverse("workforce:workforce-latest", args=[council.slug])
    return [(council.called, council.get_absolute_url()), ("Workforce", latest), *rest]


def last_complete_month() -> Month:
    """The month that is keyed next: the one before today's."""
    return Month.of(timezone.localdate()).previous


# --- Reading -----------------------------------------------------------------------------------
@require_safe
@council_role(*SEE_JOURNEY)
def workforce_latest(request: HttpRequest, council: Council) -> HttpResponse:
    """The latest month the reader may open, or how to begin."""
    rights = rights_of(request.access)
    months = visible_months(council, sees_drafts=rights.sees_drafts)
    if months:
        return redirect("workforce:workforce-month", council.slug, months[0])
    context = {"rights": rights, "month": last_complete_month(), "crumbs": crumbs_to(council)}
    return render(request, "workforce/workforce_empty.html", context)


@require_safe
@council_role(*SEE_JOURNEY)
def workforce_month(request: HttpRequest, council: Council, month: Month) -> HttpResponse:
    """The establishment and its rates for one month, on screen or as CSV."""
    rights = rights_of(request.access)
    page = workforce_page(council, month)
    if page.is_keyed and not (page.is_approved or rights.sees_drafts):
        raise PermissionDenied(NOT_YET)
    if request.GET.get("format") == "csv":
        name = f"{council.slug}-workforce-{month}"
        return csv_response(name, CSV_HEADER, page.csv_rows())
    return render(request, "workforce/workforce_month.html", month_context(page, rights))


def month_context(page: WorkforcePage, rights: Rights) -> dict[str, Any]:
    """What the month's template shows beside the page itself."""
    earlier, later = page.neighbours(sees_drafts=rights.sees_drafts)
    return {
        "page": page,
        "rights": rights,
        "posts_note": f"{page.posts} established posts",
        "earlier": earlier,
        "later": later,
        "is_over": page.month <= last_complete_month(),
        "to_key": month_to_key(page, rights),
        "events": timeline_of(page.establishment) if page.establishment else [],
        "crumbs": crumbs_to(page.council, (page.month.label, "")),
    }


def month_to_key(page: WorkforcePage, rights: Rights) -> Month | None:
    """The last complete month, when it waits for whoever may key it."""
    last = last_complete_month()
    keyed = {one.month for one in page.months}
    is_waiting = rights.may_key and page.is_keyed and last not in keyed
    return last if is_waiting else None


# --- Keying ------------------------------------------------------------------------------------
@council_role(*KEY_FIGURES)
def workforce_key(request: HttpRequest, council: Council, month: Month) -> HttpResponse:
    """The month's table to fill in; what was typed stays until it is saved."""
    require_keeper(request.access)
    teams = list(Team.objects.filter(council=council).order_by("position", "name"))
    if request.method == "POST":
        return save_month(request, council, month, teams)
    held = Establishment.objects.filter(council=council, month=month.first_day).first()
    table = stored_table(council, month, held.version if held else 0)
    return key_page(request, council, month, teams, table)


def save_month(
    request: HttpRequest, council: Council, month: Month, teams: list[Team]
) -> HttpResponse:
    """Store what was typed, or show it again with everything that is wrong."""
    table = typed_table(council, request.POST, teams)
    if table.problems:
        return key_page(request, council, month, teams, table)
    try:
        services.key_team_months(
            council=council, month=month, entries=table.entries, by=request.user,
            version=table.version,
        )  # fmt: skip
    except ValidationError as error:
        return key_page(request, council, month, teams, table, error)
    messages.success(request, f"The workforce of {month.label} has been saved.")
    return redirect("workforce:workforce-month", council.slug, month)


def key_page(
    request: HttpRequest,
    council: Council,
    month: Month,
    teams: list[Team],
    table: MonthTable,
    error: ValidationError | None = None,
) -> HttpResponse:
    """The table as it stands, with what was refused."""
    status = 409 if isinstance(error, EditConflict) else 200
    here = reverse("workforce:workforce-month", args=[council.slug, month])
    context = {
        "month": month,
        "table": table,
        "teams": [team for team in teams if team.is_active],
        "refused": error.messages if error else [],
        "is_conflict": status == 409,
        "crumbs": crumbs_to(council, (month.label, here), ("Key", "")),
    }
    return render(request, "workforce/workforce_key.html", context, status=status)


@require_POST
@council_role(*KEY_FIGURES)
def workforce_publish(request: HttpRequest, council: Council, month: Month) -> HttpResponse:
    """Send the month's rates to the scorecard as drafts."""
    require_keeper(request.access)
    try:
        done = services.publish_rates(council=council, month=month, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        kind = messages.warning if done.left_out else messages.success
        kind(request, done.told())
    return redirect("workforce:workforce-month", council.slug, month)


# --- Teams -------------------------------------------------------------------------------------
@require_safe
@council_role(*SEE_JOURNEY)
def team_list(request: HttpRequest, council: Council) -> HttpResponse:
    """Every team, open or closed."""
    teams = Team.objects.filter(council=council).select_related("area")
    context = {
        "teams": teams.order_by("-is_active", "position", "name"),
        "rights": rights_of(request.access),
        "crumbs": crumbs_to(council, ("Teams", "")),
    }
    return render(request, "workforce/team_list.html", context)


@council_role(*KEY_FIGURES)
def team_add(request: HttpRequest, council: Council) -> HttpResponse:
    """Add a team."""
    require_keeper(request.access)
    last = Team.objects.filter(council=council).count() + 1
    form = TeamForm(request.POST or None, instance=Team(council=council, position=last))

    def save(**typed: Any) -> str:
        services.add_team(council=council, by=request.user, **typed)
        return team_href(council)

    return edit_page(
        request, form, save, done="The team has been added.", title="Add a team",
        submit="Add team", cancel_href=team_href(council),
        crumbs=crumbs_to(council, ("Teams", team_href(council)), ("Add", "")),
    )  # fmt: skip


@council_role(*KEY_FIGURES)
def team_edit(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Rename, move or close a team."""
    require_keeper(request.access)
    team = get_object_or_404(Team.objects.select_related("council"), council=council, pk=pk)
    form = TeamForm(request.POST or None, instance=team)

    def save(**typed: Any) -> str:
        services.edit_team(team=team, by=request.user, **typed)
        return team_href(council)

    return edit_page(
        request, form, save, done="The team has been changed.", title=f"Change {team}",
        cancel_href=team_href(council), events=timeline_of(team),
        crumbs=crumbs_to(council, ("Teams", team_href(council)), (team.name, "")),
    )  # fmt: skip


def team_href(council: Council) -> str:
    """Where the teams are."""
    return reverse("workforce:team-list", args=[council.slug])
