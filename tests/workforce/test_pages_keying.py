"""Does keying a month of the workforce save what is right, and name and keep what is not?"""

from decimal import Decimal

import pytest

from improvement.rules.month import Month
from tests.workforce.browser import text_of, typed
from tests.workforce.builders import (
    SEPTEMBER,
    make_entry,
    make_fed_measures,
    make_month,
    make_team,
)
from tests.workforce.test_services_keying import close
from workforce.models import Establishment, TeamMonth
from workforce.roles import WorkerRole

pytestmark = pytest.mark.django_db


# --- Keying -------------------------------------------------------------------------------------
def test_key_saves_and_returns_to_the_month(as_, cast, keyed, address, team):
    answer = as_("officer").post(
        address("workforce-key"),
        typed(team, posts="11", permanent=" 9.5 ", agency="1", cases="1,204"),
    )
    assert (answer.status_code, answer.url) == (302, address("workforce-month"))
    row = TeamMonth.objects.get()
    assert (row.permanent, row.cases, row.vacancies) == (Decimal("9.5"), 1204, None)
    assert Establishment.objects.get().edited_by == cast.officer


def test_key_takes_dash_and_na_as_not_returned(as_, keyed, address, team):
    as_("officer").post(address("workforce-key"), typed(team, posts="-", agency="n/a"))
    row = TeamMonth.objects.get()
    assert (row.posts, row.agency) == (None, None)


@pytest.mark.parametrize(
    "text", ["abc", "1_000", "1e3", "٣", "１２", "NaN", "12,34", "=1+1", "<script>", "-1", "1.234"]
)
def test_key_names_a_bad_number_and_keeps_everything_typed(as_, keyed, address, team, text):
    answer = as_("officer").post(
        address("workforce-key"), typed(team, agency=text, permanent="7.25")
    )
    page = text_of(answer)
    assert answer.status_code == 200
    assert "There is a problem" in page
    assert "Duty, social worker, agency:" in page
    assert 'value="7.25"' in answer.content.decode()
    assert b"<script>" not in answer.content.split(b"</head>")[1].split(b"</main>")[0]
    assert TeamMonth.objects.get().agency == 2


def test_key_names_contradictions(as_, keyed, address, team):
    page = text_of(
        as_("officer").post(
            address("workforce-key"),
            typed(team, permanent="2", agency="1", case_holders="4", cases="10"),
        )
    )
    assert "Duty, social worker, case holders: more workers hold cases than are employed" in page


def test_key_from_an_old_version_is_a_conflict_that_keeps_what_was_typed(
    as_, council, keyed, address, team
):
    make_month(council, make_entry(team, agency="3"))
    answer = as_("officer").post(address("workforce-key"), typed(team, version=1, agency="7.77"))
    assert answer.status_code == 409
    assert "Someone else changed this" in text_of(answer)
    assert 'value="7.77"' in answer.content.decode()
    assert TeamMonth.objects.get().agency == 3


@pytest.mark.parametrize("version", ["", "abc", "-1", "9" * 40, "１"])
def test_key_with_a_version_that_is_none_is_a_conflict(as_, keyed, address, team, version):
    answer = as_("officer").post(
        address("workforce-key"), typed(team, agency="7") | {"version": version}
    )
    assert answer.status_code == 409


def test_key_adds_a_line_for_a_new_team_and_role(as_, council, keyed, address, team):
    other = make_team(council, "Night")
    data = typed(team, agency="2") | {
        "new1-team": str(other.pk), "new1-role": "team_manager", "new1-posts": "1",
    }  # fmt: skip
    as_("officer").post(address("workforce-key"), data)
    assert TeamMonth.objects.get(team=other).role == WorkerRole.TEAM_MANAGER


def test_key_asks_for_the_team_of_a_line_with_numbers(as_, keyed, address, team):
    data = typed(team, agency="2") | {"new2-posts": "4"}
    page = text_of(as_("officer").post(address("workforce-key"), data))
    assert "New line 2: choose its team and its role." in page


def test_key_leaves_a_ticked_line_out(as_, council, keyed, address, team):
    other = make_team(council, "Night")
    make_month(council, make_entry(team), make_entry(other))
    data = typed(other, version=2, agency="nonsense") | {f"t{other.pk}-social_worker-out": "on"}
    data["row"] = [f"t{team.pk}-social_worker", f"t{other.pk}-social_worker"]
    as_("officer").post(address("workforce-key"), data | {f"t{team.pk}-social_worker-agency": "1"})
    assert [row.team for row in TeamMonth.objects.all()] == [team]


def test_key_starts_a_new_month_from_last_months_lines_and_posts(as_, council, team, address):
    make_month(council, make_entry(team), month=SEPTEMBER)
    body = as_("lead").get(address("workforce-key")).content.decode()
    assert f'name="t{team.pk}-social_worker-posts"' in body
    assert 'value="11"' in body
    assert 'value="135"' not in body
    assert 'name="version" value="0"' in body


def test_key_ignores_another_councils_team_and_extra_fields(
    as_, council, other_council, keyed, address, team
):
    foreign = make_team(other_council, "Foreign")
    data = typed(team, agency="4") | {
        "row": [f"t{team.pk}-social_worker", f"t{foreign.pk}-social_worker", "t9-wizard", "x"],
        f"t{foreign.pk}-social_worker-posts": "99",
        "council": str(other_council.pk), "month": "2020-01-01", "edited_by": "1",
    }  # fmt: skip
    as_("officer").post(address("workforce-key"), data)
    row = TeamMonth.objects.get()
    assert (row.team, row.council, row.agency) == (team, council, 4)


def test_key_refuses_a_foreign_team_in_a_new_line(as_, other_council, keyed, address, team):
    foreign = make_team(other_council, "Foreign")
    data = typed(team) | {"new1-team": str(foreign.pk), "new1-role": "team_manager",
                          "new1-posts": "1"}  # fmt: skip
    page = as_("officer").post(address("workforce-key"), data)
    assert "New line 1: choose its team and its role." in text_of(page)
    assert b"Foreign" not in page.content


def test_key_refuses_a_closed_section_in_words(as_, cast, keyed, address, team):
    close(keyed, cast, "submitted")
    page = text_of(as_("officer").post(address("workforce-key"), typed(team, agency="7.77")))
    assert "cannot be changed. Nothing was saved." in page


def test_key_refuses_a_month_to_come(as_, council, area, address, team):
    make_fed_measures(area)
    later = address("workforce-key", Month(2099, 1))
    page = text_of(as_("officer").post(later, typed(team, version=0, agency="1")))
    assert "January 2099 is not over yet" in page
