"""Do councils and people begin and end as the rules say, each with an entry?"""

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from improvement.councils.models import Council, Membership, User
from improvement.councils.reference import load_register
from improvement.councils.roles import Role
from improvement.history.models import Event
from improvement.people.services import add_areas, end_role, give_role, invite, start_council
from tests.builders import make_area, make_user

pytestmark = pytest.mark.django_db

ARGUMENTS = {
    "name": "Blackpool",
    "gss": "E06000009",
    "admin_email": "first.administrator@council.example",
    "area": ["Front door=Front door,EH1", "Workforce=WF1, WF2"],
    "population": ["2024=29000"],
}


def new_council(**changed: str | list[str]) -> None:
    """Run the command as it is typed: one option for each value."""
    typed = []
    for option, given in {**ARGUMENTS, **changed}.items():
        for value in [given] if isinstance(given, str) else given:
            typed += [f"--{option.replace('_', '-')}", value]
    call_command("new_council", *typed)


def test_register_is_whole_and_loads_twice():
    assert (load_register(), load_register()) == (153, 153)
    assert Council.objects.count() == 153
    assert {council.neighbours.count() for council in Council.objects.all()} == {10}
    assert not Council.objects.live().exists()


def test_loading_again_keeps_what_a_council_set():
    load_register()
    Council.objects.filter(slug="blackpool").update(brand_colour="#112233", is_live=True)
    load_register()
    blackpool = Council.objects.get(slug="blackpool")
    assert (blackpool.brand_colour, blackpool.is_live) == ("#112233", True)


@pytest.mark.parametrize(
    ("gss_code", "name", "field"),
    [("E99999999", "", "gss_code"), ("E06000009", "Bury", "name")],
    ids=["unknown-code", "name-of-another"],
)
def test_start_refuses(gss_code, name, field):
    load_register()
    with pytest.raises(ValidationError) as refused:
        start_council(gss_code=gss_code, name=name, by=None)
    assert field in refused.value.message_dict


def test_new_council_sets_everything_up():
    new_council()
    council = Council.objects.get(slug="blackpool")
    assert council.is_live
    assert [area.name for area in council.areas.all()] == ["Front door", "Workforce"]
    codes = set(council.measures.values_list("code", flat=True))
    assert {"FD1", "FD9", "EH1", "WF1", "WF2"} <= codes
    assert "EH2" not in codes
    assert council.populations.get().children == 29000
    target = council.measures.get(code="FD2").targets.get()
    assert (target.text, target.reason) == ("95%+", "The catalogue’s usual target.")
    administrator = Membership.objects.get(council=council)
    assert (administrator.role, administrator.user.email) == (
        Role.ADMIN,
        "first.administrator@council.example",
    )
    assert Event.objects.about(council).get().verb == "started"


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"gss": "E06009999"}, "gss_code"),
        ({"name": "Bury"}, "name"),
        ({"admin_email": "nobody"}, "admin-email"),
        ({"area": ["Front door=ZZ1"]}, "zz1"),
        ({"area": ["=FD1"]}, "area"),
        ({"area": ["A=FD1", "a=FD2"]}, "twice"),
        ({"area": ["A=FD1", "B=FD1"]}, "two areas"),
        ({"population": ["2024"]}, "population"),
        ({"population": ["2024=0"]}, "children"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else value,
)
def test_new_council_names_what_is_wrong_and_leaves_nothing(changed, named):
    with pytest.raises(CommandError, match=named):
        new_council(**changed)
    assert not Council.objects.live().exists()
    assert not User.objects.exists()


def test_new_council_twice_is_refused():
    new_council()
    with pytest.raises(CommandError, match="already uses"):
        new_council()


def test_invite_adds_a_person_and_mails_them(
    council, cast, area, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        invite(
            council=council,
            name="New officer",
            email="New.Officer@council.example",
            role="officer",
            areas=[area],
            by=cast.admin,
        )
    person = User.objects.get(email="new.officer@council.example")
    membership = person.memberships.get()
    assert (membership.role, list(membership.areas.all())) == (Role.OFFICER, [area])
    assert not person.has_usable_password()
    assert mail.outbox[0].to == [person.email]
    assert "/accounts/password/reset/" in mail.outbox[0].body


def test_second_area_is_added_to_an_officers_first(council, cast, area):
    second = make_area(council, "Care")
    given = {"council": council, "user": cast.officer, "role": Role.OFFICER, "by": cast.admin}
    membership = give_role(**given, areas=[second])
    assert set(membership.areas.all()) == {area, second}


def test_mail_that_fails_leaves_the_person_added(
    council, cast, area, monkeypatch, django_capture_on_commit_callbacks
):
    def down(*args, **kwargs):
        raise OSError("connection refused")

    monkeypatch.setattr("improvement.people.services.send_mail", down)
    with django_capture_on_commit_callbacks(execute=True):
        invite(
            council=council,
            name="New",
            email="new@council.example",
            role="officer",
            areas=[area],
            by=cast.admin,
        )
    assert User.objects.filter(email="new@council.example").exists()


def test_role_cannot_cover_another_councils_area(council, cast, other_council):
    with pytest.raises(ValidationError) as refused:
        give_role(
            council=council,
            user=make_user(),
            role=Role.OFFICER,
            areas=[make_area(other_council, "Theirs")],
            by=cast.admin,
        )
    assert "areas" in refused.value.message_dict


def test_last_administrator_stays(council, cast):
    membership = cast.admin.memberships.get()
    with pytest.raises(ValidationError, match="at least one administrator"):
        end_role(membership=membership, by=cast.admin)
    give_role(council=council, user=cast.lead, role=Role.ADMIN, by=cast.admin)
    assert not end_role(membership=membership, by=cast.lead).is_active


def test_areas_keep_the_order_given(council, cast):
    add_areas(council=council, names=["Zebra", "Apple"], by=cast.admin)
    assert list(council.areas.values_list("name", flat=True)[:2]) != ["Apple", "Zebra"]
    assert [a.name for a in council.areas.filter(name__in=["Zebra", "Apple"])] == ["Zebra", "Apple"]
