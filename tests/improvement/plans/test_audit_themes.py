"""Can an action answer what audits saw, and does each side say so?"""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from improvement.history.models import Event
from improvement.plans.models import Action
from improvement.plans.services import link
from tests.inspections.audits.builders import make_cycle, make_theme

pytestmark = pytest.mark.django_db


@pytest.fixture
def theme(council):
    return make_theme(make_cycle(council))


def test_the_links_page_offers_themes_and_both_pages_show_the_link(as_, council, action, theme):
    href = reverse("plans:action-link", args=[council.slug, action.pk])
    assert "Decisions do not say why. (Practice audits" in as_("improvement").get(href).text
    sent = {"version": str(action.version), "audit_themes": [str(theme.pk)]}
    assert as_("improvement").post(href, sent).status_code == 302
    assert action.get_absolute_url() in as_("board").get(theme.cycle.get_absolute_url()).text
    assert theme.cycle.get_absolute_url() in as_("board").get(action.get_absolute_url()).text
    event = Event.objects.get(verb="linked audit themes")
    assert event.after == {"audit themes": ["Decisions do not say why."]}


def test_no_audit_theme_no_field(as_, council, action):
    href = reverse("plans:action-link", args=[council.slug, action.pk])
    assert "Audit themes it answers" not in as_("improvement").get(href).text


def test_a_new_action_is_begun_from_its_theme(as_, council, priority, theme):
    href = reverse("plans:action-add", args=[council.slug]) + f"?theme={theme.pk}"
    assert "It will answer the audit theme: Decisions do not" in as_("improvement").get(href).text
    sent = {"priority": str(priority.pk), "title": "Ask for the reason"}
    assert as_("improvement").post(href, sent).status_code == 302
    assert list(Action.objects.get(title="Ask for the reason").audit_themes.all()) == [theme]


def test_themes_of_another_council_are_refused(as_, council, other_council, action, priority):
    foreign = make_theme(make_cycle(other_council), text="Foreign words")
    with pytest.raises(ValidationError, match="audit themes of this council"):
        link(action=action, audit_themes=[foreign], by=None)
    add = reverse("plans:action-add", args=[council.slug]) + f"?theme={foreign.pk}"
    assert "Foreign words" not in as_("improvement").get(add).text
    sent = {"version": str(action.version), "audit_themes": [str(foreign.pk)]}
    as_("improvement").post(reverse("plans:action-link", args=[council.slug, action.pk]), sent)
    assert not action.audit_themes.exists()
