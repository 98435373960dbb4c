"""Who gets in, by which door, and what does a stranger learn at it?"""

import re

import pytest
from django.contrib.auth import authenticate
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from improvement.councils.demo_backend import DEMO_PASSWORD
from tests.builders import make_user

pytestmark = pytest.mark.django_db
DEMO = "improvement.councils.demo_backend.DemoBackend"
PASSWORD = "a-long-enough-password"


@pytest.fixture(autouse=True)
def _no_memory_of_failures():
    cache.clear()


@pytest.fixture
def person():
    user = make_user("pat", email="pat@council.example")
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(login: str, password: str, following: str = ""):
    address = reverse("account_login") + (f"?next={following}" if following else "")
    return Client().post(address, {"login": login, "password": password, "next": following})


@pytest.mark.parametrize("login", ["pat", "pat@council.example", "PAT@council.example"])
def test_person_signs_in_by_name_or_address(person, login):
    assert sign_in(login, PASSWORD).url == reverse("home")


def test_known_and_unknown_people_get_the_same_answer(person):
    known = sign_in("pat", "wrong password").content.decode()
    unknown = sign_in("nobody-here", "wrong password").content.decode()
    message = "not correct"
    assert message in known
    assert message in unknown


def test_many_failures_are_throttled(person):
    for _ in range(12):
        sign_in("pat", "wrong password")
    response = sign_in("pat", PASSWORD)
    assert response.status_code in {200, 429}
    assert response.status_code == 429 or "Too many" in response.content.decode()


def test_sign_in_leads_only_to_this_site(person):
    assert sign_in("pat", PASSWORD, "https://elsewhere.example/").url == reverse("home")
    assert sign_in("pat", PASSWORD, "//elsewhere.example/").url == reverse("home")
    assert sign_in("pat", PASSWORD, "/glossary/").url == "/glossary/"


def test_sign_out_is_asked_for_and_ends_the_session(person, client):
    client.force_login(person)
    client.get(reverse("account_logout"))
    assert client.get(reverse("home")).status_code == 200
    client.post(reverse("account_logout"))
    assert client.get(reverse("home")).status_code == 302


def test_someone_switched_off_is_out_at_the_next_request(person, client):
    client.force_login(person)
    person.is_active = False
    person.save()
    assert client.get(reverse("home")).status_code == 302


def test_demo_password_works_in_demo_mode_for_demo_people_only(person, settings):
    demo = make_user("officer", email="officer@demo.example")
    assert authenticate(username="officer", password=DEMO_PASSWORD) is None
    settings.AUTHENTICATION_BACKENDS = [DEMO]
    assert authenticate(username="officer", password=DEMO_PASSWORD) == demo
    assert authenticate(username="pat", password=DEMO_PASSWORD) is None
    assert authenticate(username="officer", password="wrong") is None


def test_mailed_link_leads_to_a_password_and_a_sign_in(client):
    """What the first administrator of a council does: ask, follow the mail, choose, sign in."""
    make_user("newcomer", email="newcomer@council.example")
    asked = client.post(reverse("account_reset_password"), {"email": "newcomer@council.example"})
    assert asked.status_code == 302
    link = re.search(r"http://testserver(/accounts/password/reset/\S+)", mail.outbox[0].body)[1]
    form = client.get(link, follow=True)
    assert form.status_code == 200
    chosen = {"password1": PASSWORD, "password2": PASSWORD}
    client.post(form.redirect_chain[-1][0], chosen)
    assert sign_in("newcomer@council.example", PASSWORD).url == reverse("home")


def test_reset_answers_the_same_for_unknown_people(person, client):
    known = client.post(reverse("account_reset_password"), {"email": person.email})
    unknown = client.post(reverse("account_reset_password"), {"email": "nobody@council.example"})
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert [one.to for one in mail.outbox] == [[person.email]]
