"""Does the list of actions filter, sort, page and export what it shows, at a constant cost?"""

import csv
import io

import pytest
from django.urls import reverse

from improvement.councils.roles import Role
from improvement.plans import services
from improvement.plans.models import Action
from improvement.plans.tables import ActionTable
from tests.improvement.plans.builders import days, make_action, make_plan, make_priority
from tests.inspections.builders import make_finding, make_inspection
from tests.scorecard.builders import make_measure

pytestmark = pytest.mark.django_db

ALL = [role.value for role in Role]
SEE = [role for role in ALL if role != "viewer"]
EDIT = ["improvement"]
UPDATE = ["improvement", "owner"]


def where(name: str, council, *args) -> str:
    return reverse(f"plans:{name}", args=[council.slug, *args])


def listed(client, council, query: str = "") -> list[str]:
    """References in the CSV, in its order."""
    response = client.get(f"{where('action-list', council)}?{query}&format=csv")
    assert response.status_code == 200
    text = response.content.decode("utf-8-sig")
    return [row["Reference"] for row in csv.DictReader(io.StringIO(text))]


# --- The list ----------------------------------------------------------------------------------
@pytest.fixture
def some(council, plan, priority, cast, area) -> dict[str, Action]:
    """A handful of actions, each alone in something."""
    second = make_priority(plan)
    some = {
        "late": make_action(priority, due=days(-5), start=None, agency="NHS"),
        "mine": make_action(priority, owner=cast.owner, title="Foster campaign"),
        "other": make_action(second, status="not_started", start=days(5)),
        "linked": make_action(priority, status="complete", agency="Council"),
        "undated": make_action(priority, due=None, status="at_risk"),
    }
    finding, measure = make_finding(make_inspection(council)), make_measure(area)
    services.link(action=some["linked"], by=None, findings=[finding], measures=[measure])
    return some


def filters_of(some) -> list[tuple[str, list[str]]]:
    """Every filter, and which of the actions it leaves."""
    linked = some["linked"]
    return [
        ("overdue=on", ["late"]),
        ("mine=on", ["mine"]),
        (f"priority={some['other'].priority_id}", ["other"]),
        ("brag=red", ["late"]),
        ("brag=amber", ["undated"]),
        ("brag=grey", ["other"]),
        ("status=complete", ["linked"]),
        (f"finding={linked.findings.get().pk}", ["linked"]),
        (f"measure={linked.measures.get().pk}", ["linked"]),
        ("agency=NHS", ["late"]),
        ("q=foster", ["mine"]),
        ("q=foster&overdue=on", []),
    ]


def test_every_filter_narrows(some, council, as_):
    client = as_("owner")
    assert len(listed(client, council)) == 5
    for query, names in filters_of(some):
        wanted = [some[name].reference for name in names]
        assert listed(client, council, query) == wanted, query


def test_earlier_plans_are_shown_when_asked_for(some, council, as_):
    new = make_action(make_priority(make_plan(council, title="Next plan")), reference="N1")
    client = as_("board")

    assert listed(client, council) == ["N1"]
    assert len(listed(client, council, "earlier=on")) == 6
    assert new.plan.number == 2


def sortable(table) -> list[str]:
    return [name for name, column in table.base_columns.items() if column.orderable is not False]


@pytest.mark.parametrize("column", sortable(ActionTable))
def test_every_column_sorts_both_ways(some, council, as_, column):
    client = as_("board")
    up = listed(client, council, f"sort={column}")
    down = listed(client, council, f"sort=-{column}")

    assert sorted(up) == sorted(down)
    assert len(up) == 5


def test_undated_actions_come_last_either_way(some, council, as_):
    for sort in ("due", "-due"):
        assert listed(as_("board"), council, f"sort={sort}")[-1] == some["undated"].reference


def test_colour_sorts_from_worst(some, council, as_):
    assert listed(as_("board"), council, "sort=-brag")[0] == some["late"].reference


def test_csv_holds_what_the_screen_holds(some, council, as_):
    response = as_("board").get(f"{where('action-list', council)}?format=csv")
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    late = next(row for row in rows if row["Reference"] == some["late"].reference)

    assert late["BRAG"] == "Red"
    assert late["Why"] == "Overdue by 5 days"
    assert late["Due date"] == late["Original due date"] == days(-5).isoformat()
    assert late["Lead agency"] == "NHS"
    assert late["Owner says"] == "On track"


@pytest.mark.parametrize(
    "query",
    [
        "sort=nonsense",
        "page=99999999999",
        "page=x",
        "per_page=9999",
        "brag=pink",
        "priority=x",
        "finding=999999",
        "finding=" + "9" * 40,
        "priority=" + "9" * 40,
        "q=%00",
        "q=" + "a" * 5000,
        "mine=maybe",
        "status=&brag=",
        "sort=-due&page=2&per_page=2",
    ],
)
def test_list_survives_any_query(some, council, as_, query):
    assert as_("owner").get(f"{where('action-list', council)}?{query}").status_code == 200


def test_finding_of_another_council_filters_nothing_in(some, council, other_council, as_):
    foreign = make_finding(make_inspection(other_council))
    page = as_("owner").get(f"{where('action-list', council)}?finding={foreign.pk}")

    assert "Nothing matches these filters" in page.content.decode()


# --- Cost --------------------------------------------------------------------------------------
def test_pages_stay_within_their_queries(some, council, as_, cast, django_assert_max_num_queries):
    action = some["linked"]
    for number in range(3):
        services.add_evidence(action=action, title=f"E{number}", by=cast.improvement)
        services.update_action(
            action=Action.objects.get(pk=action.pk),
            by=cast.improvement,
            status="complete",
            text="Said",
        )
    client = as_("improvement")
    budget = {
        where("plan-detail", council): 8,
        where("action-list", council): 8,
        f"{where('action-list', council)}?brag=red&sort=-brag&q=a": 8,
        where("action-detail", council, action.pk): 12,
    }
    for href, most in budget.items():
        with django_assert_max_num_queries(most):
            client.get(href)
