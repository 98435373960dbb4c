"""What do the workforce tables refuse, whatever wrote to them?"""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tests.builders import make_area
from tests.workforce.builders import make_month, make_post, make_team, make_tenure
from workforce.models import NUMBERS, Establishment, TeamMonth, Tenure
from workforce.roles import WorkerRole

pytestmark = pytest.mark.django_db


def team_month(council, **fields) -> TeamMonth:
    fields = {
        "council": council, "month": date(2026, 10, 1), "role": "social_worker",
        "team": make_team(council), **fields,
    }  # fmt: skip
    return TeamMonth.objects.create(**fields)


@pytest.mark.parametrize("field", NUMBERS)
def test_team_month_refuses_a_number_below_nought(council, field):
    with pytest.raises(IntegrityError), transaction.atomic():
        team_month(council, **{field: -1})


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"month": date(2026, 10, 2)}, id="not a first day"),
        pytest.param({"role": "wizard"}, id="no such role"),
        pytest.param({"asye": 3, "case_holders": 2}, id="more newly qualified than holders"),
    ],
)
def test_team_month_refuses(council, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        team_month(council, **fields)


def test_team_month_stands_once(council):
    first = team_month(council)
    with pytest.raises(IntegrityError), transaction.atomic():
        team_month(council, team=first.team)


def test_team_month_with_nothing_returned_is_stored(council):
    row = team_month(council)
    assert all(getattr(row, name) is None for name in NUMBERS)


def test_establishment_stands_once_a_month_on_its_first_day(council):
    make_month(council)
    for day in (date(2026, 10, 1), date(2026, 10, 15)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Establishment.objects.create(council=council, month=day)


def test_establishment_names_who_and_when_together(council, cast):
    with pytest.raises(IntegrityError), transaction.atomic():
        Establishment.objects.create(
            council=council, month=date(2026, 10, 1), edited_by=cast.officer
        )


def test_team_refuses_an_area_of_another_council(council, other_council):
    elsewhere = make_area(other_council)
    with pytest.raises(ValidationError, match="this council"):
        make_team(council, area=elsewhere)


def test_team_name_stands_once(council):
    make_team(council, "Duty")
    with pytest.raises(ValidationError, match="already has a team with that name"):
        make_team(council, "Duty")


def test_tenure_in_the_database_has_one_current_and_ends_after_it_starts(council):
    post = make_post(council)
    make_tenure(post)
    plain = {"council": council, "post": post, "standing": "interim"}
    for fields in (
        {"starts": date(2026, 3, 1)},
        {"starts": date(2024, 3, 1), "ends": date(2024, 2, 1)},
        {"starts": date(2024, 3, 1), "ends": date(2024, 4, 1), "standing": "emperor"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Tenure.objects.create(**plain | fields)


@pytest.mark.parametrize(
    ("role", "counts"),
    [
        (WorkerRole.SOCIAL_WORKER, True),
        (WorkerRole.TEAM_MANAGER, True),
        (WorkerRole.PERSONAL_ADVISER, False),
        (WorkerRole.FAMILY_SUPPORT, False),
    ],
)
def test_only_social_work_roles_count(council, role, counts):
    assert role.is_social_work is counts
    assert team_month(council, role=role).is_social_work is counts


def test_words_of_every_object(council):
    establishment = make_month(council)
    post = make_post(council, "Director")
    tenure = make_tenure(post, starts_precision="month")
    row = TeamMonth.objects.select_related("team").get()
    assert str(establishment) == "Workforce, October 2026"
    assert str(row) == f"{row.team}, Social worker, October 2026"
    assert str(tenure) == "Director: permanent from January 2025"
    assert establishment.get_absolute_url() == f"/councils/{council.slug}/workforce/2026-10/"
