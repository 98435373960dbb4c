"""Which council does every page of the establishment meet in these tests?"""

import pytest
from django.urls import reverse

from tests.workforce.builders import (
    OCTOBER,
    make_entry,
    make_fed_measures,
    make_month,
    make_team,
    open_month,
)


@pytest.fixture
def team(council):
    return make_team(council, "Duty")


@pytest.fixture
def keyed(council, area, team):
    """One team keyed for October, the fed measures in use and the return open."""
    make_fed_measures(area)
    open_month(council)
    make_month(council, make_entry(team))
    return council


@pytest.fixture
def address(council, team):
    def of(name: str, month=OCTOBER, slug: str = "") -> str:
        args = [slug or council.slug]
        if name.startswith("workforce-") and name != "workforce-latest":
            args.append(month)
        if name == "team-edit":
            args.append(team.pk)
        return reverse(f"workforce:{name}", args=args)

    return of
