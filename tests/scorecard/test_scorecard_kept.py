"""Is a kept scorecard page always the one that would be made afresh, and never someone else's?"""

from datetime import date
from decimal import Decimal

import pytest
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.cache import caches
from django.test import RequestFactory

from improvement.councils.models import Membership
from improvement.councils.roles import Role
from improvement.rules.month import Month
from improvement.rules.section import SectionStatus
from scorecard.amendments.services import approve_amendment, propose_amendment
from scorecard.models import Amendment, Measure, Section
from scorecard.reference import load_catalogue
from scorecard.services import Entry, open_return, set_target, submit_section
from scorecard.services.sections import approve_section
from scorecard.services.standings import bump_versions
from tests.builders import make_area, make_member, make_user
from tests.scorecard.charted import adopt, give, give_all, section_of

pytestmark = pytest.mark.django_db
MONTH = Month(2026, 9)
PAGE = "/councils/testham/scorecard/2026-09/"


@pytest.fixture
def measure(area):
    one = adopt(area, "TM-1", unit="count", target="40+", baseline=30, name="Visits made")
    give_all(one, MONTH, [35, 45])
    return one


@pytest.fixture
def reader(as_, measure):
    """A board member who has the page open, and so has every key a first page gives."""
    client = as_("board")
    client.get(PAGE)
    return client


def text(client, url=PAGE):
    return client.get(url).content.decode()


def tag(client, url=PAGE):
    return client.get(url).headers["ETag"]


def again(client, tag, url=PAGE):
    return client.get(url, headers={"if-none-match": tag})


def test_the_same_page_is_not_sent_twice(reader):
    answer = again(reader, tag(reader))
    assert (answer.status_code, answer.content) == (304, b"")
    assert answer.headers["Cache-Control"] == "private, no-cache"


def test_only_this_page_may_be_kept_by_a_browser(reader):
    assert reader.get(PAGE).headers["Cache-Control"] == "private, no-cache"
    assert reader.get("/councils/testham/").headers["Cache-Control"] == "private, no-store"
    assert reader.get(PAGE + "?format=csv").headers["Cache-Control"] == "private, no-store"


def test_a_kept_page_costs_one_query_of_its_own(reader, django_assert_num_queries):
    held = tag(reader)
    # Session, person, memberships, and the scorecard's version.
    with django_assert_num_queries(4):
        assert reader.get(PAGE).status_code == 200
    with django_assert_num_queries(4):
        assert again(reader, held).status_code == 304


def test_a_kept_page_is_the_page_as_made(reader):
    kept = text(reader)
    caches["pages"].clear()
    assert main_of(text(reader)) == main_of(kept)


def main_of(page):
    return page.partition("<main")[2].partition("</main>")[0]


@pytest.mark.parametrize("query", ["?view=exceptions", "?view=tiles", "?rag=red", "?signal=common"])
def test_each_choice_is_a_page_of_its_own(reader, query):
    assert again(reader, tag(reader), PAGE + query).status_code == 200
    assert main_of(text(reader, PAGE + query)) != main_of(text(reader))


def test_another_reader_has_another_tag(reader, as_):
    other = as_("clerk")
    other.get(PAGE)
    assert again(other, tag(reader)).status_code == 200
    assert tag(other) != tag(reader)


def test_signing_in_anew_changes_the_tag(reader, cast):
    held = tag(reader)
    reader.cookies.pop("csrftoken")
    reader.get(PAGE)
    assert again(reader, held).status_code == 200


def test_a_first_page_without_keys_has_no_tag(as_, measure):
    assert "ETag" not in as_("board").get(PAGE).headers


def test_a_role_more_changes_the_page_around(reader, council, cast):
    held = tag(reader)
    make_member(council, Role.ADMIN, cast.board)
    answer = again(reader, held)
    assert answer.status_code == 200
    assert "/councils/testham/people/" in answer.content.decode()


def test_a_role_ended_ends_the_kept_page(reader, cast):
    held = tag(reader)
    Membership.objects.filter(user=cast.board).update(is_active=False)
    assert again(reader, held).status_code == 404


def test_a_councils_name_and_a_readers_name_are_fresh(reader, council, cast):
    held = tag(reader)
    council.short_name = "Testham-on-Sea"
    council.save()
    assert "Testham-on-Sea" in again(reader, held).content.decode()
    held = tag(reader)
    cast.board.name = "Renamed Reader"
    cast.board.save()
    assert "Renamed Reader" in again(reader, held).content.decode()


def test_a_message_is_told_once(reader):
    """Whoever is led to the scorecard with a message sees it, and not again from their cache."""
    held = tag(reader)
    store = CookieStorage(RequestFactory().get("/"))
    reader.cookies["messages"] = store._encode([Message(constants.SUCCESS, "It is done.")])
    answer = again(reader, held)
    assert answer.status_code == 200
    assert "It is done." in answer.content.decode()
    assert "ETag" not in answer.headers
    assert again(reader, held).status_code == 304


def approve(section, cast):
    section.status = SectionStatus.SUBMITTED
    section.submitted_by, section.submitted_at = cast.officer, "2026-10-05T09:00Z"
    section.save()
    approve_section(section=section, by=cast.lead)


def test_an_approval_is_seen_at_once(reader, council, cast):
    care = make_area(council, "Care")
    other = adopt(care, "TM-2", unit="count", name="Plans agreed")
    give(other, MONTH, 71, is_approved=False)
    bump_versions(councils=[council.pk])
    held = tag(reader)
    assert "Not yet approved: Care" in text(reader)
    approve(Section.objects.get(area=care), cast)
    now = again(reader, held).content.decode()
    assert "Not yet approved: Care" not in now
    assert "71" in main_of(now)


def test_a_target_is_seen_at_once(reader, measure, cast):
    held = tag(reader)
    set_target(measure=measure, text="50+", effective_from=MONTH, by=cast.lead, reason="Raised")
    assert "50+" in again(reader, held).content.decode()


def test_an_amendment_is_seen_at_once(reader, measure, cast):
    held = tag(reader)
    figure = measure.figures.get(month=MONTH.first_day)
    figure.numerator = figure.value
    figure.save()
    amend(figure, 46, cast, reader)
    now = again(reader, held).content.decode()
    assert "Restated <span>1</span>" in now
    assert "Sep 2026: 45, now 46" in now


def amend(figure, value, cast, reader):
    deputy = make_member(figure.council, Role.LEAD, make_user("deputy"))
    held = propose_amendment(
        figure=figure,
        entry=Entry(numerator=Decimal(value)),
        reason="Counted twice",
        by=cast.lead,
        revision=1,
    )
    approve_amendment(amendment=held, by=deputy, version=held.version)
    assert Amendment.objects.get().status == "approved"


def test_an_opened_section_is_named_as_waited_for(reader, council, area):
    care = make_area(council, "Care")
    adopt(care, "TM-2", unit="count", name="Plans agreed")
    held = tag(reader)
    open_return(council=council, month=MONTH, today=date(2026, 11, 1))
    assert "Not yet approved: Care" in again(reader, held).content.decode()


def test_submitting_changes_nothing_that_is_shown(reader, council, cast):
    """A section waits until it is approved: submitted or sent back, the page is the same."""
    care = make_area(council, "Care")
    section = section_of(care, MONTH, status=SectionStatus.DRAFT)
    bump_versions(councils=[council.pk])
    held = main_of(text(reader))
    submit_section(section=section, by=cast.lead)
    caches["pages"].clear()
    assert main_of(text(reader)) == held


def test_every_council_sees_an_import(reader, council, other_council):
    held = tag(reader)
    bump_versions(councils=[council.pk, other_council.pk])
    assert again(reader, held).status_code == 200


def test_another_councils_change_leaves_the_page_kept(reader, other_council):
    held = tag(reader)
    bump_versions(councils=[other_council.pk])
    assert again(reader, held).status_code == 304


def test_a_changed_catalogue_is_seen_at_once(reader):
    load_catalogue()
    held = tag(reader)
    load_catalogue()
    assert again(reader, held).status_code == 304
    Measure.objects.filter(council=None, code="FD1").update(numerator_label="Something else")
    load_catalogue()
    assert again(reader, held).status_code == 200


def test_open_findings_are_asked_about_each_time(reader):
    answer = reader.get(PAGE + "?finding=open")
    assert "ETag" not in answer.headers
    assert answer.headers["Cache-Control"] == "private, no-store"
