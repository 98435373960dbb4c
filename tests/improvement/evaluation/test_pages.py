"""What do people see of the self-evaluation and the bundles, and what may they send?"""

import io
import zipfile

import pytest
from django.urls import reverse

from improvement.evaluation.services import stored
from tests.improvement.evaluation.builders import TODAY, make_statement
from tests.inspections.builders import text_of

pytestmark = pytest.mark.django_db
TYPED = {
    "knows": "Decisions are quick.",
    "sources": "Calls.",
    "doing": "More chairs.",
    "own_grade": "good",
    "reviewed_on": "14/9/2026",
    "version": "0",
}


@pytest.fixture
def address(council):
    def of(name: str, *args: str) -> str:
        return reverse(f"evaluation:{name}", args=[council.slug, *args])

    return of


def test_a_reader_sees_every_part_and_how_old_its_words_are(as_, address, journey):
    make_statement(journey.council, own_grade="good", reviewed_on=TODAY.replace(year=2024))

    said = text_of(as_("board").get(address("evaluation-detail")))
    assert "1 of 6" in said
    assert "Children who need help and protection Good Never judged here" in said
    assert "Older than 12 months" in said
    assert "Not written yet" in said


def test_the_navigation_leads_there(as_, address, council):
    page = as_("board").get(council.get_absolute_url()).content.decode()

    assert f'href="{address("evaluation-detail")}"' in page


def test_a_part_tells_what_we_know_how_and_what_we_do(as_, address, journey):
    make_statement(journey.council)
    page = as_("board").get(address("area-detail", "help"))

    said = text_of(page)
    for words in (
        "Plans drift.", "Findings outstanding (1)", "Figures for September 2026 (1)", "86%",
        "12 of 20 (60%)", "Likely between 39% and 78%", "Approved figures for September 2026",
        "Chair every conference", "Answers F1; should move CP6",
    ):  # fmt: skip
        assert words in said, words
    assert "Change what we say" not in said
    assert "Change what we say" in text_of(as_("improvement").get(address("area-detail", "help")))


def test_what_is_not_written_says_what_to_do_next(as_, address, council):
    said = text_of(as_("improvement").get(address("area-detail", "send")))

    assert "Not yet in our own words" in said
    assert "Write what we know" in said
    assert "No figures have been approved yet" in said


def test_a_part_that_does_not_exist_is_not_found(as_, address):
    for name in ("area-detail", "statement-edit"):
        assert as_("improvement").get(address(name, "weather")).status_code == 404
    for name in ("bundle-detail", "bundle-download"):
        assert as_("improvement").get(address(name, "weather")).status_code == 404


def test_an_improvement_lead_writes_a_statement(as_, address, council):
    response = as_("improvement").post(address("statement-edit", "help"), TYPED)

    assert response.url == address("area-detail", "help")
    held = stored(council, "help")
    assert (held.knows, held.own_grade, str(held.reviewed_on)) == (
        "Decisions are quick.", "good", "2026-09-14",
    )  # fmt: skip


def test_who_saves_second_sees_both_and_loses_nothing(as_, address, council):
    make_statement(council)
    client, href = as_("improvement"), address("statement-edit", "help")
    client.post(href, {**TYPED, "knows": "First.", "version": "1"})

    second = client.post(href, {**TYPED, "knows": "Second.", "version": "1"})
    assert second.status_code == 409
    said = second.content.decode()
    assert "Second.</textarea>" in said
    assert "What we know is saved now as: First." in said
    assert 'name="version" value="2"' in said
    assert client.post(href, {**TYPED, "knows": "Second.", "version": "2"}).status_code == 302
    assert stored(council, "help").knows == "Second."


def test_two_who_begin_the_same_statement_do_not_lose_each_others(as_, address, council):
    client, href = as_("improvement"), address("statement-edit", "help")
    client.post(href, TYPED)

    second = client.post(href, {**TYPED, "knows": "Mine."})
    assert second.status_code == 409
    assert "Mine.</textarea>" in second.content.decode()
    assert stored(council, "help").knows == "Decisions are quick."


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"knows": ""}, "Enter what we know."),
        ({"reviewed_on": "soon"}, "Enter a real date for last reviewed"),
        ({"reviewed_on": "1/1/2199"}, "The review cannot lie in the future."),
        ({"own_grade": "splendid"}, "splendid is not one of the available choices"),
        ({"version": "x"}, "whole number"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost(
    as_, address, council, typed, said
):
    page = as_("improvement").post(address("statement-edit", "help"), {**TYPED, **typed})

    assert page.status_code == 200
    assert said in text_of(page)
    assert "More chairs.</textarea>" in page.content.decode()
    assert stored(council, "help").pk is None


def test_a_reader_downloads_the_whole_as_word(as_, address, journey):
    response = as_("board").get(address("evaluation-word"))

    assert response["Content-Type"].endswith("wordprocessingml.document")
    assert "testham-self-evaluation-" in response["Content-Disposition"]
    assert zipfile.is_zipfile(io.BytesIO(response.content))


def test_a_theme_is_chosen_by_what_is_on_record(as_, address, journey):
    said = text_of(as_("board").get(address("bundle-list")))

    assert "Children in need and child protection Children who need help and protection" in said
    assert "Everything All areas of practice 1 1 1 20 1" in said


def test_a_bundle_holds_one_theme(as_, address, journey):
    said = text_of(as_("board").get(address("bundle-detail", "child-protection")))

    assert "Findings outstanding (1)" in said
    assert "Strengths (0)" in said
    assert "No letter has been imported" in said
    assert "Download as one file" not in said
    assert "Nothing is on record for this theme" in text_of(
        as_("board").get(address("bundle-detail", "youth-justice"))
    )


@pytest.mark.parametrize("who", ["improvement", "clerk"])
def test_those_who_build_packs_take_the_bundle_away(as_, address, journey, who):
    client = as_(who)

    assert "Download as one file" in text_of(client.get(address("bundle-detail", "everything")))
    response = client.get(address("bundle-download", "everything"))
    assert "testham-visit-everything-" in response["Content-Disposition"]
    with zipfile.ZipFile(io.BytesIO(b"".join(response))) as bundle:
        assert bundle.testzip() is None


def test_readers_may_read_but_not_take_the_bundle_away(as_, address, journey):
    for who in ("board", "officer", "owner", "admin"):
        assert as_(who).get(address("bundle-detail", "everything")).status_code == 200
        assert as_(who).get(address("bundle-download", "everything")).status_code == 403
