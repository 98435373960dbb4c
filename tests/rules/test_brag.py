"""BRAG: what the dates and evidence say of an action, and what a board is shown."""

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from improvement.rules.brag import (
    Brag,
    BragRating,
    StatedStatus,
    derive_brag,
    shown_brag,
    stated_brag,
    worse_of,
)

TODAY = date(2026, 11, 20)
NOT_STARTED, ON_TRACK, AT_RISK, OFF_TRACK, COMPLETE = StatedStatus


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def facts(status=ON_TRACK, **changes):
    """An action on track, updated yesterday and due in a month."""
    usual = {
        "status": status,
        "due": ago(-30),
        "today": TODAY,
        "missed_milestone": False,
        "last_update": ago(1),
        "has_accepted_evidence": False,
        "started": ago(60),
    }
    return usual | changes


@pytest.mark.parametrize(
    ("changes", "brag", "reason"),
    [
        pytest.param({}, Brag.GREEN, "nothing overdue", id="quiet"),
        pytest.param({"due": TODAY}, Brag.GREEN, "nothing overdue", id="due-today-is-not-late"),
        pytest.param({"due": ago(1)}, Brag.RED, "overdue by 1 day", id="due-yesterday"),
        pytest.param({"due": ago(40)}, Brag.RED, "overdue by 40 days", id="long-overdue"),
        pytest.param({"due": None}, Brag.GREEN, "nothing overdue", id="no-due-date"),
        pytest.param(
            {"missed_milestone": True}, Brag.AMBER, "a milestone was missed", id="milestone"
        ),
        pytest.param(
            {"missed_milestone": True, "due": ago(2)}, Brag.RED, "overdue by 2 days", id="both"
        ),
        pytest.param({"last_update": ago(34)}, Brag.GREEN, "nothing overdue", id="34-days"),
        pytest.param(
            {"last_update": ago(35)}, Brag.AMBER, "stale: no update for 35 days", id="35-days"
        ),
        pytest.param(
            {"last_update": None, "started": ago(36)},
            Brag.AMBER,
            "stale: no update for 36 days",
            id="stale-from-its-start",
        ),
        pytest.param(
            {"last_update": ago(2), "started": ago(90)},
            Brag.GREEN,
            "nothing overdue",
            id="an-update-counts-over-the-start",
        ),
        pytest.param(
            {"last_update": None, "started": None}, Brag.GREEN, "nothing overdue", id="no-dates"
        ),
        pytest.param(
            {"last_update": ago(50), "missed_milestone": True},
            Brag.AMBER,
            "a milestone was missed; stale: no update for 50 days",
            id="two-worries",
        ),
    ],
)
@pytest.mark.parametrize("status", [ON_TRACK, AT_RISK, OFF_TRACK])
def test_an_action_under_way(status, changes, brag, reason):
    assert derive_brag(**facts(status, **changes)) == BragRating(brag, reason)


@pytest.mark.parametrize(
    ("changes", "brag", "reason"),
    [
        pytest.param({"started": ago(-1)}, Brag.GREY, "not yet due to start", id="tomorrow"),
        pytest.param({"started": None}, Brag.GREY, "not yet due to start", id="no-start-date"),
        pytest.param(
            {"started": TODAY}, Brag.GREY, "not started, though due to have", id="start-has-come"
        ),
        pytest.param(
            {"started": ago(-1), "last_update": ago(90)},
            Brag.GREY,
            "not yet due to start",
            id="silence-before-the-start-is-no-matter",
        ),
        pytest.param(
            {"started": ago(35), "last_update": None},
            Brag.AMBER,
            "stale: no update for 35 days",
            id="should-have-started",
        ),
        pytest.param(
            {"started": ago(-1), "missed_milestone": True},
            Brag.AMBER,
            "a milestone was missed",
            id="milestone",
        ),
        pytest.param(
            {"started": None, "due": ago(1)}, Brag.RED, "overdue by 1 day", id="never-begun"
        ),
    ],
)
def test_an_action_not_started(changes, brag, reason):
    assert derive_brag(**facts(NOT_STARTED, **changes)) == BragRating(brag, reason)


@pytest.mark.parametrize(
    ("evidence", "brag", "reason"),
    [
        (True, Brag.BLUE, "complete, with accepted evidence"),
        (False, Brag.GREEN, "complete, awaiting evidence"),
    ],
)
def test_a_complete_action_is_neither_late_nor_stale(evidence, brag, reason):
    late = facts(
        COMPLETE,
        due=ago(90),
        last_update=ago(90),
        missed_milestone=True,
        has_accepted_evidence=evidence,
    )
    assert derive_brag(**late) == BragRating(brag, reason)


def test_evidence_alone_does_not_complete_an_action():
    assert derive_brag(**facts(has_accepted_evidence=True)).brag is Brag.GREEN


@pytest.mark.parametrize(
    ("status", "brag"),
    [
        (NOT_STARTED, Brag.GREY),
        (ON_TRACK, Brag.GREEN),
        (AT_RISK, Brag.AMBER),
        (OFF_TRACK, Brag.RED),
        (COMPLETE, Brag.BLUE),
    ],
)
def test_stated_brag(status, brag):
    assert stated_brag(status) == BragRating(brag, f"owner says {status.label.lower()}")


@pytest.mark.parametrize(
    ("changes", "shown", "differ"),
    [
        pytest.param({}, BragRating(Brag.GREEN, "nothing overdue"), False, id="agree"),
        pytest.param(
            {"due": ago(3)}, BragRating(Brag.RED, "overdue by 3 days"), True, id="dates-are-worse"
        ),
        pytest.param(
            {"status": AT_RISK},
            BragRating(Brag.AMBER, "owner says at risk"),
            True,
            id="owner-is-worse",
        ),
        pytest.param(
            {"status": COMPLETE},
            BragRating(Brag.GREEN, "complete, awaiting evidence"),
            True,
            id="complete-is-not-blue-until-evidenced",
        ),
        pytest.param(
            {"status": COMPLETE, "has_accepted_evidence": True},
            BragRating(Brag.BLUE, "complete, with accepted evidence"),
            False,
            id="blue",
        ),
        pytest.param(
            {"status": NOT_STARTED, "started": None},
            BragRating(Brag.GREY, "not yet due to start"),
            False,
            id="grey",
        ),
    ],
)
def test_a_board_sees_the_worse(changes, shown, differ):
    seen = shown_brag(**facts(**changes))
    assert (seen.shown, seen.differ) == (shown, differ)


def test_words_are_never_colour_alone():
    assert [brag.word for brag in Brag] == ["Blue", "Green", "Not started", "Amber", "Red"]


@pytest.mark.parametrize(("a", "b"), list(product(Brag, repeat=2)))
def test_worse_of_does_not_depend_on_order(a, b):
    one, other = BragRating(a, "one"), BragRating(b, "other")
    assert worse_of(one, other).brag is worse_of(other, one).brag


def test_worse_of_keeps_the_first_of_equals():
    assert worse_of(BragRating(Brag.RED, "one"), BragRating(Brag.RED, "other")).reason == "one"


near = st.none() | st.dates(ago(120), ago(-120))
any_facts = st.fixed_dictionaries(
    {
        "status": st.sampled_from(StatedStatus),
        "due": near,
        "today": st.just(TODAY),
        "missed_milestone": st.booleans(),
        "last_update": near,
        "has_accepted_evidence": st.booleans(),
        "started": near,
    }
)


@given(any_facts)
def test_shown_is_never_better_than_either(action):
    seen = shown_brag(**action)
    assert seen.shown.brag.rank == max(seen.stated.brag.rank, seen.derived.brag.rank)
    assert seen.differ == (seen.stated.brag is not seen.derived.brag)


@given(any_facts)
def test_only_a_complete_and_evidenced_action_is_blue(action):
    is_done = action["status"] is COMPLETE and action["has_accepted_evidence"]
    assert (shown_brag(**action).shown.brag is Brag.BLUE) == is_done


@given(any_facts)
def test_a_missed_milestone_never_makes_an_action_look_better(action):
    missed = derive_brag(**action | {"missed_milestone": True})
    kept = derive_brag(**action | {"missed_milestone": False})
    assert missed.brag.rank >= kept.brag.rank
