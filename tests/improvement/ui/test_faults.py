"""What does a person read when the database does not answer, and what becomes of their figures?"""

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import OperationalError
from django.test import Client
from django.urls import reverse

from improvement.history.models import Event
from tests.inspections.builders import make_inspection

pytestmark = pytest.mark.django_db


def test_locked_database_is_told_in_words(as_, council, monkeypatch):
    def locked(*args, **kwargs):
        raise OperationalError("database is locked")

    client = as_("board")
    monkeypatch.setattr("improvement.home.views.overview_page", locked)
    response = client.get(reverse("council-overview", args=[council.slug]))
    words = response.content.decode()
    assert (response.status_code, response["Retry-After"]) == (503, "10")
    assert "did not answer in time" in words
    assert "locked" not in words


def test_what_was_sent_to_a_locked_database_can_be_sent_again(as_, council, monkeypatch):
    def locked(*args, **kwargs):
        raise OperationalError("database is locked")

    inspection = make_inspection(council)
    typed = {
        "inspection": str(inspection.pk),
        "kind": "improvement",
        "text": 'Plans "drift" <b>here</b>\nand there',
    }
    client, address = as_("improvement"), reverse("inspections:finding-add", args=[council.slug])
    with monkeypatch.context() as patch:
        patch.setattr("improvement.history.services.record", locked)
        response = client.post(address, typed)
    assert response.status_code == 503
    assert 'name="text"' in response.content.decode()
    assert "Plans &quot;drift&quot; &lt;b&gt;here&lt;/b&gt;\nand there" in response.content.decode()
    assert not Event.objects.filter(kind="inspections.finding").exists()
    assert client.post(address, typed).status_code == 302
    assert Event.objects.filter(kind="inspections.finding").exists()


def test_a_password_is_never_sent_back(client, monkeypatch):
    def locked(*args, **kwargs):
        raise OperationalError("database is locked")

    monkeypatch.setattr("allauth.account.forms.LoginForm.clean", locked)
    response = client.post(reverse("account_login"), {"login": "pat", "password": "very secret"})
    assert response.status_code == 503
    assert "very secret" not in response.content.decode()


def test_a_fault_around_the_page_is_told_in_the_same_words(as_, council, monkeypatch):
    """The session is stored after the view: too late for the view's own faults to be caught."""

    def locked(*args, **kwargs):
        raise OperationalError("database is locked")

    client = as_("board")
    client.raise_request_exception = False
    monkeypatch.setattr(SessionStore, "load", locked)
    assert client.get(reverse("home")).status_code == 503


def test_a_body_too_big_for_the_check_of_its_origin_is_told_too(cast, council, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.improvement)
    address = reverse("inspections:finding-add", args=[council.slug])
    client.get(address)
    body = f"csrfmiddlewaretoken={client.cookies['csrftoken'].value}&text=" + "x" * 5000
    response = client.post(address, body, content_type="application/x-www-form-urlencoded")
    assert response.status_code == 413
