"""Who reads the register of outcomes, what stands on it, and what does it cost?"""

import csv
import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from improvement.councils.models import Neighbour
from improvement.councils.roles import Role
from inspections.models import PublishedOutcome
from inspections.outcomes.services import store_outcome
from inspections.outcomes.standing import standing_page
from tests.builders import make_council, make_user
from tests.inspections.builders import make_finding, make_inspection, text_of

pytestmark = pytest.mark.django_db

ADDRESS = "/outcomes/"
HEADER = "gss,kind,start,overall"


def judge(council, overall="good", started=date(2024, 5, 13), **told) -> PublishedOutcome:
    told = {"kind": "ilacs-standard", "ended": None, "published": None, "by": None, **told}
    told.setdefault("grades", {"overall": overall, "help": overall})
    return store_outcome(council=council, started=started, **told)


def names(page) -> list[str]:
    return [row.authority for row in page.rows]


@pytest.fixture
def three(council):
    """The council of the cast, a neighbour of another region, and one further away."""
    near = make_council("Neartown", region="North", is_live=False)
    far = make_council("Farley", region="South", is_live=False)
    Neighbour.objects.create(council=council, neighbour=near, rank=1)
    judge(council, "requires-improvement")
    judge(near, "inadequate", date(2023, 1, 9))
    judge(far, "outstanding", date(2025, 2, 3))
    return [council, near, far]


# --- What stands on it --------------------------------------------------------------------------


def test_the_latest_result_of_each_authority_counts(council):
    judge(council, "inadequate", date(2022, 1, 10))
    judge(council, "good", date(2025, 1, 13), kind="ilacs-short")
    (row,) = standing_page([council], {}).rows
    assert row.when == "13 Jan 2025"
    assert [cell.word for cell in row.cells] == [
        "Good", "Not recorded", "Good", "Not recorded", "Not recorded",
    ]  # fmt: skip


def test_what_a_framework_did_not_judge_is_not_missing(council, other_council):
    judge(council, started=date(2021, 3, 1))
    judge(other_council, started=date(2026, 4, 27), grades={"leaders": ""})
    old, new = (row.cells for row in standing_page([council], {"sort": "oldest"}).rows)
    assert old[4].word == "Not judged in this set"
    assert (new[0].word, new[1].word) == ("No overall grade", "Not graded")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, ["Farley", "Neartown", "Testham"]),
        ({"region": "North"}, ["Neartown"]),
        ({"near": "testham"}, ["Neartown", "Testham"]),
        ({"grade": "inadequate"}, ["Neartown"]),
        ({"grade": "outstanding", "area": "help"}, ["Farley"]),
        ({"grade": "outstanding", "area": "care"}, []),
        ({"sort": "best"}, ["Farley", "Testham", "Neartown"]),
        ({"sort": "worst"}, ["Neartown", "Testham", "Farley"]),
        ({"sort": "newest"}, ["Farley", "Testham", "Neartown"]),
        ({"sort": "oldest"}, ["Neartown", "Testham", "Farley"]),
        ({"service": "send"}, []),
        (
            {"region": "nowhere", "near": "neartown", "sort": "up"},
            ["Farley", "Neartown", "Testham"],
        ),
    ],
)
def test_filters_narrow_and_orders_order(council, three, query, expected):
    assert names(standing_page([council], query)) == expected


def test_what_has_no_grade_comes_last_either_way(council, three):
    judge(make_council("Ayr"), grades={"help": ""})
    for sort in ("best", "worst"):
        assert names(standing_page([council], {"sort": sort}))[-1] == "Ayr"


def test_grades_are_counted_without_what_is_made_up(council, three):
    made_up = make_council("Exampleton", is_illustrative=True)
    judge(made_up)
    assert "Exampleton" not in names(standing_page([council], {}))
    page = standing_page([council, made_up], {})
    assert "Exampleton" in names(page)
    overall = page.tallies[0]
    assert (overall.area, overall.graded, [number for _, number in overall.counts]) == (
        "Overall", 3, [1, 1, 1],
    )  # fmt: skip


# --- Who reads it -------------------------------------------------------------------------------


@pytest.mark.parametrize("role", list(Role))
def test_everyone_of_a_council_reads_it(as_, three, role):
    page = text_of(as_(role.value).get(ADDRESS))
    assert "Farley" in page
    assert ("Take in published outcomes" in page) == (role is Role.ADMIN)


def test_someone_of_no_council_does_not(as_, three):
    assert as_(make_user("nobody")).get(ADDRESS).status_code == 404


def test_no_other_council_is_linked_or_said_to_use_the_product(as_, three, other_council):
    judge(other_council)
    page = as_("viewer").get(ADDRESS).content.decode()
    assert "/councils/testham/" in page
    assert "/councils/elsewhere/" not in page


def test_nothing_that_a_council_typed_is_shown(as_, council, other_council):
    typed = dict.fromkeys(("title", "theme", "headline", "summary", "source"), "zanzibar")
    one = make_inspection(other_council, started=date(2024, 5, 13), **typed)
    make_finding(one, text="zanzibar")
    judge(other_council)
    for query in ("", "?format=csv", "?format=xlsx", "?sort=worst&grade=good"):
        body = as_("viewer").get(ADDRESS + query).content
        assert b"zanzibar" not in body
    assert "Elsewhere" in text_of(as_("viewer").get(ADDRESS))


def test_downloads_hold_the_rows_on_screen(as_, three):
    response = as_("viewer").get(ADDRESS + "?region=North&format=csv")
    header, *rows = csv.reader(io.StringIO(response.content.decode("utf-8-sig")))
    (row,) = (dict(zip(header, one, strict=True)) for one in rows)
    assert (row["Authority"], row["First day"], row["Overall"], row["Care leavers"]) == (
        "Neartown", "2023-01-09", "Inadequate", "Not recorded",
    )  # fmt: skip
    workbook = as_("viewer").get(ADDRESS + "?format=xlsx")
    assert workbook.content[:2] == b"PK"


def test_the_empty_register_says_what_to_do(as_):
    assert "Take in a file" in text_of(as_("admin").get(ADDRESS))
    assert "administrator sends" in text_of(as_("viewer").get(ADDRESS))


# --- What it costs ------------------------------------------------------------------------------


def test_the_register_costs_the_same_with_every_authority(council, django_assert_max_num_queries):
    for number in range(153):
        one = make_council(f"Authority {number}", dfe_number=f"{number:02x}Z")
        grades = dict.fromkeys(("leaders", "help", "care", "leavers", "overall"), "good")
        judge(one, grades=grades)
        if number % 3 == 0:
            judge(one, started=date(2019, 1, 7))
    with django_assert_max_num_queries(5):
        assert len(standing_page([council], {}).rows) == 153
    with django_assert_max_num_queries(5):
        standing_page([council], {"near": "testham", "sort": "best"})


# --- Sending a file -----------------------------------------------------------------------------


@pytest.fixture
def sending(council):
    return reverse("inspections:outcome-import", args=[council.slug])


def send(client, address, text):
    return client.post(address, {"file": SimpleUploadedFile("o.csv", text.encode())}, follow=True)


def test_an_administrator_sends_a_file(as_, council, sending):
    page = send(as_("admin"), sending, f"{HEADER}\n{council.gss_code},ILACS short,13/05/2024,RI\n")
    assert page.redirect_chain == [(ADDRESS, 302)]
    assert "1 row read: 1 new" in text_of(page)
    assert "Requires improvement" in text_of(page)


def test_faults_stand_on_the_form(as_, council, sending):
    page = send(
        as_("admin"), sending, f"{HEADER}\n{council.gss_code},ILACS short,13/05/2024,Fine\n"
    )
    assert "row 2, overall: “Fine” is not a grade" in text_of(page)
    assert not PublishedOutcome.objects.exists()
    assert "Choose the file" in text_of(as_("admin").post(sending, {}))


def test_the_template_comes_in_again(as_, council, sending):
    header = as_("admin").get(sending + "?format=csv").content.decode("utf-8-sig").strip()
    days = "13/05/2024,24/05/2024,08/07/2024"
    row = f"{council.gss_code},Testham,ILACS standard,{days},Good,Good,RI,Good,Good"
    send(as_("admin"), sending, f"{header}\n{row}\n")
    assert PublishedOutcome.objects.get().grades.count() == 5


@pytest.mark.parametrize("role", ["officer", "lead", "improvement", "viewer", "board"])
def test_nobody_else_sends(as_, sending, role):
    assert as_(role).get(sending).status_code == 403
    assert send(as_(role), sending, "x").status_code == 403
