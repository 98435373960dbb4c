"""Are targets and process limits set, moved and removed with their reasons, page by page?"""

import pytest

from scorecard.models import Rebase, Target
from scorecard.services.adoption import set_target
from tests.scorecard.builders import make_desk, make_measure
from tests.scorecard.catalogue.test_pages import AUGUST, send, to

pytestmark = pytest.mark.django_db

# Targets


def test_targets_are_told_with_the_months_they_hold(as_, area, cast):
    measure = make_measure(area, target="70%+", target_from=AUGUST)
    address = to(measure, "target-set")
    given = {"effective_from": "June 2026", "text": "60 or more", "reason": "Start of the plan"}
    page = as_("lead").post(address, given, follow=True).content.decode()
    assert "60%+ from June 2026, until 70%+ begins in August 2026" in page
    page = as_("lead").post(address, given | {"text": "65%+"}, follow=True).content.decode()
    assert "It replaces 60%+" in page
    page = as_("lead").get(address).content.decode()
    assert page.index("70%+") < page.index("65%+"), "the latest first"
    assert "Jul 2026" in page
    assert page.count("In force") == 1


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"text": "70%+"}, "The target is 70%+ already in September 2026"),
        ({"text": "70"}, "write 70+"),
        ({"effective_from": "May 2097"}, "nothing is agreed further ahead"),
        ({"effective_from": "then"}, "Enter a real month"),
        ({"reason": ""}, "Enter reason"),
        ({"text": "101%+"}, "A percentage is never more than 100"),
        ({"text": "≤500"}, "A percentage is never more than 100"),
        ({"text": ">100%"}, "No figure could meet &gt;100%"),
        ({"text": "<80%"}, "would rate its best figures red. Write &gt;80%"),
    ],
    ids=[
        "same",
        "bare",
        "ahead",
        "no-month",
        "no-reason",
        "over-100",
        "under-500",
        "above-100",
        "backward",
    ],
)
def test_a_target_that_makes_no_sense_is_named(as_, area, typed, told):
    measure = make_measure(area, target="70%+", target_from=AUGUST)
    given = {"effective_from": "September 2026", "text": "80%+", "reason": "Plan"} | typed
    code, page = send(as_("lead"), to(measure, "target-set"), **given)
    assert (code, told in page) == (200, True)
    assert Target.objects.count() == 1


def test_thousands_are_kept_as_they_were_typed(as_, area):
    measure = make_measure(area, unit="count", polarity="lower")
    given = {"effective_from": "August 2026", "text": "1,803 or fewer", "reason": "Plan"}
    send(as_("lead"), to(measure, "target-set"), **given)
    assert Target.objects.get().text == "≤1,803"


def test_a_target_is_removed_with_a_reason_that_is_kept(as_, area):
    measure = make_measure(area, target="70%+", target_from=AUGUST)
    address = to(measure, "target-remove", AUGUST)
    assert "Say why it is removed" in send(as_("lead"), address, reason="")[1]
    assert send(as_("lead"), address, reason="Typed wrongly")[0] == 302
    page = as_("lead").get(to(measure, "measure-settings")).content.decode()
    assert "Removed the target" in page
    assert "Typed wrongly" in page
    assert as_("lead").get(address).status_code == 404


# Limits


def test_limits_are_moved_and_moved_back_with_their_reasons(as_, area, cast):
    desk = make_desk(area, count=1)
    measure, address = desk.measures[0], to(desk.measures[0], "rebase-add")
    given = {"month": "August 2026", "reason": "New recording system"}
    assert "nothing to part from" in send(as_("lead"), address, **given)[1]
    Rebase.objects.create(
        council=measure.council, measure=measure, month=AUGUST.first_day, reason="New system"
    )
    page = as_("lead").get(address).content.decode()
    assert "August 2026" in page
    assert "New system" in page
    gone = to(measure, "rebase-remove", AUGUST)
    assert "Why it was made: New system" in as_("lead").get(gone).content.decode()
    assert send(as_("lead"), gone, reason="Wrong month")[0] == 302
    assert not Rebase.objects.exists()


def test_a_measure_without_limits_says_so_and_offers_no_form(as_, area):
    measure = make_measure(area, unit="count", basis="ytd")
    page = as_("lead").get(to(measure, "rebase-add")).content.decode()
    assert "has no process limits: its figures cover “April to date”, so that each holds" in page
    assert 'name="month"' not in page
    settings = as_("lead").get(to(measure, "measure-settings")).content.decode()
    assert "None: figures that cover “April to date” are not charted." in settings
    for told in (page, settings):
        assert "Never worked out anew" not in told
        assert "Work limits out anew" not in told


def test_history_tells_targets_of_this_measure_alone(as_, area, cast):
    measure, other = make_measure(area), make_measure(area)
    set_target(measure=measure, effective_from=AUGUST, text="61%+", by=cast.lead)
    set_target(measure=other, effective_from=AUGUST, text="62%+", by=cast.lead)
    page = as_("lead").get(to(measure, "measure-settings")).content.decode()
    assert "61%+ from August 2026" in page
    assert "62%+" not in page
