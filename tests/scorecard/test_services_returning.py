"""Does a section go back with exactly what has to change, and is that settled in the end?"""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from improvement.history.models import Event
from improvement.history.services import EditConflict
from scorecard.models import Figure
from scorecard.services import approve_section, send_back_section, submit_section
from tests.builders import make_area
from tests.scorecard.builders import make_desk, make_measure, pair

pytestmark = pytest.mark.django_db


@pytest.fixture
def submitted(desk, cast):
    desk.key(pair(9, 10, comment="As counted"), pair(8, 10), by=cast.officer)
    return submit_section(section=desk.section, by=cast.officer)


def reasons() -> list[str]:
    return list(
        Figure.objects.order_by("measure__position").values_list("sent_back_reason", flat=True)
    )


@pytest.mark.parametrize(
    ("reason", "asked"),
    [("Recount", {}), ("", {0: "Recount"}), ("Recount", {0: "This", 1: "That"})],
    ids=["the whole", "one figure", "both"],
)
def test_one_reason_anywhere_is_enough(desk, submitted, cast, reason, asked):
    wanted = {desk.measures[n]: text for n, text in asked.items()}
    held = send_back_section(section=submitted, reason=reason, asked=wanted, by=cast.lead)
    assert (held.status, held.sent_back_reason) == ("sent_back", reason)
    assert reasons() == [asked.get(0, ""), asked.get(1, "")]


@pytest.mark.parametrize("reason", ["", " \n "])
def test_no_reason_anywhere_is_refused(desk, submitted, cast, reason):
    with pytest.raises(ValidationError) as refused:
        send_back_section(
            section=submitted, reason=reason, asked={desk.measures[0]: " "}, by=cast.lead
        )
    assert set(refused.value.message_dict) == {"reason"}
    assert desk.section.status == "submitted"


@pytest.mark.parametrize("text", ["x" * 2001, "a\x00b"], ids=["long", "null"])
def test_reason_that_cannot_be_kept_is_refused_at_its_box(desk, submitted, cast, text):
    second = desk.measures[1]
    with pytest.raises(ValidationError) as refused:
        send_back_section(section=submitted, reason=text, asked={second: text}, by=cast.lead)
    assert set(refused.value.message_dict) == {"reason", f"w{second.pk}"}
    assert str(second) in refused.value.message_dict[f"w{second.pk}"][0]
    assert reasons() == ["", ""]


def test_reason_for_a_figure_the_section_does_not_hold_is_refused(desk, submitted, council, cast):
    other = make_measure(make_area(council, "Care"))
    with pytest.raises(ValidationError, match=f"holds no figure of {other.code}"):
        send_back_section(section=submitted, reason="", asked={other: "Why"}, by=cast.lead)
    assert desk.section.status == "submitted"


def test_what_every_figure_said_is_kept(desk, submitted, cast):
    held = send_back_section(section=submitted, reason="Recount", by=cast.lead)
    first, second = desk.measures
    assert held.as_sent_back == {
        str(first.pk): {"keyed": "9 of 10", "comment": "As counted"},
        str(second.pk): {"keyed": "8 of 10", "comment": ""},
    }


def test_reasons_outlive_keying_and_resubmission_and_end_with_the_approval(desk, submitted, cast):
    second = desk.measures[1]
    send_back_section(section=submitted, reason="Both", asked={second: "Recount"}, by=cast.lead)
    desk.key(pair(9, 10), pair(7, 10), by=cast.officer)
    assert reasons() == ["", "Recount"]
    submit_section(section=desk.section, by=cast.officer)
    assert reasons() == ["", "Recount"]
    held = approve_section(section=desk.section, by=cast.lead)
    assert reasons() == ["", ""]
    assert (held.sent_back_reason, held.as_sent_back) == ("", {})
    told = Event.objects.about(held).get(verb="sent back")
    assert told.reason == f"Both. {second.code}: Recount."


def test_second_sending_back_replaces_the_first(desk, submitted, cast):
    first, second = desk.measures
    send_back_section(section=submitted, reason="", asked={first: "Recount"}, by=cast.lead)
    desk.key(pair(5, 10, comment="As counted"), by=cast.officer)
    submit_section(section=desk.section, by=cast.officer)
    held = send_back_section(
        section=desk.section, reason="", asked={second: "Say why"}, by=cast.lead
    )
    assert reasons() == ["", "Say why"]
    assert held.as_sent_back[str(first.pk)]["keyed"] == "5 of 10"
    told = Event.objects.about(held).filter(verb="sent back").values_list("reason", flat=True)
    assert list(told) == [f"{second.code}: Say why.", f"{first.code}: Recount."]


def test_history_keeps_a_single_reason_as_it_was_written(submitted, cast):
    send_back_section(section=submitted, reason="Recount both", by=cast.lead)
    assert Event.objects.about(submitted).get(verb="sent back").reason == "Recount both"


def test_officer_cannot_send_back_what_they_submitted(desk, submitted, cast):
    with pytest.raises(PermissionDenied):
        send_back_section(
            section=submitted, reason="", asked={desk.measures[0]: "Mine"}, by=cast.officer
        )
    assert reasons() == ["", ""]


def test_sending_back_from_an_older_view_leaves_nothing_behind(desk, submitted, cast):
    with pytest.raises(EditConflict):
        send_back_section(
            section=submitted, reason="", asked={desk.measures[0]: "Old"}, by=cast.lead, version=1
        )
    assert reasons() == ["", ""]
    assert desk.section.status == "submitted"


def test_sending_back_takes_as_many_queries_for_thirty_figures_as_for_one(council, cast):
    asked_of = [make_desk(make_area(council, f"Area {count}"), count=count) for count in (1, 30)]
    taken = []
    for desk in asked_of:
        desk.key(*[pair(1, 2)] * 30, by=cast.officer)
        held = submit_section(section=desk.section, by=cast.officer)
        with CaptureQueriesContext(connection) as queries:
            asked = dict.fromkeys(desk.measures, "Recount")
            send_back_section(section=held, reason="", asked=asked, by=cast.lead)
        taken.append(len(queries))
    assert taken[0] == taken[1]
