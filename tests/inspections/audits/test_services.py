"""Are audit cycles, results and themes stored whole or not at all, each change with its entry?"""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from improvement.history.models import Event
from improvement.history.services import EditConflict
from improvement.practice import practice_name
from inspections.audits import answers, services
from inspections.audits.answers import Answer
from inspections.audits.counts import AreaCounts, counts_of
from inspections.models import AuditCycle, AuditResult, Finding
from tests.inspections.audits.builders import (
    INADEQUATE,
    OUTSTANDING,
    RI,
    TWENTY,
    G,
    cells_of,
    make_cycle,
    make_results,
    make_theme,
)
from tests.inspections.builders import make_finding, make_inspection

pytestmark = pytest.mark.django_db


def test_counts_derive_every_share():
    counts = AreaCounts(TWENTY)
    assert (counts.cases, counts.n, counts.unmoderated) == (20, 20, 0)
    assert counts.good.counted == "12 of 20 (60%)"
    assert counts.inadequate.counted == "1 of 20 (5%)"
    assert counts.agreement.counted == "17 of 20 (85%)"
    assert (counts.lowered, counts.raised) == (2, 1)


def test_cases_that_only_one_hand_graded_count_for_that_hand_alone():
    counts = counts_of([(G, "", 3), ("", RI, 4), (OUTSTANDING, INADEQUATE, 1)])
    assert (counts.cases, counts.n, counts.unmoderated) == (8, 5, 3)
    assert counts.good.counted == "0 of 5 (0%)"
    assert counts.agreement.counted == "0 of 1 (0%)"
    assert sum(counts.auditor.values()) == 4


def test_nothing_moderated_has_no_share():
    counts = counts_of([(G, "", 3)])
    assert (counts.good, counts.inadequate, counts.agreement) == (None, None, None)


def test_a_cycle_is_added_with_its_entry(cycle, cast):
    event = Event.objects.filter(kind="inspections.auditcycle", object_id=cycle.pk).get()
    assert event.verb == "added"


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        pytest.param({"ended": date(2026, 6, 30)}, "ended", id="ends before it starts"),
        pytest.param({"name": "Practice audits, September 2026"}, "name", id="name taken"),
        pytest.param({"audited_by": "friends"}, "audited_by", id="unknown auditors"),
        pytest.param({"planned": 10_001}, "planned", id="too many planned"),
    ],
)
def test_what_cannot_be_a_cycle_is_refused(cycle, council, fields, field):
    with pytest.raises(ValidationError) as refused:
        make_cycle(council, **({"name": "Another"} | fields))
    told = refused.value
    codes = {one.code for errors in told.error_dict.values() for one in errors}
    assert field in told.error_dict or field in codes


def test_an_inspection_of_another_council_is_refused(council, other_council):
    with pytest.raises(ValidationError, match="inspection of this council"):
        make_cycle(council, inspection=make_inspection(other_council))


def test_results_are_replaced_area_by_area(keyed):
    make_results(keyed, "permanence", {("", G): 4})
    make_results(keyed, "front-door", {(RI, RI): 7, (G, ""): 2})
    assert cells_of(keyed) == {(RI, RI): 7, (G, ""): 2, ("", G): 4}
    event = Event.objects.filter(verb="recorded results").latest("id")
    assert "20 audited" in event.before[practice_name("front-door")]
    assert event.after[practice_name("front-door")].startswith(
        "9 audited. auditor Good, not moderated: 2"
    )


def test_the_same_results_again_leave_no_entry(keyed):
    make_results(keyed)
    assert Event.objects.filter(verb="recorded results").count() == 1


def test_emptied_cells_clear_an_area(keyed):
    services.record_results(cycle=keyed, area="front-door", cells={(G, G): 0}, by=None)
    assert cells_of(keyed) == {}


@pytest.mark.parametrize(
    ("area", "cells"),
    [
        pytest.param("front-door", {(G, G): 3, ("", ""): 1}, id="graded by nobody"),
        pytest.param("front-door", {(G, G): 3, ("splendid", G): 1}, id="unknown grade"),
        pytest.param("front-door", {(G, G): 3, (G, RI): -1}, id="fewer than none"),
        pytest.param("front-door", {(G, G): 3, (G, RI): 10_001}, id="too many"),
        pytest.param("tea-room", {(G, G): 3}, id="unknown area"),
    ],
)
def test_one_bad_cell_keeps_every_stored_one(keyed, area, cells):
    with pytest.raises(ValidationError):
        services.record_results(cycle=keyed, area=area, cells=cells, by=None)
    assert cells_of(keyed) == TWENTY


def test_a_stale_version_changes_nothing(keyed):
    services.record_results(
        cycle=keyed, area="front-door", cells={(G, G): 1}, by=None, version=keyed.version
    )
    with pytest.raises(EditConflict):
        services.record_results(
            cycle=keyed, area="front-door", cells={(RI, RI): 9}, by=None, version=1
        )
    assert cells_of(keyed) == {(G, G): 1}


def test_themes_keep_their_order_and_tell_the_cycle(cycle):
    themes = [make_theme(cycle, text=text) for text in ("First", "Second")]
    assert [one.position for one in themes] == [1, 2]
    services.change_theme(theme=themes[0], by=None, version=1, text="First, put better")
    event = Event.objects.filter(verb="changed a theme").get()
    assert (event.object_id, event.kind) == (cycle.pk, "inspections.auditcycle")
    assert event.before["theme"].endswith(": First")
    assert event.after["theme"].endswith(": First, put better")
    with pytest.raises(EditConflict):
        services.change_theme(theme=themes[0], by=None, version=1, text="Stale")


def test_a_theme_without_words_is_refused(cycle):
    with pytest.raises(ValidationError):
        make_theme(cycle, text="")
    assert not AuditResult.objects.exists()


# --- Taken back ---------------------------------------------------------------------------------


def test_a_removed_cycle_leaves_an_entry_with_all_that_it_held(keyed, cast):
    make_theme(keyed, text="Reasons are missing.")
    pk = keyed.pk
    services.remove_cycle(cycle=keyed, by=cast.improvement, reason="Keyed twice", version=1)
    assert not AuditCycle.objects.exists()
    assert not AuditResult.objects.exists()
    event = Event.objects.get(object_id=pk, verb="removed")
    assert (event.by, event.reason) == (cast.improvement, "Keyed twice")
    assert event.before["name"] == "Practice audits, September 2026"
    assert event.before[practice_name("front-door")].startswith("20 audited.")
    assert event.before["themes"].endswith(": Reasons are missing.")


def test_a_cycle_that_a_finding_rests_on_stays(keyed, council):
    found = make_inspection(council, started=date(2025, 1, 6))
    make_finding(found, reference="F7", status="confirmed", status_reason="Seen by auditors")
    Finding.objects.update(confirmed_by_audit=keyed)
    with pytest.raises(ValidationError, match="it confirmed F7"):
        services.remove_cycle(cycle=keyed, by=None, reason="Keyed twice", version=1)
    keyed.refresh_from_db()
    assert (keyed.version, keyed.results.count()) == (1, len(TWENTY))


def test_what_an_action_answers_stays_and_names_it(cycle, monkeypatch):
    theme = make_theme(cycle)
    answer = Answer(theme.pk, "A3 Say why", "on track", "/")
    monkeypatch.setattr(answers, "finders", [lambda asked: [answer]])
    for remove in (
        lambda: services.remove_theme(theme=theme, by=None, reason="Slip", version=1),
        lambda: services.remove_cycle(cycle=cycle, by=None, reason="Slip", version=1),
    ):
        with pytest.raises(ValidationError, match="answered by: A3 Say why"):
            remove()
    assert cycle.themes.get() == theme


def test_a_removed_theme_stays_in_the_history_of_its_cycle(cycle):
    theme = make_theme(cycle, text="First")
    with pytest.raises(EditConflict):
        services.remove_theme(theme=theme, by=None, reason="Slip", version=9)
    with pytest.raises(ValidationError, match="Say why"):
        services.remove_theme(theme=theme, by=None, reason=" ", version=1)
    services.remove_theme(theme=theme, by=None, reason="Slip", version=1)
    event = Event.objects.get(verb="removed a theme")
    assert (event.object_id, event.reason) == (cycle.pk, "Slip")
    assert event.before["theme"].endswith(": First")
    assert not cycle.themes.exists()
