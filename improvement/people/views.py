"""Who works with this council here, in what role, and by which day?"""

from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from improvement.councils.access import council_role
from improvement.councils.models import Council, Membership
from improvement.councils.roles import ADMINISTER
from improvement.history.selectors import timeline_of
from improvement.people.forms import DeadlineForm, PersonForm
from improvement.people.selectors import next_due_days, people_page
from improvement.people.services import end_role, invite, set_due_day
from improvement.ui.editing import edit_page


@require_safe
@council_role(*ADMINISTER)
def people_list(request: HttpRequest, council: Council) -> HttpResponse:
    """Everyone with a role here."""
    return render(request, "people/people_list.html", {"page": people_page(council)})


@council_role(*ADMINISTER)
def person_add(request: HttpRequest, council: Council) -> HttpResponse:
    """Add a person with a role; a mail tells them how to set a password."""
    form = PersonForm(request.POST or None, council=council)
    if request.method == "POST" and form.is_valid():
        try:
            membership = invite(council=council, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(
                request,
                f"{membership.user} can now work as the council's "
                f"{membership.get_role_display().lower()}.",
            )
            return redirect("people:people-list", council.slug)
    people = reverse("people:people-list", args=[council.slug])
    context = {"form": form, "title": "Add a person", "submit": "Add person"}
    context |= {"cancel_href": people, "crumbs": [("People", people), ("Add a person", "")]}
    return render(request, "people/person_add.html", context)


@council_role(*ADMINISTER)
def deadline_edit(request: HttpRequest, council: Council) -> HttpResponse:
    """Choose the working day on which the council's months are due."""
    form = DeadlineForm(request.POST or None, initial={"due_working_day": council.due_working_day})
    choose = partial(set_due_day, council=council, by=request.user)
    return edit_page(
        request,
        form,
        lambda **typed: choose(**typed) and reverse("people:deadline-edit", args=[council.slug]),
        done="The due day is saved. Months that are open already keep theirs.",
        template="people/deadline.html",
        days=next_due_days(council, timezone.localdate()),
        events=timeline_of(council),
    )


@require_POST
@council_role(*ADMINISTER)
def role_end(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """End one role; it stops at the person's next request."""
    membership = get_object_or_404(Membership, council=council, pk=pk, is_active=True)
    try:
        end_role(membership=membership, by=request.user)
        messages.success(
            request,
            f"{membership.user} is no longer a {membership.get_role_display().lower()} here.",
        )
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("people:people-list", council.slug)
