"""Do the audit pages show, take in and refuse what they should, to whom they should?"""

from datetime import date

import pytest

from inspections.models import AuditCycle, Finding
from tests.inspections.audits.builders import (
    RI,
    TWENTY,
    G,
    cells_of,
    make_cycle,
    make_results,
    make_theme,
)
from tests.inspections.builders import make_finding, make_inspection, text_of

pytestmark = pytest.mark.django_db

ADDED = {
    "name": "Dip sample",
    "started": "1/7/2026",
    "ended": "30/9/2026",
    "audited_by": "internal",
    "planned": "24",
}


# --- Cycles -------------------------------------------------------------------------------------


def test_an_empty_list_says_what_to_do(as_, address):
    page = text_of(as_("board").get(address("cycle-list")))
    assert "No audit cycle has been recorded yet" in page
    assert "Add a cycle" not in page


def test_the_list_filters_and_exports_cases_not_the_sum_of_grades(as_, address, council):
    cycle = make_results(make_results(make_cycle(council)), "permanence", {(G, ""): 4, ("", G): 3})
    make_cycle(council, name="By outsiders", programme="", audited_by="independent")
    page = text_of(as_("board").get(address("cycle-list")))
    assert "◆" not in page
    assert "Independent" in page
    lines = as_("board").get(address("cycle-list") + "?format=csv&programme=Practice audits")
    rows = lines.content.decode("utf-8-sig").strip().splitlines()
    assert len(rows) == 2
    assert rows[1].startswith(f'"{cycle.name}",Practice audits,')
    assert ",2,,20,20," in rows[1]
    bare = text_of(as_("board").get(address("cycle-list") + "?programme=-"))
    assert "By outsiders" in bare
    assert cycle.name not in bare


def test_a_cycle_is_added_and_leads_to_its_page(as_, address, council):
    sent = as_("improvement").post(address("cycle-add"), ADDED, follow=True)
    made = AuditCycle.objects.get(council=council, name="Dip sample")
    assert sent.redirect_chain[-1][0] == made.get_absolute_url()
    assert "No results yet, of 24 planned" in text_of(sent)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        pytest.param({"name": ""}, "Enter name", id="no name"),
        pytest.param({"ended": "1/6/2026"}, "last day cannot be before", id="ends first"),
        pytest.param({"ended": "soon"}, "Enter a real date for last day", id="no date"),
        pytest.param({"planned": "many"}, "audits planned as a whole number", id="letters"),
    ],
)
def test_what_was_typed_is_kept_beside_what_is_wrong(as_, address, changes, sentence):
    sent = as_("improvement").post(address("cycle-add"), ADDED | {"sample": "Two each"} | changes)
    assert sentence in text_of(sent)
    assert 'value="Two each"' in sent.content.decode()
    assert not AuditCycle.objects.exists()


def test_the_second_to_save_sees_both(as_, address, cycle):
    first = {**ADDED, "name": "Named first", "version": "1"}
    assert as_("improvement").post(address("cycle-edit", cycle.pk), first).status_code == 302
    lost = as_("improvement").post(
        address("cycle-edit", cycle.pk), {**ADDED, "name": "Named second", "version": "1"}
    )
    assert lost.status_code == 409
    assert "Name is saved now as: Named first" in text_of(lost)
    assert 'value="Named second"' in lost.content.decode()


# --- The page of a cycle ------------------------------------------------------------------------


def test_the_page_says_every_share_with_its_cases(as_, keyed):
    page = text_of(as_("board").get(keyed.get_absolute_url()))
    good = "Good or better after moderation: 12 of 20 (60%), likely between 39% and 78%."
    assert good in page
    assert "Auditor and moderator agreed on 17 of 20 (85%)" in page
    assert "The moderator gave a lower grade in 2 audits and a higher grade in 1 audit." in page
    assert "20 audits, every one moderated." in page
    assert "Key results" not in page


def test_a_cycle_with_unmoderated_cases_says_so(as_, cycle):
    make_results(cycle, "front-door", {(G, G): 3, (RI, ""): 2})
    page = text_of(as_("board").get(cycle.get_absolute_url()))
    assert "5 audits, 3 moderated." in page
    make_results(cycle, "front-door", {("", G): 3})
    assert "Agreement is not known" in text_of(as_("board").get(cycle.get_absolute_url()))


def test_the_page_costs_the_same_however_many_areas(
    as_, council, keyed, django_assert_max_num_queries
):
    for area in ("permanence", "workforce", "leadership"):
        make_results(keyed, area)
    for number in range(5):
        make_theme(keyed, text=f"Theme {number}")
    client = as_("improvement")
    with django_assert_max_num_queries(12):
        client.get(keyed.get_absolute_url())


def test_the_page_names_the_findings_it_confirmed(as_, council, cycle):
    finding = make_finding(make_inspection(council), reference="K7")
    Finding.objects.filter(pk=finding.pk).update(
        status="confirmed", status_reason="Seen in audit.", confirmed_by_audit=cycle
    )
    page = as_("board").get(cycle.get_absolute_url())
    assert "Findings it confirmed as put right" in text_of(page)
    assert finding.get_absolute_url() in page.content.decode()


# --- The matrix ---------------------------------------------------------------------------------


def matrix_of(version: int = 1, **cells: str) -> dict[str, str]:
    return {"version": str(version)} | {key.replace("__", "--"): n for key, n in cells.items()}


def test_a_matrix_is_keyed_and_shown_again(as_, address, cycle):
    href = address("cycle-area", cycle.pk, "front-door")
    typed = matrix_of(good__good="1,1", unknown__good="3", good__unmoderated="-")
    refused = as_("improvement").post(href, typed)
    assert "Auditor Good, moderated Good: “1,1” is not a number." in text_of(refused)
    sent = as_("improvement").post(href, typed | {"good--good": "11"}, follow=True)
    assert sent.redirect_chain[-1][0] == address("cycle-results", cycle.pk)
    assert "Front door and assessment 14 audits" in text_of(sent)
    assert cells_of(cycle) == {(G, G): 11, ("", G): 3}
    again = as_("improvement").get(href).content.decode()
    assert 'name="good--good" value="11"' in " ".join(again.split())


@pytest.mark.parametrize("typed", ["1.5", "-2", "10001", "x", "٣", "1e3", "50%", "£4"])
def test_only_whole_cases_are_taken_and_what_was_typed_stays(as_, address, keyed, typed):
    href = address("cycle-area", keyed.pk, "front-door")
    sent = as_("improvement").post(href, matrix_of(good__good=typed, good__inadequate="4"))
    shown = " ".join(sent.content.decode().split())
    assert sent.status_code == 200
    assert f'value="{typed}" aria-label="auditor Good, moderated Good"' in shown
    assert 'name="good--inadequate" value="4"' in shown
    assert cells_of(keyed) == TWENTY


def test_the_second_to_key_an_area_sees_what_is_saved(as_, address, cycle):
    href = address("cycle-area", cycle.pk, "front-door")
    assert as_("improvement").post(href, matrix_of(good__good="5")).status_code == 302
    lost = as_("improvement").post(href, matrix_of(good__good="9"))
    assert lost.status_code == 409
    assert "is saved now as: 5" in text_of(lost)
    assert cells_of(cycle) == {(G, G): 5}
    assert as_("improvement").post(href, matrix_of(2, good__good="9")).status_code == 302
    assert cells_of(cycle) == {(G, G): 9}


def test_cells_of_a_spreadsheet_go_into_the_boxes_unsaved(as_, address, cycle):
    href = address("cycle-area", cycle.pk, "front-door")
    block = "1\t0\t0\t0\t0\n0\t11\t2\t0\t1\n\t1\t5\tx\t"
    sent = as_("improvement").post(href, matrix_of(block=block, fill="1"))
    shown = " ".join(sent.content.decode().split())
    assert 'name="good--good" value="11"' in shown
    assert 'name="requires-improvement--inadequate" value="x"' in shown
    assert cells_of(cycle) == {}


def test_moderated_grades_alone_are_keyed_in_four_boxes(as_, address, cycle):
    href = address("cycle-area", cycle.pk, "front-door") + "?only=moderated"
    page = as_("improvement").get(href)
    assert page.content.decode().count('inputmode="numeric"') == 4
    sent = matrix_of(unknown__good="6", unknown__inadequate="1")
    assert as_("improvement").post(href, sent).status_code == 302
    assert cells_of(cycle) == {("", G): 6, ("", "inadequate"): 1}


def test_auditors_grades_are_never_hidden_by_the_simple_form(as_, address, keyed):
    href = address("cycle-area", keyed.pk, "front-door") + "?only=moderated"
    assert as_("improvement").get(href).content.decode().count('inputmode="numeric"') == 24


def test_an_unknown_area_has_no_page(as_, address, cycle):
    assert as_("improvement").get(address("cycle-area", cycle.pk, "tea")).status_code == 404


# --- Themes and what answers them ---------------------------------------------------------------


def test_a_theme_is_added_changed_and_waits_for_an_action(as_, address, cycle):
    sent = {"kind": "improvement", "area": "front-door", "text": "Reasons are missing."}
    page = as_("improvement").post(address("theme-add", cycle.pk), sent, follow=True)
    assert "Reasons are missing." in text_of(page)
    assert "No action answers this yet." in text_of(page)
    theme = cycle.themes.get()
    changed = {**sent, "text": "Reasons are often missing.", "version": "1"}
    href = address("theme-edit", cycle.pk, theme.pk)
    assert as_("improvement").post(href, changed).status_code == 302
    assert as_("improvement").post(href, changed).status_code == 409


def test_a_theme_and_a_cycle_are_removed_once_a_reason_is_given(as_, address, cycle):
    theme, client = make_theme(cycle), as_("improvement")
    page = client.get(cycle.get_absolute_url()).content.decode()
    for href, listed in (
        (address("theme-remove", cycle.pk, theme.pk), cycle.get_absolute_url()),
        (address("cycle-remove", cycle.pk), address("cycle-list")),
    ):
        assert href in page
        assert client.get(href).status_code == 200
        assert "Say why it is removed" in text_of(client.post(href, {"version": "1"}))
        assert client.post(href, {"version": "7", "reason": "Slip"}).status_code == 409
        sent = client.post(href, {"version": "1", "reason": "Slip"}, follow=True)
        assert sent.redirect_chain[-1][0] == listed
        assert "has been removed" in text_of(sent)
    assert not AuditCycle.objects.exists()


def test_a_theme_is_found_under_its_own_cycle_only(as_, address, council, cycle):
    other = make_cycle(council, name="Other", ended=date(2026, 12, 1))
    theme = make_theme(other)
    for name in ("theme-edit", "theme-remove"):
        assert as_("improvement").get(address(name, cycle.pk, theme.pk)).status_code == 404


def test_another_councils_cycle_is_not_there(as_, address, other_council):
    foreign = make_theme(make_cycle(other_council)).cycle
    for name in ("cycle-detail", "cycle-edit", "cycle-remove", "cycle-results", "theme-add"):
        assert as_("improvement").get(address(name, foreign.pk)).status_code == 404


def test_the_trend_page_offers_the_programmes(as_, address, council, keyed):
    make_results(make_cycle(council, name="Dip", programme="Dip samples"))
    page = as_("board").get(address("cycle-trend") + "?programme=Dip+samples")
    assert '<option value="Dip samples" selected>' in page.content.decode()
