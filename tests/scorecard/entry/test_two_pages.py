"""Do two pages of one person, or of two, ever lose a word of each other's?"""

import re

import pytest
from django.urls import reverse

from scorecard.models import Figure, WorkingCopy
from scorecard.services import submit_section
from tests.scorecard.builders import make_desk, pair
from tests.scorecard.entry.test_keeping import JSON, KEEP, PAGE, box, keep, sheet, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(area, cast):
    return make_desk(area, name="Assessments on time", target=">=90%")


@pytest.fixture
def officer(as_):
    return as_("officer")


def copied(measure) -> list[str]:
    return WorkingCopy.objects.get().cells[str(measure.pk)]


# --- Two tabs of one person --------------------------------------------------------------------
def test_two_tabs_keep_each_others_boxes(officer, desk):
    first, second = desk.measures
    keep(officer, sheet(desk, ("55", "", "", "one"), ("", "")))
    keep(officer, sheet(desk, ("", ""), ("", "", "", "two")))
    assert (copied(first), copied(second)) == (["55", "", "", "one"], ["", "", "", "two"])
    page = officer.get(PAGE)
    assert box(page, f"n{first.pk}") == "55"
    assert "two" in text(page)


def test_boxes_of_one_line_are_kept_apart(officer, desk):
    keep(officer, sheet(desk, ("5", "")))
    keep(officer, sheet(desk, ("", "10")))
    assert copied(desk.measures[0]) == ["5", "10", "", ""]


def test_last_word_in_one_box_stands(officer, desk):
    """The negative control: what both tabs typed is not merged, the later one counts."""
    keep(officer, sheet(desk, ("5", "")))
    keep(officer, sheet(desk, ("6", "")))
    assert copied(desk.measures[0])[0] == "6"


def test_box_typed_and_emptied_again_is_empty(officer, desk):
    """It is as it began; only the page can tell that it was changed."""
    first = desk.measures[0]
    keep(officer, sheet(desk, ("5", ""), touched=f"n{first.pk}"))
    keep(officer, sheet(desk, ("", "7"), touched=f"n{first.pk} d{first.pk}"))
    assert copied(first) == ["", "7", "", ""]


def test_page_that_shows_old_typing_does_not_send_it_back(officer, desk):
    """A third tab shows 5; the first goes on to 6; the third types a comment elsewhere."""
    first, second = desk.measures
    keep(officer, sheet(desk, ("5", ""), touched=f"n{first.pk}"))
    keep(officer, sheet(desk, ("6", ""), touched=f"n{first.pk}"))
    third = sheet(desk, ("5", ""), ("", "", "", "late"), touched=f"c{second.pk}")
    keep(officer, third)
    assert (copied(first)[0], copied(second)[3]) == ("6", "late")


@pytest.mark.parametrize("line", [("", "7"), ("abc", "")], ids=["saved", "refused"])
def test_save_from_one_tab_leaves_what_the_other_kept(officer, desk, line):
    first, second = desk.measures
    keep(officer, sheet(desk, ("", ""), ("5", "", "", "kept")))
    officer.post(PAGE, sheet(desk, line))
    page = officer.get(PAGE)
    assert page.context["sheet"].restored
    assert (box(page, f"n{second.pk}"), box(page, f"n{first.pk}")) == ("5", line[0])
    assert not page.context["sheet"].is_conflict


def test_save_of_everything_kept_leaves_nothing(officer, desk):
    """The negative control: changed on the page that is saved, or saved as it was kept."""
    first = desk.measures[0]
    keep(officer, sheet(desk, ("5", "10"), ("7", "8")))
    data = sheet(desk, ("", "10"), ("7", "8"), touched=f"n{first.pk}")
    assert officer.post(PAGE, data).status_code == 302
    assert WorkingCopy.objects.get().cells == {}
    assert officer.get(PAGE).context["sheet"].restored == ""


def test_overlong_comment_refused_on_one_device_stops_no_save_of_another(officer, desk):
    first = desk.measures[0]
    words = "x" * 2001
    other = sheet(desk, ("9", "10"))
    assert officer.post(PAGE, sheet(desk, ("", ""), ("", "", "", words))).status_code == 200
    assert officer.post(PAGE, other).status_code == 302
    assert Figure.objects.get(measure=first).value == 90
    assert words in text(officer.get(PAGE))
    officer.post(reverse("scorecard:section-discard", args=["testham", "2026-10", "front-door"]))
    assert officer.post(PAGE, sheet(desk, ("9", "10"), ("7", "8"))).status_code == 302


# --- Two people --------------------------------------------------------------------------------
@pytest.fixture
def conflict(officer, desk, cast):
    """The officer typed 39 over 10; the lead saved 41 meanwhile; the officer's save is refused."""
    desk.key(pair(10, 50), pair(3, 4), by=cast.lead)
    base = box(officer.get(PAGE), "base")
    data = sheet(desk, ("39", "50"), ("3", "4"), base=base)
    desk.key(pair(41, 50), pair(3, 4), by=cast.lead)
    return officer.post(PAGE, data)


BOTH = "Numerator: saved meanwhile as “41”; you typed “39”."


def as_shown(page, desk, **more) -> dict[str, str]:
    """The page as its browser sends it back."""
    lines = [(box(page, f"n{one.pk}"), box(page, f"d{one.pk}")) for one in desk.measures]
    carried = {"version": box(page, "version"), "base": box(page, "base")}
    return sheet(desk, *lines) | carried | more


@pytest.mark.parametrize("more", [{}, {"touched": ""}], ids=["plain", "script"])
def test_both_versions_are_told_until_a_save_decides(conflict, officer, desk, more):
    assert conflict.status_code == 409
    page = conflict
    for _ in range(3):
        assert BOTH in text(page)
        assert box(page, f"n{desk.measures[0].pk}") == "39"
        assert page.context["sheet"].is_conflict
        answer = officer.post(KEEP, as_shown(page, desk, **more), headers=JSON)
        assert answer.status_code == 200
        page = officer.get(PAGE)
    assert officer.post(PAGE, as_shown(page, desk, **more)).status_code == 302
    page = officer.get(PAGE)
    assert "saved meanwhile" not in text(page)
    assert box(page, f"n{desk.measures[0].pk}") == "39"


def test_box_left_alone_follows_a_second_save(conflict, officer, desk, cast):
    """Carrying a start on must not turn another's figures into one's own."""
    officer.post(KEEP, as_shown(conflict, desk), headers=JSON)
    desk.key(pair(41, 60), pair(3, 5), by=cast.lead)
    page = officer.get(PAGE)
    first, second = desk.measures
    assert (box(page, f"n{first.pk}"), box(page, f"d{first.pk}")) == ("39", "60")
    assert box(page, f"d{second.pk}") == "5"
    assert BOTH in text(page)


def test_discard_settles_it(conflict, officer, desk):
    page = officer.post(f"{PAGE}discard/", follow=True)
    assert box(page, f"n{desk.measures[0].pk}") == "41"
    assert "saved meanwhile" not in text(page)


def test_stale_page_with_a_wrong_cell_shows_the_others_figures_too(officer, desk, cast):
    desk.key(pair(10, 50), pair(3, 4), by=cast.lead)
    data = sheet(desk, ("abc", "50"), ("3", "4"), base=box(officer.get(PAGE), "base"))
    desk.key(pair(41, 60), pair(3, 4), by=cast.lead)
    page = officer.post(PAGE, data)
    assert "Numerator: saved meanwhile as “41”; you typed “abc”." in text(page)
    assert box(page, f"d{desk.measures[0].pk}") == "60"


# --- Nothing can be saved any more -------------------------------------------------------------
def test_closed_section_marks_what_differs_and_takes_no_more_typing(officer, desk, cast):
    desk.key(pair(10, 50), pair(3, 4), by=cast.lead)
    base = box(officer.get(PAGE), "base")
    data = sheet(desk, ("39", "50"), ("3", "4"), base=base)
    submit_section(section=desk.section, by=cast.lead)
    page = officer.post(PAGE, data)
    assert page.status_code == 409
    assert "Nothing was saved" in text(page)
    first, second = page.context["sheet"].lines
    assert first.clashes == ("Numerator: saved as “10”; you typed “39”.",)
    assert second.clashes == ()
    html = page.content.decode()
    boxes = re.findall(r'<(?:input|textarea) id="[ndc][^>]*>', html)
    assert len(boxes) == 6
    assert all(" readonly" in one for one in boxes)
    assert all(" disabled" in one for one in re.findall(r'<select id="m[^>]*>', html))
    # Its script would send it again, without what is disabled.
    assert "data-keep" not in html
    assert "Save draft" not in html


def test_open_section_takes_typing(officer, desk):
    html = officer.get(PAGE).content.decode()
    assert " readonly" not in html
    assert " disabled" not in html
    assert "data-keep" in html


# --- Oneself -----------------------------------------------------------------------------------
def test_ones_own_save_is_not_called_someone_elses(officer, desk, cast):
    old = sheet(desk, ("1", "10"))
    desk.key(pair(5, 10), by=cast.officer)
    answer = officer.post(KEEP, old, headers=JSON)
    assert answer.status_code == 409
    assert answer.json()["message"].startswith("You saved this section on another page at ")
    page = text(officer.post(PAGE, old))
    assert "You saved this section on another page while you were working" in page
    assert "someone else" not in page
    assert "Officer saved" not in page


def test_anothers_save_names_them(conflict):
    assert "Lead saved this section while you were working" in text(conflict)
