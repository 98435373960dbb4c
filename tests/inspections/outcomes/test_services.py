"""Does a published result stand once, follow its framework, and leave its entry?"""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from improvement.history.models import Event
from inspections.models import PublishedOutcome
from inspections.outcomes.services import store_outcome
from tests.inspections.outcomes.builders import GRADES, grades_of

pytestmark = pytest.mark.django_db

DAY = date(2024, 5, 13)


def put(council, **changed) -> PublishedOutcome:
    said = {
        "kind": "ilacs-standard",
        "started": DAY,
        "ended": date(2024, 5, 24),
        "published": date(2024, 7, 8),
        "grades": GRADES,
        "by": None,
        **changed,
    }
    return store_outcome(council=council, **said)


def entries(outcome) -> list[Event]:
    return list(Event.objects.about(outcome).order_by("pk"))


def test_a_result_is_stored_with_its_framework_grades_and_entry(cast, council):
    outcome = put(council, by=cast.admin)
    assert outcome.judgement_set.code == "ilacs-b"
    assert grades_of(outcome) == GRADES
    (entry,) = entries(outcome)
    assert (entry.by, entry.verb) == (cast.admin, "added published outcome")
    assert entry.after["Overall effectiveness"] == "Good"


def test_the_same_result_again_stands_once_and_says_nothing(council):
    first, second = put(council), put(council)
    assert first.pk == second.pk
    assert grades_of(second) == GRADES
    assert len(entries(first)) == 1


def test_a_change_says_before_and_after(council):
    put(council)
    outcome = put(council, grades={"help": "good", "leavers": None}, ended=None, published=None)
    assert grades_of(outcome) == {
        "leaders": "good",
        "help": "good",
        "care": "good",
        "overall": "good",
    }
    assert outcome.published == date(2024, 7, 8)
    _, entry = entries(outcome)
    assert set(entry.before.values()) == {"Requires improvement to be good", "Outstanding"}
    assert set(entry.after.values()) == {"Good", "Not recorded"}


def test_not_graded_is_kept_apart_from_not_recorded(council):
    outcome = put(council, grades={"leaders": "good", "leavers": ""})
    assert grades_of(outcome) == {"leaders": "good", "leavers": ""}
    assert "Not graded" in entries(outcome)[0].after.values()


def test_a_letter_has_the_last_word(council):
    put(council)
    put(council, grades={"help": "good"}, from_letter=True)
    outcome = put(council)
    assert outcome.is_from_letter
    assert grades_of(outcome)["help"] == "good"


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        pytest.param({"grades": {"leaders": "adequate"}}, "not a grade of", id="another's grade"),
        pytest.param({"grades": {"adoption": "good"}}, "not judged on: adoption", id="no area"),
        pytest.param({"kind": "jtai"}, "No framework gives grades", id="ungraded kind"),
        pytest.param({"started": date(2012, 1, 1)}, "No framework gives", id="too early"),
        pytest.param({"started": date(2026, 4, 27)}, "not judged on: overall", id="no overall"),
        pytest.param({"ended": date(2024, 5, 1)}, "before the first day", id="ends first"),
        pytest.param({"published": date(2024, 5, 1)}, "before its first day", id="out too soon"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_kept(council, changed, sentence):
    if "started" in changed:
        changed |= {"ended": None, "published": None}
    with pytest.raises(ValidationError, match=sentence):
        put(council, **changed)
    assert not PublishedOutcome.objects.exists()


def test_other_councils_and_days_stand_apart(council, other_council):
    put(council)
    put(other_council)
    put(council, started=date(2023, 1, 9), ended=None)
    assert PublishedOutcome.objects.count() == 3
