"""Who may read and decide on an amendment, and where does a figure tell that it was amended?"""

import pytest

from improvement.councils.roles import Role
from scorecard import quoting
from scorecard.amendments.services import (
    approve_amendment,
    decline_amendment,
    withdraw_amendment,
)
from scorecard.models import Amendment, Section
from scorecard.quoting import Quote
from tests.builders import make_area, make_member, make_user
from tests.scorecard.amendments.builders import (
    DRAFTS,
    OCTOBER,
    REASON,
    ROLES,
    figure_of,
    form_of,
    href,
    propose,
    text_of,
)
from tests.scorecard.builders import pair

pytestmark = pytest.mark.django_db


# --- Deciding ----------------------------------------------------------------------------------


@pytest.fixture
def waiting(measure, cast) -> Amendment:
    return propose(measure, cast.lead)


def decide(client, amendment, decision, **sent):
    address = href("amendment-decide", amendment.pk)
    told = {"decision": decision, "version": amendment.version, "decision_reason": "", **sent}
    return client.post(address, told, follow=True)


def test_both_revisions_stand_side_by_side_with_their_ratings(waiting, deputy, as_):
    words = text_of(as_(deputy).get(waiting.get_absolute_url()))
    for one in ("91%", "21 of 23", "87%", "20 of 23", "Green", "Amber", REASON, "No issued pack"):
        assert one in words


def test_a_second_lead_approves(waiting, measure, deputy, as_):
    page = decide(as_(deputy), waiting, "approve")
    assert "The amendment is approved" in text_of(page)
    assert figure_of(measure).numerator == 20


def test_the_proposer_is_offered_no_approval_and_refused_it(waiting, measure, as_):
    lead = as_("lead")
    body = lead.get(waiting.get_absolute_url()).content.decode()
    assert 'value="approve"' not in body
    assert "another performance lead has to approve or decline it" in body
    for decision in ("approve", "decline"):
        assert decide(lead, waiting, decision, decision_reason="Mine").status_code == 403
    assert figure_of(measure).numerator == 21


@pytest.mark.parametrize("role", sorted(set(ROLES) - {"lead"}))
def test_only_leads_decide(waiting, as_, role):
    assert decide(as_(role), waiting, "approve").status_code == 403


def test_declining_without_a_reason_leads_to_its_box(waiting, deputy, as_):
    page = decide(as_(deputy), waiting, "decline")
    assert 'href="#id_decision_reason"' in page.content.decode()
    page = decide(as_(deputy), waiting, "decline", decision_reason="The first was right.")
    assert "The first was right." in text_of(page)
    waiting.refresh_from_db()
    assert waiting.status == "declined"


def test_what_was_typed_stays_when_the_page_was_stale(waiting, deputy, as_):
    page = decide(as_(deputy), waiting, "decline", version=9, decision_reason="My own words")
    assert page.status_code == 409
    assert "My own words" in page.content.decode()


def test_the_proposer_withdraws(waiting, as_, deputy):
    assert decide(as_(deputy), waiting, "withdraw").status_code == 403
    page = decide(as_("lead"), waiting, "withdraw")
    assert "withdrawn. The figure stays" in text_of(page)


@pytest.mark.parametrize("sent", [{"decision": "accept"}, {"decision": ""}, {"version": "x"}])
def test_a_decision_that_is_none_changes_nothing(waiting, deputy, as_, sent):
    told = {"decision": "approve", "version": waiting.version} | sent
    page = as_(deputy).post(href("amendment-decide", waiting.pk), told)
    assert page.status_code == 200
    waiting.refresh_from_db()
    assert waiting.status == "proposed"


def test_a_decided_one_is_told_not_decided_again(waiting, deputy, cast, as_):
    approve_amendment(amendment=waiting, by=deputy)
    page = decide(as_(deputy), waiting, "decline", decision_reason="Too late")
    assert "nothing left to decide" in text_of(page)


# --- Who sees what -----------------------------------------------------------------------------


@pytest.mark.parametrize("role", ROLES)
def test_one_that_waits_is_seen_as_drafts_are_and_an_approved_one_by_everyone(
    waiting, deputy, as_, role
):
    address = waiting.get_absolute_url()
    assert as_(role).get(address).status_code == (200 if role in DRAFTS else 404)
    approve_amendment(amendment=waiting, by=deputy)
    assert as_(role).get(address).status_code == 200


@pytest.mark.parametrize("end", ["declined", "withdrawn"])
def test_what_came_to_nothing_stays_among_those_who_keep_figures(waiting, deputy, cast, as_, end):
    if end == "declined":
        decline_amendment(amendment=waiting, reason="No.", by=deputy)
    else:
        withdraw_amendment(amendment=waiting, by=cast.lead)
    assert as_("board").get(waiting.get_absolute_url()).status_code == 404
    assert as_("improvement").get(waiting.get_absolute_url()).status_code == 200


def test_officers_see_the_amendments_of_their_own_areas(waiting, council, as_):
    other = make_member(
        council, Role.OFFICER, make_user("other-officer"), (make_area(council, "Care"),)
    )
    assert as_(other).get(waiting.get_absolute_url()).status_code == 403
    assert REASON not in as_(other).get(href("amendment-list")).content.decode()
    assert REASON in as_("officer").get(href("amendment-list")).content.decode()


def test_outsiders_find_nothing(waiting, as_):
    stranger = as_("stranger")
    assert stranger.get(waiting.get_absolute_url()).status_code == 404
    assert stranger.get(href("amendment-list")).status_code == 404


# --- The list ----------------------------------------------------------------------------------


def test_what_waits_comes_first_and_a_status_narrows(waiting, measure, deputy, cast, as_):
    decline_amendment(amendment=waiting, reason="No.", by=deputy)
    approve_amendment(amendment=propose(measure, cast.lead, pair(22, 23)), by=deputy)
    propose(measure, cast.lead, pair(19, 23))
    lead = as_("lead")
    rows = lead.get(href("amendment-list")).context["table"].data
    assert [one.status for one in rows] == ["proposed", "approved", "declined"]
    for status in ("proposed", "approved", "declined", "withdrawn"):
        page = lead.get(href("amendment-list"), {"status": status})
        assert [one.status for one in page.context["table"].data] == (
            [] if status == "withdrawn" else [status]
        )


def test_the_list_as_a_file_says_the_same(waiting, measure, as_):
    body = b"".join(as_("lead").get(href("amendment-list"), {"format": "csv"})).decode()
    assert body.splitlines()[1].split(",")[:4] == [
        f"{measure.code} {measure.name}", "2026-10", "91%", "87%",
    ]  # fmt: skip


@pytest.mark.parametrize("sort", ["measure", "month", "reason", "proposed_by", "proposed_at"])
def test_every_column_sorts(waiting, as_, sort):
    for sign in ("", "-"):
        page = as_("lead").get(href("amendment-list"), {"sort": sign + sort})
        assert page.status_code == 200


# --- Who has quoted it -------------------------------------------------------------------------


@pytest.fixture
def quoted(monkeypatch):
    """Some document that has quoted every figure."""

    def finder(council, code, month):
        return [Quote("October pack", 2, "91%", "/packs/7/", is_current=False)]

    monkeypatch.setattr(quoting, "finders", [finder])


def test_documents_that_quoted_it_are_listed_and_linked_for_their_readers(
    waiting, quoted, deputy, as_
):
    approve_amendment(amendment=waiting, by=deputy)
    for role, is_linked in (("lead", False), ("board", True)):
        body = as_(role).get(waiting.get_absolute_url()).content.decode()
        assert "October pack" in body
        assert "a later version has replaced it" in body
        assert ('href="/packs/7/"' in body) == is_linked


# --- Where it shows ----------------------------------------------------------------------------


def test_the_measures_page_keeps_the_old_value_and_why(waiting, measure, deputy, as_):
    approve_amendment(amendment=waiting, by=deputy)
    page = as_("viewer").get(measure.get_absolute_url())
    words = text_of(page)
    assert "Revised" in words
    assert f": was 91%; {REASON}" in words
    assert waiting.get_absolute_url() in page.content.decode()
    assert form_of(measure) not in page.content.decode()


def test_a_lead_amends_from_the_measures_page_and_sees_what_waits(measure, cast, as_):
    lead = as_("lead")
    assert form_of(measure) in lead.get(measure.get_absolute_url()).content.decode()
    made = propose(measure, cast.lead)
    body = lead.get(measure.get_absolute_url()).content.decode()
    assert form_of(measure) not in body
    assert made.get_absolute_url() in body
    assert (
        made.get_absolute_url() not in as_("board").get(measure.get_absolute_url()).content.decode()
    )


def test_an_approved_section_offers_a_lead_alone_to_amend(measure, as_):
    section = Section.objects.get()
    address = href("section-check", OCTOBER, section.area.slug)
    assert form_of(measure) in as_("lead").get(address).content.decode()
    assert form_of(measure) not in as_("officer").get(address).content.decode()


def test_the_scorecard_shows_the_new_value_and_that_it_was_revised(waiting, measure, deputy, as_):
    address = href("scorecard-month", OCTOBER)
    assert "Revised" not in text_of(as_("board").get(address))
    approve_amendment(amendment=waiting, by=deputy)
    words = text_of(as_("board").get(address))
    assert "87% Revised" in words


def test_pages_stay_within_their_queries(
    waiting, measure, deputy, cast, as_, django_assert_max_num_queries
):
    decline_amendment(amendment=waiting, reason="No.", by=deputy)
    for number in (20, 19, 18):
        approve_amendment(amendment=propose(measure, cast.lead, pair(number, 23)), by=deputy)
    lead = as_("lead")
    for address, most in (
        (href("amendment-list"), 6), (waiting.get_absolute_url(), 10), (form_of(measure), 9),
    ):  # fmt: skip
        with django_assert_max_num_queries(most):
            assert lead.get(address).status_code == 200
