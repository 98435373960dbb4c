"""Can anyone, by any door, change what history says?"""

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction

from improvement.history.models import Event
from improvement.history.selectors import timeline_of
from improvement.history.services import EditConflict, record, save
from improvement.people.services import set_population
from scorecard.models import AdoptedMeasure
from tests.builders import make_area

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(council, cast) -> Event:
    return record(council, by=cast.admin, verb="looked at")


@pytest.mark.parametrize(
    "deed",
    [
        lambda event: Event.objects.filter(pk=event.pk).update(verb="changed"),
        lambda event: Event.objects.filter(pk=event.pk).delete(),
        lambda event: event.delete(),
        lambda event: Event.objects.all()._raw_delete(event._state.db),
    ],
    ids=["update", "delete", "instance-delete", "raw-delete"],
)
def test_event_refuses(event, deed):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        deed(event)
    assert Event.objects.get(pk=event.pk).verb == "looked at"


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no TRUNCATE")
def test_truncate_is_refused():
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("TRUNCATE history_event")


def test_event_is_saved_where_no_trigger_stands(event):
    """The negative control: the same update succeeds once the trigger is gone."""
    drop = (
        "DROP TRIGGER history_event_no_change ON history_event"
        if connection.vendor == "postgresql"
        else "DROP TRIGGER history_event_no_update"
    )
    with connection.cursor() as cursor:
        cursor.execute(drop)
    Event.objects.filter(pk=event.pk).update(verb="changed")
    assert Event.objects.get(pk=event.pk).verb == "changed"


def test_save_tells_what_changed(council, cast):
    council.due_working_day = 8
    save(council, by=cast.admin, verb="changed", reason="Earlier board")
    entry = timeline_of(council)[0]
    assert (entry.by, entry.verb, entry.reason) == ("Admin", "changed", "Earlier board")
    assert [(one.field, one.before, one.after) for one in entry.changes] == [
        ("Due working day", "10", "8")
    ]


def test_save_leaves_nothing_of_a_refused_change(council, cast):
    council.due_working_day = 99
    with pytest.raises(ValidationError) as refused:
        save(council, by=cast.admin, verb="changed")
    assert "due_working_day" in refused.value.message_dict
    council.refresh_from_db()
    assert council.due_working_day == 10
    assert not Event.objects.about(council).exists()


def test_event_goes_with_a_rolled_back_change(council, cast):
    with transaction.atomic():
        set_population(council=council, year=2024, children=1000, by=cast.admin)
        transaction.set_rollback(True)
    assert not Event.objects.exists()


def test_second_editor_is_refused(council, cast):
    from tests.scorecard.builders import make_measure

    measure = make_measure(make_area(council, "Second area"))
    first, second = (
        AdoptedMeasure.objects.get(pk=measure.pk),
        AdoptedMeasure.objects.get(pk=measure.pk),
    )
    first.name = "First"
    save(first, by=cast.lead, verb="changed", version=1)
    second.name = "Second"
    with pytest.raises(EditConflict):
        save(second, by=cast.lead, verb="changed", version=1)
    measure.refresh_from_db()
    assert (measure.name, measure.version) == ("First", 2)
