"""When does kept typing end, who still sees it then, and what does keeping cost?"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from improvement.history.models import Event
from scorecard.entry.keeping import typing_of
from scorecard.models import AdoptedMeasure, Figure, Measure, WorkingCopy
from scorecard.reference import load_catalogue
from scorecard.services import (
    adopt_measure,
    approve_section,
    discard_typing,
    key_section,
    load_approved_figures,
    send_back_section,
    submit_section,
)
from tests.builders import make_member
from tests.scorecard.builders import OCTOBER, make_desk, make_return, pair
from tests.scorecard.entry.sheets import (
    CHECK,
    DISCARD,
    ENDLESS,
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


# --- Ended -------------------------------------------------------------------------------------
def test_saving_ends_only_ones_own_copy(as_, desk, cast):
    keep(as_("officer"), sheet(desk, ("9", "10")))
    keep(as_("lead"), sheet(desk, ("8", "10")))
    as_("officer").post(PAGE, sheet(desk, ("9", "10")))
    assert WorkingCopy.objects.exclude(cells={}).get().person == cast.lead


def test_words_that_a_save_overtook_do_not_come_back(as_, desk):
    """The browser was still sending half a word when the whole sheet was saved."""
    late = sheet(desk, ("1", "10"))
    assert as_("officer").post(PAGE, sheet(desk, ("12", "100"))).status_code == 302
    response = as_("officer").post(KEEP, late)
    assert response.status_code == 409
    assert "in this page alone" in response.json()["message"]
    page = as_("officer").get(PAGE)
    assert page.context["sheet"].restored == ""
    assert box(page, f"n{desk.measures[0].pk}") == "12"


def test_older_page_does_not_take_the_place_of_a_newer_one(as_, desk, cast):
    old = sheet(desk, ("1", "10"))
    desk.key(pair(5, 10), by=cast.lead)
    keep(as_("officer"), sheet(desk, ("7", "10")))
    assert as_("officer").post(KEEP, old).status_code == 409
    assert box(as_("officer").get(PAGE), f"n{desk.measures[0].pk}") == "7"


def test_typing_after_ones_own_save_is_kept(as_, desk):
    as_("officer").post(PAGE, sheet(desk, ("12", "100")))
    keep(as_("officer"), sheet(desk, ("13", "100")))
    assert box(as_("officer").get(PAGE), f"n{desk.measures[0].pk}") == "13"


def test_older_page_that_is_sent_to_be_saved_is_kept_all_the_same(as_, desk):
    old = sheet(desk, ("1", "10"))
    as_("officer").post(PAGE, sheet(desk, ("12", "100")))
    assert as_("officer").post(PAGE, old).status_code == 409
    assert box(as_("officer").get(PAGE), f"n{desk.measures[0].pk}") == "1"


def test_save_that_is_rolled_back_leaves_the_copy(as_, desk, monkeypatch):
    """Saving and ending the copy are one step: half of it must not happen."""
    keep(as_("officer"), sheet(desk, ("9", "10")))

    def broken(**told):
        raise RuntimeError("the disk is full")

    browser = as_("officer")
    browser.raise_request_exception = False
    monkeypatch.setattr("scorecard.entry.keeping.end_typing", broken)
    assert browser.post(PAGE, sheet(desk, ("9", "10"))).status_code == 500
    assert not Figure.objects.exists()
    assert WorkingCopy.objects.get().cells


@pytest.mark.parametrize("lines", [[("abc", "10")], [("11", "10")]], ids=["unread", "nonsense"])
def test_save_that_is_refused_keeps_what_was_typed(as_, desk, lines):
    """Even without a script: who leaves the page finds every word again."""
    assert as_("officer").post(PAGE, sheet(desk, *lines)).status_code == 200
    page = as_("officer").get(PAGE)
    assert box(page, f"n{desk.measures[0].pk}") == lines[0][0]
    assert page.context["sheet"].restored


def test_save_that_came_second_keeps_what_was_typed(as_, desk, cast):
    desk.key(pair(1, 2), by=cast.lead)
    assert as_("officer").post(PAGE, sheet(desk, ("2", "2"), version=1)).status_code == 409
    assert box(as_("officer").get(PAGE), f"n{desk.measures[0].pk}") == "2"


def test_refused_save_of_endless_text_still_shows_it(as_, desk):
    response = as_("officer").post(PAGE, sheet(desk, (ENDLESS, "10")))
    assert response.status_code == 200
    assert box(response, f"n{desk.measures[0].pk}") == ENDLESS


def test_discarded_typing_is_gone(as_, desk, cast):
    desk.key(pair(1, 2), by=cast.officer)
    keep(as_("officer"), sheet(desk, ("9", "10")))
    keep(as_("lead"), sheet(desk, ("8", "10")))
    response = as_("officer").post(DISCARD, follow=True)
    assert response.redirect_chain == [(PAGE, 302)]
    assert box(response, f"n{desk.measures[0].pk}") == "1"
    assert "is gone" in text(response)
    assert WorkingCopy.objects.get().person == cast.lead
    assert as_("officer").post(DISCARD).status_code == 302


def test_discarding_nothing_is_no_fault(desk, cast):
    discard_typing(section=desk.section, by=cast.officer)


# --- No longer keyable -------------------------------------------------------------------------
@pytest.fixture
def submitted(as_, desk, cast, friday):
    """Someone else submitted while the officer was typing."""
    desk.key(pair(1, 2), pair(3, 4), by=cast.lead)
    page = as_("officer").get(PAGE)
    typed = ("seven", "", "no_cases", "Typed <b>late</b>")
    as_("officer").post(KEEP, sheet(desk, typed, ("3", "4"), base=box(page, "base")))
    submit_section(section=desk.section, by=cast.lead)
    return desk


def test_typing_that_came_too_late_is_shown_to_read_and_copy(as_, submitted):
    page = as_("officer").get(PAGE, follow=True)
    assert page.redirect_chain[-1][0] == CHECK
    assert "You typed figures that are not saved" in text(page)
    assert "You typed them on Friday 20 November at 10:04" in text(page)
    assert "seven of empty; No cases" in text(page)
    assert "Typed &lt;b&gt;late&lt;/b&gt;" in page.content.decode()
    assert [line.code for line in page.context["unsaved"].lines] == [submitted.measures[0].code]


@pytest.mark.parametrize("person", ["lead", "improvement", "admin"])
def test_nobody_else_sees_it(as_, submitted, person):
    page = as_(person).get(CHECK)
    assert page.context["unsaved"] is None
    assert "seven" not in text(page)


def test_approved_section_still_shows_it_and_lets_it_go(as_, submitted, cast, council):
    second = make_member(council, "lead")
    approve_section(section=submitted.section, by=second)
    assert "seven of empty" in text(as_("officer").get(CHECK))
    page = as_("officer").post(DISCARD, follow=True)
    assert page.redirect_chain[-1][0] == CHECK
    assert "seven" not in text(page)


def test_section_sent_back_has_it_in_its_boxes_again(as_, submitted, council):
    second = make_member(council, "lead")
    send_back_section(section=submitted.section, reason="Recount", by=second)
    page = as_("officer").get(PAGE)
    assert box(page, f"n{submitted.measures[0].pk}") == "seven"


def test_check_page_warns_who_left_the_sheet_without_saving(as_, desk, cast):
    desk.key(pair(1, 2), pair(3, 4), by=cast.officer)
    keep(as_("officer"), sheet(desk, ("2", "2")))
    page = text(as_("officer").get(CHECK))
    assert "You typed figures that are not saved" in page
    assert "Open the sheet" in page


# --- Budgets -----------------------------------------------------------------------------------
@pytest.fixture
def sixty(area, council, cast):
    desk = make_desk(area, count=60, target=">=90%")
    for back in range(1, 14):
        load_approved_figures(
            council=council,
            month=OCTOBER.plus(-back),
            rows={measure.code: pair(9, 10) for measure in desk.measures},
            submitted_by=cast.officer,
            approved_by=cast.lead,
        )
    return desk


def asked_by(browser, deed) -> int:
    """How many queries a request makes; a test's own transaction shows as savepoints."""
    with CaptureQueriesContext(connection) as asked:
        deed(browser)
    return len([one for one in asked if "SAVEPOINT" not in one["sql"]])


def test_sixty_measures_keep_show_and_save_within_their_budgets(as_, sixty):
    comment = "A word about this figure, and another one to make it long"
    typed = sheet(sixty, *[("9", "10", "", comment)] * 60)
    browser = as_("officer")
    assert asked_by(browser, lambda one: keep(one, typed)) <= 10
    assert asked_by(browser, lambda one: keep(one, typed)) <= 10
    assert asked_by(browser, lambda one: one.get(PAGE)) <= 10
    page = browser.get(PAGE)
    assert page.context["sheet"].restored
    assert len(page.content) <= 120_000
    assert asked_by(browser, lambda one: one.post(PAGE, typed)) <= 12
    assert Figure.objects.filter(month=OCTOBER.first_day).count() == 60
    assert browser.get(PAGE).context["sheet"].restored == ""


def test_save_of_sixty_measures_that_is_refused_keeps_within_its_budget_too(as_, sixty, cast):
    sixty.key(*[pair(9, 10)] * 60, by=cast.lead)
    typed = sheet(sixty, *[("8", "10")] * 60, version=1)
    assert asked_by(as_("officer"), lambda one: one.post(PAGE, typed)) <= 16


# --- Twice -------------------------------------------------------------------------------------
def test_sheet_sent_twice_is_one_entry_and_one_step_of_the_version(as_, desk):
    data = sheet(desk, ("9", "10"), ("7", "8", "", "Same"))
    answers = [as_("officer").post(PAGE, data) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert Event.objects.about(desk.section).count() == 1
    assert desk.section.version == 2


def test_sheet_sent_twice_with_a_change_between_is_two(as_, desk):
    """The negative control: what differs leaves an entry of its own."""
    as_("officer").post(PAGE, sheet(desk, ("9", "10")))
    as_("officer").post(PAGE, sheet(desk, ("8", "10")))
    assert Event.objects.about(desk.section).count() == 2


def test_saving_by_the_service_leaves_the_copy_of_the_sheet(as_, desk, cast):
    """An upload of the same section does not throw away what someone is typing."""
    keep(as_("officer"), sheet(desk, ("9", "10")))
    section = desk.section
    key_section(
        section=section,
        entries={desk.measures[1]: pair(1, 2)},
        by=cast.officer,
        version=section.version,
    )
    assert typing_of(section, cast.officer)


def test_sixty_measures_of_the_catalogue_weigh_120_kilobytes_at_most(as_, council, area, cast):
    """With real names and definitions, a comment on each, and everything typed and unsaved."""
    load_catalogue()
    for measure in Measure.objects.filter(council=None)[:60]:
        adopt_measure(council=council, measure=measure, area=area, by=None)
    make_return(council)
    typed = {"version": "1", "base": "{}"}
    for one in AdoptedMeasure.objects.all():
        words = {"n": "1234", "d": "5678", "m": "", "c": "A word about this figure"}
        typed |= {f"{letter}{one.pk}": text for letter, text in words.items()}
    keep(as_("officer"), typed)
    page = as_("officer").get(PAGE)
    assert len(page.context["sheet"].lines) == 60
    assert page.context["sheet"].restored
    assert len(page.content) <= 120_000
