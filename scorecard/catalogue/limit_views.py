"""Which pages work a measure's process limits out anew, and take that back?"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from improvement.councils.access import council_role
from improvement.councils.models import Council
from improvement.councils.roles import EDIT_MEASURES
from improvement.rules.month import Month
from improvement.ui.editing import edit_page
from scorecard.catalogue import selectors
from scorecard.catalogue.forms import RemoveForm
from scorecard.catalogue.limit_forms import RebaseForm
from scorecard.catalogue.views import crumbs_to_settings, settings_href
from scorecard.models import Rebase
from scorecard.services.rebases import rebase_measure, remove_rebase


@council_role(*EDIT_MEASURES)
def rebase_add(request: HttpRequest, council: Council, code: str) -> HttpResponse:
    """Work the limits out anew from a month on, because of a change that is known."""
    measure = selectors.adopted_of(council, code)
    changes = selectors.changes_around(measure, request.roles)
    form = RebaseForm(request.POST or None, changes=changes)

    def save(**typed: Any) -> str:
        rebase_measure(measure=measure, by=request.user, **typed)
        return reverse("scorecard:rebase-add", args=[council.slug, code])

    return edit_page(
        request, form, save, done=f"The limits of {code} are worked out anew.",
        template="scorecard/catalogue_limits.html", title=f"Process limits of {code}",
        measure=measure, rebases=selectors.rebases_of(measure), submit="Work limits out anew",
        is_charted=selectors.is_charted(measure),
        crumbs=crumbs_to_settings(measure, "Process limits"), cancel_href=settings_href(measure),
    )  # fmt: skip


@council_role(*EDIT_MEASURES)
def rebase_remove(request: HttpRequest, council: Council, code: str, month: Month) -> HttpResponse:
    """Let the limits run on through a month again."""
    measure = selectors.adopted_of(council, code)
    known = Rebase.objects.select_related("council", "measure__measure", "measure__council")
    rebase = get_object_or_404(known, measure=measure, month=month.first_day)

    def save(reason: str) -> str:
        remove_rebase(rebase=rebase, by=request.user, reason=reason)
        return reverse("scorecard:rebase-add", args=[council.slug, code])

    return edit_page(
        request, RemoveForm(request.POST or None), save, done="The rebase is removed.",
        title=f"Remove the rebase from {month.label}", submit="Remove rebase",
        intro=f"Why it was made: {rebase.reason}", cancel_href=settings_href(measure),
        crumbs=crumbs_to_settings(measure, "Remove a rebase"),
    )  # fmt: skip
