"""Does the calendar say of every section how far it is and whose move it is?"""

from datetime import date

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from improvement.rules.section import SectionStatus
from scorecard.entry.holders import NOBODY, officers_by_area, who_has
from scorecard.entry.marks import SHAPES, step_mark, step_shape
from scorecard.entry.words import TAGS, days_left
from scorecard.models import Section
from scorecard.services import approve_section, submit_section
from tests.builders import make_area, make_member, make_user
from tests.scorecard.builders import make_desk, make_measure, make_return, pair

LIST = "/councils/testham/returns/"
TODAY = date(2026, 11, 12)
days = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@pytest.fixture
def mid_november(monkeypatch):
    """Twelve days into November 2026, whatever the machine says."""
    real = timezone.localdate
    monkeypatch.setattr(timezone, "localdate", lambda *given: real(*given) if given else TODAY)


@pytest.fixture
def desk(area, cast, mid_november):
    return make_desk(area)


def text(response) -> str:
    return " ".join(response.content.decode().split())


def who(desk) -> str:
    section = Section.objects.select_related("edited_by", "submitted_by").get(area=desk.area)
    return who_has(section, officers_by_area([desk.council.pk]))


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (date(2026, 11, 12), "due today"),
        (date(2026, 11, 13), "1 day left"),
        (date(2026, 11, 26), "14 days left"),
        (date(2026, 11, 11), "1 day late"),
        (date(2026, 10, 13), "30 days late"),
    ],
)
def test_days_left(due, words):
    assert days_left(due, TODAY) == words


@given(days, days)
def test_days_left_and_days_late_are_one_count(due, today):
    words, back = days_left(due, today), days_left(today, due)
    assert words.replace("left", "late") == back.replace("left", "late")
    assert words.endswith("late") == (today > due)
    number = words.split()[0]
    assert number == "due" or int(number) == abs((due - today).days)


def test_every_status_has_a_shape_and_a_word_and_a_colour_of_its_own():
    assert set(SHAPES) == set(TAGS) == set(SectionStatus)
    assert len(set(SHAPES.values())) == len(SHAPES)
    for status in SectionStatus:
        assert status.label in step_mark(status)
        assert 'aria-hidden="true"' in step_shape(status)


@pytest.mark.django_db
def test_calendar_shows_each_section_and_who_has_it(as_, desk, council):
    make_measure(make_area(council, "Youth justice"))
    make_return(council)
    page = text(as_("lead").get(LIST))
    for words in ("Front door", "Youth justice", "Not started", "With Officer", NOBODY):
        assert words in page
    page = text(as_("officer").get(LIST))
    assert "Front door" in page
    assert "Youth justice" not in page


@pytest.mark.django_db
def test_officer_without_a_section_is_told_so(as_, desk, council):
    new = make_member(council, "officer", areas=(make_area(council, "Youth justice"),))
    page = text(as_(new).get(LIST))
    assert "No section of yours" in page
    assert "Front door" not in page


@pytest.mark.django_db
def test_whose_move_it_is_follows_the_section(desk, cast, council, area):
    assert who(desk) == "With Officer"
    make_member(council, "officer", make_user("another", name="Another"), (area,))
    assert who(desk) == "With Another, Officer"
    desk.key(pair(9, 10), pair(9, 10), by=cast.lead)
    assert who(desk) == "With Lead; officers: Another, Officer"
    desk.key(pair(8, 10), by=cast.officer)
    assert who(desk) == "With Officer"
    submit_section(section=desk.section, by=cast.officer)
    assert who(desk) == "With a performance lead, from Officer"
    approve_section(section=desk.section, by=make_member(council, "lead"))
    assert who(desk) == ""


@pytest.mark.django_db
@pytest.mark.parametrize("ended", ["role", "person"])
def test_who_has_left_has_nothing(desk, cast, ended):
    if ended == "role":
        cast.officer.memberships.update(is_active=False)
    else:
        type(cast.officer).objects.filter(pk=cast.officer.pk).update(is_active=False)
    assert who(desk) == NOBODY


@pytest.mark.django_db
def test_task_list_tells_the_reason_and_leads_who_has_it(as_, desk, cast):
    desk.key(pair(9, 10), pair(9, 10), by=cast.officer)
    Section.objects.update(status="sent_back", sent_back_reason="Check the <b>ninth</b>.")
    page = text(as_("officer").get(f"{LIST}2026-10/"))
    assert "Check the &lt;b&gt;ninth&lt;/b&gt;." in page
    assert "With Officer" not in page
    assert "With Officer" in text(as_("lead").get(f"{LIST}2026-10/"))


@pytest.mark.django_db
def test_reason_of_long_ago_is_not_told_again(as_, desk):
    Section.objects.update(status="draft", sent_back_reason="Long mended.")
    assert "Long mended." not in text(as_("lead").get(f"{LIST}2026-10/"))
