"""Can an administrator keep the list of people, and can nobody else?"""

import pytest
from django.urls import reverse

from improvement.councils.models import Membership
from improvement.history.models import Event

pytestmark = pytest.mark.django_db


def test_people_list_shows_everyone_of_this_council_only(as_, council, cast):
    page = as_("admin").get(reverse("people:people-list", args=[council.slug]))
    words = page.content.decode()
    assert cast.officer.email in words
    assert cast.stranger.email not in words


def test_person_is_added_in_the_browser(as_, council, area):
    page = as_("admin").post(
        reverse("people:person-add", args=[council.slug]),
        {"name": "Pat", "email": "pat@council.example", "role": "officer", "areas": [area.pk]},
    )
    assert page.status_code == 302
    assert Membership.objects.filter(user__email="pat@council.example", role="officer").exists()


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"email": "nobody"}, "Enter a valid email address"),
        ({"role": "king"}, "Role: Select a valid choice"),
        ({"name": ""}, "Enter name."),
        ({"areas": []}, "Choose at least one service area"),
        ({"areas": ["999999"]}, "Select a valid choice"),
    ],
    ids=["address", "role", "name", "no-area", "foreign-area"],
)
def test_wrong_input_is_named_and_kept(as_, council, area, typed, message):
    given = {"name": "Pat", "email": "pat@council.example", "role": "officer", "areas": [area.pk]}
    page = as_("admin").post(reverse("people:person-add", args=[council.slug]), {**given, **typed})
    words = page.content.decode()
    assert page.status_code == 200
    assert message in words
    assert typed.get("name", 'value="Pat"') in words


def test_ended_role_bites_at_the_next_request(as_, council, cast):
    lead = as_("lead")
    overview = reverse("council-overview", args=[council.slug])
    assert lead.get(overview).status_code == 200
    membership = cast.lead.memberships.get()
    as_("admin").post(reverse("people:role-end", args=[council.slug, membership.pk]))
    assert lead.get(overview).status_code == 404


def test_administrator_changes_the_due_day(as_, council, cast):
    address = reverse("people:deadline-edit", args=[council.slug])
    assert "10th working day" in as_("admin").get(address).content.decode()
    page = as_("admin").post(address, {"due_working_day": "3"}, follow=True).content.decode()
    council.refresh_from_db()
    assert council.due_working_day == 3
    assert "3rd working day" in page
    assert "Changed the due day" in page
    assert "from 10 to 3" in page


def test_the_same_due_day_leaves_no_entry(as_, council, cast):
    address = reverse("people:deadline-edit", args=[council.slug])
    as_("admin").post(address, {"due_working_day": "10"})
    assert not Event.objects.filter(verb="changed the due day").exists()


@pytest.mark.parametrize("typed", ["", "0", "21", "-1", "ten", "1.5", "9" * 40, "1e1"])
def test_a_due_day_that_is_none_is_named_and_kept(as_, council, cast, typed):
    address = reverse("people:deadline-edit", args=[council.slug])
    page = as_("admin").post(address, {"due_working_day": typed})
    assert page.status_code == 200
    words = page.content.decode()
    assert "There is a problem" in words
    assert f'value="{typed}"' in words or not typed
    council.refresh_from_db()
    assert council.due_working_day == 10


@pytest.mark.parametrize("role", ["officer", "lead", "improvement"])
def test_only_an_administrator_changes_the_due_day(as_, council, role):
    address = reverse("people:deadline-edit", args=[council.slug])
    assert as_(role).post(address, {"due_working_day": "3"}).status_code == 403
    council.refresh_from_db()
    assert council.due_working_day == 10
