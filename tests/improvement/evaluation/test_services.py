"""How does a statement come about and change, and what is refused?"""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from improvement.evaluation.models import Statement
from improvement.evaluation.services import stored
from improvement.history.models import Event
from improvement.history.services import EditConflict
from inspections.models import JudgementSet
from tests.improvement.evaluation.builders import TODAY, make_statement

pytestmark = pytest.mark.django_db


def test_a_statement_is_written_once_and_then_changed(council):
    first = make_statement(council, own_grade="good")
    again = make_statement(council, knows="Plans no longer drift.")

    assert again.pk == first.pk
    assert (again.version, again.own_grade) == (2, "good")
    told = Event.objects.filter(council=council, kind="evaluation.statement").order_by("pk")
    assert [one.verb for one in told] == ["added", "changed"]
    assert told[1].after == {"knows": "Plans no longer drift."}


def test_who_saves_second_is_refused(council):
    make_statement(council)
    make_statement(council, version=1, knows="First.")

    with pytest.raises(EditConflict):
        make_statement(council, version=1, knows="Second.")
    assert council.statements.get().knows == "First."


def test_who_begins_a_statement_that_someone_has_written_meanwhile_is_refused(council):
    make_statement(council, version=0)

    with pytest.raises(EditConflict):
        make_statement(council, version=0)


def test_a_grade_is_one_of_the_framework_on_the_day_of_the_review(council):
    held = make_statement(council, own_grade="good")

    assert held.judgement_set == JudgementSet.objects.get(code="ilacs-c")
    assert held.grade_word == "Good"
    before = make_statement(council, own_grade="good", reviewed_on=date(2026, 3, 31))
    assert before.judgement_set == JudgementSet.objects.get(code="ilacs-b")


def test_each_part_has_the_grades_of_its_own_framework(council):
    held = make_statement(council, "send", own_grade="inconsistent")

    assert held.grade_word == "Inconsistent experiences and outcomes"
    with pytest.raises(ValidationError, match="not a grade"):
        make_statement(council, "send", own_grade="good")


def test_a_grade_taken_back_leaves_no_set_behind(council):
    make_statement(council, own_grade="good")

    assert make_statement(council, own_grade="").judgement_set is None


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"knows": ""}, "knows"),
        ({"knows": "x" * 10_001}, "knows"),
        ({"reviewed_on": date(2026, 11, 22)}, "reviewed_on"),
        ({"reviewed_on": None}, "reviewed_on"),
        ({"judgement": "weather"}, "judgement"),
        ({"own_grade": "splendid"}, "own_grade"),
        ({"own_grade": "good", "reviewed_on": date(1999, 1, 1)}, "own_grade"),
    ],
)
def test_what_makes_no_sense_is_refused_by_its_field(council, fields, field):
    with pytest.raises(ValidationError) as refused:
        make_statement(council, **fields)

    assert field in refused.value.message_dict
    assert not Statement.objects.exists()
    assert not Event.objects.filter(kind="evaluation.statement").exists()


def test_a_field_that_does_not_exist_is_a_fault(council):
    with pytest.raises(TypeError, match="colour"):
        make_statement(council, colour="blue")


def test_the_database_holds_a_grade_to_its_set(council):
    with pytest.raises(IntegrityError), transaction.atomic():
        Statement.objects.create(
            council=council, judgement="help", knows="x", own_grade="good", reviewed_on=TODAY
        )


def test_a_part_that_nobody_has_written_is_empty(council, other_council):
    make_statement(other_council)

    assert stored(council, "help").pk is None
