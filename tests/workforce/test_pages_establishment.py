"""Does every page of the establishment open for whom it should, and save what is keyed?"""

import csv
import io
from decimal import Decimal

import pytest
from django.urls import reverse

from improvement.councils.models import Membership
from improvement.councils.roles import SEE_JOURNEY, Role
from scorecard.models import Figure
from tests.builders import make_area
from tests.workforce.browser import text_of, typed
from tests.workforce.builders import (
    OCTOBER,
    SEPTEMBER,
    make_entry,
    make_fed_measures,
    make_month,
    make_team,
    open_month,
)
from tests.workforce.test_services_keying import close
from workforce.models import Team, TeamMonth

pytestmark = pytest.mark.django_db

SEE_ALL = {Role.OFFICER, Role.LEAD, Role.IMPROVEMENT, Role.ADMIN}
KEEP = {Role.OFFICER, Role.LEAD}


# --- Who may open what --------------------------------------------------------------------------
@pytest.mark.parametrize("role", list(Role))
def test_draft_month_opens_for_those_who_see_drafts(as_, keyed, address, role):
    found = as_(role.value).get(address("workforce-month")).status_code
    assert found == (200 if role in SEE_ALL else 403)


@pytest.mark.parametrize("role", list(Role))
def test_approved_month_opens_for_all_but_viewers(as_, cast, keyed, address, role):
    close(keyed, cast, "approved")
    found = as_(role.value).get(address("workforce-month")).status_code
    assert found == (200 if role in SEE_JOURNEY else 403)


@pytest.mark.parametrize("name", ["workforce-key", "team-add", "team-edit"])
@pytest.mark.parametrize("role", list(Role))
def test_keepers_pages_open_for_keepers_only(as_, keyed, address, name, role):
    assert as_(role.value).get(address(name)).status_code == (200 if role in KEEP else 403)


@pytest.mark.parametrize("role", sorted(set(Role) - KEEP))
def test_others_can_neither_key_nor_publish(as_, keyed, address, team, role):
    for name in ("workforce-key", "workforce-publish", "team-add", "team-edit"):
        answer = as_(role.value).post(address(name), typed(team, agency=1) | {"name": "Mine"})
        assert answer.status_code == 403
    assert TeamMonth.objects.get().agency == 2
    assert not Figure.objects.exists()
    assert Team.objects.count() == 1


NAMES = ["workforce-latest", "workforce-month", "workforce-key", "team-list", "team-add",
         "team-edit"]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_outsiders_find_nothing(as_, client, keyed, address, name):
    assert as_("stranger").get(address(name)).status_code == 404
    assert as_("lead").get(address(name, slug="nowhere")).status_code == 404
    assert client.get(address(name)).status_code == 302


def test_officer_of_another_area_sees_and_keys_nothing(as_, cast, council, keyed, address):
    own = Membership.objects.get(council=council, user=cast.officer)
    own.areas.set([make_area(council, "Care leavers")])
    for name in ("workforce-month", "workforce-key"):
        assert as_("officer").get(address(name)).status_code == 403


def test_officer_keys_nothing_where_no_measure_is_fed(as_, council, team, address):
    make_month(council, make_entry(team))
    assert as_("officer").get(address("workforce-key")).status_code == 403
    assert as_("lead").get(address("workforce-key")).status_code == 200


def test_month_of_another_council_is_not_shown(as_, other_council, address):
    make_month(other_council, make_entry(make_team(other_council, "Canary")))
    page = as_("lead").get(address("workforce-month"))
    assert "Nothing has been keyed" in text_of(page)
    assert b"Canary" not in page.content


# --- Reading ------------------------------------------------------------------------------------
def test_month_shows_rates_rows_and_how_they_stand(as_, keyed, address):
    text = text_of(as_("lead").get(address("workforce-month")))
    assert "Agency rate 20.0% 2 ÷ 10" in text
    assert "Vacancy rate 27.3% 3 ÷ 11" in text
    assert "Average caseload 15 " in text or "Average caseload 15.0" in text
    assert "Duty Social worker 11 8 2 3 1 0.5 1.5 6 135 9" in text
    assert "The scorecard does not hold these rates yet." in text
    assert "WF1: still empty" in text


def test_month_names_what_was_not_returned(as_, council, keyed, address, team):
    make_month(council, make_entry(team, agency=None))
    text = text_of(as_("lead").get(address("workforce-month")))
    assert "Not returned: Duty, social worker: agency" in text
    assert "Agency rate —" in text


def test_month_that_is_keyed_elsewhere_shows_no_second_number(as_, area, keyed, address):
    assert "Newly qualified share" in text_of(as_("lead").get(address("workforce-month")))
    make_fed_measures(area, "WF8")
    assert "Newly qualified share" not in text_of(as_("lead").get(address("workforce-month")))


def test_latest_leads_each_reader_to_the_latest_month_they_may_open(
    as_, cast, council, keyed, team, address
):
    open_month(council, SEPTEMBER)
    make_month(council, make_entry(team), month=SEPTEMBER)
    assert as_("lead").get(address("workforce-latest")).url == address("workforce-month")
    empty = as_("board").get(address("workforce-latest"))
    assert "no workforce to show yet" in text_of(empty)
    close(council, cast, "approved")
    assert as_("board").get(address("workforce-latest")).url == address("workforce-month")


def test_neighbouring_drafts_are_not_offered_to_a_board(as_, cast, council, area, team, address):
    make_fed_measures(area)
    for month in (SEPTEMBER, OCTOBER):
        make_month(council, make_entry(team), month=month)
    open_month(council, SEPTEMBER)
    close(council, cast, "approved")
    september = address("workforce-month", SEPTEMBER)
    assert "Next: October 2026" in text_of(as_("lead").get(september))
    assert "October 2026" not in text_of(as_("board").get(september))


def test_csv_holds_every_row_with_plain_numbers(as_, keyed, address):
    answer = as_("lead").get(address("workforce-month") + "?format=csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert len(rows) == 1
    assert rows[0]["team"] == "Duty"
    assert Decimal(rows[0]["permanent"]) == 8


def test_csv_of_a_draft_stays_closed(as_, keyed, address):
    assert as_("board").get(address("workforce-month") + "?format=csv").status_code == 403


@pytest.mark.parametrize("month", ["2026-13", "2026-00", "abcd-ef", "1200-01"])
def test_month_that_does_not_exist_is_not_found(as_, council, month):
    assert as_("lead").get(f"/councils/{council.slug}/workforce/{month}/").status_code == 404


@pytest.mark.parametrize("name", ["workforce-month", "workforce-key"])
@pytest.mark.parametrize("role", ["officer", "lead"])
def test_pages_cost_the_same_however_much_there_is(
    as_, council, keyed, address, django_assert_max_num_queries, name, role
):
    entries = [make_entry(make_team(council)) for _ in range(25)]
    for month in (SEPTEMBER, SEPTEMBER.previous):
        make_month(council, *entries, month=month)
    make_month(council, *entries)
    browser = as_(role)
    with django_assert_max_num_queries(10):
        assert browser.get(address(name)).status_code == 200


# --- Publishing ---------------------------------------------------------------------------------
def test_publish_sends_drafts_and_says_so(as_, keyed, address):
    browser = as_("officer")
    page = browser.post(address("workforce-publish"), follow=True)
    text = text_of(page)
    assert "On the scorecard as drafts: WF1, WF2, WF4." in text
    assert "The scorecard holds exactly these rates." in text
    assert Figure.objects.count() == 3


def test_publish_refused_says_why(as_, cast, keyed, address):
    close(keyed, cast, "submitted")
    page = text_of(as_("lead").post(address("workforce-publish"), follow=True))
    assert "Nothing was published." in page
    assert "is submitted" in page
    assert not Figure.objects.exists()


def test_publish_answers_no_get(as_, keyed, address):
    assert as_("lead").get(address("workforce-publish")).status_code == 405


def test_month_says_when_the_scorecard_differs(as_, council, keyed, address, team):
    as_("lead").post(address("workforce-publish"))
    make_month(council, make_entry(team, agency="4"))
    text = text_of(as_("lead").get(address("workforce-month")))
    assert "WF1: differs, 2 ÷ 10" in text
    assert "WF2: the same" in text
    assert "does not hold these rates yet" in text


@pytest.mark.parametrize("role", list(Role))
def test_teams_are_seen_by_all_but_viewers_and_changed_by_keepers(as_, keyed, address, role):
    page = as_(role.value).get(address("team-list"))
    assert page.status_code == (200 if role in SEE_JOURNEY else 403)
    assert (address("team-edit") in page.content.decode()) is (role in KEEP)


# --- Teams --------------------------------------------------------------------------------------
def test_team_is_added_listed_and_changed(as_, council, keyed, address, area, team):
    browser = as_("lead")
    browser.post(address("team-add"), {"name": "Night", "position": "3", "is_active": "on"})
    assert Team.objects.get(name="Night").council == council
    data = {"name": "Duty and triage", "area": str(area.pk), "position": "1",
            "version": str(team.version)}  # fmt: skip
    page = text_of(browser.post(address("team-edit"), data, follow=True))
    assert "Duty and triage Front door Closed" in page


def test_team_form_refuses_a_foreign_area_and_a_name_in_use(
    as_, council, other_council, keyed, address
):
    foreign = make_area(other_council, "Elsewhere")
    browser = as_("lead")
    bad = {"name": "Night", "area": str(foreign.pk), "position": "3"}
    assert "Select a valid choice" in text_of(browser.post(address("team-add"), bad))
    twice = {"name": "Duty", "position": "3"}
    assert "already has a team with that name" in text_of(browser.post(address("team-add"), twice))
    assert Team.objects.filter(council=council).count() == 1


def test_team_of_another_council_is_not_found(as_, council, other_council, keyed):
    foreign = make_team(other_council)
    address = reverse("workforce:team-edit", args=[council.slug, foreign.pk])
    assert as_("lead").get(address).status_code == 404
    huge = f"/councils/{council.slug}/workforce/teams/{10**18 * 99}/edit/"
    assert as_("lead").get(huge).status_code == 404


def test_month_leads_to_the_return_once_it_is_open(as_, council, area, team, address):
    make_fed_measures(area)
    make_month(council, make_entry(team))
    there = reverse("scorecard:return-detail", args=[council.slug, OCTOBER])
    assert there not in as_("officer").get(address("workforce-month")).content.decode()
    open_month(council)
    assert there in as_("officer").get(address("workforce-month")).content.decode()
