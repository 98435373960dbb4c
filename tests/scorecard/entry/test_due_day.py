"""Can a lead move one month's due day, with a reason, and can nothing else move it?"""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from improvement.history.models import Event
from improvement.people.services import set_due_day
from improvement.rules.month import Month
from scorecard.models import MonthlyReturn
from scorecard.services import move_due
from tests.scorecard.builders import make_desk, make_return

pytestmark = pytest.mark.django_db
DUE = "/councils/testham/returns/2026-10/due/"
FRIDAY, MONDAY = date(2026, 11, 13), date(2026, 11, 16)


@pytest.fixture
def held(area, cast) -> MonthlyReturn:
    return make_desk(area).section.monthly_return


def text(response) -> str:
    return " ".join(response.content.decode().split())


def due_now() -> date:
    return MonthlyReturn.objects.get().due_on


def test_lead_moves_it_and_says_why(as_, held):
    typed = {"was": "2026-11-13", "due_on": "16/11/2026", "reason": "The case system was down."}
    response = as_("lead").post(DUE, typed, follow=True)
    assert due_now() == MONDAY
    page = text(response)
    assert "The due day of October 2026 is moved." in page
    assert "Due 16 November 2026" in page
    assert "The case system was down." in page
    event = Event.objects.get(verb="moved due day")
    assert (event.before, event.after) == ({"due_on": "2026-11-13"}, {"due_on": "2026-11-16"})


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"due_on": ""}, "Enter new due day"),
        ({"due_on": "31/11/2026"}, "Enter a real date"),
        ({"due_on": "13/11/2026"}, "It is due on 13 November 2026 already."),
        ({"due_on": "15/11/2026"}, "Sunday 15 November 2026 is not a working day in England."),
        ({"due_on": "25/12/2026"}, "Friday 25 December 2026 is not a working day in England."),
        ({"due_on": "28/12/2026"}, "Monday 28 December 2026 is not a working day in England."),
        ({"due_on": "30/10/2026"}, "Choose a day within 12 months after October 2026."),
        ({"due_on": "1/11/2027"}, "Choose a day within 12 months after October 2026."),
        ({"due_on": "16/11/9999"}, "Choose a day within 12 months after October 2026."),
        ({"reason": "  "}, "Enter why it moves."),
        ({"reason": "x" * 2001}, "at most 2000 characters"),
        ({"reason": "a\x00b"}, "Null characters are not allowed"),
    ],
)
def test_wrong_input_is_named_and_kept(as_, held, typed, message):
    given = {"was": "2026-11-13", "due_on": "16/11/2026", "reason": "The case system was down."}
    response = as_("lead").post(DUE, given | typed)
    assert response.status_code == 200
    assert message in text(response)
    if typed.get("reason") is None:
        assert "The case system was down." in text(response)
    assert due_now() == FRIDAY


def test_second_lead_is_told_of_the_first(as_, held):
    first = {"was": "2026-11-13", "due_on": "16/11/2026", "reason": "One."}
    second = {"was": "2026-11-13", "due_on": "20/11/2026", "reason": "Two."}
    as_("lead").post(DUE, first)
    page = text(as_("lead").post(DUE, second))
    assert "Someone else moved it to 16 November 2026 meanwhile." in page
    assert due_now() == MONDAY
    assert 'name="was" value="2026-11-16"' in page
    as_("lead").post(DUE, second | {"was": "2026-11-16"})
    assert due_now() == date(2026, 11, 20)


@pytest.mark.parametrize("was", ["", "nonsense", "2026-99-99", "16/11/20261"])
def test_a_form_without_its_place_still_saves(as_, held, was):
    typed = {"was": was, "due_on": "16/11/2026", "reason": "Why not."}
    assert as_("lead").post(DUE, typed).status_code == 302
    assert due_now() == MONDAY


@pytest.mark.parametrize("role", ["officer", "improvement", "admin", "board"])
def test_nobody_else_moves_it(as_, held, role):
    typed = {"due_on": "16/11/2026", "reason": "Please."}
    assert as_(role).get(DUE).status_code == 403
    assert as_(role).post(DUE, typed).status_code == 403
    assert due_now() == FRIDAY


def test_approved_month_has_no_due_day_to_move(as_, held, cast):
    MonthlyReturn.objects.update(locked_at=timezone.now())
    assert "no due day to move" in text(as_("lead").get(DUE, follow=True))
    assert "Move the due day" not in text(as_("lead").get("/councils/testham/returns/2026-10/"))
    with pytest.raises(ValidationError, match="no due day to move"):
        move_due(held=held, due_on=MONDAY, reason="Late.", by=cast.lead)


def test_service_asks_for_a_reason_whatever_the_route(held, cast):
    for reason in (" ", "a\x00b", "x" * 2001):
        with pytest.raises(ValidationError):
            move_due(held=held, due_on=MONDAY, reason=reason, by=cast.lead)


def test_setting_is_for_months_opened_from_now_on(held, council, cast):
    set_due_day(council=council, due_working_day=5, by=cast.admin)
    assert due_now() == FRIDAY
    council.refresh_from_db()
    assert make_return(council).due_on == FRIDAY
    opened = make_return(council, Month(2026, 11), today=date(2026, 12, 1))
    assert opened.due_on == date(2026, 12, 7)


def test_setting_counts_around_bank_holidays(area, council, cast):
    make_desk(area)
    set_due_day(council=council, due_working_day=1, by=cast.admin)
    council.refresh_from_db()
    opened = make_return(council, Month(2026, 12), today=date(2027, 1, 1))
    assert opened.due_on == date(2027, 1, 4)


def test_calendar_tells_the_setting_and_the_administrator_where_to_change_it(as_, held):
    address = reverse("people:deadline-edit", args=["testham"])
    listed = "/councils/testham/returns/"
    assert "due on the 10th working day" in text(as_("lead").get(listed))
    assert address not in text(as_("lead").get(listed))
    assert address in text(as_("admin").get(listed))
