"""Is everything typed kept for its typist alone, told as a save would tell it, and given back?"""

from html import unescape

import pytest
from django.core.exceptions import ValidationError

from improvement.councils.models import Population
from improvement.history.models import Event
from improvement.rules.value import Unit
from scorecard.entry.keeping import typing_of
from scorecard.models import Figure, WorkingCopy
from scorecard.services import (
    keep_typing,
    load_approved_figures,
    submit_section,
)
from scorecard.services.working import LONGEST_COPY
from tests.builders import make_area, make_member
from tests.scorecard.builders import OCTOBER, make_desk, make_measure, pair
from tests.scorecard.entry.sheets import (
    AT,
    CHECK,
    DISCARD,
    ENDLESS,
    JSON,
    KEEP,
    PAGE,
    box,
    keep,
    sheet,
    text,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(area, cast):
    return make_desk(area, name="Assessments on time", target=">=90%")


# --- Kept --------------------------------------------------------------------------------------
def test_anything_typed_is_kept_and_nothing_is_saved(as_, desk, cast, friday):
    told = keep(as_("officer"), sheet(desk, ("abc", "1e3", "no_cases", "Why\nnot"), ("", "7")))
    assert told["kept"] == "10:04"
    assert told["message"] == "Kept at 10:04. Not saved to the return yet."
    assert told["version"] == 1
    copy = WorkingCopy.objects.get()
    first, second = desk.measures
    assert copy.cells == {
        str(first.pk): ["abc", "1e3", "no_cases", "Why\nnot"],
        str(second.pk): ["", "7", "", ""],
    }
    assert (copy.person, copy.kept_at, copy.council) == (cast.officer, AT, desk.council)
    assert not Figure.objects.exists()
    assert not Event.objects.about(desk.section).exists()
    assert (desk.section.status, desk.section.version) == ("not_started", 1)


def test_later_typing_takes_the_place_of_earlier(as_, desk):
    for words in ("1", "12", "123"):
        keep(as_("officer"), sheet(desk, (words,)))
    assert [copy.cells[str(desk.measures[0].pk)][0] for copy in WorkingCopy.objects.all()] == [
        "123"
    ]


def test_each_person_has_their_own_copy(as_, desk, cast):
    keep(as_("officer"), sheet(desk, ("hers",)))
    keep(as_("lead"), sheet(desk, ("his",)))
    assert box(as_("officer").get(PAGE), f"n{desk.measures[0].pk}") == "hers"
    assert box(as_("lead").get(PAGE), f"n{desk.measures[0].pk}") == "his"
    assert "hers" not in text(as_("lead").get(PAGE))


def test_null_characters_do_not_lose_the_rest(as_, desk):
    keep(as_("officer"), sheet(desk, ("9", "10", "", "a\x00b"), base="\x00"))
    assert WorkingCopy.objects.get().cells[str(desk.measures[0].pk)][3] == "a\ufffdb"


def test_measures_of_others_are_not_kept(as_, desk, council, other_council):
    others = [
        make_measure(make_area(council, "Care")),
        make_measure(make_area(other_council, "Elders")),
    ]
    extra = {f"n{one.pk}": "1" for one in others} | {"nabc": "1", "person": "1", "council": "2"}
    keep(as_("officer"), sheet(desk, ("9", "10"), **extra))
    assert list(WorkingCopy.objects.get().cells) == [str(desk.measures[0].pk)]
    for one in others:
        with pytest.raises(ValidationError, match="not one of the measures"):
            keep_typing(
                section=desk.section, cells={one: ("", "", "", "")}, base="", version=1, by=None
            )


@pytest.mark.parametrize("line", [(ENDLESS,), ("1", "2", "", ENDLESS)], ids=["box", "comment"])
def test_endless_text_is_refused_in_words(as_, desk, line):
    response = as_("officer").post(KEEP, sheet(desk, line))
    assert response.status_code == 422
    assert "more text than a sheet can keep" in response.json()["message"]
    assert not WorkingCopy.objects.exists()


def test_size_of_a_whole_copy_is_bounded(desk, cast):
    told = {"section": desk.section, "cells": {}, "version": 1, "by": cast.officer}
    keep_typing(base="x" * LONGEST_COPY, **told)
    with pytest.raises(ValidationError):
        keep_typing(base="x" * (LONGEST_COPY + 1), **told)


@pytest.mark.parametrize("boxes", [(), ("1",), ("1", "2", "3", "4", "5")], ids=len)
def test_line_has_four_boxes(desk, cast, boxes):
    cells = {desk.measures[0]: boxes}
    with pytest.raises(ValidationError, match="4 boxes"):
        keep_typing(section=desk.section, cells=cells, base="", version=1, by=cast.officer)


def test_version_that_no_section_has_is_refused(desk, cast):
    with pytest.raises(ValidationError):
        keep_typing(section=desk.section, cells={}, base="", version=-1, by=cast.officer)


# --- Who may -----------------------------------------------------------------------------------
@pytest.mark.parametrize("address", [KEEP, DISCARD])
def test_only_those_who_key_the_area_keep_anything(as_, desk, council, client, address):
    elsewhere = make_member(council, "officer", areas=(make_area(council, "Care"),))
    for person in ("improvement", "admin", "board", "viewer", "owner", "clerk", elsewhere):
        assert as_(person).post(address, sheet(desk, ("9", "10"))).status_code == 403
    assert as_("stranger").post(address, sheet(desk, ("9", "10"))).status_code == 404
    assert as_("officer").get(address).status_code == 405
    assert not WorkingCopy.objects.exists()


def test_someone_signed_out_is_told_in_json(client, desk):
    headers = JSON | {"Referer": f"http://testserver{PAGE}"}
    response = client.post(KEEP, sheet(desk, ("9", "10")), headers=headers)
    assert response.status_code == 401
    told = response.json()
    assert told["sign_in"] == f"/accounts/sign-in/?next={PAGE.replace('/', '%2F')}"
    assert "You are signed out" in told["message"]
    assert not WorkingCopy.objects.exists()


# --- Told --------------------------------------------------------------------------------------
def test_each_line_is_told_as_a_save_would_store_it(as_, desk):
    first, second = desk.measures
    told = keep(as_("officer"), sheet(desk, ("92", "100"), ("85", "100")))["lines"]
    assert (told[str(first.pk)]["value"], told[str(first.pk)]["rag"]) == ("92%", "green")
    assert told[str(first.pk)]["word"] == "Green"
    assert told[str(second.pk)]["rag"] in {"amber", "red"}
    assert told[str(second.pk)]["reason"]
    as_("officer").post(PAGE, sheet(desk, ("92", "100"), ("85", "100")))
    page = text(as_("officer").get(CHECK))
    for line in told.values():
        assert line["word"] in page
        assert line["reason"] in page


@pytest.mark.parametrize(
    ("line", "field", "words"),
    [
        (("abc", "10"), "numerator", "is not a number"),
        (("9", "1e3"), "denominator", "is not a number"),
        (("11", "10"), "numerator", "is more than the denominator"),
        (("9", "10", "no_cases"), "missing", "not both"),
        (("9", "10", "", "x" * 2001), "comment", "longer than 2,000"),
    ],
    ids=lambda given: given[0][:12] if isinstance(given, tuple) else "",
)
def test_what_a_save_would_refuse_is_told_at_its_box(as_, desk, line, field, words):
    told = keep(as_("officer"), sheet(desk, line))["lines"][str(desk.measures[0].pk)]
    assert told["faults"][0]["field"] == field
    assert words in told["faults"][0]["told"]
    assert (told["value"], told["word"], told["warnings"]) == ("", "", [])
    page = as_("officer").post(PAGE, sheet(desk, line))
    assert told["faults"][0]["told"] in text(page)


@pytest.mark.parametrize(
    ("line", "value", "rag"),
    [
        (("", "", "not_available"), "Not available", "no_data"),
        (("n/a",), "Not applicable", "no_data"),
        (("0", "0"), "No cases", "no_data"),
        (("9",), "—", "no_data"),
        (("", "", "", "only words"), "—", "no_data"),
    ],
    ids=["reason", "typed-reason", "nought", "half", "comment"],
)
def test_line_without_a_value_says_so(as_, desk, line, value, rag):
    told = keep(as_("officer"), sheet(desk, line))["lines"][str(desk.measures[0].pk)]
    assert (told["value"], told["rag"], told["faults"]) == (value, rag, [])


def test_only_lines_with_something_in_them_are_told(as_, desk, cast):
    first = desk.measures[0]
    assert keep(as_("officer"), sheet(desk, ("", ""), ("", "")))["lines"] == {}
    desk.key(pair(9, 10), by=cast.officer)
    told = keep(as_("officer"), sheet(desk, ("", ""), ("", "")))["lines"]
    assert list(told) == [str(first.pk)]
    assert told[str(first.pk)]["value"] == "—"


def test_rate_is_over_the_children_of_the_council(as_, area, council):
    Population.objects.create(council=council, year=2025, children=20_000)
    desk = make_desk(area, count=1, unit=Unit.RATE_10K)
    told = keep(as_("officer"), sheet(desk, ("50",)))["lines"][str(desk.measures[0].pk)]
    assert told["value"] == "25"


def test_surprise_is_told_before_it_is_saved(as_, desk, council, cast):
    first = desk.measures[0]
    load_approved_figures(
        council=council,
        month=OCTOBER.previous,
        rows={first.code: pair(90, 100)},
        submitted_by=cast.officer,
        approved_by=cast.lead,
    )
    told = keep(as_("officer"), sheet(desk, ("10", "100")))["lines"][str(first.pk)]
    assert len(told["warnings"]) == 1
    assert "more than 25%" in told["warnings"][0]
    calm = keep(as_("officer"), sheet(desk, ("89", "100")))["lines"][str(first.pk)]
    assert calm["warnings"] == []


# --- Someone else meanwhile --------------------------------------------------------------------
def test_moved_on_section_is_told_and_the_typing_kept_all_the_same(as_, desk, cast):
    seen = desk.section.version
    desk.key(pair(1, 2), by=cast.lead)
    response = as_("officer").post(KEEP, sheet(desk, ("9", "10"), version=seen))
    assert response.status_code == 409
    assert "Lead saved this section" in response.json()["message"]
    assert typing_of(desk.section, cast.officer).cells[str(desk.measures[0].pk)][0] == "9"


def test_submitted_section_is_told_and_the_typing_kept_all_the_same(as_, desk, cast):
    desk.key(pair(1, 2), pair(3, 4), by=cast.lead)
    data = sheet(desk, ("9", "10"))
    submit_section(section=desk.section, by=cast.lead)
    response = as_("officer").post(KEEP, data)
    assert response.status_code == 409
    assert "is submitted" in response.json()["message"]
    assert WorkingCopy.objects.get().person == cast.officer


# --- Given back --------------------------------------------------------------------------------
def test_every_typed_word_is_back_in_its_box(as_, desk, cast, friday):
    first, second = desk.measures
    desk.key(pair(1, 2), by=cast.lead)
    typed = ("abc", " 1,0 ", "no_cases", 'Two\nlines & "more"')
    base = box(as_("officer").get(PAGE), "base")
    keep(as_("officer"), sheet(desk, typed, ("", "7"), base=base))
    page = as_("officer").get(PAGE)
    assert (box(page, f"n{first.pk}"), box(page, f"d{first.pk}")) == typed[:2]
    assert '<option value="no_cases" selected>' in page.content.decode()
    assert unescape(page.content.decode()).count(typed[3]) == 1
    assert box(page, f"d{second.pk}") == "7"
    assert page.context["sheet"].restored == "Friday 20 November at 10:04"
    assert "What you typed on Friday 20 November at 10:04 is back in its boxes" in text(page)
    assert not page.context["sheet"].is_conflict


def test_given_back_typing_can_be_saved(as_, desk):
    keep(as_("officer"), sheet(desk, ("9", "10")))
    page = as_("officer").get(PAGE)
    data = sheet(desk, ("9", "10"), version=box(page, "version"), base=box(page, "base"))
    assert as_("officer").post(PAGE, data).status_code == 302
    assert Figure.objects.get().value == 90
    assert WorkingCopy.objects.get().cells == {}
    assert as_("officer").get(PAGE).context["sheet"].restored == ""


def test_what_is_stored_already_is_not_brought_back(as_, desk, cast):
    desk.key(pair(9, 10), by=cast.officer)
    keep(as_("officer"), sheet(desk, ("9", "10")))
    assert as_("officer").get(PAGE).context["sheet"].restored == ""


def test_emptied_box_comes_back_empty(as_, desk, cast):
    desk.key(pair(9, 10), by=cast.officer)
    base = box(as_("officer").get(PAGE), "base")
    keep(as_("officer"), sheet(desk, ("", "10"), base=base))
    page = as_("officer").get(PAGE)
    assert page.context["sheet"].restored
    assert box(page, f"n{desk.measures[0].pk}") == ""


def test_typing_comes_back_beside_what_someone_else_saved(as_, desk, cast):
    first, second = desk.measures
    desk.key(pair(1, 2), pair(3, 4), by=cast.lead)
    page = as_("officer").get(PAGE)
    mine = sheet(desk, ("2", "2"), ("3", "4"), base=box(page, "base"))
    keep(as_("officer"), mine)
    desk.key(pair(1, 5), pair(4, 4), by=cast.lead)
    page = as_("officer").get(PAGE)
    assert page.status_code == 200
    assert (box(page, f"n{first.pk}"), box(page, f"d{first.pk}")) == ("2", "5")
    assert box(page, f"n{second.pk}") == "4"
    assert "Lead saved this section while you were working" in text(page)
    assert "Denominator: saved meanwhile as “5”." in text(page)
    data = sheet(desk, ("2", "5"), ("4", "4"), base=box(page, "base"))
    assert as_("officer").post(PAGE, data | {"version": box(page, "version")}).status_code == 302
    assert WorkingCopy.objects.get().cells == {}


def test_copy_in_which_nothing_was_typed_gives_way_to_what_someone_saved(as_, desk, cast):
    desk.key(pair(1, 2), by=cast.lead)
    page = as_("officer").get(PAGE)
    keep(as_("officer"), sheet(desk, ("1", "2"), base=box(page, "base")))
    desk.key(pair(2, 2), by=cast.lead)
    page = as_("officer").get(PAGE)
    assert (page.context["sheet"].restored, page.context["sheet"].is_conflict) == ("", False)
    assert box(page, f"n{desk.measures[0].pk}") == "2"


def test_measure_that_was_dropped_meanwhile_does_no_harm(as_, desk):
    keep(as_("officer"), sheet(desk, ("9", "10"), ("7", "8")))
    gone, kept = desk.measures
    gone.is_active = False
    gone.save()
    page = as_("officer").get(PAGE)
    assert box(page, f"n{kept.pk}") == "7"
    assert f"n{gone.pk}" not in page.content.decode()
