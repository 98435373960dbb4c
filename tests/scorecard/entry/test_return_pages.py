"""Do the calendar and the task list tell each person what is theirs to do?"""

from datetime import date
from urllib.parse import quote

import pytest
from django.utils import timezone

from improvement.councils.roles import Role
from improvement.rules.month import Month
from scorecard.models import MonthlyReturn
from scorecard.services import (
    approve_section,
    load_approved_figures,
    send_back_section,
    submit_section,
)
from tests.builders import make_area, make_member, make_user
from tests.scorecard.builders import OCTOBER, make_desk, make_measure, make_return, pair

pytestmark = pytest.mark.django_db
LIST = "/councils/testham/returns/"
TODAY = date(2026, 11, 12)


@pytest.fixture(autouse=True)
def mid_november(monkeypatch):
    """Twelve days into November 2026, whatever the machine says."""
    real = timezone.localdate
    monkeypatch.setattr(timezone, "localdate", lambda *given: real(*given) if given else TODAY)


def text(response) -> str:
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize("role", ["officer", "lead", "improvement", "admin"])
def test_keepers_of_figures_open_the_pages(as_, desk, role):
    for address in (LIST, f"{LIST}2026-10/", f"{LIST}2026-10/front-door/check/"):
        assert as_(role).get(address).status_code == 200


@pytest.mark.parametrize("role", ["owner", "board", "clerk", "viewer"])
def test_others_do_not(as_, desk, role):
    for address in (LIST, f"{LIST}2026-10/", f"{LIST}2026-10/front-door/check/"):
        assert as_(role).get(address).status_code == 403


def test_outsider_finds_nothing(as_, desk):
    for address in (LIST, f"{LIST}2026-10/", f"{LIST}2026-10/front-door/"):
        assert as_("stranger").get(address).status_code == 404


def test_nobody_signed_in_is_asked_to(client, desk):
    assert "/accounts/sign-in/" in client.get(LIST)["Location"]


@pytest.mark.parametrize("month", ["2026-13", "2026-00", "2026-09", "1026-10", "٢٠٢٦-١٠"])
def test_month_that_is_not_there_is_not_found(as_, desk, month):
    assert as_("lead").get(f"{LIST}{quote(month)}/").status_code == 404
    assert as_("lead").get(f"{LIST}{quote(month)}/front-door/").status_code == 404


def test_calendar_says_when_and_how_far(as_, desk):
    page = text(as_("lead").get(LIST))
    assert "13 November 2026" in page
    assert "1 day left" in page
    assert "0 of 1 section approved" in page
    assert "Opens 1 December 2026" in page


def test_calendar_says_how_late(as_, desk):
    MonthlyReturn.objects.update(due_on=date(2026, 11, 9))
    page = text(as_("lead").get(LIST))
    assert "Overdue" in page
    assert "3 days late" in page


def test_calendar_of_a_council_without_returns_offers_the_last_month(as_, council):
    page = text(as_("lead").get(LIST))
    assert "Open<span" in page
    assert "October 2026" in page
    assert "September 2026" not in page


def test_calendar_finds_years_long_gone(as_, council, area, cast):
    rows = {make_measure(area).code: pair(9, 10)}
    load_approved_figures(
        council=council,
        month=Month(2017, 2),
        rows=rows,
        submitted_by=cast.officer,
        approved_by=cast.lead,
    )
    assert "2016/17" in text(as_("lead").get(LIST))
    page = text(as_("lead").get(f"{LIST}?year=2016"))
    assert "February 2017" in page
    assert "Approved" in page


def test_calendar_of_many_months_stays_small(as_, council, cast):
    measures = [make_measure(make_area(council, f"Service area {n}")) for n in range(9)]
    for back in range(1, 19):
        load_approved_figures(
            council=council, month=OCTOBER.plus(-back),
            rows={one.code: pair(9, 10) for one in measures},
            submitted_by=cast.officer, approved_by=cast.lead,
        )  # fmt: skip
    make_return(council)
    page = as_("lead").get(LIST).content
    assert page.count(b"Service area 8") == 19
    assert len(page) <= 60_000


@pytest.mark.parametrize("year", ["", "x", "99999", "²016", "1500", "%00"])
def test_calendar_takes_any_year(as_, desk, year):
    assert as_("lead").get(f"{LIST}?year={year}").status_code == 200


def test_lead_opens_a_month_and_an_officer_cannot(as_, council, area):
    make_measure(area)
    assert as_("officer").post(LIST, {"month": "2026-10"}).status_code == 403
    assert not MonthlyReturn.objects.exists()
    response = as_("lead").post(LIST, {"month": "2026-10"})
    assert response["Location"] == f"{LIST}2026-10/"
    assert MonthlyReturn.objects.get().sections.count() == 1


def test_opening_twice_makes_one(as_, desk):
    as_("lead").post(LIST, {"month": "2026-10"})
    assert MonthlyReturn.objects.count() == 1


@pytest.mark.parametrize(
    ("month", "words"),
    [("2026-11", "is not over yet"), ("2026-13", "is not a month"), ("", "is not a month")],
)
def test_month_that_cannot_be_opened_says_why(as_, council, month, words):
    page = as_("lead").post(LIST, {"month": month}, follow=True)
    assert words in text(page)
    assert not MonthlyReturn.objects.exists()


def test_looking_opens_nothing(as_, council, area):
    make_measure(area)
    as_("lead").get(LIST)
    assert not MonthlyReturn.objects.exists()


def test_officer_sees_only_own_areas(as_, council, area):
    make_measure(make_area(council, "Youth justice"))
    make_desk(area)
    page = text(as_("officer").get(f"{LIST}2026-10/"))
    assert "Front door" in page
    assert "Youth justice" not in page
    assert "0 of 1 section approved" in page
    assert "Youth justice" in text(as_("lead").get(f"{LIST}2026-10/"))


def test_tasks_say_how_far_and_who_and_what_next(as_, desk, cast):
    page = text(as_("officer").get(f"{LIST}2026-10/"))
    assert "0 of 2 figures" in page
    assert "Key the figures" in page
    desk.key(pair(9, 10), by=cast.officer)
    page = text(as_("officer").get(f"{LIST}2026-10/"))
    assert "1 of 2 figures" in page
    assert "Last keyed by Officer" in page
    assert "Finish and submit" in page


def test_tasks_after_submitting_point_to_the_second_person(as_, desk, cast):
    desk.key(pair(9, 10), pair(9, 10), by=cast.officer)
    submit_section(section=desk.section, by=cast.officer)
    assert "/front-door/decide/" in text(as_("lead").get(f"{LIST}2026-10/"))
    page = text(as_("officer").get(f"{LIST}2026-10/"))
    assert "it waits for another person" in page
    assert "/decide/" not in page


OWN = "You keyed figures here: another performance lead approves it"


def keyed_by_a_lead_submitted_by_an_officer(desk, cast):
    desk.key(pair(9, 10), by=cast.lead)
    desk.key(pair(9, 10), pair(8, 10), by=cast.officer)
    submit_section(section=desk.section, by=cast.officer)


def test_lead_who_keyed_is_not_told_to_approve(as_, desk, cast, council):
    keyed_by_a_lead_submitted_by_an_officer(desk, cast)
    make_member(council, Role.LEAD, second := make_user("second"))
    page = text(as_("lead").get(f"{LIST}2026-10/"))
    assert OWN in page
    assert "Approve or send back" not in page
    client = as_("lead")
    client.force_login(second)
    page = text(client.get(f"{LIST}2026-10/"))
    assert OWN not in page
    assert "Approve or send back" in page


def test_sent_back_by_figure_tells_how_many(as_, desk, cast):
    desk.key(pair(9, 10), pair(9, 10), by=cast.officer)
    submit_section(section=desk.section, by=cast.officer)
    asked = {desk.measures[0]: "Ten?", desk.measures[1]: "Nine?"}
    send_back_section(section=desk.section, reason="", asked=asked, by=cast.lead)
    page = text(as_("officer").get(f"{LIST}2026-10/"))
    assert "Sent back: 2 figures to change" in page
    assert "Read why, mend and submit again" in page


def test_sent_back_is_with_the_officer_for_a_lead(as_, desk, cast):
    desk.key(pair(9, 10), pair(9, 10), by=cast.officer)
    submit_section(section=desk.section, by=cast.officer)
    send_back_section(section=desk.section, reason="Look again.", by=cast.lead)
    page = text(as_("lead").get(f"{LIST}2026-10/"))
    assert "With the officer" in page
    assert "Read why, mend" not in page


def test_area_that_measures_later_is_added_by_the_lead(as_, desk, council):
    make_measure(make_area(council, "Youth justice"))
    address = f"{LIST}2026-10/"
    words = "1 service area began to measure after this return was opened."
    assert words in text(as_("lead").get(address))
    assert words not in text(as_("officer").get(address))
    as_("lead").post(LIST, {"month": "2026-10"})
    page = text(as_("lead").get(address))
    assert "Youth justice" in page
    assert words not in page


def test_locked_month_says_so(as_, desk, cast):
    desk.key(pair(9, 10), pair(9, 10), by=cast.officer)
    submit_section(section=desk.section, by=cast.officer)
    approve_section(section=desk.section, by=cast.lead)
    page = text(as_("officer").get(f"{LIST}2026-10/"))
    assert "the month was locked on" in page
    assert "2 figures" in page


def test_query_budgets_hold_whatever_the_history(
    as_, council, area, cast, django_assert_max_num_queries
):
    measures = [make_measure(area) for _ in range(5)]
    for back in range(1, 25):
        rows = {measure.code: pair(9, 10) for measure in measures}
        load_approved_figures(
            council=council,
            month=OCTOBER.plus(-back),
            rows=rows,
            submitted_by=cast.officer,
            approved_by=cast.lead,
        )
    make_return(council)
    browser = as_("officer")
    for address in (LIST, f"{LIST}2026-10/", f"{LIST}2026-10/front-door/check/"):
        with django_assert_max_num_queries(9):
            browser.get(address)
