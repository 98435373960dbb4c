"""Does every change here obey its rule and leave a trace in the history?"""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from improvement.history.models import Event
from improvement.history.services import EditConflict
from improvement.rules.finding import FindingStatus
from inspections import services
from inspections.models import Judgement
from tests.inspections.builders import make_finding, make_inspection

pytestmark = pytest.mark.django_db


def latest(obj) -> Event:
    return Event.objects.about(obj).first()


def test_adding_an_inspection_brings_its_set_its_inspectorates_and_an_entry(cast, council):
    make_inspection(council)
    made = services.add_inspection(
        council=council, by=cast.improvement, kind="jtai", started=date(2023, 5, 22)
    )
    assert made.judgement_set.code == "jtai"
    assert made.inspectorates[0] == "Ofsted"
    assert (latest(made).verb, latest(made).by) == ("added", cast.improvement)


def test_inspectorates_given_are_kept(council):
    made = make_inspection(council, kind="lga-peer-challenge", inspectorates=["LGA"])
    assert made.inspectorates == ["LGA"]


def test_visits_take_the_next_number_of_their_series(council):
    head = make_inspection(council)
    visits = [
        make_inspection(council, kind="monitoring-visit", follows=head, started=date(2022, 6, 1)),
        make_inspection(council, kind="monitoring-visit", follows=head, started=date(2022, 10, 4)),
    ]
    assert [one.number for one in visits] == [1, 2]


def test_a_visit_tied_to_its_series_later_takes_the_next_number_too(cast, council):
    head = make_inspection(council)
    first = make_inspection(council, kind="monitoring-visit", started=date(2022, 6, 1))
    assert first.number is None
    services.change_inspection(inspection=first, by=cast.improvement, follows=head)
    second = make_inspection(
        council, kind="monitoring-visit", follows=head, started=date(2022, 10, 4)
    )
    services.change_inspection(inspection=first, by=cast.improvement, headline="Steady progress")
    assert (first.number, second.number) == (1, 2)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        pytest.param({"kind": "tea-party"}, "not a kind of inspection", id="unknown kind"),
        pytest.param({"ended": date(2022, 1, 1)}, "before the first day", id="ends first"),
        pytest.param({"published": date(2021, 1, 1)}, "before its first day", id="published first"),
        pytest.param({"started": None}, "say that it is not known", id="no first day"),
        pytest.param({"started": date(202, 1, 24)}, "year between", id="a year too few"),
        pytest.param({"number": 3}, "the inspection that the visit follows", id="loose number"),
        pytest.param({"headline": "x" * 5_001}, "at most 5000", id="oversized text"),
        pytest.param({"inspectorates": ["Ofsted", "Ofsted"]}, "once", id="a name twice"),
        pytest.param({"inspectorates": ["x" * 121]}, "longer than 120", id="a name too long"),
        pytest.param({"inspectorates": "Ofsted"}, "list of names", id="not a list"),
    ],
)
def test_inspection_refused_with_a_sentence(council, fields, sentence):
    with pytest.raises(ValidationError, match=sentence):
        make_inspection(council, **fields)


def test_visit_cannot_follow_another_councils_inspection(council, other_council):
    with pytest.raises(ValidationError, match="of this council"):
        make_inspection(council, kind="monitoring-visit", follows=make_inspection(other_council))


def test_visit_cannot_follow_a_visit(council):
    head = make_inspection(council)
    visit = make_inspection(
        council, kind="monitoring-visit", follows=head, started=date(2022, 6, 1)
    )
    with pytest.raises(ValidationError, match="began the series"):
        make_inspection(council, kind="monitoring-visit", follows=visit)


def test_change_leaves_before_and_after_and_moves_the_version(cast, council):
    inspection = make_inspection(council)
    services.change_inspection(
        inspection=inspection, by=cast.improvement, version=1, theme="Front door"
    )
    inspection.refresh_from_db()
    entry = latest(inspection)
    assert (inspection.theme, inspection.version) == ("Front door", 2)
    assert (entry.verb, entry.before, entry.after) == (
        "changed",
        {"theme": ""},
        {"theme": "Front door"},
    )


def test_second_editor_is_refused_and_nothing_is_saved(cast, council):
    inspection = make_inspection(council)
    services.change_inspection(inspection=inspection, by=cast.improvement, version=1, theme="A")
    with pytest.raises(EditConflict):
        services.change_inspection(inspection=inspection, by=cast.improvement, version=1, theme="B")
    inspection.refresh_from_db()
    assert inspection.theme == "A"


def test_new_first_day_brings_the_set_of_that_day(cast, council):
    inspection = make_inspection(council)
    services.change_inspection(inspection=inspection, by=cast.improvement, started=date(2023, 2, 6))
    assert inspection.judgement_set.code == "ilacs-b"


def test_set_stays_while_grades_hang_on_it(cast, council):
    inspection = make_inspection(council)
    services.record_judgements(
        inspection=inspection, by=cast.improvement, grades={"overall": "good"}
    )
    with pytest.raises(ValidationError, match="Clear the judgements first"):
        services.change_inspection(
            inspection=inspection, by=cast.improvement, started=date(2023, 2, 6)
        )


def test_fields_nobody_knows_are_refused(council):
    with pytest.raises(TypeError, match="colour"):
        make_inspection(council, colour="blue")


# --- Judgements ---------------------------------------------------------------------------------


def grades_of(inspection) -> dict[str, str]:
    return dict(inspection.judgements.values_list("area__code", "grade"))


def test_not_graded_and_not_recorded_are_different(cast, council):
    inspection = make_inspection(council)
    services.record_judgements(
        inspection=inspection,
        by=cast.improvement,
        grades={"overall": "good", "help": "", "care": None},
    )
    assert grades_of(inspection) == {"overall": "good", "help": ""}
    words = {one.area.code: one.word for one in inspection.judgements.select_related("area")}
    assert words == {"overall": "Good", "help": "Not graded"}
    assert latest(inspection).after == {
        "Overall effectiveness": "Good",
        "The experiences and progress of children who need help and protection": "Not graded",
    }


def test_cleared_judgement_is_gone_and_told(cast, council):
    inspection = make_inspection(council)
    for grade in ("good", None):
        services.record_judgements(
            inspection=inspection, by=cast.improvement, grades={"overall": grade}
        )
    assert not Judgement.objects.exists()
    assert latest(inspection).before == {"Overall effectiveness": "Good"}


def test_saving_the_same_grades_again_leaves_no_entry(cast, council):
    inspection = make_inspection(council)
    for _ in range(2):
        services.record_judgements(
            inspection=inspection, by=cast.improvement, grades={"overall": "good"}
        )
    assert Event.objects.about(inspection).count() == 2  # added, recorded judgements


@pytest.mark.parametrize(
    ("grades", "sentence"),
    [
        pytest.param({"overall": "splendid"}, "splendid", id="unknown grade"),
        pytest.param({"tea": "good"}, "not judged on: tea", id="unknown area"),
    ],
)
def test_grades_outside_the_set_are_refused(cast, council, grades, sentence):
    inspection = make_inspection(council)
    with pytest.raises(ValidationError, match=sentence):
        services.record_judgements(inspection=inspection, by=cast.improvement, grades=grades)


def test_grades_saved_by_someone_else_first_are_not_lost(cast, council):
    inspection = make_inspection(council)
    services.record_judgements(
        inspection=inspection, by=cast.improvement, grades={"overall": "good"}, version=1
    )
    with pytest.raises(EditConflict):
        services.record_judgements(
            inspection=inspection, by=cast.improvement, grades={"overall": "inadequate"}, version=1
        )
    assert grades_of(inspection) == {"overall": "good"}


# --- Findings -----------------------------------------------------------------------------------


def test_findings_take_the_next_reference_and_place(council):
    inspection = make_inspection(council)
    make_finding(inspection, reference="F9")
    made = make_finding(inspection)
    assert (made.reference, made.position) == ("F10", 2)


def test_reference_in_use_is_refused(council):
    inspection = make_inspection(council)
    make_finding(inspection, reference="JTAI-1")
    with pytest.raises(ValidationError, match="Another finding has this reference"):
        make_finding(inspection, reference="JTAI-1")


def test_finding_taken_over_with_the_status_it_had_reached(council):
    made = make_finding(make_inspection(council), status="addressed", status_reason="Seen in 2023")
    assert (made.stage, made.status_reason) == (FindingStatus.ADDRESSED, "Seen in 2023")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        pytest.param({"text": ""}, "cannot be blank", id="no text"),
        pytest.param({"text": "x" * 5_001}, "at most 5000", id="oversized text"),
        pytest.param({"page": 0}, "greater than or equal to 1", id="page nought"),
        pytest.param({"kind": "grumble"}, "not a valid choice", id="unknown kind"),
        pytest.param({"status": "done"}, "not a status", id="unknown status"),
        pytest.param({"status": "not_relevant"}, "Say why", id="set aside without a reason"),
    ],
)
def test_finding_refused_with_a_sentence(council, fields, sentence):
    inspection = make_inspection(council)
    with pytest.raises(ValidationError, match=sentence):
        make_finding(inspection, **fields)


def test_finding_cannot_repeat_itself_by_any_road(cast, council):
    inspection = make_inspection(council)
    first = make_finding(inspection)
    second = make_finding(inspection, repeats=first)
    with pytest.raises(ValidationError, match="cannot repeat itself"):
        services.change_finding(finding=first, by=cast.improvement, repeats=second)


def test_finding_belongs_to_an_inspection_of_its_own_council(cast, council, other_council):
    finding = make_finding(make_inspection(council))
    with pytest.raises(ValidationError, match="of this council"):
        services.change_finding(
            finding=finding, by=cast.improvement, inspection=make_inspection(other_council)
        )
    with pytest.raises(ValidationError, match="of this council"):
        services.change_finding(
            finding=make_finding(make_inspection(council)),
            by=cast.improvement,
            repeats=make_finding(make_inspection(other_council)),
        )


def test_move_leaves_its_reason_in_the_history(cast, council):
    finding = make_finding(make_inspection(council))
    services.move_finding(
        finding=finding, by=cast.improvement, status="not_relevant", reason="The team has closed"
    )
    entry = latest(finding)
    assert (entry.verb, entry.reason) == ("moved to No longer relevant", "The team has closed")
    assert finding.stage is FindingStatus.NOT_RELEVANT


@pytest.mark.parametrize(
    ("old", "new", "reason", "sentence"),
    [
        pytest.param(
            "open", "confirmed", "", "Open to Confirmed. It can become: Action planned", id="a leap"
        ),
        pytest.param("open", "not_relevant", " ", "Say why", id="aside without a reason"),
        pytest.param("addressed", "in_progress", "", "Say why", id="back without a reason"),
        pytest.param("confirmed", "open", "x", "cannot move", id="settled"),
        pytest.param("in_progress", "addressed", "", "what shows that", id="no evidence"),
        pytest.param("addressed", "confirmed", "", "later inspection or audit", id="by nothing"),
        pytest.param("open", "done", "", "not a status", id="no such status"),
    ],
)
def test_move_refused_with_a_sentence(cast, council, old, new, reason, sentence):
    finding = make_finding(make_inspection(council), status=old, status_reason="Taken over")
    with pytest.raises(ValidationError, match=sentence):
        services.move_finding(finding=finding, by=cast.improvement, status=new, reason=reason)


def test_strength_has_no_status_to_move(cast, council):
    finding = make_finding(make_inspection(council), kind="strength")
    with pytest.raises(ValidationError, match="no status"):
        services.move_finding(finding=finding, by=cast.improvement, status="action_planned")


def test_second_mover_is_refused(cast, council):
    finding = make_finding(make_inspection(council))
    services.move_finding(finding=finding, by=cast.improvement, status="action_planned", version=1)
    finding.refresh_from_db()
    with pytest.raises(EditConflict):
        services.move_finding(finding=finding, by=cast.improvement, status="in_progress", version=1)
