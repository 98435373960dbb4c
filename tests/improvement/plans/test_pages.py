"""Do the pages of plans open for the right people, say what is wrong and stay cheap?"""

import csv
import io
from datetime import date

import pytest
from django.urls import reverse

from improvement.councils.roles import Role
from improvement.plans import services
from improvement.plans.models import Action, Evidence, Plan, Priority
from tests.builders import make_area, make_member
from tests.improvement.plans.builders import days, make_action, make_plan, make_priority
from tests.inspections.builders import make_finding, make_inspection
from tests.scorecard.builders import make_measure

pytestmark = pytest.mark.django_db

ALL = [role.value for role in Role]
SEE = [role for role in ALL if role != "viewer"]
EDIT = ["improvement"]
UPDATE = ["improvement", "owner"]


def where(name: str, council, *args) -> str:
    return reverse(f"plans:{name}", args=[council.slug, *args])


def listed(client, council, query: str = "") -> list[str]:
    """References in the CSV, in its order."""
    response = client.get(f"{where('action-list', council)}?{query}&format=csv")
    assert response.status_code == 200
    text = response.content.decode("utf-8-sig")
    return [row["Reference"] for row in csv.DictReader(io.StringIO(text))]


# --- Who may open what -------------------------------------------------------------------------
@pytest.fixture
def pages(council, plan, priority, action) -> dict[str, tuple[str, list[str]]]:
    step = services.add_milestone(action=action, title="Step", due=days(20), by=None)
    return {
        "plan": (where("plan-detail", council), SEE),
        "plan add": (where("plan-add", council), EDIT),
        "plan edit": (where("plan-edit", council, plan.pk), EDIT),
        "priority add": (where("priority-add", council, plan.pk), EDIT),
        "priority edit": (where("priority-edit", council, priority.pk), EDIT),
        "actions": (where("action-list", council), SEE),
        "action": (where("action-detail", council, action.pk), SEE),
        "action add": (where("action-add", council), EDIT),
        "action edit": (where("action-edit", council, action.pk), EDIT),
        "action update": (where("action-update", council, action.pk), UPDATE),
        "action links": (where("action-link", council, action.pk), EDIT),
        "milestone add": (where("milestone-add", council, action.pk), EDIT),
        "milestone edit": (where("milestone-edit", council, action.pk, step.pk), EDIT),
        "evidence add": (where("action-evidence-add", council, action.pk), UPDATE),
    }


@pytest.mark.parametrize("person", [*ALL, "stranger"])
def test_each_role_opens_exactly_its_pages(pages, as_, person):
    client = as_(person)
    wanted = {
        name: 404 if person == "stranger" else 200 if person in allowed else 403
        for name, (_, allowed) in pages.items()
    }

    assert {name: client.get(href).status_code for name, (href, _) in pages.items()} == wanted


def test_owner_cannot_update_or_evidence_another_owners_action(priority, council, as_):
    other = make_action(priority, owner=make_member(council, Role.OWNER))
    client = as_("owner")

    for name in ("action-update", "action-evidence-add"):
        assert client.get(where(name, council, other.pk)).status_code == 403
        assert client.post(where(name, council, other.pk), {}).status_code == 403


def test_objects_of_another_council_are_not_found(other_council, council, action, as_):
    foreign = make_action(make_priority(make_plan(other_council)))
    step = services.add_milestone(action=foreign, title="Theirs", due=days(4), by=None)
    client = as_("improvement")
    addresses = [
        where("plan-edit", council, foreign.plan_id),
        where("priority-add", council, foreign.plan_id),
        where("priority-edit", council, foreign.priority_id),
        where("action-detail", council, foreign.pk),
        where("action-edit", council, foreign.pk),
        where("action-update", council, foreign.pk),
        where("action-link", council, foreign.pk),
        where("milestone-add", council, foreign.pk),
        where("milestone-edit", council, action.pk, step.pk),
        where("action-evidence-add", council, foreign.pk),
    ]

    assert {client.get(href).status_code for href in addresses} == {404}


def test_unknown_and_endless_keys_are_not_found(council, as_):
    start = where("action-list", council)
    for key in ("0", "999999", "9" * 19, "9" * 400):
        assert as_("improvement").get(f"{start}{key}/").status_code == 404


# --- The plan ----------------------------------------------------------------------------------
def test_council_without_a_plan_is_told_what_to_do(council, as_):
    page = as_("improvement").get(where("plan-detail", council))

    assert b"There is no plan yet" in page.content
    assert where("plan-add", council) in page.content.decode()
    assert (
        where("plan-add", council)
        not in as_("board").get(where("plan-detail", council)).content.decode()
    )


def test_plan_shows_priorities_and_colours(council, priority, as_):
    make_action(priority, title="Late one", due=days(-5), start=None)
    page = as_("board").get(where("plan-detail", council)).content.decode()

    assert priority.title in page
    assert "Late one" in page
    assert "Overdue by 5 days" in page
    assert "1 overdue" in page


def test_plan_and_priority_are_added_in_the_browser(council, as_):
    client = as_("improvement")
    typed = {"title": "Plan A", "starts": "1/4/2026", "ends": "", "summary": ""}
    assert client.post(where("plan-add", council), typed).status_code == 302
    plan = Plan.objects.get(council=council)
    assert (plan.starts, plan.is_current, plan.number) == (date(2026, 4, 1), True, 1)

    client.post(where("priority-add", council, plan.pk), {"number": "1", "title": "Practice"})
    assert Priority.objects.get(plan=plan).title == "Practice"


# --- Adding and changing actions ---------------------------------------------------------------
def test_action_is_added_with_the_finding_it_answers(council, priority, cast, as_):
    finding = make_finding(make_inspection(council))
    typed = {"priority": priority.pk, "title": "Do it", "owner": cast.owner.pk, "due": "1/4/2030"}

    response = as_("improvement").post(
        f"{where('action-add', council)}?finding={finding.pk}", typed
    )

    added = Action.objects.get(title="Do it")
    assert response.url == where("action-detail", council, added.pk)
    assert (added.reference, added.owner, added.status) == ("1.1", cast.owner, "not_started")
    assert list(added.findings.all()) == [finding]


def test_foreign_finding_in_the_address_is_ignored(council, other_council, priority, as_):
    foreign = make_finding(make_inspection(other_council))
    typed = {"priority": priority.pk, "title": "Do it"}
    for asked in (str(foreign.pk), "x", "9" * 30, "-1", "%00"):
        as_("improvement").post(
            f"{where('action-add', council)}?finding={asked}", typed | {"title": asked}
        )

    assert Action.objects.count() == 5
    assert not Action.objects.filter(findings__isnull=False).exists()


def test_choices_stay_within_the_council(council, other_council, action, typed, cast, as_):
    foreign = make_priority(make_plan(other_council))
    client = as_("improvement")
    for tampered in ({"priority": foreign.pk}, {"owner": cast.stranger.pk}, {"owner": 9**30}):
        page = client.post(where("action-edit", council, action.pk), typed | tampered)
        assert page.status_code == 200
        assert "Select a valid choice" in page.content.decode()

    assert Action.objects.get(pk=action.pk).owner == cast.owner


def test_owner_choices_are_those_who_can_update(council, action, cast, as_):
    page = as_("improvement").get(where("action-edit", council, action.pk))
    owners = set(page.context["form"].fields["owner"].queryset)

    assert owners == {cast.owner, cast.improvement}


def test_moved_date_without_a_reason_is_named_and_kept(council, action, typed, as_):
    page = as_("improvement").post(
        where("action-edit", council, action.pk), typed | {"due": "31/12/2031", "title": "Kept"}
    )

    assert page.status_code == 200
    assert "Give the reason for moving the due date" in page.content.decode()
    assert 'value="31/12/2031"' in page.content.decode()
    assert Action.objects.get(pk=action.pk).title == action.title


def test_moved_date_shows_the_original(council, action, typed, as_):
    client = as_("improvement")
    client.post(
        where("action-edit", council, action.pk),
        typed | {"due": "31/12/2031", "reason": "A vacancy"},
    )
    page = client.get(where("action-detail", council, action.pk)).content.decode()

    assert "First promised for" in page
    assert "A vacancy" in page


def test_conflict_keeps_what_was_typed_and_shows_what_is_stored(council, action, typed, as_):
    client, href = as_("improvement"), where("action-edit", council, action.pk)
    client.post(href, typed | {"title": "Hers"})

    page = client.post(href, typed | {"title": "His"})

    assert page.status_code == 409
    text = page.content.decode()
    assert 'value="His"' in text
    assert "Saved by someone else meanwhile: Hers" in text
    assert client.post(href, typed | {"title": "His", "version": "2"}).status_code == 302
    assert Action.objects.get(pk=action.pk).title == "His"


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"title": ""}, "Enter what will be done"),
        ({"due": "31/2/2027"}, "Enter a real date for due date"),
        ({"due": "1/1/0202"}, "Enter a year between"),
        ({"start": "soon"}, "Enter a real date for start date"),
        ({"start": "1/1/2032"}, "on or after the start date"),
        ({"priority": ""}, "Choose priority"),
        ({"reference": ""}, "Enter reference"),
        ({"reference": "x" * 21}, "at most 20 characters"),
        ({"title": "a\x00b"}, "Null characters"),
        ({"version": ""}, "Open this page again"),
        ({"version": "9" * 40}, "less than or equal"),
    ],
)
def test_bad_input_is_named(council, action, typed, as_, wrong, message):
    page = as_("improvement").post(where("action-edit", council, action.pk), typed | wrong)

    assert page.status_code == 200
    assert message in page.content.decode()
    assert Action.objects.get(pk=action.pk).version == action.version


def test_taken_reference_is_named(council, action, priority, typed, as_):
    other = make_action(priority)
    page = as_("improvement").post(
        where("action-edit", council, action.pk), typed | {"reference": other.reference}
    )

    assert "Another action already has that reference" in page.content.decode()


# --- The monthly update ------------------------------------------------------------------------
def test_owner_updates_in_one_short_form(council, action, cast, as_):
    step = services.add_milestone(action=action, title="Step one", due=days(3), by=None)
    typed = {"version": "1", "status": "at_risk", "text": "Slow.", "milestones_done": [step.pk]}

    response = as_("owner").post(where("action-update", council, action.pk), typed)

    assert response.url == where("action-detail", council, action.pk)
    update = action.updates.get()
    assert (update.text, update.status, update.by) == ("Slow.", "at_risk", cast.owner)
    step.refresh_from_db()
    assert step.done_on == days(0)
    page = as_("board").get(response.url).content.decode()
    assert "Slow." in page
    assert "At risk" in page or "at risk" in page


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"text": ""}, "Enter what has happened since the last update"),
        ({"status": "fine"}, "Select a valid choice"),
        ({"new_due": "30/2/2030"}, "Enter a real date for new due date"),
        ({"new_due": "1/1/2031"}, "Give the reason for moving the due date"),
        ({"new_due": "1/1/1999", "reason": "x"}, "on or after the start date"),
        ({"milestones_done": "99999"}, "Select a valid choice"),
        ({"milestones_done": "9" * 40}, "Select a valid choice"),
    ],
)
def test_bad_update_is_named_and_kept(council, action, as_, wrong, message):
    services.add_milestone(action=action, title="Step one", due=days(3), by=None)
    typed = {"version": "1", "status": "at_risk", "text": "Kept words.", **wrong}

    page = as_("owner").post(where("action-update", council, action.pk), typed)

    assert page.status_code == 200
    assert message in page.content.decode()
    assert not action.updates.exists()
    if "text" not in wrong:
        assert "Kept words." in page.content.decode()


# --- Links, milestones and evidence ------------------------------------------------------------
def test_links_are_chosen_and_shown(council, area, action, as_):
    finding = make_finding(make_inspection(council), reference="F-77")
    measure = make_measure(area)
    client, href = as_("improvement"), where("action-link", council, action.pk)

    client.post(href, {"version": "1", "findings": [finding.pk], "measures": [measure.pk]})

    page = client.get(where("action-detail", council, action.pk)).content.decode()
    assert "F-77" in page
    assert measure.code in page


def test_foreign_links_are_refused(council, other_council, action, as_):
    finding = make_finding(make_inspection(other_council))
    measure = make_measure(make_area(other_council, "Away"))
    for typed in (
        {"findings": [finding.pk]},
        {"measures": [measure.pk]},
        {"findings": ["9" * 40]},
        {"findings": ["x"]},
    ):
        typed["version"] = "1"
        page = as_("improvement").post(where("action-link", council, action.pk), typed)
        assert page.status_code == 200
        assert "is not" in page.content.decode()
    assert not action.findings.exists()


def test_milestone_is_added_and_changed(council, action, as_):
    client = as_("improvement")
    client.post(where("milestone-add", council, action.pk), {"title": "Step", "due": "1/4/2030"})
    step = action.milestones.get()

    page = client.post(
        where("milestone-edit", council, action.pk, step.pk),
        {"version": "1", "title": "Step", "due": "2/4/2030"},
    )
    assert "Give the reason for moving the milestone" in page.content.decode()


def test_evidence_is_given_and_accepted(council, action, as_):
    as_("owner").post(
        where("action-evidence-add", council, action.pk),
        {"title": "Audit", "link": "records.example/audit"},
    )
    piece = Evidence.objects.get(action=action)
    assert piece.link == "https://records.example/audit"
    accept = where("evidence-accept", council, action.pk, piece.pk)
    detail = where("action-detail", council, action.pk)
    assert accept in as_("improvement").get(detail).content.decode()
    assert accept not in as_("owner").get(detail).content.decode()

    assert as_("owner").post(accept).status_code == 403
    assert as_("improvement").get(accept).status_code == 405
    assert as_("improvement").post(accept).status_code == 302

    piece.refresh_from_db()
    assert piece.accepted_at is not None
    again = as_("improvement").post(accept, follow=True)
    assert "already been accepted" in again.content.decode()


def test_own_evidence_is_not_accepted(council, action, cast, as_):
    piece = services.add_evidence(action=action, title="Audit", by=cast.improvement)
    accept = where("evidence-accept", council, action.pk, piece.pk)

    assert as_("improvement").post(accept).status_code == 403


def test_evidence_link_that_is_no_address_is_refused(council, action, as_):
    for link in ("javascript:alert(1)", "data:text/html,x", "not an address"):
        page = as_("owner").post(
            where("action-evidence-add", council, action.pk), {"title": "Audit", "link": link}
        )
        assert "Enter a valid URL" in page.content.decode()
