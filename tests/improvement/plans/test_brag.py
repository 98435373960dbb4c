"""Does the database's colour agree with the rules', action by action, however it is asked for?"""

from itertools import product

import pytest

from improvement.plans import services
from improvement.plans.models import Action, Evidence, Milestone, Update
from improvement.plans.selectors import plan_by_brag, plan_page
from improvement.rules.brag import Brag, StatedStatus, shown_brag
from tests.improvement.plans.builders import days, make_action, make_plan, make_priority

pytestmark = pytest.mark.django_db

STATUSES = [status.value for status in StatedStatus]
DUES = (None, -1, 0, 30)
STARTS = (None, -90, -35, -34, 0, 1)
UPDATES = (None, -36, -35, -34)
MILESTONES = (None, -1, 0)


def make_every_kind(priority) -> None:
    """Every combination of what the rules look at (evidence only where it can matter)."""
    kinds = [
        (status, due, start, update, step)
        for status, due, start, update, step in product(STATUSES, DUES, STARTS, UPDATES, MILESTONES)
        if due is None or start is None or start <= due
    ]
    actions = Action.objects.bulk_create(
        Action(
            council=priority.council,
            plan=priority.plan,
            priority=priority,
            reference=f"K{number}",
            title=f"Kind {number}",
            status=status,
            due=None if due is None else days(due),
            original_due=None if due is None else days(due),
            start=None if start is None else days(start),
        )
        for number, (status, due, start, _, _) in enumerate(kinds)
    )
    Update.objects.bulk_create(
        Update(action=action, on=days(update), status=action.status, text="x")
        for action, (*_, update, _) in zip(actions, kinds, strict=True)
        if update is not None
    )
    Milestone.objects.bulk_create(
        Milestone(action=action, title="x", due=days(step))
        for action, (*_, step) in zip(actions, kinds, strict=True)
        if step is not None
    )


def give_evidence(actions, by) -> None:
    """Accepted evidence for every other completed action, unaccepted for the rest."""
    done = [action for action in actions if action.status == "complete"]
    Evidence.objects.bulk_create(
        Evidence(
            action=action,
            title="x",
            accepted_by=by if number % 2 else None,
            accepted_at="2026-01-01T00:00:00Z" if number % 2 else None,
        )
        for number, action in enumerate(done)
    )


def slow_brag(action, today) -> Brag:
    """The rules, asked plainly."""
    under_way = action.status != StatedStatus.NOT_STARTED
    updates = [one.on for one in action.updates.all()]
    return shown_brag(
        status=StatedStatus(action.status),
        due=action.due,
        today=today,
        missed_milestone=any(
            one.due < today and one.done_on is None for one in action.milestones.all()
        ),
        last_update=max(updates, default=None),
        has_accepted_evidence=any(one.accepted_at for one in action.evidence.all()),
        started=action.start or (action.plan.starts if under_way else None),
    ).shown.brag


@pytest.fixture
def every_kind(priority, cast) -> list[Action]:
    make_every_kind(priority)
    give_evidence(list(Action.objects.all()), cast.improvement)
    return list(
        Action.objects.select_related("plan").prefetch_related("updates", "milestones", "evidence")
    )


@pytest.fixture
def told(every_kind) -> dict[int, Brag]:
    return {action.pk: slow_brag(action, days(0)) for action in every_kind}


def test_every_colour_agrees_with_the_rules(told, council):
    annotated = Action.objects.with_brag(days(0)).values_list("pk", "brag")

    assert len(told) > 1000
    assert set(told.values()) == set(Brag)
    assert {pk: Brag(brag) for pk, brag in annotated} == told


def test_rank_sorts_as_the_rules_rank(told):
    ranks = dict(Action.objects.with_brag(days(0)).values_list("pk", "brag_rank"))

    assert ranks == {pk: brag.rank for pk, brag in told.items()}


@pytest.mark.parametrize("brag", list(Brag))
def test_list_filtered_by_colour_equals_a_plain_loop(told, as_, council, brag):
    address = f"/councils/{council.slug}/actions/?brag={brag.value}&format=csv"
    lines = as_("board").get(address).content.decode("utf-8-sig").splitlines()[1:]

    wanted = {Action.objects.get(pk=pk).reference for pk, one in told.items() if one is brag}
    assert {line.split(",")[0] for line in lines} == wanted


def test_pack_counts_equal_a_plain_loop(told, council):
    page = plan_by_brag(council, days(0))

    assert page.total == len(told)
    for brag in Brag:
        assert page.count(brag) == list(told.values()).count(brag)


def test_plan_page_counts_equal_a_plain_loop(told, council):
    page = plan_page(council, days(0))

    assert {one.brag: one.count for one in page.counts} == {
        brag: list(told.values()).count(brag) for brag in Brag
    }


@pytest.mark.parametrize(
    ("status", "begun", "brag"),
    [
        ("on_track", -35, Brag.AMBER),
        ("on_track", -34, Brag.GREEN),
        ("not_started", -35, Brag.GREY),
    ],
)
def test_silent_action_without_a_start_counts_from_its_plans(council, status, begun, brag):
    plan = make_plan(council, starts=days(begun))
    make_action(make_priority(plan), start=None, status=status)

    assert plan_by_brag(council, days(0)).rows[0].brag.shown.brag == brag
    assert Action.objects.with_brag(days(0)).get().brag == brag


def test_overdue_comes_longest_first(priority, council):
    late = make_action(priority, due=days(-3), start=None)
    later = make_action(priority, due=days(-9), start=None)
    make_action(priority, due=days(-20), start=None, status="complete")
    make_action(priority, due=days(0))

    assert [row.pk for row in plan_by_brag(council, days(0)).overdue] == [later.pk, late.pk]


def test_plan_known_only_to_an_earlier_day_is_judged_on_it(council):
    plan = make_plan(council, starts=days(-900), as_at=days(-700))
    action = make_action(make_priority(plan), start=days(-720), due=days(-600))

    row = plan_by_brag(council, days(0)).rows[0]

    assert (row.pk, row.brag.shown.brag, row.is_overdue) == (action.pk, Brag.GREEN, False)
    assert Action.objects.with_brag(days(0)).get().brag == Brag.GREEN
    assert not Action.objects.overdue(days(0)).exists()


def test_milestone_of_such_a_plan_is_judged_on_that_day_too(council):
    plan = make_plan(council, starts=days(-900), as_at=days(-700))
    action = make_action(make_priority(plan), start=days(-720), due=days(-600))
    services.add_milestone(action=action, title="Later", due=days(-650), by=None)

    assert Action.objects.with_brag(days(0)).get().brag == Brag.GREEN


def test_council_without_a_plan_has_empty_counts(council):
    page = plan_by_brag(council, days(0))

    assert (page.title, page.total, page.overdue) == ("", 0, ())
    assert all(one.count == 0 for one in page.counts)
    assert plan_page(council, days(0)) is None


@pytest.mark.parametrize("number", [1, 40])
def test_queries_do_not_grow_with_actions(priority, council, number, django_assert_num_queries):
    for _ in range(number):
        make_action(priority)

    with django_assert_num_queries(2):
        plan_by_brag(council, days(0))
    with django_assert_num_queries(3):
        plan_page(council, days(0))
