"""Does a letter come in whole or not at all, and become one inspection however often it is sent?"""

import io
from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext

from improvement.history.models import Event
from improvement.history.services import EditConflict
from inspections.letters import services
from inspections.letters.draft import Draft
from inspections.letters.letter import LetterFinding, LetterRefused, Sure
from inspections.letters.services import Placing
from inspections.models import Finding, Inspection, Letter, LetterPage, PublishedOutcome
from tests.inspections.builders import make_finding, make_inspection
from tests.inspections.letters.kept import TO_IMPROVE, make_letter, make_reading

pytestmark = pytest.mark.django_db


def files() -> list[str]:
    return (
        [
            f"{folder}/{name}"
            for folder in default_storage.listdir("letters")[0]
            for name in default_storage.listdir(f"letters/{folder}")[1]
        ]
        if default_storage.exists("letters")
        else []
    )


def upload(council, by, reading, monkeypatch, data: bytes = b"%PDF-1.7 one"):
    monkeypatch.setattr(services, "read_letter", lambda *_: reading)
    return services.keep_letter(
        council=council, file=io.BytesIO(data), filename="C:\\in box\\Letter\x07.pdf", by=by
    )


def confirm(letter, by, placing=None) -> Inspection:
    return services.confirm_letter(
        letter=letter, placing=placing or Placing(), version=letter.version, by=by
    )


@pytest.fixture
def meanwhile(monkeypatch):
    """Somebody else does this just before the council's row is held."""

    def let(deed) -> None:
        hold = services.hold

        def held(council):
            monkeypatch.setattr(services, "hold", hold)
            deed()
            hold(council)

        monkeypatch.setattr(services, "hold", held)

    return let


# --- Coming in ----------------------------------------------------------------------------------


def test_a_letter_is_kept_with_its_pages_paragraphs_and_draft(council, cast, monkeypatch):
    kept = upload(council, cast.improvement, make_reading(council), monkeypatch)
    letter = kept.letter
    assert (kept.is_new, letter.filename, letter.pages_count) == (True, "Letter.pdf", 4)
    assert [one.text for one in letter.pages.all()][:2] == ["First page", "Second page"]
    assert [one.number for one in letter.paragraphs.all()] == [1, 2]
    assert letter.file.read() == b"%PDF-1.7 one"
    assert "First page" not in str(letter.reading)
    assert len(services.held_draft(letter).findings) == 3
    assert Event.objects.about(letter).get().verb == "uploaded"


def test_signs_that_no_database_holds_are_left_out(council, cast, monkeypatch):
    finding = LetterFinding("improvement", "Plans\x00 drift\ud800.", 2, Sure.CERTAIN)
    reading = make_reading(council, findings=(finding,), pages=("One\x00", "\udfffTwo"))
    letter = upload(council, cast.improvement, reading, monkeypatch).letter
    assert services.held_draft(letter).findings[0].text == "Plans drift."
    assert [one.text for one in letter.pages.all()] == ["One", "Two"]


def test_the_same_letter_again_is_the_first_one(council, cast, monkeypatch):
    first = upload(council, cast.improvement, make_reading(council), monkeypatch)
    again = upload(council, cast.improvement, make_reading(council), monkeypatch)
    assert (again.letter, again.is_new) == (first.letter, False)
    assert (Letter.objects.count(), len(files())) == (1, 1)


def test_one_council_s_letter_is_no_other_s(council, other_council, cast, monkeypatch):
    upload(council, cast.improvement, make_reading(council), monkeypatch)
    other = upload(other_council, cast.stranger, make_reading(other_council), monkeypatch)
    assert (other.is_new, len(files())) == (True, 2)


def test_a_letter_about_another_council_is_refused_by_both_names(
    council, other_council, cast, monkeypatch
):
    with pytest.raises(LetterRefused) as refused:
        upload(council, cast.improvement, make_reading(other_council), monkeypatch)
    assert "about Elsewhere, not Testham" in refused.value.message
    assert (Letter.objects.count(), files()) == (0, [])


def test_a_letter_that_cannot_be_stored_whole_leaves_no_file(council, cast, monkeypatch):
    def fail(rows):
        assert len(files()) == 1  # it is there until the transaction ends
        raise RuntimeError

    monkeypatch.setattr(LetterPage.objects, "bulk_create", fail)
    with pytest.raises(RuntimeError):
        upload(council, cast.improvement, make_reading(council), monkeypatch)
    assert (Letter.objects.count(), files(), Event.objects.count()) == (0, [], 0)


def test_a_visit_is_proposed_for_the_series_it_belongs_to(council, cast, monkeypatch):
    head = make_inspection(council)
    from inspections.services import record_judgements

    record_judgements(inspection=head, by=None, grades={"overall": "inadequate"})
    make_inspection(council, kind="jtai", started=date(2022, 3, 1))
    reading = make_reading(
        council, kind="monitoring-visit", start=date(2022, 9, 1), end=None, published=None,
        judgements=(), judgement_set="", visit=2,
    )  # fmt: skip
    letter = upload(council, cast.improvement, reading, monkeypatch).letter
    visit = confirm(letter, cast.improvement)
    assert (visit.follows, visit.number) == (head, 2)


# --- Putting right ------------------------------------------------------------------------------


def test_a_draft_keeps_nonsense_and_names_each_fault_when_it_is_confirmed(letter, cast):
    draft = services.held_draft(letter)
    wrong = replace(draft, facts={**draft.facts, "started": "soon"}).add()
    services.save_draft(letter=letter, draft=wrong, version=letter.version, by=cast.improvement)
    letter.refresh_from_db()
    assert services.held_draft(letter) == wrong
    with pytest.raises(ValidationError) as refused:
        confirm(letter, cast.improvement)
    told = refused.value.messages
    assert told[0].startswith("Enter a real date for first day")
    assert "Finding 4: Enter finding." in told
    assert Inspection.objects.count() == 0


def test_a_save_is_told_in_the_history_and_one_that_changes_nothing_is_not(letter, cast):
    draft = services.held_draft(letter)
    services.save_draft(letter=letter, draft=draft, version=99, by=cast.improvement)
    changed = replace(draft, facts={**draft.facts, "theme": "Neglect"})
    services.save_draft(letter=letter, draft=changed, version=1, by=cast.improvement)
    latest, first = Event.objects.about(letter)
    assert (latest.after, first.verb) == ({"Theme": "Neglect"}, "uploaded")


def test_two_people_cannot_overwrite_each_other(letter, cast):
    mine = Letter.objects.get(pk=letter.pk)
    draft = services.held_draft(letter)
    services.save_draft(letter=letter, draft=draft.add(), version=1, by=cast.improvement)
    with pytest.raises(EditConflict):
        services.save_draft(letter=mine, draft=Draft(), version=1, by=cast.improvement)


def test_a_draft_that_is_discarded_takes_its_file_along(
    letter, cast, django_capture_on_commit_callbacks
):
    told = letter.pk
    with django_capture_on_commit_callbacks(execute=True):
        services.discard_letter(letter=letter, version=1, by=cast.improvement)
        assert len(files()) == 1  # until it is certain
    assert (Letter.objects.count(), files()) == (0, [])
    assert Event.objects.get(object_id=told, verb="discarded").before == {"filename": "letter.pdf"}


def test_a_confirmed_letter_is_neither_discarded_nor_changed(letter, cast):
    confirm(letter, cast.improvement)
    letter.refresh_from_db()
    with pytest.raises(ValidationError):
        services.discard_letter(letter=letter, version=letter.version, by=cast.improvement)
    with pytest.raises(ValidationError):
        services.save_draft(
            letter=letter, draft=Draft(), version=letter.version, by=cast.improvement
        )


# --- Confirming ---------------------------------------------------------------------------------


def test_a_letter_becomes_an_inspection_with_grades_and_findings(letter, cast):
    strength = LetterFinding("strength", "Work with schools.", 4, Sure.CERTAIN)
    letter = make_letter(
        letter.council,
        cast.improvement,
        findings=(*make_reading(letter.council).findings, strength),
    )
    inspection = confirm(letter, cast.improvement)
    grades = dict(inspection.judgements.values_list("area__code", "grade"))
    assert (inspection.kind, inspection.started) == ("ilacs-standard", date(2022, 1, 24))
    assert (inspection.judgement_set.code, grades["help"]) == ("ilacs-a", "requires-improvement")
    findings = list(inspection.findings.order_by("position"))
    assert [one.kind for one in findings] == ["improvement"] * 3 + ["strength"]
    assert [(one.page, one.area) for one in findings][:2] == [
        (2, "care-leavers"),
        (3, "front-door"),
    ]
    assert findings[0].text == TO_IMPROVE[0]
    letter.refresh_from_db()
    assert (letter.status, letter.inspection) == ("confirmed", inspection)
    assert letter.confirmed_by == cast.improvement
    assert Event.objects.about(findings[0]).get().by == cast.improvement


def test_confirming_twice_makes_one_inspection(letter, cast):
    stale = Letter.objects.get(pk=letter.pk)
    first = confirm(letter, cast.improvement)
    assert confirm(stale, cast.improvement) == first
    assert (Inspection.objects.count(), Finding.objects.count()) == (1, 3)


def test_a_confirmation_of_a_draft_that_has_moved_on_is_refused(letter, cast):
    stale = Letter.objects.get(pk=letter.pk)
    draft = services.held_draft(letter)
    services.save_draft(letter=letter, draft=draft.drop("f1"), version=1, by=cast.improvement)
    with pytest.raises(EditConflict):
        confirm(stale, cast.improvement)
    assert Inspection.objects.count() == 0


def test_what_is_left_out_is_not_recorded(letter, cast):
    draft = services.held_draft(letter)
    services.save_draft(letter=letter, draft=draft.drop("f2"), version=1, by=cast.improvement)
    letter.refresh_from_db()
    inspection = confirm(letter, cast.improvement)
    assert [one.text for one in inspection.findings.order_by("position")] == [
        TO_IMPROVE[0],
        TO_IMPROVE[2],
    ]


def test_what_fails_on_the_way_leaves_nothing(letter, cast, monkeypatch):
    monkeypatch.setattr(services, "publish_outcome", lambda *told: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        confirm(letter, cast.improvement)
    assert (Inspection.objects.count(), Finding.objects.count()) == (0, 0)
    letter.refresh_from_db()
    assert (letter.status, letter.version) == ("draft", 1)


def test_two_confirmations_at_once_make_one_inspection(letter, cast, meanwhile):
    first = []
    stale = Letter.objects.get(pk=letter.pk)
    meanwhile(lambda: first.append(confirm(stale, cast.improvement)))
    assert [confirm(letter, cast.improvement)] == first
    assert (Inspection.objects.count(), Finding.objects.count()) == (1, 3)


def test_two_uploads_at_once_keep_one_letter_and_one_file(council, cast, monkeypatch, meanwhile):
    reading = make_reading(council)
    meanwhile(lambda: upload(council, cast.improvement, reading, monkeypatch))
    second = upload(council, cast.improvement, reading, monkeypatch)
    assert (second.is_new, second.letter) == (False, Letter.objects.get())
    assert len(files()) == 1


# --- To an inspection that is recorded ----------------------------------------------------------


@pytest.fixture
def recorded(council):
    """The same inspection, with one finding, keyed by hand before the letter came."""
    inspection = make_inspection(council, ended=date(2022, 2, 3))
    from inspections.services import record_judgements

    record_judgements(inspection=inspection, by=None, grades={"leaders": "inadequate"})
    make_finding(inspection, reference="A1", text="Pathway plans")
    return Inspection.objects.get(pk=inspection.pk)


def test_a_letter_fills_in_what_is_empty_and_overwrites_nothing(letter, recorded, cast):
    known = recorded.findings.get()
    inspection = confirm(letter, cast.improvement, Placing(recorded, recorded={"f1": known}))
    assert inspection == recorded
    inspection.refresh_from_db()
    assert inspection.ended == date(2022, 2, 3)
    assert inspection.published == date(2022, 3, 18)
    grades = dict(inspection.judgements.values_list("area__code", "grade"))
    assert (grades["leaders"], grades["care"]) == ("inadequate", "good")
    known.refresh_from_db()
    assert (known.text, known.page, known.area) == ("Pathway plans", 2, "care-leavers")
    assert [one.reference for one in inspection.findings.order_by("position")] == [
        "A1", "F1", "F2",
    ]  # fmt: skip


def test_a_differing_grade_and_the_letter_s_words_are_taken_when_asked(letter, recorded, cast):
    known = recorded.findings.get()
    placing = Placing(recorded, frozenset({"leaders"}), {"f1": known}, takes_words=True)
    inspection = confirm(letter, cast.improvement, placing)
    grades = dict(inspection.judgements.values_list("area__code", "grade"))
    known.refresh_from_db()
    assert (grades["leaders"], known.text, known.version) == ("good", TO_IMPROVE[0], 2)


# --- The register of outcomes -------------------------------------------------------------------


def test_a_published_letter_puts_its_grades_on_the_register(letter, cast):
    inspection = confirm(letter, cast.improvement)
    outcome = PublishedOutcome.objects.get(council=inspection.council)
    assert (outcome.started, outcome.is_from_letter) == (date(2022, 1, 24), True)
    assert dict(outcome.grades.values_list("area__code", "grade"))["overall"] == "good"


@pytest.mark.parametrize("published", [None, date(2099, 1, 1)])
def test_a_letter_that_is_not_out_yet_stays_the_council_s_own(council, cast, published):
    letter = make_letter(council, cast.improvement, published=published)
    confirm(letter, cast.improvement)
    assert PublishedOutcome.objects.count() == 0


def test_an_ungraded_letter_leaves_the_register_alone(council, cast):
    changes = {"kind": "jtai", "judgements": (), "judgement_set": "jtai"}
    inspection = confirm(make_letter(council, cast.improvement, **changes), cast.improvement)
    assert (inspection.judgements.count(), PublishedOutcome.objects.count()) == (0, 0)


def test_a_letter_that_names_no_council_asks(council, cast):
    letter = make_letter(council, cast.improvement, council="", gss="")
    with pytest.raises(ValidationError, match="Say whether the letter is about Testham"):
        confirm(letter, cast.improvement)
    draft = services.held_draft(letter)
    ticked = replace(draft, facts={**draft.facts, "about": "on"})
    services.save_draft(letter=letter, draft=ticked, version=1, by=cast.improvement)
    letter.refresh_from_db()
    assert confirm(letter, cast.improvement).council == council


def test_a_confirmation_asks_the_database_a_bounded_number_of_times(
    council, cast, django_assert_max_num_queries
):
    """Each finding costs its lock, its number, its checks, its row and its entry, and no more."""
    letter = make_letter(council, cast.improvement)
    with CaptureQueriesContext(connection) as three:
        confirm(letter, cast.improvement)
    many = make_reading(council).findings * 3
    letter = make_letter(council, cast.improvement, findings=many, start=date(2021, 1, 4))
    with django_assert_max_num_queries(len(three) + 6 * 45):
        confirm(letter, cast.improvement)
