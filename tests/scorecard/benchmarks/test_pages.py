"""Who sees which benchmarks are held, and who may take in a newer file?"""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from improvement.history.models import Event
from scorecard.benchmarks.importing import import_benchmarks
from scorecard.models import BenchmarkRelease, BenchmarkValue
from tests.scorecard.benchmarks.builders import REFERRALS, csv_bytes, referral, taken_in, whole

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(country, council):
    return reverse("scorecard:benchmark-list", args=[council.slug])


def upload(content: bytes, name: str = REFERRALS) -> dict[str, SimpleUploadedFile]:
    return {"file": SimpleUploadedFile(name, content, content_type="text/csv")}


def test_page_lists_what_is_declared_and_held(address, as_, country):
    empty = as_("board").get(address).content.decode()
    assert "Nothing has been taken in yet" in empty
    assert "An administrator can send" in empty
    gone = referral(country[0], 2025, 1) | {
        "new_la_code": "E10000006", "old_la_code": "Q99", "la_name": "Cumbria",
    }  # fmt: skip
    taken_in(whole(country, range(12), year=2024))
    assert ">2024<br>" in as_("viewer").get(address).content.decode()
    taken_in([*whole(country, range(12)), gone])
    page = as_("viewer").get(address).content.decode()
    assert "Referrals and re-referrals" in page
    assert "<code>d3_<wbr>cpps_<wbr>subsequent_<wbr>plan_<wbr>*.csv<wbr></code>" in page
    assert ">2024 to 2025<br>" in page
    assert "1 row: Cumbria (Q99, E10000006) is not on the register" in page
    assert "Take in a published file" not in page


def test_page_takes_few_queries(address, as_, country, django_assert_max_num_queries):
    for year in (2023, 2024, 2025):
        taken_in(whole(country, range(12), year=year))
    client = as_("board")
    client.get(address)
    with django_assert_max_num_queries(4):
        client.get(address)


def test_administrator_takes_in_a_file(address, as_, cast, country):
    response = as_("admin").post(address, upload(csv_bytes(whole(country, range(12)))), follow=True)
    page = response.content.decode()
    assert "Referrals and re-referrals: 15 rows read, 30 numbers for 2025: 30 new" in page
    assert "Rows that were passed over" not in page
    assert BenchmarkRelease.objects.get().imported_by == cast.admin
    assert Event.objects.get(verb="imported benchmarks").by == cast.admin


@pytest.mark.parametrize("person", ["lead", "officer", "board", "viewer", "improvement", "clerk"])
def test_nobody_else_may(address, as_, country, person):
    content = csv_bytes(whole(country, range(12)))
    assert as_(person).post(address, upload(content)).status_code == 403
    assert not BenchmarkValue.objects.exists()


def test_stranger_finds_nothing_there(address, as_):
    assert as_("stranger").get(address).status_code == 404


@pytest.mark.parametrize(
    ("content", "name", "told"),
    [
        (b"a,b\n1,2\n", "mine.csv", "mine.csv: no published file of this name is declared"),
        (b"a,b\n1,2\n", REFERRALS, "row 1: no column “time_period”"),
        (b"", REFERRALS, "The file is empty"),
        (b"PK\x03\x04\x00", REFERRALS, "a packed file or an Excel workbook"),
        (b"x" * (5 * 1024 * 1024 + 1), REFERRALS, "must be smaller than 5 MB"),
    ],
    ids=["undeclared", "layout", "empty", "workbook", "large"],
)
def test_broken_file_is_named_on_the_page(address, as_, content, name, told):
    page = as_("admin").post(address, upload(content, name)).content.decode()
    assert "There is a problem" in page
    assert told in page
    assert ("Nothing of this file was taken in." in page) == told.startswith(("mine", "row", "a "))
    assert not BenchmarkRelease.objects.exists()


def test_no_file_is_asked_for(address, as_):
    assert "Choose the published file." in as_("admin").post(address).content.decode()


def test_name_of_a_file_is_shown_as_text(address, as_):
    page = as_("admin").post(address, upload(b"a,b\n", "<img src=x>.csv")).content.decode()
    assert "<img" not in page
    assert "&lt;img" in page


def test_page_turns_nothing_over_at_one_stroke(address, as_, country):
    taken_in(whole(country, range(12)))
    client = as_("admin")
    page = client.post(address, upload(csv_bytes(whole(country, range(40, 52))))).content.decode()
    assert "would change 12 of the 30 numbers held" in page
    assert "import_benchmarks" in page
    assert BenchmarkRelease.objects.count() == 1


def test_one_councils_words_are_not_shown_to_another(address, as_, cast, country):
    """What an administrator elsewhere wrote into a file and its name stays with them."""
    gone = referral(country[0], 2025, 1) | {
        "new_la_code": "E10000006", "old_la_code": "Q99", "la_name": "zanzibar",
    }  # fmt: skip
    import_benchmarks(
        file_name=REFERRALS.replace("2024", "zanzibar"),
        content=csv_bytes([*whole(country, range(12)), gone]),
        by=cast.stranger,
    )
    for person in ("lead", "admin"):
        page = as_(person).get(address).content.decode()
        assert ">2025<br>" in page
        assert "zanzibar" not in page
