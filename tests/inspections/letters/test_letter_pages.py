"""Is a confirmed letter there for everyone who follows the journey, and a draft for no one else?"""

import io
from datetime import date

import pytest

from inspections.letters import services, views
from inspections.letters.letter import LetterRefused
from inspections.models import Letter
from tests.inspections.builders import text_of
from tests.inspections.letters.kept import TO_IMPROVE, make_letter, sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def confirmed(letter, cast) -> Letter:
    services.confirm_letter(
        letter=letter, placing=services.Placing(), version=letter.version, by=cast.improvement
    )
    letter.refresh_from_db()
    return letter


def test_a_confirmed_letter_is_read_page_by_page(as_, at, confirmed):
    page = as_("board").get(at("detail"), {"page": 3})
    assert "Third page" in text_of(page)
    assert "Imran" not in text_of(page)
    assert confirmed.inspection.get_absolute_url() in page.content.decode()
    for number in ("0", "99", "x", "9" * 30):
        assert as_("board").get(at("detail"), {"page": number}).status_code == 200


def test_its_pages_of_work_lead_to_what_became_of_it(as_, at, confirmed):
    client = as_("improvement")
    assert client.get(at("check")).url == confirmed.get_absolute_url()
    assert client.get(at("discard")).url == confirmed.get_absolute_url()
    assert client.get(at("confirm")).url == confirmed.inspection.get_absolute_url()
    assert client.post(at("discard"), {"version": confirmed.version}).status_code == 302
    assert Letter.objects.count() == 1


def test_what_is_typed_on_a_letter_confirmed_meanwhile_is_shown_and_not_saved(
    as_, at, letter, cast
):
    mine = sent(letter, **{"f1-text": "My words."})
    services.confirm_letter(
        letter=letter, placing=services.Placing(), version=letter.version, by=cast.improvement
    )
    refused = as_("improvement").post(at("check"), mine)
    assert refused.status_code == 409
    assert "My words." in text_of(refused)
    assert "Change its inspection instead." in text_of(refused)
    letter.refresh_from_db()
    assert services.held_draft(letter).findings[0].text == TO_IMPROVE[0]


def test_lists_cost_the_same_with_more_letters(
    as_, at, council, cast, django_assert_max_num_queries
):
    for year in (2018, 2019, 2020):
        letter = make_letter(council, cast.improvement, start=date(year, 3, 4), end=None)
        services.confirm_letter(
            letter=letter, placing=services.Placing(), version=1, by=cast.improvement
        )
    client = as_("improvement")
    for address in (at("list"), f"{at('search')}?q=supervision"):
        with django_assert_max_num_queries(7):
            assert "of 4" in text_of(client.get(address))


@pytest.mark.parametrize("verb", ["detail", "file"])
def test_a_draft_is_there_for_those_alone_who_check_it(as_, at, letter, verb):
    assert as_("board").get(at(verb)).status_code == 404
    assert as_("stranger").get(at(verb)).status_code == 404
    assert as_("viewer").get(at(verb)).status_code == 403
    assert as_("improvement").get(at(verb)).status_code in (200, 302)


def test_the_list_hides_drafts_from_those_who_do_not_check_them(as_, at, letter):
    assert "ILACS standard inspection" in text_of(as_("improvement").get(at("list")))
    assert "No letter has been uploaded yet" in text_of(as_("board").get(at("list")))


def test_the_file_goes_out_to_be_saved_under_a_safe_name(as_, at, confirmed):
    Letter.objects.update(filename='a"; x=\r\nb.pdf')
    response = as_("board").get(at("file"))
    assert response["Content-Disposition"].startswith("attachment; ")
    assert "\n" not in response["Content-Disposition"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert b"".join(response).startswith(b"%PDF")


def test_a_page_is_drawn_for_who_may_see_it(as_, at, letter, monkeypatch):
    monkeypatch.setattr(views, "page_picture", lambda name, page: b"\x89PNG")
    response = as_("improvement").get(at("picture", 2))
    assert (response["Content-Type"], response.content) == ("image/png", b"\x89PNG")
    assert as_("improvement").get(at("picture", 5)).status_code == 404
    assert as_("board").get(at("picture", 2)).status_code == 404


def test_a_page_that_cannot_be_drawn_is_not_there(as_, at, letter, monkeypatch):
    def refuse(name, page):
        raise LetterRefused("Broken.")

    monkeypatch.setattr(views, "page_picture", refuse)
    assert as_("improvement").get(at("picture", 1)).status_code == 404


def test_words_are_found_in_this_council_s_letters_alone(as_, at, confirmed, other_council, cast):
    make_letter(other_council, cast.stranger)
    client = as_("board")
    page = client.get(at("search"), {"q": "recorded LATE"})
    words = text_of(page)
    assert "Showing 1 to 1 of 1" in words
    assert "<mark>late</mark>" in page.content.decode()
    assert f"{confirmed.get_absolute_url()}?page=3#letter-page" in page.content.decode()
    csv = client.get(at("search"), {"q": "supervision", "format": "csv"}).content.decode()
    assert csv.count("\n") == 2
    assert "Supervision is recorded late in some teams.,3" in csv
    assert "What are you looking for?" in text_of(client.get(at("search")))


def test_drafts_are_searched_by_those_alone_who_check_them(as_, at, letter):
    assert "Nothing matches" in text_of(as_("board").get(at("search"), {"q": "supervision"}))
    assert "of 1" in text_of(as_("improvement").get(at("search"), {"q": "supervision"}))


def test_a_draft_is_discarded_once_somebody_says_so(as_, at, letter):
    client = as_("improvement")
    assert "Discard this letter?" in text_of(client.get(at("discard")))
    assert client.post(at("discard"), {"version": 9}).status_code == 409
    assert Letter.objects.count() == 1
    assert client.post(at("discard"), {"version": letter.version}).status_code == 302
    assert Letter.objects.count() == 0


@pytest.mark.parametrize("role", ["officer", "lead", "owner", "board", "clerk", "admin"])
def test_only_the_improvement_lead_brings_letters_in(as_, at, letter, role):
    client = as_(role)
    for verb in ("upload", "check", "confirm", "discard"):
        assert client.get(at(verb)).status_code == 403, verb
        assert client.post(at(verb), sent(letter)).status_code == 403, verb
    assert io.BytesIO(letter.file.read()).read(4) == b"%PDF"
