"""Can a lead set a target, and does a board see whole months before half-approved ones?"""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from improvement.rules.month import Month
from improvement.rules.section import SectionStatus
from scorecard.models import MonthlyReturn, Section, Target
from scorecard.selectors.reading import latest_month
from tests.builders import make_area
from tests.scorecard.builders import make_measure, make_return

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 12, 12, tzinfo=UTC)


def approve(section: Section, cast) -> None:
    section.status = SectionStatus.APPROVED
    section.submitted_by, section.submitted_at = cast.officer, NOON
    section.approved_by, section.approved_at = cast.lead, NOON
    section.save()


def test_latest_month_is_the_latest_whole_one(council, area, cast):
    make_measure(area)
    make_measure(make_area(council, "Care"))
    assert latest_month(council) is None
    august, september = (make_return(council, Month(2026, number)) for number in (8, 9))
    approve(september.sections.first(), cast)
    assert latest_month(council) == Month(2026, 9)
    MonthlyReturn.objects.filter(pk=august.pk).update(locked_at=NOON)
    assert latest_month(council) == Month(2026, 8)


def test_lead_sets_a_target_from_the_measures_page(as_, area, council):
    measure = make_measure(area)
    address = reverse("scorecard:target-set", args=[council.slug, measure.code])
    assert address in as_("lead").get(measure.get_absolute_url()).content.decode()
    assert address not in as_("board").get(measure.get_absolute_url()).content.decode()
    typed = {"effective_from": "April 2026", "text": "95%+", "reason": "Plan"}
    assert as_("lead").post(address, typed).status_code == 302
    stored = Target.objects.get(measure=measure)
    assert (stored.text, Month.of(stored.effective_from), stored.reason) == (
        "95%+",
        Month(2026, 4),
        "Plan",
    )


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"text": "lots"}, "lots"),
        ({"effective_from": "2026-13"}, "Enter a real month"),
        ({"reason": ""}, "Reason"),
    ],
    ids=["text", "month", "reason"],
)
def test_a_wrong_target_is_named_and_stores_nothing(as_, area, council, typed, message):
    measure = make_measure(area)
    address = reverse("scorecard:target-set", args=[council.slug, measure.code])
    given = {"effective_from": "April 2026", "text": "95%+", "reason": "Plan", **typed}
    page = as_("lead").post(address, given).content.decode()
    assert "There is a problem" in page
    assert message in page
    assert not Target.objects.exists()
