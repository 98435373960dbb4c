"""What happens to plans when two people act at once, or one person twice?"""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from improvement.history.services import EditConflict
from improvement.plans import services
from tests.improvement.plans.builders import days, make_action, make_plan, make_priority
from tests.inspections.builders import make_finding, make_inspection

pytestmark = pytest.mark.django_db


# --- Numbers -----------------------------------------------------------------------------------
@pytest.fixture
def held(monkeypatch, council) -> list[str]:
    """What happened in which order: the council's row held, a number looked for."""
    told: list[str] = []
    monkeypatch.setattr(services, "hold", lambda held: told.append(f"held {held.slug}"))
    for name in ("next_number", "next_reference", "supersede_others"):
        found = getattr(services, name)

        def noted(*args, name=name, found=found, **kwargs):
            told.append(name)
            return found(*args, **kwargs)

        monkeypatch.setattr(services, name, noted)
    return told


def test_council_is_held_before_a_plan_is_numbered(council, held):
    make_plan(council)

    assert held == [f"held {council.slug}", "next_number", "supersede_others"]


def test_council_is_held_before_a_priority_is_numbered(plan, held):
    make_priority(plan)

    assert held == [f"held {plan.council.slug}", "next_number"]


def test_council_is_held_before_an_action_is_numbered(priority, held):
    make_action(priority)

    assert held == [f"held {priority.council.slug}", "next_reference"]


def test_council_is_held_before_a_plan_or_an_action_changes(plan, priority, action, held):
    services.change_plan(plan=plan, by=None, title="Renamed")
    services.change_priority(priority=priority, by=None, number=7)
    services.change_action(action=action, by=None, reference="9.9", due=days(100))

    mine = f"held {plan.council.slug}"
    assert held == [mine, "supersede_others", mine, mine]


# --- Parts of one action -----------------------------------------------------------------------
def test_second_change_of_a_milestone_from_the_same_version_is_refused(action, cast):
    step = services.add_milestone(action=action, title="Step", due=days(5), by=None)
    services.change_milestone(milestone=step, by=cast.improvement, title="Hers", version=1)

    with pytest.raises(EditConflict):
        services.change_milestone(milestone=step, by=cast.improvement, title="His", version=1)

    assert action.milestones.get().title == "Hers"


def test_milestone_page_shows_what_someone_else_saved(council, action, as_):
    step = services.add_milestone(action=action, title="Step", due=days(5), by=None)
    href = reverse("plans:milestone-edit", args=[council.slug, action.pk, step.pk])
    client, typed = as_("improvement"), {"version": "1", "due": days(5).isoformat()}
    assert 'name="version" value="1"' in client.get(href).content.decode()
    assert client.post(href, typed | {"title": "Hers"}).status_code == 302

    page = client.post(href, typed | {"title": "His"})

    assert page.status_code == 409
    assert "Saved by someone else meanwhile: Hers" in page.content.decode()
    assert action.milestones.get().title == "Hers"
    assert client.post(href, typed | {"title": "His", "version": "2"}).status_code == 302


def test_links_that_someone_else_chose_are_not_lost(council, action, as_):
    inspection = make_inspection(council)
    hers, his = (make_finding(inspection, reference=one) for one in ("F-71", "F-72"))
    href = reverse("plans:action-link", args=[council.slug, action.pk])
    client = as_("improvement")
    assert 'name="version" value="1"' in client.get(href).content.decode()
    client.post(href, {"version": "1", "findings": [hers.pk]})

    page = client.post(href, {"version": "1", "findings": [his.pk]})

    assert page.status_code == 409
    assert "Linked now: F-71" in page.content.decode()
    assert list(action.findings.all()) == [hers]
    assert client.post(href, {"version": "2", "findings": [his.pk]}).status_code == 302


# --- Evidence ----------------------------------------------------------------------------------
def test_evidence_never_ends_accepted_by_the_owner(priority, cast):
    action = make_action(priority, owner=cast.improvement)
    evidence = services.add_evidence(action=action, title="Audit", by=None)
    services.change_action(action=action, by=cast.improvement, owner=cast.owner)
    services.accept_evidence(evidence=evidence, by=cast.improvement)

    with pytest.raises(ValidationError, match="accepted evidence") as refused:
        services.change_action(action=action, by=cast.improvement, owner=cast.improvement)

    assert "owner" in refused.value.message_dict
    assert type(action).objects.get(pk=action.pk).owner == cast.owner


def test_evidence_is_judged_by_the_owner_of_this_moment(action, cast):
    evidence = services.add_evidence(action=action, title="Audit", by=cast.owner)
    assert evidence.action.owner == cast.owner
    type(action).objects.filter(pk=action.pk).update(owner=cast.improvement)

    with pytest.raises(PermissionDenied, match="someone other"):
        services.accept_evidence(evidence=evidence, by=cast.improvement)


# --- The same thing sent twice -----------------------------------------------------------------
def test_milestone_sent_twice_is_added_once(council, action, as_):
    href = reverse("plans:milestone-add", args=[council.slug, action.pk])
    client, typed = as_("improvement"), {"title": "Step", "due": days(5).isoformat()}
    assert client.post(href, typed).status_code == 302

    page = client.post(href, typed)

    assert "already has that milestone" in page.content.decode()
    assert action.milestones.count() == 1
    assert client.post(href, typed | {"due": days(6).isoformat()}).status_code == 302


def test_evidence_sent_twice_is_given_once(council, action, as_):
    href = reverse("plans:action-evidence-add", args=[council.slug, action.pk])
    client, typed = as_("owner"), {"title": "Audit", "link": "https://records.example/audit"}
    assert client.post(href, typed).status_code == 302

    page = client.post(href, typed)

    assert "awaits acceptance" in page.content.decode()
    assert action.evidence.count() == 1
    assert client.post(href, typed | {"link": "https://records.example/b"}).status_code == 302


def test_milestone_done_before_may_be_set_again(action):
    for done in (days(-1), None):
        services.add_milestone(action=action, title="Visit", due=days(5), done_on=done, by=None)

    assert action.milestones.count() == 2
