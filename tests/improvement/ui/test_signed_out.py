"""Is a form that was sent without a session held for its sender, and only for its sender?"""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from improvement.councils.models import Membership
from inspections.models import Finding
from tests.inspections.builders import make_inspection
from tests.scorecard.builders import OCTOBER, make_desk

pytestmark = pytest.mark.django_db
OURS = {"headers": {"Origin": "http://testserver"}}
PASSWORD = "a long and quiet afternoon"


def held_fields(response) -> dict[str, list[str]]:
    """What a press on "Send it again" would send, read as a browser reads it."""
    page = response.content.decode()
    form = next(one for one in page.split("<form")[1:] if "Send it again" in one)
    fields: dict[str, list[str]] = {}
    for name, value in re.findall(
        r'<textarea name="([^"]*)" hidden>\n(.*?)</textarea>', form, re.S
    ):
        fields.setdefault(unescape(name), []).append(unescape(value))
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]*)"', form)
    return fields | {"csrfmiddlewaretoken": [token[1]]}


def can_be_resent(response) -> bool:
    return "Send it again" in response.content.decode()


def text(response) -> str:
    return " ".join(unescape(response.content.decode()).split())


@pytest.fixture
def address(council) -> str:
    return reverse("inspections:finding-add", args=[council.slug])


@pytest.fixture
def typed(council) -> dict[str, str]:
    return {
        "inspection": str(make_inspection(council).pk),
        "kind": "improvement",
        "text": '\nPlans "drift" <b>here</b> & </textarea><script>alert(1)</script>\nand there',
    }


@pytest.fixture
def browser(cast) -> Client:
    """A browser that is signed in as the improvement lead, checked for forged forms."""
    cast.improvement.set_password(PASSWORD)
    cast.improvement.save()
    client = Client(enforce_csrf_checks=True)
    sign_in(client)
    return client


def token_of(client: Client, address: str) -> str:
    """The token in the form at an address, whether a person signed in or not sees it."""
    page = client.get(address, follow=True).content.decode()
    return re.findall(r'name="csrfmiddlewaretoken" value="([^"]*)"', page)[-1]


def sign_in(client: Client) -> None:
    where = reverse("account_login")
    told = {"login": "improvement", "password": PASSWORD}
    token = {"csrfmiddlewaretoken": token_of(client, where)}
    assert client.post(where, told | token).status_code == 302


def test_signed_out_in_mid_entry_signs_in_and_sends_it_again(browser, address, typed):
    """The whole way: the session ends, the form is held, the token changes, and it is saved."""
    token = {"csrfmiddlewaretoken": token_of(browser, address)}
    del browser.cookies["sessionid"]
    held = browser.post(address, typed | token)
    assert held.status_code == 401
    assert "You are signed out" in text(held)
    assert "Nothing of it is saved yet" in text(held)
    sign_in(browser)
    asked = browser.post(address, held_fields(held), **OURS)
    assert asked.status_code == 403
    assert "You were about to send this form" in text(asked)
    assert browser.post(address, held_fields(asked), **OURS).status_code == 302
    assert Finding.objects.get().text == typed["text"].strip()


def test_what_was_typed_is_held_as_words(client, address, typed):
    response = client.post(address, typed)
    assert response.status_code == 401
    assert "<script>alert" not in response.content.decode()
    assert held_fields(response)["text"] == [typed["text"]]
    assert "no-store" in response["Cache-Control"]


def test_several_values_of_one_name_are_all_held(client, address):
    response = client.post(address, {"a": ["1", "2"], "csrfmiddlewaretoken": "old"})
    fields = held_fields(response)
    assert fields["a"] == ["1", "2"]
    assert "old" not in fields["csrfmiddlewaretoken"]


def test_files_are_not_held_and_the_page_says_so(client, address):
    file = SimpleUploadedFile("figures.csv", b"secret figures")
    response = client.post(address, {"text": "Words", "file": file})
    assert held_fields(response)["text"] == ["Words"]
    assert "choose it again" in text(response)
    assert "secret figures" not in text(response)


def test_form_without_fields_can_be_sent_again_too(client, council, cast):
    membership = Membership.objects.filter(council=council).first()
    response = client.post(reverse("people:role-end", args=[council.slug, membership.pk]))
    assert response.status_code == 401
    assert can_be_resent(response)


def test_reading_leads_to_the_sign_in_page_as_ever(client, address):
    response = client.get(f"{address}?priority=2")
    assert response.status_code == 302
    assert parse_qs(urlsplit(response["Location"]).query)["next"] == [f"{address}?priority=2"]


def test_form_goes_back_to_the_address_it_was_sent_to_and_nowhere_else(client, address):
    page = client.post(f"{address}?next=//evil.example/", {"text": "Words"}).content.decode()
    targets = re.findall(r'<form method="post" action="([^"]*)"', page)
    assert targets == [f"{address}?next=//evil.example/"]


def test_password_is_never_held(browser, client, address):
    response = client.post(address, {"text": "Words", "new_password": "very secret"})
    assert response.status_code == 401
    assert not can_be_resent(response)
    for name in ("account_login", "account_reset_password", "account_change_password"):
        sent = {"login": "pat", "email": "pat@people.example", "password1": "very secret"}
        for one in (browser, Client(enforce_csrf_checks=True)):
            response = one.post(reverse(name), sent, **OURS)
            assert response.status_code == 403, name
            assert not can_be_resent(response), name
            assert "very secret" not in response.content.decode()
            assert "pat@people" not in response.content.decode()


# --- Forged forms ------------------------------------------------------------------------------
FORGED = [
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://testserver.evil.example"},
    {"Origin": "https://testserver"},
    {"Origin": "http://evil.example", "Referer": "http://testserver/"},
    {"Referer": "https://evil.example/?http://testserver/"},
    {"Referer": "http://testserver@evil.example/"},
    {"Referer": "http://[bad"},
    {},
]


@pytest.mark.parametrize("headers", FORGED, ids=lambda one: "-".join(one.values()) or "none")
def test_forged_form_is_not_one_click_away(browser, address, typed, headers):
    response = browser.post(address, typed, headers=headers)
    assert response.status_code == 403
    assert not can_be_resent(response)
    assert "drift" not in response.content.decode()
    assert not Finding.objects.exists()


@pytest.mark.parametrize("headers", FORGED, ids=lambda one: "-".join(one.values()) or "none")
def test_forged_form_is_not_held_for_later_either(address, typed, headers):
    """Not for someone who is signed out and would sign in to send it."""
    response = Client(enforce_csrf_checks=True).post(address, typed, headers=headers)
    assert response.status_code == 403
    assert not can_be_resent(response)


def test_form_of_our_own_page_is_held_with_everything_it_will_send_in_view(browser, address, typed):
    response = browser.post(address, typed | {"csrfmiddlewaretoken": "stale"}, **OURS)
    assert response.status_code == 403
    page = response.content.decode()
    shown = page[page.index("<details") :]
    assert shown.startswith('<details class="govuk-details app-after" open>')
    assert address in shown
    assert "Plans &quot;drift&quot; &lt;b&gt;here&lt;/b&gt;" in shown
    assert held_fields(response)["text"] == [typed["text"]]
    assert not Finding.objects.exists()


def test_referer_of_ours_serves_a_browser_that_names_no_origin(browser, address, typed):
    sent = typed | {"csrfmiddlewaretoken": "stale"}
    referer = {"Referer": f"http://testserver{address}"}
    assert can_be_resent(browser.post(address, sent, headers=referer))


def test_page_that_names_nobody_is_not_held(browser):
    response = browser.post(reverse("glossary"), {"text": "Words"}, **OURS)
    assert response.status_code == 403
    assert not can_be_resent(response)


# --- Scripts -----------------------------------------------------------------------------------
JSON = {"Accept": "application/json"}


def test_script_is_told_how_to_sign_in_and_come_back(client, address):
    headers = JSON | {"Referer": f"http://testserver{address}?priority=2"}
    for response in (client.post(address, headers=headers), client.get(address, headers=headers)):
        assert response.status_code == 401
        told = response.json()
        assert "You are signed out" in told["message"]
        assert told["sign_in"] == f"{reverse('account_login')}?next={address.replace('/', '%2F')}"


def test_script_on_another_site_is_not_led_back_there(client, address):
    response = client.post(address, headers=JSON | {"Referer": "https://evil.example/away"})
    assert "away" not in response.json()["sign_in"]


def test_script_of_ours_gets_a_new_token_and_nobody_elses_does(browser, address):
    ours = browser.post(address, headers=JSON | {"Origin": "http://testserver"})
    assert ours.status_code == 403
    token = {"X-CSRFToken": ours.json()["token"], "Origin": "http://testserver"}
    assert browser.post(address, headers=token).status_code == 200
    theirs = browser.post(address, headers=JSON | {"Origin": "https://evil.example"})
    assert theirs.status_code == 403
    assert "token" not in theirs.content.decode().lower().replace("csrfmiddlewaretoken", "")


def test_what_will_be_sent_is_told_under_the_names_that_the_boxes_had(client, council, cast, area):
    """The sheet's own names say nothing to a person; its form brings what they were called."""
    desk = make_desk(area)
    measure = desk.measures[0]
    address = reverse("scorecard:section-key", args=[council.slug, OCTOBER, area.slug])
    client.force_login(cast.officer)
    page = client.get(address).content.decode()
    labels = unescape(re.search(r'name="labels" value="([^"]*)"', page)[1])
    client.logout()
    typed = {
        f"n{measure.pk}": "8", f"c{measure.pk}": "Counted twice", "labels": labels, "version": "1",
        "what_is_new": "Nothing",
    }  # fmt: skip
    told = text(client.post(address, typed))
    for words in (f"{measure.code}, figure", f"{measure.code}, comment", "What is new"):
        assert f">{words}</dt>" in told
    assert f">n{measure.pk}</dt>" not in told
    assert ">labels</dt>" not in told.lower()


def test_a_name_that_somebody_made_up_stays_a_word(client, council):
    address = reverse("inspections:finding-add", args=[council.slug])
    typed = {"labels": "text=<script>alert(1)</script>\nno sign", "text": "Words"}
    told = client.post(address, typed).content.decode()
    assert "<script>alert(1)" not in told
    assert "Words" in told
