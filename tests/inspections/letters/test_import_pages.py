"""Does the import of a letter keep what is typed, and open to the right people alone?"""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from inspections.letters import services
from inspections.letters.letter import LetterRefused
from inspections.letters.limits import LARGEST_FILE
from inspections.models import Inspection, Letter
from tests.inspections.builders import make_finding, make_inspection, text_of
from tests.inspections.letters.kept import GRADES, TO_IMPROVE, make_letter, make_reading, sent

pytestmark = pytest.mark.django_db


def texts(letter: Letter) -> list[str]:
    letter.refresh_from_db()
    return [one.text for one in services.held_draft(letter).kept]


# --- Upload -------------------------------------------------------------------------------------


@pytest.fixture
def upload(as_, council, monkeypatch):
    """Send a file; what the reader makes of it is given."""

    def send(reading, name: str = "letter.pdf", data: bytes = b"%PDF-1.7 one"):
        def read(*_):
            if isinstance(reading, Exception):
                raise reading
            return reading

        monkeypatch.setattr(services, "read_letter", read)
        address = reverse("inspections:letter-upload", args=[council.slug])
        return as_("improvement").post(address, {"file": SimpleUploadedFile(name, data)})

    return send


def test_an_upload_leads_to_its_draft(upload, council):
    response = upload(make_reading(council), name="../../etc/ILACS <b>.pdf")
    letter = Letter.objects.get()
    assert response.url == letter.get_absolute_url()
    assert letter.filename == "ILACS <b>.pdf"
    assert letter.file.name == f"letters/{council.slug}/{letter.digest}.pdf"


def test_a_refusal_stands_beside_the_file_and_nothing_is_kept(upload):
    page = text_of(upload(LetterRefused("This is a scan without text.")))
    assert page.count("This is a scan without text.") == 2  # the summary, and beside the field
    assert "Error:" in page
    assert Letter.objects.count() == 0


def test_a_file_somewhat_too_large_is_told_beside_its_field(as_, at):
    large = SimpleUploadedFile("letter.pdf", b"%PDF-1.7\n" + b"0" * LARGEST_FILE)
    page = text_of(as_("improvement").post(at("upload"), {"file": large}))
    assert page.count("larger than 20 MB") == 2


def test_no_file_is_told(as_, at):
    assert "Choose the PDF of the letter." in text_of(as_("improvement").post(at("upload")))


def test_the_same_letter_again_leads_to_the_first_with_a_notice(upload, council, as_):
    first = upload(make_reading(council)).url
    again = upload(make_reading(council))
    assert again.url == first
    page = as_("improvement").get(first, follow=True)
    assert Letter.objects.count() == 1
    assert "Check the letter" in text_of(page)


# --- The check page -----------------------------------------------------------------------------


def test_the_draft_is_shown_with_marks_beside_its_page(as_, at):
    page = as_("improvement").get(at("check"), {"page": 2})
    words = text_of(page)
    assert "3 areas for improvement." in words
    assert "Read with certainty" in words
    assert "Likely" in words
    assert at("picture", 2) in page.content.decode()
    assert "Second page" in words
    assert TO_IMPROVE[0] in words


def test_a_grade_that_was_not_found_asks_to_be_looked_for(as_, council, cast):
    letter = make_letter(council, cast.improvement, judgements=())
    page = text_of(as_("improvement").get(letter.get_absolute_url(), follow=True))
    assert page.count("Check this") == 4


def test_the_check_page_asks_little_of_the_database(as_, at, django_assert_max_num_queries):
    client = as_("improvement")
    with django_assert_max_num_queries(10):
        client.get(at("check"))


def test_what_is_typed_is_saved_even_when_it_is_nonsense(as_, at, letter):
    told = sent(letter, started="soon", **{"f1-page": "four", "f1-text": "Changed."})
    response = as_("improvement").post(at("check"), told)
    assert response.status_code == 302
    page = as_("improvement").get(at("check")).content.decode()
    for typed in ('value="soon"', 'value="four"', "Changed."):
        assert typed in page
    assert "Corrected here" in page
    assert "Enter a real date" not in page


def test_grades_outlive_a_day_that_cannot_be_read(as_, at, letter):
    """Without a day there is no judgement set to show them in; the form carries them along."""
    client = as_("improvement")
    client.post(at("check"), sent(letter, started="soon"))
    content = client.get(at("check")).content.decode()
    for code, grade in GRADES.items():
        assert f'<input type="hidden" name="grade-{code}" value="{grade}">' in content
    letter.refresh_from_db()
    client.post(at("check"), sent(letter, started="24/1/2022"))
    assert 'type="hidden" name="grade-' not in client.get(at("check")).content.decode()
    letter.refresh_from_db()
    assert services.held_draft(letter).grades == GRADES


def test_faults_are_named_when_it_goes_on_and_each_leads_to_its_field(as_, at, letter):
    told = sent(letter, "confirm", started="soon", **{"f2-page": "four", "grade-help": "superb"})
    page = as_("improvement").post(at("check"), told, follow=True)
    content = page.content.decode()
    assert page.redirect_chain[-1][0].endswith("?faults=1")
    for anchor in ("#id_started", "#id_f2-page"):
        assert f'href="{anchor}"' in content
        assert f'id="{anchor[1:]}"' in content
    assert "Finding 2: Enter the page as a whole number" in text_of(page)
    assert Inspection.objects.count() == 0


@pytest.mark.parametrize(
    ("do", "changes", "expected"),
    [
        ("split:f1", {"f1-text": "One.\n\nTwo."}, ["One.", "Two.", *TO_IMPROVE[1:]]),
        ("split:f1", {"f1-text": "One."}, ["One.", *TO_IMPROVE[1:]]),
        ("merge:f1", {}, [f"{TO_IMPROVE[0]} {TO_IMPROVE[1]}", TO_IMPROVE[2]]),
        ("drop:f2", {"f1-text": "Typed meanwhile."}, ["Typed meanwhile.", TO_IMPROVE[2]]),
        ("add", {}, [*TO_IMPROVE, ""]),
        ("drop:f9", {}, list(TO_IMPROVE)),
        ("explode:f1", {}, list(TO_IMPROVE)),
    ],
)
def test_a_deed_keeps_everything_else_that_was_typed(as_, at, letter, do, changes, expected):
    response = as_("improvement").post(at("check"), sent(letter, do, theme="Typed", **changes))
    assert response.status_code == 302
    assert texts(letter) == expected
    assert services.held_draft(letter).facts["theme"] == "Typed"


def test_what_was_left_out_stays_in_the_form_and_comes_back(as_, at, letter):
    client = as_("improvement")
    client.post(at("check"), sent(letter, "drop:f2"))
    letter.refresh_from_db()
    assert 'name="f2-dropped" value="1"' in client.get(at("check")).content.decode()
    client.post(at("check"), sent(letter, "back:f2"))
    assert texts(letter) == list(TO_IMPROVE)


def test_a_split_without_a_place_says_what_to_do(as_, at, letter):
    page = as_("improvement").post(at("check"), sent(letter, "split:f1"), follow=True)
    assert "Put an empty line into the finding" in text_of(page)


def test_another_page_is_shown_once_what_was_typed_is_saved(as_, at, letter):
    response = as_("improvement").post(at("check"), sent(letter, "page:3", theme="Typed"))
    assert response.url == f"{at('check')}?page=3#letter-page"
    letter.refresh_from_db()
    assert services.held_draft(letter).facts["theme"] == "Typed"


def test_a_second_person_s_save_is_refused_with_both_and_then_goes_through(as_, at, letter):
    mine = sent(letter, theme="Mine", **{"f1-text": "My words."})
    theirs = {"theme": "Theirs", "grade-help": "inadequate", "f3-area": "care-leavers"}
    as_("improvement").post(at("check"), sent(letter, "merge:f1", **theirs))
    refused = as_("improvement").post(at("check"), mine)
    words = text_of(refused)
    assert refused.status_code == 409
    assert "My words." in words
    assert "Theme: Theirs" in words
    assert "Grade for “Children who need help and protection”: Inadequate" in words
    assert "Finding 3: area of practice: Care leavers" in words
    assert f"Finding 1: text: {TO_IMPROVE[0]} {TO_IMPROVE[1]}" in words
    version = re.search(r'name="version" value="(\d+)"', refused.content.decode())[1]
    assert as_("improvement").post(at("check"), mine | {"version": version}).status_code == 302
    assert texts(letter)[:2] == ["My words.", TO_IMPROVE[1]]


@pytest.mark.parametrize("version", ["", "0", "two", "9" * 40, "-1"])
def test_a_form_that_lost_its_version_overwrites_nothing(as_, at, letter, version):
    told = sent(letter, theme="Mine", version=version)
    assert as_("improvement").post(at("check"), told).status_code == 409
    letter.refresh_from_db()
    assert services.held_draft(letter).facts["theme"] == ""


# --- Confirming ---------------------------------------------------------------------------------


def test_a_letter_nobody_recorded_becomes_a_new_inspection(as_, at, letter):
    client = as_("improvement")
    page = text_of(client.get(at("confirm")))
    assert "A new inspection is recorded" in page
    assert "Requires improvement to be good" in page
    response = client.post(at("confirm"), {"version": letter.version}, follow=True)
    inspection = Inspection.objects.get()
    assert response.redirect_chain[-1][0] == inspection.get_absolute_url()
    assert "The letter has been confirmed: 3 findings added." in text_of(response)


def test_a_double_press_makes_one_inspection(as_, at, letter):
    told = {"version": letter.version}
    first = as_("improvement").post(at("confirm"), told)
    second = as_("improvement").post(at("confirm"), told)
    assert (first.url, second.url) == (first.url, first.url)
    assert Inspection.objects.count() == 1


def test_a_recorded_inspection_is_offered_with_what_differs(as_, at, letter, council):
    inspection = make_inspection(council, title="As keyed by hand", theme="")
    from inspections.services import record_judgements

    record_judgements(inspection=inspection, by=None, grades={"leaders": "inadequate"})
    known = make_finding(inspection, reference="A1", text=TO_IMPROVE[0])
    client = as_("improvement")
    page = client.get(at("confirm"))
    words = text_of(page)
    assert "To the inspection already recorded: As keyed by hand, 24 January 2022" in words
    assert "Keep “Inadequate”, as recorded" in words
    assert f'<option value="{known.pk}" selected>' in page.content.decode()
    told = {
        "version": letter.version, "into": "recorded", "grade-leaders": "take",
        "as-f1": known.pk, "as-f2": "", "as-f3": "",
    }  # fmt: skip
    client.post(at("confirm"), told)
    assert Inspection.objects.get().findings.count() == 3
    leaders = inspection.judgements.get(area__code="leaders")
    assert leaders.grade == "good"


def test_a_new_inspection_may_be_chosen_beside_a_recorded_one(as_, at, letter, council):
    make_inspection(council)
    told = {"version": letter.version, "into": "new"}
    as_("improvement").post(at("confirm"), told)
    assert Inspection.objects.count() == 2


def test_two_findings_cannot_be_the_same_recorded_one(as_, at, letter, council):
    known = make_finding(make_inspection(council))
    told = {
        "version": letter.version, "into": "recorded",
        "as-f1": known.pk, "as-f2": known.pk, "as-f3": "",
    }  # fmt: skip
    page = text_of(as_("improvement").post(at("confirm"), told))
    assert "Another finding of the letter is recorded as the same." in page
    assert Letter.objects.get().is_confirmed is False


def test_a_finding_of_another_council_is_no_choice(as_, at, letter, council, other_council):
    make_finding(make_inspection(council))
    foreign = make_finding(make_inspection(other_council), text="Theirs")
    told = {"version": letter.version, "into": "recorded", "as-f1": foreign.pk}
    page = text_of(as_("improvement").post(at("confirm"), told))
    assert "Select a valid choice" in page
    foreign.refresh_from_db()
    assert (foreign.text, Letter.objects.get().is_confirmed) == ("Theirs", False)


def test_a_confirmation_of_an_older_draft_is_refused_once(as_, at, letter, cast):
    draft = services.held_draft(letter).drop("f1")
    services.save_draft(letter=letter, draft=draft, version=1, by=cast.improvement)
    client = as_("improvement")
    refused = client.post(at("confirm"), {"version": 1})
    assert (refused.status_code, Inspection.objects.count()) == (409, 0)
    assert 'name="version" value="2"' in refused.content.decode()
