"""In which order do the selectors of the plan give actions?"""

import pytest
from django.utils import timezone

from improvement.plans.selectors import current_rows, plan_page
from tests.improvement.plans.builders import days, make_action

pytestmark = pytest.mark.django_db


def test_what_has_no_date_yet_comes_last_on_every_engine(council, priority):
    for reference, due in (("N1", None), ("N2", days(30)), ("N3", days(3))):
        make_action(priority, reference=reference, due=due)
    soonest, today = ["N3", "N2", "N1"], timezone.localdate()
    (block,) = plan_page(council, today).priorities
    for rows in (current_rows(council, today), block.rows):
        assert [one.reference for one in rows] == soonest
