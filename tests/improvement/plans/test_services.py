"""Do the services of plans keep dates, rights and history as the rules say?"""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from improvement.councils.roles import Role
from improvement.history.models import Event
from improvement.history.services import EditConflict
from improvement.plans import services
from improvement.plans.models import Action, Evidence, Plan
from improvement.rules.brag import StatedStatus
from tests.builders import make_area, make_member
from tests.improvement.plans.builders import days, make_action, make_plan, make_priority
from tests.inspections.builders import make_finding, make_inspection
from tests.scorecard.builders import make_measure

pytestmark = pytest.mark.django_db


def latest(obj) -> Event:
    return Event.objects.about(obj).first()


# --- Plans -------------------------------------------------------------------------------------
def test_new_plan_takes_the_place_of_the_last(council, plan):
    second = make_plan(council, title="Second plan")

    assert second.number == 2
    assert list(Plan.objects.filter(council=council, is_current=True)) == [second]
    assert latest(plan).verb == "superseded"


def test_plans_of_another_council_stay_in_force(plan, other_council):
    make_plan(other_council)

    plan.refresh_from_db()
    assert plan.is_current


def test_plan_cannot_end_before_it_starts(council):
    with pytest.raises(ValidationError, match="on or after"):
        make_plan(council, ends=days(-400))


def test_priorities_number_themselves(plan):
    assert [make_priority(plan).number for _ in range(3)] == [1, 2, 3]


# --- Actions -----------------------------------------------------------------------------------
def test_action_takes_the_next_free_reference(priority):
    make_action(priority, reference="1.2")

    assert make_action(priority).reference == "1.1"
    assert make_action(priority).reference == "1.3"


def test_action_keeps_its_first_due_date(action):
    assert action.original_due == action.due
    assert latest(action).verb == "added"


def test_action_with_a_taken_reference_is_refused(action, priority):
    with pytest.raises(ValidationError, match="already has that reference"):
        make_action(priority, reference=action.reference)


def test_due_date_moves_only_with_a_reason(action, cast):
    with pytest.raises(ValidationError, match="reason") as refused:
        services.change_action(action=action, by=cast.improvement, due=days(130), reason="  ")

    assert "reason" in refused.value.message_dict
    assert Action.objects.get(pk=action.pk).due == days(100)


def test_due_date_moved_with_a_reason_keeps_the_original(action, cast):
    services.change_action(
        action=action, by=cast.improvement, due=days(130), reason="A key post was vacant"
    )

    stored = Action.objects.get(pk=action.pk)
    assert (stored.due, stored.original_due) == (days(130), days(100))
    assert latest(action).reason == "A key post was vacant"
    assert latest(action).before == {"due": days(100).isoformat()}


def test_original_date_cannot_be_rewritten(action, cast):
    action.original_due = days(500)
    services.change_action(action=action, by=cast.improvement, due=days(130), reason="Slipped")

    assert Action.objects.get(pk=action.pk).original_due == days(100)


def test_due_date_cannot_be_taken_away(action, cast):
    with pytest.raises(ValidationError, match="keeps one"):
        services.change_action(action=action, by=cast.improvement, due=None, reason="No idea")


def test_first_due_date_needs_no_reason(priority, cast):
    action = make_action(priority, due=None)
    services.change_action(action=action, by=cast.improvement, due=days(50))

    stored = Action.objects.get(pk=action.pk)
    assert (stored.due, stored.original_due) == (days(50), days(50))


def test_second_save_from_the_same_version_is_refused(action, cast):
    services.change_action(action=action, by=cast.improvement, title="First", version=1)
    stale = Action.objects.get(pk=action.pk)

    with pytest.raises(EditConflict):
        services.change_action(action=stale, by=cast.improvement, title="Second", version=1)
    assert Action.objects.get(pk=action.pk).title == "First"


def test_owner_from_another_council_is_refused(action, cast):
    with pytest.raises(ValidationError, match="member of this council"):
        services.change_action(action=action, by=cast.improvement, owner=cast.stranger)


def test_owner_who_has_left_does_not_stop_other_changes(action, cast):
    cast.owner.memberships.update(is_active=False)

    services.change_action(action=action, by=cast.improvement, owner=cast.owner, title="New words")

    assert Action.objects.get(pk=action.pk).title == "New words"


def test_priority_of_another_council_is_refused(action, other_council, cast):
    foreign = make_priority(make_plan(other_council))

    with pytest.raises(ValidationError, match="this council's plan"):
        services.change_action(action=action, by=cast.improvement, priority=foreign)


def test_priority_of_another_version_takes_the_action_along(action, council, cast):
    second = make_plan(council, title="Second plan")
    services.change_action(action=action, by=cast.improvement, priority=make_priority(second))

    assert Action.objects.get(pk=action.pk).plan == second


# --- Links -------------------------------------------------------------------------------------
def test_links_leave_history(action, council, area, cast):
    finding = make_finding(make_inspection(council), reference="F1")
    measure = make_measure(area)

    services.link(action=action, by=cast.improvement, findings=[finding], measures=[measure])

    assert list(action.findings.all()) == [finding]
    assert list(action.measures.all()) == [measure]
    told = {event.verb: event.after for event in Event.objects.about(action)}
    assert told["linked findings"] == {"findings": ["F1"]}
    assert told["linked measures"] == {"measures": [measure.code]}


def test_same_links_leave_no_entry(action, council, cast):
    finding = make_finding(make_inspection(council))
    services.link(action=action, by=cast.improvement, findings=[finding])
    before = Event.objects.count()

    services.link(action=action, by=cast.improvement, findings=[finding])

    assert Event.objects.count() == before


def test_foreign_links_are_refused(action, other_council, cast):
    finding = make_finding(make_inspection(other_council))
    measure = make_measure(make_area(other_council, "Away"))

    for links in ({"findings": [finding]}, {"measures": [measure]}):
        with pytest.raises(ValidationError, match="of this council"):
            services.link(action=action, by=cast.improvement, **links)


# --- The monthly update ------------------------------------------------------------------------
@pytest.mark.parametrize("person", ["owner", "improvement"])
def test_update_by_the_owner_or_the_improvement_lead(action, cast, person):
    by = getattr(cast, person)
    update = services.update_action(action=action, by=by, status="at_risk", text="Slow")

    assert (update.by, update.status) == (by, "at_risk")
    assert Action.objects.get(pk=action.pk).status == "at_risk"
    assert (latest(action).verb, latest(action).by) == ("updated", by)


@pytest.mark.parametrize("person", ["officer", "lead", "board", "clerk", "admin", "stranger"])
def test_update_by_anyone_else_is_refused(action, cast, person):
    with pytest.raises(PermissionDenied):
        services.update_action(
            action=action, by=getattr(cast, person), status="at_risk", text="Slow"
        )


def test_update_of_another_owners_action_is_refused(action, council):
    other = make_member(council, Role.OWNER)

    with pytest.raises(PermissionDenied):
        services.update_action(action=action, by=other, status="at_risk", text="Slow")


def test_update_is_told_in_its_own_words(action, cast):
    services.update_action(
        action=action, by=cast.owner, status="at_risk", text="Slow", due=days(150), reason="Strike"
    )

    told = latest(action)
    assert told.after == {"status": "At risk", "update": "Slow", "due": days(150).isoformat()}
    assert told.before == {"status": "On track", "update": "", "due": days(100).isoformat()}
    assert told.reason == "Strike"


def test_update_that_changes_nothing_is_told_all_the_same(action, cast):
    services.update_action(action=action, by=cast.owner, status="on_track", text="As before")

    assert latest(action).after == {"status": "On track", "update": "As before"}


def test_update_moves_the_date_only_with_a_reason(action, cast):
    with pytest.raises(ValidationError):
        services.update_action(
            action=action, by=cast.owner, status="at_risk", text="Slow", due=days(150)
        )
    assert not action.updates.exists()


def test_completion_is_dated_and_undone(action, cast):
    services.update_action(action=action, by=cast.owner, status="complete", text="Done")
    assert Action.objects.get(pk=action.pk).completed_on == days(0)

    services.update_action(action=action, by=cast.owner, status="on_track", text="Not quite")
    assert Action.objects.get(pk=action.pk).completed_on is None


def test_update_finishes_milestones(action, cast):
    step = services.add_milestone(action=action, title="First step", due=days(5), by=None)

    services.update_action(
        action=action, by=cast.owner, status="on_track", text="Going", milestones_done=[step]
    )

    step.refresh_from_db()
    assert step.done_on == days(0)


def test_milestone_of_another_action_is_refused(action, priority, cast):
    elsewhere = services.add_milestone(
        action=make_action(priority), title="Theirs", due=days(5), by=None
    )

    with pytest.raises(ValidationError, match="of this action"):
        services.update_action(
            action=action, by=cast.owner, status="on_track", text="x", milestones_done=[elsewhere]
        )
    assert not action.updates.exists()


def test_milestone_moves_only_with_a_reason(action, cast):
    step = services.add_milestone(action=action, title="First step", due=days(5), by=None)

    with pytest.raises(ValidationError, match="reason"):
        services.change_milestone(milestone=step, by=cast.improvement, due=days(9))
    services.change_milestone(milestone=step, by=cast.improvement, due=days(9), reason="Strike")

    step.refresh_from_db()
    assert step.due == days(9)
    assert latest(action).reason == "Strike"


# --- Evidence ----------------------------------------------------------------------------------
def test_evidence_is_accepted_by_another(action, cast):
    evidence = services.add_evidence(action=action, title="Audit", by=cast.owner)

    services.accept_evidence(evidence=evidence, by=cast.improvement)

    evidence.refresh_from_db()
    assert (evidence.accepted_by, evidence.given_by) == (cast.improvement, cast.owner)
    assert evidence.accepted_at is not None
    assert latest(action).verb == "accepted evidence"


def test_evidence_is_not_accepted_by_its_giver(action, cast):
    evidence = services.add_evidence(action=action, title="Audit", by=cast.improvement)

    with pytest.raises(PermissionDenied, match="someone other"):
        services.accept_evidence(evidence=evidence, by=cast.improvement)


def test_evidence_is_not_accepted_by_the_owner(priority, cast, council):
    action = make_action(priority, owner=cast.improvement)
    second = make_member(council, Role.IMPROVEMENT)
    evidence = services.add_evidence(action=action, title="Audit", by=second)

    with pytest.raises(PermissionDenied, match="someone other"):
        services.accept_evidence(evidence=evidence, by=cast.improvement)


@pytest.mark.parametrize("person", ["owner", "lead", "board", "stranger"])
def test_evidence_is_accepted_by_nobody_else(action, cast, person):
    evidence = services.add_evidence(action=action, title="Audit", by=cast.improvement)

    with pytest.raises(PermissionDenied):
        services.accept_evidence(evidence=evidence, by=getattr(cast, person))


def test_evidence_is_accepted_once(action, cast):
    evidence = services.add_evidence(action=action, title="Audit", by=cast.owner)
    services.accept_evidence(evidence=evidence, by=cast.improvement)

    with pytest.raises(ValidationError, match="already"):
        services.accept_evidence(evidence=evidence, by=cast.improvement)


# --- What the database itself holds ------------------------------------------------------------
def test_database_holds_who_and_when_together(action, cast):
    for half in ({"given_by": cast.owner}, {"accepted_by": cast.improvement}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Evidence.objects.create(action=action, title="Half", **half)


def test_database_refuses_a_giver_who_accepts(action, cast):
    evidence = services.add_evidence(action=action, title="Audit", by=cast.owner)
    with pytest.raises(IntegrityError), transaction.atomic():
        Evidence.objects.filter(pk=evidence.pk).update(
            accepted_by=cast.owner, accepted_at=evidence.given_at
        )


def test_database_refuses_a_second_plan_in_force(council, plan):
    with pytest.raises(IntegrityError), transaction.atomic():
        Plan.objects.create(council=council, title="Rival", number=9, starts=days(0))


def test_database_refuses_completion_of_what_is_not_complete(action):
    with pytest.raises(IntegrityError), transaction.atomic():
        Action.objects.filter(pk=action.pk).update(completed_on=days(0))


def test_done_without_a_day_is_kept_as_told(priority):
    action = make_action(priority, status=StatedStatus.COMPLETE, completed_on=None)

    assert Action.objects.get(pk=action.pk).completed_on is None
