"""Is each person told what waits for them, and nobody what is not theirs to know?"""

from datetime import date

import pytest
from django.utils import timezone

from improvement.councils.models import Council, Membership
from improvement.councils.roles import Role
from improvement.rules.section import SectionStatus
from scorecard.models import Amendment, Figure, MonthlyReturn, Section
from scorecard.reminders.selectors import letters_for
from scorecard.reminders.words import subject_of, text_of
from scorecard.services import send_back_section, submit_section
from tests.builders import make_area, make_council, make_member, make_user
from tests.scorecard.builders import make_desk, make_measure, make_return, pair

pytestmark = pytest.mark.django_db

FRIDAY_DUE = date(2026, 11, 13)
SITE = "http://127.0.0.1:8000/councils/testham"


def letters(day: date) -> dict[str, str]:
    """Who is written to, and the subject."""
    return {letter.person.username: subject_of(letter) for letter in letters_for(day)}


def text_to(username: str, day: date) -> str:
    return next(text_of(one) for one in letters_for(day) if one.person.username == username)


def submitted(desk, by) -> Section:
    desk.key(pair(9, 10), pair(9, 10), by=by)
    return submit_section(section=desk.section, by=by)


@pytest.mark.parametrize(
    ("day", "told"),
    [
        pytest.param(date(2026, 11, 9), False, id="four-working-days-before"),
        pytest.param(date(2026, 11, 10), True, id="three-working-days-before"),
        pytest.param(date(2026, 11, 12), True, id="the-day-before"),
        pytest.param(FRIDAY_DUE, True, id="the-day-itself"),
    ],
)
def test_officer_hears_three_working_days_before(desk, day, told):
    assert letters(day) == ({"officer": "Testham returns: 1 due soon"} if told else {})


@pytest.mark.parametrize(
    ("day", "told"),
    [
        pytest.param(date(2026, 12, 22), False, id="four-working-days-before-over-christmas"),
        pytest.param(date(2026, 12, 23), True, id="three-of-them-around-two-bank-holidays"),
        pytest.param(date(2026, 12, 27), True, id="a-sunday-counts-from-there"),
    ],
)
def test_bank_holidays_and_weekends_do_not_count(desk, day, told):
    """Due Wednesday 30 December: the 25th and the 28th are bank holidays, the 26th and 27th no
    working days, so that the 24th, 29th and 30th are the three."""
    MonthlyReturn.objects.update(due_on=date(2026, 12, 30))
    assert bool(letters(day)) is told


def test_overdue_goes_to_the_officer_and_in_sum_to_the_lead(desk):
    assert letters(date(2026, 11, 14)) == {
        "lead": "Testham returns: 1 overdue",
        "officer": "Testham returns: 1 overdue",
    }
    text = text_to("officer", date(2026, 11, 16))
    assert "Overdue\n- Front door, October 2026: due 13 November 2026, 3 days late" in text
    assert f"\n  {SITE}/returns/2026-10/front-door/\n" in text
    assert "Everything that is late" not in text
    text = text_to("lead", date(2026, 11, 16))
    assert "Not submitted in time by others\n- Front door, October 2026" in text
    assert f"Everything that is late: {SITE}/returns/late/\n" in text


def test_nothing_to_say_is_not_said(desk, cast):
    assert letters(date(2026, 11, 2)) == {}
    MonthlyReturn.objects.update(locked_at=timezone.now())
    assert letters(date(2026, 12, 1)) == {}


def test_sent_back_is_told_at_once_without_its_reason(desk, cast):
    held = submitted(desk, cast.officer)
    send_back_section(section=held, reason="Seven children are missing.", by=cast.lead)
    assert letters(date(2026, 11, 2)) == {"officer": "Testham returns: 1 sent back"}
    text = text_to("officer", date(2026, 11, 2))
    assert "Sent back" in text
    assert "Seven children" not in text


def test_submitted_waits_for_the_lead_and_not_the_officer(desk, cast):
    submitted(desk, cast.officer)
    assert letters(date(2026, 11, 16)) == {"lead": "Testham returns: 1 to approve"}
    assert f"{SITE}/returns/2026-10/front-door/decide/" in text_to("lead", date(2026, 11, 16))


def test_own_submission_never_waits_for_oneself(desk, cast, council):
    submitted(desk, cast.lead)
    second = make_member(council, Role.LEAD, make_user("second"))
    assert list(letters(date(2026, 11, 12))) == [second.username]


def test_own_figures_never_wait_for_oneself_whoever_submitted(desk, cast, council):
    desk.key(pair(9, 10), by=cast.lead)
    desk.key(pair(9, 10), pair(8, 10), by=cast.officer)
    submit_section(section=desk.section, by=cast.officer)
    second = make_member(council, Role.LEAD, make_user("second"))
    assert list(letters(date(2026, 11, 12))) == [second.username]


def test_reading_whose_figures_they_are_takes_one_query(desk, cast, django_assert_num_queries):
    submitted(desk, cast.officer)
    for _ in range(4):
        council = make_council()
        other = make_desk(make_area(council))
        submitted(other, make_member(council, Role.LEAD, make_user()))
    with django_assert_num_queries(5):
        letters_for(date(2026, 11, 20))


def test_approved_section_is_left_in_peace(desk, cast):
    Section.objects.update(
        status=SectionStatus.APPROVED,
        submitted_by=cast.officer,
        submitted_at=timezone.now(),
        approved_by=cast.lead,
        approved_at=timezone.now(),
    )
    assert letters(date(2026, 11, 20)) == {}


def test_officer_hears_of_own_areas_only(desk, council, cast):
    youth = make_area(council, "Youth justice")
    make_measure(youth)
    make_return(council)
    assert "Youth justice" not in text_to("officer", date(2026, 11, 20))
    assert "Youth justice" in text_to("lead", date(2026, 11, 20))


def test_one_letter_for_two_roles(desk, council, cast, area):
    make_member(council, Role.LEAD, cast.officer)
    make_measure(make_area(council, "Youth justice"))
    make_return(council)
    told = [one for one in letters_for(date(2026, 11, 20)) if one.person == cast.officer]
    assert [subject_of(one) for one in told] == ["Testham returns: 2 overdue"]
    assert text_of(told[0]).count("Front door, October 2026") == 1


@pytest.mark.parametrize("role", ["improvement", "owner", "board", "clerk", "viewer", "admin"])
def test_other_roles_are_not_mailed(desk, cast, role):
    assert getattr(cast, role).username not in letters(date(2026, 11, 20))


def test_a_right_that_has_ended_ends_the_mail(desk, cast):
    Membership.objects.filter(user=cast.officer).update(is_active=False)
    cast.lead.is_active = False
    cast.lead.save()
    assert letters(date(2026, 11, 20)) == {}


def test_a_council_that_has_left_is_silent(desk, council):
    Council.objects.filter(pk=council.pk).update(is_live=False)
    assert letters(date(2026, 11, 20)) == {}


def test_no_word_of_another_council(desk, cast, other_council):
    canary = make_area(other_council, "Zanzibar")
    make_desk(canary)
    lead = make_member(other_council, Role.LEAD, make_user("their-lead"))
    for letter in letters_for(date(2026, 11, 20)):
        is_theirs = letter.council == other_council
        assert ("Zanzibar" in text_of(letter)) is is_theirs, letter.person
        assert (letter.person in {lead, cast.stranger}) is is_theirs


def test_officer_at_two_councils_hears_of_each_apart(desk, cast):
    second = make_council("Secondham")
    theirs = make_area(second, "Front door")
    make_desk(theirs)
    make_member(second, Role.OFFICER, cast.officer, (theirs,))
    mine = [one for one in letters_for(date(2026, 11, 20)) if one.person == cast.officer]
    assert sorted(one.council.name for one in mine) == ["Secondham", "Testham"]
    assert all(text_of(one).count("- Front door") == 1 for one in mine)


def test_amendment_waits_for_another_lead(desk, council, cast):
    submitted(desk, cast.officer)
    MonthlyReturn.objects.update(locked_at=timezone.now())
    Amendment.objects.create(
        council=council,
        figure=Figure.objects.first(),
        revision=2,
        reason="A late record.",
        proposed_by=cast.lead,
        proposed_at=timezone.now(),
    )
    assert letters(date(2026, 11, 20)) == {}
    make_member(council, Role.LEAD, make_user("second"))
    assert letters(date(2026, 11, 20)) == {"second": "Testham returns: 1 to approve"}
    assert f"{SITE}/amendments/" in text_to("second", date(2026, 11, 20))


def test_queries_do_not_grow_with_councils_or_people(desk, cast, django_assert_num_queries):
    with django_assert_num_queries(4):
        few = len(letters_for(date(2026, 11, 20)))
    for number in range(4):
        council = make_council()
        area = make_area(council)
        make_desk(area)
        for _ in range(3):
            make_member(council, Role.OFFICER, areas=(area,))
        make_member(council, Role.LEAD, make_user(f"lead-{number}"))
    with django_assert_num_queries(4):
        assert len(letters_for(date(2026, 11, 20))) == few + 16
