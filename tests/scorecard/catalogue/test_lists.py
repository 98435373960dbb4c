"""Who reads which measures, how are they filtered, and what goes into the file?"""

import pytest
from django.urls import reverse

from improvement.rules.month import Month
from scorecard.models import AdoptedMeasure
from scorecard.reference import load_catalogue
from scorecard.services import adopt_measure
from scorecard.services.adoption import set_target
from tests.builders import make_area
from tests.scorecard.builders import make_measure

pytestmark = pytest.mark.django_db


def lists(council) -> tuple[str, str]:
    return tuple(
        reverse(f"scorecard:{name}", args=[council.slug])
        for name in ("measure-list", "measure-unused")
    )


def read(client, address: str, **query: str) -> str:
    return client.get(address, query).content.decode()


@pytest.fixture
def measures(council, area, cast):
    """One in use with two targets, one retired, in two areas and groups."""
    used = make_measure(
        area, name="Visits", group="Visiting", theme="oversight", target="80%+", baseline=61
    )
    set_target(measure=used, effective_from=Month(2027, 3), text="99%+", by=cast.lead)
    care = make_area(council, "Care")
    retired = make_measure(care, name="Letters", group="Writing")
    left = {"is_active": False, "owner_role": "Head of Post"}
    AdoptedMeasure.objects.filter(pk=retired.pk).update(**left)
    return used, retired


def test_everyone_reads_and_only_two_roles_may_change(as_, council, measures):
    in_use, unused = lists(council)
    settings = reverse("scorecard:measure-settings", args=[council.slug, measures[0].code])
    for role in ("board", "viewer", "officer"):
        page = read(as_(role), in_use)
        assert "Visits" in page
        assert settings not in page
        assert "of our own" not in page
        assert "Adopt" not in read(as_(role), unused)
    for role in ("lead", "admin"):
        page = read(as_(role), in_use)
        assert settings in page
        assert "Add a measure of our own" in page


def test_the_target_in_force_is_shown_and_not_one_to_come(as_, council, measures):
    page = read(as_("board"), lists(council)[0])
    assert "80%+" in page
    assert "99%+" not in page
    assert "61%" in page


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ({"q": "visit"}, {"Visits"}),
        ({"group": "Writing"}, {"Letters"}),
        ({"theme": "oversight"}, {"Visits"}),
        ({"state": "retired"}, {"Letters"}),
        ({"state": "used"}, {"Visits"}),
        ({}, {"Visits", "Letters"}),
    ],
    # Named, since a set prints in another order in each worker, and workers must agree.
    ids=["word", "group", "theme", "retired", "used", "all"],
)
def test_filters_narrow(as_, council, measures, query, shown):
    rows = read(as_("lead"), lists(council)[0], format="csv", **query)
    assert {name for name in ("Visits", "Letters") if name in rows} == shown


def test_each_filter_has_its_name(as_, council, measures):
    for address in lists(council):
        page = read(as_("lead"), address)
        assert "invalid name" not in page
        assert "Theme" in page


def test_the_area_filter_narrows(as_, council, area, measures):
    rows = read(as_("lead"), lists(council)[0], format="csv", area=str(area.pk))
    assert "Visits" in rows
    assert "Letters" not in rows


def test_the_file_says_everything_and_links_nothing(as_, council, measures):
    heads, *rows = read(as_("lead"), lists(council)[0], format="csv").splitlines()
    assert heads.lstrip("\ufeff") == (
        "Code,Measure,Group,Theme,Target,Baseline,Unit,Service area,Owner,Status"
    )
    assert rows[0].endswith(",80%+,61%,Percentage,Front door,,In use")
    assert rows[1].endswith("Care,Head of Post,Retired")


@pytest.mark.parametrize(
    "sort", ["group", "theme", "code", "name", "unit", "baseline", "area", "is_active"]
)
def test_columns_sort_both_ways(as_, council, measures, sort):
    one, other = (
        read(as_("lead"), lists(council)[0], format="csv", sort=way + sort).splitlines()[1:]
        for way in ("", "-")
    )
    assert one == other[::-1]


def test_what_is_adopted_leaves_the_other_list(as_, council, area, cast):
    load_catalogue()
    unused = lists(council)[1]
    before = read(as_("lead"), unused, format="csv")
    measure = council.own_measures.model.objects.get(council=None, code="FD2")
    assert "FD2," in before
    adopt_measure(council=council, measure=measure, area=area, by=cast.lead)
    after = read(as_("lead"), unused, format="csv")
    assert "FD2," not in after
    assert len(before.splitlines()) == len(after.splitlines()) + 1


def test_a_card_tells_what_and_why_until_the_measure_has_a_page(as_, council, area, cast):
    load_catalogue()
    measure = council.own_measures.model.objects.get(council=None, code="FD4")
    address = reverse("scorecard:measure-card", args=[council.slug, "FD4"])
    page = read(as_("viewer"), address)
    for told in (measure.what, "Lower is usually better", "14% to 21%", "most the number of FD3"):
        assert told in page
    assert "Benchmark" in page
    assert "Adopt" not in page
    adopted = adopt_measure(council=council, measure=measure, area=area, by=cast.lead)
    assert as_("viewer").get(address).url == adopted.get_absolute_url()


def test_another_councils_measure_has_no_card(as_, council, other_council):
    theirs = make_measure(make_area(other_council, "Care"))
    address = reverse("scorecard:measure-card", args=[council.slug, theirs.code])
    assert as_("lead").get(address).status_code == 404


def test_lists_cost_the_same_however_long(as_, council, area, django_assert_max_num_queries):
    client = as_("lead")
    for _ in range(12):
        make_measure(area)
    load_catalogue()
    for address in lists(council):
        with django_assert_max_num_queries(10):
            client.get(address)
