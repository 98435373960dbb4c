"""Is a section submitted, approved and sent back only by whom, and as, the rules allow?"""

from html import unescape

import pytest

from improvement.councils.roles import Role
from improvement.history.models import Event
from scorecard.models import Figure, MonthlyReturn
from scorecard.services import load_approved_figures, submit_section
from tests.builders import make_member
from tests.scorecard.builders import OCTOBER, pair

pytestmark = pytest.mark.django_db
PAGE = "/councils/testham/returns/2026-10/front-door/"
MONTH = "/councils/testham/returns/2026-10/"


@pytest.fixture
def complete(desk, cast):
    desk.key(pair(9, 10), pair(8, 10), by=cast.officer)
    return desk


@pytest.fixture
def submitted(complete, cast):
    submit_section(section=complete.section, by=cast.officer)
    return complete


def text(response) -> str:
    return " ".join(unescape(response.content.decode()).split())


def told(desk, **more) -> dict[str, object]:
    return {"version": desk.section.version, **more}


def test_check_shows_values_parts_and_movement(as_, complete, cast, council):
    first = complete.measures[0]
    load_approved_figures(
        council=council,
        month=OCTOBER.previous,
        rows={first.code: pair(4, 10)},
        submitted_by=cast.officer,
        approved_by=cast.lead,
    )
    page = text(as_("officer").get(f"{PAGE}check/"))
    for words in (
        "90%",
        "9 of 10",
        "40%",
        "+50 points",
        "Changed by more than 25% since last month (40% to 90%).",
        "1 figure looks unusual and needs a comment",
    ):
        assert words in page
    assert f'href="{PAGE}#c{first.pk}"' in page
    assert "Submit for approval" not in page


def test_warning_that_has_a_comment_asks_no_more(as_, desk, cast, council):
    rows = {measure.code: pair(4, 10) for measure in desk.measures}
    load_approved_figures(
        council=council,
        month=OCTOBER.previous,
        rows=rows,
        submitted_by=cast.officer,
        approved_by=cast.lead,
    )
    desk.key(pair(9, 10, comment="A new team"), pair(9, 10), by=cast.officer)
    page = text(as_("officer").get(f"{PAGE}check/"))
    first, second = desk.measures
    # Beside each figure, and once more in the list of what still has to be said.
    assert page.count("Changed by more than 25% since last month (40% to 90%).") == 3
    assert f"{PAGE}#c{first.pk}" not in page
    assert f"{PAGE}#c{second.pk}" in page
    desk.key(pair(9, 10, comment="A new team"), pair(9, 10, comment="Too"), by=cast.officer)
    page = text(as_("officer").get(f"{PAGE}check/"))
    assert page.count("Changed by more than 25% since last month (40% to 90%).") == 2
    assert "Say why" not in page
    assert "Submit for approval" in page


def test_check_of_an_unfinished_section_names_what_is_missing(as_, desk, cast):
    desk.key(pair(9), by=cast.officer)
    page = text(as_("officer").get(f"{PAGE}check/"))
    assert "Give the denominator." in page
    assert "2 of 2 figures still need a number" in page
    assert f"{PAGE}#n{desk.measures[0].pk}" in page
    assert "Submit for approval" not in page


def test_submit_of_an_unfinished_section_names_what_is_missing(as_, desk, cast):
    desk.key(pair(9, 10), by=cast.officer)
    page = as_("officer").post(f"{PAGE}submit/", told(desk))
    assert f"{desk.measures[1]}: give a figure, or say why there is none." in text(page)
    assert desk.section.status == "draft"


def test_submit_hands_over(as_, complete):
    response = as_("officer").post(f"{PAGE}submit/", told(complete))
    assert response["Location"] == MONTH
    assert complete.section.status == "submitted"


def test_submit_twice_is_one(as_, complete):
    data = told(complete)
    for _ in range(2):
        assert as_("officer").post(f"{PAGE}submit/", data).status_code == 302
    assert Event.objects.about(complete.section).filter(verb="submitted").count() == 1


def test_submit_of_what_another_has_changed_is_refused(as_, complete, cast):
    seen = told(complete)
    complete.key(pair(1, 10), pair(8, 10), by=cast.lead)
    response = as_("officer").post(f"{PAGE}submit/", seen)
    assert response.status_code == 409
    assert complete.section.status == "draft"


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.OFFICER, Role.LEAD}))
def test_others_cannot_submit(as_, complete, role):
    assert as_(role.value).post(f"{PAGE}submit/", told(complete)).status_code == 403
    assert complete.section.status == "draft"


def test_submitting_is_never_a_look(as_, complete):
    assert as_("officer").get(f"{PAGE}submit/").status_code == 405
    assert complete.section.status == "draft"


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.LEAD}))
def test_others_cannot_decide(as_, submitted, role):
    page = f"{PAGE}decide/"
    assert as_(role.value).get(page).status_code == 403
    assert as_(role.value).post(page, told(submitted, decision="approve")).status_code == 403
    assert submitted.section.status == "submitted"


def test_lead_approves_and_the_month_is_locked(as_, submitted):
    page = as_("lead").get(f"{PAGE}decide/")
    assert "Approve this section" in text(page)
    response = as_("lead").post(f"{PAGE}decide/", told(submitted, decision="approve"))
    assert response["Location"] == MONTH
    assert submitted.section.status == "approved"
    assert set(Figure.objects.values_list("is_approved", flat=True)) == {True}
    assert MonthlyReturn.objects.get().is_locked


def test_approving_twice_is_one(as_, submitted):
    data = told(submitted, decision="approve")
    for _ in range(2):
        assert as_("lead").post(f"{PAGE}decide/", data).status_code == 302
    assert Event.objects.about(submitted.section).filter(verb="approved").count() == 1


@pytest.mark.parametrize("decision", ["approve", "send_back"])
def test_lead_who_submitted_can_decide_by_no_route(as_, complete, cast, decision):
    submit_section(section=complete.section, by=cast.lead)
    page = as_("lead").get(f"{PAGE}decide/")
    assert "another person has to approve it" in text(page)
    assert "Approve this section" not in text(page)
    data = told(complete, decision=decision, reason="Mine", approved_by=cast.officer.pk)
    response = as_("lead").post(f"{PAGE}decide/", data)
    assert response.status_code == 403
    assert complete.section.status == "submitted"


def test_officer_who_is_lead_as_well_cannot_approve_own_work(as_, submitted, council, cast):
    make_member(council, Role.LEAD, cast.officer)
    response = as_("officer").post(f"{PAGE}decide/", told(submitted, decision="approve"))
    assert response.status_code == 403
    assert submitted.section.status == "submitted"


def test_second_lead_approves_what_a_lead_submitted(as_, complete, council, cast):
    submit_section(section=complete.section, by=cast.lead)
    second = make_member(council, Role.LEAD)
    as_(second).post(f"{PAGE}decide/", told(complete, decision="approve"))
    assert complete.section.approved_by == second


def test_send_back_needs_its_reason_at_the_field(as_, submitted):
    page = as_("lead").post(f"{PAGE}decide/", told(submitted, decision="send_back", reason=" "))
    assert 'href="#reason"' in page.content.decode()
    assert text(page).count("Say what has to change: in the section as a whole") == 2
    assert submitted.section.status == "submitted"


def test_send_back_reaches_the_officer_with_its_reason(as_, submitted):
    data = told(submitted, decision="send_back", reason="Recount <b>both</b>")
    assert as_("lead").post(f"{PAGE}decide/", data)["Location"] == MONTH
    assert submitted.section.status == "sent_back"
    page = as_("officer").get(PAGE).content.decode()
    assert "Recount &lt;b&gt;both&lt;/b&gt;" in page
    assert "Read why, mend and submit again" in text(as_("officer").get(MONTH))


def test_decision_on_what_has_changed_is_refused_and_keeps_the_reason(as_, submitted, cast):
    old = told(submitted, decision="send_back", reason="First thoughts")
    as_("lead").post(f"{PAGE}decide/", old)
    submit_section(section=submitted.section, by=cast.officer)
    response = as_("lead").post(f"{PAGE}decide/", old)
    assert response.status_code == 409
    assert "First thoughts</textarea>" in text(response)
    assert submitted.section.status == "submitted"


def test_nothing_to_decide_leads_to_the_figures(as_, complete):
    assert as_("lead").get(f"{PAGE}decide/")["Location"] == f"{PAGE}check/"
    page = as_("lead").post(f"{PAGE}decide/", told(complete, decision="approve"))
    assert "there is nothing to decide" in text(page)
    assert complete.section.status == "draft"


def test_refused_decision_leaves_no_entry(as_, submitted, cast):
    before = Event.objects.count()
    as_("officer").post(f"{PAGE}decide/", told(submitted, decision="approve"))
    as_("lead").post(f"{PAGE}decide/", told(submitted, decision="send_back", reason=""))
    assert Event.objects.count() == before


def test_finished_section_shows_who_approved_it(as_, submitted):
    as_("lead").post(f"{PAGE}decide/", told(submitted, decision="approve"))
    page = text(as_("improvement").get(f"{PAGE}check/"))
    assert "Submitted by Officer" in page
    assert "Approved by Lead" in page
    assert "Submit for approval" not in page


def test_decision_page_keeps_its_query_budget(as_, submitted, django_assert_max_num_queries):
    browser = as_("lead")
    with django_assert_max_num_queries(9):
        browser.get(f"{PAGE}decide/")


def test_whoever_keyed_a_figure_cannot_approve_it(as_, desk, cast):
    """The lead keys, the officer submits, the lead approves: still the lead's own figures."""
    desk.key(pair(9, 10), pair(8, 10), by=cast.lead)
    submit_section(section=desk.section, by=cast.officer)
    answer = as_("lead").post(f"{PAGE}decide/", told(desk, decision="approve"))
    assert answer.status_code == 403
    assert "You keyed figures of this section" in text(answer)
    assert desk.section.status == "submitted"
    other = make_member(desk.council, Role.LEAD)
    as_(other).post(f"{PAGE}decide/", told(desk, decision="approve"))
    assert desk.section.status == "approved"


def test_lead_sends_back_even_what_they_helped_to_key(as_, desk, cast):
    desk.key(pair(9, 10), pair(8, 10), by=cast.lead)
    submit_section(section=desk.section, by=cast.officer)
    as_("lead").post(f"{PAGE}decide/", told(desk, decision="send_back", reason="Look again"))
    assert desk.section.status == "sent_back"


def test_a_percentage_is_no_count(as_, desk):
    boxes = {f"n{one.pk}": "93%" for one in desk.measures}
    boxes |= {f"d{one.pk}": "183" for one in desk.measures}
    page = text(as_("officer").post(PAGE, told(desk, **boxes)))
    assert "93% is a percentage: key how many." in page
    assert not Figure.objects.exists()
